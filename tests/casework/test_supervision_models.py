"""What the database holds of supervision, past every form (domain.md §4.3): two records that are never one."""

import pytest
from django.core.exceptions import ValidationError

from casework.actions import supervision as actions
from casework.models import FamilySupervisionNote, SupervisionSession
from database import clock
from database.asker import acting_as
from families.models import Entry, Record
from tests.casework.refusals import change, refused_by
from tests.casework.supervised import TODAY, met, thought
from tests.factories import PractitionerFactory, UserFactory


@pytest.fixture
def session(worker, manager):
    return met(worker, manager, by=manager)


@pytest.fixture
def note(family, dana, worker, session):
    return thought(family, dana, by=worker, session=session)


def seen(model, user):
    return set(model.objects.visible_to(user))


def test_a_session_is_there_for_the_two_and_for_nobody_else(session, worker, manager, outsider, danas_sign_in):
    above = UserFactory(roles=["team_manager", "quality_lead", "safeguarding_lead"])
    fellow = PractitionerFactory(team=worker.practitioner.team).user

    assert seen(SupervisionSession, worker) == seen(SupervisionSession, manager) == {session}
    for other in (outsider, above, fellow, danas_sign_in, UserFactory(kind="client", roles=[])):
        assert seen(SupervisionSession, other) == set()


def test_a_session_is_no_record_and_leads_to_no_family():
    leads = {field.related_model._meta.label for field in SupervisionSession._meta.local_fields if field.is_relation}

    assert leads == {"accounts.Organisation", "accounts.User"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"minutes": 4}, "supervision_lasts_a_while"),
        ({"minutes": 241}, "supervision_lasts_a_while"),
    ],
)
def test_a_session_that_cannot_be_is_refused(session, said, name):
    assert refused_by(change(session, **said)) == name


def test_it_is_between_a_worker_and_who_supervises_them(worker, manager, outsider):
    coach = UserFactory(roles=["family_coach"])
    leads = UserFactory(roles=["coach_supervisor"])

    def session(supervisee, supervisor, by):
        said = {"organisation": worker.organisation, "on": TODAY, "minutes": 60, "kind": "ad_hoc", "created_by": by}
        return lambda: SupervisionSession.objects.create(
            supervisee=supervisee, supervisor=supervisor, written_by=by, **said
        )

    assert session(coach, leads, leads)().pk
    assert refused_by(session(outsider, manager, manager)) == "supervision_by_who_supervises"
    assert refused_by(session(worker, leads, worker)) == "supervision_by_who_supervises"
    assert refused_by(session(worker, manager, outsider)) == "supervision_written_by_one_of_them"
    both = UserFactory(roles=["family_coach", "coach_supervisor"])
    assert refused_by(session(both, both, both)) == "supervision_of_two"


def test_the_other_agrees_and_then_it_stays(session, worker, manager, outsider):
    with acting_as(manager.asker):
        assert refused_by(change(session, agreed_at=clock.now())) == "supervision_agreed_by_the_other"
    with acting_as(outsider.asker):
        assert refused_by(change(session, agreed_at=clock.now())) == "supervision_agreed_by_the_other"
    with acting_as(worker.asker):
        assert refused_by(change(session, minutes=30)) == "supervision_in_their_own_name"
        both = change(session, agreed_at=clock.now(), wellbeing="Well")
        assert refused_by(both) == "supervision_agreed_by_the_other"
        actions.agree_to_supervision(session=session, by=worker)
    assert refused_by(change(session, wellbeing="Well")) == "supervision_agreed_stays"
    with acting_as(manager.asker), pytest.raises(actions.SupervisionAgreed):
        actions.agree_to_supervision(session=session, by=manager)


def test_what_was_said_between_two_stays_theirs(session, outsider):
    assert refused_by(change(session, supervisee=outsider)) == "supervision_stays_of_the_two"


def test_a_note_is_on_the_family_s_record_and_shared(note, worker, manager, outsider, danas_sign_in, joans_sign_in):
    for reader in (worker, manager, danas_sign_in):
        assert seen(FamilySupervisionNote, reader) == {note}
    assert seen(FamilySupervisionNote, outsider) == seen(FamilySupervisionNote, joans_sign_in) == set()
    assert note.record.kind == Record.Kind.SUPERVISION_NOTE


def test_a_note_is_kept_back_with_a_reason(family, dana, worker, danas_sign_in):
    note = thought(family, dana, by=worker, is_shared=False)

    assert (seen(FamilySupervisionNote, worker), seen(FamilySupervisionNote, danas_sign_in)) == ({note}, set())


def test_a_decision_is_an_entry_and_says_why(family, dana, worker, note):
    decided = thought(family, dana, by=worker, decision="One of us writes.", because="They asked.")

    entry = Entry.objects.get(record=decided.record)
    assert (entry.kind, entry.body, entry.because, entry.author) == (
        "decision",
        "One of us writes.",
        "They asked.",
        worker,
    )
    assert decided.decided_by == worker
    assert not Entry.objects.filter(record=note.record).exists()
    with pytest.raises(ValidationError) as refused:
        thought(family, dana, by=worker, decision="One of us writes.")
    assert refused.value.code == "supervision_note_decision_says_why"


def test_a_note_is_whole_and_stays(family, dana, worker, note, danas_sign_in, manager):
    assert refused_by(change(note, thought_about="Else")) == "supervision_note_stays"
    with pytest.raises(ValidationError):
        thought(family, dana, by=worker, thought_about=" ")
    elsewhere = met(worker, manager, by=worker)

    def another(**said):
        whole = {
            "record": note.record,
            "thought_about": "Much",
            "created_by": worker,
            "organisation": note.organisation,
        }
        return lambda: FamilySupervisionNote(**(whole | said)).save(force_insert=True)

    assert refused_by(another(thought_about=" ")) == "supervision_note_says_something"
    assert refused_by(another(created_by=manager)) == "supervision_note_of_a_family"
    by_dana = another(decision="Yes", because="So", decided_by=danas_sign_in)
    assert refused_by(by_dana) == "supervision_note_decided_by_who_works_here"
    assert elsewhere.pk


def test_a_note_comes_out_of_a_session_of_whoever_writes_it(family, dana, worker, session):
    hana = PractitionerFactory(user__name="Hana").user

    with pytest.raises(ValidationError) as refused:
        thought(family, dana, by=hana, session=session)
    assert refused.value.code == "supervision_note_of_their_session"


def test_four_families_are_enough(family, dana, worker, session):
    for _number in range(4):
        thought(family, dana, by=worker, session=session)

    with pytest.raises(actions.EnoughFamilies):
        thought(family, dana, by=worker, session=session)
