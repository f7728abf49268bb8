"""What was thought about a family: agreed to by the other of the two who met, and put right by either of them (domain.md §4.3, INV-32)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from casework.actions import supervision as actions
from casework.actions.supervision import SupervisionAgreed
from casework.models import FamilySupervisionNote
from casework.queries.supervision import note_page, waiting_for
from casework.rules.supervision import can_agree_to_note, can_put_note_right
from database.asker import acting_as
from families.models import Draft
from tests.casework.refusals import change, refused_by
from tests.casework.supervised import TODAY, met, thought
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory, RestrictionFactory, RestrictionReaderFactory

NEW = "Two letters in a week, and a call."


@pytest.fixture
def session(worker, manager):
    return met(worker, manager, worker)


@pytest.fixture
def note(family, dana, worker, session):
    return thought(family, dana, by=worker, session=session, decision="We ring first", because="Letters frighten them")


def put_right(note, by, **said):
    whole = {"happened_on": TODAY, "thought_about": NEW, "people": list_of(note)} | said
    with acting_as(by.asker):
        return actions.write_family_note(
            family=note.record.family, supersedes=note, session=note.session, by=by, **whole
        )


def list_of(note):
    return [one.person for one in note.record.subjects.select_related("person")]


def test_the_other_of_the_two_says_that_it_was_so(client, note, manager, worker, danas_sign_in):
    client.force_login(manager)
    page = note.get_absolute_url()
    assert [one.href for one in waiting_for(manager) if one.href == page] == [page]
    assert "That’s how it was" in client.get(page).text

    answer = client.post(reverse("casework:supervision-note-agree", args=[note.pk]))

    note.refresh_from_db()
    assert (answer.status_code, note.agreed_at is None) == (302, False)
    assert not [one for one in waiting_for(manager) if one.href == page]
    client.force_login(danas_sign_in)
    shown = client.get(page).text
    assert ("Both who were there say that it was so" in shown, manager.name in shown) == (True, False)
    assert client.post(reverse("casework:supervision-note-agree", args=[note.pk])).status_code == 403


def test_nobody_else_does_and_not_who_wrote_it(client, family, note, worker, outsider, manager):
    assert not can_agree_to_note(worker, note)
    for user in (worker, outsider):
        with acting_as(user.asker):
            assert refused_by(change(note, agreed_at=note.created_at)) == "supervision_note_agreed_by_the_other"
    alone = thought(family, *list_of(note), by=worker)
    assert can_agree_to_note(manager, alone).refusal == "The other one of you says that it was so, once it is written."
    with acting_as(manager.asker):
        assert refused_by(change(note, agreed_at=note.created_at, decision="Other")) == "supervision_note_stays"
        actions.agree_to_family_note(note=note, by=manager)
        with pytest.raises(SupervisionAgreed):
            actions.agree_to_family_note(note=note, by=manager)
        assert refused_by(change(note, agreed_at=None)) == "supervision_note_stays"


def test_either_puts_it_right_by_another_that_stands_in_its_place(client, note, worker, family, dana, danas_sign_in):
    client.force_login(worker)
    page = reverse("casework:supervision-note-put-right", args=[note.pk])
    assert page in client.get(note.get_absolute_url()).text
    form = client.get(page).context["form"]
    assert (form["decision"].value(), form["people"].value()) == ("We ring first", [dana.pk])

    said = {"people": [dana.pk], "happened_on": TODAY, "thought_about": NEW, "sharing": "shared"}
    answer = client.post(page, said | {"session": note.session_id})

    new = FamilySupervisionNote.objects.get(supersedes=note)
    assert (answer.status_code, answer.url, new.thought_about) == (302, new.get_absolute_url(), NEW)
    client.force_login(danas_sign_in)
    before, now = (client.get(one.get_absolute_url()).text for one in (note, new))
    assert ("This was put right on" in before, new.get_absolute_url() in before) == (True, True)
    assert ("It puts right what was written before" in now, note.get_absolute_url() in now) == (True, True)
    assert page not in before


def test_by_the_other_of_the_two_as_well_and_once(note, manager, worker):
    assert can_put_note_right(manager, note)

    put_right(note, manager)

    with pytest.raises(SupervisionAgreed, match="put right meanwhile"):
        put_right(note, worker)
    with acting_as(manager.asker), pytest.raises(SupervisionAgreed):
        actions.agree_to_family_note(note=note, by=manager)


def test_nobody_else_puts_it_right(family, note, dana, worker):
    other = PractitionerFactory().user
    InvolvementFactory(family=family, practitioner=other.practitioner)

    assert can_put_note_right(other, note).refusal == (
        "Only the two who met put right what was thought about this family."
    )
    with acting_as(other.asker), pytest.raises(ValidationError, match="Only the two who met"):
        actions.write_family_note(
            family=family, people=[dana], happened_on=TODAY, thought_about=NEW, supersedes=note, by=other
        )


def test_what_was_thought_about_another_family_does_not(note, worker):
    other = InvolvementFactory(practitioner=worker.practitioner, role="lead_worker").family
    someone = MembershipFactory(family=other).person

    with acting_as(worker.asker), pytest.raises(ValidationError, match="Only the two who met"):
        actions.write_family_note(
            family=other, people=[someone], happened_on=TODAY, thought_about=NEW, supersedes=note, by=worker
        )


def test_what_puts_right_is_no_fifth_family(note, worker, manager):
    for _time in range(actions.MOST_FAMILIES):
        note = put_right(note, worker)

    assert note_page(note.pk, worker).puts_right is not None


def test_what_is_half_written_is_kept_for_that_note(client, note, worker, dana):
    client.force_login(worker)
    page = reverse("casework:supervision-note-put-right", args=[note.pk])

    client.post(page, {"people": [dana.pk], "thought_about": NEW, "keep": "later", "draft_version": "0"})

    assert Draft.objects.get().form == f"supervision:right:{note.pk.hex}"
    assert NEW in client.get(page).text
    assert page in client.get(reverse("casework:today")).text


def test_a_note_that_is_kept_from_someone_is_not_put_right_past_them(note, worker, dana):
    AccessBlockFactory(viewer_person=dana, protected_person=None, record=note.record)

    with pytest.raises(SupervisionAgreed, match="kept from someone"):
        put_right(note, worker)


def test_nor_is_one_that_only_named_people_read(note, worker, manager):
    kept = RestrictionFactory(person=None, record=note.record)
    for one in (worker, manager):
        RestrictionReaderFactory(restriction=kept, user=one)

    with pytest.raises(SupervisionAgreed, match="kept from someone"):
        put_right(note, worker)
