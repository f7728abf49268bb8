"""What a partner sees of our curves: what the database holds of its link, and what the link opens (domain.md §7.4 to §7.6)."""

from datetime import date

import pytest

from database import clock
from outcomes.models import PartnerLink, SharedMeasure
from tests import factories
from tests.casework.refusals import change, refused_by
from tests.outcomes import figures as make

UNTIL = date(2026, 12, 31)


@pytest.fixture
def measure(arun):
    return make.measure(arun, name="Children looked after")


@pytest.fixture
def link(organisation):
    return PartnerLink.objects.create(organisation=organisation, **of_a_link())


def of_a_link(**said):
    return {"name": "The police", "purpose": "Their board", "until": UNTIL, "token_hash": "0" * 64} | said


# What the database holds


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": " "}, "partner_link_says_for_whom"),
        ({"purpose": "\t"}, "partner_link_says_for_whom"),
        ({"token_hash": "the link itself"}, "partner_link_by_its_checksum"),
        ({}, "partner_link_once"),
        ({"until": date(2099, 1, 1), "token_hash": "1" * 64}, "partner_link_for_two_years"),
    ],
)
def test_a_link_says_for_whom_and_until_when_and_is_kept_as_a_checksum(organisation, link, said, name):
    another = of_a_link(**said)

    assert refused_by(lambda: PartnerLink.objects.create(organisation=organisation, **another)) == name


def test_what_was_ended_opens_nothing_again(organisation, link, measure):
    shared = SharedMeasure.objects.create(organisation=organisation, link=link, measure=measure)

    def again():
        SharedMeasure.objects.create(organisation=organisation, link=link, measure=measure)

    assert refused_by(again) == "shared_measure_once"
    assert refused_by(change(link, token_hash="1" * 64)) == "partner_link_stays_ended"
    change(shared, ended_at=clock.now())()
    assert refused_by(change(shared, ended_at=None)) == "shared_measure_stays_ended"
    change(link, ended_at=clock.now())()
    assert refused_by(change(link, ended_at=None)) == "partner_link_stays_ended"
    assert refused_by(again) == "shared_measure_by_a_link_that_opens"


def test_no_family_reads_which_partners_there_are(link):
    dana = factories.UserFactory(kind="family", roles=[])

    assert (PartnerLink.objects.visible_to(dana).exists(), SharedMeasure.objects.visible_to(dana).exists()) == (
        False,
    ) * 2
