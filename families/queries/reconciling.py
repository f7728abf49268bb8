"""What making one person of two does to each row that points to them; nothing is written here (docs/adr/0020-merging-people.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from families.models import (
    AccessBlock,
    HelperAccess,
    Invitation,
    MultipleBirth,
    NotSamePerson,
    Parentage,
    ParentalResponsibility,
    Person,
    PersonAccount,
    PersonBackground,
    PersonPhoto,
    ShareState,
)
from families.periods import Period
from families.queries.merge_plan import Plan, Refusal, Row, SetAside, alone
from families.queries.merge_refusals import overlap, refusals_of
from families.queries.walking import Same, Table, pointing_at, tables, value_of

YIELDS: Mapping[str, dict[str, Any]] = {"residence_one_main": {"is_main": False}}
"""What a row says instead, where the kept person has one that says it already: both homes stay, one is the main one."""

REFUSES: Mapping[Any, str | Promise] = {
    PersonAccount: _("Both sign in here. End the sign-in of one of them first."),
    PersonPhoto: _("There is a photo of both. Take one of the two away first."),
    Invitation: _("Both are invited to sign in. Take one of the invitations back first."),
}
"""What is put right by people first, for no rule could say which of two rows is the right one."""
DIFFERING: Mapping[Any, tuple[tuple[str, ...], str | Promise]] = {
    PersonBackground: (
        ("ethnicity_words", "ethnicity_code", "faith"),
        _("Ethnicity or faith is written down differently for the two. Ask, and write the same for both first."),
    ),
    Parentage: (
        ("confidence",),
        _("The same parent is written down for both, but one is disputed. Settle that first."),
    ),
    ParentalResponsibility: (
        ("status",),
        _(
            "The same parental responsibility is written down for both, but one is surer than the other. Settle that first."
        ),
    ),
    MultipleBirth: (
        ("identical", "confidence"),
        _("Both are written down as born together with the same person, but not in the same way. Settle that first."),
    ),
}
APART = _("One of them is kept from the other: they can’t be one person. If they are, end that first.")
TWO_PEOPLE = _("Someone said that these are two people. Take that back first, if you are sure that it was wrong.")
BORN_TOGETHER = _(
    "They were written down as born together: they are two. If that was wrong, put it right first, under “All that is written down”."
)
POINTED_AT = _("Something is kept about the tie between these two. End that first.")

FIRMEST = [
    ShareState.State.SHARED,
    ShareState.State.SHARED_LATER,
    ShareState.State.WITHHELD,
    ShareState.State.CHILD_ONLY,
]


def plan_of(kept: Person, merged: Person) -> Plan:
    """Walk every table that points to either. About a query for each, however many rows."""
    plan = Plan(kept, merged)
    for table in tables():
        _reconcile(table, plan)
    _point_elsewhere(plan)
    plan.refusals += refusals_of(plan)
    return plan


def _reconcile(table: Table, plan: Plan) -> None:
    standing: list[Row] = []
    for row in _rows(table, plan):
        if row.is_kepts:
            standing.append(row)
            continue
        row.became = _moved(table, row.row, plan)
        if pair := _one_person(table, row):
            _tie_of_the_two(row, pair, plan)
            continue
        _settle(row, standing, plan)
    plan.moved += [row for row in standing if row.became]


def _rows(table: Table, plan: Plan) -> list[Row]:
    """Those of the kept person first."""
    of_either = Q()
    for column in table.columns:
        of_either |= Q(**{f"{column}__in": [plan.kept.pk, plan.merged.pk]})
    computed = {name: what for same in table.same for name, what in same.annotations().items()}
    found = list(table.model._base_manager.filter(of_either).annotate(**computed).order_by("pk"))
    for row in found:
        for name in computed:
            if getattr(row, name) == plan.merged.pk:
                setattr(row, name, plan.kept.pk)
    rows = [Row(table, row, all(getattr(row, name) != plan.merged.pk for name in table.columns)) for row in found]
    return sorted(rows, key=lambda row: not row.is_kepts)


def _moved(table: Table, row: Any, plan: Plan) -> dict[str, Any]:
    became = {name: plan.kept.pk for name in table.columns if getattr(row, name) == plan.merged.pk}
    if table.ordered:
        a, b = table.ordered
        small, large = sorted(became.get(name, getattr(row, name)) for name in (a, b))
        became = {name: pk for name, pk in ((a, small), (b, large)) if getattr(row, name) != pk}
    return became


def _one_person(table: Table, row: Row) -> tuple[str, str] | None:
    """The columns of two people that would be one."""
    now = {name: row.became.get(name, getattr(row.row, name)) for name in table.columns}
    return next((pair for pair in table.apart if now[pair[0]] is not None and now[pair[0]] == now[pair[1]]), None)


def _tie_of_the_two(row: Row, pair: tuple[str, str], plan: Plan) -> None:
    if row.table.model is AccessBlock and row.row.ended_on is None:
        plan.refusals.append(Refusal(APART, [row]))
    elif row.table.model is NotSamePerson and row.row.taken_back_on is None:
        plan.refusals.append(Refusal(TWO_PEOPLE, [row]))
    elif row.table.model is MultipleBirth and row.row.holds:
        plan.refusals.append(Refusal(BORN_TOGETHER, [row]))
    elif any(model._base_manager.filter(**{name: row.pk}).exists() for model, name in pointing_at(row.table.model)):
        plan.refusals.append(Refusal(POINTED_AT, [row]))
    else:
        plan.set_aside.append(SetAside(row, None))


def _settle(row: Row, standing: list[Row], plan: Plan) -> None:
    """Let a row stand beside those that are there, or let one of those that say the same stand for all."""
    alike = _alike(row, standing)
    if not alike:
        standing.append(row)
        return
    if refusal := _refused(row, alike):
        plan.refusals.append(refusal)
        return
    stays, *others = sorted([row, *alike], key=_firmness, reverse=True)
    for other in others:
        plan.set_aside.append(SetAside(other, stays))
    standing[:] = [one for one in standing if one not in {stays, *others}]
    if stays.period is not None and any(same.is_dated for same in row.table.same):
        _widen(stays, others)
    _settle(stays, standing, plan)


def _alike(row: Row, standing: Sequence[Row]) -> list[Row]:
    """Those that say the same, unless the row can say it otherwise."""
    clashes = [(other, same) for other in standing for same in row.table.same if _say_the_same(row, other, same)]
    for _other, same in clashes:
        row.became |= YIELDS.get(same.name, {})
    return list({other.pk: other for other, same in clashes if same.name not in YIELDS}.values())


def _widen(stays: Row, others: Iterable[Row]) -> None:
    """It holds for as long as any of them did; but nobody helps for longer than they were let."""
    if stays.table.model is HelperAccess:
        return
    whole = [stays, *others]
    first = min(whole, key=lambda one: one.period.lower or date.min)
    last = max(whole, key=lambda one: one.period.upper or date.max)
    period = Period(first.period.lower, last.period.upper)
    if period != stays.row.period:
        stays.became["period"] = period
        known = (("since_precision", first), ("until_precision", last))
        stays.became |= {name: getattr(one.row, name) for name, one in known if hasattr(one.row, name)}


def _say_the_same(row: Row, other: Row, same: Same) -> bool:
    if same.condition is not None and not (getattr(row.row, same.counts) and getattr(other.row, same.counts)):
        return False
    for place in range(len(same.keys)):
        mine, theirs = (value_of(one.row, same, place, one.became) for one in (row, other))
        if mine != theirs or (mine is None and not same.nulls_are_same):
            return False
    return not same.is_dated or overlap(row.period, other.period)


def _refused(row: Row, alike: Sequence[Row]) -> Refusal | None:
    if (sentence := REFUSES.get(row.table.model)) and not _is_closed(row, alike):
        return Refusal(sentence, [row, *alike])
    names, differ = DIFFERING.get(row.table.model, ((), ""))
    if any(getattr(row.row, name) != getattr(other.row, name) for name in names for other in alike):
        return Refusal(differ, [row, *alike])
    return None


def _is_closed(row: Row, alike: Sequence[Row]) -> bool:
    """Of sign-ins, that all but one were ended: the one that counts stands for both."""
    if row.table.model is not PersonAccount:
        return False
    return bool(sum(one.row.user.is_active for one in (row, *alike)) <= 1)


def _firmness(row: Row) -> tuple[int, bool, bool]:
    """Of rows that say the same, the one that protects most stands for all; then one that something points to; then the kept one."""
    one, model = row.row, row.table.model
    keeps = bool(
        getattr(one, "is_confidential", False)
        or getattr(one, "is_restricted", False)
        or getattr(one, "visibility", "") == "restricted"
    )
    firm = FIRMEST.index(one.state) if model is ShareState else int(keeps)
    if model is PersonAccount:
        firm = int(one.user.is_active)
    pointed_at = any(other._base_manager.filter(**{name: row.pk}).exists() for other, name in pointing_at(model))
    return firm, pointed_at, row.is_kepts


def _point_elsewhere(plan: Plan) -> None:
    """What pointed to a row that is set aside points to the one that stands for it."""
    for one in plan.set_aside:
        stands = plan.standing_for(one.row)
        for model, name in pointing_at(one.row.table.model) if stands else ():
            attname = model._meta.get_field(name).attname
            for pointing in model._base_manager.filter(**{name: one.row.pk}).order_by("pk"):
                again = alone(pointing)
                again.became = {attname: stands.pk if stands else None}
                plan.moved.append(again)
