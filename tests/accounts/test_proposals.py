"""What opens a door takes two: tried past the pages, by SQL as the application's role."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.actions.organisation import add_locality, agree_to_single_sign_on, propose_single_sign_on
from accounts.actions.proposals import (
    ProposalSettled,
    agree_to_roles,
    agree_to_second_step_reset,
    change_roles,
    end_proposal,
    propose,
)
from accounts.actions.sessions import close_sign_in
from accounts.errors import RuleBroken
from accounts.models import Locality, Organisation, Proposal, SingleSignOn, User
from accounts.secrets import unseal
from database.asker import acting_as
from tests.conftest import FROZEN
from tests.factories import UserFactory
from tests.signing_in import set_up_app

ISSUER = "https://login.example.org/leeds"


@pytest.fixture
def noor(organisation):
    """Another administrator."""
    return UserFactory(name="Noor", email="noor@leeds.test", roles=["administrator"])


@pytest.fixture
def asked(alex, priya):
    """Alex asks that Priya does intake too."""
    with acting_as(alex.asker):
        return change_roles(person=priya, roles=["social_worker", "intake"], reason="She covers for Ines.", by=alex)


@pytest.fixture
def way_asked_for(alex, settings):
    settings.KITH_SIGN_ON_HOSTS = ["login.example.org"]
    with acting_as(alex.asker):
        return propose_single_sign_on(
            issuer=ISSUER,
            client_id="kith",
            client_secret="quiet",  # noqa: S106
            asks_second_step=True,
            by=alex,
        )


def change(proposal, sets):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_proposal SET {sets} WHERE id = %s", [proposal.pk])


def test_a_role_that_is_asked_for_is_not_given_yet(asked, priya):
    priya.refresh_from_db()

    assert (asked.is_waiting, priya.roles) == (True, ["social_worker"])


def test_another_administrator_gives_it_and_the_history_says_why(asked, priya, noor):
    with acting_as(noor.asker):
        agree_to_roles(proposal=asked, by=noor)

    change = priya.changes.order_by("pk").last()
    said = (change.asked_by, change.roles, change.reason)
    assert said == (noor.pk, ["intake", "social_worker"], "She covers for Ines.")


def test_whoever_asked_does_not_agree(asked, alex):
    with acting_as(alex.asker), pytest.raises(ValidationError, match="This takes two"):
        agree_to_roles(proposal=asked, by=alex)


@pytest.mark.parametrize(
    ("who", "rule"), [("alex", "proposal_takes_two"), ("priya", "not an administrator"), ("noor", "another")]
)
def test_the_database_takes_no_other_yes(asked, alex, priya, noor, who, rule):
    names = {"alex": alex, "priya": priya, "noor": noor}
    agreed = alex if who != "priya" else priya

    with acting_as(names[who].asker), pytest.raises(IntegrityError, match=rule):
        change(asked, f"agreed_by_id = '{agreed.pk}', agreed_at = expires_at")


def test_nobody_agrees_to_what_is_about_them(asked, alex, noor):
    with acting_as(alex.asker):
        about_noor = propose(kind="second_step_reset", about=noor, reason="Lost her phone.", by=alex)

    with acting_as(noor.asker), pytest.raises(IntegrityError, match="proposal_not_for_oneself"):
        change(about_noor, f"agreed_by_id = '{noor.pk}', agreed_at = expires_at")


def test_nobody_asks_for_themselves(alex):
    with acting_as(alex.asker), pytest.raises(ValidationError, match="about you"):
        propose(kind="give_roles", about=alex, roles=["intake"], reason="x", by=alex)
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="proposal_not_for_oneself"), transaction.atomic():
        Proposal.objects.create(
            organisation=alex.organisation,
            kind="give_roles",
            about=alex,
            reason="x",
            created_by=alex,
            expires_at=FROZEN,
        )


def test_nobody_asks_in_the_name_of_another(alex, noor, priya):
    facts = {"organisation": alex.organisation, "kind": "give_roles", "about": priya, "reason": "x"}

    with acting_as(alex.asker), pytest.raises(IntegrityError, match="name of another"), transaction.atomic():
        Proposal.objects.create(created_by=noor, expires_at=FROZEN, **facts)


def test_only_administrators_ask(priya, dana):
    facts = {"organisation": priya.organisation, "kind": "second_step_reset", "about": dana, "reason": "x"}

    with acting_as(priya.asker), pytest.raises(IntegrityError, match="not an administrator"), transaction.atomic():
        Proposal.objects.create(created_by=priya, expires_at=FROZEN, **facts)


@pytest.mark.parametrize(
    "sets", ["roles = '{administrator}'", "about_id = created_by_id", "reason = 'y'", "sealed_secret = 'z'"]
)
def test_what_was_asked_for_stays_as_it_was(asked, noor, sets):
    with acting_as(noor.asker), pytest.raises(IntegrityError, match="stays as it was"):
        change(asked, sets)


def test_it_is_agreed_to_once(asked, noor):
    with acting_as(noor.asker):
        agree_to_roles(proposal=asked, by=noor)
        with pytest.raises(ProposalSettled):
            agree_to_roles(proposal=asked, by=noor)


def test_what_was_agreed_to_gives_the_role_no_second_time(asked, priya, noor):
    with acting_as(noor.asker):
        agree_to_roles(proposal=asked, by=noor)
        change_roles(person=priya, roles=["social_worker"], reason="Ines is back.", by=noor)

        with pytest.raises(IntegrityError, match="it takes two"), transaction.atomic():
            type(priya).objects.filter(pk=priya.pk).update(roles=["intake", "social_worker"])


@pytest.mark.parametrize("sets", ["done_at = NULL", "agreed_at = agreed_at - interval '1 minute'"])
def test_what_was_agreed_to_is_not_made_ready_to_be_done_again(asked, noor, sets):
    with acting_as(noor.asker):
        agree_to_roles(proposal=asked, by=noor)

        with pytest.raises(IntegrityError, match="stays as it was"):
            change(asked, sets)


def test_what_was_said_no_to_is_not_opened_again(asked, noor):
    with acting_as(noor.asker):
        end_proposal(proposal=asked, by=noor)

        with pytest.raises(IntegrityError, match="stays as it was"):
            change(asked, "ended_at = NULL, ended_by_id = NULL")


def test_nothing_is_asked_for_that_is_agreed_to_already(alex, noor, priya):
    agreed = {"agreed_by": noor, "agreed_at": FROZEN}
    facts = {"organisation": alex.organisation, "kind": "give_roles", "about": priya, "reason": "x"}

    with acting_as(alex.asker), pytest.raises(IntegrityError, match="settled already"), transaction.atomic():
        Proposal.objects.create(created_by=alex, expires_at=FROZEN, **facts, **agreed)


def kith_agrees(asked, alex):
    kith = User.objects.get(kind=User.Kind.SYSTEM, organisation=alex.organisation)
    with acting_as(kith.asker), transaction.atomic():
        return agree_to_roles(proposal=asked, by=kith)


def test_kith_itself_is_not_the_second_where_somebody_could_be(asked, alex, noor):
    with pytest.raises(RuleBroken, match="Another administrator is here to agree") as refused:
        kith_agrees(asked, alex)

    assert refused.value.code == "proposal_agreed_by_people"


def test_kith_itself_is_the_second_where_the_other_has_left(asked, alex, noor, priya):
    type(noor).objects.filter(pk=noor.pk).update(is_active=False)

    kith_agrees(asked, alex)

    priya.refresh_from_db()
    assert priya.roles == ["intake", "social_worker"]


def test_kith_itself_neither_asks_nor_takes_a_second_step_away_alone(alex, priya):
    kith = User.objects.get(kind=User.Kind.SYSTEM, organisation=alex.organisation)
    set_up_app(priya)
    with acting_as(kith.asker):
        with pytest.raises(DatabaseError, match="not their second step"), transaction.atomic():
            Authenticator.objects.filter(user=priya).delete()
        asked = propose(kind="second_step_reset", about=priya, reason="x", by=kith)
        with pytest.raises((ValidationError, RuleBroken)), transaction.atomic():
            agree_to_second_step_reset(proposal=asked, by=kith)


def test_it_grows_too_old(asked, noor, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=15))

    with acting_as(noor.asker), pytest.raises(ProposalSettled):
        agree_to_roles(proposal=asked, by=noor)
    with acting_as(noor.asker), pytest.raises(IntegrityError, match="proposal_agreed_in_time"):
        change(asked, f"agreed_by_id = '{noor.pk}', agreed_at = expires_at + interval '1 day'")


def test_what_is_too_old_stands_in_nobodys_way(asked, alex, priya, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=15))

    with acting_as(alex.asker):
        again = change_roles(person=priya, roles=["social_worker", "intake"], reason="Still.", by=alex)

    assert again.is_waiting


def test_it_is_asked_for_once_at_a_time(asked, alex, priya):
    with acting_as(alex.asker), pytest.raises(ValidationError, match="asked for this already"):
        change_roles(person=priya, roles=["social_worker", "analyst"], reason="Again.", by=alex)


def test_what_is_said_no_to_is_not_done(asked, priya, noor):
    with acting_as(noor.asker):
        end_proposal(proposal=asked, by=noor)
        with pytest.raises(ProposalSettled):
            agree_to_roles(proposal=asked, by=noor)


def test_whoever_asked_and_has_left_counts_no_more(asked, alex, noor):
    with acting_as(noor.asker):
        close_sign_in(user=alex, reason="He left.", by=noor)

        with pytest.raises(RuleBroken, match="no administrator any more"):
            agree_to_roles(proposal=asked, by=noor)


def test_to_take_a_role_away_takes_one(alex, priya):
    with acting_as(alex.asker):
        change_roles(person=priya, roles=[], reason="She works elsewhere now.", by=alex)

    priya.refresh_from_db()
    assert priya.roles == []


def test_an_administrator_alone_takes_no_second_step_away(alex, priya):
    set_up_app(priya)

    with acting_as(alex.asker), pytest.raises(DatabaseError, match="not their second step"), transaction.atomic():
        Authenticator.objects.filter(user=priya).delete()


def test_nobody_adds_a_second_step_to_another(alex, priya):
    with acting_as(alex.asker), pytest.raises(DatabaseError, match="not their second step"), transaction.atomic():
        set_up_app(priya)


def test_two_take_a_lost_second_step_away_and_its_owner_hears_of_it(
    alex, noor, priya, django_capture_on_commit_callbacks
):
    set_up_app(priya)
    with acting_as(alex.asker):
        asked = propose(kind="second_step_reset", about=priya, reason="Her phone fell in the Aire.", by=alex)

    with acting_as(noor.asker), django_capture_on_commit_callbacks(execute=True):
        agree_to_second_step_reset(proposal=asked, by=noor)

    assert not Authenticator.objects.filter(user=priya).exists()
    assert [message.to for message in mail.outbox] == [[priya.email]]


def test_an_administrator_alone_names_no_provider(alex, way_asked_for):
    assert not SingleSignOn.objects.exists()
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="it takes two"), transaction.atomic():
        SingleSignOn.objects.create(
            organisation=alex.organisation, issuer=ISSUER, client_id="kith", sealed_secret=way_asked_for.sealed_secret
        )


def test_two_name_a_provider(way_asked_for, noor):
    with acting_as(noor.asker):
        settled = agree_to_single_sign_on(proposal=way_asked_for, by=noor)

    way = SingleSignOn.objects.get()
    assert (way.issuer, unseal(way.sealed_secret), way.is_on) == (ISSUER, "quiet", True)
    assert settled.sealed_secret == ""


def test_the_secret_stands_in_no_history(way_asked_for):
    assert not hasattr(way_asked_for.events.get(), "sealed_secret")


@pytest.mark.parametrize(
    "facts",
    [{"issuer": "https://evil.example.org"}, {"client_id": "x"}, {"sealed_secret": "x"}, {"is_on": True}],
)
def test_an_administrator_alone_changes_no_provider(way_asked_for, alex, noor, facts):
    with acting_as(noor.asker):
        agree_to_single_sign_on(proposal=way_asked_for, by=noor)
        SingleSignOn.objects.update(is_on=False)

        with pytest.raises(IntegrityError, match="it takes two"), transaction.atomic():
            SingleSignOn.objects.update(**facts)


def test_to_switch_a_provider_off_takes_one(way_asked_for, alex, noor):
    with acting_as(noor.asker):
        agree_to_single_sign_on(proposal=way_asked_for, by=noor)
    with acting_as(alex.asker):
        SingleSignOn.objects.update(is_on=False)

    assert not SingleSignOn.objects.get().is_on


def test_who_works_here_changes_nothing_of_the_organisation(priya):
    with acting_as(priya.asker), pytest.raises(DatabaseError, match="not an administrator"), transaction.atomic():
        Organisation.objects.filter(pk=priya.organisation_id).update(name="Mine")


def test_no_clock_is_set_to_a_zone_that_never_was(alex):
    with acting_as(alex.asker), pytest.raises(DatabaseError, match="time zone"), transaction.atomic():
        Organisation.objects.filter(pk=alex.organisation_id).update(time_zone="Moon/Sea of Rains")


def test_only_an_administrator_adds_a_place(priya, alex):
    with acting_as(priya.asker), pytest.raises(RuleBroken, match="Only an administrator"):
        add_locality(name="Headingley", by=priya)
    with acting_as(alex.asker):
        add_locality(name="Headingley", by=alex)

    assert Locality.objects.get().name == "Headingley"
