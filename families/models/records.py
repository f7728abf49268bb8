from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.written import Ids, written_once
from database import clock
from database.history import tracked
from database.rules import Rule
from families.ages import ADULT_FROM

from . import door
from .contact import reads_for
from .granting import ChosenReader
from .helping import helped_by, within_what_was_given
from .keeping import AccessBlock
from .kept import (
    broken_glass,
    families_not_kept_from,
    families_sampled_by,
    named_for,
    people_not_kept_from,
    people_not_unseen_by,
    restricted_people,
    restricted_records,
)
from .merged import UNLESS_MOVED, of_whom
from .people import (
    Family,
    Person,
    families_open_to,
    families_read_whole_by,
    families_worked_with,
    people_named_to,
)
from .sampling import reads_samples
from .unseen import among, unseen_people, unseen_records

REVIEW_WITHIN = timedelta(days=90)
"""A withheld record is looked at again within this long (domain.md §8.2, INV-52)."""


NO_SAMPLE = ("my_plan", "supervision_note", "conference")
"""The kinds that no sample shows, whoever they are shared with (domain.md §8.3, §4.3). On a conference hangs what no one of the family
reads of it: why it was asked for, what each child said of it, who else was offered it. Its plan is a record of its own."""


def records_open_to(user: User, path: str = "") -> Q:
    """That the record at `path` is the user's to read, by the order of domain.md §8.5: the first line that matches decides."""
    if door.is_closed_to(user):  # line 1
        return door.NOBODY
    return records_not_unseen_by(user, path) & door.first_match(  # lines 2 and 3
        (_opened(user, path), door.EVERYONE),  # line 4: the child, whom they chose; and broken glass
        (_kept(path, ShareState.State.CHILD_ONLY), door.NOBODY),
        (_restricted_to_others(user, path), door.NOBODY),  # line 5
        (_names(user, path), door.EVERYONE),
        otherwise=_open_by_kind(user, path),  # lines 6 to 11
    )


def records_not_kept_from(user: User, path: str = "") -> Q:
    """Lines 1 to 5 alone: for what opens a record by another way than those above."""
    kept = _kept(path, ShareState.State.CHILD_ONLY) | _restricted_to_others(user, path)
    return door.NOBODY if door.is_closed_to(user) else records_not_unseen_by(user, path) & ~kept


def records_opened_whole_to(user: User, path: str = "") -> Q:
    """What a child, a restriction or broken glass opens is opened whole, not as one reader's view."""
    return _opened(user, path) | _names(user, path)


def _open_by_kind(user: User, path: str) -> Q:
    if user.kind == User.Kind.STAFF:  # lines 6 and 7: withheld is from the subject
        return _open_to_staff(user, path)
    if user.kind == User.Kind.FAMILY:  # lines 9 and 10
        return among(f"{path}id", _own(user), _shared_with(user), shared_with_helped(user))
    if user.kind == User.Kind.CLIENT:  # line 11
        is_of_a_family = Q(**{f"{path}family__isnull": False})
        is_unrestricted = families_open_to(user, f"{path}family__id")
        return is_of_a_family & is_unrestricted & ~_kept(path, ShareState.State.WITHHELD)
    return door.NOBODY


@written_once
def _own(user: User) -> Ids:
    return Record.objects.filter(author_person__account__user=user).values("pk")


@written_once
def _shared_with(user: User) -> Ids:
    return ShareState.objects.filter(is_shared(), reads_for(user, "person__id")).values("record")


def records_not_unseen_by(user: User, path: str = "") -> Q:
    """Lines 2 and 3: neither blocked itself, nor about, by or of the family of someone who does not exist for the user."""
    if user.kind == User.Kind.CLIENT:
        return Q()
    by = people_not_unseen_by(user, f"{path}author_person__id")
    kept = among(f"{path}id", unseen_records(user), _about_unseen_people(user))
    return ~kept & by & families_not_kept_from(user, f"{path}family__id")


@written_once
def _about_unseen_people(user: User) -> Ids:
    return RecordSubject.objects.filter(among("person__id", *unseen_people(user))).values("record")


def _restricted_to_others(user: User, path: str) -> Q:
    """Line 5: restricted, or about or by someone who is, and this user is not named."""
    by = among(f"{path}author_person__id", restricted_people(user))
    return among(f"{path}id", restricted_records(user), _about_restricted_people(user)) | by


@written_once
def _about_restricted_people(user: User) -> Ids:
    return RecordSubject.objects.filter(among("person__id", restricted_people(user))).values("record")


def _opened(user: User, path: str) -> Q:
    """Line 4: the child whose it is, and whom they chose; and whoever broke the glass for this record, which line 5 does not stop."""
    if user.kind == User.Kind.CLIENT:
        return door.NOBODY
    return among(f"{path}id", _only_mine(user), _chosen_to_read(user), broken_glass(user, "record"))


@written_once
def _only_mine(user: User) -> Ids:
    only = ShareState.State.CHILD_ONLY
    return ShareState.objects.filter(state=only, person__account__user=user).values("record")


@written_once
def _chosen_to_read(user: User) -> Ids:
    only = ShareState.State.CHILD_ONLY
    chosen = ChosenReader.objects.who_are(user).filter(share_state__state=only)
    if user.kind == User.Kind.FAMILY:  # as an advocate, for as long as the child lets them help
        chosen = chosen.filter(Q(user__isnull=True) | among("share_state__person__id", helped_by(user)))
    return chosen.values("share_state__record")


def _names(user: User, path: str) -> Q:
    return door.NOBODY if user.kind == User.Kind.CLIENT else among(f"{path}id", named_for(user, "record"))


def _open_to_staff(user: User, path: str) -> Q:
    family = f"{path}family__id"
    readable = families_read_whole_by(user, family)
    for role, kinds in door.READS_OWN_KINDS.items():
        readable |= families_worked_with(user, (role,), family) & Q(**{f"{path}kind__in": kinds})
    # The families stand first, on their own: from an OR alone the planner can't see that they are few.
    ours = families_open_to(user, family) & (readable | Q(**{f"{path}author": user}))
    return ours | _in_a_sample(user, path) if reads_samples(user) else ours


def _in_a_sample(user: User, path: str) -> Q:
    """Line 7, of a sample: what is shared with everyone it is about, of the kinds that a family reads whole; but for what one of them
    wrote to those who work with them, of which the page where it is written says that they read it and nobody else.
    """
    of_record = ShareState.objects.filter(record=OuterRef(f"{path}id"))
    shared = Q(Exists(of_record.filter(is_shared()))) & ~Q(Exists(of_record.exclude(is_shared())))
    written_to_us = Q(**{f"{path}kind": "conversation", f"{path}author_person__isnull": False})
    kinds = ~Q(**{f"{path}kind__in": NO_SAMPLE}) & ~written_to_us
    return families_sampled_by(user, f"{path}family__id") & kinds & shared


def _kept(path: str, *states: ShareState.State) -> Q:
    """That the record is kept from someone in one of these ways."""
    return Q(Exists(ShareState.objects.filter(record=OuterRef(f"{path}id"), state__in=states)))


@written_once
def shared_with_helped(user: User) -> Ids:
    """Line 10: what was shared with those whom a user helps, but for what is kept from the one who is helped."""
    kept = AccessBlock.objects.in_force().filter(viewer_person=OuterRef("person"))
    from_owner = kept.filter(
        Q(record=OuterRef("record"))
        | Q(protected_person__subject_of__record=OuterRef("record"))
        | Q(protected_person=OuterRef("record__author_person"))
    )
    shared = ShareState.objects.filter(is_shared(), ~Exists(from_owner), within_what_was_given(user))
    return shared.values("record")


def is_shared() -> Q:
    """Of a ShareState: that it is shared, or shared by now."""
    return Q(state=ShareState.State.SHARED) | Q(state=ShareState.State.SHARED_LATER, share_on__lte=clock.today())


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, user: User) -> RecordQuerySet:
        """The only way into records."""
        return self.filter(records_open_to(user))


MARKED_BY_ITS_AUTHOR = Rule(
    name="record_marked_by_its_author",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF NEW.significant_reason <> OLD.significant_reason AND (kith_sec.asker())[3] IS DISTINCT FROM 'system'
          AND OLD.author_id IS DISTINCT FROM kith_sec.person_or_none() THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'record_significant_by_its_author';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "record_significant_by_its_author": _("Only whoever wrote it says that it matters in the story."),
    },
)


@tracked
class Record(Protected):
    """What everything shareable is one-to-one with, so that sharing, correcting and sealing are real foreign keys (domain.md §11.2)."""

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("Conversation")
        CONFERENCE = "conference", _("Family group conference")
        FAMILY_PLAN = "family_plan", _("Family plan")
        GOAL = "goal", _("Goal")
        COACH_SESSION = "coach_session", _("Coach session")
        SUPPORT_NETWORK = "support_network", _("Support map")
        SAFETY_MAP = "safety_map", _("Safety map")
        MY_PLAN = "my_plan", _("A plan of one’s own")
        SHARING_DECISION = "sharing_decision", _("Decision about sharing")
        SUPERVISION_NOTE = "supervision_note", _("What workers thought about together")

    kind = models.CharField(max_length=20, choices=Kind)
    family = models.ForeignKey(Family, models.PROTECT, related_name="records", null=True, blank=True, db_index=False)
    happened_on = models.DateField(_("when"))
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="records_written", null=True, blank=True)
    author_person = models.ForeignKey(
        Person, models.PROTECT, related_name="records_written", null=True, blank=True, db_index=False
    )

    significant_reason = models.CharField(
        _("why it matters in the story"), max_length=200, blank=True, default="", db_default=""
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        triggers = [MARKED_BY_ITS_AUTHOR]
        indexes = [
            models.Index(fields=["family", "-happened_on", "-id"], name="record_story"),
            of_whom("author_person", "record_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(significant_reason="") | ~Q(significant_reason__regex=r"^\s*$"),
                name="record_significant_says_why",
                violation_error_message=_("Say in a sentence why it matters, or leave it empty."),
            ),
        ]

    @property
    def is_significant(self) -> bool:
        """Whether its author says that it matters in the story, and why (domain.md §9.4)."""
        return bool(self.significant_reason)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on}"

    if TYPE_CHECKING:  # ABSOLUTE_URL_OVERRIDES says it: only rooms above this one know what it is

        def get_absolute_url(self) -> str: ...


class RecordSubjectQuerySet(models.QuerySet["RecordSubject"]):
    def visible_to(self, user: User) -> RecordSubjectQuerySet:
        """Whom a record is about; a family member sees only people of a family they are in."""
        return self.filter(records_open_to(user, "record__"), people_named_to(user, "person__id"))


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
        """To staff, with the record; to a family member, their own once shared, and what is only theirs."""
        seen = self.filter(records_open_to(user, "record__"))
        if user.kind == User.Kind.FAMILY:
            only_mine = Q(state=ShareState.State.CHILD_ONLY, person__account__user=user)
            return seen.filter((is_shared() & reads_for(user, "person__id")) | only_mine)
        return seen.filter(people_not_kept_from(user, "person__id"))


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
        triggers = [
            Rule(
                name="share_state_child_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__state="child_only"),
                # Whose state is child_only reads it as the child (domain.md §8.5, line 4): so it is never an adult's, but for the
                # plan that someone writes for themselves (§8.3): that is theirs as this is the child's.
                func=f"""
                    IF EXISTS (
                      SELECT FROM families_person person JOIN families_record record ON record.id = NEW.record_id
                      WHERE person.id = NEW.person_id AND record.kind <> 'my_plan'
                        AND person.date_of_birth <= record.happened_on - interval '{ADULT_FROM} years') THEN
                      RAISE EXCEPTION 'of an adult' USING ERRCODE = '23514', CONSTRAINT = 'child_only_is_of_a_child';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "child_only_is_of_a_child": _("Only what is about children alone can be only theirs."),
                },
            ),
            Rule(
                name="share_state_of_a_plan",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF (TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state) AND EXISTS (
                      SELECT FROM families_record record
                      WHERE record.id = NEW.record_id AND record.kind = 'my_plan' AND (
                        NEW.person_id IS DISTINCT FROM record.author_person_id
                        OR NEW.state NOT IN ('shared', 'child_only')
                        OR (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
                          SELECT FROM families_personaccount account
                          WHERE account.person_id = NEW.person_id AND account.user_id = kith_sec.person_or_none()))) THEN
                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'plan_shared_by_its_owner';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "plan_shared_by_its_owner": _("Whose plan it is says who reads it, and nobody for them."),
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.person}"
