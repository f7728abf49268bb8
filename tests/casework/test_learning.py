"""The pages of what we learn: who goes on with a note, and what a page costs."""

import pytest

from casework.models import LearningNote
from tests.casework.learning import SOON, TODAY, begun, ours, shared, tried, trying
from tests.factories import PractitionerFactory, UserFactory
from tests.factories_access import DeclaredInterestFactory


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_from_what_happened_to_what_was_learned(as_, worker, outsider):
    note = shared(begun(worker), worker)
    page = note.get_absolute_url()
    assert as_(outsider).get(f"{page}try/").status_code == 403

    as_(worker).post(f"{page}try/", {"what_we_will_try": "A text at once.", "try_by": SOON.isoformat()})
    assert as_(worker).get(f"{page}learned/").status_code == 403
    as_(outsider).post(
        f"{page}tried/", {"tried_on": TODAY.isoformat(), "what_happened": "Ten seconds.", "keep_it": "yes"}
    )
    as_(worker).post(f"{page}learned/", {"what_we_learned": "A text is enough."})

    shown = as_(outsider).get("/learning/").text
    assert all(words in shown for words in ("A text at once.", "Ten seconds.", "A text is enough.", "1 idea tried"))
    note.refresh_from_db()
    assert note.state == "learned"


@pytest.mark.parametrize("names_author", [True, False])
def test_whose_name_stands_with_it_is_theirs_to_say(as_, worker, outsider, names_author):
    note = shared(begun(worker), worker, names_author=names_author)

    assert ("Priya" in as_(outsider).get(note.get_absolute_url()).text) == names_author


def test_a_name_that_slipped_in_is_taken_out_by_the_quality_lead(as_, worker, outsider):
    lead = UserFactory(roles=["quality_lead"])
    note = shared(begun(worker), worker)
    note.refresh_from_db()
    page = f"{note.get_absolute_url()}change/"
    said = {"title": "The day", "kind": "mistake", "what_happened": "Early.", "why_it_made_sense": "Calls."}

    assert as_(outsider).get(page).status_code == 403
    assert as_(lead).post(page, said | {"row_version": note.row_version}).status_code == 302
    stale = as_(worker).post(page, said | {"row_version": note.row_version, "what_happened": "Late."})
    assert (stale.status_code, "Someone else saved this" in stale.text) == (422, True)


def test_what_is_shared_is_what_whoever_shares_it_has_read(as_, worker):
    note = begun(worker)
    page, version = note.get_absolute_url(), note.row_version
    said = {"title": "The day", "kind": "mistake", "what_happened": "Early.", "why_it_made_sense": "Calls."}
    as_(worker).post(f"{page}change/", said | {"row_version": version, "what_happened": "A day early."})

    shares = said | {"row_version": version, "audience": "team", "names_author": "no"}
    stale = as_(worker).post(f"{page}share/", shares)

    assert (stale.status_code, "Someone else saved this" in stale.text) == (422, True)
    note.refresh_from_db()
    assert (note.state, note.what_happened) == ("private", "A day early.")


def test_whoever_knows_them_from_their_own_life_does_not_find_what_they_wrote(as_, dana, danas_sign_in):
    lead = PractitionerFactory(user__roles=["quality_lead"]).user
    note = ours(danas_sign_in)
    assert as_(lead).get(note.get_absolute_url()).status_code == 200

    DeclaredInterestFactory(practitioner=lead.practitioner, person=dana)

    assert as_(lead).get(note.get_absolute_url()).status_code == 404
    assert "Someone of a family wrote" not in as_(lead).get("/today/").text


def test_a_day_has_to_come_and_another_to_be_over(as_, worker):
    note = shared(begun(worker), worker)
    page = note.get_absolute_url()

    early = as_(worker).post(f"{page}try/", {"what_we_will_try": "A text", "try_by": "2026-03-01"})
    assert (early.status_code, "still to come" in early.text) == (422, True)
    trying(note, worker)
    late = as_(worker).post(f"{page}tried/", {"tried_on": SOON.isoformat(), "what_happened": "Yes", "keep_it": "yes"})
    assert (late.status_code, "still to come" in late.text) == (422, True)


def test_how_an_idea_went_waits_for_its_writer_until_someone_writes_it(as_, worker, outsider):
    note = trying(shared(begun(worker), worker), worker)
    LearningNote.objects.filter(pk=note.pk).update(try_by=TODAY)

    assert "How did it go? The wrong day" in as_(worker).get("/today/").text
    assert "How did it go?" not in as_(outsider).get("/today/").text
    tried(note, outsider)
    assert "How did it go?" not in as_(worker).get("/today/").text


def test_a_note_half_written_waits_on_today(as_, worker):
    as_(worker).post("/learning/new/", {"what_happened": "Half", "keep": "later"})

    today = as_(worker).get("/today/").text
    assert ("Something to learn from" in today, "/learning/new/" in today) == (True, True)
    assert "Half" in as_(worker).get("/learning/new/").text


def test_the_pages_are_for_whom_they_are(as_, worker, danas_sign_in):
    note = ours(danas_sign_in)

    assert as_(danas_sign_in).get("/learning/").status_code == 403
    assert as_(danas_sign_in).get(note.get_absolute_url()).status_code == 403
    assert as_(danas_sign_in).get("/learning/new/").status_code == 403
    assert as_(worker).get("/our-page/learning/").status_code == 403
    assert as_(worker).get("/our-page/learning/write/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_pages_cost(as_, worker, danas_sign_in, django_assert_num_queries, count):
    lead = UserFactory(roles=["quality_lead"])
    for _number in range(count):
        begun(worker)
        ours(danas_sign_in)
        note = trying(shared(begun(worker), worker), worker)
        tried(note, worker)
    for _number in range(count - 1):
        tried(note, worker)

    for user, page, queries in (
        (lead, "/learning/", 11),
        (worker, note.get_absolute_url(), 7),
        (danas_sign_in, "/our-page/learning/", 6),
    ):
        client = as_(user)
        client.get(page)
        with django_assert_num_queries(queries):
            client.get(page)
