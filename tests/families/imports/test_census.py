"""Reading a Children in Need census: what real files hold, tidy and untidy."""

from io import BytesIO

import pytest

from families.imports.census import ETHNICITIES, Meeting, Problem, children
from families.imports.census_xml import CHUNK, NotACensus
from families.models import Ethnicity, Person

FIRST_LINE = 3
"""Where <Child> stands in what `census` makes."""


def census(*identifiers: str, details: str = "") -> BytesIO:
    rows = "".join(
        f"<Child>\n<ChildIdentifiers>\n{row}\n</ChildIdentifiers>\n<CINdetails>{details}</CINdetails></Child>\n"
        for row in identifiers
    )
    return BytesIO(f"<Message><Header/>\n<Children>\n{rows}</Children></Message>".encode())


def read(identifiers: str, details: str = ""):
    """The one child of a file, who has an id already."""
    (child,) = children(census(f"<LAchildID>A1</LAchildID>{identifiers}", details=details))
    return child


def problems(child):
    return [problem.sentence for problem in child.problems]


def test_what_the_census_knows_of_a_child():
    child = read(
        "<UPN>A123456789123</UPN><FormerUPN>X98765432123B</FormerUPN><UPNunknown>UN3</UPNunknown>"
        "<PersonBirthDate>2015-03-27</PersonBirthDate><Sex>2</Sex><PersonDeathDate>2020-01-31</PersonDeathDate>"
    )

    assert (child.id, child.upn, child.former_upn, child.sex) == ("A1", "A123456789123", "X98765432123B", "female")
    assert (str(child.born_on), child.expected_on, str(child.died_on)) == ("2015-03-27", None, "2020-01-31")
    assert child.problems == []


@pytest.mark.parametrize("tag", ["Sex", "GenderCurrent"])
@pytest.mark.parametrize(
    ("said", "sex"),
    [
        ("1", Person.Sex.MALE),
        ("M", Person.Sex.MALE),
        ("2", Person.Sex.FEMALE),
        ("f", Person.Sex.FEMALE),
        ("0", Person.Sex.NOT_RECORDED),
        ("9", Person.Sex.UNKNOWN),
        ("U", Person.Sex.UNKNOWN),
        ("", Person.Sex.NOT_RECORDED),
    ],
)
def test_sex_in_each_spelling(tag, said, sex):
    child = read(f"<{tag}>{said}</{tag}>")

    assert (child.sex, child.problems) == (sex, [])


def test_a_sex_of_no_census_is_left_out():
    child = read("<Sex>7</Sex>")

    assert child.sex == Person.Sex.NOT_RECORDED
    assert problems(child) == ["“7” is not a sex of the census, so it was left out."]


def of_ethnicity(code: str):
    """The one child of a file, of whom their characteristics are told."""
    told = f"</CINdetails><ChildCharacteristics><Ethnicity>{code}</Ethnicity></ChildCharacteristics><CINdetails>"
    return read("", details=told)


@pytest.mark.parametrize(
    ("code", "group"),
    [("WBRI", "white_british"), ("wirt", "white_traveller"), ("CHNE", "asian_chinese"), ("REFU", "not_said")],
)
def test_an_ethnic_group_of_the_census(code, group):
    child = of_ethnicity(code)

    assert (child.ethnicity, child.problems) == (group, [])


def test_who_was_not_asked_has_none():
    assert (of_ethnicity("NOBT").ethnicity, of_ethnicity("NOBT").problems, read("").ethnicity) == (None, [], None)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("WROM", "“WROM” does not say whether Gypsy or Roma, so it was left out: ask them."),
        ("XXXX", "“XXXX” is not an ethnic group of the census, so it was left out."),
    ],
)
def test_no_ethnic_group_is_guessed(code, sentence):
    child = of_ethnicity(code)

    assert (child.ethnicity, problems(child)) == (None, [sentence])


def test_every_group_of_the_census_but_two_has_its_code():
    """The census of children tells Gypsy from Roma and Arab from other groups no more than that."""
    missing = set(Ethnicity) - set(ETHNICITIES.values())

    assert missing == {Ethnicity.WHITE_ROMA, Ethnicity.ARAB}


def test_a_child_who_is_expected():
    child = read("<ExpectedPersonBirthDate>2026-05-01</ExpectedPersonBirthDate>")

    assert (child.born_on, str(child.expected_on), child.problems) == (None, "2026-05-01", [])


def test_a_birth_takes_the_place_of_its_expected_date():
    child = read(
        "<PersonBirthDate>2026-02-01</PersonBirthDate><ExpectedPersonBirthDate>2026-02-09</ExpectedPersonBirthDate>"
    )

    assert (str(child.born_on), child.expected_on) == ("2026-02-01", None)
    assert problems(child) == ["Born already, so the expected date was left out."]


@pytest.mark.parametrize("said", ["2015-02-30", "27/03/2015", "yesterday", "0000-01-01", "99999-01-01"])
def test_what_is_not_a_date_is_left_out(said):
    child = read(f"<PersonBirthDate>{said}</PersonBirthDate>")

    assert child.born_on is None
    assert problems(child) == [f"“{said}” is not a date, so it was left out."]


@pytest.mark.parametrize("said", ["1899-12-31", "2026-03-17", "9999-12-31"])
def test_a_birth_that_cannot_be_is_left_out(said):
    child = read(f"<PersonBirthDate>{said}</PersonBirthDate>")

    assert child.born_on is None
    assert problems(child) == [f"{said} can’t be, so it was left out."]


def test_a_date_with_a_time_or_a_zone_is_a_date():
    assert str(read("<PersonBirthDate>2015-03-27T00:00:00Z</PersonBirthDate>").born_on) == "2015-03-27"


def test_a_death_before_birth_is_left_out():
    child = read("<PersonBirthDate>2015-03-27</PersonBirthDate><PersonDeathDate>2015-03-26</PersonDeathDate>")

    assert child.died_on is None
    assert problems(child) == ["Death before birth: the date of death was left out."]


def test_stray_text_is_passed_over():
    child = read("<UPNunknown>UN3</UPNunknown>PersonBirthDate\n<PersonBirthDate>2015-03-27</PersonBirthDate>")

    assert str(child.born_on) == "2015-03-27"
    assert problems(child) == ["Text that belongs to nothing was passed over: “PersonBirthDate”."]


def test_a_value_that_stands_twice_is_taken_once():
    child = read("<Sex>1</Sex><Sex>2</Sex>")

    assert child.sex == Person.Sex.MALE
    assert problems(child) == ["Sex stands here more than once; the first is taken."]


@pytest.mark.parametrize("said", ["A12345", "A12345678912Ä", "1234567890123"])
def test_what_is_not_a_pupil_number_is_left_out(said):
    child = read(f"<UPN>{said}</UPN>")

    assert child.upn == ""
    assert problems(child) == [f"“{said}” is not a pupil number, so it was left out."]


def test_two_children_have_not_one_pupil_number():
    file = census(
        "<LAchildID>A1</LAchildID><UPN>A123456789123</UPN>", "<LAchildID>A2</LAchildID><UPN>a123456789123</UPN>"
    )

    first, second = children(file)

    assert (first.upn, second.upn) == ("A123456789123", "")
    assert problems(second) == [f"The child of line {FIRST_LINE} has this pupil number; it was left out."]


def test_a_problem_says_where_and_of_whom():
    child = read("\n\n<Sex>7</Sex>")

    assert (child.problems[0].line, child.problems[0].child) == (FIRST_LINE + 4, "A1")


@pytest.mark.parametrize("said", ["", "<LAchildID/>", "<LAchildID>  </LAchildID>"])
def test_a_child_without_an_id_is_left_out_and_the_next_is_not(said):
    missing, child = children(census(said, "<LAchildID>A2</LAchildID>"))

    assert missing == Problem(FIRST_LINE, "", "This child has no LAchildID, so they were left out.")
    assert child.id == "A2"


def test_an_id_that_is_too_long_is_left_out():
    (problem,) = children(census(f"<LAchildID>{'x' * 101}</LAchildID>"))

    assert problem.sentence == "This LAchildID is too long, so they were left out."


def test_a_child_who_comes_twice_is_taken_once():
    first, again = children(census("<LAchildID>A1</LAchildID><Sex>1</Sex>", "<LAchildID> A1 </LAchildID><Sex>2</Sex>"))

    assert first.sex == Person.Sex.MALE
    assert again.sentence == f"This child came before, on line {FIRST_LINE}; the first is taken."


MEETING = "<PreProceedingsandFGDM>{}</PreProceedingsandFGDM>"


def test_meetings_of_a_family():
    both = MEETING.format(
        "<PPStartDate>2026-01-09</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>true</FGDMMeetingFac>"
    )
    neither = MEETING.format("<FGDMMeetingOffer>0</FGDMMeetingOffer><FGDMMeetingFac>perhaps</FGDMMeetingFac>")

    child = read("", details=both + neither)

    assert [(str(each.proceedings_on), each.is_offered, each.is_held) for each in child.meetings] == [
        ("2026-01-09", True, True),
        ("None", False, None),
    ]
    assert problems(child) == ["“perhaps” is neither yes nor no, so it was left out."]


def test_proceedings_that_say_nothing_of_a_meeting():
    assert read("", details=MEETING.format("<PPStartDate>2026-01-09</PPStartDate>")).meetings == []


def test_a_meeting_in_proceedings_yet_to_begin():
    child = read(
        "", details=MEETING.format("<PPStartDate>2027-01-09</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer>")
    )

    assert child.meetings == [Meeting(proceedings_on=None, is_offered=True, is_held=None)]


def test_prefixes_and_other_encodings_are_no_matter():
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><c:Message xmlns:c="urn:x"><c:Children><c:Child><c:ChildIdentifiers>'
        "<c:LAchildID>É1</c:LAchildID></c:ChildIdentifiers></c:Child></c:Children></c:Message>"
    )

    assert [child.id for child in children(BytesIO(text.encode("latin-1")))] == ["É1"]


def test_it_reads_as_it_goes():
    """The first child comes before the end of the file has been looked at."""
    file = census(*[f"<LAchildID>A{number}</LAchildID>" for number in range(2_000)])

    next(children(file))

    assert file.tell() == CHUNK


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message><Children>&b;</Children></Message>'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "holds no <Children>"),
        ("Name,Date", "not whole XML: line 1"),
        ("<Message><Children><Child>", "not whole XML"),
        ("<html><body/></html>", "holds no <Children>"),
        ("<Message><Header/></Message>", "holds no <Children>"),
        (BOMB, "document type"),
    ],
)
def test_what_is_no_census_is_refused(text, why):
    with pytest.raises(NotACensus, match=why):
        list(children(BytesIO(text.encode())))
