"""What the database keeps of sign-ins, places, teams and what two administrators agree, tried past every form."""

from datetime import timedelta

import pytest

from accounts.models import AccessSeal, Locality, Proposal
from database.asker import acting_as
from tests.conftest import FROZEN
from tests.factories import TeamFactory, UserFactory, the_organisation
from tests.refusals import again, change, refused_by, refused_past_triggers

pytestmark = pytest.mark.usefixtures("organisation")


def a_place():
    return Locality.objects.create(organisation=the_organisation(), name="Harehills")


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("locality_name_once", a_place, {}),
        ("locality_has_a_name", a_place, {"name": " "}),
        ("team_name_once", TeamFactory, {}),
        ("team_has_a_name", TeamFactory, {"name": "\n"}),
    ],
)
def test_a_place_or_a_team_has_a_name_of_its_own(name, row, changed):
    written = row()

    assert refused_by(lambda: again(written, **changed)) == name


def test_an_organisation_has_a_name(organisation):
    assert refused_by(lambda: change(organisation, name=" ")) == "organisation_has_a_name"


def test_an_address_signs_in_one(priya):
    assert refused_by(lambda: UserFactory(email="PRIYA@leeds.test")) == "user_email_once"


def test_a_seal_of_the_log_has_its_own_number(organisation):
    said = {"organisation": organisation, "number": 1, "server": "7", "began_at": FROZEN, "sealed_at": FROZEN}
    said |= {"from_xid": "1", "to_xid": "2", "events": 0, "previous_hash": b"", "hash": b"1"}

    assert refused_past_triggers(AccessSeal(**said), AccessSeal(**said)) == "access_seal_number_once"


@pytest.fixture
def asked(alex, priya):
    """Alex has asked that Priya does intake too."""
    with acting_as(alex.asker):
        return Proposal.objects.create(
            organisation=alex.organisation,
            kind="give_roles",
            about=priya,
            roles=["intake"],
            reason="She covers for Ines.",
            created_by=alex,
            expires_at=FROZEN + timedelta(days=7),
        )


LET_IN = {"kind": "let_in", "about": None, "name": "Uma", "email": "uma@leeds.test", "job": "Social worker"}


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("proposal_says_why", {"reason": " "}),
        ("proposal_says_why", {"about": None}),
        ("proposal_says_whom", {**LET_IN, "name": " "}),
        ("proposal_says_whom", {**LET_IN, "email": ""}),
        ("proposal_says_whom", {**LET_IN, "job": " "}),
        ("proposal_says_whom", {**LET_IN, "roles": []}),
        ("proposal_says_which_provider", {"kind": "single_sign_on", "issuer": "https://login.example.org"}),
        ("proposal_says_which_provider", {"kind": "single_sign_on", "client_id": "kith"}),
        ("proposal_one_at_a_time", {}),
    ],
)
def test_what_is_asked_for_is_whole(alex, asked, name, changed):
    with acting_as(alex.asker):
        assert refused_by(lambda: again(asked, **changed)) == name


def test_one_invitation_to_an_address_waits(alex, asked):
    with acting_as(alex.asker):
        again(asked, **LET_IN)

        refusal = refused_by(lambda: again(asked, **LET_IN | {"email": "UMA@leeds.test"}))

    assert refusal == "proposal_to_an_address_once"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("proposal_agreed_or_ended", {"agreed_at": FROZEN, "ended_at": FROZEN}),
        ("proposal_done_when_agreed", {"done_at": FROZEN}),
        ("proposal_link_used_in_time", {"used_at": FROZEN}),
        ("proposal_link_used_in_time", {"used_at": FROZEN, "link_until": FROZEN - timedelta(seconds=1)}),
    ],
)
def test_what_was_asked_for_is_settled_once_and_in_time(asked, name, said):
    noor = UserFactory(roles=["administrator"])
    agreed = {"agreed_by": noor} if "agreed_at" in said else {}

    with acting_as(noor.asker):
        assert refused_by(lambda: change(asked, **said | agreed)) == name
