"""What the database holds of a learning note, past every form (domain.md §4.5, §12.11, INV-70)."""

import pytest
from django.db import connection

from accounts.errors import RuleBroken
from casework import lifecycle
from casework.actions import learning as actions
from casework.models import LearningNote, LearningTry
from database.asker import acting_as
from tests.casework.learning import SOON, TODAY, begun, ours, shared, tried, trying
from tests.casework.refusals import change, refused_by
from tests.factories import PractitionerFactory, TeamFactory, UserFactory
from tests.factories_families import sign_in_of

OF_EVERY_ROW = {"id", "organisation", "created_at", "created_by", "updated_at", "row_version"}
OF_A_NOTE = {
    *("title", "kind", "their_words", "their_wish", "what_happened", "what_we_noticed", "why_it_made_sense"),
    *("what_we_learned", "what_we_will_try", "try_by", "themes", "audience", "names_author", "state", "shared_on"),
    *("begun_by_family", "what_changed", "told_family_on"),
}
OF_A_TRY = {"note", "tried_on", "what_happened", "keep"}


@pytest.fixture
def note(worker):
    return begun(worker)


def seen(user):
    return set(LearningNote.objects.visible_to(user))


def test_no_field_names_a_worker_or_holds_a_person():
    """INV-70: a new field is looked at here before it is there."""
    fields = {model: {field.name for field in model._meta.local_fields} for model in (LearningNote, LearningTry)}
    events = {model: model._meta.get_field("events").related_model for model in fields}

    assert fields == {LearningNote: OF_EVERY_ROW | OF_A_NOTE, LearningTry: OF_EVERY_ROW | OF_A_TRY}
    of_history = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "pgh_context_id", "asked_by"}
    assert {
        model: {field.name for field in event._meta.local_fields} - of_history for model, event in events.items()
    } == fields


def test_nothing_in_the_database_leads_from_a_note_to_anyone(db):
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text, attname::text
            FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
            WHERE contype = 'f' AND conrelid::regclass::text LIKE 'casework_learning%' AND attname <> 'organisation_id'""")
        leads = set(cursor.fetchall())

    assert leads == {
        ("casework_learningnote", "accounts_user", "created_by_id"),
        ("casework_learningtry", "accounts_user", "created_by_id"),
        ("casework_learningtry", "casework_learningnote", "note_id"),
    }


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"what_happened": " "}, "learning_note_says_what_happened"),
        ({"audience": "team"}, "learning_note_shared_with_someone"),
        (
            {"state": "shared", "audience": "team", "shared_on": TODAY, "title": "The day"},
            "learning_note_made_sense_at_the_time",
        ),
        ({"what_changed": "Nothing"}, "learning_note_family_told_what_changed"),
        ({"state": "learned", "what_we_learned": "Much"}, "learning_note_steps_in_turn"),
        ({"their_words": "Ours"}, "learning_note_family_words_stay"),
    ],
)
def test_a_note_that_is_not_whole_is_refused(note, said, name):
    assert refused_by(change(note, **said)) == name


def test_it_says_what_is_tried_and_what_was_learned(note, worker):
    shared(note, worker)

    assert refused_by(change(note, state="trying")) == "learning_note_says_what_to_try"
    assert refused_by(change(note, title="")) == "learning_note_made_sense_at_the_time"
    trying(note, worker)
    assert refused_by(change(note, state="learned", what_we_learned="Much")) == "learning_note_tried_first"
    tried(note, worker)
    assert refused_by(change(note, state="learned")) == "learning_note_says_what_was_learned"
    change(note, state="learned", what_we_learned="Much")()


def test_what_a_family_wrote_stays_and_is_told_to_nobody_by_name(danas_sign_in, worker):
    note = ours(danas_sign_in)

    assert refused_by(change(note, their_words="Another")) == "learning_note_family_words_stay"
    assert refused_by(change(note, names_author=True)) == "learning_note_of_family_names_none"
    change(note, told_family_on=TODAY, what_changed="We ring back.")()
    assert refused_by(change(note, what_changed="We do not.")) == "learning_note_family_words_stay"


@pytest.mark.parametrize("in_whose_name", ["another's", "as a family"])
def test_a_note_is_begun_in_ones_own_name(worker, manager, organisation, in_whose_name):
    said = {"kind": "mistake", "organisation": organisation}
    whole = {
        "another's": {"what_happened": "Early", "created_by": worker},
        "as a family": {"their_words": "Early", "created_by": manager, "begun_by_family": True},
    }[in_whose_name]

    with acting_as(manager.asker):
        refused = refused_by(lambda: LearningNote(**said, **whole).save(force_insert=True))

    assert refused == "learning_note_in_their_own_name"


def test_nobody_who_works_here_is_named_by_their_whole_name(note, worker):
    UserFactory(name="Tom O’Neill (North)")
    named = "Then tom o’neill (north) rang."
    change(note, what_happened=named)()  # to oneself one may say it

    with pytest.raises(RuleBroken) as refused:
        shared(note, worker)
    assert refused.value.code == "learning_note_names_nobody"
    change(note, what_happened="Someone rang; a tom cat sat there.")()
    trying(shared(note, worker), worker)
    with pytest.raises(RuleBroken, match="names nobody"):
        tried(note, worker, named)


def test_what_was_tried_stays_and_goes_with_something_to_try(note, worker):
    shared(note, worker)
    early = {"note": note, "organisation": note.organisation, "tried_on": TODAY, "keep": "yes", "created_by": worker}

    assert (
        refused_by(lambda: LearningTry.objects.create(**early, what_happened="Yes")) == "learning_try_of_what_is_tried"
    )
    trying(note, worker)
    assert (
        refused_by(lambda: LearningTry.objects.create(**early, what_happened=" ")) == "learning_try_says_what_happened"
    )
    assert refused_by(change(tried(note, worker), keep="stop")) == "learning_try_stays"


def test_who_reads_it(worker, manager, outsider, danas_sign_in, joan, note):
    lead = UserFactory(roles=["quality_lead"])
    family_s = ours(danas_sign_in)
    of_the_team, of_all = shared(begun(worker), worker, "team"), shared(begun(worker), worker)
    fellow = PractitionerFactory(team=worker.practitioner.team).user
    elsewhere = PractitionerFactory(team=TeamFactory()).user

    assert seen(worker) == {note, of_the_team, of_all}
    assert seen(manager) == seen(fellow) == {of_the_team, of_all}
    assert seen(outsider) == seen(elsewhere) == {of_all}
    assert seen(lead) == {family_s, of_all}
    assert (seen(danas_sign_in), seen(sign_in_of(joan))) == ({family_s}, set())
    assert seen(UserFactory(kind="client", roles=[])) == seen(UserFactory(is_active=False)) == set()


def test_each_state_says_what_may_follow():
    assert set(lifecycle.NOTE_STEPS) == set(LearningNote.State)


def test_a_step_out_of_turn_is_refused_in_words(note, worker):
    with acting_as(worker.asker), pytest.raises(actions.LearningStepRefused, match="Not shared yet"):
        actions.try_learning(note=note, what_we_will_try="A text", try_by=SOON, by=worker)
