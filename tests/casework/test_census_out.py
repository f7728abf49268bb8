"""What of family meetings goes into the census of the council’s system, and is read from it again (domain.md §9.7)."""

from datetime import date, datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from casework.queries.census import for_census
from families.imports.census import Child, Meeting, Problem, children
from families.imports.census_out import Header, written
from families.models import ExternalIdentifier, Person, ReportedOffer
from families.periods import Period, since
from tests.casework.refusals import change
from tests.factories import MembershipFactory, PersonFactory, PractitionerFactory
from tests.factories_conferences import ConferenceFactory, FocusFactory, OfferFactory
from tests.factories_families import ResponsibilityFactory

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
LETTER = date(2026, 3, 2)
HEADER = Header("383", LAST, datetime(2026, 4, 1, 9, 30))  # noqa: DTZ001  (a census has the day and time of the place)
PAGE = reverse("casework:before-court-census")
ASKED = {"since": "2026-03-01", "until": "2026-03-31", "council": "383"}
# A block as the Department for Education’s own example of 2026 orders it: made up here, its tags are theirs.
EXAMPLE = """<PreProceedingsandFGDM><PPStartDate/><LBPSentDate/><FGDMMeetingOffer/><FGDMMeetingFac/><InitialPPMeetingDate/>
<ReviewMeetingsCount/><StepDecisionDate/><PPOutcome/><CourtAppDate/><LetterInitCPDate/></PreProceedingsandFGDM>"""
IDENTIFIERS = ["LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex"]
SOURCE = ["SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"]


def number(person, value, scheme="lcs_person_id"):
    facts = {"scheme": scheme, "value": value, "period": since(date(2020, 1, 1))}
    return ExternalIdentifier.objects.create(organisation=person.organisation, person=person, **facts)


def reported(person, **facts):
    return ReportedOffer.objects.create(organisation=person.organisation, person=person, **facts)


def read(file):
    """The children of a file as an import reads them; nothing in it is odd."""
    found = list(children(BytesIO(file)))
    assert not [one for one in found if isinstance(one, Problem) or one.problems]
    for one in found:
        one.line = 0
    return found


@pytest.fixture
def in_letter(offered, amina):
    """Dana was offered it in the letter before proceedings."""
    offer = offered.offers.get()
    change(offer, is_in_letter_before_proceedings=True, letter_on=LETTER)()
    return number(amina, "L1")


# --- The file


def test_what_is_written_is_read_again_the_same():
    both = Meeting(date(2026, 2, 9), is_offered=True, is_held=False, letter_on=LETTER)
    known = {"upn": "A123456789123", "former_upn": "X98765432123B", "born_on": date(2015, 5, 1)}
    every = [
        Child(0, "L1", sex=Person.Sex.FEMALE, meetings=[both], **known),
        Child(0, "É<&2", sex=Person.Sex.MALE, meetings=[Meeting(None, is_offered=False, is_held=None)]),
        Child(0, "L3", sex=Person.Sex.UNKNOWN, meetings=[Meeting(None, is_offered=None, is_held=True), both]),
    ]

    assert read(written(every, HEADER)) == every


def test_it_has_the_shape_of_the_census():
    child = Child(0, "L1", upn="A123456789123", born_on=date(2015, 5, 1), sex=Person.Sex.MALE)
    child.meetings = [Meeting(date(2026, 2, 9), is_offered=True, is_held=True, letter_on=LETTER)]
    message = ElementTree.fromstring(written([child], HEADER))  # noqa: S314  (what was written just now)

    assert [one.tag for one in message] == ["Header", "Children"]
    assert [one.text for one in message.find("Header/CollectionDetails")] == ["CIN", "2026", "2026-03-31"]
    source = message.find("Header/Source")
    assert [one.tag for one in source] == [tag for tag in SOURCE if tag != "Release"]
    assert (source.findtext("LEA"), source.findtext("DateTime")) == ("383", "2026-04-01T09:30:00")
    tags = [one.tag for one in message.find("Children/Child/ChildIdentifiers")]
    assert tags == [tag for tag in IDENTIFIERS if tag in tags]
    order = [one.tag for one in ElementTree.fromstring(EXAMPLE)]  # noqa: S314  (of this file)
    block = message.find("Children/Child/CINdetails/PreProceedingsandFGDM")
    assert [(one.tag, one.text) for one in block] == list(
        zip(order[:4], ["2026-02-09", "2026-03-02", "1", "1"], strict=True)
    )


# --- Who is in it


def told(user, first=FIRST, last=LAST):
    return for_census(user, first, last)


def test_a_letter_an_offer_and_what_another_system_says_are_one_block(worker, offered, amina, in_letter):
    number(amina, "A123456789123", "upn")
    reported(amina, proceedings_on=date(2026, 2, 9), is_held=False)

    [child] = told(worker).children
    assert (child.id, child.upn, child.born_on) == ("L1", "A123456789123", date(2015, 5, 1))
    assert child.meetings == [Meeting(date(2026, 2, 9), is_offered=True, is_held=False, letter_on=LETTER)]


@pytest.mark.parametrize(
    ("first", "last", "is_in"),
    [
        (FIRST, LAST, True),
        (date(2026, 3, 16), date(2026, 3, 16), True),  # the day of the offer
        (date(2026, 3, 2), date(2026, 3, 2), False),  # of the letter: but it was offered only later
        (date(2026, 3, 17), LAST, False),
        (date(2026, 1, 1), date(2026, 3, 1), False),
    ],
)
def test_something_happened_from_the_first_day_to_the_last(worker, in_letter, first, last, is_in):
    assert bool(told(worker, first, last).children) == is_in


def test_it_tells_nothing_of_after_the_last_day(worker, family, amina, dana):
    number(amina, "L1")
    early = ConferenceFactory(family=family)
    FocusFactory(conference=early, person=amina)
    OfferFactory(conference=early, offered_to=dana, offered_on=LETTER)
    reported(amina, proceedings_on=date(2026, 3, 10), is_offered=False)

    [child] = told(worker, LETTER, LETTER).children
    assert child.meetings == [Meeting(None, is_offered=True, is_held=False)]


def test_who_has_no_number_of_the_council_s_is_left_out_and_named(worker, offered, amina):
    found = told(worker)

    assert ([one.known_as for one in found.left_out], list(found.children)) == (["Amina"], [])


def test_a_number_that_is_theirs_no_more_is_none(worker, in_letter, amina):
    change(in_letter, period=Period(date(2020, 1, 1), date(2026, 3, 1)))()

    assert told(worker).left_out == [amina]


def test_it_asks_the_same_for_one_child_and_for_three(worker, family, in_letter, dana):
    counts = []
    for serial in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert len(told(worker).children) == serial + 1
        counts.append(len(asked))
        child = PersonFactory(date_of_birth=date(2019, 1, 1))
        MembershipFactory(family=family, person=child)
        ResponsibilityFactory(holder=dana, child=child, basis="mother_at_birth")
        meeting = ConferenceFactory(family=family)
        FocusFactory(conference=meeting, person=child)
        OfferFactory(conference=meeting, offered_to=dana)
        number(child, f"N{serial}")

    assert len(set(counts)) == 1


# --- Who takes it


def test_a_manager_looks_first_and_takes_the_file_and_that_is_written_down(client, manager, in_letter, amina):
    client.force_login(manager)
    page = client.get(PAGE, ASKED)
    file = client.get(PAGE, ASKED | {"file": "xml"})

    assert "Take the file (XML)" in page.text
    assert 'filename="census.xml"' in file.headers["Content-Disposition"]
    [child] = read(file.content)
    assert (child.id, child.meetings) == ("L1", [Meeting(None, is_offered=True, is_held=False, letter_on=LETTER)])
    event = AccessEvent.objects.get(what="casework:before-court-census", kind=AccessEvent.Kind.EXPORT)
    assert event.people == [amina.pk]


def test_nobody_else_takes_it_and_a_manager_only_of_whom_they_see(client, worker, in_letter):
    client.force_login(worker)
    assert client.get(PAGE, ASKED).status_code == 403

    client.force_login(PractitionerFactory(user__roles=["team_manager"]).user)
    assert "Take the file" not in client.get(PAGE, ASKED).text
    assert read(client.get(PAGE, ASKED | {"file": "xml"}).content) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"council": "38"}, "Three digits, such as 383."),
        ({"until": "2026-02-01"}, "The last day can’t be before the first."),
        ({"since": ""}, "Give the day: From"),
    ],
)
def test_what_was_typed_is_kept_and_no_file_comes(client, manager, wrong, said):
    client.force_login(manager)
    refused = client.get(PAGE, ASKED | {"file": "xml"} | wrong)

    assert refused.status_code == 422
    assert said in refused.text
    assert "application/xml" not in refused.headers["Content-Type"]
