"""What stands around the families: places, bodies beside the council, another system, and who has no family here yet."""

from __future__ import annotations

from accounts.actions.organisation import add_locality
from accounts.models import User
from api.actions import agree_to_client, create_client
from api.models import ApiClient, WebhookMessage, WebhookSubscription
from api.scopes import Scope
from api.subscribing import subscribe
from casework.actions.processing import begin_processing_bases
from casework.actions.questions import begin_questions
from casework.actions.standards import begin_standards
from casework.actions.tips import begin_tips
from config.demo import nearby
from config.demo.calendar import Calendar
from config.demo.rowan import Rowan
from config.demo.staff import family_sign_in
from database import clock
from database.asker import acting_as
from families.actions import granting, people, teams
from families.actions.imports import take_child
from families.actions.statutory import take_statutory_people
from families.imports.census import Child
from families.imports.statutory import ToldFact, ToldPerson
from families.models import Advocate, Agency, Agreement, HelperAccess, Person

PLACES = ("Harbour", "North Larkfield")
BODIES = {
    "Larkfield Primary School": Agency.Sector.SCHOOL,
    "Harbour Street Food Bank": Agency.Sector.VOLUNTARY,
    "Larkfield Voices": Agency.Sector.VOLUNTARY,
    "Larkfield Health Visiting": Agency.Sector.HEALTH,
    "Neighbourhood Police, Larkfield": Agency.Sector.POLICE,
}


def around(calendar: Calendar, rowan: Rowan, staff: dict[str, User], system: User) -> None:
    places = [add_locality(name=name, by=system) for name in PLACES]
    family = rowan.family
    family.refresh_from_db(fields=["row_version"])
    people.change_family(family=family, row_version=family.row_version, locality=places[1], by=staff["Priya"])
    for name, sector in BODIES.items():
        teams.add_agency(name=name, sector=sector, by=system)
    nearby.around(calendar, rowan, staff, places)
    _an_advocate(calendar, rowan, staff["Priya"])
    begin_tips(by=system)
    begin_questions(by=system)
    begin_processing_bases(by=system)
    begin_standards(by=system)
    _came_in(calendar, staff["Ines"], system)
    _other_systems(calendar, staff["Alex"], staff["Noor"])


def _an_advocate(calendar: Calendar, rowan: Rowan, by: User) -> None:
    """Yusuf, of Larkfield Voices, whom Amina lets read what was talked about with her."""
    user = family_sign_in(rowan.family.organisation, "Yusuf")
    voices = Agency.objects.get(organisation=user.organisation, name="Larkfield Voices")
    Advocate.objects.create(organisation=user.organisation, user=user, works_for=voices)
    granting.let_help(
        owner=rowan["Amina"],
        helper=user,
        scope=HelperAccess.Scope.TALKS,
        until=calendar.day(2026, 9, 14),
        given_how=Agreement.GivenHow.SPOKEN,
        by=by,
    )


def _came_in(calendar: Calendar, ines: User, system: User) -> None:
    """Two children of the council's own list, who have no name here yet; and one whose aunt rang this morning."""
    for line, (child, sex, born) in enumerate(
        [
            ("LARK0611", Person.Sex.FEMALE, calendar.day(2018, 5, 6)),
            ("LARK0612", Person.Sex.MALE, calendar.day(2021, 1, 30)),
        ],
        start=1,
    ):
        take_child(child=Child(line=line, id=child, sex=sex, born_on=born), by=system)
    people.add_person(known_as="Sonny", date_of_birth=calendar.day(2012, 9, 3), by=ines)


def _other_systems(calendar: Calendar, alex: User, noor: User) -> None:
    """One that both administrators let in, and one that waits for the second yes."""
    with acting_as(alex.asker):
        records = create_client(
            name="Larkfield social care record",
            scopes=[
                Scope.PEOPLE_READ,
                Scope.FAMILIES_READ,
                Scope.CONVERSATIONS_SUMMARY,
                Scope.CHANGES_READ,
                Scope.STATUSES_WRITE,
            ],
            purpose="Shows the statutory record who works with a family here, and tells us what it says of a child.",
            by=alex,
        )
        create_client(
            name="Larkfield figures",
            scopes=[Scope.CONFERENCES_READ],
            purpose="Counts family group conferences for the yearly return.",
            by=alex,
        )
    with acting_as(noor.asker):
        agree_to_client(client=records.client, by=noor)
    records.client.user.refresh_from_db()
    with acting_as(records.client.user.asker):
        _says(calendar, records.client.user)
    with acting_as(alex.asker):
        _told(records.client, alex)


def _says(calendar: Calendar, records: User) -> None:
    """What it says of Amina: nobody here wrote that."""
    facts = (
        ToldFact("status", "S-1", "child in need", period=calendar.since(2026, 3, 3)),
        ToldFact("worker", "W-1", "Ruth Bell", "social worker", calendar.since(2026, 3, 4)),
    )
    amina = ToldPerson(("lcs_person_id", "LARK0303"), facts=facts, kinds=frozenset({"status", "worker"}))
    take_statutory_people(told=[amina], by=records)


def _told(records: ApiClient, alex: User) -> None:
    """Where it is to be told of changes: the other end does not stand yet, so that its first message did not arrive."""
    kinds = [WebhookSubscription.Kind.PERSON, WebhookSubscription.Kind.CONVERSATION]
    made = subscribe(client=records, url="https://records.larkfield.test/kith", kinds=kinds, by=alex)
    made.subscription.messages.update(
        state=WebhookMessage.State.DEAD,
        attempts=6,
        settled_at=clock.now(),
        reason="records.larkfield.test is not known.",
    )
