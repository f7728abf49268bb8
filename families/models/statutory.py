"""What a statutory system says of someone: a mirror that only its feed writes; and what someone here has to settle (domain.md §9.7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database import clock
from database.history import tracked
from families.periods import PeriodField, not_empty

from . import door
from .identifiers import ExternalIdentifier
from .people import Person, people_open_to
from .statutory_rules import FACT_MIRRORED, RECORD_MIRRORED

Scheme = ExternalIdentifier.Scheme


def _told_to(user: User, person: str) -> Q:
    """To staff who see the person. To no family: a status is the council’s word, and it stands in the council’s own record."""
    return people_open_to(user, person) if user.kind == User.Kind.STAFF else door.NOBODY


class StatutoryRecordQuerySet(models.QuerySet["StatutoryRecord"]):
    def visible_to(self, user: User) -> StatutoryRecordQuerySet:
        return self.filter(_told_to(user, "person__id"))

    def told(self) -> StatutoryRecordQuerySet:
        """Those that the sending system has not asked us to forget."""
        return self.filter(forgotten_at__isnull=True)


@tracked
class StatutoryRecord(Protected):
    """That another system knows someone by a number, what it calls them, and on which day it said so last.

    Its history says when and by whom, and never what: what is to be forgotten is forgotten there too.
    """

    kept_out_of_history = ("given_name", "family_name", "date_of_birth", "date_of_death")

    person = models.ForeignKey(Person, models.PROTECT, related_name="statutory_records")
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=30, choices=Scheme)
    value = models.CharField(max_length=100)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    date_of_death = models.DateField(null=True, blank=True)
    as_of = models.DateField(default=clock.today)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = StatutoryRecordQuerySet.as_manager()

    class Meta:
        triggers = [RECORD_MIRRORED]
        constraints = [
            models.UniqueConstraint(
                fields=["sent_by", "scheme", "value"],
                name="statutory_record_once",
                violation_error_message=_("The council’s system has one record by this number."),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True)
                | Q(given_name="", family_name="", date_of_birth__isnull=True, date_of_death__isnull=True),
                name="statutory_record_forgotten_whole",
                violation_error_message=_("What is to be forgotten is forgotten whole."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class StatutoryFactQuerySet(models.QuerySet["StatutoryFact"]):
    def visible_to(self, user: User) -> StatutoryFactQuerySet:
        return self.filter(_told_to(user, "record__person__id"))

    def standing(self) -> StatutoryFactQuerySet:
        """Those that the sending system still says."""
        return self.filter(gone_on__isnull=True)


@tracked
class StatutoryFact(Protected):
    """A status or an allocated worker, in the words of the sending system. What it says no more keeps no words."""

    kept_out_of_history = ("words", "role")

    class Kind(models.TextChoices):
        STATUS = "status", _("status")
        WORKER = "worker", _("worker there")

    record = models.ForeignKey(StatutoryRecord, models.PROTECT, related_name="facts", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    source_id = models.CharField(max_length=100)
    words = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    period = PeriodField()
    gone_on = models.DateField(null=True, blank=True)

    objects = StatutoryFactQuerySet.as_manager()

    class Meta:
        triggers = [FACT_MIRRORED]
        constraints = [
            not_empty("statutory_fact_has_a_day"),
            models.UniqueConstraint(
                fields=["record", "kind", "source_id"],
                name="statutory_fact_once",
                violation_error_message=_("The council’s system says this once."),
            ),
            models.CheckConstraint(
                condition=Q(gone_on__isnull=True) & ~Q(words__regex=r"^\s*$")
                | Q(gone_on__isnull=False, words="", role=""),
                name="statutory_fact_says_something",
                violation_error_message=_("A status or a worker has a name for as long as it is said, and none after."),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class StatutoryQuestionQuerySet(models.QuerySet["StatutoryQuestion"]):
    def visible_to(self, user: User) -> StatutoryQuestionQuerySet:
        """To who leads the work with one of them, or manages who does, and to who leads on safeguarding; if they see both."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        both = people_open_to(user, "person__id") & (Q(other=None) | people_open_to(user, "other__id"))
        if user.has(Permission.WORRY_LEAD):
            return self.filter(both)
        led = Person.objects.filter(door.alongside(user, "memberships__family__", roles=("lead_worker",))).values("pk")
        return self.filter(both, Q(person__in=led) | Q(other__in=led))

    def waiting(self) -> StatutoryQuestionQuerySet:
        return self.filter(answer="")


@tracked
class StatutoryQuestion(Protected):
    """What a feed could not say by itself, with both sides: someone who sees them says how it is (domain.md §10.8, 6)."""

    kept_out_of_history = ("said",)

    class Kind(models.TextChoices):
        SAME_PERSON = "same_person", _("Is it the same person?")
        TWO_PEOPLE = "two_people", _("Which of these two is it?")
        BORN = "born", _("When were they born?")
        DIED = "died", _("Did they die?")

    class Answer(models.TextChoices):
        PERSON = "person", _("it is this person")
        OTHER = "other", _("it is the other person")
        NEITHER = "neither", _("it is someone else")
        THEIRS = "theirs", _("as the council’s system says")
        OURS = "ours", _("as it stands here")
        GONE = "gone", _("the council’s system no longer says so")

    kind = models.CharField(max_length=20, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="statutory_questions")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=30, choices=Scheme)
    value = models.CharField(max_length=100)
    said = models.JSONField(default=dict, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = StatutoryQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "sent_by", "scheme", "value"],
                condition=Q(answer=""),
                name="statutory_question_once",
                violation_error_message=_("This is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", settled_by__isnull=True, settled_at__isnull=True)
                | Q(answer="gone", settled_by__isnull=True, settled_at__isnull=False)
                | ~Q(answer__in=["", "gone"]) & Q(settled_by__isnull=False, settled_at__isnull=False),
                name="statutory_question_settled_by_someone",
                violation_error_message=_("Say who settled it, and when."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
