from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, people_named_to, people_not_kept_from, records_open_to

from .conferences import BLANK, Conference

IN_ITS_TIME = f"""
    {UNLESS_MOVED}
    IF NOT EXISTS (
      SELECT FROM casework_conference met
      WHERE met.id = NEW.conference_id AND met.state IN ('accepted', 'preparing', 'arranged')) THEN
      RAISE EXCEPTION 'not now' USING ERRCODE = '23514', CONSTRAINT = '%(now)s';
    END IF;
    IF NEW.%(day)s > {TODAY_HERE} THEN
      RAISE EXCEPTION 'not yet' USING ERRCODE = '23514', CONSTRAINT = '%(yet)s';
    END IF;
    RETURN NEW;
"""
"""While a meeting is prepared, and of no day that is to come."""


class BaselineMeetingQuerySet(models.QuerySet["BaselineMeeting"]):
    def visible_to(self, user: User) -> BaselineMeetingQuerySet:
        """With the conference: nothing in it is said behind the family's back."""
        return self.filter(records_open_to(user, "conference__record__"))


@tracked
class BaselineMeeting(Protected):
    """Whoever asked for the conference and its coordinator, before anyone is visited: what it is for, and what there is to offer the
    family (domain.md §2.3, step 2). Questions and what must be so stand with the conference, where the family reads them.
    """

    conference = models.OneToOneField(Conference, models.PROTECT, related_name="baseline")
    held_on = models.DateField(_("when did you meet?"))
    who_was_there = models.CharField(_("who was there?"), max_length=500)
    aim = models.CharField(_("what is the meeting for?"), max_length=4_000)
    resources = models.CharField(_("what can be offered to the family?"), max_length=4_000, blank=True)

    objects = BaselineMeetingQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="baseline_in_its_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IN_ITS_TIME % {"now": "baseline_before_it_is_held", "day": "held_on", "yet": "baseline_has_been"},
                sentences={
                    "baseline_before_it_is_held": _(
                        "The first meeting with whoever asked belongs to the time between a yes and the family’s own meeting."
                    ),
                    "baseline_has_been": _("Write the first meeting down once it has been."),
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(who_was_there__regex=BLANK) & ~Q(aim__regex=BLANK),
                name="baseline_says_who_and_what_for",
                violation_error_message=_("Say who was there, and what the meeting is for."),
            )
        ]

    def __str__(self) -> str:
        return str(self.held_on)


class PrepVisitQuerySet(models.QuerySet["PrepVisit"]):
    def visible_to(self, user: User) -> PrepVisitQuerySet:
        """With the conference, but for who is kept from the person; of a family each reads their own alone."""
        seen = self.filter(records_open_to(user, "conference__record__"), people_not_kept_from(user, "person__id"))
        return seen.filter(person__account__user=user) if user.kind == User.Kind.FAMILY else seen


@tracked
class PrepVisit(Protected):
    """Seeing someone before a conference, where they chose: what they want, and what they need to take part (domain.md §2.3, step 4)."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        PUT_OFF = "put_off", _("Put off")

    class PlaceKind(models.TextChoices):
        HOME = "home", _("At their home")
        THEIR_CHOICE = "their_choice", _("Somewhere they chose")
        SCHOOL = "school", _("At school or work")
        PHONE = "phone", _("By phone or video")
        OFFICE = "office", _("At our office")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="visits", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="prep_visits")
    state = models.CharField(_("how does it stand?"), max_length=10, choices=State, default=State.PLANNED)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    on = models.DateField(_("when was it?"), null=True, blank=True)
    place_kind = models.CharField(_("where?"), max_length=20, choices=PlaceKind, blank=True)
    who_else = models.CharField(_("who came along, if they wanted someone?"), max_length=200, blank=True)
    wants = models.CharField(_("what do they want from the meeting?"), max_length=4_000, blank=True)
    worries = models.CharField(_("what are they worried about?"), max_length=4_000, blank=True)
    needs = models.CharField(_("what do they need, to take part?"), max_length=4_000, blank=True)

    objects = PrepVisitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conference", "person"], name="prep_visit_of_conference")]
        triggers = [
            Rule(
                name="prep_visit_in_its_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IN_ITS_TIME % {"now": "prep_visit_before_it_is_held", "day": "on", "yet": "prep_visit_has_been"},
                sentences={
                    "prep_visit_before_it_is_held": _("People are seen before the meeting, while it is prepared."),
                    "prep_visit_has_been": _("A visit is done once it has been: until then it is planned."),
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", on__isnull=False) & ~Q(place_kind="")
                | Q(state="planned", planned_for__isnull=False, on__isnull=True)
                | Q(state="put_off", on__isnull=True),
                name="prep_visit_says_when",
                violation_error_message=_(
                    "Of a visit that was, say when and where; of one that is planned, for which day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    @property
    def is_ahead(self) -> bool:
        """Whether a day is planned that is still to come: of one that was put off, or is past, nothing is promised."""
        return self.state == self.State.PLANNED and self.planned_for is not None and self.planned_for >= clock.today()


class SideTriedQuerySet(models.QuerySet["SideTried"]):
    def visible_to(self, user: User) -> SideTriedQuerySet:
        """With the conference, for who works with it and may know of the parent."""
        seen = self.filter(records_open_to(user, "conference__record__"), people_not_kept_from(user, "parent__id"))
        return seen.none() if user.kind == User.Kind.FAMILY else seen


@tracked
class SideTried(Protected):
    """That the relatives of one parent were looked for, or why they are not (domain.md §2.3, step 4: both sides)."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="sides_tried", db_index=False)
    parent = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField(_("when?"))
    what = models.CharField(_("what was tried, or why not?"), max_length=1_000)

    objects = SideTriedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conference", "parent"], name="side_tried_of_conference")]
        triggers = [
            Rule(
                name="side_tried_in_its_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IN_ITS_TIME % {"now": "side_tried_before_it_is_held", "day": "on", "yet": "side_tried_has_been"},
                sentences={
                    "side_tried_before_it_is_held": _("Both sides of a family are looked for before the meeting."),
                    "side_tried_has_been": _("Write down what was tried once it was tried."),
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__regex=BLANK),
                name="side_tried_says_what",
                violation_error_message=_("Say what was tried, or why this side is not asked."),
            )
        ]

    def __str__(self) -> str:
        return self.what


class PracticalThingQuerySet(models.QuerySet["PracticalThing"]):
    def visible_to(self, user: User) -> PracticalThingQuerySet:
        """With the conference, the family too: it is their meeting."""
        return self.filter(records_open_to(user, "conference__record__"))


@tracked
class PracticalThing(Protected):
    """Something that the meeting needs: where, what to eat, how to get there, who minds the little ones (domain.md §2.11)."""

    class Kind(models.TextChoices):
        VENUE = "venue", _("The place")
        FOOD = "food", _("Food")
        TRANSPORT = "transport", _("Getting there and back")
        CRECHE = "creche", _("Someone to mind children")
        INTERPRETER = "interpreter", _("An interpreter")
        FAITH_OPENING = "faith_opening", _("How it is opened: a prayer, a song, a silence")
        ACCESS = "access", _("Getting in and taking part")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        WANTED = "wanted", _("Wanted")
        ARRANGED = "arranged", _("Arranged")
        NOT_NEEDED = "not_needed", _("Not needed")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="practical_things", db_index=False)
    kind = models.CharField(_("what is it about?"), max_length=20, choices=Kind)
    what = models.CharField(_("what exactly?"), max_length=500)
    who = models.CharField(_("who sees to it?"), max_length=200, blank=True)
    by_when = models.DateField(_("by when?"), null=True, blank=True)
    state = models.CharField(_("how does it stand?"), max_length=20, choices=State, default=State.WANTED)

    objects = PracticalThingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conference", "kind"], name="practical_of_conference")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__regex=BLANK),
                name="practical_thing_says_what",
                violation_error_message=_("Say what exactly is wanted."),
            )
        ]

    def __str__(self) -> str:
        return self.what


class AdvocateOfferQuerySet(models.QuerySet["AdvocateOffer"]):
    def visible_to(self, user: User) -> AdvocateOfferQuerySet:
        """As a visit: with the conference, and of a family each reads their own alone."""
        seen = self.filter(records_open_to(user, "conference__record__"), people_not_kept_from(user, "person__id"))
        return seen.filter(person__account__user=user) if user.kind == User.Kind.FAMILY else seen


@tracked
class AdvocateOffer(Protected):
    """That someone was offered a person to speak for them, and what they said (domain.md §2.2, §2.8)."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Not answered yet")
        YES = "yes", _("Yes")
        NO = "no", _("No, thank you")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="advocate_offers", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_on = models.DateField(_("offered on"))
    answer = models.CharField(_("what did they say?"), max_length=10, choices=Answer, default=Answer.WAITING)
    advocate = models.CharField(_("who speaks for them?"), max_length=200, blank=True)

    objects = AdvocateOfferQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="advocate_offer_in_its_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IN_ITS_TIME
                % {"now": "advocate_offered_before_it_is_held", "day": "offered_on", "yet": "advocate_was_offered"},
                sentences={
                    "advocate_offered_before_it_is_held": _("An advocate is offered before the meeting."),
                    "advocate_was_offered": _("Write down that an advocate was offered once it was."),
                },
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "person"],
                name="advocate_offer_once",
                violation_error_message=_("An advocate was offered to them already: write down what they said."),
            ),
            models.CheckConstraint(
                condition=Q(answer="yes") | Q(advocate=""),
                name="advocate_of_who_said_yes",
                violation_error_message=_("Someone speaks for them only if they said yes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"


class CapacityViewQuerySet(models.QuerySet["CapacityView"]):
    def visible_to(self, user: User) -> CapacityViewQuerySet:
        """With the conference, for who works with it and for the adult; never for their relatives (domain.md §2.10)."""
        seen = self.filter(records_open_to(user, "conference__record__"), people_named_to(user, "person__id"))
        return seen.filter(person__account__user=user) if user.kind == User.Kind.FAMILY else seen


@tracked
class CapacityView(Protected):
    """Whether an adult can take one decision, at one time, with help: never of a person as such (Mental Capacity Act 2005 s.1–3)."""

    class Outcome(models.TextChoices):
        DECIDES = "decides", _("They decide this")
        DECIDES_WITH_HELP = "decides_with_help", _("They decide this, with help")
        NOT_THIS_NOW = "not_this_now", _("Not this decision, not at this time")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="capacity_views", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decision = models.CharField(_("which decision?"), max_length=500)
    looked_on = models.DateField(_("when?"))
    who_looked = models.CharField(_("who looked?"), max_length=200)
    help_given = models.CharField(_("what was done to help them decide?"), max_length=1_000)
    outcome = models.CharField(_("what was found?"), max_length=20, choices=Outcome)
    best_interests = models.CharField(
        _("if not: who decides in their best interests, who was asked, and what did they want themselves?"),
        max_length=2_000,
        blank=True,
    )

    objects = CapacityViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conference", "person"], name="capacity_view_of_conference")]
        triggers = [
            Rule(
                name="capacity_view_of_the_adult",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF NOT EXISTS (
                      SELECT FROM casework_conference met JOIN casework_conferencefocus about ON about.conference_id = met.id
                      WHERE met.id = NEW.conference_id AND met.setting = 'adult' AND about.person_id = NEW.person_id) THEN
                      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'capacity_view_is_of_the_adult';
                    END IF;
                    IF NEW.looked_on > {TODAY_HERE} THEN
                      RAISE EXCEPTION 'not yet' USING ERRCODE = '23514', CONSTRAINT = 'capacity_was_looked_at';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "capacity_view_is_of_the_adult": _("This is only asked of the adult whose meeting it is."),
                    "capacity_was_looked_at": _("Write down what was found once someone has looked."),
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision__regex=BLANK) & ~Q(who_looked__regex=BLANK) & ~Q(help_given__regex=BLANK),
                name="capacity_view_says_what",
                violation_error_message=_("Say which decision, who looked, and what was done to help them decide."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_this_now") | ~Q(best_interests__regex=BLANK),
                name="capacity_view_says_what_then",
                violation_error_message=_(
                    "Say who decides in their best interests, who was asked, and what they want themselves."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.decision
