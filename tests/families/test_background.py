"""Ethnicity and faith: who reads them, that nobody guesses them, and what two who are one say of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.errors import ChangedMeanwhile
from accounts.roles import Role
from families.actions.merging import MergeRefused, merge_people, unmerge_people
from families.actions.people import note_background
from families.models import ETHNIC_GROUPS, Ethnicity, Involvement, PersonAccount, PersonBackground
from families.queries.as_it_was import as_it_was
from families.queries.history import what_changed
from families.rules.people import can_note_background
from tests.conftest import make
from tests.families.pages import post
from tests.families.test_history import TODAY

Roles = Involvement.Role


@pytest.fixture
def told(amina):
    return PersonBackground.objects.create(
        organisation=amina.organisation, person=amina, ethnicity_words="Kurdish", faith="Yazidi", told_by="themselves"
    )


def alongside(family, role):
    return make.InvolvementFactory(family=family, role=role).practitioner.user


def read_by(user):
    return PersonBackground.objects.visible_to(user).count()


def sign_in_of(person):
    user = make.UserFactory(kind="family", roles=[])
    PersonAccount.objects.create(organisation=person.organisation, person=person, user=user)
    return user


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Roles.LEAD_WORKER, 1),
        (Roles.CO_WORKER, 1),
        (Roles.TEAM_MANAGER, 1),
        (Roles.FAMILY_COACH, 0),
        (Roles.FGC_COORDINATOR, 0),
        (Roles.SCHOOL, 0),
    ],
)
def test_only_who_reads_the_whole_record_reads_them(family, told, role, count):
    assert read_by(alongside(family, role)) == count


def test_a_manager_reads_them_and_an_outsider_does_not(manager, outsider, told):
    assert (read_by(manager), read_by(outsider)) == (1, 0)


def test_whose_they_are_reads_them_and_the_family_does_not(amina, joan, told):
    assert (read_by(sign_in_of(amina)), read_by(sign_in_of(joan))) == (1, 0)


def test_no_other_system_reads_them(family, told):
    client = make.UserFactory(kind="client", roles=[])

    assert (told.person in type(told.person).objects.visible_to(client), read_by(client)) == (True, 0)


@pytest.mark.parametrize(("alone", "count"), [(True, 1), (False, 0)])
def test_intake_reads_them_of_who_is_in_no_family(family, alone, count):
    person = make.PersonFactory() if alone else make.MembershipFactory(family=family).person
    PersonBackground.objects.create(organisation=person.organisation, person=person, faith="Sikh", told_by="lcs")
    intake = make.UserFactory(roles=[Role.INTAKE])

    assert read_by(intake) == count


def test_whoever_is_signed_in_no_more_reads_nothing(worker, told):
    worker.is_active = False

    assert read_by(worker) == 0


@pytest.mark.parametrize("field", ["ethnicity_words", "ethnicity_code", "faith"])
def test_what_nobody_said_is_not_written(amina, field):
    said = PersonBackground(organisation=amina.organisation, person=amina, **{field: "white_irish"})

    with pytest.raises(ValidationError, match="nobody’s ethnicity or faith is a guess"):
        said.full_clean()
    with pytest.raises(IntegrityError, match="background_says_who_told"), transaction.atomic():
        said.save()


@pytest.mark.parametrize(("field", "value"), [("ethnicity_code", "green"), ("told_by", "guess")])
def test_the_database_knows_the_answers_too(told, field, value):
    setattr(told, field, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        told.save()


def test_every_group_stands_under_one_heading():
    listed = [value for _heading, group in ETHNIC_GROUPS for value, _label in group]

    assert (sorted(listed), len(listed)) == (sorted(Ethnicity.values), 20)


def test_it_is_written_with_its_history(worker, amina):
    note_background(person=amina, row_version=0, faith="Quaker", told_by="themselves", by=worker)

    told = PersonBackground.objects.get(person=amina)
    assert (told.faith, told.created_by, told.events.get().pgh_context["action"]) == (
        "Quaker",
        worker,
        "note_background",
    )


@pytest.mark.parametrize("version", [0, 2])
def test_the_second_to_save_overwrites_nothing(worker, amina, told, version):
    with pytest.raises(ChangedMeanwhile):
        note_background(person=amina, row_version=version, faith="Quaker", told_by="themselves", by=worker)


def test_a_version_of_what_is_not_there_is_refused(worker, amina):
    with pytest.raises(ChangedMeanwhile):
        note_background(person=amina, row_version=3, faith="Quaker", told_by="themselves", by=worker)


def test_who_does_not_read_the_whole_record_writes_nothing(family, amina):
    coach = alongside(family, Roles.FAMILY_COACH)
    coach.roles = [Role.SOCIAL_WORKER]

    assert can_note_background(coach, amina).refusal == (
        "Ethnicity and faith are for those who read the whole record: ask the lead worker."
    )


def test_the_page_writes_it_down(signed_in, amina):
    said = {"ethnicity_words": "Kurdish", "ethnicity_code": "other", "told_by": "parent_carer", "row_version": 0}

    response = post(signed_in, "person-background", amina, **said)

    told = PersonBackground.objects.get(person=amina)
    assert (response.status_code, told.ethnicity_words, told.get_told_by_display()) == (
        302,
        "Kurdish",
        "A parent or carer said so",
    )


def test_who_said_so_is_asked_and_what_was_typed_stays(signed_in, amina):
    response = post(signed_in, "person-background", amina, faith="Sikh", row_version=0)

    assert response.status_code == 422
    assert 'value="Sikh"' in response.text
    assert "Say who told you: nobody’s ethnicity or faith is a guess." in response.text


def test_what_is_taken_out_again_was_said_by_nobody(signed_in, amina, told):
    post(signed_in, "person-background", amina, told_by="themselves", row_version=told.row_version)

    told.refresh_from_db()
    assert (told.faith, told.told_by) == ("", "")


def test_the_second_is_shown_the_group_in_words(signed_in, amina, told):
    told.ethnicity_code = "asian_other"
    told.save()

    response = post(signed_in, "person-background", amina, faith="Sikh", told_by="themselves", row_version=0)

    assert response.status_code == 422
    assert ("Ethnic group", "Any other Asian background") in response.context["theirs"]


def test_the_page_of_the_person_shows_it_to_the_worker_alone(client, family, worker, amina, told):
    pages = {}
    for user in (worker, alongside(family, Roles.FAMILY_COACH)):
        client.force_login(user)
        pages[user] = client.get(amina.get_absolute_url())

    assert [("Yazidi" in page.text, "Kurdish" in page.text) for page in pages.values()] == [
        (True, True),
        (False, False),
    ]


def test_nothing_is_said_of_what_nobody_asked(signed_in, amina):
    page = signed_in.get(amina.get_absolute_url())

    assert reverse("families:person-background", args=[amina.pk]) in page.text
    assert ">Faith<" not in page.text


def test_their_own_page_tells_whose_it_is(client, amina, joan, told):
    read = {}
    for person in (amina, joan):
        client.force_login(sign_in_of(person))
        read[person] = client.get(reverse("families:our-facts")).text

    assert ["Yazidi" in text for text in read.values()] == [True, False]


def test_the_history_shows_it_to_whoever_reads_it_now(family, worker, amina, told):
    coach = alongside(family, Roles.FAMILY_COACH)

    for user, count in ((worker, 1), (coach, 0)):
        kinds = [fact.kind for fact in as_it_was(amina.pk, user, TODAY).facts]
        changed = [row.kind for row in what_changed(amina.pk, user).rows]
        assert (kinds.count("Ethnicity and faith"), changed.count("Ethnicity and faith")) == (count, count)


def test_of_two_who_are_one_it_moves_and_moves_back(worker, joan, amina, told):
    merge = merge_people(kept=joan, merged=amina, why="She told us", by=worker)
    moved = PersonBackground.objects.get(pk=told.pk).person

    unmerge_people(merge=merge, by=worker)

    assert (moved, PersonBackground.objects.get(pk=told.pk).person) == (joan, amina)


def test_two_who_say_different_things_are_asked_first(worker, joan, amina, told):
    note_background(person=joan, row_version=0, faith="Quaker", told_by="themselves", by=worker)

    with pytest.raises(MergeRefused, match="Ethnicity or faith is written down differently for the two"):
        merge_people(kept=joan, merged=amina, why="She told us", by=worker)


def test_what_both_say_is_kept_once(worker, joan, amina, told):
    said = {"ethnicity_words": "Kurdish", "faith": "Yazidi"}
    note_background(person=joan, row_version=0, told_by="parent_carer", by=worker, **said)

    merge_people(kept=joan, merged=amina, why="She told us", by=worker)

    assert joan.background.told_by == "parent_carer"
