"""Around family Rowan: Ngozi who coordinates, Dana and her daughter Amina, Joan, and a conference that is offered."""

import os
from datetime import date
from typing import Any

import pytest


class _Factories:
    """The factories, imported when first used: their models need the environment that the tests prepare."""

    def __getattr__(self, name: str) -> Any:
        from tests import factories, factories_conferences, factories_families  # noqa: PLC0415

        found = (getattr(module, name, None) for module in (factories, factories_conferences, factories_families))
        return next(factory for factory in found if factory)


make = _Factories()


@pytest.fixture
def ngozi(family: Any) -> Any:
    coordinator = make.CoordinatorFactory(user__name="Ngozi")
    make.InvolvementFactory(family=family, practitioner=coordinator, role="fgc_coordinator")
    return coordinator


@pytest.fixture
def dana(family: Any) -> Any:
    person = make.PersonFactory(known_as="Dana", date_of_birth=date(1990, 1, 1))
    return make.MembershipFactory(family=family, person=person, role="parent_carer").person


@pytest.fixture
def amina(family: Any, dana: Any) -> Any:
    child = make.PersonFactory(known_as="Amina", date_of_birth=date(2015, 5, 1))
    make.MembershipFactory(family=family, person=child)
    make.ResponsibilityFactory(holder=dana, child=child, basis="mother_at_birth", status="confirmed")
    return child


@pytest.fixture
def joan(family: Any) -> Any:
    return make.MembershipFactory(family=family, person=make.PersonFactory(known_as="Joan"), role="relative").person


@pytest.fixture
def danas_sign_in(dana: Any) -> Any:
    return make.sign_in_of(dana)


@pytest.fixture
def joans_sign_in(joan: Any) -> Any:
    return make.sign_in_of(joan)


@pytest.fixture
def offered(family: Any, amina: Any, dana: Any) -> Any:
    conference = make.ConferenceFactory(family=family)
    make.FocusFactory(conference=conference, person=amina)
    make.OfferFactory(conference=conference, offered_to=dana)
    return conference


@pytest.fixture
def held(family: Any, ngozi: Any, joan: Any) -> Any:
    """Held, with Joan who was asked."""
    conference = make.conference_at("held", family=family, coordinator=ngozi)
    make.ParticipantFactory(conference=conference, person=joan)
    return conference


@pytest.fixture
def arranged(family: Any, ngozi: Any, amina: Any, dana: Any, joan: Any) -> Any:
    """A day is set. It is about Amina, who is asked as Dana and Joan are; all three read it."""
    said = {
        "questions": "Who takes Amina to school?",
        "bottom_lines": "A grown-up is with Amina each night.",
        "practicalities": "Soup for all. A taxi can be ordered.",
    }
    conference = make.conference_at("arranged", family=family, coordinator=ngozi, **said)
    make.FocusFactory(conference=conference, person=amina)
    for person in (amina, dana, joan):
        kind = "focus_person" if person is amina else "family_network"
        make.ParticipantFactory(conference=conference, person=person, kind=kind)
        make.share(conference.record, person)
    return conference


@pytest.fixture
def of(arranged: Any) -> Any:
    """The one who is asked to it, by who they are."""
    return lambda person: arranged.participants.get(person=person)


@pytest.fixture
def planned(arranged: Any, joan: Any) -> Any:
    """A plan that Joan reads: a step of hers and one of plan B, and one of each, and who keeps an eye on it, of whom she doesn’t know."""
    plan = make.PlanFactory(conference=arranged, version=2, in_our_words="We look after each other.")
    make.ActionFactory(plan=plan, position=1, what="Cook on Sundays")
    make.ActionFactory(plan=plan, position=2, who_person=joan, what="Gran’s on Fridays")
    make.ContingencyFactory(plan=plan, position=1, then_what="Bread and cheese")
    make.ContingencyFactory(plan=plan, position=2, who_person=joan, then_what="Gran comes over")
    make.MonitoringFactory(plan=plan, family_monitor=make.PersonFactory(known_as="Uncle Ede"))
    make.share(plan.record, joan)
    return plan


@pytest.fixture(scope="module")
def has_pango() -> None:
    """Asked before the database is: what draws takes long to be read, and a transaction does not wait for it."""
    from casework import pdf  # noqa: PLC0415

    if not pdf.can_be_drawn() and not os.environ.get("CI"):
        pytest.skip("No Pango: nothing draws a PDF here. Debian: apt install libpangoft2-1.0-0.")
