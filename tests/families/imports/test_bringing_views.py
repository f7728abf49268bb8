"""The pages on which a file is brought into a family, from the file to its undoing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AccessEvent
from database.asker import acting_as
from families.models import Parentage, PeopleImport, Person
from tests.conftest import make
from tests.families.imports.test_bringing import FILE, HOW, brought, ready

MATCHED = {"key": "0", "known_as": "1", "born": "2", "role": "3", "mother": "4", "partner": "5", "partner_kind": "6"}


@pytest.fixture
def signed_in(client, worker):
    client.force_login(worker)
    return client


def upload(client, family, text=FILE, name="vale.csv"):
    return client.post(f"/families/{family.pk}/bring-in/file/", {"file": SimpleUploadedFile(name, text.encode())})


def go_on(client, one):
    one.refresh_from_db()
    return client.post(f"/imports/{one.pk}/step/", {"position": one.position})


def test_from_the_file_to_its_undoing(signed_in, family):
    upload(signed_in, family)
    one = PeopleImport.objects.get()
    signed_in.post(f"/imports/{one.pk}/columns/", {**MATCHED, "parents_are": "birth"})
    go_on(signed_in, one)

    preview = signed_in.get(f"/imports/{one.pk}/").text
    assert "Uma Vale" in preview
    assert "parent by birth: Uma Vale" in preview
    signed_in.post(f"/imports/{one.pk}/start/", HOW)
    go_on(signed_in, one)
    assert "It is brought in" in signed_in.get(f"/imports/{one.pk}/").text
    assert Person.objects.filter(known_as__endswith="Vale").count() == 3

    signed_in.post(f"/imports/{one.pk}/undo/")
    go_on(signed_in, one)
    go_on(signed_in, one)
    assert "It is taken back" in signed_in.get(f"/imports/{one.pk}/").text
    assert not Person.objects.filter(known_as__endswith="Vale").exists()


def test_usual_headers_are_matched_already(signed_in, family):
    upload(signed_in, family)

    page = signed_in.get(f"/imports/{PeopleImport.objects.get().pk}/columns/").text

    assert '<option value="2" selected>DOB (1985)</option>' in page


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.pdf", "x", "these kinds of files: CSV, XLSX, GED, JSON"),
        ("a.csv", "", "empty"),
        ("a.xlsx", "x", "not an XLSX workbook"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_in_words(signed_in, family, name, text, sentence):
    answer = upload(signed_in, family, text, name)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not PeopleImport.objects.exists()


def test_a_column_is_chosen_once(signed_in, family, worker):
    one = ready(family, worker)

    answer = signed_in.post(f"/imports/{one.pk}/columns/", {"known_as": "1", "given_name": "1"})

    assert "chosen for two things" in answer.text


def test_without_how_we_know_nothing_begins(signed_in, family, worker):
    one = ready(family, worker)

    answer = signed_in.post(f"/imports/{one.pk}/start/", {})

    one.refresh_from_db()
    assert (answer.status_code, one.state) == (422, "ready")
    assert "Choose an answer: How do we know?" in answer.text


def test_who_is_shown_as_someone_who_may_be_meant_is_noted(signed_in, family, worker):
    known = make.MembershipFactory(family=family, person__known_as="Uma Vale").person
    one = ready(family, worker)

    page = signed_in.get(f"/imports/{one.pk}/")

    assert "They are Uma Vale" in page.text
    assert AccessEvent.objects.get(what="families:people-import", kind="search").people == [known.pk]


def test_the_choice_that_is_made_is_kept(signed_in, family, worker):
    known = make.MembershipFactory(family=family, person__known_as="Uma Vale").person
    one = ready(family, worker)

    signed_in.post(f"/imports/{one.pk}/choices/", {"who-2": str(known.pk)})

    one.refresh_from_db()
    assert one.choices["1"] == str(known.pk)


def test_what_was_chosen_last_counts_when_it_is_started(signed_in, family, worker):
    one = ready(family, worker)

    signed_in.post(f"/imports/{one.pk}/start/", {**HOW, "who-2": "out"})
    go_on(signed_in, one)

    assert not Person.objects.filter(known_as="Uma Vale").exists()


def test_a_choice_that_was_never_offered_starts_nothing(signed_in, family, worker):
    one = ready(family, worker)

    answer = signed_in.post(f"/imports/{one.pk}/start/", {**HOW, "who-2": str(family.pk)})

    one.refresh_from_db()
    assert (answer.status_code, one.state) == (422, "ready")


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same(signed_in, family, worker, count, django_assert_num_queries):
    make.MembershipFactory.create_batch(count, family=family, person__known_as="Uma Vale")
    one = ready(family, worker, "Name\n" + "Uma Vale\n" * count)

    with django_assert_num_queries(12):
        signed_in.get(f"/imports/{one.pk}/")


def test_the_preview_says_only_what_there_is(signed_in, family, worker):
    one = ready(family, worker, "Name\nUma Vale\nBea Osei\n")

    page = signed_in.get(f"/imports/{one.pk}/").text

    counted = re.findall(r"<dt[^>]*>\s*(.*?)\s*</dt>", page, re.DOTALL)
    assert counted == ["People who are new"]


def test_the_rows_that_were_left_out_are_given_back_with_why(signed_in, family, worker):
    with acting_as(worker.asker):
        one = brought(family, worker, "Name,Gender\n=Ann,X9\nBea,f\n")

    answer = signed_in.get(f"/imports/{one.pk}/left-out/")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,Why it was left out,Name,Gender"
    assert lines[1].startswith('2,"“X9” is none of the words')
    assert lines[1].endswith(",'=Ann,X9")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_can_be_taken_away(signed_in, kind):
    answer = signed_in.get(f"/imports/template.{kind}")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="people.{kind}"'


def test_nobody_else_sees_it(client, family, worker, manager):
    one = ready(family, worker)
    client.force_login(manager)

    assert client.get(f"/imports/{one.pk}/").status_code == 404


def test_who_reads_only_part_of_a_record_brings_nothing_into_it(client, family):
    coach = make.PractitionerFactory(user__roles=["family_coach"])
    make.InvolvementFactory(family=family, practitioner=coach, role="family_coach")
    client.force_login(coach.user)

    answer = client.get(f"/families/{family.pk}/bring-in/")

    assert answer.status_code == 403
    assert "read the whole of a family’s record" in answer.text


def test_a_part_of_the_list_that_is_none_is_refused(signed_in, family, worker):
    one = ready(family, worker)

    assert signed_in.get(f"/imports/{one.pk}/?from=x").status_code == 400


def test_the_preview_leads_to_whom_it_asks_about(signed_in, family, worker):
    make.MembershipFactory(family=family, person__known_as="Uma Vale")
    others = "".join(f"{number},Someone{number} Else,,relative,,,\n" for number in range(10, 70))
    one = ready(family, worker, FILE.replace("1,Uma", f"{others}1,Uma"))

    page = signed_in.get(f"/imports/{one.pk}/").text
    asked = signed_in.get(f"/imports/{one.pk}/?from=50").text

    assert ('href="?from=50#people"' in page, "They are Uma Vale" in asked) == (True, True)
    assert "left out: It depends on who one of the two is: say that first." in asked


GEDCOM = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Uma /Vale/
1 SEX F
0 @I2@ INDI
1 NAME Wyn /Vale/
1 FAMC @F1@
2 PEDI adopted
0 @F1@ FAM
1 WIFE @I1@
1 CHIL @I2@
0 TRLR
"""
CHART = """[
  {"id": "1", "data": {"first name": "Uma", "last name": "Vale", "gender": "F"}, "rels": {"children": ["2"]}},
  {"id": "2", "data": {"first name": "Wyn", "last name": "Vale", "gender": "M"}, "rels": {"mother": "1"}}
]"""


@pytest.mark.parametrize(("name", "text", "basis"), [("v.ged", GEDCOM, "adoptive"), ("v.json", CHART, "birth")])
def test_a_family_tree_is_brought_in_without_columns(signed_in, family, name, text, basis):
    upload(signed_in, family, text, name)
    one = PeopleImport.objects.get()
    go_on(signed_in, one)
    signed_in.post(f"/imports/{one.pk}/start/", HOW)
    go_on(signed_in, one)

    tie = Parentage.objects.get()
    assert (tie.parent.known_as, tie.parent.sex, tie.child.known_as, tie.basis) == (
        "Uma Vale",
        "female",
        "Wyn Vale",
        basis,
    )


@pytest.mark.parametrize(("name", "sentence"), [("v.ged", "does not begin as a GEDCOM file"), ("v.json", "not JSON")])
def test_what_is_no_family_tree_is_refused_in_words(signed_in, family, name, sentence):
    answer = upload(signed_in, family, "Name\nUma\n", name)

    assert (answer.status_code, sentence in answer.text, PeopleImport.objects.exists()) == (422, True, False)
