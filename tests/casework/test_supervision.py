"""Supervision by its pages: half a page for the worker, and what was decided for a family on the family's (domain.md §4.3)."""

import pytest

from casework.models import FamilySupervisionNote, SupervisionSession
from tests.casework.supervised import TODAY, met, thought

WRITTEN = {
    "on": TODAY.isoformat(),
    "minutes": "60",
    "kind": "individual",
    "wellbeing": "Sleeping badly",
    "agreements": "Rest\nA walk",
}


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_sarah_writes_it_and_priya_says_that_it_was_so(as_, worker, manager, outsider):
    as_(manager).post("/supervision/new/", WRITTEN | {"other": str(worker.pk)})
    session = SupervisionSession.objects.get()
    assert (session.supervisee, session.supervisor, session.agreements) == (worker, manager, ["Rest", "A walk"])
    page = session.get_absolute_url()
    assert "Is this how it was? Supervision with Sarah" in as_(worker).get("/today/").text
    assert as_(manager).post(f"{page}agree/", {"row_version": 1}).status_code == 403

    changed = as_(worker).post(f"{page}change/", WRITTEN | {"wellbeing": "Better", "row_version": session.row_version})
    assert changed.status_code == 302
    as_(manager).post(f"{page}agree/", {"row_version": session.row_version})  # to what stood there before
    session.refresh_from_db()
    assert session.agreed_at is None
    as_(manager).post(f"{page}agree/", {"row_version": session.row_version})

    session.refresh_from_db()
    assert (session.wellbeing, bool(session.agreed_at)) == ("Better", True)
    assert as_(worker).get(f"{page}change/").status_code == 403
    assert as_(outsider).get(page).status_code == as_(outsider).get(f"{page}change/").status_code == 404


def test_whoever_has_no_supervisor_here_is_told_so(as_, outsider, danas_sign_in):
    assert "You are in no team with a manager now." in as_(outsider).get("/supervision/").text
    assert as_(danas_sign_in).get("/supervision/").status_code == 403


def test_what_was_decided_is_read_by_the_family_and_the_session_is_not(
    as_, family, dana, worker, manager, danas_sign_in
):
    session = met(worker, manager, by=manager)
    said = {
        "people": [str(dana.pk)],
        "happened_on": TODAY.isoformat(),
        "thought_about": "Three letters in a week.",
        "hypotheses": "A hurry\nNobody asked",
        "decision": "One of us writes.",
        "because": "You asked.",
        "session": str(session.pk),
        "sharing": "shared",
    }
    as_(worker).post(f"/families/{family.pk}/thought-about/new/", said)

    note = FamilySupervisionNote.objects.get()
    ours = as_(danas_sign_in).get(note.get_absolute_url()).text
    assert all(
        words in ours for words in ("Three letters in a week.", "Nobody asked", "One of us writes.", "You asked.")
    )
    assert ("Supervision of" in ours, str(session.pk) in ours) == (False, False)
    assert "Supervision of 16 March 2026" in as_(manager).get(note.get_absolute_url()).text
    assert note.get_absolute_url() in as_(worker).get(session.get_absolute_url()).text
    assert "Decided: One of us writes." in as_(danas_sign_in).get(f"/families/{family.pk}/story/").text
    assert as_(worker).get(f"/records/{note.record_id}/").url == note.get_absolute_url()


def test_a_decision_says_why_and_whom_it_is_about(as_, family, dana, worker):
    page = f"/families/{family.pk}/thought-about/new/"
    said = {"happened_on": TODAY.isoformat(), "thought_about": "Letters", "decision": "One writes", "sharing": "shared"}

    refused = as_(worker).post(page, said)

    assert refused.status_code == 422
    assert all(words in refused.text for words in ("Say why you decided so.", "whom is it about?"))
    as_(worker).post(page, said | {"people": [str(dana.pk)], "keep": "later"})
    again = as_(worker).get(page).text
    assert ("One writes" in again, "Thought about together: Rowan" in as_(worker).get("/today/").text) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_pages_cost(as_, family, dana, worker, manager, danas_sign_in, django_assert_num_queries, count):
    for _number in range(count):
        session = met(worker, manager, by=manager)
    for _number in range(count):
        note = thought(family, dana, by=worker, session=session)

    for user, page, queries in (
        (worker, "/supervision/", 8),
        (worker, session.get_absolute_url(), 8),
        (worker, note.get_absolute_url(), 14),
        (danas_sign_in, f"/families/{family.pk}/thought-about/", 7),
        (danas_sign_in, note.get_absolute_url(), 9),
    ):
        client = as_(user)
        client.get(page)
        with django_assert_num_queries(queries):
            client.get(page)
