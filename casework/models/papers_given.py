"""Which paper of a family meeting was given to whom, when and in what way (domain.md §2.3, 5, 7 and 12; §8.6)."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import DateField, Exists, Func, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, ShareState, people_not_kept_from, reads_for, records_open_to
from families.models.merged import of_whom
from families.models.records import is_shared

from .conference_people import Participant
from .conferences import BLANK, Conference
from .plans import FamilyPlan

BETWEEN = " || E'\\x1f' || "
MARK = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
MOMENT = "coalesce(extract(epoch from %(expressions)s)::bigint::text, '')"
"""By which it is known what a paper said: what is read before by its words, an invitation by the day and the place."""


def _mark(*names: str) -> str:
    return MARK % {"expressions": BETWEEN.join(names)}


LATER_SAID = "{mailed_at,not_mailed_at,withdrawn_at,row_version,updated_at}"
"""What is said of a paper after it was given: whether an e-mail went, and that it was not so. The rest stays as it was written."""
ALONE = """
            AND (point.theirs_by_id IS NULL OR EXISTS (
              SELECT FROM families_personaccount own WHERE own.user_id = point.theirs_by_id AND own.person_id = point.person_id))
            AND NOT point.is_shared_device AND NOT EXISTS (
              SELECT FROM families_contactpoint others
              WHERE kith_sec.way(others.value) = kith_sec.way(point.value) AND others.person_id <> point.person_id
                AND others.period @> today)"""
"""That whoever it reaches reads it alone, as far as it is written down: nobody else is reached by the same, and it is not what a parent
wrote for a child, which may be the parent’s own."""


def _reached(way: str, *, alone: bool) -> str:
    return f"""EXISTS (
          SELECT FROM families_contactpoint point
          WHERE point.person_id = NEW.person_id AND point.period @> today AND '{way}' = ANY (point.safe_to){ALONE if alone else ""})"""


STAYS = Rule(
    name="paper_copy_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF to_jsonb(NEW) - '{LATER_SAID}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{LATER_SAID}'::text[]
          OR OLD.mailed_at IS NOT NULL AND NEW.mailed_at IS DISTINCT FROM OLD.mailed_at
          OR OLD.not_mailed_at IS NOT NULL AND NEW.not_mailed_at IS DISTINCT FROM OLD.not_mailed_at
          OR OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_stays';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "paper_copy_stays": _("What was given stays as it was written. Say that it was not so, and write it anew.")
    },
)

GIVEN = Rule(
    name="paper_copy_given",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("asks", "uuid"), ("today", "date"), ("met", "casework_conference")],
    func=f"""
        {UNLESS_MOVED}
        asks := kith_sec.person_or_none();
        today := {TODAY_HERE};
        SELECT * INTO met FROM casework_conference WHERE id = NEW.conference_id;
        IF asks IS NOT NULL AND (kith_sec.asker())[3] <> 'system'
          AND ((kith_sec.asker())[3] <> 'staff' OR NEW.created_by_id IS DISTINCT FROM asks) THEN
          RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_in_own_name';
        END IF;
        IF NEW.given_on > today THEN
          RAISE EXCEPTION 'to come' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_was_given';
        END IF;
        IF NOT EXISTS (
          SELECT FROM casework_participant asked
          WHERE asked.conference_id = NEW.conference_id AND asked.practitioner_id IS NULL
            AND asked.person_id IS NOT DISTINCT FROM NEW.person_id AND asked.other_name = NEW.other_name) THEN
          RAISE EXCEPTION 'not asked' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_to_whom_is_asked';
        END IF;
        IF EXISTS (
          SELECT FROM casework_exclusion away
          WHERE away.conference_id = NEW.conference_id AND away.person_id = NEW.person_id AND away.ended_on IS NULL
            AND (away.ground = 'domestic_abuse' OR away.extent IN ('written_view', 'advocate', 'not_at_all'))) THEN
          RAISE EXCEPTION 'excluded' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_not_to_excluded';
        END IF;
        IF EXISTS (
          SELECT FROM families_accessblock kept
          WHERE kept.viewer_person_id = NEW.person_id AND kept.ended_on IS NULL AND (
            kept.record_id = met.record_id
            OR kept.record_id = (SELECT record_id FROM casework_familyplan WHERE id = NEW.plan_id)
            OR kept.protected_person_id IN (
              SELECT person_id FROM casework_conferencefocus WHERE conference_id = NEW.conference_id))) THEN
          RAISE EXCEPTION 'kept from them' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_not_kept_from_them';
        END IF;
        IF NEW.plan_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM casework_familyplan WHERE id = NEW.plan_id AND conference_id = NEW.conference_id) THEN
          RAISE EXCEPTION 'another plan' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_plan_of_its_meeting';
        END IF;
        IF NEW.paper = 'information' AND met.going_well !~ '\\S' THEN
          RAISE EXCEPTION 'nothing to read' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_of_what_is_written';
        END IF;
        NEW.edition := CASE NEW.paper
          WHEN 'information' THEN {_mark("met.going_well", "met.questions", "met.bottom_lines")}
          WHEN 'invitation' THEN {_mark(MOMENT % {"expressions": "met.meets_at"}, "met.venue")}
          ELSE '' END;
        IF NEW.way IN ('email', 'own_page') AND NOT EXISTS (
          SELECT FROM families_personaccount account JOIN accounts_user sign_in ON sign_in.id = account.user_id
          WHERE account.person_id = NEW.person_id AND sign_in.is_active) THEN
          RAISE EXCEPTION 'no sign-in' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_by_their_sign_in';
        END IF;
        IF NEW.way = 'email' AND NOT {_reached("email", alone=False)} THEN
          RAISE EXCEPTION 'not safe' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_by_safe_email';
        END IF;
        IF NEW.way = 'email' AND NOT {_reached("email", alone=True)} THEN
          RAISE EXCEPTION 'shared' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_email_is_theirs_alone';
        END IF;
        IF NEW.way = 'by_post' AND NOT {_reached("post", alone=False)} THEN
          RAISE EXCEPTION 'not safe' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_by_safe_post';
        END IF;
        IF NEW.way = 'by_post' AND NOT {_reached("post", alone=True)} THEN
          RAISE EXCEPTION 'shared' USING ERRCODE = '23514', CONSTRAINT = 'paper_copy_post_is_theirs_alone';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    sentences={
        "paper_copy_in_own_name": _("Whoever gave a paper writes that down, in their own name."),
        "paper_copy_was_given": _("A paper is written down as given once they have it: not for a day to come."),
        "paper_copy_to_whom_is_asked": _(
            "A paper of the meeting is given to someone who is asked to it, and is no worker."
        ),
        "paper_copy_not_to_excluded": _(
            "It was decided that they are not at this meeting, so no paper of it goes to them."
        ),
        "paper_copy_not_kept_from_them": _(
            "They are kept from this, so no paper of it goes to them. Hear their view apart from the meeting."
        ),
        "paper_copy_plan_of_its_meeting": _("That plan is another meeting’s."),
        "paper_copy_of_what_is_written": _(
            "What they read before begins with what goes well: write that down before you give it to anyone."
        ),
        "paper_copy_by_their_sign_in": _(
            "They have no sign-in, so neither a page of their own nor an e-mail that leads to it reaches them. Give it by hand."
        ),
        "paper_copy_by_safe_email": _("Nothing says that e-mail is safe for them, so none is sent. Give it by hand."),
        "paper_copy_email_is_theirs_alone": _("Others may read what comes to their e-mail address. Give it by hand."),
        "paper_copy_by_safe_post": _("Nothing says that post is safe for them. Give it by hand."),
        "paper_copy_post_is_theirs_alone": _("Others may open what comes to their address by post. Give it by hand."),
    },
)


class PaperCopyQuerySet(models.QuerySet["PaperCopy"]):
    def visible_to(self, user: User) -> PaperCopyQuerySet:
        """With the conference; a family member reads what was given to them, and to a child for whom they read."""
        seen = self.filter(records_open_to(user, "conference__record__"))
        if user.kind == User.Kind.FAMILY:
            return seen.filter(reads_for(user, "person__id"))
        return seen.filter(people_not_kept_from(user, "person__id"))

    def counted(self) -> PaperCopyQuerySet:
        """Those that someone has: an e-mail once it went, and none of which it was said that it was not so."""
        return self.filter(~Q(way=PaperCopy.Way.EMAIL) | Q(mailed_at__isnull=False), withdrawn_at__isnull=True)


@tracked
class PaperCopy(Protected):
    """That a paper of a family meeting was given to one of those who are asked: which, when, in what way, and by whom (`created_by`).

    It is never changed. Of what the family reads before it knows which words they were, and of an invitation which day and place
    (`edition`): what is changed is given anew.
    """

    class Paper(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        INFORMATION = "information", _("What the family reads before")
        BLANK_PLAN = "blank_plan", _("A plan to fill in")
        PLAN = "plan", _("Their copy of the plan")

    class Way(models.TextChoices):
        BY_HAND = "by_hand", _("by hand")
        BY_POST = "by_post", _("by post")
        EMAIL = "email", _("by e-mail")
        READ_ALOUD = "read_aloud", _("read aloud")
        OWN_PAGE = "own_page", _("on their own page")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="papers_given")
    plan = models.ForeignKey(FamilyPlan, models.PROTECT, related_name="copies", null=True, blank=True, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    other_name = models.CharField(_("someone else’s name"), max_length=200, blank=True)
    paper = models.CharField(_("which paper?"), max_length=20, choices=Paper)
    way = models.CharField(_("in what way?"), max_length=20, choices=Way)
    given_on = models.DateField(_("when?"))
    edition = models.CharField(max_length=64, blank=True, editable=False)
    mailed_at = models.DateTimeField(_("the e-mail went at"), null=True, blank=True, editable=False)
    not_mailed_at = models.DateTimeField(_("the e-mail did not go at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("it was not so, said at"), null=True, blank=True, editable=False)

    objects = PaperCopyQuerySet.as_manager()

    class Meta:
        triggers = [STAYS, GIVEN]
        indexes = [of_whom("person", "paper_copy_by_person"), of_whom("plan", "paper_copy_by_plan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper="plan", plan__isnull=False) | (~Q(paper="plan") & Q(plan__isnull=True)),
                name="paper_copy_says_which_plan",
                violation_error_message=_(
                    "Of a copy of the plan it is said which version it is, and of no other paper."
                ),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, other_name="")
                | (Q(person__isnull=True) & ~Q(other_name__regex=BLANK)),
                name="paper_copy_to_one_of_them",
                violation_error_message=_("Each paper is given to one of those who are asked."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | (~Q(paper="plan") & Q(way__in=["by_hand", "read_aloud"])),
                name="paper_copy_by_name_by_hand",
                violation_error_message=_(
                    "Of someone who is written down by name only nothing says what they may read, or which way is safe: "
                    "give them an invitation or what is read before, by hand."
                ),
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True, not_mailed_at__isnull=True)
                | (Q(way="email") & (Q(mailed_at__isnull=True) | Q(not_mailed_at__isnull=True))),
                name="paper_copy_goes_or_does_not",
                violation_error_message=_("An e-mail went or it did not, and nothing else is sent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_paper_display()}: {self.to_whom}"

    @property
    def to_whom(self) -> str:
        return str(self.person or self.other_name)

    @property
    def has_gone(self) -> bool:
        """Whether it reached them, as far as we know: an e-mail once it went."""
        return self.way != self.Way.EMAIL or self.mailed_at is not None


def _as_it_is(*said: Any) -> Func:
    """The mark that a paper would have today."""
    return Func(*said, template=MARK, arg_joiner=BETWEEN, output_field=models.TextField())


def with_papers(asked: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those asked, and of each: `invited_on`, when they first had an invitation to this day and place; `informed_on`, when they first had
    what is read before, as it is today; `has_a_plan`, whether the newest agreed plan is theirs to have; `agreed_on`, since when it is
    agreed; `plan_given_on`, when they first had their copy of it; and `is_not_reached`, that an e-mail to them did not go, as far as we
    know, and nothing was given since.
    """
    same = Q(person=OuterRef("person")) | Q(person__isnull=True, other_name=OuterRef("other_name"))
    theirs = PaperCopy.objects.counted().filter(same, conference=OuterRef("conference")).order_by("given_on", "pk")
    sheet = theirs.filter(
        paper=PaperCopy.Paper.INFORMATION,
        edition=_as_it_is("conference__going_well", "conference__questions", "conference__bottom_lines"),
    )
    invited = theirs.filter(
        paper=PaperCopy.Paper.INVITATION,
        edition=_as_it_is(Func("conference__meets_at", template=MOMENT), "conference__venue"),
    )
    agreed = FamilyPlan.objects.filter(conference=OuterRef("conference"), agreed_on__isnull=False).order_by("-version")
    shared = ShareState.objects.filter(is_shared(), record=OuterRef("agreed_record"), person=OuterRef("person"))
    all_of_theirs = PaperCopy.objects.filter(same, conference=OuterRef("conference"))
    since = PaperCopy.objects.counted().filter(
        conference=OuterRef("conference"),
        person=OuterRef("person"),
        paper=OuterRef("paper"),
        created_at__gte=OuterRef("created_at"),
    )
    unsent = all_of_theirs.filter(way=PaperCopy.Way.EMAIL, mailed_at__isnull=True, withdrawn_at__isnull=True)
    was_there = ~Q(attended=Participant.Attended.NO) | Q(kind=Participant.Kind.FOCUS_PERSON)
    return asked.alias(
        agreed_plan=Subquery(agreed.values("pk")[:1]), agreed_record=Subquery(agreed.values("record")[:1])
    ).annotate(
        invited_on=Subquery(invited.values("given_on")[:1]),
        informed_on=Subquery(sheet.values("given_on")[:1]),
        agreed_on=Subquery(agreed.values("agreed_on")[:1], output_field=DateField()),
        has_a_plan=Exists(shared) & was_there,
        is_not_reached=Exists(unsent.filter(~Exists(since))),
        plan_given_on=Subquery(theirs.filter(plan=OuterRef("agreed_plan")).values("given_on")[:1]),
    )
