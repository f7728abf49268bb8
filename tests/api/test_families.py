import pytest

from accounts.models import AccessEvent
from api.serializers.families import BelongingOutput, FamilyOutput, WholeFamilyOutput
from casework.actions.conversations import log_conversation
from families.models import Family, Involvement, ShareState
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PersonFactory, PractitionerFactory

LIST = "/api/v1/families/"


def told(family, worker, headline="At the park"):
    person = MembershipFactory(family=family).person
    return log_conversation(family=family, people=[person], headline=headline, by=worker)


def test_a_list_is_in_the_order_of_writing(caller, family):
    second = FamilyFactory(name="Ash")

    answer = caller("families.read").get(LIST).json()

    assert [one["id"] for one in answer["results"]] == [str(family.pk), str(second.pk)]


def test_a_list_fits_its_description(caller, worker, family):
    MembershipFactory(family=family)

    answer = caller("families.read").get(LIST).json()

    assert misfits(FamilyOutput, answer["results"][0]) == []


def test_a_family_fits_its_description(caller, worker, family):
    told(family, worker)

    answer = caller("families.read", "conversations.summary").get(f"{LIST}{family.pk}/").json()

    assert misfits(WholeFamilyOutput, answer) == []
    assert [one["headline"] for one in answer["conversations"]] == ["At the park"]


def test_a_family_without_a_scope_for_conversations_says_so(caller, worker, family):
    told(family, worker)

    answer = caller("families.read").get(f"{LIST}{family.pk}/").json()

    assert answer["conversations"] is None


@pytest.mark.parametrize("state", [ShareState.State.WITHHELD, ShareState.State.CHILD_ONLY])
def test_what_is_not_shared_is_not_for_other_systems(caller, worker, family, state):
    told(family, worker, "Shared")
    kept = told(family, worker, "Kept back")
    ShareState.objects.filter(record=kept.record).update(
        state=state, reason="other", decided_by=worker, decided_on="2026-03-16", review_on="2026-04-16"
    )

    answer = caller("families.read", "conversations.summary").get(f"{LIST}{family.pk}/").json()

    assert [one["headline"] for one in answer["conversations"]] == ["Shared"]


def test_pages_follow_one_another_without_a_gap(caller, family):
    FamilyFactory.create_batch(4)
    mosaic = caller("families.read")

    seen, cursor = [], ""
    while cursor is not None:
        page = mosaic.get(LIST, {"page_size": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["id"] for one in page["results"]]
        cursor = page["next_cursor"]

    assert seen == [str(pk) for pk in Family.objects.order_by("pk").values_list("pk", flat=True)]


def test_staff_see_by_the_rules_of_the_pages(client, worker, family):
    FamilyFactory(name="Someone else’s")
    client.force_login(worker)

    answer = client.get(LIST).json()

    assert [one["name"] for one in answer["results"]] == ["Rowan"]


def test_a_read_is_noted_once_with_everyone_in_it(caller, family):
    person = MembershipFactory(family=family).person

    caller("families.read").get(LIST)

    assert list(AccessEvent.objects.values_list("kind", "what", "families", "people")) == [
        ("api", "api:family-list", [family.pk], [person.pk])
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["", "{pk}/"])
def test_reading_is_the_token_and_the_answer_which_notes_itself(caller, worker, family, statements, count, what):
    for _number in range(count):
        told(family, worker)
        told(FamilyFactory(), worker)
    mosaic = caller("families.read", "conversations.summary")

    with statements("SELECT", "SELECT"):
        assert mosaic.get(LIST + what.format(pk=family.pk)).status_code == 200


def test_beginning_a_family_names_who_leads(caller, organisation):
    priya = PractitionerFactory()

    answer = caller("families.write").send(LIST, {"name": "Ash", "lead_worker": str(priya.pk)})

    family = Family.objects.get(name="Ash")
    assert answer.status_code == 201
    assert answer["Location"] == f"{LIST}{family.pk}/"
    assert answer.json()["lead_worker"] == {"id": str(priya.pk), "name": priya.name}


def test_a_client_begins_families_in_the_name_of_its_practitioner(caller, organisation):
    priya = PractitionerFactory()

    caller("families.write", practitioner=priya).send(LIST, {"name": "Ash"})

    assert Involvement.objects.get(family__name="Ash").practitioner == priya


def test_a_family_that_nobody_leads_is_refused(caller, organisation):
    answer = caller("families.write").send(LIST, {"name": "Ash"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/lead_worker")
    assert not Family.objects.filter(name="Ash").exists()


def test_staff_who_may_not_begin_a_family_are_told(client, worker):
    worker.roles = ["quality_lead"]
    worker.save()
    client.force_login(worker)

    answer = client.post(LIST, {"name": "Ash"}, content_type="application/json")

    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "Only people who work with families begin a family here.",
    )


def test_adding_a_member_shows_that_and_no_more(caller, family):
    person = MembershipFactory().person
    body = {"person": str(person.pk), "role": "relative", "since": "2026-01-05"}

    answer = caller("families.write").send(f"{LIST}{family.pk}/members/", body).json()

    assert misfits(BelongingOutput, answer) == []
    assert answer | body == answer


def test_adding_a_member_twice_is_a_named_conflict(caller, family):
    person = MembershipFactory(family=family).person

    answer = caller("families.write").send(
        f"{LIST}{family.pk}/members/", {"person": str(person.pk), "role": "relative"}
    )

    assert answer.json()["errors"] == [
        {"pointer": "", "code": "membership_no_overlap", "detail": "They are in this family already for that time."}
    ]


def test_a_reader_of_a_family_can_not_add_to_it(client, outsider, family):
    InvolvementFactory(family=family, practitioner=outsider.practitioner, period=("2026-01-01", "2026-03-10"))
    client.force_login(outsider)

    answer = client.post(
        f"{LIST}{family.pk}/members/", {"person": str(PersonFactory().pk)}, content_type="application/json"
    )

    assert answer.status_code == 403
