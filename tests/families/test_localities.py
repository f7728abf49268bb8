"""What is different in a place: whose yes it takes, what a version keeps, and who reads it (domain.md §1.9)."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.errors import ChangedMeanwhile, RuleBroken
from accounts.models import Locality, User
from database import clock
from database.asker import acting_as
from families.actions import localities as actions
from families.actions.goals import record_goal
from families.models import FamilyPartner, Goal, ListKind, LocalityList, ScopingNote
from families.queries import localities as queries
from tests.factories import FamilyFactory, MembershipFactory, UserFactory
from tests.factories_families import sign_in_of
from tests.families.places import LENGTHS, THEMES, a_lead, a_partner, agreed, otherwise, weeks, written
from tests.refusals import again, refused_by

SAID = "Ten weeks is too short for a new baby, and nobody here says routines."


@pytest.fixture
def harbour(organisation):
    return Locality.objects.create(organisation=organisation, name="Harbour")


@pytest.fixture
def lou(organisation):
    return a_lead()


@pytest.fixture
def bea(harbour, lou):
    return a_partner(harbour, lou)


@pytest.fixture
def there(harbour):
    """A family of the place, and the sign-in of its mother."""
    family = FamilyFactory(name="Novak", locality=harbour)
    return family, sign_in_of(MembershipFactory(family=family, person__known_as="Jana").person)


def as_(user, act, **facts):
    with acting_as(user.asker):
        return act(by=user, **facts)


def past_the_form(user, act):
    with acting_as(user.asker):
        return refused_by(act)


# What counts, and by whose yes.


def test_what_was_written_counts_for_nothing_before_a_yes(harbour, lou):
    written(harbour, LENGTHS, weeks(6, 12), lou)

    assert queries.words_of_place(harbour.pk, LENGTHS)[LENGTHS] == weeks(10, 20, 30)


def test_a_family_partner_says_yes_to_what_was_proposed_and_it_counts(harbour, lou, bea, frozen_clock):
    own = written(harbour, LENGTHS, weeks(6, 12), lou)
    as_(lou, actions.propose_lists, place=harbour)
    own.refresh_from_db()

    as_(bea, actions.agree_to_list, proposed=own, row_version=own.row_version)

    own.refresh_from_db()
    assert (own.agreed_by, own.agreed_with, own.valid_from) == (bea, "a mother of three", frozen_clock)
    assert queries.words_of_place(harbour.pk, LENGTHS)[LENGTHS] == weeks(6, 12)


def test_where_nobody_signs_in_a_yes_is_written_down(harbour, lou):
    own = agreed(harbour, LENGTHS, weeks(6), lou)

    assert (own.agreed_by, own.agreed_with, own.state) == (None, "the parents’ group", "in_force")


def test_where_a_partner_signs_in_nobody_writes_their_yes(harbour, lou, bea):
    written(harbour, LENGTHS, weeks(6), lou)

    with pytest.raises(RuleBroken) as refused:
        as_(lou, actions.sign_off_lists, place=harbour, agreed_with="Bea")

    assert refused.value.code == "locality_list_asks_its_partner"


def test_a_yes_is_to_just_what_was_read(harbour, lou, bea):
    own = written(harbour, LENGTHS, weeks(6), lou)
    as_(lou, actions.propose_lists, place=harbour)
    own.refresh_from_db()
    read = own.row_version
    written(harbour, LENGTHS, weeks(52), lou, row_version=read)

    with pytest.raises(ChangedMeanwhile):
        as_(bea, actions.agree_to_list, proposed=own, row_version=read)


def test_who_asks_nobody_is_told_to_name_someone(harbour, lou):
    written(harbour, LENGTHS, weeks(6), lou)

    with pytest.raises(actions.ProposalGone, match="no family partner who signs in"):
        as_(lou, actions.propose_lists, place=harbour)


def test_not_like_this_is_written_again(harbour, lou, bea):
    own = written(harbour, LENGTHS, weeks(6), lou)
    as_(lou, actions.propose_lists, place=harbour)

    as_(bea, actions.send_list_back, proposed=own)

    own.refresh_from_db()
    assert own.state == "written"


def test_what_was_taken_back_waits_for_no_yes(harbour, lou, bea):
    own = written(harbour, LENGTHS, weeks(6), lou)
    as_(lou, actions.take_list_back, written=own)

    with pytest.raises(actions.ProposalGone):
        as_(bea, actions.agree_to_list, proposed=own, row_version=own.row_version)


def test_what_is_as_it_counts_already_is_no_change(harbour, lou):
    own = written(harbour, LENGTHS, weeks(6), lou)

    assert as_(lou, actions.write_list, place=harbour, kind=LENGTHS, lines=weeks(10, 20, 30), row_version=1) is None

    own.refresh_from_db()
    assert own.state == "withdrawn"


def test_the_version_before_is_kept_with_its_days(harbour, lou):
    first = agreed(harbour, LENGTHS, weeks(6), lou)
    second = agreed(harbour, LENGTHS, weeks(8), lou)

    first.refresh_from_db()
    assert (first.state, first.valid_until, second.state) == ("over", second.valid_from, "in_force")


def test_two_who_write_one_list_at_once_are_told(harbour, lou):
    written(harbour, LENGTHS, weeks(6), lou)

    with pytest.raises(ChangedMeanwhile):
        as_(UserFactory(roles=["administrator"]), actions.write_list, place=harbour, kind=LENGTHS, lines=weeks(7))
    assert LocalityList.objects.get().words == weeks(6)


def test_who_goes_on_with_what_was_answered_meanwhile_is_told(harbour, lou):
    agreed(harbour, LENGTHS, weeks(6), lou)

    with pytest.raises(actions.ProposalGone, match="answered or taken back"):
        as_(lou, actions.write_list, place=harbour, kind=LENGTHS, lines=weeks(7), row_version=1)


def test_a_partner_who_ended_is_asked_no_more(harbour, lou, bea):
    as_(lou, actions.end_partner, partner=FamilyPartner.objects.get())

    assert agreed(harbour, LENGTHS, weeks(6), lou).agreed_with == "the parents’ group"


def test_a_partner_signs_in_as_one_of_a_family(harbour, lou):
    with pytest.raises(ValidationError, match="Nobody of a family signs in"):
        as_(lou, actions.name_partner, place=harbour, email=lou.email, named="Lou")


# What the database holds, past every form.


def row(harbour, **facts):
    facts = {"kind": "lengths", "items": [{"key": "6", "words": ""}]} | facts
    return lambda: LocalityList.objects.create(organisation=harbour.organisation, locality=harbour, **facts)


def lines(*keys, words="So"):
    return [{"key": key, "words": words} for key in keys]


QUESTIONS = [*queries.usual_words(ListKind.CHECKIN_QUESTIONS)]


@pytest.mark.parametrize(
    ("kind", "items", "broken"),
    [
        ("lengths", [], "locality_list_line_by_line"),
        ("lengths", {"6": ""}, "locality_list_line_by_line"),
        ("lengths", [{"key": "6"}], "locality_list_line_by_line"),
        ("goal_themes", lines("Fun", "other"), "locality_list_line_by_line"),
        ("lengths", lines("6", "6"), "locality_list_each_once"),
        ("lengths", lines("53"), "locality_list_whole_weeks"),
        ("lengths", lines("0"), "locality_list_whole_weeks"),
        ("goal_themes", lines("fun", "other", words=" "), "locality_list_has_words"),
        ("goal_themes", lines("fun", "other", words="x" * 201), "locality_list_has_words"),
        ("goal_themes", lines("pets", "other"), "locality_list_known_lines"),
        ("card_sections", lines("headline", "own_pets"), "locality_list_known_lines"),
        ("place_kinds", lines("cafe"), "locality_list_keeps_other"),
        ("card_sections", lines("our_story"), "locality_list_keeps_headline"),
        ("checkin_questions", lines(*QUESTIONS[1:]), "locality_list_asks_all"),
        ("checkin_questions", lines(*QUESTIONS, "own_more"), "locality_list_known_lines"),
    ],
)
def test_a_list_holds_what_such_a_list_can(harbour, kind, items, broken):
    assert refused_by(row(harbour, kind=kind, items=items)) == broken


def test_a_place_adds_lines_of_its_own(harbour):
    assert row(harbour, kind="goal_themes", items=lines("own_pets", "other"))().pk
    assert row(harbour, kind="checkin_questions", items=lines(*QUESTIONS))().pk


def test_nothing_begins_to_count_without_a_yes(harbour, lou):
    now = clock.now()
    facts = {"proposed_at": now, "valid_from": now, "agreed_with": "me"}

    assert past_the_form(lou, row(harbour, **facts)) == "locality_list_takes_a_yes"


def test_a_yes_is_to_what_was_proposed(harbour, lou):
    own = written(harbour, LENGTHS, weeks(6), lou)
    change = LocalityList.objects.filter(pk=own.pk).update
    now = clock.now()

    unasked = past_the_form(lou, lambda: change(proposed_at=now, valid_from=now, agreed_with="her"))
    change(proposed_at=now)
    other = past_the_form(lou, lambda: change(items=lines("7"), valid_from=now, agreed_with="her"))

    assert (unasked, other) == ("locality_list_takes_a_yes", "locality_list_takes_a_yes")


@pytest.mark.parametrize("facts", [{"items": lines("7")}, {"agreed_with": "x"}, {"withdrawn_at": timezone.now()}])
def test_what_counts_is_frozen(harbour, lou, facts):
    own = agreed(harbour, LENGTHS, weeks(6), lou)

    assert past_the_form(lou, lambda: LocalityList.objects.filter(pk=own.pk).update(**facts)) == "locality_list_stays"


def test_what_is_over_stays_over(harbour, lou):
    first = agreed(harbour, LENGTHS, weeks(6), lou)
    agreed(harbour, LENGTHS, weeks(8), lou)

    again_ = past_the_form(lou, lambda: LocalityList.objects.filter(pk=first.pk).update(valid_until=None))

    assert again_ == "locality_list_stays"


def test_two_versions_never_count_at_once(harbour, lou):
    own = agreed(harbour, LENGTHS, weeks(6), lou)
    other = written(harbour, LENGTHS, weeks(7), lou)
    now = clock.now()
    LocalityList.objects.filter(pk=other.pk).update(proposed_at=now)

    refused = past_the_form(
        lou, lambda: LocalityList.objects.filter(pk=other.pk).update(valid_from=own.valid_from, agreed_with="her")
    )

    assert refused == "locality_list_one_at_a_time"


def test_one_proposal_waits_at_a_time(harbour, lou):
    own = written(harbour, LENGTHS, weeks(6), lou)

    assert refused_by(lambda: again(own)) == "locality_list_one_proposal"


def test_a_version_ends_after_it_began_and_says_who_agreed(harbour, lou):
    own = agreed(harbour, LENGTHS, weeks(6), lou)
    change = LocalityList.objects.filter(pk=own.pk).update

    assert refused_by(lambda: change(valid_until="2001-01-01T00:00Z")) == "locality_list_ends_after_it_began"
    assert refused_by(row(harbour, kind="prompts", items=lines("good_at"), agreed_with="x")) == (
        "locality_list_says_who_agreed"
    )


def test_only_a_partner_of_the_place_says_yes_by_themselves(harbour, lou, bea):
    own = written(harbour, LENGTHS, weeks(6), lou)
    as_(lou, actions.propose_lists, place=harbour)
    change = LocalityList.objects.filter(pk=own.pk).update
    yes = {"valid_from": clock.now(), "agreed_with": "Bea", "agreed_by": bea}

    assert past_the_form(lou, lambda: change(**yes)) == "locality_list_agreed_by_partner"
    assert past_the_form(bea, lambda: change(items=lines("9"))) == "locality_list_by_lead"


@pytest.mark.parametrize("roles", [["social_worker"], ["analyst"]])
def test_only_who_adapts_places_writes_of_them(harbour, roles):
    user = UserFactory(roles=roles)
    of = {"organisation": harbour.organisation, "locality": harbour}

    assert past_the_form(user, row(harbour)) == "locality_list_by_lead"
    assert (
        past_the_form(user, lambda: ScopingNote.objects.create(**of, what_families_said=SAID)) == "scoping_note_by_lead"
    )
    assert (
        past_the_form(user, lambda: FamilyPartner.objects.create(**of, user=user, named="I"))
        == "family_partner_by_lead"
    )


def test_a_partner_is_of_a_family_and_named_once(harbour, lou, bea):
    of = {"organisation": harbour.organisation, "locality": harbour}
    partner = FamilyPartner.objects.get()

    assert refused_by(lambda: FamilyPartner.objects.create(**of, user=lou, named="I")) == "family_partner_of_a_family"
    assert refused_by(lambda: again(partner)) == "family_partner_once"
    assert refused_by(lambda: again(partner, named=" ", ended_at=clock.now())) == "family_partner_has_a_name"


def test_a_note_by_which_something_was_agreed_stays(harbour, lou):
    note = as_(lou, actions.write_scoping_note, place=harbour, what_families_said=SAID)
    as_(lou, actions.write_scoping_note, place=harbour, note=note, what_families_said="Longer.")
    agreed_by = written(harbour, LENGTHS, weeks(6), lou, note=note)
    as_(lou, actions.sign_off_lists, place=harbour, agreed_with="the parents’ group")

    with pytest.raises(RuleBroken) as refused:
        as_(lou, actions.write_scoping_note, place=harbour, note=note, what_families_said="Shorter.")

    assert (refused.value.code, agreed_by.note.what_families_said) == ("scoping_note_stays", "Longer.")


def test_a_note_says_something_and_leads_to_what_is_of_its_place(harbour, lou):
    of = {"organisation": harbour.organisation}
    hill = Locality.objects.create(name="Hill", **of)
    note = ScopingNote.objects.create(**of, locality=hill, what_families_said=SAID)

    assert refused_by(lambda: ScopingNote.objects.create(**of, locality=hill, what_families_said=" ")) == (
        "scoping_note_says_something"
    )
    assert refused_by(row(harbour, note=note)) == "locality_list_note_of_the_place"


def test_what_counts_is_not_taken_back(harbour):
    now = clock.now()
    whole = {"proposed_at": now, "valid_from": now, "agreed_with": "x", "withdrawn_at": now}

    with pytest.raises(ValidationError, match="can’t be taken back"):
        LocalityList(
            organisation=harbour.organisation, locality=harbour, kind="lengths", items=lines("6"), **whole
        ).full_clean()
    assert "locality_list_withdrawn_before_a_yes" in {one.name for one in LocalityList._meta.constraints}


# Nothing about families whom anyone could know by it.


@pytest.mark.parametrize(
    "text",
    ["Ring 0113 496 0000.", "They live at 12 Elm Road.", "LS1 4AP is far.", "ana@mail.test said so.", "Novak said so."],
)
def test_a_note_tells_of_nobody(harbour, there, lou, text):
    with pytest.raises(ValidationError) as refused:
        as_(lou, actions.write_scoping_note, place=harbour, what_families_said=f"Weeks. {text}")

    assert [*refused.value.message_dict] == ["what_families_said"]


@pytest.mark.parametrize(
    "text",
    [
        "Jana’s boys were bored.",
        "The Novaks said so.",
        "So said Lou.",
        "Mary came.",
        "Mrs Souza came.",
        "JANA came.",
        "Beth came.",
    ],
)
def test_a_name_of_someone_known_here_is_found_however_it_ends(harbour, there, lou, text):
    MembershipFactory(person__known_as="Mary Ann", person__given_name="Maria Beth", person__family_name="de Souza")
    with pytest.raises(ValidationError, match="holds a name of someone"):
        as_(lou, actions.write_scoping_note, place=harbour, what_families_said=text)


def test_a_place_a_month_and_a_word_are_no_names(harbour, there, lou):
    MembershipFactory(person__known_as="May")

    assert as_(lou, actions.write_scoping_note, place=harbour, what_families_said="In May, in Harbour, it rained.").pk


def test_lines_tell_of_nobody_either(harbour, there, lou):
    with pytest.raises(ValidationError, match="holds a name of someone"):
        written(harbour, THEMES, otherwise(THEMES, own_jana="Doing as Jana does"), lou)


# Who reads it.


def test_a_family_reads_what_counts_where_it_lives_and_no_draft(harbour, there, lou):
    _family, jana = there
    agreed(harbour, LENGTHS, weeks(6), lou)
    written(harbour, THEMES, otherwise(THEMES, fun="A laugh"), lou)
    LocalityList.objects.open().update(proposed_at=clock.now())

    assert [one.kind for one in LocalityList.objects.visible_to(jana)] == ["lengths"]


def test_a_family_of_another_place_reads_nothing(harbour, lou, bea):
    far = FamilyFactory(locality=Locality.objects.create(organisation=harbour.organisation, name="Hill"))
    ana = sign_in_of(MembershipFactory(family=far).person)
    note = as_(lou, actions.write_scoping_note, place=harbour, what_families_said=SAID)
    written(harbour, LENGTHS, weeks(6), lou, note=note)
    as_(lou, actions.propose_lists, place=harbour)

    assert [*LocalityList.objects.visible_to(ana)] == []
    assert [*ScopingNote.objects.visible_to(ana)] == []
    assert [*FamilyPartner.objects.visible_to(ana)] == []
    assert harbour not in queries.places_open_to(ana)


def test_a_partner_reads_what_waits_for_their_yes_and_why(harbour, lou, bea):
    note = as_(lou, actions.write_scoping_note, place=harbour, what_families_said=SAID)
    own = written(harbour, LENGTHS, weeks(6), lou, note=note)
    before = [*LocalityList.objects.visible_to(bea)]
    as_(lou, actions.propose_lists, place=harbour)

    assert (before, [*queries.lists_to_answer(bea)]) == ([], [own])
    assert [*ScopingNote.objects.visible_to(bea)] == [note]


def test_another_system_and_who_left_read_nothing(harbour, lou):
    agreed(harbour, LENGTHS, weeks(6), lou)
    client = UserFactory(kind=User.Kind.CLIENT, roles=[])
    gone = UserFactory(is_active=False)

    assert [LocalityList.objects.visible_to(one).count() for one in (client, gone)] == [0, 0]
    assert [queries.places_open_to(one).count() for one in (client, gone)] == [0, 0]


# What families here changed.


def test_a_version_beside_what_counts_elsewhere(harbour, lou):
    own = agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh", health="", own_pets="Pets"), lou)

    found = queries.changed(own)

    assert (found.added, found.taken_out, found.reworded) == (["Pets"], ["Health"], [queries.Line("A laugh", "Fun")])
    assert found.is_as_elsewhere is False


def test_lengths_are_said_in_weeks(harbour, lou):
    found = queries.changed(agreed(harbour, LENGTHS, weeks(1, 10), lou))

    assert (found.added, found.taken_out) == (["1 week"], ["20 weeks", "30 weeks"])


# A goal keeps the words of its day.


def goal_of(family, worker, theme):
    person = MembershipFactory(family=family).person
    goal = record_goal(family=family, words="To laugh", whose=[person], on=clock.today(), theme=theme, by=worker)
    return Goal.objects.get(pk=goal.pk)


def test_a_goal_is_about_what_goals_are_about_where_the_family_lives(harbour, lou, family, worker):
    family.locality = harbour
    family.save()
    agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh", health="", own_pets="Pets"), lou)

    assert goal_of(family, worker, "own_pets").theme_words == "Pets"
    assert goal_of(family, worker, "fun").theme_words == "A laugh"
    with pytest.raises(RuleBroken) as refused:
        goal_of(family, worker, "health")
    assert refused.value.code == "goal_theme_of_the_place"


def test_elsewhere_the_words_are_the_usual_ones_and_no_others(family, worker):
    assert goal_of(family, worker, "fun").theme_words == "Fun"
    with pytest.raises(RuleBroken):
        goal_of(family, worker, "own_pets")


def test_a_goal_keeps_the_words_that_counted_then(harbour, lou, family, worker):
    family.locality = harbour
    family.save()
    agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh"), lou)
    goal = goal_of(family, worker, "fun")
    agreed(harbour, THEMES, otherwise(THEMES, fun=""), lou)

    Goal.objects.filter(pk=goal.pk).update(small_sign="She sings")

    goal.refresh_from_db()
    assert (goal.theme_words, goal.theme) == ("A laugh", "fun")
