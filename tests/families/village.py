"""The families of the kin-term vectors in the database: the same people, by the same ids, as in `kin.village`."""

from families.models import Parentage, Partnership, Person, SiblingLink
from families.periods import Period
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory, the_organisation
from tests.families.kin.village import Village, key

__all__ = ["key", "settle"]


def settle(village: Village, family=None, apart: frozenset[str] = frozenset()):
    """Write a village down: everyone in one family but those `apart`, who are in another that nobody works with."""
    organisation, family, other = the_organisation(), family or FamilyFactory(), FamilyFactory()
    for pk, person in village.people.items():
        PersonFactory(pk=pk, known_as=person.name, gender=person.gender, date_of_birth=person.born)
        where = other if person.name in apart else family
        MembershipFactory(family=where, person=Person.objects.get(pk=pk), role="relative")
    for edge in village.parentages:
        period = Period(edge.starts, edge.ends)
        Parentage.objects.create(
            organisation=organisation, parent_id=edge.parent, child_id=edge.child, basis=edge.basis, period=period
        )
    for edge in village.partnerships:
        a, b = sorted((edge.a, edge.b))
        Partnership.objects.create(
            organisation=organisation,
            a_id=a,
            b_id=b,
            kind=edge.kind,
            end_kind=edge.end_kind or "",
            period=Period(edge.starts, edge.ends),
        )
    for edge in village.links:
        a, b = sorted((edge.a, edge.b))
        SiblingLink.objects.create(organisation=organisation, a_id=a, b_id=b, kind=edge.kind)
    return family
