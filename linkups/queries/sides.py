"""The two sides of a link-up, as one reader may know of them."""

from __future__ import annotations

from collections.abc import Container, Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from families.models import Family
from linkups.models import FamilyCard, LinkUp

Side = LinkUp.Side


def sides_of(user: User, link_up: LinkUp) -> dict[LinkUp.Side, str]:
    """The sides whose families this user may know of, each with the family's name."""
    families = Family.objects.visible_to(user).filter(pk__in=[link_up.seeking_family_id, link_up.sharing_family_id])
    known = dict(families.values_list("pk", "name"))
    ours = {Side.SEEKING: link_up.seeking_family_id, Side.SHARING: link_up.sharing_family_id}
    return {side: known[family] for side, family in ours.items() if family in known}


def other_name(link_up: LinkUp, sides: Mapping[LinkUp.Side, str], card: FamilyCard | None) -> str:
    """What a family's page calls the other family: by its card until they have started, then by its name."""
    family = link_up.sharing_family if Side.SEEKING in sides else link_up.seeking_family
    if link_up.start_date is not None:
        return family.name
    return card.headline if card else _("another family")


def card_to_show(user: User, link_up: LinkUp, sides: Container[LinkUp.Side]) -> FamilyCard | None:
    """The other family's card, as far as it is open to this reader."""
    other = (
        {"family": link_up.sharing_family_id, "kind": FamilyCard.Kind.SHARING}
        if Side.SEEKING in sides
        else {"family": link_up.seeking_family_id, "kind": FamilyCard.Kind.SEEKING}
    )
    return FamilyCard.objects.visible_to(user).approved().filter(**other).first()
