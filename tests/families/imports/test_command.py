"""`manage.py import_census`: from a file to people whom intake sees."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, User
from accounts.roles import Role
from families.models import ExternalIdentifier, Family, Person, PersonBackground, ReportedOffer
from tests.conftest import make

CHILD = (
    "<Child><ChildIdentifiers><LAchildID>{}</LAchildID>{}</ChildIdentifiers><CINdetails><PreProceedingsandFGDM>"
    "<FGDMMeetingOffer>1</FGDMMeetingOffer></PreProceedingsandFGDM></CINdetails></Child>\n"
)
BORN = "<PersonBirthDate>2015-03-27</PersonBirthDate>"


@pytest.fixture
def census(tmp_path: Path):
    """Write a census and say where it is."""

    def write(*children: tuple[str, str]) -> Path:
        file = tmp_path / "census.xml"
        rows = "".join(CHILD.format(*child) for child in children)
        file.write_text(f"<Message><Children>\n{rows}</Children></Message>")
        return file

    return write


def run(file: Path, **options: object) -> str:
    said = StringIO()
    call_command("import_census", file, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def intake(organisation):
    return make.UserFactory(roles=[Role.INTAKE])


def test_without_commit_nothing_is_written(organisation, census):
    said = run(census(("A1", BORN)))

    assert Person.objects.count() == 0
    assert said.splitlines() == [
        "1 children read, 0 problems.",
        "  new        1",
        "  completed  0",
        "  unchanged  0",
        "  left out   0",
        "  family group decision-making meetings: 1",
        "Nothing was written. With --commit it would be.",
    ]


def test_with_commit_there_is_a_person_and_no_family(organisation, census):
    run(census(("A1", f"{BORN}<UPN>A123456789123</UPN><Sex>2</Sex>")), commit=True)

    person = Person.objects.get()
    assert (person.known_as, person.sex, person.gender, str(person.date_of_birth)) == (
        "Child A1",
        "female",
        "not_recorded",
        "2015-03-27",
    )
    assert set(person.external_identifiers.values_list("scheme", "value")) == {
        ("lcs_person_id", "A1"),
        ("upn", "A123456789123"),
    }
    assert Family.objects.count() == 0


def test_intake_sees_them_and_others_do_not(organisation, census, intake, outsider):
    run(census(("A1", BORN)), commit=True)

    assert Person.objects.visible_to(intake).count() == 1
    assert Person.objects.visible_to(outsider).count() == 0


def test_the_history_says_who_and_what(organisation, census):
    run(census(("A1", BORN)), commit=True)

    event = Person.objects.get().events.get()
    assert (event.asked_by, event.pgh_context["action"]) == (system().pk, "take_child")


def system() -> User:
    return User.objects.get(kind=User.Kind.SYSTEM)


def test_a_second_time_changes_nothing(organisation, census):
    file = census(("A1", f"{BORN}<Sex>1</Sex><UPN>A123456789123</UPN>"), ("A2", ""))
    run(file, commit=True)

    said = run(file, commit=True)

    assert "  unchanged  2\n" in said
    assert (Person.objects.count(), ExternalIdentifier.objects.count()) == (2, 3)
    assert set(Person.objects.values_list("row_version", flat=True)) == {1}


def test_what_was_not_known_is_completed(organisation, census):
    run(census(("A1", "<ExpectedPersonBirthDate>2026-03-01</ExpectedPersonBirthDate>")), commit=True)

    born = "<PersonBirthDate>2026-02-27</PersonBirthDate>"
    said = run(census(("A1", f"{born}<Sex>1</Sex><UPN>A123456789123</UPN>")), commit=True)

    person = Person.objects.get()
    assert "  completed  1\n" in said
    assert (str(person.date_of_birth), person.expected_date, person.sex) == ("2026-02-27", None, "male")
    assert person.external_identifiers.count() == 2


def test_an_expected_date_is_completed(organisation, census):
    run(census(("A1", "")), commit=True)

    run(census(("A1", "<ExpectedPersonBirthDate>2026-04-01</ExpectedPersonBirthDate>")), commit=True)

    assert str(Person.objects.get().expected_date) == "2026-04-01"


def test_what_a_person_wrote_is_kept(organisation, census):
    run(census(("A1", BORN)), commit=True)
    Person.objects.update(known_as="Ana", date_of_birth="2015-03-28")

    said = run(census(("A1", BORN)), commit=True)

    person = Person.objects.get()
    assert (person.known_as, str(person.date_of_birth)) == ("Ana", "2015-03-28")
    assert "line 2: A1: The date of birth is 2015-03-28 here and 2015-03-27 in the file; it was left as it is." in said


def with_ethnicity(file: Path, code: str) -> Path:
    told = f"</ChildIdentifiers><ChildCharacteristics><Ethnicity>{code}</Ethnicity></ChildCharacteristics>"
    file.write_text(file.read_text().replace("</ChildIdentifiers>", told))
    return file


def test_an_ethnic_group_is_from_the_councils_system_and_written_once(organisation, census, intake):
    file = with_ethnicity(census(("A1", BORN)), "APKN")
    run(file, commit=True)

    said = run(file, commit=True)

    told = PersonBackground.objects.visible_to(intake).get()
    assert (told.ethnicity_code, told.told_by, told.row_version) == ("asian_pakistani", "lcs", 1)
    assert "  unchanged  1" in said


@pytest.mark.parametrize("said", [{"ethnicity_words": "Mirpuri"}, {"faith": "Muslim"}, {"ethnicity_code": "arab"}])
def test_what_they_said_themselves_is_kept(organisation, census, said):
    run(census(("A1", BORN)), commit=True)
    person = Person.objects.get()
    PersonBackground.objects.create(organisation=organisation, person=person, told_by="themselves", **said)

    told = run(with_ethnicity(census(("A1", BORN)), "APKN"), commit=True)

    kept = PersonBackground.objects.get()
    assert (kept.told_by, kept.row_version) == ("themselves", 1)
    assert "A1: What they say of themselves is here already, so the ethnic group was left out." in told


def test_what_the_councils_system_corrects_arrives(organisation, census):
    run(with_ethnicity(census(("A1", BORN)), "APKN"), commit=True)

    said = run(with_ethnicity(census(("A1", BORN)), "AIND"), commit=True)

    told = PersonBackground.objects.get()
    assert (told.ethnicity_code, told.told_by) == ("asian_indian", "lcs")
    assert "  completed  1\n" in said


@pytest.mark.parametrize("said", [{"ethnicity_words": "Mirpuri"}, {"faith": "Muslim"}])
def test_words_beside_what_the_councils_system_said_are_kept(organisation, census, said):
    run(with_ethnicity(census(("A1", BORN)), "APKN"), commit=True)
    PersonBackground.objects.update(**said)

    run(with_ethnicity(census(("A1", BORN)), "AIND"), commit=True)

    assert PersonBackground.objects.get().ethnicity_code == "asian_pakistani"


def test_what_was_taken_out_again_is_completed(organisation, census):
    run(census(("A1", BORN)), commit=True)
    PersonBackground.objects.create(organisation=organisation, person=Person.objects.get())

    run(with_ethnicity(census(("A1", BORN)), "APKN"), commit=True)

    assert PersonBackground.objects.get().ethnicity_code == "asian_pakistani"


def test_an_offer_is_written_once_and_completed(organisation, census):
    file = census(("A1", BORN))
    run(file, commit=True)
    assert offers() == [(None, True, None)]

    file.write_text(
        file.read_text().replace("</FGDMMeetingOffer>", "</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac>")
    )
    said = run(file, commit=True)

    assert "  completed  1\n" in said
    assert offers() == [(None, True, False)]


def offers() -> list[tuple[object, ...]]:
    return list(ReportedOffer.objects.values_list("proceedings_on", "is_offered", "is_held"))


def test_a_pupil_number_of_another_costs_nothing_else(organisation, census):
    run(census(("A1", "<UPN>A123456789123</UPN>")), commit=True)

    said = run(census(("A2", "<UPN>A123456789123</UPN>")), commit=True)

    assert "line 2: A2: Another person has the pupil number A123456789123." in said
    assert Person.objects.filter(external_identifiers__value="A2").exists()


def test_a_bad_row_stops_no_good_one(organisation, census):
    file = census(("", ""), ("A2", "<PersonBirthDate>2015-02-30</PersonBirthDate>"), ("A2", ""), ("A3", BORN))

    said = run(file, commit=True)

    assert said.splitlines()[:5] == [
        "line 2: (no LAchildID): This child has no LAchildID, so they were left out.",
        "line 3: A2: “2015-02-30” is not a date, so it was left out.",
        "line 4: A2: This child came before, on line 3; the first is taken.",
        "4 children read, 3 problems.",
        "  new        2",
    ]


def test_a_row_that_the_database_refuses_stops_no_good_one(organisation, census):
    run(census(("A1", BORN)), commit=True)
    died_before = "<PersonDeathDate>2014-01-01</PersonDeathDate>"

    said = run(census(("A1", died_before), ("A2", BORN)), commit=True)

    assert "line 2: A1: The date of death can’t be before the date of birth.\n" in said
    assert "  new        1\n" in said


def test_a_death_of_which_nobody_knew_when_gets_its_day(organisation, census):
    run(census(("A1", BORN)), commit=True)
    Person.objects.update(death_precision="unknown")

    run(census(("A1", "<PersonDeathDate>2026-01-31</PersonDeathDate>")), commit=True)

    child = Person.objects.get()
    assert (child.date_of_death, child.death_precision) == (date(2026, 1, 31), "day")


@pytest.mark.parametrize("text", ["", "<html/>", "<Message><Children><Child>"])
def test_what_is_no_census_ends_with_2_and_writes_nothing(organisation, tmp_path, text):
    file = tmp_path / "file"
    file.write_text(text)

    with pytest.raises(CommandError, match="can't be read as a Children in Need census") as refusal:
        run(file, commit=True)

    assert refusal.value.returncode == 2


def test_a_file_that_breaks_off_writes_nothing(organisation, census):
    file = census(("A1", BORN))
    file.write_text(file.read_text().removesuffix("</Children></Message>"))

    with pytest.raises(CommandError):
        run(file, commit=True)

    assert Person.objects.count() == 0


def test_a_missing_file_ends_with_2(organisation, tmp_path):
    with pytest.raises(CommandError, match="No such file") as refusal:
        run(tmp_path / "nothing.xml")

    assert refusal.value.returncode == 2


def test_of_two_organisations_one_must_be_named(organisation, census):
    Organisation.objects.create(name="York")
    file = census(("A1", BORN))

    with pytest.raises(CommandError, match="There is: Leeds, York"):
        run(file)

    assert "  new        1\n" in run(file, organisation="Leeds")
    assert "  new        1\n" in run(file, organisation=str(organisation.pk))


def test_an_organisation_that_is_not_there(organisation, census):
    with pytest.raises(CommandError, match="There is: Leeds"):
        run(census(("A1", BORN)), organisation="Nowhere")


def test_kith_itself_begins_to_exist_with_the_first_commit(db, census):
    Organisation.objects.create(name="York")
    file = census(("A1", BORN))

    run(file)
    assert User.objects.count() == 0

    run(file, commit=True)
    assert system().has_usable_password() is False
