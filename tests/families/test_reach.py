"""How someone of a family says they are reached: theirs, true at once, and nobody else's (domain.md §8.5, line 9; §8.6)."""

import os
import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import AccessEvent, User
from database import bootstrap
from database.asker import acting_as
from families.actions.contact import end_contact
from families.actions.righting import put_right
from families.models import ContactPoint, ToBeSettled
from families.models.contact_rules import BY_NUMBER, FITS
from families.periods import Period, always
from families.queries.hidden_words import hidden_words
from families.queries.sign_ins import safe_addresses
from tests.factories import MembershipFactory, UserFactory
from tests.factories_access import AccessBlockFactory, OwnSayFactory, RestrictionFactory
from tests.factories_families import ContactPointFactory, ResponsibilityFactory, sign_in_of
from tests.refusals import refused_by

OURS = "/our-page/reach/"
SAFE = {"safe_to": ["text"], "safe_times": "Mornings", "code_word": "Bluebell"}
FITTING = "contact_point_done_as_it_can"
MOBILE = {"kind": "mobile", "value": "07700 900111", **SAFE}


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person


@pytest.fixture
def rob(family):
    return MembershipFactory(family=family, person__known_as="Rob", person__date_of_birth=date(1989, 4, 2)).person


@pytest.fixture
def hers(dana):
    return sign_in_of(dana)


@pytest.fixture
def as_dana(client, hers):
    client.force_login(hers)
    return client


@pytest.fixture
def held(dana, amina):
    return ResponsibilityFactory(holder=dana, child=amina, status="confirmed")


def never_was(client, name):
    return told(client.get(reverse(name, args=[uuid4()])))


def told(answer):
    """The page, without the token that every page has anew."""
    return re.sub(r'value="\w{64}"', "", answer.text)


def test_she_says_how_to_reach_her_and_her_worker_reads_it_as_hers(as_dana, client, dana, hers, worker):
    as_dana.post(f"{OURS}people/{dana.pk}/add/", MOBILE)

    point = ContactPoint.objects.get()
    assert (point.person, point.value, point.safe_to, point.code_word) == (dana, "07700 900111", ["text"], "Bluebell")
    assert (point.theirs_by, point.period) == (hers, always())
    assert "07700 900111" in as_dana.get(OURS).text
    client.force_login(worker)
    for page in (dana.get_absolute_url(), reverse("families:person-facts", args=[dana.pk])):
        assert "said so themselves, " in client.get(page).text
    assert "say “Bluebell” first" in client.get(dana.get_absolute_url()).text
    assert (
        "someone of the family said how to reach them"
        in client.get(reverse("families:person-changes", args=[dana.pk])).text
    )


def test_she_says_anew_what_is_safe_and_what_stood_there_stays_in_its_history(as_dana, dana):
    point = ContactPointFactory(person=dana, value="07700 900111", safe_to=["call"])
    address = f"{OURS}contact-points/{point.pk}/"

    as_dana.post(address, {**SAFE, "row_version": point.row_version})

    point.refresh_from_db()
    assert (point.safe_to, point.value) == (["text"], "07700 900111")
    events = ContactPoint.pgh_event_model.objects.filter(pgh_obj_id=point.pk).order_by("pgh_id")
    assert [event.safe_to for event in events] == [["call"], ["text"]]


def test_a_change_of_what_a_worker_changed_meanwhile_is_not_lost(as_dana, dana, worker):
    point = ContactPointFactory(person=dana, safe_to=["call"])
    with acting_as(worker.asker):
        put_right(fact=point, safe_times="Evenings", by=worker)

    answer = as_dana.post(f"{OURS}contact-points/{point.pk}/", {**SAFE, "row_version": point.row_version})

    point.refresh_from_db()
    assert (answer.status_code, point.safe_times) == (422, "Evenings")
    assert "What the other person saved" in answer.text


def test_what_is_over_is_over_from_today_and_kept(as_dana, dana, frozen_clock):
    point = ContactPointFactory(person=dana)

    as_dana.post(f"{OURS}contact-points/{point.pk}/end/")

    point.refresh_from_db()
    assert (point.period, ContactPoint.objects.current().count()) == (Period(None, date(2026, 3, 16)), 0)


@pytest.mark.parametrize("ended", ["before", "today", "tomorrow"])
def test_what_is_over_is_used_again_when_she_adds_it_again(as_dana, dana, frozen_clock, ended):
    today = date(2026, 3, 16)
    point = ContactPointFactory(person=dana, kind="mobile", value=MOBILE["value"], safe_to=["call"])
    on = {"before": date(2026, 3, 2), "today": today, "tomorrow": date(2026, 3, 17)}[ended]
    ContactPoint.objects.update(period=Period(None, on))

    added, again = (as_dana.post(f"{OURS}people/{dana.pk}/add/", MOBILE) for _time in range(2))

    assert (added.status_code, again.status_code) == (302, 422)
    assert "This is recorded for them already" in again.text
    now = ContactPoint.objects.current().get()
    assert (now.safe_to, now == point) == (["text"], ended == "tomorrow")
    assert now.period == (always() if ended == "tomorrow" else Period(today, None))


def test_that_a_number_is_over_is_asked_on_a_page_of_its_own(as_dana, dana):
    point = ContactPointFactory(person=dana)
    address = f"{OURS}contact-points/{point.pk}/end/"

    listed, asked = as_dana.get(OURS).text, as_dana.get(address).text

    assert (f'href="{address}"' in listed, f'action="{address}"' in listed) == (True, False)
    assert "Don’t use 07700 900123 any more?" in asked
    assert ContactPoint.objects.current().get() == point


@pytest.mark.parametrize(("who", "hint"), [("dana", "while the children are at school"), ("amina", "After school")])
def test_the_hint_is_for_whom_it_is_about(as_dana, request, held, who, hint):
    person = request.getfixturevalue(who)
    point = ContactPointFactory(person=person)

    for where in (f"people/{person.pk}/add/", f"contact-points/{point.pk}/"):
        page = as_dana.get(f"{OURS}{where}").text
        assert (hint in page, "while the children" in page) == (True, who == "dana")


def test_who_writes_over_it_says_it_in_nobodys_name(as_dana, dana, worker):
    as_dana.post(f"{OURS}people/{dana.pk}/add/", MOBILE)
    point = ContactPoint.objects.get()
    with acting_as(worker.asker):
        end_contact(fact=point, on=date(2027, 1, 1), by=worker)
        ended = ContactPoint.objects.get().theirs_by
        put_right(fact=point, safe_times="Evenings", by=worker)

    assert (ended, ContactPoint.objects.get().theirs_by) == (point.theirs_by, None)


def test_a_worker_can_not_say_it_as_someone_of_the_family(dana, hers, worker):
    with acting_as(worker.asker):
        point = ContactPointFactory(person=dana, theirs_by=hers)

    point.refresh_from_db()
    assert point.theirs_by is None


# The sign-in


def test_the_address_by_which_she_comes_in_is_not_ended_and_her_sign_in_stays(as_dana, dana, hers):
    point = ContactPointFactory(person=dana, kind="email", value=hers.email.upper())

    page = as_dana.get(OURS).text
    answer = as_dana.post(f"{OURS}contact-points/{point.pk}/end/", follow=True)

    assert "You come in here by this address" in page
    assert f"{OURS}contact-points/{point.pk}/end/" not in page
    assert "Ask someone who works with you to give you another first" in answer.text
    point.refresh_from_db()
    assert point.period == always()
    assert User.objects.filter(pk=hers.pk, is_active=True, email=hers.email).exists()


def test_what_is_safe_at_that_address_she_says_all_the_same(as_dana, dana, hers):
    point = ContactPointFactory(person=dana, kind="email", value=hers.email)

    said = {**SAFE, "safe_to": ["email"], "row_version": point.row_version}
    as_dana.post(f"{OURS}contact-points/{point.pk}/", said)

    point.refresh_from_db()
    assert (point.safe_to, User.objects.get(pk=hers.pk).email) == (["email"], hers.email)


def test_of_what_is_written_down_only_what_fits_it_is_offered(as_dana, client, dana, worker):
    point = ContactPointFactory(person=dana, kind="email", value="dana@new.example", safe_to=["email"])
    said = {**SAFE, "safe_to": ["call"], "row_version": point.row_version}

    for user, address in (
        (None, f"{OURS}contact-points/{point.pk}/"),
        (worker, reverse("families:contactpoint-right", args=[point.pk])),
    ):
        if user:
            client.force_login(user)
        page, answer = client.get(address).text, client.post(address, said)
        assert ('value="email"' in page, 'value="call"' in page) == (True, False)
        assert (answer.status_code, "By an e-mail address one sends e-mail" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "changed", [{"value": "other@example.org"}, {"kind": "other"}, {"period": Period(None, date(2026, 3, 1))}]
)
def test_past_every_form_the_address_of_a_sign_in_stays(dana, hers, changed):
    point = ContactPointFactory(person=dana, kind="email", value=hers.email)

    with acting_as(hers.asker):
        refused = refused_by(lambda: ContactPoint.objects.filter(pk=point.pk).update(**changed))

    assert refused == "contact_point_signs_in"


# A child's


def test_a_parent_says_how_a_child_is_reached(as_dana, client, amina, held, worker):
    as_dana.post(f"{OURS}people/{amina.pk}/add/", MOBILE)

    assert ContactPoint.objects.get().person == amina
    assert "Amina reads this too." in as_dana.get(OURS).text
    client.force_login(worker)
    assert "said so by a parent, " in client.get(amina.get_absolute_url()).text


def test_nobody_is_invited_where_a_parent_said_a_child_is_reached(as_dana, amina, held, worker):
    mail = {"kind": "email", "value": "dana.again@example.org", "safe_to": ["email"]}
    as_dana.post(f"{OURS}people/{amina.pk}/add/", mail)

    written = ContactPoint.objects.get(person=amina)
    assert list(safe_addresses(amina, worker)) == []

    with acting_as(worker.asker):
        put_right(
            fact=written, row_version=written.row_version, because="She told me", by=worker, value="amina@example.org"
        )
    assert list(safe_addresses(amina, worker)) == [written]


def test_who_else_reads_it_is_named_unless_she_may_not_know(as_dana, dana, amina, rob, held):
    ResponsibilityFactory(holder=rob, child=amina, status="confirmed")
    pages = (OURS, f"{OURS}people/{amina.pk}/add/")

    named = ["Amina reads this too, and so does Rob." in as_dana.get(page).text for page in pages]
    AccessBlockFactory(viewer_person=dana, protected_person=rob)
    unnamed = ["Amina reads this too." in as_dana.get(page).text for page in pages]

    assert (named, unnamed) == ([True, True], [True, True])


def not_confirmed(held, dana, amina, worker):
    held.status = "believed"
    held.save()


def ended(held, dana, amina, worker):
    held.period = Period(date(2016, 1, 1), date(2020, 1, 1))
    held.save()


def grown_up(held, dana, amina, worker):
    amina.date_of_birth = date(2000, 1, 1)
    amina.save()


def said_no(held, dana, amina, worker):
    OwnSayFactory(child=amina, holder=dana)


def blocked(held, dana, amina, worker):
    AccessBlockFactory(viewer_person=dana, protected_person=amina)


def restricted(held, dana, amina, worker):
    RestrictionFactory(person=amina)


NOT_HERS = [not_confirmed, ended, grown_up, said_no, blocked, restricted]


@pytest.mark.parametrize("happened", NOT_HERS)
def test_where_she_reads_for_no_child_there_is_nothing_as_if_it_never_was(as_dana, dana, amina, held, worker, happened):
    point = ContactPointFactory(person=amina, value="07700 900999")
    happened(held, dana, amina, worker)

    add, change = (
        as_dana.get(f"{OURS}{where}") for where in (f"people/{amina.pk}/add/", f"contact-points/{point.pk}/")
    )
    sent = as_dana.post(f"{OURS}people/{amina.pk}/add/", MOBILE)
    over = as_dana.post(f"{OURS}contact-points/{point.pk}/end/")

    assert [answer.status_code for answer in (add, change, sent, over)] == [404] * 4
    assert told(add) == never_was(as_dana, "families:our-reach-add")
    assert told(change) == never_was(as_dana, "families:our-reach-change")
    assert "07700 900999" not in as_dana.get(OURS).text
    assert ContactPoint.objects.get().theirs_by is None


@pytest.mark.parametrize("happened", NOT_HERS)
def test_past_every_form_she_writes_nothing_of_someone_else(dana, hers, amina, held, worker, happened):
    point = ContactPointFactory(person=amina)
    happened(held, dana, amina, worker)

    with acting_as(hers.asker):
        written = refused_by(lambda: ContactPointFactory(person=amina, value="07700 900111", created_by=hers))
        changed = refused_by(lambda: ContactPoint.objects.filter(pk=point.pk).update(safe_to=["call"]))

    assert (written, changed) == ("contact_point_of_ones_own", "contact_point_of_ones_own")


def test_past_every_form_she_moves_nobodys_to_herself(dana, hers, amina, held, rob):
    theirs, childs = ContactPointFactory(person=rob), ContactPointFactory(person=amina)

    with acting_as(hers.asker):
        taken = refused_by(lambda: ContactPoint.objects.filter(pk=theirs.pk).update(person=dana))
        moved = refused_by(lambda: ContactPoint.objects.filter(pk=childs.pk).update(person=dana))

    assert (taken, moved) == ("contact_point_of_ones_own", "contact_point_of_ones_own")


def all_that_she_is_told(as_dana, amina):
    """By adding a number for Amina, adding it again, changing it and ending it."""
    add = f"{OURS}people/{amina.pk}/add/"
    added, again = as_dana.post(add, MOBILE, follow=True), as_dana.post(add, MOBILE)
    mine = re.search(r"contact-points/([\w-]{36})/end/", added.text).group(1)
    point = ContactPoint.objects.get(pk=mine)
    said = {**SAFE, "safe_times": "Evenings", "row_version": point.row_version}
    rest = [
        as_dana.post(f"{OURS}contact-points/{mine}/", said, follow=True),
        as_dana.post(f"{OURS}contact-points/{mine}/end/", follow=True),
        as_dana.post(add, MOBILE, follow=True),
    ]
    return [re.sub(r"[0-9a-f]{8}-[\w-]{27}", "", told(one)) for one in (added, again, *rest)]


@pytest.mark.parametrize("why", ["of_someone_kept_from_her", "kept_by_the_child"])
def test_a_number_that_she_may_not_see_is_told_by_no_answer(as_dana, dana, amina, held, rob, why):
    with transaction.atomic():
        told_where_there_is_none = all_that_she_is_told(as_dana, amina)
        transaction.set_rollback(True)

    if why == "kept_by_the_child":
        hers = sign_in_of(amina)
        with acting_as(hers.asker):
            ContactPointFactory(person=amina, kind="mobile", value="07700 900111", is_confidential=True)
    else:
        AccessBlockFactory(viewer_person=dana, protected_person=rob)
        for person in (rob, amina):
            ContactPointFactory(person=person, kind="mobile", value="07700 900111")

    assert all_that_she_is_told(as_dana, amina) == told_where_there_is_none
    assert not ToBeSettled.objects.exists()


def test_each_says_it_once_and_a_worker_beside_nobody(dana, hers, worker):
    same = {"person": dana, "kind": "mobile", "value": "07700 900111"}
    with acting_as(hers.asker):
        ContactPointFactory(**same)
        assert refused_by(lambda: ContactPointFactory(**same)) == "contact_point_once_by_each"

    with acting_as(worker.asker):
        assert refused_by(lambda: ContactPointFactory(**same)) == "contact_point_once"


# Only hers


@pytest.fixture
def kept(amina, held):
    """What Amina keeps to herself and those who work closely with her family."""
    hers = sign_in_of(amina)
    with acting_as(hers.asker):
        point = ContactPointFactory(person=amina, value="07700 900333", is_confidential=True)
    point.refresh_from_db()
    return point


def over_it_goes_a_worker(kept, worker):
    with acting_as(worker.asker):
        put_right(fact=kept, safe_times="Evenings", by=worker)


@pytest.mark.parametrize("happened", [None, over_it_goes_a_worker])
def test_what_a_child_keeps_no_parent_reads_changes_or_ends(as_dana, hers, amina, kept, worker, happened):
    if happened:
        happened(kept, worker)
    point = f"{OURS}contact-points/{kept.pk}/"

    answers = [as_dana.get(point), as_dana.post(point, SAFE), as_dana.post(f"{point}end/")]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert "07700 900333" not in as_dana.get(OURS).text
    with acting_as(hers.asker):
        changed = refused_by(lambda: ContactPoint.objects.filter(pk=kept.pk).update(safe_to=["call"]))
    assert changed == "contact_point_of_ones_own"
    assert ContactPoint.objects.visible_to(worker).get() == kept


def test_what_is_written_to_her_mother_does_not_tell_it(dana, amina, kept, worker, family):
    texts = {"note": "Ring 07700 900333"}

    assert hidden_words(texts, shared_with=[dana], family=family).kept.person == amina.pk
    assert hidden_words(texts, shared_with=[amina], family=family).reader == dana  # who reads for her


def test_a_child_is_told_who_reads_it_and_who_does_not(client, dana, hers, amina, kept):
    client.force_login(amina.account.user)
    listed, asked = client.get(OURS).text, client.get(f"{OURS}people/{amina.pk}/add/").text

    for page in (listed, asked):
        assert "Dana reads this too, but not what you tick as only for those who work closely with your family." in page
    assert "Your parents don’t see it here either" in asked
    client.force_login(hers)
    assert "Your parents" not in client.get(f"{OURS}people/{amina.pk}/add/").text


# What fits


def test_what_can_be_done_by_each_kind_is_said_once():
    assert {*FITS} == {*ContactPoint.Kind.values}
    assert FITS["other"] == {*ContactPoint.SafeWay.values}


@pytest.mark.parametrize(("kind", "way"), [("mobile", "email"), ("phone", "post"), ("email", "text")])
def test_past_every_form_a_way_fits_its_kind(dana, worker, kind, way):
    with acting_as(worker.asker):
        assert refused_by(lambda: ContactPointFactory(person=dana, kind=kind, safe_to=[way])) == FITTING
        point = ContactPointFactory(person=dana, kind=kind, safe_to=sorted(FITS[kind]))
        assert refused_by(lambda: ContactPoint.objects.filter(pk=point.pk).update(safe_to=[way])) == FITTING


@pytest.mark.django_db(transaction=True)
def test_what_stood_before_there_was_the_rule_stays_in_the_database(organisation):
    with transaction.atomic():
        ContactPointFactory(kind="mobile", safe_to=["text"])
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE families_contactpoint SET safe_to = '{text,post}'")

    with transaction.atomic():
        ContactPoint.objects.update(safe_times="Evenings")
        assert refused_by(lambda: ContactPoint.objects.update(safe_to=["text", "post", "email"])) == FITTING
        ContactPoint.objects.update(safe_to=["text"])
        assert refused_by(lambda: ContactPoint.objects.update(safe_to=["text", "post"])) == FITTING


def test_what_stands_and_does_not_fit_stays_until_it_is_taken_away(client, dana, worker, monkeypatch):
    point = ContactPointFactory(person=dana, kind="other", value="Next door", safe_to=["text", "post"])
    monkeypatch.setattr("families.forms.contact.FITS", {**FITS, "other": BY_NUMBER})
    client.force_login(worker)
    right = reverse("families:contactpoint-right", args=[point.pk])

    page = client.get(right).text
    kept = client.post(right, {"safe_to": ["text", "post"], "safe_times": "Evenings", "row_version": point.row_version})
    point.refresh_from_db()
    stayed = point.safe_to
    client.post(right, {"safe_to": ["text"], "safe_times": "Evenings", "row_version": point.row_version})

    assert "post (this doesn’t fit here" in page
    assert (kept.status_code, stayed) == (302, ["text", "post"])
    point.refresh_from_db()
    assert point.safe_to == ["text"]
    assert 'value="post"' not in client.get(right).text


# Others


def test_an_advocate_and_a_worker_have_no_such_page(client, worker, dana):
    point = ContactPointFactory(person=dana)
    client.force_login(worker)
    asked = [OURS, f"{OURS}people/{dana.pk}/add/", f"{OURS}contact-points/{point.pk}/"]
    assert [client.get(address).status_code for address in asked] == [403] * 3
    assert client.post(f"{OURS}contact-points/{point.pk}/end/").status_code == 403
    assert ContactPoint.objects.current().get() == point

    client.force_login(UserFactory(kind="family"))
    assert client.get(f"{OURS}people/{dana.pk}/add/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(as_dana, dana, amina, held, django_assert_num_queries, count):
    for number in range(count):
        for person in (dana, amina):
            ContactPointFactory(person=person, value=f"07700 90010{number}")

    with django_assert_num_queries(8):
        as_dana.get(OURS)

    assert set(AccessEvent.objects.get(what="families:our-reach").people) == {dana.pk, amina.pk}
