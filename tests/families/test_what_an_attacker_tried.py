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
from families.actions.kinship import record_parent
from families.actions.records import begin_record
from tests.factories import InvolvementFactory, MembershipFactory, ParentageFactory, PersonFactory, UserFactory
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


@pytest.fixture
def kept_for_two(family, colleague, amina):
    """Hana works with both families and writes down that Otto, of the Ashes, is Amina's father; a tie that is restricted says so."""
    otto = MembershipFactory(person__known_as="Otto", role="parent_carer")
    InvolvementFactory(family=otto.family, practitioner=colleague.practitioner)
    tie = ParentageFactory(parent=otto.person, child=amina)
    keeping.restrict(what=tie, ground="other", allowed=[], review_on=LATER, by=UserFactory(roles=["quality_lead"]))
    kept = record_parent(parent=otto.person, child=amina, basis="birth", by=colleague)
    return kept, otto


def lead_of(family):
    return InvolvementFactory(family=family, role="lead_worker").practitioner.user


def test_what_is_to_be_settled_names_nobody_whom_its_reader_may_not_see(client, kept_for_two):
    kept, otto = kept_for_two
    lead, safeguarding = lead_of(otto.family), UserFactory(roles=["safeguarding_lead"])

    assert [kept in models.ToBeSettled.objects.visible_to(user) for user in (lead, safeguarding)] == [False, True]
    client.force_login(lead)
    assert "Amina" not in client.get("/to-settle/").text


def test_taking_in_what_was_kept_tells_nothing_of_a_tie_that_the_settler_may_not_see(client, kept_for_two):
    kept, _otto = kept_for_two
    client.force_login(UserFactory(roles=["safeguarding_lead"]))

    page = client.post(f"/to-settle/{kept.pk}/", {"what": "accept"}, follow=True).text

    kept.refresh_from_db()
    assert ("can’t be taken in now" in page, "recorded for that time" in page, kept.state) == (True, False, "waiting")


def test_a_block_ends_what_the_two_let_each_other_do(client, family, worker, dana):
    rob = MembershipFactory(family=family, person__known_as="Rob", role="parent_carer").person
    hers, his = sign_in_of(dana), sign_in_of(rob)
    with acting_as(hers.asker):
        granting.let_help(owner=dana, helper=his, until=LATER, by=hers)

    keeping.set_block(viewer=dana, protected=rob, ground="safety_plan", review_on=LATER, by=worker)

    client.force_login(hers)
    assert "Rob" not in client.get("/our-page/helpers/").text
    assert not models.HelperAccess.objects.held().exists()
