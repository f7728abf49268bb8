from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked

from . import door
from .contact import reads_for
from .people import Family, Person, families_open_to, families_worked_with, people_open_to

REVIEW_WITHIN = timedelta(days=90)
"""A withheld record is looked at again within this long (domain.md §8.2, INV-52)."""


def records_open_to(user: User, path: str = "") -> Q:
    """That the record at `path` is the user's to read, by the order of domain.md §8.5: staff by their involvement, a family
    member what was shared with them, another system what is open."""
    if user.kind == User.Kind.STAFF:
        return _open_to_staff(user, path) & ~_kept(path, ShareState.State.CHILD_ONLY)
    if user.kind == User.Kind.FAMILY:
        shared = ShareState.objects.filter(_shared_with(user)).values("record")
        return Q(**{f"{path}id__any": ArraySubquery(shared)})
    if user.kind == User.Kind.CLIENT:
        is_of_a_family = Q(**{f"{path}family__isnull": False})
        return is_of_a_family & ~_kept(path, ShareState.State.WITHHELD, ShareState.State.CHILD_ONLY)
    return door.NOBODY


def _open_to_staff(user: User, path: str) -> Q:
    family = f"{path}family__id"
    readable = families_worked_with(user, door.READS_ALL, family)
    for role, kinds in door.READS_OWN_KINDS.items():
        readable |= families_worked_with(user, (role,), family) & Q(**{f"{path}kind__in": kinds})
    # The families stand first, on their own: from an OR alone the planner can't see that they are few.
    return families_open_to(user, family) & (readable | Q(**{f"{path}author": user}))


def _kept(path: str, *states: ShareState.State) -> Q:
    """That the record is kept from someone in one of these ways."""
    return Q(Exists(ShareState.objects.filter(record=OuterRef(f"{path}id"), state__in=states)))


def _shared_with(user: User) -> Q:
    """What a family member may read: as the one it is about, or for a child by parental responsibility (line 9)."""
    now_or_by_now = Q(state=ShareState.State.SHARED) | Q(
        state=ShareState.State.SHARED_LATER, share_on__lte=clock.today()
    )
    return now_or_by_now & reads_for(user, "person__id")


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, user: User) -> RecordQuerySet:
        """The only way into records."""
        return self.filter(records_open_to(user))


@tracked
class Record(Protected):
    """What everything shareable is one-to-one with, so that sharing, correcting and sealing are real foreign keys (domain.md §11.2)."""

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("Conversation")
        CONFERENCE = "conference", _("Family group conference")
        FAMILY_PLAN = "family_plan", _("Family plan")
        GOAL = "goal", _("Goal")
        COACH_SESSION = "coach_session", _("Coach session")

    kind = models.CharField(max_length=20, choices=Kind)
    family = models.ForeignKey(Family, models.PROTECT, related_name="records", null=True, blank=True, db_index=False)
    happened_on = models.DateField(_("when"))
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="records_written", null=True, blank=True)
    author_person = models.ForeignKey(
        Person, models.PROTECT, related_name="records_written", null=True, blank=True, db_index=False
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family", "-happened_on", "-id"], name="record_story")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on}"


class RecordSubjectQuerySet(models.QuerySet["RecordSubject"]):
    def visible_to(self, user: User) -> RecordSubjectQuerySet:
        """Whom a record is about; a family member sees only people of a family they are in."""
        return self.filter(records_open_to(user, "record__"), people_open_to(user, "person__id"))


@tracked
class RecordSubject(Protected):
    """That a record is about someone."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="subjects", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="subject_of")

    objects = RecordSubjectQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "person"], name="record_subject_once")]

    def __str__(self) -> str:
        return str(self.person)


class ShareStateQuerySet(models.QuerySet["ShareState"]):
    def visible_to(self, user: User) -> ShareStateQuerySet:
        """To staff, with the record; to a family member, their own once shared."""
        if user.kind == User.Kind.FAMILY:
            return self.filter(_shared_with(user))
        return self.filter(records_open_to(user, "record__"))


@tracked
class ShareState(Protected):
    """How one record is shared with one person it is about; shared is the default (domain.md §8.2)."""

    class State(models.TextChoices):
        SHARED = "shared", _("Shared")
        SHARED_LATER = "shared_later", _("Shared later")
        WITHHELD = "withheld", _("Not shared for now")
        CHILD_ONLY = "child_only", _("Only the child and who they choose")

    class Reason(models.TextChoices):
        SERIOUS_HARM = "serious_harm", _("It could cause serious harm")
        WOULD_PREJUDICE_SAFEGUARDING = (
            "would_prejudice_safeguarding",
            _("It would get in the way of keeping someone safe"),
        )
        THIRD_PARTY = "third_party", _("It is about someone else")
        POLICE_OR_COURT = "police_or_court", _("The police or a court asked")
        CHILDS_CONFIDENCE = "childs_confidence", _("A child told us in confidence")
        LEGAL_PRIVILEGE = "legal_privilege", _("Legal advice")
        OTHER = "other", _("Another reason")

    record = models.ForeignKey(Record, models.PROTECT, related_name="share_states", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="share_states")
    state = models.CharField(_("sharing"), max_length=20, choices=State, default=State.SHARED)
    share_on = models.DateField(_("shared from"), null=True, blank=True)
    reason = models.CharField(_("why not?"), max_length=40, choices=Reason, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    decided_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    first_seen_at = models.DateTimeField(null=True, blank=True)

    objects = ShareStateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "person"], name="share_state_once"),
            models.CheckConstraint(
                condition=~Q(state="withheld")
                | (
                    ~Q(reason="")
                    & Q(decided_by__isnull=False, decided_on__isnull=False, review_on__isnull=False)
                    & Q(review_on__gt=F("decided_on"), review_on__lte=F("decided_on") + REVIEW_WITHIN)
                ),
                name="withheld_says_why",
                violation_error_message=_(
                    "To keep something back, say why, who decided, and when you will look again: within 90 days."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="shared_later") | Q(share_on__isnull=False),
                name="shared_later_says_when",
                violation_error_message=_("Say from when it is shared."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.person}"
