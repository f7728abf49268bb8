"""Why two people can’t be one as things are written: said before the database refuses it, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q
from django.utils.translation import gettext_lazy as _

from families.models import Confidence, Invitation, MultipleBirth, Parentage, Person, PersonAccount, Precision
from families.queries.merge_plan import Plan, Refusal, alone

INVITED = _("One of them signs in here, and the other is invited to. Take the invitation back first.")
THIRD_PARENT = _(
    "Together they would have more than two birth parents. Put that right first, or say that one is disputed."
)
TWO_BIRTHS = _(
    "Those who were born together with the one, and with the other, have other birthdays: nobody is born twice."
    " Put that right first, or say that one of the two is not so."
)
OWN_ANCESTOR = _("One of them is an ancestor of the other. Put that right first.")


def overlap(one: Any, other: Any) -> bool:
    begins_before = one.lower is None or other.upper is None or one.lower < other.upper
    ends_after = one.upper is None or other.lower is None or other.lower < one.upper
    return begins_before and ends_after


def refusals_of(plan: Plan) -> Iterator[Refusal]:
    """What no single row of theirs would tell."""
    yield from _invited_beside_a_sign_in(plan)
    yield from _third_birth_parent(plan)
    yield from _own_ancestor(plan)
    yield from _two_births(plan)


def _invited_beside_a_sign_in(plan: Plan) -> Iterator[Refusal]:
    """Nobody gets a second sign-in by an invitation that was sent to the other of the two."""
    people = [plan.kept.pk, plan.merged.pk]
    who = set(PersonAccount.objects.filter(person__in=people).values_list("person", flat=True))
    for invitation in Invitation.objects.filter(person__in=people).open():
        if who - {invitation.person_id}:
            yield Refusal(INVITED, [alone(invitation)])


def _third_birth_parent(plan: Plan) -> Iterator[Refusal]:
    """INV-03, before the database refuses it: so that whoever may see all of the parents reads why."""
    aside = {one.row.pk for one in plan.set_aside}
    of_both = Parentage.objects.filter(child__in=[plan.kept, plan.merged], basis=Parentage.Basis.BIRTH)
    edges = [edge for edge in of_both.exclude(confidence=Confidence.DISPUTED).order_by("pk") if edge.pk not in aside]
    for edge in edges:
        others = [other for other in edges if overlap(edge.period, other.period)]
        if len({other.parent_id for other in others}) > 2:
            yield Refusal(THIRD_PARENT, [alone(other) for other in others])
            return


def _own_ancestor(plan: Plan) -> Iterator[Refusal]:
    """INV-02 likewise: up from both, to see whether the way leads back to either. A tie between the two themselves is set aside."""
    aside = {one.row.pk for one in plan.set_aside}
    ancestors = Parentage.objects.filter(basis__in=[Parentage.Basis.BIRTH, Parentage.Basis.ADOPTIVE]).exclude(
        pk__in=aside
    )
    both = {plan.kept.pk, plan.merged.pk}
    ways: dict[UUID, list[Parentage]] = {pk: [] for pk in both}
    frontier = set(both)
    while frontier:
        above: dict[UUID, list[Parentage]] = {}
        for edge in ancestors.filter(child__in=frontier).order_by("pk"):
            way = [*ways[edge.child_id], edge]
            if edge.parent_id in both:
                yield Refusal(OWN_ANCESTOR, [alone(one) for one in way])
                return
            above.setdefault(edge.parent_id, way)
        frontier = above.keys() - ways.keys()
        ways |= {pk: above[pk] for pk in frontier}


def _two_births(plan: Plan) -> Iterator[Refusal]:
    """Whoever is joined by pairs is of one birth. Their own two days are chosen between, and may be corrected."""
    both = {plan.kept.pk, plan.merged.pk}
    found: dict[UUID, MultipleBirth] = {}
    together, frontier = set(both), set(both)
    while frontier:
        of_them = Q(a__in=frontier) | Q(b__in=frontier)
        pairs = list(MultipleBirth.objects.standing().undisputed().filter(of_them).order_by("pk"))
        found |= {pair.pk: pair for pair in pairs}
        frontier = {pk for pair in pairs for pk in (pair.a_id, pair.b_id)} - together
        together |= frontier
    known = Person.objects.filter(pk__in=together - both, dob_precision=Precision.DAY)
    days = known.aggregate(first=Min("date_of_birth"), last=Max("date_of_birth"))
    if days["first"] and (days["last"] - days["first"]).days > 1:
        yield Refusal(TWO_BIRTHS, [alone(pair) for pair in found.values()])
