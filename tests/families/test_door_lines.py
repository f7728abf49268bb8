"""The door, line by line of domain.md §8.5, with people who have names; `test_door_by_brute_force.py` tries the rest."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from accounts.errors import RuleBroken
from accounts.models import User
from database import clock
from database.asker import acting_as
from families import models
from families.actions import emergency, granting, keeping, kinship
from families.actions.records import Sharing, begin_record
from families.actions.settling import accept_settled, throw_away_settled
from families.periods import Period
from families.queries.hidden_words import hidden_words, written_like_one
from families.queries.keeping import colleagues
from families.rules import emergency as glass_rules
from families.rules import keeping as rules
from tests.factories import (
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
    PractitionerFactory,
    UserFactory,
)
from tests.factories_access import RestrictionReaderFactory
from tests.factories_families import ContactPointFactory, ResidenceFactory, ResponsibilityFactory
from tests.factories_linkups import sign_in_of

TODAY = date(2026, 3, 16)
LATER = date(2026, 9, 14)
CHILD_ONLY = Sharing(models.ShareState.State.CHILD_ONLY)
RECORD = {"kind": models.Record.Kind.CONVERSATION, "happened_on": TODAY}
EMERGENCY = {"reason_code": "immediate_safety", "reason_text": "She rang and was afraid to go home"}


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2))


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1))


@pytest.fixture
def rob(family):
    return MembershipFactory(family=family, person__known_as="Rob", person__date_of_birth=date(1989, 11, 12))


@pytest.fixture
def told_to_priya(family, amina, worker):
    return begin_record(family=family, subjects=[amina.person], sharing=CHILD_ONLY, by=worker, **RECORD)


@pytest.fixture
def colleague(family):
    """A co-worker."""
    return InvolvementFactory(family=family, practitioner__user__name="Hana").practitioner.user


def known_to(user):
    return {person.known_as for person in models.Person.objects.visible_to(user)}


def reads(user, record):
    return models.Record.objects.visible_to(user).filter(pk=record.pk).exists()


def block(viewer, protected, by):
    return keeping.set_block(viewer=viewer, protected=protected, ground="domestic_abuse", review_on=LATER, by=by)


def test_who_is_blocked_knows_of_their_family_but_not_of_who_is_protected(dana, rob, amina, worker):
    rob_s = sign_in_of(rob)
    assert known_to(rob_s) == {"Dana", "Rob", "Amina"}

    block(rob.person, dana.person, worker)

    assert known_to(rob_s) == {"Rob", "Amina"}
    assert {one.person.known_as for one in models.FamilyMembership.objects.visible_to(rob_s)} == {"Rob", "Amina"}


def test_a_block_ends_when_someone_ends_it_and_not_by_a_date(dana, rob, worker, monkeypatch):
    held, rob_s = block(rob.person, dana.person, worker), sign_in_of(rob)
    monkeypatch.setattr("database.clock.today", lambda: LATER + timedelta(days=400))
    assert known_to(rob_s) == {"Rob"}

    with pytest.raises(ValidationError, match="Say why it is over"):
        keeping.end_keeping(held=held, ended_because=" ", by=worker)
    keeping.end_keeping(held=held, ended_because="Dana asked for it.", by=worker)

    assert known_to(rob_s) == {"Dana", "Rob"}


def test_both_ways_is_two_blocks(dana, rob, worker):
    keeping.set_block(
        viewer=rob.person, protected=dana.person, ground="other", review_on=LATER, both_ways=True, by=worker
    )

    assert known_to(sign_in_of(dana)) == {"Dana"}


def test_a_record_about_someone_protected_is_not_there_though_it_is_shared(family, dana, rob, worker):
    record = begin_record(family=family, subjects=[dana.person, rob.person], by=worker, **RECORD)
    rob_s = sign_in_of(rob)
    assert reads(rob_s, record)

    block(rob.person, dana.person, worker)

    assert not reads(rob_s, record)
    assert reads(sign_in_of(dana), record)


def test_the_address_of_a_child_is_not_told_to_who_is_kept_from_someone_there(dana, amina, rob, worker):
    home = ResidenceFactory(person=dana.person)
    ResidenceFactory(person=amina.person, address=home.address)
    ResponsibilityFactory(holder=rob.person, child=amina.person, status="confirmed")
    rob_s = sign_in_of(rob)
    assert models.Residence.objects.visible_to(rob_s).count() == 1

    block(rob.person, dana.person, worker)

    assert models.Residence.objects.visible_to(rob_s).count() == 0


def test_a_home_is_confidential_when_it_is_for_one_who_lives_there(family, dana, amina):
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    home = ResidenceFactory(person=dana.person)
    assert models.Residence.objects.visible_to(coach).count() == 1

    ResidenceFactory(person=amina.person, address=home.address, is_confidential=True)

    assert models.Residence.objects.visible_to(coach).count() == 0


def test_where_a_child_goes_to_school_is_hidden_as_an_address_is(family, dana, amina, worker):
    school = InvolvementFactory(family=family, person=amina.person, role="school")
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    ResidenceFactory(person=amina.person, is_confidential=True)

    assert school in models.Involvement.objects.visible_to(worker)
    assert school not in models.Involvement.objects.visible_to(coach)
    assert school not in models.Involvement.objects.visible_to(sign_in_of(dana))
    assert school in models.Involvement.objects.visible_to(sign_in_of(amina))


@pytest.mark.parametrize("knows", ["person", "family"])
def test_who_declared_an_interest_sees_nothing_even_through_broken_glass(family, dana, amina, colleague, worker, knows):
    record = begin_record(family=family, subjects=[dana.person], by=worker, **RECORD)
    assert reads(colleague, record)

    known = dana.person if knows == "person" else family
    with acting_as(colleague.asker):
        emergency.break_glass(target=record, by=colleague, **EMERGENCY)
    keeping.declare_interest(practitioner=colleague.practitioner, known=known, kind="neighbour", by=colleague)

    assert not reads(colleague, record)
    assert known_to(colleague) == ({"Amina"} if knows == "person" else set())
    assert not glass_rules.can_break_glass(colleague, record)


@pytest.mark.parametrize("knows", ["person", "family", "their family"])
def test_the_database_opens_nothing_over_a_declared_interest(family, dana, colleague, worker, knows):
    record = begin_record(family=family, subjects=[dana.person], by=worker, **RECORD)
    other = MembershipFactory(person=dana.person).family
    known = {"person": dana.person, "family": family, "their family": other}[knows]
    keeping.declare_interest(practitioner=colleague.practitioner, known=known, kind="neighbour", by=colleague)

    with acting_as(colleague.asker), pytest.raises(RuleBroken, match="ask someone else to look"):
        emergency.break_glass(target=record, by=colleague, **EMERGENCY)


def test_the_database_opens_nothing_over_a_block(family, dana, rob, colleague, worker):
    record = begin_record(family=family, subjects=[dana.person], by=worker, **RECORD)
    models.PersonAccount.objects.create(organisation=dana.organisation, user=colleague, person=rob.person)
    block(rob.person, dana.person, worker)

    for target in (record, dana.person):
        with acting_as(colleague.asker), pytest.raises(RuleBroken, match="ask someone else to look"):
            emergency.break_glass(target=target, by=colleague, **EMERGENCY)


def test_what_is_only_the_child_s_is_the_child_s_and_whom_they_told(told_to_priya, dana, amina, worker, colleague):
    ResponsibilityFactory(holder=dana.person, child=amina.person, status="confirmed")

    who = {"child": sign_in_of(amina), "mother": sign_in_of(dana), "worker": worker, "colleague": colleague}

    assert {name for name, user in who.items() if reads(user, told_to_priya)} == {"child", "worker"}


def test_whom_the_child_chose_reads_its_words_until_the_child_takes_it_back(told_to_priya, dana, amina, worker):
    models.Entry.objects.create(
        organisation=told_to_priya.organisation,
        record=told_to_priya,
        position=1,
        kind="said",
        body="Not at Dad’s",
        speaker=amina.person,
    )
    mother = sign_in_of(dana)
    share = told_to_priya.share_states.get()

    chosen = granting.choose_reader(share_state=share, reader=dana.person, by=worker)
    assert models.Entry.objects.visible_to(mother).count() == 1
    granting.unchoose_reader(chosen=chosen, by=worker)

    assert models.Entry.objects.visible_to(mother).count() == 0


def test_only_what_is_about_children_alone_can_be_only_theirs(family, dana, worker):
    with pytest.raises(RuleBroken, match="about children alone"):
        begin_record(family=family, subjects=[dana.person], sharing=CHILD_ONLY, by=worker, **RECORD)


def test_the_manager_breaks_the_glass_for_four_hours(told_to_priya, manager, monkeypatch):
    assert not reads(manager, told_to_priya)

    with acting_as(manager.asker):
        access = emergency.break_glass(target=told_to_priya, by=manager, **EMERGENCY)

    assert reads(manager, told_to_priya)
    assert access.expires_at - access.started_at == timedelta(hours=4)
    later = timezone.now() + timedelta(hours=4, minutes=1)
    monkeypatch.setattr("families.models.emergency.Now", lambda: Value(later))
    monkeypatch.setattr("accounts.written._written", {})  # what was composed before knows the other clock
    assert not reads(User.objects.get(pk=manager.pk), told_to_priya)


def test_nobody_opens_in_another_s_name_or_for_longer(told_to_priya, manager, worker):
    with acting_as(manager.asker):
        access = emergency.break_glass(target=told_to_priya, by=manager, **EMERGENCY)

        with pytest.raises(IntegrityError, match="in the name of another"), transaction.atomic():
            models.EmergencyAccess.objects.create(
                organisation=manager.organisation, user=worker, record=told_to_priya, **EMERGENCY
            )
        with pytest.raises(IntegrityError, match="changed afterwards"), transaction.atomic():
            models.EmergencyAccess.objects.filter(pk=access.pk).update(expires_at=timezone.now() + timedelta(days=1))


def test_what_was_closed_again_is_not_reopened(told_to_priya, manager):
    with acting_as(manager.asker):
        access = emergency.break_glass(target=told_to_priya, by=manager, **EMERGENCY)
        emergency.end_emergency_access(access=access, by=manager)

        with pytest.raises(IntegrityError, match="changed afterwards"), transaction.atomic():
            models.EmergencyAccess.objects.filter(pk=access.pk).update(ended_at=None)


def test_what_was_opened_for_a_reason_opens_nothing_else(told_to_priya, dana, manager):
    with acting_as(manager.asker):
        access = emergency.break_glass(target=told_to_priya, by=manager, **EMERGENCY)

        with pytest.raises(IntegrityError, match="changed afterwards"), transaction.atomic():
            models.EmergencyAccess.objects.filter(pk=access.pk).update(record=None, person=dana.person)


def test_a_reason_is_twenty_characters_and_someone_else_looks(told_to_priya, manager):
    lena = UserFactory(roles=["safeguarding_lead"])
    with acting_as(manager.asker):
        with pytest.raises(ValidationError, match="20 characters"):
            emergency.break_glass(target=told_to_priya, reason_code="other", reason_text="because " * 2, by=manager)
        access = emergency.break_glass(target=told_to_priya, by=manager, **EMERGENCY)

    with pytest.raises(ValidationError, match="Someone else"):
        emergency.review_emergency_access(access=access, finding="fine", told_words="You were afraid.", by=manager)
    assert glass_rules.can_review_emergency_access(lena, access)
    with acting_as(lena.asker):
        looked_at = emergency.review_emergency_access(
            access=access, finding="learn", told_words="You were afraid.", by=lena
        )
    assert looked_at.reviewed_by == lena


def test_nobody_looks_at_it_in_the_name_of_another(told_to_priya, manager):
    lena = UserFactory(roles=["safeguarding_lead"])
    looked_at = {"reviewed_by": lena, "reviewed_on": clock.today(), "finding": "fine"}
    with acting_as(manager.asker):
        access = emergency.break_glass(target=told_to_priya, by=manager, **EMERGENCY)

        with pytest.raises(IntegrityError, match="name of another"), transaction.atomic():
            models.EmergencyAccess.objects.filter(pk=access.pk).update(**looked_at)


def test_a_safeguarding_lead_does_not_look_at_what_they_opened_themselves(told_to_priya, organisation):
    lena = UserFactory(roles=["safeguarding_lead"])
    with acting_as(lena.asker):
        access = emergency.break_glass(target=told_to_priya, by=lena, **EMERGENCY)

    assert glass_rules.can_review_emergency_access(lena, access).refusal == "Someone else looks at this afterwards."


def test_who_is_restricted_is_seen_by_those_who_are_named(dana, amina, worker, colleague):
    keeping.restrict(what=amina.person, ground="refuge", allowed=[], review_on=LATER, by=worker)

    assert known_to(worker) == {"Dana", "Amina"}
    assert known_to(colleague) == {"Dana"}
    assert known_to(sign_in_of(dana)) == {"Dana"}


def test_a_restricted_tie_is_seen_by_the_lead_worker_and_who_is_named(dana, amina, family, worker, colleague):
    edge = ParentageFactory(parent=dana.person, child=amina.person)
    third = InvolvementFactory(family=family).practitioner.user

    keeping.restrict(what=edge, ground="other", allowed=[colleague], review_on=LATER, by=worker)

    seen = {user: models.Parentage.objects.visible_to(user).exists() for user in (worker, colleague, third)}
    assert seen == {worker: True, colleague: True, third: False}


@pytest.mark.parametrize(
    ("roles", "reads"), [(["administrator"], False), (["analyst"], False), (["analyst", "intake"], True)]
)
def test_whom_nobody_can_name_who_reads_no_record(roles, reads, dana, amina, worker):
    alex = UserFactory(roles=roles)
    assert colleagues(worker).filter(pk=alex.pk).exists() == reads
    if not reads:
        with pytest.raises(ValidationError, match="Name people who work with families"):
            keeping.restrict(what=amina.person, ground="refuge", allowed=[alex], review_on=LATER, by=worker)

    # Named while they had another role.
    RestrictionReaderFactory(restriction__person=amina.person, restriction__set_by=worker, user=alex)
    assert known_to(alex) == ({"Amina"} if reads else set())


def test_who_reads_no_record_any_more_reads_none_from_before(family, amina, worker, colleague):
    """Neither what they wrote, or worked with until lately, nor what a child chose them for."""
    told = begin_record(family=family, subjects=[amina.person], by=worker, sharing=CHILD_ONLY, **RECORD)
    talked = begin_record(family=family, subjects=[amina.person], by=worker, **RECORD)
    granting.choose_reader(share_state=models.ShareState.objects.get(record=told), reader=colleague, by=worker)
    assert (reads(colleague, told), reads(colleague, talked)) == (True, True)

    models.Involvement.objects.filter(practitioner__user=colleague).update(
        period=Period(LATER - timedelta(days=365), TODAY)
    )
    colleague.roles = ["administrator"]

    assert (reads(colleague, told), reads(colleague, talked), known_to(colleague)) == (False, False, set())


def test_another_system_sees_no_family_with_someone_restricted(family, amina, worker):
    bridge = UserFactory(kind="client", roles=[])
    assert models.Family.objects.visible_to(bridge).exists()

    keeping.restrict(what=amina.person, ground="refuge", allowed=[], review_on=LATER, by=worker)

    assert not models.Family.objects.visible_to(bridge).exists()
    with pytest.raises(ValidationError, match="Another system"):
        keeping.restrict(what=amina.person, ground="refuge", allowed=[bridge], review_on=LATER, by=worker)


def test_a_child_who_understands_says_no(family, dana, amina, worker):
    record = begin_record(family=family, subjects=[amina.person], by=worker, **RECORD)
    ResponsibilityFactory(holder=dana.person, child=amina.person, status="confirmed")
    mother = sign_in_of(dana)
    assert reads(mother, record)

    granting.note_own_say(child=amina.person, why_competent="She weighed it with us twice", by=worker)

    assert not reads(mother, record)


def test_a_helper_reads_exactly_what_was_shared_with_whom_they_help(family, dana, amina, worker):
    theirs = begin_record(family=family, subjects=[dana.person], by=worker, **RECORD)
    childs = begin_record(family=family, subjects=[amina.person], by=worker, **RECORD)
    ResponsibilityFactory(holder=dana.person, child=amina.person, status="confirmed")
    helper = UserFactory(kind="family", roles=[])

    access = granting.let_help(owner=dana.person, helper=helper, until=LATER, by=worker)

    assert (reads(helper, theirs), reads(helper, childs), known_to(helper)) == (True, False, {"Dana"})
    granting.take_back_help(access=access, by=worker)
    assert (reads(helper, theirs), known_to(helper)) == (False, set())


def test_a_helper_does_not_read_what_is_kept_from_whom_they_help(family, dana, rob, worker):
    record = begin_record(family=family, subjects=[dana.person, rob.person], by=worker, **RECORD)
    helper = UserFactory(kind="family", roles=[])
    granting.let_help(owner=rob.person, helper=helper, until=LATER, by=worker)
    assert reads(helper, record)

    block(rob.person, dana.person, worker)

    assert not reads(helper, record)


def test_a_worker_is_blocked_as_the_person_that_they_are(dana, rob, colleague, worker):
    models.PersonAccount.objects.create(organisation=dana.organisation, user=colleague, person=rob.person)

    block(rob.person, dana.person, worker)

    assert known_to(colleague) == {"Rob"}


def test_a_yes_is_taken_back_without_a_reason_and_stops_that_day(dana, worker):
    yes = granting.record_agreement(person=dana.person, to_what="photo", given_how="spoken", given_on=TODAY, by=worker)
    assert models.Agreement.objects.given().count() == 1

    granting.withdraw_agreement(agreement=yes, by=worker)

    assert models.Agreement.objects.given().count() == 0
    assert models.Agreement.objects.get().withdrawn_on == TODAY


def test_what_only_the_unseen_refuses_is_kept_and_tells_nothing(dana, amina, worker, colleague):
    ParentageFactory(parent=dana.person, child=amina.person, visibility="restricted")

    kept = kinship.record_parent(parent=dana.person, child=amina.person, basis="birth", by=colleague)

    assert isinstance(kept, models.ToBeSettled)
    assert list(models.ToBeSettled.objects.visible_to(worker)) == [kept]
    assert not models.ToBeSettled.objects.visible_to(colleague).exists()


def test_what_the_writer_sees_is_refused_as_it_is(dana, amina, colleague):
    ParentageFactory(parent=dana.person, child=amina.person)

    with pytest.raises(ValidationError, match="recorded for that time"):
        kinship.record_parent(parent=dana.person, child=amina.person, basis="birth", by=colleague)


def test_a_loop_through_a_tie_that_is_unseen_is_kept(dana, amina, worker, colleague):
    ParentageFactory(parent=dana.person, child=amina.person, visibility="restricted")

    kept = kinship.record_parent(parent=amina.person, child=dana.person, basis="birth", by=colleague)

    assert isinstance(kept, models.ToBeSettled)


def test_what_was_kept_is_taken_in_once_nothing_stands_against_it(dana, amina, worker, colleague):
    edge = ParentageFactory(parent=dana.person, child=amina.person, visibility="restricted")
    kept = kinship.record_parent(parent=dana.person, child=amina.person, basis="birth", by=colleague)
    with pytest.raises(ValidationError), transaction.atomic():
        accept_settled(entry=kept, by=worker)

    kinship.end_fact(fact=edge, on=date(2000, 1, 1), by=worker)
    models.Parentage.objects.filter(pk=edge.pk).update(basis="foster")
    accept_settled(entry=kept, by=worker)

    assert models.Parentage.objects.visible_to(colleague).get().basis == "birth"


def test_what_was_kept_is_thrown_away_by_someone_else(dana, amina, worker, colleague):
    ParentageFactory(parent=dana.person, child=amina.person, visibility="restricted")
    kept = kinship.record_parent(parent=dana.person, child=amina.person, basis="birth", by=colleague)

    with pytest.raises(ValidationError, match="Someone else settles"), transaction.atomic():
        throw_away_settled(entry=kept, by=colleague)
    throw_away_settled(entry=kept, by=worker)

    assert not models.ToBeSettled.objects.waiting().exists()


@pytest.mark.parametrize(
    "written",
    [
        "She moved to 12 Ash Road.",
        "12, ash road",
        "It is LS84AA now",
        "ls8 4aa",
        "Ring 07700900123",
        "+44 7700 900 123",
        "0770-0900-123",
    ],
)
def test_a_hidden_place_or_number_is_found_however_it_is_written(family, dana, rob, written):
    ResidenceFactory(person=dana.person, is_confidential=True)
    ContactPointFactory(person=dana.person, is_confidential=True)

    hit = hidden_words({"headline": "Fine", "said": written}, shared_with=[dana.person, rob.person], family=family)

    assert (hit.field, hit.reader) == ("said", rob.person)


@pytest.mark.parametrize(
    "written", ["anna@mail.org", "Anna at mail dot org", "anna [at] mail [dot] org", "anna (at) mail.org"]
)
def test_a_hidden_e_mail_address_is_found_without_its_signs(family, dana, rob, written):
    ContactPointFactory(person=dana.person, kind="email", value="anna@mail.org", is_confidential=True)

    assert hidden_words({"said": written}, shared_with=[rob.person], family=family).reader == rob.person
    assert written_like_one({"said": f"Write to {written} then"}) == "said"


@pytest.mark.parametrize(
    "written", ["We met at school. Dot came too.", "Look at Dot", "at home.Come", "Tea at four. Me too."]
)
def test_what_is_no_e_mail_address_is_taken(written):
    assert written_like_one({"said": written}) is None


def test_words_are_no_secret_from_who_lives_there_or_where_nothing_is_hidden(family, dana, rob, amina):
    home = ResidenceFactory(person=dana.person, is_confidential=True)
    ResidenceFactory(person=amina.person, address=home.address, is_confidential=True)
    ResidenceFactory(person=rob.person, address__lines="Flat 9, Dock Street")
    texts = {"said": "12 Ash Road and Flat 9, Dock Street"}

    assert hidden_words(texts, shared_with=[dana.person, amina.person], family=family) is None
    assert hidden_words({"said": "112 Ash Road, 12 Ash Roads"}, shared_with=[rob.person], family=family) is None


def test_an_address_is_hidden_from_who_is_blocked_though_it_is_not_confidential(family, dana, rob, worker):
    ResidenceFactory(person=dana.person)
    texts = {"said": "12 Ash Road"}
    assert hidden_words(texts, shared_with=[rob.person], family=family) is None

    block(rob.person, dana.person, worker)

    assert hidden_words(texts, shared_with=[rob.person], family=family).reader == rob.person


@pytest.mark.parametrize(("role", "may"), [("lead_worker", True), ("co_worker", False)])
def test_the_lead_worker_keeps_people_apart(family, dana, role, may):
    user = InvolvementFactory(family=family, role=role, practitioner=PractitionerFactory()).practitioner.user

    assert bool(rules.can_keep_apart(user, dana.person)) is may


def test_no_one_is_kept_from_themselves(dana, worker):
    with pytest.raises(ValidationError, match="kept from themselves"):
        block(dana.person, dana.person, worker)


def test_a_block_is_looked_at_again_within_twelve_months(dana, rob, worker):
    with pytest.raises(ValidationError, match="within twelve months"):
        keeping.set_block(
            viewer=rob.person, protected=dana.person, ground="other", review_on=date(2027, 3, 20), by=worker
        )


def test_an_interest_is_ended_by_the_manager(family, dana, worker, manager):
    interest = keeping.declare_interest(practitioner=worker.practitioner, known=dana.person, kind="friend", by=worker)

    assert not rules.can_end_interest(worker, interest)
    assert rules.can_end_interest(manager, interest)


def test_who_declared_an_interest_does_not_end_it_by_the_page(client, dana, worker):
    interest = keeping.declare_interest(practitioner=worker.practitioner, known=dana.person, kind="friend", by=worker)
    client.force_login(worker)

    answer = client.post(reverse("families:interest-end", args=[interest.pk]), {"on_0": 17, "on_1": 3, "on_2": 2026})

    interest.refresh_from_db()
    assert (answer.status_code, interest.period.upper) == (403, None)


def test_who_is_named_and_does_not_lead_ends_no_restriction(client, family, dana, worker, colleague):
    restriction = keeping.restrict(
        what=dana.person, ground="legal", allowed=[colleague], review_on=date(2026, 9, 14), by=worker
    )
    client.force_login(colleague)

    answer = client.post(reverse("families:restriction-end", args=[restriction.pk]), {"ended_because": "It is over."})

    restriction.refresh_from_db()
    assert (answer.status_code, restriction.ended_on) == (403, None)


def test_a_manager_who_is_in_the_team_that_they_manage_ends_no_interest_of_their_own(dana, worker, manager):
    manager.practitioner.team = worker.practitioner.team
    manager.practitioner.save()
    interest = keeping.declare_interest(practitioner=manager.practitioner, known=dana.person, kind="friend", by=manager)

    assert not rules.can_end_interest(manager, interest)


def test_someone_without_a_family_is_intake_s(organisation):
    PersonFactory(known_as="New")
    ines = PractitionerFactory(user__roles=["intake"]).user

    assert known_to(ines) == {"New"}
