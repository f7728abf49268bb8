"""A family member's sign-in: invited to a safe address, once and in time, and ended."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from database.asker import acting_as
from families.actions.contact import end_contact
from families.actions.sign_ins import SignsInAlready, end_family_sign_in, invite
from families.models import Invitation, ParentalResponsibility, Person, PersonAccount
from families.periods import Period
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, UserFactory
from tests.factories_families import ContactPointFactory, ResponsibilityFactory
from tests.signing_in import someone_at_york
from tests.sweeps.forms import own_form

CHECKED = {"checked_how": "we_have_met", "checked_on": FROZEN.date()}
PLACE = "https://kith.leeds.test"


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana").person


@pytest.fixture
def address(dana):
    return ContactPointFactory(person=dana, kind="email", value="dana@home.test", safe_to=["email"])


@pytest.fixture
def invited(dana, address, worker, django_capture_on_commit_callbacks):
    """Dana's invitation, sent."""
    with django_capture_on_commit_callbacks(execute=True):
        return invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)


def path_in(message):
    return re.search(r"https://[^/]+(\S+)", message.body)[1]


def begin(client, path, device="own"):
    return client.post(path, {"device": device})


def test_an_invitation_names_no_one(invited):
    message = mail.outbox[0]

    assert (message.subject, message.to) == ("A message from your family meeting team", ["dana@home.test"])
    assert not re.search(r"Dana|Rowan|Priya|Leeds\b", message.body.replace(PLACE, ""))


def test_it_notes_how_by_whom_and_when_it_was_made_sure(invited, worker):
    history = invited.events.get()

    assert (history.checked_how, history.checked_by_id, history.checked_on) == (
        "we_have_met",
        worker.pk,
        FROZEN.date(),
    )


def test_nobody_signs_in_before_the_invitation_is_taken_up(client, invited):
    client.post(reverse("account_request_login_code"), {"email": "dana@home.test"})

    assert len(mail.outbox) == 1
    assert not invited.user.is_active


def test_taking_it_up_signs_in(client, invited, dana):
    response = begin(client, path_in(mail.outbox[0]))

    assert response.url == reverse("mfa_add_webauthn")
    assert client.session["_auth_user_id"] == str(dana.account.user_id)
    assert client.get("/our-page/").status_code == 200


def test_on_a_shared_device_no_passkey_is_offered(client, invited):
    assert begin(client, path_in(mail.outbox[0]), "shared").url == "/"


def test_opening_the_link_uses_nothing_up(client, invited):
    for _program_that_reads_mail in range(2):
        assert client.get(path_in(mail.outbox[0])).status_code == 200

    assert begin(client, path_in(mail.outbox[0])).status_code == 302


def test_it_works_once(client, invited):
    begin(client, path_in(mail.outbox[0]))
    client.logout()

    response = begin(client, path_in(mail.outbox[0]))

    assert (response.status_code, "_auth_user_id" in client.session) == (404, False)


def test_it_grows_too_old(client, invited, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=7, seconds=1))

    assert begin(client, path_in(mail.outbox[0])).status_code == 404


@pytest.mark.parametrize("token", ["made-up", "eyJhIjoxfQ:x:y", "a:b"])
def test_a_link_that_we_never_wrote(client, organisation, token):
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_another_one_takes_the_place_of_the_first(client, invited, dana, address, worker):
    invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)

    assert begin(client, path_in(mail.outbox[0])).status_code == 404


def test_who_signs_in_already_is_not_invited(client, invited, dana, address, worker):
    begin(client, path_in(mail.outbox[0]))

    with pytest.raises(SignsInAlready):
        invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)


@pytest.mark.parametrize("wrote", ["the_same", "another"])
def test_nobody_alone_lets_someone_in_again_by_an_address_that_they_wrote_down(client, invited, dana, worker, wrote):
    begin(client, path_in(mail.outbox[0]))
    end_family_sign_in(account=dana.account, by=worker)
    writer = worker if wrote == "the_same" else UserFactory()
    point = ContactPointFactory(person=dana, kind="email", value="d@new.test", safe_to=["email"], created_by=writer)
    client.force_login(worker)
    day = {f"checked_on_{place}": part for place, part in enumerate(("16", "3", "2026"))}

    answer = client.post(
        reverse("families:invitation-add", args=[dana.pk]),
        {"contact_point": point.pk, "checked_how": "we_have_met", **day},
    )

    said = "A colleague who did not write this address down" in answer.text
    assert (answer.status_code, said) == ((422, True) if wrote == "the_same" else (302, False))


def test_an_address_of_today_counts_just_after_midnight_in_summer(dana, worker, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    since = Period(date(2026, 7, 1), None)
    point = ContactPointFactory(person=dana, kind="email", value="d@new.test", safe_to=["email"], period=since)

    assert invite(person=dana, contact_point=point, place=PLACE, by=worker, **CHECKED)


def test_the_former_address_is_no_other(client, invited, dana, address, worker):
    begin(client, path_in(mail.outbox[0]))
    end_family_sign_in(account=dana.account, by=worker)
    type(address).objects.update(created_by=worker)

    assert invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)


def heard(client, dana):
    """What Dana's page says, without what differs between any two."""
    page = client.get(reverse("families:person-sign-in", args=[dana.pk])).content.decode()
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|data-who="[^"]*"', "", page)


@pytest.mark.parametrize("whose", ["at_york", "of_a_colleague"])
def test_an_address_of_someone_else_is_answered_alike_and_written_to(
    client, address, dana, worker, django_capture_on_commit_callbacks, whose
):
    client.force_login(worker)
    invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)
    known_to_nobody = heard(client, dana)
    User.objects.filter(kind="family").update(email="dana.before@home.test")
    someone_at_york(email="Dana@home.test") if whose == "at_york" else UserFactory(email="Dana@home.test")

    with django_capture_on_commit_callbacks(execute=True):
        invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)

    assert heard(client, dana) == known_to_nobody
    assert (mail.outbox[0].to, "http" in mail.outbox[0].body) == (["dana@home.test"], False)


def test_whose_address_was_another_s_signs_in_by_none(address, dana, worker):
    UserFactory(email="Dana@home.test")

    invite(person=dana, contact_point=address, place=PLACE, by=worker, **CHECKED)

    user = User.objects.get(kind="family")
    assert (user.is_active, user.email.endswith("@taken.invalid")) == (False, True)


@pytest.mark.parametrize(
    "point",
    [
        {"kind": "other", "safe_to": ["email"]},
        {"kind": "email", "safe_to": []},
        {"kind": "email", "safe_to": ["email"], "period": ("2020-01-01", "2026-03-01")},
        {"kind": "email", "safe_to": ["email"], "person": "another"},
    ],
)
def test_the_database_lets_no_invitation_go_where_it_is_not_safe(dana, family, worker, invited, point):
    if point.get("person"):
        point = point | {"person": MembershipFactory(family=family).person}
    unsafe = ContactPointFactory(**{"person": dana, "value": "x@y.test", **point})

    Invitation.objects.filter(pk=invited.pk).update(withdrawn_at=FROZEN)

    with pytest.raises(IntegrityError, match="unsafe"), transaction.atomic():
        Invitation.objects.create(
            organisation=dana.organisation,
            person=dana,
            user=invited.user,
            contact_point=unsafe,
            checked_by=worker,
            expires_at=FROZEN + timedelta(days=1),
            **CHECKED,
        )


def test_the_database_uses_no_invitation_twice_or_late(invited):
    late = FROZEN + timedelta(days=8)
    with pytest.raises(IntegrityError, match="invitation_used_in_time"), transaction.atomic():
        Invitation.objects.filter(pk=invited.pk).update(used_at=late)
    Invitation.objects.filter(pk=invited.pk).update(used_at=FROZEN)

    with pytest.raises(IntegrityError, match="once"), transaction.atomic():
        Invitation.objects.filter(pk=invited.pk).update(used_at=None)


def test_another_way_to_be_sure_is_said_in_words(dana, address, worker, client):
    client.force_login(worker)
    said = {"contact_point": address.pk, "checked_how": "other", "checked_words": ""}
    day = {"checked_on_0": "16", "checked_on_1": "3", "checked_on_2": "2026"}

    response = client.post(reverse("families:invitation-add", args=[dana.pk]), said | day)

    assert response.status_code == 422
    assert "Say in your words how you made sure that it is them." in response.content.decode()


def test_ending_it_signs_out_at_once(client, invited, dana, worker):
    begin(client, path_in(mail.outbox[0]))

    end_family_sign_in(account=dana.account, by=worker)

    assert client.get("/our-page/").status_code == 302
    assert not User.objects.get(pk=invited.user_id).is_active


def test_an_address_that_is_no_longer_safe_ends_the_sign_in(client, invited, address, worker):
    begin(client, path_in(mail.outbox[0]))

    end_contact(fact=address, on=FROZEN.date(), by=worker)

    assert not User.objects.get(pk=invited.user_id).is_active


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth="2015-05-01").person


@pytest.mark.parametrize(("status", "reads"), [("confirmed", True), ("disputed", False)])
def test_the_page_says_who_reads_for_a_child(client, invited, dana, amina, worker, status, reads):
    ResponsibilityFactory(holder=dana, child=amina, status=status)
    begin(client, path_in(mail.outbox[0]))
    client.force_login(worker)

    hers = client.get(reverse("families:person-sign-in", args=[amina.pk])).context["page"]
    danas = client.get(reverse("families:person-sign-in", args=[dana.pk])).context["page"]

    assert [account.person.known_as for account in hers.read_by] == (["Dana"] if reads else [])
    assert [person.known_as for person in danas.reads_for] == (["Amina"] if reads else [])


def test_nobody_reads_for_an_adult(client, invited, dana, amina, worker):
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")
    Person.objects.filter(pk=amina.pk).update(date_of_birth="2008-03-16")
    begin(client, path_in(mail.outbox[0]))
    client.force_login(worker)

    assert client.get(reverse("families:person-sign-in", args=[amina.pk])).context["page"].read_by == []


def test_an_address_that_is_written_down_but_not_said_to_be_safe_leads_to_where_that_is_said(client, dana, worker):
    point = ContactPointFactory(person=dana, kind="email", value="dana@home.test", safe_to=[])
    client.force_login(worker)
    page = reverse("families:person-sign-in", args=[dana.pk])
    right = f"{reverse('families:contactpoint-right', args=[point.pk])}?back={page}"

    assert f'href="{right}">Say what is safe at dana@home.test</a>' in client.get(page).text
    form = own_form(client.get(right).text, right)
    said = client.post(right, form.typed() | {"safe_to": ["email"]}, follow=True)

    assert said.redirect_chain[-1][0] == page
    assert "Invite them" in said.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_who_read(client, amina, worker, django_assert_num_queries, count):
    for _holder in range(count):
        holder = ResponsibilityFactory(child=amina, status=ParentalResponsibility.Status.CONFIRMED).holder
        user = UserFactory(kind="family", roles=[])
        PersonAccount.objects.create(organisation=amina.organisation, person=holder, user=user)
    client.force_login(worker)
    client.get(reverse("families:person-sign-in", args=[amina.pk]))

    with django_assert_num_queries(12):
        client.get(reverse("families:person-sign-in", args=[amina.pk]))


@pytest.mark.parametrize("name", ["invitation-add", "sign-in-end"])
def test_who_no_longer_works_with_them_changes_nothing(client, dana, address, invited, outsider, name):
    client.force_login(outsider)

    assert client.post(reverse(f"families:{name}", args=[dana.pk])).status_code == 404


def test_no_colleague_opens_a_family_sign_in(invited, worker):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not an administrator"), transaction.atomic():
        User.objects.filter(pk=invited.user_id).update(is_active=True)
