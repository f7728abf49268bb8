"""What a report says, each thing a row: causes, partners, ideas, what we propose, and what we don’t know yet (domain.md §7.2)."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from casework.models.learning import names_nobody
from database.history import tracked
from database.rules import Rule

from .base import BLANK, FigureQuerySet
from .reports import TurnTheCurveReport

_SENTENCES = {
    "report_part_of_a_draft": _(
        "That meeting was held. Write it into the next report, which starts with a copy of this."
    ),
    "report_part_stays_in_its_report": _("What was taken out stays out, and nothing moves to another report."),
    "report_part_from_the_version_before": _("What is gone on with stood in the report before, of the same curve."),
    "report_part_names_nobody": _(
        "This holds the whole name of someone who works here. A report is about what happens, and names nobody: say which team or role."
    ),
}


def _held(table: str, *columns: str) -> Rule:
    """Written while its report is a draft, and of nobody."""
    return Rule(
        name=f"{table.removeprefix('outcomes_')}_held",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("report", "record")],
        func=f"""
            SELECT r.state, r.version, r.measure_id INTO report FROM outcomes_turnthecurvereport r WHERE r.id = NEW.report_id FOR SHARE;
            IF report.state <> 'draft' THEN
              RAISE EXCEPTION 'frozen' USING ERRCODE = '23514', CONSTRAINT = 'report_part_of_a_draft';
            END IF;
            IF TG_OP = 'UPDATE' THEN
              IF OLD.taken_out_at IS NOT NULL OR (NEW.report_id, NEW.came_from_id) IS DISTINCT FROM (OLD.report_id, OLD.came_from_id) THEN
                RAISE EXCEPTION 'moved' USING ERRCODE = '23514', CONSTRAINT = 'report_part_stays_in_its_report';
              END IF;
            ELSIF NEW.came_from_id IS NOT NULL AND NOT EXISTS (
              SELECT FROM {table} before JOIN outcomes_turnthecurvereport r ON r.id = before.report_id
              WHERE before.id = NEW.came_from_id AND r.measure_id = report.measure_id AND r.version = report.version - 1) THEN
              RAISE EXCEPTION 'from elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'report_part_from_the_version_before';
            END IF;
            {names_nobody("report_part_names_nobody", *columns)}
            RETURN NEW;
        """,  # noqa: S608  (our own names)
        sentences=_SENTENCES,
    )


def _said(name: str, field: str, sentence: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(**{f"{field}__regex": BLANK}), name=name, violation_error_message=sentence
    )


def _in_order(name: str) -> models.UniqueConstraint:
    """By whoever writes it; checked at the end of a statement, so that two can change places in one."""
    return models.UniqueConstraint(
        fields=["report", "place"],
        name=name,
        deferrable=Deferrable.IMMEDIATE,
        violation_error_message=_("Someone else changed the order just now. Look at it again."),
    )


class ReportPart(Protected):
    """One thing that a report says. People put it in its place; a part that went into the next report knows from which it came."""

    place = models.PositiveSmallIntegerField(editable=False)
    taken_out_at = models.DateTimeField(null=True, blank=True, editable=False)

    SAID: ClassVar[tuple[str, ...]]
    """The fields that are written, the one without which there is nothing first."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.SAID[0]))


@tracked
class Factor(ReportPart):
    """Why the curve is as it is: what helps it turn, and what holds it back. Never who."""

    class Direction(models.TextChoices):
        CONTRIBUTING = "contributing", _("It helps")
        RESTRICTING = "restricting", _("It holds back")

    SAID = ("words", "direction", "is_root_cause")
    report = models.ForeignKey(TurnTheCurveReport, models.PROTECT, related_name="factors", db_index=False)
    came_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, editable=False)
    words = models.CharField(_("what makes the curve as it is?"), max_length=600)
    direction = models.CharField(_("does it help or hold back?"), max_length=20, choices=Direction)
    is_root_cause = models.BooleanField(_("it lies under the others"), default=False)

    objects = FigureQuerySet["Factor"].as_manager()

    class Meta:
        constraints = [
            _said("factor_says_something", "words", _("Say what makes the curve as it is.")),
            _in_order("factor_in_its_place"),
        ]
        triggers = [_held("outcomes_factor", "words")]


@tracked
class PartnerRole(ReportPart):
    """Who could help, and what they could do: an organisation, a group or a role."""

    SAID = ("name", "could_do")
    report = models.ForeignKey(TurnTheCurveReport, models.PROTECT, related_name="partners", db_index=False)
    came_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, editable=False)
    name = models.CharField(_("who could help?"), max_length=200)
    could_do = models.CharField(_("what could they do?"), max_length=600)

    objects = FigureQuerySet["PartnerRole"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~(Q(name__regex=BLANK) | Q(could_do__regex=BLANK)),
                name="partner_role_says_what_they_could_do",
                violation_error_message=_("Say who could help, and what they could do."),
            ),
            _in_order("partner_role_in_its_place"),
        ]
        triggers = [_held("outcomes_partnerrole", "name", "could_do")]


@tracked
class Idea(ReportPart):
    """What could work: what is known, what someone senses, what costs nothing, what sounds mad, what to leave off; from families too."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("It is known to work")
        HUNCH = "hunch", _("We sense that it would")
        LOW_COST = "low_cost", _("It costs little or nothing")
        OFF_THE_WALL = "off_the_wall", _("Off the wall")
        STOP_DOING = "stop_doing", _("Stop doing it")

    SAID = ("words", "kind", "is_from_families")
    report = models.ForeignKey(TurnTheCurveReport, models.PROTECT, related_name="ideas", db_index=False)
    came_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, editable=False)
    words = models.CharField(_("what could work?"), max_length=600)
    kind = models.CharField(_("what kind of idea is it?"), max_length=20, choices=Kind)
    is_from_families = models.BooleanField(_("it comes from families"), default=False)

    objects = FigureQuerySet["Idea"].as_manager()

    class Meta:
        constraints = [
            _said("idea_says_something", "words", _("Say what could work.")),
            _in_order("idea_in_its_place"),
        ]
        triggers = [_held("outcomes_idea", "words")]


@tracked
class Proposal(ReportPart):
    """What we do about it: what, who by role, by when. People judge it in words; nothing is added up."""

    class Level(models.TextChoices):
        HIGH = "high", _("high")
        MIDDLE = "middle", _("middle")
        LOW = "low", _("low")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        DOING = "doing", _("We are doing it")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    JUDGED = ("leverage", "feasibility", "specificity", "values_fit")
    SAID = ("what", "who", "by_when", *JUDGED, "because", "state", "result")
    report = models.ForeignKey(TurnTheCurveReport, models.PROTECT, related_name="proposals", db_index=False)
    came_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, editable=False)
    what = models.CharField(_("what do we propose?"), max_length=600)
    who = models.CharField(_("who does it?"), max_length=200, blank=True)
    by_when = models.DateField(_("by when?"), null=True, blank=True)
    leverage = models.CharField(_("how much would it turn the curve?"), max_length=10, choices=Level, blank=True)
    feasibility = models.CharField(
        _("can it be done, and how many does it reach?"), max_length=10, choices=Level, blank=True
    )
    specificity = models.CharField(_("is it clear who does what by when?"), max_length=10, choices=Level, blank=True)
    values_fit = models.CharField(_("does it fit what we stand for?"), max_length=10, choices=Level, blank=True)
    because = models.CharField(_("why do you judge it so?"), max_length=600, blank=True)
    state = models.CharField(_("how far is it?"), max_length=10, choices=State, default=State.PROPOSED)
    result = models.CharField(_("what came of it?"), max_length=600, blank=True)

    objects = FigureQuerySet["Proposal"].as_manager()

    class Meta:
        constraints = [
            _said("proposal_says_something", "what", _("Say what you propose.")),
            models.CheckConstraint(
                condition=Q(state="proposed") | ~Q(who__regex=BLANK),
                name="proposal_has_someone_who_does_it",
                violation_error_message=_("Say which team or role does it, once it is more than proposed."),
            ),
            _in_order("proposal_in_its_place"),
        ]
        triggers = [_held("outcomes_proposal", "what", "who", "because", "result")]


@tracked
class AgendaItem(ReportPart):
    """What we don't know yet: figures that nobody has, something to find out, a measure to be made."""

    class Kind(models.TextChoices):
        LACKING = "lacking", _("Figures that we lack")
        FIND_OUT = "find_out", _("Something to find out")
        DEVELOPMENT = "development", _("A measure to be made")

    SAID = ("words", "kind", "who", "by_when")
    report = models.ForeignKey(TurnTheCurveReport, models.PROTECT, related_name="agenda", db_index=False)
    came_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, editable=False)
    words = models.CharField(_("what don’t we know yet?"), max_length=600)
    kind = models.CharField(_("what is it?"), max_length=20, choices=Kind)
    who = models.CharField(_("who finds it out?"), max_length=200, blank=True)
    by_when = models.DateField(_("by when?"), null=True, blank=True)

    objects = FigureQuerySet["AgendaItem"].as_manager()

    class Meta:
        constraints = [
            _said("agenda_item_says_something", "words", _("Say what you don’t know yet.")),
            _in_order("agenda_item_in_its_place"),
        ]
        triggers = [_held("outcomes_agendaitem", "words", "who")]
