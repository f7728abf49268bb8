"""A goodbye in the worker's own words, asked for by forms that know what day it is and who asks; as the family reads it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from families.models import Involvement
from families.models.access import TO_FAMILIES, WERE_TO_FAMILIES
from families.periods import Period, since
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_families import ResidenceFactory, sign_in_of
from tests.families.pages import parts, post
from tests.refusals import change, refused_by

MONDAY = date(2026, 3, 16)
TODAY = parts("on", "16", "3", "2026")
PARTED = {"end_reason": "LEFTRL", "goodbye_kind": "said_goodbye_together"}
CAKE = "We had cake at the park."


@pytest.fixture
def lead(family, worker):
    return family.involvements.get(practitioner__user=worker)


@pytest.fixture
def ours(client, family):
    """What a family's own page says of who worked with it."""
    dana = sign_in_of(MembershipFactory(family=family, person__known_as="Dana").person)

    def read():
        client.force_login(dana)
        return client.get(reverse("families:our-alongside")).text

    return read


def gone(family, **more):
    ended = {
        "period": Period(date(2025, 1, 6), MONDAY),
        "end_reason": "MANAGE",
        "goodbye_kind": "introduced_new_worker",
    }
    return InvolvementFactory(family=family, practitioner__name="Hana", **{"role": "lead_worker"} | ended | more)


def boxes(page):
    """The day, the month and the year that stand there."""
    return [re.search(r'value="(\d+)"', box)[1] for box in re.findall(r'<input[^>]*name="on_\d"[^>]*>', page)]


@pytest.mark.parametrize("page", ["end", "hand-over", "goodbye"])
def test_one_line_of_the_goodbye_is_kept_and_read_by_the_family(signed_in, family, lead, ours, page):
    if page == "goodbye":
        change(lead, period=Period(date(2025, 1, 6), MONDAY), end_reason="LEFTRL", goodbye_kind="none_yet")
        lead.refresh_from_db()
    next_one = {"practitioner": str(PractitionerFactory().pk)} if page == "hand-over" else {}
    version = {"row_version": lead.row_version}

    post(signed_in, f"involvement-{page}", lead, goodbye_said=CAKE, **PARTED, **TODAY, **next_one, **version)

    lead.refresh_from_db()
    assert (lead.goodbye_said, f"“{CAKE}”" in ours()) == (CAKE, True)


def test_it_is_said_only_of_what_has_an_end(lead):
    assert refused_by(lambda: change(lead, goodbye_said=CAKE)) == "involvement_goodbye_at_the_end"


@pytest.mark.parametrize("said", ["We met at 5 Mill Road, LS1 4AB", "Tea at The Old Forge"])
def test_it_tells_the_family_nowhere_that_is_hidden(signed_in, family, lead, said):
    ResidenceFactory(
        person=MembershipFactory(family=family).person, is_confidential=True, address__lines="The Old Forge"
    )

    answer = post(signed_in, "involvement-end", lead, goodbye_said=said, **PARTED, **TODAY)

    lead.refresh_from_db()
    assert (answer.status_code, said in answer.text, lead.period.upper) == (422, True, None)


def test_today_stands_in_the_boxes_until_another_day_is_said(signed_in, lead):
    page = signed_in.get(reverse("families:involvement-end", args=[lead.pk])).text

    assert boxes(page) == ["16", "3", "2026"]


def test_the_day_that_was_said_stands_there_afterwards(manager, client, family):
    ended = gone(family, role="co_worker", period=Period(date(2025, 1, 6), date(2026, 3, 2)))
    client.force_login(manager)

    assert boxes(client.get(reverse("families:involvement-end", args=[ended.pk])).text) == ["2", "3", "2026"]


@pytest.mark.parametrize("page", ["end", "hand-over"])
def test_that_the_worker_died_is_not_asked_of_the_worker(client, signed_in, manager, lead, page):
    address = reverse(f"families:involvement-{page}", args=[lead.pk])
    asked = signed_in.get(address).text
    client.force_login(manager)

    assert ("SWDIED" in asked, "SWDIED" in client.get(address).text) == (False, True)


def test_who_was_introduced_is_named_where_it_is_known(family, ours):
    gone(family)
    InvolvementFactory(family=family, role="lead_worker", practitioner__name="Zoe", period=since(MONDAY))

    assert "Introduced Zoe, who came next." in ours()


@pytest.mark.parametrize("other", [{"role": "co_worker"}, {"period": since(date(2026, 3, 17))}])
def test_nobody_is_named_who_did_not_take_over(family, ours, other):
    gone(family)
    InvolvementFactory(
        **{"family": family, "role": "lead_worker", "practitioner__name": "Zoe", "period": since(MONDAY)} | other
    )

    page = ours()

    assert ("Introduced the next worker." in page, "who came next" in page) == (True, False)


def test_who_has_left_was_what_they_were(family, ours):
    gone(family, role="co_worker")

    page = ours()

    assert ("Worked with you too" in page, "Works with you too" in page) == (True, False)


def test_each_role_has_its_words_for_now_and_for_before():
    assert set(TO_FAMILIES) == set(WERE_TO_FAMILIES) == set(Involvement.Role)


@pytest.mark.parametrize("page", ["involvement-end", "involvement-hand-over", "involvement-goodbye"])
def test_whoever_writes_of_someone_elses_goodbye_is_asked_of_them_by_name(signed_in, family, page):
    is_over = page == "involvement-goodbye"
    hana = gone(family, role="co_worker") if is_over else InvolvementFactory(family=family, practitioner__name="Hana")

    text = signed_in.get(reverse(f"families:{page}", args=[hana.pk])).text

    assert ("How does Hana say goodbye?" in text, "How do you say goodbye?" in text) == (True, False)


def test_the_main_worker_stands_first_however_late_they_came(family, ours):
    InvolvementFactory(family=family, practitioner__name="Zoe", period=since(date(2026, 3, 10)))
    InvolvementFactory(family=family, role="lead_worker", practitioner__name="Priya", period=since(date(2025, 3, 10)))

    page = ours().partition("Now")[2]

    assert page.index("Priya") < page.index("Zoe")


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("lead_worker", "Your main worker"),
        ("decision_maker", "Decides what the council can do"),
        ("fgc_coordinator", "Sets up family meetings"),
    ],
)
def test_a_family_reads_what_somebody_is_to_it_in_plain_words(family, ours, role, words):
    somebody = InvolvementFactory(family=family, role=role)

    page = ours()

    assert (words in page, somebody.get_role_display() in page) == (True, False)


def test_a_day_before_it_began_is_said_at_its_field_and_kept(signed_in, lead):
    change(lead, period=since(date(2026, 3, 2)))
    next_one = {"practitioner": str(PractitionerFactory().pk), **parts("handover_on", "1", "3", "2026")}

    answer = post(signed_in, "involvement-hand-over", lead, goodbye_said=CAKE, **PARTED, **TODAY, **next_one)

    assert answer.context["form"].errors == {"handover_on": ["Choose a later day: this work began on 2 March 2026."]}
    assert CAKE in answer.text


def test_the_family_reads_each_once_by_what_they_are_first_and_for_how_long(family, lead, ours):
    """Hana worked with Priya, and leads now: one of it would be told twice otherwise."""
    change(lead, period=Period(date(2025, 1, 6), MONDAY), end_reason="LEFTRL", goodbye_kind="introduced_new_worker")
    hana = PractitionerFactory(name="Hana")
    for role, day in (("co_worker", date(2025, 9, 1)), ("lead_worker", MONDAY), ("fgc_coordinator", MONDAY)):
        InvolvementFactory(family=family, practitioner=hana, role=role, period=since(day))

    told = " ".join(ours().partition("Before")[0].split())

    assert f"{TO_FAMILIES['lead_worker']} · {TO_FAMILIES['fgc_coordinator']}" in told
    assert (str(TO_FAMILIES["co_worker"]) in told, "with you since September 2025" in told) == (False, True)
