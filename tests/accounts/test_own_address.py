"""Someone who works here signs in by another address: asked for by them alone, and counted from the link that went there."""

import re
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions.address import AddressNotChanged, ask_for_address, use_address
from accounts.actions.sessions import close_sign_in
from accounts.address_links import token_of
from accounts.models import AddressChange, SingleSignOn, User, UserChange
from accounts.secrets import seal
from database.asker import acting_as
from database.rules import broken_rule
from tests.conftest import FROZEN, make
from tests.signing_in import PASSWORD, someone_at_york

NEW = "priya.shah@leeds.test"
PAGE = reverse("accounts:address")


@pytest.fixture
def signed_in(priya, sign_in, client):
    sign_in(priya.email)
    return client


@pytest.fixture
def asked(priya):
    with acting_as(priya.asker):
        return ask_for_address(email=NEW, place="https://kith.test", by=priya)


def ask(browser, email=NEW):
    """As people do it: the form, one's password, and on to where one was."""
    answer = browser.post(PAGE, {"email": email}, follow=True)
    if answer.redirect_chain and "reauthenticate" in answer.redirect_chain[-1][0]:
        return browser.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    return answer


def confirm(change):
    return reverse("accounts:address-confirm", args=[token_of(change)])


def heard(page):
    return re.sub(r"[\w.]+@[\w.]+\.test", "ADDRESS", re.sub(r'value="\w{64}"', "", page.content.decode()))


def test_it_counts_when_the_link_is_used(signed_in, priya, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(signed_in)
    before = User.objects.get(pk=priya.pk).email
    link = re.search(r"https?://\S+/accounts/address/confirm/\S+", mailoutbox[0].body)[0]

    page = signed_in.get("/" + link.split("/", 3)[3])
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post("/" + link.split("/", 3)[3])

    assert (before, User.objects.get(pk=priya.pk).email) == ("priya@leeds.test", NEW)
    assert page.status_code == 200
    assert [(one.to, NEW in one.body) for one in mailoutbox] == [
        ([NEW], False),
        (["priya@leeds.test"], False),
        (["priya@leeds.test"], False),
    ]


def test_one_shows_first_that_it_is_oneself(signed_in, priya):
    answer = signed_in.post(PAGE, {"email": NEW})

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not AddressChange.objects.exists()


def test_the_next_sign_in_is_by_the_new_address(asked, priya, sign_in):
    with acting_as(priya.asker):
        use_address(change=asked, by=priya)

    assert sign_in(priya.email).status_code == 200
    assert sign_in(NEW).status_code == 302


def test_this_session_stays_and_all_others_end(signed_in, priya, asked):
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})
    assert UserSession.objects.filter(user=priya).count() == 2

    signed_in.post(confirm(asked))

    assert signed_in.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).status_code == 302


@pytest.mark.parametrize("whose", ["nobody", "colleague", "family", "york", "ended"])
def test_whose_an_address_is_already_is_answered_like_a_free_one(signed_in, priya, dana, whose):
    """The page, the messages that leave, and what is asked of the database (security.md §7, 82)."""
    emails = {"nobody": "free@leeds.test", "family": dana.email}
    if whose == "york":
        emails[whose] = someone_at_york(email="someone@york.test").email
    elif whose in {"colleague", "ended"}:
        emails[whose] = make.UserFactory(email="else@leeds.test", is_active=whose == "colleague").email
    free = heard(ask(signed_in, "free.too@leeds.test"))

    said = heard(ask(signed_in, emails[whose]))

    assert said == free
    with acting_as(priya.asker):
        assert AddressChange.objects.waiting().get().email == emails[whose]


@pytest.mark.parametrize("email", ["free@leeds.test", "DANA@home.test"])
def test_both_ask_as_much_and_write_as_many_messages(
    priya, dana, email, django_assert_num_queries, mailoutbox, settings
):
    with acting_as(priya.asker), django_assert_num_queries(13):
        ask_for_address(email=email, place="https://kith.test", by=priya)


def test_only_the_address_itself_is_told_that_it_is_known(priya, dana, mailoutbox, django_capture_on_commit_callbacks):
    with acting_as(priya.asker), django_capture_on_commit_callbacks(execute=True):
        ask_for_address(email=dana.email, place="https://kith.test", by=priya)

    told, noted = mail.outbox
    assert (told.to, noted.to) == ([dana.email], [priya.email])
    assert "It signs in to Kith already" in told.body
    assert "https://" not in told.body
    assert "already" not in noted.body


def test_an_address_that_was_taken_meanwhile_is_not_used(signed_in, asked, priya):
    make.UserFactory(email=NEW)

    page = signed_in.post(confirm(asked), follow=True).content.decode()

    assert "This address can’t be used to sign in here." in page
    assert User.objects.get(pk=priya.pk).email == "priya@leeds.test"


@pytest.fixture
def ended_meanwhile(asked, priya, alex):
    """The page was asked for while they still worked here."""
    with acting_as(alex.asker):
        close_sign_in(user=priya, reason="She moved to York", by=alex)


def test_whose_account_ended_meanwhile_takes_no_address_along(ended_meanwhile, asked, priya):
    with acting_as(priya.asker), pytest.raises(AddressNotChanged, match="Your account here has ended"):
        use_address(change=asked, by=priya)

    assert User.objects.get(pk=priya.pk).email == "priya@leeds.test"


def test_by_sql_neither(ended_meanwhile, asked, priya):
    with acting_as(priya.asker):
        AddressChange.objects.update(confirmed_at=FROZEN)

    assert rule_of(priya, lambda: User.objects.filter(pk=priya.pk).update(email=NEW)) == "user_address_by_owner"


def test_the_present_address_is_no_other(signed_in):
    assert "That is the address you have now." in ask(signed_in, "PRIYA@leeds.test").content.decode()


def test_nobody_has_a_sixth_message_sent_within_an_hour(priya):
    with acting_as(priya.asker):
        for number in range(5):
            ask_for_address(email=f"{number}@leeds.test", place="", by=priya)

        with pytest.raises(Exception, match="Wait an hour"):
            ask_for_address(email=NEW, place="", by=priya)


def test_what_is_no_address_comes_back_with_what_was_typed(signed_in):
    page = ask(signed_in, "priya at leeds")

    assert "Write it as name@example.org." in page.content.decode()
    assert 'value="priya at leeds"' in page.content.decode()


@pytest.mark.parametrize("how", ["used", "taken back", "asked anew"])
def test_a_link_counts_once(signed_in, asked, how):
    if how == "used":
        signed_in.post(confirm(asked))
    elif how == "taken back":
        signed_in.post(reverse("accounts:address-take-back"))
    else:
        ask(signed_in, "another@leeds.test")

    assert signed_in.get(confirm(asked)).status_code == 404


def test_a_link_grows_old(signed_in, asked, priya, monkeypatch):
    signed_in.get(PAGE)
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(hours=25))

    opened, pressed = signed_in.get(confirm(asked)), signed_in.post(confirm(asked))

    assert (opened.status_code, pressed.status_code) == (404, 404)
    assert "is older than a day" in opened.text
    assert "Waiting for you to use the link" not in signed_in.get(PAGE).text
    assert User.objects.get(pk=priya.pk).email == "priya@leeds.test"


def test_a_link_that_grew_old_while_its_page_was_open_is_refused(asked, priya, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(hours=25))

    with acting_as(priya.asker), pytest.raises(AddressNotChanged, match="is too old"):
        use_address(change=asked, by=priya)


def test_whoever_else_holds_the_link_gains_nothing(client, asked, alex, sign_in):
    assert client.get(confirm(asked)).url.startswith(reverse("account_login"))
    sign_in(alex.email)

    assert (client.get(confirm(asked)).status_code, client.post(confirm(asked)).status_code) == (404, 404)


def test_a_family_member_reads_whom_to_ask(client, dana):
    client.force_login(dana)

    assert "Ask the worker who works with you" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"email": NEW}).status_code == 403


@pytest.fixture
def at_work(priya):
    way = SingleSignOn.objects.create(
        organisation=priya.organisation, issuer="https://login.example.org", client_id="kith", sealed_secret=seal("x")
    )
    SocialAccount.objects.create(user=priya, provider=way.provider_id, uid="7")
    return way


def test_the_address_of_an_account_at_work_is_changed_there(signed_in, at_work):
    assert "that address belongs" not in signed_in.get(PAGE).content.decode()
    assert "so your address belongs to that account" in signed_in.get(PAGE).content.decode()
    assert signed_in.post(PAGE, {"email": NEW}).status_code == 403

    SingleSignOn.objects.update(is_on=False)
    assert "New e-mail address" in signed_in.get(PAGE).content.decode()


def test_an_administrator_reads_that_they_changed_it(client, alex, asked, priya):
    make.PractitionerFactory(user=priya)
    with acting_as(priya.asker):
        use_address(change=asked, by=priya)
    client.force_login(alex)

    page = client.get(reverse("families:colleague", args=[priya.pk])).content.decode()

    assert f"signs in by {NEW} since" in page
    change = UserChange.objects.filter(about=priya).order_by("-pk")[0]
    assert (change.email, change.asked_by, change.action) == (NEW, priya.pk, "use_address")


def rule_of(user, write):
    """By which rule the database refuses it to whoever this is; the rule has a sentence for people."""
    with acting_as(user.asker), pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    name, sentence = broken_rule(caught.value)
    assert sentence
    return name


def test_by_sql_no_address_changes_without_its_link(priya, dana, asked):
    def moved(user, email):
        return lambda: User.objects.filter(pk=user.pk).update(email=email)

    assert rule_of(priya, moved(priya, NEW)) == "user_address_by_owner"
    assert rule_of(dana, moved(dana, "other@home.test")) == "user_address_by_owner"
    with acting_as(priya.asker):
        AddressChange.objects.update(confirmed_at=FROZEN)
    assert rule_of(priya, moved(priya, "else@leeds.test")) == "user_address_by_owner"
    with acting_as(priya.asker):
        moved(priya, NEW)()
        User.objects.filter(pk=priya.pk).update(name="Priya Shah")


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"email": "else@leeds.test"}, "address_change_stays_as_it_was"),
        ({"expires_at": FROZEN + timedelta(days=9)}, "address_change_stays_as_it_was"),
        ({"confirmed_at": FROZEN + timedelta(days=9)}, "address_change_in_time"),
        ({"done_at": FROZEN}, "address_change_done_when_confirmed"),
    ],
)
def test_by_sql_what_was_asked_for_stays_as_it_was(asked, priya, facts, rule):
    assert rule_of(priya, lambda: AddressChange.objects.update(**facts)) == rule


def test_by_sql_nobody_asks_for_another(asked, alex, priya, dana):
    whose = {"organisation": priya.organisation, "email": "x@leeds.test", "expires_at": FROZEN}

    assert rule_of(alex, lambda: AddressChange.objects.create(**whose, created_by=priya)) == "address_change_by_owner"
    assert rule_of(dana, lambda: AddressChange.objects.create(**whose, created_by=dana)) == "address_change_by_owner"
    for rule, facts in {
        "address_change_stays_as_it_was": {"confirmed_at": FROZEN},
        "address_change_one_at_a_time": {},
    }.items():
        assert (
            rule_of(priya, lambda facts=facts: AddressChange.objects.create(**whose, created_by=priya, **facts)) == rule
        )


@pytest.mark.parametrize("rows", [AddressChange, AddressChange.pgh_event_model], ids=lambda model: model.__name__)
def test_by_sql_nobody_reads_what_another_asked_for(asked, priya, alex, rows):
    with acting_as(priya.asker):
        assert [row.email for row in rows.objects.all()] == [NEW]
    with acting_as(alex.asker):
        assert not rows.objects.exists()


def test_by_sql_nobody_settles_what_another_asked_for(asked, priya, alex):
    with acting_as(alex.asker):
        assert AddressChange.objects.update(ended_at=FROZEN) == 0


def test_kith_itself_asks_for_nobody(organisation):
    kith = User.objects.get(kind=User.Kind.SYSTEM)
    whose = {"organisation": organisation, "email": "x@leeds.test", "expires_at": FROZEN}

    assert rule_of(kith, lambda: AddressChange.objects.create(**whose)) == "address_change_by_owner"


def test_an_asking_is_someone_s(asked):
    asked.created_by = None

    with pytest.raises(ValidationError, match="Only they change what they sign in by"):
        asked.validate_constraints()  # address_change_of_someone, which stands behind the trigger for whoever migrates
