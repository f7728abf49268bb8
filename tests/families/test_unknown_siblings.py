"""That there are brothers or sisters, not known who: what the database holds, who sees it, how it is written down and ended."""

from datetime import date

import pytest
from django.urls import reverse

from families.actions.births import record_unknown_siblings
from families.actions.merging import merge_people
from families.models import ToBeSettled, UnknownSiblings
from families.periods import Period
from families.queries.history import what_changed
from families.queries.tree import family_tree
from tests.factories import InvolvementFactory, PersonFactory
from tests.factories_families import UnknownSiblingsFactory, sign_in_of
from tests.families.pages import HOW, parts, post
from tests.refusals import again, change, refused_by

MONDAY = date(2026, 3, 16)
SENTENCE = "has brothers or sisters, not known who"


@pytest.fixture
def fact(amina):
    return UnknownSiblingsFactory(person=amina)


def told(user, family, focus):
    return SENTENCE in str(family_tree(family.pk, focus.pk, user).drawing)


def test_it_is_written_down_once_at_a_time(fact):
    assert refused_by(lambda: again(fact)) == "unknown_siblings_once"


def test_it_has_a_day(fact):
    assert refused_by(lambda: again(fact, period=Period(MONDAY, MONDAY))) == "unknown_siblings_have_a_day"


def test_a_worker_and_the_family_read_it_in_the_tree(fact, worker, family, amina):
    assert [told(user, family, amina) for user in (worker, sign_in_of(amina))] == [True, True]


def test_it_is_not_there_once_they_are_known(fact, worker, family, amina):
    change(fact, period=Period(None, MONDAY))

    assert not told(worker, family, amina)


def test_what_is_disputed_is_not_drawn(fact, worker, family, amina):
    change(fact, confidence="disputed")

    assert not told(worker, family, amina)


def test_what_is_kept_to_the_lead_worker_is_nobody_elses(fact, worker, family, amina):
    change(fact, visibility="restricted")
    hana = InvolvementFactory(family=family).practitioner.user

    assert [told(user, family, amina) for user in (worker, hana, sign_in_of(amina))] == [True, False, False]


def test_a_refusal_by_what_is_unseen_is_kept_for_someone_who_sees_it(fact, family, amina):
    change(fact, visibility="restricted")
    hana = InvolvementFactory(family=family).practitioner.user

    assert isinstance(record_unknown_siblings(person=amina, by=hana), ToBeSettled)


def test_it_takes_one_answer(signed_in, amina):
    response = post(signed_in, "unknown-siblings-add", amina, source="they_said")

    fact = UnknownSiblings.objects.get()
    assert (response.status_code, fact.said_by, fact.confidence, fact.visibility) == (302, amina, "believed", "normal")
    page = signed_in.get(response.headers["Location"])
    assert "Brothers or sisters, not known who" in page.text
    assert "Amina told us, Believed" in page.text


def test_the_lead_worker_keeps_it_to_themselves(signed_in, amina):
    post(signed_in, "unknown-siblings-add", amina, visibility="restricted", **HOW)

    assert UnknownSiblings.objects.get().visibility == "restricted"


def test_a_co_worker_can_t_hide_it_even_from_themselves(client, family, amina):
    client.force_login(InvolvementFactory(family=family).practitioner.user)

    post(client, "unknown-siblings-add", amina, visibility="restricted", **HOW)

    assert UnknownSiblings.objects.get().visibility == "normal"


def test_twice_is_said_in_words(signed_in, fact, amina):
    response = post(signed_in, "unknown-siblings-add", amina, **HOW)

    assert (response.status_code, "It is written down already" in response.text) == (422, True)


def test_the_day_they_become_known_is_today_unless_another_is_said(signed_in, fact):
    page = signed_in.get(reverse("families:unknown-siblings-end", args=[fact.pk]))

    assert page.context["form"].initial["on"] == [16, 3, 2026]


def test_it_ends_when_they_become_known(signed_in, worker, fact, amina):
    post(signed_in, "unknown-siblings-end", fact, **parts("on", "16", "3", "2026"), row_version=fact.row_version)

    fact.refresh_from_db()
    assert fact.period.upper == MONDAY
    assert "Brothers or sisters, not known who" in [row.kind for row in what_changed(amina.pk, worker).rows]


@pytest.mark.parametrize("page", ["unknown-siblings-add", "unknown-siblings-end"])
def test_neither_page_is_there_for_an_outsider(client, outsider, fact, amina, page):
    client.force_login(outsider)

    assert post(client, page, amina if page.endswith("add") else fact, **HOW).status_code == 404


def test_two_who_are_found_to_be_one_have_it_once(worker, fact, amina):
    double = UnknownSiblingsFactory(person=PersonFactory())

    merge_people(kept=amina, merged=double.person, why="The same birthday", by=worker)

    assert UnknownSiblings.objects.get().person == amina
