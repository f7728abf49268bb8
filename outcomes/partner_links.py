"""The link by which a partner sees curves without signing in: of which organisation it is, and a secret of which we keep a checksum."""

from __future__ import annotations

from linkups.check_in_links import checksum_of
from outcomes.models import PartnerLink


def partner_link_in(token: str) -> PartnerLink | None:
    """The link while it opens something; asked as Kith itself, in its organisation alone."""
    return PartnerLink.objects.open().filter(token_hash=checksum_of(token)).first()
