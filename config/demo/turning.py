"""How Larkfield turns two of its curves: a meeting that was held, the next one prepared, a first one begun (domain.md §7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from config.demo.calendar import Calendar
from config.demo.curves import IN_CARE, OFFERED, SUITABLE
from database.asker import acting_as
from outcomes.actions import partners, reports
from outcomes.models import AgendaItem, Factor, Idea, Measure, PartnerRole, Proposal, ReportPart, TurnTheCurveReport

HELPS, HOLDS = Factor.Direction.CONTRIBUTING, Factor.Direction.RESTRICTING
Parts = Sequence[tuple[type[ReportPart], dict[str, Any]]]


def _parts_in_care(calendar: Calendar) -> Parts:
    kind, level, of = Idea.Kind, Proposal.Level, AgendaItem.Kind
    return (
        (Factor, {"words": "Relatives who take a child in wait nine weeks for the first money", "direction": HOLDS, "is_root_cause": True}),
        (Factor, {"words": "Placements break when nobody is there at night and at weekends", "direction": HOLDS}),
        (Factor, {"words": "Rents rise faster than what families have", "direction": HOLDS}),
        (Factor, {"words": "Families are asked to a meeting of their own before a court is", "direction": HELPS, "is_root_cause": True}),
        (Factor, {"words": "Schools tell us early, and families before us", "direction": HELPS}),
        (PartnerRole, {"name": "The housing association", "could_do": "Keep three flats for relatives who take children in"}),
        (PartnerRole, {"name": "The credit union", "could_do": "Lend the first two hundred pounds in a day"}),
        (PartnerRole, {"name": "Health visitors", "could_do": "Tell grandparents about the relatives’ evening"}),
        (Idea, {"words": "A meeting of the whole family before any other plan", "kind": kind.EVIDENCE.value}),
        (Idea, {"words": "One worker who stays, from the first visit on", "kind": kind.HUNCH.value}),
        (Idea, {"words": "Ring a relative on the same evening", "kind": kind.LOW_COST.value, "is_from_families": True}),
        (Idea, {"words": "Give relatives the key of the community hall for a week of holidays", "kind": kind.OFF_THE_WALL.value}),
        (Idea, {"words": "Asking the same three times before there is money", "kind": kind.STOP_DOING.value, "is_from_families": True}),
        (
            Proposal,
            {
                "what": "Pay relatives in the first week, and ask the rest of the questions after",
                "who": "The finance team and the kinship team",
                "by_when": calendar.day(2026, 4, 30),
                "leverage": level.HIGH.value,
                "feasibility": level.HIGH.value,
                "specificity": level.HIGH.value,
                "values_fit": level.HIGH.value,
                "because": "It is what stops most placements with relatives, and it costs nothing more in a year.",
            },
        ),
        (
            Proposal,
            {
                "what": "A telephone that is answered at night by someone who knows the family",
                "who": "The family coaches",
                "by_when": calendar.day(2026, 9, 1),
                "leverage": level.HIGH.value,
                "feasibility": level.MIDDLE.value,
                "specificity": level.LOW.value,
                "values_fit": level.HIGH.value,
            },
        ),
        (AgendaItem, {"words": "Why placements with relatives end, by week", "kind": of.LACKING.value, "who": "The kinship team"}),
        (AgendaItem, {"words": "How many relatives were asked before a stranger was", "kind": of.DEVELOPMENT.value, "who": "Analysts"}),
        (AgendaItem, {"words": "What other councils pay in the first week", "kind": of.FIND_OUT.value}),
    )  # fmt: skip


def _parts_suitable() -> Parts:
    return (
        (Factor, {"words": "Twelve new flats with someone to ring", "direction": HELPS}),
        (Factor, {"words": "Landlords want a guarantor, and the council is none", "direction": HOLDS, "is_root_cause": True}),
        (Idea, {"words": "The council stands as guarantor", "kind": Idea.Kind.EVIDENCE.value}),
    )  # fmt: skip


def met(calendar: Calendar, analyst: User) -> None:
    """Written by the analyst, as every meeting’s report is."""
    with acting_as(analyst.asker):
        in_care, suitable = (Measure.objects.get(name=name) for name in (IN_CARE, SUITABLE))
        first = _written(in_care, _parts_in_care(calendar), analyst)
        reports.change_report(
            report=first,
            meeting_on=None,
            families_said=(
                "Nine of eleven relatives who were asked answered. “We said yes in an hour and waited nine weeks.” “Ask us first.”"
            ),
            by=analyst,
        )
        reports.hold_report(report=first, meeting_on=calendar.day(2026, 2, 16), by=analyst)
        second = reports.begin_report(measure=in_care, by=analyst)
        doing = Proposal.objects.get(report=second, place=1)
        reports.change_part(
            part=doing, state=Proposal.State.DOING.value, result="Paid within nine days since March", by=analyst
        )
        reports.add_part(
            report=second,
            model=Factor,
            words="Help for relatives begins in the same week",
            direction=HELPS.value,
            by=analyst,
        )
        _written(suitable, _parts_suitable(), analyst)
        partners.make_partner_link(
            name="Larkfield Safeguarding Partnership",
            purpose="The board of the partnership looks at them each quarter.",
            until=calendar.day(2027, 3, 31),
            measures=[in_care, suitable, Measure.objects.get(name=OFFERED)],
            by=analyst,
        )


def _written(measure: Measure, parts: Parts, analyst: User) -> TurnTheCurveReport:
    report = reports.begin_report(measure=measure, by=analyst)
    for model, said in parts:
        reports.add_part(report=report, model=model, by=analyst, **said)
    return report
