"""How an administrator's pages come as far as each of their steps."""

from __future__ import annotations

from accounts.actions.organisation import add_locality
from accounts.actions.sessions import close_sign_in
from families.actions.teams import add_agency
from families.models import Agency
from tests.sweeps.ways import People, Rows


def account_ended(people: People) -> Rows:
    """Hana has left."""
    close_sign_in(user=people["Hana"], reason="She left.", by=people["Alex"])
    return {}


def a_place(people: People) -> Rows:
    return {"places": add_locality(name="Larkfield North", by=people["Kith"]).pk}


def an_agency(people: People) -> Rows:
    return {"agencies": add_agency(name="Elm School", sector=Agency.Sector.SCHOOL, by=people["Kith"]).pk}
