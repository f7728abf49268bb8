"""What an attacker found."""

from datetime import date

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from uuid_utils.compat import uuid7

from accounts.actions.organisation import agree_to_single_sign_on, propose_single_sign_on
from accounts.models import User
from database.asker import acting_as
from families import models
from families.actions import granting, keeping
from families.actions.records import begin_record
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

LATER = date(2026, 9, 14)
TODAY = date(2026, 3, 16)


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person


@pytest.fixture
def colleague(family):
    return InvolvementFactory(family=family, practitioner__user__name="Hana").practitioner.user


def test_sign_in_page_names_no_restricted_child(client, family, dana, amina, worker, colleague):
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")
    hers = sign_in_of(dana)
    keeping.restrict(what=amina, ground="other", allowed=[hers], review_on=LATER, by=worker)
    assert not models.Person.objects.visible_to(colleague).filter(pk=amina.pk).exists()
    client.force_login(colleague)

    page = client.get(reverse("families:person-sign-in", args=[dana.pk]))

    assert page.status_code == 200
    assert "Amina" not in page.text


def test_sign_in_page_names_no_restricted_parent(client, family, dana, amina, worker, colleague):
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")
    sign_in_of(dana)
    keeping.restrict(what=dana, ground="other", allowed=[], review_on=LATER, by=worker)
    client.force_login(colleague)

    page = client.get(reverse("families:person-sign-in", args=[amina.pk]))

    assert page.status_code == 200
    assert "Dana" not in page.text


def test_a_helper_reads_not_what_one_who_is_kept_from_the_owner_wrote(family, dana, amina, worker):
    ruth = UserFactory(name="Ruth", kind=User.Kind.FAMILY, roles=[])
    sign_in_of(dana)
    granting.let_help(owner=dana, helper=ruth, until=LATER, by=worker)
    record = begin_record(
        family=family, subjects=[dana], by=worker, kind=models.Record.Kind.CONVERSATION, happened_on=TODAY
    )
    rob = PersonFactory(known_as="Rob")
    models.Record.objects.filter(pk=record.pk).update(author=None, author_person=rob)
    keeping.set_block(viewer=dana, protected=rob, ground="other", review_on=LATER, by=worker)
    assert not models.Record.objects.visible_to(dana.account.user).filter(pk=record.pk).exists()

    assert not models.Record.objects.visible_to(ruth).filter(pk=record.pk).exists()


def test_a_worry_about_a_hidden_id_is_as_about_none(client, family, dana, amina, worker, colleague):
    other = InvolvementFactory(practitioner=colleague.practitioner).family
    MembershipFactory(family=other, person__known_as="Zed")
    keeping.restrict(what=amina, ground="other", allowed=[], review_on=LATER, by=worker)
    client.force_login(colleague)
    a = client.get(f"/worries/new/?about={amina.pk}").text
    b = client.get(f"/worries/new/?about={uuid7()}").text
    assert ("Zed" in a) == ("Zed" in b)


def two_name(issuer, organisation):
    """One administrator asks for this provider, and another agrees."""
    one, another = UserFactory.create_batch(2, roles=["administrator"])
    said = {"client_id": "kith", "client_secret": "quiet", "asks_second_step": False}
    with acting_as(one.asker):
        asked = propose_single_sign_on(issuer=issuer, by=one, **said)
    with acting_as(another.asker):
        agree_to_single_sign_on(proposal=asked, by=another)
    return organisation.single_sign_on


def test_another_provider_s_numbers_are_nobody_s(organisation, worker, settings):
    settings.KITH_SIGN_ON_HOSTS = ["one.test", "another.test"]
    way = two_name("https://one.test/", organisation)
    SocialAccount.objects.create(user=worker, provider=way.provider_id, uid="1")

    two_name("https://one.test/", organisation)
    assert SocialAccount.objects.count() == 1

    two_name("https://another.test/", organisation)
    assert SocialAccount.objects.count() == 0
