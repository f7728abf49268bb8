"""Where nothing stands, a reader is told what they see, and never whether there is something that they don't."""

from datetime import date

import pytest
from django.urls import reverse

from casework.actions.conversations import log_conversation
from database.asker import acting_as
from families.actions.emergency import break_glass
from families.actions.keeping import restrict
from families.queries.reading import seen_of, seen_of_all
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    PersonFactory,
    PractitionerFactory,
    UserFactory,
)
from tests.factories_families import GoalFactory

CONFERENCE, LINK_UP = "You see what belongs to the conference.", "You see what belongs to the link-up."
BOTH, OWN = "You see what belongs to the conference and to the link-up.", "You see what you wrote down yourself."
CLAIMS = ["No conversations yet.", "No goals yet.", "Nothing is planned yet.", "No conversation written down yet"]
CLAIMS += ["No home is written down.", "Nothing has been written here yet.", "Ask what is safe"]


def alongside(family, *roles):
    practitioner = PractitionerFactory()
    for role in roles:
        InvolvementFactory(family=family, practitioner=practitioner, role=role)
    return practitioner.user


@pytest.mark.parametrize(
    ("roles", "seen"),
    [
        (["lead_worker"], ""),
        (["co_worker", "fgc_coordinator"], ""),
        (["fgc_coordinator"], CONFERENCE),
        (["family_coach"], LINK_UP),
        (["family_coach", "fgc_coordinator"], BOTH),
        (["school"], OWN),
    ],
)
def test_what_a_role_sees(family, roles, seen):
    assert seen_of_all([family], alongside(family, *roles)) == seen


def test_whoever_broke_the_glass_sees_the_whole(family, outsider):
    with acting_as(outsider.asker):
        break_glass(
            target=family, reason_code="immediate_safety", reason_text="She rang, afraid to go home", by=outsider
        )

    assert seen_of([family], outsider) == {family.pk: ""}


def test_a_manager_sees_what_their_workers_see(family, manager):
    assert seen_of_all([family], manager) == ""


def test_of_several_families_each_is_told_for_itself(family, worker):
    other = FamilyFactory()
    InvolvementFactory(family=other, practitioner=worker.practitioner, role="fgc_coordinator")

    assert seen_of([family, other], worker) == {family.pk: "", other.pk: CONFERENCE}
    assert seen_of_all([family, other], worker) == CONFERENCE


NOT_TOLD = ["in a family yet", "do it together", "No home is written down.", "No parent or carer is written down."]


def test_who_is_named_and_does_not_work_with_the_family_is_told_nothing_of_it(client, family, worker, outsider):
    amina = MembershipFactory(family=family, person__known_as="Amina").person
    restrict(what=amina, ground="refuge", allowed=[outsider], review_on=date(2026, 9, 14), by=worker)
    client.force_login(outsider)

    pages = {page: client.get(reverse(page, args=[amina.pk])).text for page in (*OF_A_PERSON, "casework:person-story")}
    pages["found"] = client.post(reverse("families:search"), {"q": "Amina"}, follow=True).text

    assert {page for page, shown in pages.items() if "Amina" in shown} == set(pages)
    assert [(page, words) for page, shown in pages.items() for words in NOT_TOLD if words in shown] == []
    assert {page for page, shown in pages.items() if "You see what was opened to you." in shown} == set(pages) - {
        "found"
    }


def test_intake_is_told_who_is_in_no_family(client, organisation):
    amina = PersonFactory(known_as="Amina")
    client.force_login(UserFactory(roles=["intake"]))

    pages = [client.get(reverse(page, args=[amina.pk])).text for page in OF_A_PERSON]

    found = client.post(reverse("families:search"), {"q": "Amina"}, follow=True).text
    assert ["in a family yet" in shown for shown in (*pages, found)] == [True] * 3


PAGES = ["casework:family", "casework:conversation-list", "casework:person", "families:family-people", "casework:today"]
PAGES += ["families:person-facts"]
OF_A_PERSON = {"casework:person", "families:person-facts"}


def read(client, page, family, person):
    one = person if page in OF_A_PERSON else family
    return client.get(reverse(page, args=[] if page == "casework:today" else [one.pk])).text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_there", [False, True])
def test_a_coordinator_reads_the_same_whether_or_not_there_is_something(client, family, worker, page, is_there):
    person = MembershipFactory(family=family).person
    if is_there:
        log_conversation(family=family, people=[person], headline="At the table", by=worker)
        GoalFactory(family=family)
    client.force_login(alongside(family, "fgc_coordinator"))

    shown = read(client, page, family, person)

    assert shown.count(CONFERENCE) == 1
    assert [claim for claim in CLAIMS if claim in shown] == []
    assert "Last talked on" not in shown


def test_a_coach_is_not_told_that_no_conference_was_offered(client, family):
    client.force_login(alongside(family, "family_coach"))

    shown = client.get(reverse("casework:family-conferences", args=[family.pk])).text

    assert shown.count(LINK_UP) == 1
    assert "No conference has been offered yet" not in shown


@pytest.mark.parametrize("page", sorted(OF_A_PERSON))
def test_who_must_not_see_a_number_is_told_whom_to_ask_for_it(client, family, worker, page):
    person = MembershipFactory(family=family).person
    said = {}
    for user in (alongside(family, "fgc_coordinator"), worker):
        client.force_login(user)
        said[user] = "Ask the lead worker how to reach them safely." in read(client, page, family, person)

    assert list(said.values()) == [True, False]


def test_the_lead_worker_is_told_that_there_is_nothing(client, family, worker):
    client.force_login(worker)

    assert "No conversations yet." in client.get(reverse("casework:family", args=[family.pk])).text
    assert "No conversation written down yet" in client.get(reverse("casework:today")).text
