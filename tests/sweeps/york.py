"""Another organisation, with one row of each kind that a form or a body may name."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from accounts.models import Locality, Organisation, Team, User
from casework.actions.conferences import offer_conference
from database.asker import acting_as
from families.actions.contact import record_residence
from families.actions.goals import record_goal
from families.actions.people import add_member, add_person, begin_family
from families.models import Agency, Practitioner
from linkups.actions.cards import write_card
from linkups.models import FamilyCard
from outcomes.actions.measures import add_measure, add_result, add_service
from tests.sweeps.rows import ROWAN

MONDAY = date(2026, 3, 16)
UNKNOWN = UUID("01900000-0000-7000-8000-000000000000")
NAMED = [
    apps.get_model(label)
    for label in (
        "families.Person",
        "families.Family",
        "families.Practitioner",
        "families.Goal",
        "families.Address",
        "linkups.FamilyCard",
        "casework.Conference",
        "casework.ConferenceOffer",
        "accounts.Locality",
        "accounts.Team",
        "outcomes.Result",
        "outcomes.Service",
        "outcomes.Measure",
    )
]
"""What the ids in forms and bodies stand for."""


def begin_york() -> dict[type[Model], UUID]:
    """Its rows, by their model."""
    york = Organisation.objects.create(name="York")
    system = User.objects.create_user("kith@york.test", name="York itself", kind=User.Kind.SYSTEM, organisation=york)
    with acting_as(system.asker):
        family = begin_family(name="Elm", by=system)
        person = add_person(known_as="Pat", by=system)
        add_member(family=family, person=person, role="child", by=system)
        conference = offer_conference(
            family=family, about=[person], offered_to=[person], offered_on=MONDAY, channel="face", by=system
        )
        loved = add_result(name="Loved", population_words="All children", place="York", by=system)
        measure = {"unit": "count", "good": "lower", "frequency": "monthly", "source": "Ourselves"}
        rows: list[Any] = [
            loved,
            add_service(name="Help", by=system),
            add_measure(name="Children in care", kind="indicator", result=loved, **measure, by=system),
            family,
            person,
            conference,
            conference.offers.get(),
            record_goal(family=family, words="Calm", whose=[person], on=MONDAY, theme="routines", by=system),
            record_residence(person=person, lines="1 Elm Row", by=system).address,
            write_card(family=family, kind=FamilyCard.Kind.SHARING, headline="Two of us", by=system),
            Practitioner.objects.create(organisation=york, name="Pam", role_title="Coach"),
            Locality.objects.create(organisation=york, name="Bootham"),
            Team.objects.create(organisation=york, name="South"),
            Agency.objects.create(organisation=york, name="Elm School", sector=Agency.Sector.SCHOOL),
        ]
    return {type(row): row.pk for row in rows}


def model_of(pk: object) -> type[Model] | None:
    """What an id stands for."""
    return next((model for model in NAMED if model._default_manager.filter(pk=pk).exists()), None)


def unseen(model: type[Model], user: Any) -> UUID | None:
    """A row of the same organisation that this user may not see."""
    rows: Any = model._default_manager
    if not hasattr(rows, "visible_to"):
        return None
    seen = rows.visible_to(user).values("pk")
    found: UUID | None = (
        rows.filter(organisation=user.organisation).exclude(pk__in=seen).values_list("pk", flat=True).first()
    )
    return found


def words_that_york_has(york: dict[type[Model], UUID]) -> dict[str, UUID]:
    """For the words of addresses whose rows York has too."""
    return {word: york[model] for word, (label, _where) in ROWAN.items() if (model := apps.get_model(label)) in york}
