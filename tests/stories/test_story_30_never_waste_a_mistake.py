"""30. A learning note can't be published without “why it made sense”; has no field for a person; names typed are flagged; “was anyone
hurt?” = yes opens a separate concern; a family-started note shows what changed and when they were told; export by author does not exist.
"""

import pytest

from casework.models import LearningNote, SafeguardingConcern
from tests.addresses import addresses
from tests.casework.learning import ours
from tests.factories import MembershipFactory, PersonFactory, UserFactory
from tests.factories_families import sign_in_of

WRITTEN = {"kind": "near_miss", "what_happened": "Nobody had the key.", "hurt": "no"}


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person=PersonFactory(known_as="Dana"), role="parent_carer").person


@pytest.fixture
def danas_sign_in(dana):
    return sign_in_of(dana)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def sharing(note, **said):
    note.refresh_from_db()
    stands = {
        "title": "No key",
        "kind": note.kind,
        "what_happened": "Nobody had the key.",
        "row_version": note.row_version,
    }
    return stands | {"audience": "service", "names_author": "no", "why_it_made_sense": "It always hung there."} | said


def test_it_is_not_shared_before_it_says_why_it_made_sense(as_, worker):
    as_(worker).post("/learning/new/", WRITTEN)
    note = LearningNote.objects.get()
    page = f"{note.get_absolute_url()}share/"

    refused = as_(worker).post(page, sharing(note, why_it_made_sense=""))

    assert (refused.status_code, "Without that it is not shared." in refused.text) == (422, True)
    assert as_(worker).post(page, sharing(note)).status_code == 302
    note.refresh_from_db()
    assert (note.state, note.audience) == ("shared", "service")


def test_names_are_flagged_and_taken_out_or_looked_at(as_, worker, manager, dana):
    as_(worker).post("/learning/new/", WRITTEN)
    note = LearningNote.objects.get()
    page, named = f"{note.get_absolute_url()}share/", "Sarah told Dana that the key was gone. Spring, perhaps."

    refused = as_(worker).post(page, sharing(note, what_happened=named))
    looked_at = as_(worker).post(page, sharing(note, what_happened=named, no_names="on"))

    assert refused.status_code == 422
    assert "Take these names out, or say that they are none: Dana, Sarah." in refused.text
    assert looked_at.status_code == 302


def test_whether_someone_was_hurt_goes_to_another_place(as_, worker):
    answer = as_(worker).post("/learning/new/", WRITTEN | {"hurt": "yes"})
    unsaid = as_(worker).post("/learning/new/", WRITTEN | {"hurt": ""})

    assert (answer.url, unsaid.status_code) == ("/worries/new/", 422)
    assert LearningNote.objects.count() == 1
    assert not SafeguardingConcern.objects.exists()  # it is theirs to write, in words of its own


def test_a_family_reads_what_changed_and_when_they_were_told(as_, danas_sign_in, worker):
    lead = UserFactory(roles=["quality_lead"])
    as_(danas_sign_in).post(
        "/our-page/learning/write/", {"their_words": "I told it three times.", "their_wish": "Once."}
    )
    note = LearningNote.objects.get()
    page = note.get_absolute_url()
    assert "I told it three times." in as_(lead).get(page).text
    assert as_(worker).get(page).status_code == 404  # who works with them reads nothing of it

    assert as_(worker).post(f"{page}tell-family/", {"what_changed": "No"}).status_code == 404
    as_(lead).post(f"{page}tell-family/", {"what_changed": "One worker writes it down, and the others read it."})

    shown = as_(danas_sign_in).get("/our-page/learning/").text
    assert "What has changed (16 March 2026):" in shown
    assert "One worker writes it down" in shown
    assert "One worker writes it down" in as_(danas_sign_in).get("/our-page/").text


def test_what_a_family_wrote_is_told_to_others_in_other_words(as_, danas_sign_in, worker):
    lead = UserFactory(roles=["quality_lead"])
    note = ours(danas_sign_in)
    page = note.get_absolute_url()
    assert "learning from" not in as_(lead).get("/today/").text
    assert "Someone of a family wrote what we should learn from" in as_(lead).get("/today/").text

    shared = as_(lead).post(f"{page}share/", sharing(note, what_happened="A call was not answered."))

    assert shared.status_code == 302
    read = as_(worker).get(page).text
    assert ("A call was not answered." in read, "Nobody rang back." in read) == (True, False)
    assert (danas_sign_in.name in read, "A family began it" in read) == (False, True)


def test_no_address_lists_notes_by_who_wrote_them():
    ours = {address.name for address in addresses() if "learning" in address.path}

    assert not {name for name in ours if name.startswith("api:")}
    assert {address.name for address in addresses() if "learning" in address.path and not address.is_of_a_record} == {
        "casework:learning",
        "casework:learning-new",
        "casework:our-learning",
        "casework:our-learning-write",
    }
