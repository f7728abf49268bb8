"""A file that says into which family each person goes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AccessEvent
from database import clock
from families.actions.bringing import bring_in_next, choose_who, start_import
from families.actions.keeping import declare_interest
from families.models import Family, FamilyMembership, Involvement, PeopleImport
from families.periods import Period
from families.queries.bringing_families import family_lines
from tests.conftest import make
from tests.factories_access import RestrictionFactory
from tests.families.imports.test_bringing import HOW, asked, ready, to_the_end, undone  # noqa: F401  (a fixture)

FILE = "No,Name,Family,Mother\n1,Uma Vale,Osei,\n2,Vic Vale,,1\n3,Wyn Vale, osei ,1\n4,Xan Vale,Novak,\n"


@pytest.fixture
def osei(worker):
    """Another family that the worker works with."""
    there = make.FamilyFactory(name="Ôsei")
    make.InvolvementFactory(family=there, practitioner=worker.practitioner)
    return there


def brought(family, by, **families):
    one = ready(family, by, FILE)
    one = start_import(people_import=one, families=families, by=by, **HOW)
    return to_the_end(one, by)


def places():
    vales = FamilyMembership.objects.filter(person__known_as__endswith="Vale")
    return dict(vales.values_list("person__known_as", "family__name"))


def test_everyone_goes_where_the_file_says(family, asked):  # noqa: F811
    brought(family, asked)

    assert places() == {"Uma Vale": "Osei", "Vic Vale": "Rowan", "Wyn Vale": "Osei", "Xan Vale": "Novak"}


def test_a_new_family_is_made_once_and_worked_with_from_today(family, asked):  # noqa: F811
    brought(family, asked)

    works = Involvement.objects.get(family=Family.objects.get(name="Osei"))
    assert (works.practitioner, works.role, works.period.lower) == (asked.practitioner, "lead_worker", clock.today())


def test_which_family_of_that_name_it_is_has_to_be_said(family, asked, osei):  # noqa: F811
    one = ready(family, asked, FILE)

    with pytest.raises(ValidationError, match="say of each which it is"):
        start_import(people_import=one, by=asked, **HOW)
    assert [entry["found"] for entry in one.families.values()] == [[str(osei.pk)], []]


def test_the_family_that_the_file_was_begun_from_is_meant_unless_someone_says_otherwise(client, family, asked):  # noqa: F811
    namesake = make.FamilyFactory(name=family.name)
    make.InvolvementFactory(family=namesake, practitioner=asked.practitioner)
    one = ready(family, asked, f"Name,Family\nUma Vale,{family.name.upper()}\n")
    client.force_login(asked)

    assert f'<option value="{family.pk}" selected>' in client.get(f"/imports/{one.pk}/").text
    to_the_end(start_import(people_import=one, by=asked, **HOW), asked)
    assert set(family.memberships.values_list("person__known_as", flat=True)) >= {"Uma Vale"}


def test_the_family_that_the_file_was_begun_from_can_be_changed(family, asked):  # noqa: F811
    one = ready(family, asked, f"Name,Family\nUma Vale,{family.name}\n")

    to_the_end(start_import(people_import=one, families={family.name.casefold(): "new"}, by=asked, **HOW), asked)

    assert Family.objects.get(memberships__person__known_as="Uma Vale") != family


def test_an_existing_family_takes_them_in(family, asked, osei):  # noqa: F811
    brought(family, asked, osei=str(osei.pk))

    assert places()["Uma Vale"] == "Ôsei"
    assert not Family.objects.filter(name="Osei").exists()


def test_a_new_one_of_the_same_name_is_another(family, asked, osei):  # noqa: F811
    brought(family, asked, osei="new")

    assert not osei.memberships.exists()


def test_a_family_of_others_is_never_offered_nor_taken(family, asked):  # noqa: F811
    others = make.FamilyFactory(name="Osei")
    one = choose_who(people_import=ready(family, asked, FILE), choices={}, families={"osei": str(others.pk)}, by=asked)

    assert one.families["osei"] == {"name": "Osei", "found": [], "chosen": ""}


def test_a_family_that_one_works_with_no_more_takes_nobody_in(family, asked, osei):  # noqa: F811
    one = ready(family, asked, FILE)
    Involvement.objects.filter(family=osei).update(period=Period(None, clock.today()))

    with pytest.raises(ValidationError, match="don’t work with one of these families any more"):
        start_import(people_import=one, families={"osei": str(osei.pk)}, by=asked, **HOW)


def work_ends(family, practitioner):
    Involvement.objects.filter(family=family).update(period=Period(None, clock.today()))


def they_know_them(family, practitioner):
    declare_interest(practitioner=practitioner, known=family, kind="friend", by=practitioner.user)


@pytest.mark.parametrize("happens", [work_ends, they_know_them])
def test_begun_it_leaves_out_who_goes_where_one_works_no_more(family, asked, osei, monkeypatch, happens):  # noqa: F811
    monkeypatch.setattr("families.actions.bringing.AT_ONCE", 2)
    one = start_import(people_import=ready(family, asked, FILE), families={"osei": str(osei.pk)}, by=asked, **HOW)
    one = bring_in_next(people_import=one, position=0, by=asked)

    happens(osei, asked.practitioner)
    one = to_the_end(one, asked)

    assert places() == {"Uma Vale": "Ôsei", "Vic Vale": "Rowan", "Xan Vale": "Novak"}
    assert [left["line"] for left in one.left_out] == [4, 3, 4]
    assert all("You don’t work with one of these families any more" in left["why"] for left in one.left_out)


def test_begun_the_family_of_the_file_is_asked_for_too(family, asked, osei):  # noqa: F811
    one = start_import(people_import=ready(family, asked, FILE), families={"osei": str(osei.pk)}, by=asked, **HOW)

    work_ends(family, asked.practitioner)
    to_the_end(one, asked)

    assert places() == {"Uma Vale": "Ôsei", "Wyn Vale": "Ôsei", "Xan Vale": "Novak"}


def test_a_family_that_the_file_began_takes_in_the_next_part_too(family, asked, monkeypatch):  # noqa: F811
    monkeypatch.setattr("families.actions.bringing.AT_ONCE", 1)
    monkeypatch.setattr("families.actions.bringing_rows.begins_as", lambda _user: Involvement.Role.FAMILY_COACH)

    one = brought(family, asked)

    assert (places()["Wyn Vale"], one.left_out) == ("Osei", [])


def test_who_may_not_begin_a_family_brings_nobody_into_a_new_one(family, asked, monkeypatch):  # noqa: F811
    one = ready(family, asked, FILE)
    monkeypatch.setattr(type(asked), "has", lambda _user, _permission: False)

    with pytest.raises(PermissionDenied):
        start_import(people_import=one, by=asked, **HOW)


def test_of_whom_all_are_left_out_no_family_is_begun(family, asked):  # noqa: F811
    one = ready(family, asked, FILE)
    one = start_import(people_import=one, choices={"4": "out"}, by=asked, **HOW)
    to_the_end(one, asked)

    assert not Family.objects.filter(name="Novak").exists()


def test_undone_the_families_go_with_their_people(family, asked):  # noqa: F811
    one = undone(brought(family, asked), asked)

    assert one.state == "undone"
    assert not Family.objects.filter(name__in=["Osei", "Novak"]).exists()
    assert Involvement.objects.filter(family__name="Rowan").exists()


def test_undone_a_family_in_which_someone_stays_stays_with_who_works_with_it(family, asked):  # noqa: F811
    one = brought(family, asked)
    osei = Family.objects.get(name="Osei")
    make.MembershipFactory(family=osei)

    undone(one, asked)

    assert list(Family.objects.filter(name__in=["Osei", "Novak"])) == [osei]
    assert osei.involvements.count() == 1


def test_undone_half_way_nothing_stays(family, asked, monkeypatch):  # noqa: F811
    monkeypatch.setattr("families.actions.bringing.AT_ONCE", 1)
    one = start_import(people_import=ready(family, asked, FILE), by=asked, **HOW)
    one = bring_in_next(people_import=one, position=0, by=asked)

    undone(one, asked)

    assert not Family.objects.filter(name="Osei").exists()


def test_a_name_that_no_family_can_have_leaves_the_row_out(family, asked):  # noqa: F811
    one = ready(family, asked, f"Name,Family\nUma Vale,{'O' * 201}\n")

    assert one.left_out[0]["why"] == "The name of the family has more than 200 letters."


@pytest.fixture
def chosen(client, worker, family, osei):
    """The preview of the file, in the browser of the worker."""
    client.force_login(worker)
    client.post(f"/families/{family.pk}/bring-in/file/", {"file": SimpleUploadedFile("vale.csv", FILE.encode())})
    one = PeopleImport.objects.get()
    client.post(f"/imports/{one.pk}/columns/", {"key": "0", "known_as": "1", "family": "2", "mother": "3"})
    one.refresh_from_db()
    client.post(f"/imports/{one.pk}/step/", {"position": one.position})
    one.refresh_from_db()
    return one


def test_the_preview_asks_which_family_and_notes_what_it_offers(client, chosen, osei):
    page = client.get(f"/imports/{chosen.pk}/").text

    assert "Which family is Osei?" in page
    assert f'<option value="{osei.pk}">Ôsei, here since' in page
    assert osei.pk in AccessEvent.objects.filter(kind="search").latest("at").families


def test_what_was_chosen_is_kept(client, chosen, osei):
    said = {"family-1": str(osei.pk), "source": "told_us", "role": "relative", "confidence": ""}
    client.post(f"/imports/{chosen.pk}/choices/", said)

    chosen.refresh_from_db()
    page = client.get(f"/imports/{chosen.pk}/").text
    assert (chosen.families["osei"]["chosen"], chosen.source, chosen.role, chosen.confidence) == (
        str(osei.pk), "told_us", "relative", "",
    )  # fmt: skip
    assert '<option value="told_us" selected>' in page
    assert f'<option value="{osei.pk}" selected>' in page


def test_what_is_refused_comes_back_as_it_was_chosen(client, chosen, osei):
    answer = client.post(f"/imports/{chosen.pk}/start/", {**HOW, "family-1": "", "family-2": "new"})

    assert answer.status_code == 422
    assert "say of each which it is" in answer.text
    assert '<option value="told_us" selected>' in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_however_many_families(client, chosen, worker, count, django_assert_num_queries):
    for _number in range(count - 1):
        found = make.FamilyFactory(name="Osei")
        make.InvolvementFactory(family=found, practitioner=worker.practitioner)
        chosen.families["osei"]["found"].append(str(found.pk))
    chosen.save()
    assert "What would be written down" in client.get(f"/imports/{chosen.pk}/").text

    with django_assert_num_queries(11):
        client.get(f"/imports/{chosen.pk}/")


def test_a_family_is_told_apart_by_no_one_who_is_kept_from_the_asker(family, asked, osei):  # noqa: F811
    for member in make.MembershipFactory.create_batch(2, family=osei)[:1]:
        RestrictionFactory(person=member.person, set_by=asked)
    one = ready(family, asked, FILE)

    line = next(line for line in family_lines(one, asked) if line.found)

    assert [found.size for found in line.found] == [1]
