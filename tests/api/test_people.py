import pytest

from accounts.models import AccessEvent, Locality
from api.serializers.people import FoundPersonOutput, ParentageOutput, PartnershipOutput, PersonOutput, RelationsOutput
from families.models import ExternalIdentifier, Parentage, Person, PersonBackground
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory, ParentageFactory, PersonFactory

PEOPLE = "/api/v1/people/"


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__gender="woman_girl").person


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__gender="woman_girl").person


def test_a_person_fits_their_description(caller, amina):
    ExternalIdentifier.objects.create(organisation=amina.organisation, person=amina, scheme="upn", value="A123")

    answer = caller("people.read").get(f"{PEOPLE}{amina.pk}/").json()

    assert misfits(PersonOutput, answer) == []
    assert answer["external_identifiers"] == [{"scheme": "upn", "value": "A123"}]


def test_ethnicity_and_faith_are_told_to_no_other_system(caller, amina):
    said = {"ethnicity_words": "Kurdish", "ethnicity_code": "arab", "faith": "Yazidi", "told_by": "themselves"}
    PersonBackground.objects.create(organisation=amina.organisation, person=amina, **said)

    answer = caller("people.read").get(f"{PEOPLE}{amina.pk}/").json()

    assert not [word for word in ("Kurdish", "arab", "Yazidi", "ethnicity") if word in str(answer)]


def test_the_locality_where_someone_lives_is_told_to_no_other_system(caller, amina):
    """As their home is not."""
    Person.objects.filter(pk=amina.pk).update(home_locality=locality("Harbourside", amina))

    answer = caller("people.read").get(f"{PEOPLE}{amina.pk}/").json()

    assert answer["home_locality"] is None


def test_it_is_told_to_a_worker_who_may_see_their_home(client, worker, amina):
    Person.objects.filter(pk=amina.pk).update(home_locality=locality("Harbourside", amina))
    client.force_login(worker)

    assert client.get(f"{PEOPLE}{amina.pk}/").json()["home_locality"] == "Harbourside"


def test_it_is_written_down_by_its_name(caller, family):
    harbour = locality("Harbourside", family)
    body = {"family": str(family.pk), "role": "child", "known_as": "Kit", "home_locality": "Harbourside"}

    answer = caller("people.write").send(PEOPLE, body)

    assert (answer.status_code, Person.objects.get().home_locality) == (201, harbour)


@pytest.mark.parametrize("said", ["Nowhere", 3, ["Harbourside"], ""])
def test_a_locality_that_is_not_there_is_said(caller, family, said):
    body = {"family": str(family.pk), "role": "child", "known_as": "Kit", "home_locality": said}

    answer = caller("people.write").send(PEOPLE, body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/home_locality")


def locality(name, row):
    return Locality.objects.create(organisation=row.organisation, name=name)


def test_a_list_holds_who_is_in_a_family(caller, amina):
    PersonFactory(known_as="In no family")

    answer = caller("people.read").get(PEOPLE).json()

    assert [one["known_as"] for one in answer["results"]] == ["Amina"]


def test_a_list_can_be_of_one_family(caller, amina, family):
    MembershipFactory(person__known_as="Elsewhere")

    answer = caller("people.read").get(PEOPLE, {"family": family.pk}).json()

    assert [one["known_as"] for one in answer["results"]] == ["Amina"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["", "{pk}/", "{pk}/relations/"])
def test_reading_is_the_token_and_the_answer_which_notes_itself(caller, amina, family, statements, count, what):
    for _number in range(count):
        ParentageFactory(child=amina, parent=MembershipFactory(family=family).person, basis="foster")
    its_own = ["SELECT", "INSERT"] if "relations" in what else []
    mosaic = caller("people.read")

    with statements("SELECT", "SELECT", *its_own):
        assert mosaic.get(PEOPLE + what.format(pk=amina.pk)).status_code == 200


def test_relations_are_terms_for_the_caller(caller, amina, dana):
    ParentageFactory(child=amina, parent=dana)

    answer = caller("people.read").get(f"{PEOPLE}{amina.pk}/relations/").json()

    assert misfits(RelationsOutput, answer) == []
    assert answer["relations"] == [{"id": str(dana.pk), "known_as": "Dana", "term": "mother"}]


def test_relations_are_noted_with_everyone_in_them(caller, amina, dana):
    ParentageFactory(child=amina, parent=dana)

    caller("people.read").get(f"{PEOPLE}{amina.pk}/relations/")

    event = AccessEvent.objects.get()
    assert (event.what, set(event.people), event.record) == ("api:person-relations", {amina.pk, dana.pk}, amina.pk)


def test_writing_down_a_person(caller, family):
    body = {
        "family": str(family.pk),
        "role": "child",
        "known_as": "  Kit\u200b ",
        "also_known_as": ["Kitty"],
        "date_of_birth": "2014-01-01",
        "dob_precision": "about",
        "languages": ["Polski"],
        "interpreter_language": "Polski",
    }

    answer = caller("people.write").send(PEOPLE, body)

    person = Person.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"{PEOPLE}{person.pk}/")
    assert (person.known_as, person.dob_precision, person.languages) == ("  Kit\u200b ", "about", ["Polski"])
    assert answer.json()["interpreter_language"] == "Polski"
    assert sorted(person.names.values_list("text", flat=True)) == ["  Kit\u200b ", "Kitty"]


def test_a_rule_of_the_table_names_itself(caller, family):
    body = {"family": str(family.pk), "role": "child", "known_as": "Kit", "date_of_birth": "2014-01-01"}

    answer = caller("people.write").send(PEOPLE, body | {"date_of_death": "2013-01-01"})

    assert answer.json()["errors"] == [
        {
            "pointer": "",
            "code": "person_death_after_birth",
            "detail": "The date of death can’t be before the date of birth.",
        }
    ]
    assert not Person.objects.exists()


def test_recording_a_parent(caller, amina, dana):
    body = {"parent": str(dana.pk), "basis": "birth", "since": "2016-02-03", "source": "seen_document"}

    answer = caller("people.write").send(f"{PEOPLE}{amina.pk}/parents/", body)

    assert misfits(ParentageOutput, answer.json()) == []
    assert Parentage.objects.values_list("parent", "child", "source").get() == (dana.pk, amina.pk, "seen_document")


def test_no_one_is_their_own_ancestor(caller, amina, dana):
    ParentageFactory(child=amina, parent=dana)

    answer = caller("people.write").send(f"{PEOPLE}{dana.pk}/parents/", {"parent": str(amina.pk), "basis": "birth"})

    assert (answer.status_code, answer.json()["code"]) == (409, "parentage_acyclic")
    assert answer.json()["detail"] == "A person can’t be their own ancestor."


def test_recording_a_partner(caller, amina, dana):
    body = {"partner": str(amina.pk), "kind": "married", "until": "2020-01-01", "end_kind": "divorced"}

    answer = caller("people.write").send(f"{PEOPLE}{dana.pk}/partners/", body)

    assert misfits(PartnershipOutput, answer.json()) == []
    assert {answer.json()["one"], answer.json()["other"]} == {str(amina.pk), str(dana.pk)}


def test_an_end_before_the_beginning(caller, amina, dana):
    body = {"partner": str(amina.pk), "kind": "married", "since": "2020-01-01", "until": "2020-01-01"}

    answer = caller("people.write").send(f"{PEOPLE}{dana.pk}/partners/", body)

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/until"]


def test_staff_add_people_only_to_families_they_work_with(client, worker, family):
    elsewhere = FamilyFactory()
    client.force_login(worker)
    body = {"role": "child", "known_as": "Kit"}

    answers = [
        client.post(PEOPLE, body | {"family": str(one.pk)}, content_type="application/json")
        for one in (family, elsewhere)
    ]

    assert [answer.status_code for answer in answers] == [201, 400]


def test_a_search_finds_by_a_name_in_the_body(caller, amina, dana):
    answer = caller("people.read").send(f"{PEOPLE}search/", {"name": "amína"}).json()

    assert [one["known_as"] for one in answer["results"]] == ["Amina"]
    assert misfits(FoundPersonOutput, answer["results"][0]) == []


def test_a_search_for_nobody_finds_nobody(caller, amina):
    assert caller("people.read").send(f"{PEOPLE}search/", {"name": "Zebedee"}).json()["results"] == []


def test_a_search_finds_the_best_match_first(caller, family):
    for name in ("Danae", "Dana"):
        MembershipFactory(family=family, person__known_as=name)

    answer = caller("people.read").send(f"{PEOPLE}search/", {"name": "dana"}).json()

    assert [one["known_as"] for one in answer["results"]] == ["Dana", "Danae"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_is_the_token_and_one_read_which_notes_itself(caller, family, statements, count):
    MembershipFactory.create_batch(count, family=family, person__known_as="Dana")
    mosaic = caller("people.read")

    with statements("SELECT", "SELECT"):
        assert len(mosaic.send(f"{PEOPLE}search/", {"name": "dana"}).json()["results"]) == count


def test_one_relation_is_a_term(caller, amina, dana):
    ParentageFactory(parent=dana, child=amina)

    answer = caller("people.read").get(f"{PEOPLE}{amina.pk}/relations/{dana.pk}/").json()

    assert answer == {"id": str(amina.pk), "other": str(dana.pk), "term": "mother"}


def test_who_is_not_known_has_no_relation(caller, amina):
    stranger = PersonFactory(known_as="In no family")

    answer = caller("people.read").get(f"{PEOPLE}{amina.pk}/relations/{stranger.pk}/")

    assert answer.status_code == 404


def test_a_relation_is_noted_for_both(caller, amina, dana):
    caller("people.read").get(f"{PEOPLE}{amina.pk}/relations/{dana.pk}/")

    event = AccessEvent.objects.latest("at")
    assert (event.what, set(event.people)) == ("api:person-relation", {amina.pk, dana.pk})
