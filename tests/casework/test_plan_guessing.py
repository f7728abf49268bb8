"""The family's own form answers nobody whether a text holds an address that is hidden from who writes."""

from datetime import timedelta

import pytest

from database import clock
from families.actions.keeping import set_block
from families.models import AccessBlock, Person, Residence
from families.queries.hidden_words import written_like_one
from tests.casework.conftest import *  # noqa: F403
from tests.casework.pages import at
from tests.casework.test_plan_writing_views import TOLD, typed
from tests.factories import MembershipFactory
from tests.factories_conferences import ParticipantFactory
from tests.factories_families import AddressFactory, ResidenceFactory, share, sign_in_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rob(family):
    return MembershipFactory(family=family, person__known_as="Rob", role="parent_carer").person


@pytest.fixture
def robs_sign_in(rob):
    return sign_in_of(rob)


@pytest.fixture
def not_agreed(client, manager, held, joan, rob, worker, ngozi):
    """Rob and Joan met; Dana, who fled from him, was not asked. The plan was not agreed: the family may change it."""
    ParticipantFactory(conference=held, person=rob)
    client.force_login(ngozi.user)
    client.post(at("plan-write", held), typed(joan, worker))
    share(held.record, joan)
    share(held.record, rob)
    client.force_login(manager)
    client.post(at("plan-refuse", held), {"reason": "Not safe yet"} | TOLD)
    held.refresh_from_db()
    return held


def test_who_is_blocked_does_not_find_where_someone_lives(client, not_agreed, dana, rob, joan, worker, robs_sign_in):
    refuge = AddressFactory(lines="7 Quiet Lane", postcode="HG2 8QT")
    ResidenceFactory(person=dana, address=refuge, is_confidential=True)
    later = clock.today() + timedelta(days=90)
    set_block(viewer=rob, protected=dana, ground=AccessBlock.Ground.DOMESTIC_ABUSE, review_on=later, by=worker)
    assert not Person.objects.visible_to(robs_sign_in).filter(pk=dana.pk).exists()
    assert not Residence.objects.visible_to(robs_sign_in).exists()
    client.force_login(robs_sign_in)

    def answered(postcode, version):
        said = typed(joan, worker, in_our_words=f"Ring {postcode}", row_version=version)
        answer = client.post(at("our-plan-change", not_agreed), said)
        return answer.status_code, "holds something" in answer.text, "holds an address" in answer.text

    assert answered("HG2 8QT", 7) == answered("HG2 8QZ", 7) == (422, False, False)
    assert answered("HG2 8QT", 1) == answered("HG2 8QZ", 1) == (422, True, False)


@pytest.mark.parametrize(
    ("words", "is_like_one"),
    [
        ("Grandad picks them up at 3.15 at school, from 28/11/2026", False),
        ("Dana rings on 1-12-2026 at 10:30, and by 5 30 at the latest", False),
        ("HG2 8QT", True),
        ("h g 2, 8 q t", True),
        ("07700 900 123", True),
        ("7 Quiet Lane", True),
        ("d@new.test", True),
    ],
)
def test_what_is_written_like_an_address(words, is_like_one):
    assert bool(written_like_one({"In our words": words})) == is_like_one
