"""The papers of a family meeting as files: read again by a reader of PDFs, and the day by a reader of calendars."""

from io import BytesIO

import pytest
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from accounts.models import AccessEvent
from casework.actions.conferences import stop_conference
from casework.actions.meetings import arrange_conference, postpone_conference
from casework.models import Conference
from tests.casework.pages import read
from tests.factories import MembershipFactory
from tests.factories_conferences import FRIDAY, ActionFactory

A4 = (595, 842)
SMALLEST = 12
MOVED = timezone.datetime(2026, 4, 2, 16, 30, tzinfo=FRIDAY.tzinfo)


def opened(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def words_in(reader):
    """All words, and how high each is in points; of what is drawn smaller or larger by its matrix too."""
    sizes = []

    def seen(text, matrix, text_matrix, _font, size):
        if text.strip():
            sizes.append(round(abs(matrix[3] * text_matrix[3]) * size, 1))

    texts = [page.extract_text(visitor_text=seen) for page in reader.pages]
    return " ".join(" ".join(texts).split()), sizes


def tags_of(reader):
    """What each part says it is to who hears it, in their order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize(
    ("name", "title", "says", "tags"),
    [
        (
            "invitation-pdf",
            "A letter for Joan",
            "Joan, you are invited to a family meeting",
            {"/H1", "/H2", "/P", "/LI"},
        ),
        ("information-pdf", "Before we meet", "Who takes Amina to school?", {"/H1", "/H2", "/P"}),
        ("blank-plan-pdf", "Our plan, to fill in", "Who What By when", {"/H1", "/H2", "/Table", "/TH"}),
        ("plan-pdf", "Our plan", "Gran’s on Fridays", {"/H1", "/P", "/Table", "/TH", "/TD"}),
        ("plan-copy-pdf", "Our plan", "For Joan. Version 2", {"/H1", "/P", "/Table", "/TH", "/TD"}),
    ],
)
def test_each_file_is_one_page_in_big_type_for_whoever_reads_or_hears_it(
    has_pango,
    client,
    ngozi,
    arranged,
    planned,
    of,
    joan,
    name,
    title,
    says,
    tags,
):
    thing = {"plan-pdf": planned, "invitation-pdf": of(joan), "plan-copy-pdf": of(joan)}.get(name, arranged)

    answer = read(client, ngozi.user, name, thing)
    reader = opened(answer)

    (page,) = reader.pages
    assert tuple(round(float(side)) for side in page.mediabox[2:]) == A4
    words, sizes = words_in(reader)
    assert says in words
    assert min(sizes) >= SMALLEST
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == (title, "en-gb")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert tags <= set(tags_of(reader))
    assert answer["Content-Disposition"] == 'attachment; filename="to-read.pdf"'
    assert {*reader.metadata} <= {"/Title", "/Producer"}


def test_a_long_plan_is_set_smaller_until_it_fits(has_pango, client, planned, joan, joans_sign_in):
    for number in range(16):
        ActionFactory(
            plan=planned, position=10 + number, who_person=joan, what=f"Friday {number}: " + "football and tea " * 4
        )

    reader = opened(read(client, joans_sign_in, "plan-pdf", planned))

    assert len(reader.pages) == 1
    words, sizes = words_in(reader)
    assert ("Friday 15" in words, min(sizes)) == (True, SMALLEST)


def test_what_does_not_fit_goes_on_and_gets_no_smaller(has_pango, client, planned, joan, joans_sign_in):
    for number in range(60):
        ActionFactory(plan=planned, position=10 + number, who_person=joan, what=f"Friday {number}")

    reader = opened(read(client, joans_sign_in, "plan-pdf", planned))

    assert len(reader.pages) > 1
    words, sizes = words_in(reader)
    assert ("Friday 59" in words, min(sizes)) == (True, SMALLEST)


def test_a_childs_file_says_nothing_of_the_others(has_pango, client, ngozi, of, amina, arranged):
    words, _sizes = words_in(opened(read(client, ngozi.user, "invitation-pdf", of(amina))))

    assert "Hello Amina." in words
    assert [name for name in ("Dana", "Joan", "Rowan") if name in words] == []


def the_day(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = IcsCalendarStream.calendar_from_ics(answer.content.decode())
    (event,) = calendar.events
    return calendar, event


def test_the_day_says_meeting_and_when_and_no_more(client, arranged, joans_sign_in):
    answer = read(client, joans_sign_in, "conference-calendar", arranged)

    calendar, event = the_day(answer)
    assert (event.summary, event.dtstart, event.location, event.description) == ("Meeting", FRIDAY, None, None)
    assert (calendar.method, event.status, event.classification) == ("PUBLISH", "CONFIRMED", "PRIVATE")
    told = answer.content.decode().casefold()
    secrets = (
        "family",
        "conference",
        "rowan",
        "amina",
        "joan",
        "ngozi",
        "st mary",
        "service",
        "social",
        "leeds",
        "kith",
    )
    assert [word for word in secrets if word in told] == []


def test_who_works_has_the_place_too_however_it_is_written(client, arranged, worker):
    venue = "St Mary’s; hall, back door\\ " + "upstairs " * 12
    Conference.objects.filter(pk=arranged.pk).update(venue=venue.strip())

    _calendar, event = the_day(read(client, worker, "conference-calendar", arranged))

    assert (event.summary, event.location) == ("Meeting", venue.strip())


def test_a_day_that_is_moved_takes_the_place_of_the_former(client, arranged, ngozi, joans_sign_in):
    _calendar, first = the_day(read(client, joans_sign_in, "conference-calendar", arranged))
    moved = postpone_conference(conference=arranged, meets_at=MOVED, by=ngozi.user)
    _calendar, second = the_day(read(client, joans_sign_in, "conference-calendar", arranged))
    arrange_conference(conference=moved, meets_at=MOVED, venue="The library", by=ngozi.user)
    _calendar, third = the_day(read(client, joans_sign_in, "conference-calendar", arranged))

    assert first.uid == second.uid == third.uid == str(arranged.pk)
    assert first.sequence < second.sequence < third.sequence
    assert (first.dtstart, second.dtstart) == (FRIDAY, MOVED)


def test_a_meeting_that_is_off_takes_itself_out(client, arranged, ngozi, joans_sign_in):
    _calendar, before = the_day(read(client, joans_sign_in, "conference-calendar", arranged))
    stop_conference(conference=arranged, reason=Conference.WhyNot.FAMILY_PREFERS_NOT, by=ngozi.user)

    calendar, event = the_day(read(client, joans_sign_in, "conference-calendar", arranged))

    assert (calendar.method, event.status, event.uid) == ("CANCEL", "CANCELLED", before.uid)
    assert event.sequence > before.sequence
    page = read(client, joans_sign_in, "our-meeting", arranged).text
    assert ("Take the day out of your calendar" in page, "Invitation for Joan" in page) == (True, False)


def test_there_is_no_day_for_who_is_not_asked_or_before_one_is_set(
    client, arranged, family, joan, joans_sign_in, worker
):
    arranged.participants.filter(person=joan).update(person=MembershipFactory(family=family).person)
    assert read(client, joans_sign_in, "conference-calendar", arranged).status_code == 403
    Conference.objects.filter(pk=arranged.pk).update(state="preparing", meets_at=None)

    answer = read(client, worker, "conference-calendar", arranged)

    assert (answer.status_code, "No day is set yet." in answer.text) == (403, True)


def test_taking_the_day_is_noted(client, arranged, joans_sign_in):
    read(client, joans_sign_in, "conference-calendar", arranged)

    assert AccessEvent.objects.latest("at", "pk").what == "casework:conference-calendar"
