"""How an administrator's pages come as far as each of their steps."""

from __future__ import annotations

from accounts.actions.organisation import add_locality
from accounts.actions.sessions import close_sign_in
from families.actions.localities import write_list
from families.actions.teams import add_agency
from families.models import Agency, ListKind
from tests.sweeps.ways import People, Rows


def account_ended(people: People) -> Rows:
    """Hana has left."""
    close_sign_in(user=people["Hana"], reason="She left.", by=people["Alex"])
    return {}


def a_place(people: People) -> Rows:
    return {"places": add_locality(name="Larkfield North", by=people["Kith"]).pk}


def a_place_to_say_yes_to(people: People) -> Rows:
    """Where twelve weeks were written, and nobody has said yes yet."""
    place = add_locality(name="Larkfield South", by=people["Kith"])
    write_list(place=place, kind=ListKind.LENGTHS, lines={"12": ""}, by=people["Kith"])
    return {"places": place.pk}


def an_agency(people: People) -> Rows:
    return {"agencies": add_agency(name="Elm School", sector=Agency.Sector.SCHOOL, by=people["Kith"]).pk}
