from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from .access import Practitioner
from .contact import reads_for
from .entry_rules import IN_OWN_WORDS, PUT_RIGHT, PUT_RIGHT_ABOUT_THE_SAME, RESPONDS_WITHIN, STAYS
from .helping import HELPED_WITH, HelperAccess, helped_by
from .kept import families_sampled_by, people_not_kept_from
from .merged import of_whom
from .people import Person, families_open_to
from .records import Record, records_open_to, records_opened_whole_to, shared_with_helped
from .sampling import reads_samples
from .unseen import among

TAKE_BACK_WITHIN = timedelta(hours=24)
"""So long what a family member wrote can be taken back so that nobody reads it; later it is hidden (domain.md §8.3)."""


def is_unread(record: str, author: str, written: str) -> Func:
    """That nobody but its author has opened the record at `record` since, in the words of the rule that keeps it."""
    return Func(F(record), F(author), F(written), function="kith_sec.is_unread", output_field=models.BooleanField())


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> EntryQuerySet:
        return self.filter(records_open_to(user, "record__")).told_to(user)

    def still_unread(self, user: User) -> EntryQuerySet:
        """What the user wrote and nobody else has opened yet, within a day: they may put it right (domain.md §12.5)."""
        unread = self.filter(is_unread("record_id", "author_id", "created_at"), author=user, taken_back_at__isnull=True)
        return unread.filter(supersedes__isnull=True)

    def standing(self) -> EntryQuerySet:
        """Without what was put right since."""
        return self.filter(~Exists(Entry.objects.filter(supersedes=OuterRef("pk"))))

    def told_to(self, user: User) -> EntryQuerySet:
        """Of a record that the user may read: a view per reader. Nothing by or about someone who is kept from them; and to a family
        member, what is about no one else, unless the record was opened to them whole (domain.md §8.5). What was taken back is
        nobody's to read; what was hidden later is read by those who work here, for safety's sake (§8.3).
        """
        named = EntryPerson.objects.filter(entry=OuterRef("pk"))
        kept = Exists(named.exclude(people_not_kept_from(user, "person__id")))
        seen = self.filter(_stands_for(user), people_not_kept_from(user, "speaker__id"), ~Q(kept))
        if user.kind != User.Kind.FAMILY:
            return seen
        own = _own_words(named, reads_for(user, "person__id"), reads_for(user, "speaker__id"))
        helped = _words_of_helped(named, user)
        whole = records_opened_whole_to(user, "record__")
        return seen.filter(whole | own | (among("record__id", shared_with_helped(user)) & helped))


def _stands_for(user: User) -> Q:
    stands = Q(taken_back_at__isnull=True)
    if user.kind != User.Kind.STAFF:
        return stands
    hidden = Q(taken_back_at__gt=F("created_at") + TAKE_BACK_WITHIN)
    if reads_samples(user):  # whoever reads a sample keeps nobody safe by it
        hidden &= ~families_sampled_by(user, "record__family__id") | families_open_to(user, "record__family__id")
    return stands | hidden


def _words_of_helped(named: models.QuerySet[EntryPerson], user: User) -> Q:
    """Line 10: the own words of those whom the user helps with records of this kind."""

    def words(*scopes: HelperAccess.Scope) -> Q:
        owners = helped_by(user, HelperAccess.Scope.EVERYTHING, *scopes)
        return _own_words(named, among("person__id", owners), among("speaker__id", owners))

    found = words()
    for scope, kinds in HELPED_WITH.items():
        found |= Q(record__kind__in=kinds) & words(scope)
    return found


def _own_words(named: models.QuerySet[EntryPerson], whose: Q, speaker: Q) -> Q:
    """By no one else, and about no one else or also about those for whom one reads."""
    about_them, about_anyone = Exists(named.filter(whose)), Exists(named)
    return (Q(speaker__isnull=True) | speaker) & (Q(about_them) | Q(~about_anyone))


@tracked
class Entry(Protected):
    """One thing that was said, seen, told, thought, hoped or decided: the kinds never mix (domain.md §3.3)."""

    class Kind(models.TextChoices):
        SAID = "said", _("Said")
        CHILD_VIEW = "child_view", _("A child’s view")
        SEEN = "seen", _("Seen")
        REPORTED = "reported", _("Told to us")
        PROFESSIONAL_VIEW = "professional_view", _("My view")
        STRENGTH = "strength", _("Strength")
        WORRY = "worry", _("Worry")
        HOPE = "hope", _("Hope")
        CONTEXT = "context", _("What’s going on around")
        STEP = "step", _("Next step")
        DECISION = "decision", _("Decision")
        NOTE = "note", _("What we talked about")

    class HowTold(models.TextChoices):
        WORDS = "words", _("in words")
        DRAWING = "drawing", _("by drawing")
        PLAY = "play", _("in play")
        BEHAVIOUR = "behaviour", _("by what they did")
        AUDIO = "audio", _("in a recording")
        SIGNING = "signing", _("by signing")
        OTHER = "other", _("another way")

    record = models.ForeignKey(Record, models.PROTECT, related_name="entries", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    body = models.CharField(_("words"), max_length=40_000)
    speaker = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="entries_spoken",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who said it?"),
    )
    observer = models.ForeignKey(
        Practitioner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who saw it?"),
    )
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    because = models.CharField(_("because"), max_length=4_000, blank=True)
    source_name = models.CharField(_("who told us?"), max_length=200, blank=True)
    source_relationship = models.CharField(_("who are they to the family?"), max_length=200, blank=True)
    received_on = models.DateField(_("when did they tell us?"), null=True, blank=True)
    how_told = models.CharField(_("how did they tell it?"), max_length=20, choices=HowTold, blank=True)
    what_they_did = models.CharField(_("what did they do?"), max_length=4_000, blank=True)
    by_when = models.DateField(_("by when?"), null=True, blank=True)
    added_on = models.DateField(_("added on"), null=True, blank=True)
    responds_to = models.ForeignKey("self", models.PROTECT, related_name="responses", null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("speaker", "entry_by_speaker")]
        triggers = [STAYS, RESPONDS_WITHIN, IN_OWN_WORDS, PUT_RIGHT, PUT_RIGHT_ABOUT_THE_SAME]
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="entry_place_once"),
            models.CheckConstraint(
                condition=~Q(body__regex=r"^\s*$"),
                name="entry_not_blank",
                violation_error_message=_("Write something, or take the entry out."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["said", "child_view"]) | Q(speaker__isnull=False),
                name="entry_said_needs_speaker",
                violation_error_message=_("Say who said it."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="professional_view") | (Q(author__isnull=False) & ~Q(because__regex=r"^\s*$")),
                name="entry_view_needs_because",
                violation_error_message=_("Say why you think so."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="reported") | ~Q(source_name__regex=r"^\s*$"),
                name="entry_reported_needs_source",
                violation_error_message=_("Say who told you."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="child_view") | ~Q(how_told=""),
                name="entry_child_view_says_how",
                violation_error_message=_("Say how the child told it."),
            ),
            models.CheckConstraint(
                condition=Q(responds_to__isnull=True) | Q(added_on__isnull=False),
                name="entry_responds_later",
                violation_error_message=_("An answer is added to what was written before it."),
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(added_on__isnull=False),
                name="entry_put_right_has_a_day",
                violation_error_message=_("What is put right says since when."),
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False),
                name="entry_put_right_once",
                violation_error_message=_("Someone has put this right already: look at what it says now."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"

    @property
    def is_hidden(self) -> bool:
        """Whether its writer asked that nobody of the family reads it any more."""
        return self.taken_back_at is not None


class EntryPersonQuerySet(models.QuerySet["EntryPerson"]):
    def visible_to(self, user: User) -> EntryPersonQuerySet:
        return self.filter(
            entry__in=Entry.objects.visible_to(user).values("pk"),
            person__in=Person.objects.named_to(user).values("pk"),
        )


@tracked
class EntryPerson(Protected):
    """Whose strength, worry or hope it is, or whom an entry is about."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = EntryPersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="entry_person_once")]

    def __str__(self) -> str:
        return str(self.person)
