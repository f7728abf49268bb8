"""A few families’ stories, read by a quality lead to learn how we work: the rules that the database keeps, and what opens (§8.5, §10.5)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from accounts.models import Locality
from casework.models import Conversation
from database.asker import acting_as
from families import models
from families.actions import keeping, sampling
from families.actions.records import Sharing, begin_record
from families.models import StorySample
from families.periods import Period
from families.rules import sampling as rules
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    PersonFactory,
    PractitionerFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories_access import AccessBlockFactory, DeclaredInterestFactory, StorySampleFactory
from tests.factories_families import ContactPointFactory, ResidenceFactory, sign_in_of

TODAY, LATER = date(2026, 3, 16), date(2026, 9, 14)
FORTNIGHT = Period(TODAY, TODAY + timedelta(days=14))
WHY = "How do we say goodbye?"
State = models.ShareState.State


@pytest.fixture
def joyce(organisation):
    return PractitionerFactory(user__name="Joyce", user__roles=["quality_lead"]).user


@pytest.fixture
def sample(family, joyce, worker):
    return StorySampleFactory(family=family, reader=joyce, drawn_by=worker)


def talk(family, person, worker, **how):
    return begin_record(kind="conversation", family=family, happened_on=TODAY, subjects=[person], by=worker, **how)


def reads(user, record):
    return models.Record.objects.visible_to(user).filter(pk=record.pk).exists()


def broken(name, **fields):
    """The database refuses this by that name, past every form."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        StorySampleFactory(**fields)
    assert refused.value.__cause__.diag.constraint_name == name


# What the database holds


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("story_sample_for_thirty_days", {"period": Period(TODAY, TODAY + timedelta(days=31))}),
        ("story_sample_for_thirty_days", {"period": Period(TODAY, None)}),
        ("story_sample_for_thirty_days", {"period": Period(None, TODAY)}),
        ("story_sample_for_thirty_days", {"period": Period(TODAY, TODAY)}),
        ("story_sample_says_why", {"why": " \n "}),
    ],
)
def test_a_sample_has_thirty_days_at_most_and_a_reason(family, joyce, worker, name, fields):
    broken(name, **({"family": family, "reader": joyce, "drawn_by": worker} | fields))


def test_thirty_days_are_allowed(family, joyce, worker):
    thirty = Period(TODAY, TODAY + timedelta(days=30))

    assert StorySampleFactory(family=family, reader=joyce, drawn_by=worker, period=thirty).pk


@pytest.mark.parametrize(
    "fields", [{"roles": ["social_worker"]}, {"is_active": False}, {"kind": "family", "roles": []}]
)
def test_only_a_quality_lead_reads_one(family, worker, fields):
    reader = UserFactory(**({"roles": ["quality_lead"]} | fields))

    broken("story_sample_by_quality_lead", family=family, reader=reader, drawn_by=worker)


def test_who_reads_chooses_no_family(family, joyce):
    broken("story_sample_chosen_by_another", family=family, reader=joyce, drawn_by=joyce)


def test_chance_draws_for_who_reads_and_nobody_else(family, joyce, worker):
    team = worker.practitioner.team = TeamFactory()
    worker.practitioner.save()
    broken(
        "story_sample_chosen_by_another",
        family=family,
        reader=joyce,
        drawn_by=worker,
        drawn_how="chance",
        drawn_from_team=team,
    )


@pytest.mark.parametrize("drawn_how", ["chance", "family"])
def test_chance_draws_from_one_place_and_whoever_asks_from_none(family, joyce, worker, drawn_how):
    by = joyce if drawn_how == "chance" else worker
    both = {
        "drawn_from_team": TeamFactory(),
        "drawn_from_locality": Locality.objects.create(name="Hyde", organisation=family.organisation),
    }
    worker.practitioner.team, family.locality = both["drawn_from_team"], both["drawn_from_locality"]
    worker.practitioner.save()
    family.save()

    broken("story_sample_drawn_from_one", family=family, reader=joyce, drawn_by=by, drawn_how=drawn_how, **both)


def test_chance_needs_a_place(family, joyce, worker):
    broken("story_sample_drawn_from_one", family=family, reader=joyce, drawn_by=joyce, drawn_how="chance")


def test_one_story_is_read_once_at_a_time(sample, family, joyce, worker):
    broken("story_sample_once_at_a_time", family=family, reader=joyce, drawn_by=worker)


def test_it_is_read_again_once_it_has_ended(sample, family, joyce, worker):
    sampling.end_sample(sample=sample, by=joyce)

    assert StorySampleFactory(family=family, reader=joyce, drawn_by=worker).pk


def test_ten_at_once_are_enough(joyce, worker):
    for _ in range(10):
        StorySampleFactory(reader=joyce, drawn_by=worker)

    broken("story_sample_of_ten", reader=joyce, drawn_by=worker)


def test_ten_others_stand_in_no_way(joyce, worker):
    """Those that have ended, those of other days, and another lead’s."""
    for number in range(12):
        if number % 3 == 0:
            sampling.end_sample(sample=StorySampleFactory(reader=joyce, drawn_by=worker), by=joyce)
        elif number % 3 == 1:
            StorySampleFactory(reader=joyce, drawn_by=worker, period=Period(TODAY - timedelta(days=9), TODAY))
        else:
            StorySampleFactory(drawn_by=worker)

    assert StorySampleFactory(reader=joyce, drawn_by=worker).pk


def test_everyone_draws_in_their_own_name(family, joyce, worker, outsider):
    with acting_as(outsider.asker):
        broken("story_sample_in_own_name", family=family, reader=joyce, drawn_by=worker)


def test_who_does_not_work_with_the_family_asks_for_none(family, joyce, outsider):
    with acting_as(outsider.asker):
        broken("story_sample_asked_by_who_works_there", family=family, reader=joyce, drawn_by=outsider)


@pytest.mark.parametrize("role", ["family_coach", "fgc_coordinator", "school"])
def test_who_reads_a_part_of_it_asks_for_none(family, joyce, role):
    coach = InvolvementFactory(family=family, role=role).practitioner.user

    with acting_as(coach.asker):
        broken("story_sample_asked_by_who_works_there", family=family, reader=joyce, drawn_by=coach)


def test_whose_work_has_ended_asks_for_none(family, joyce):
    ended = InvolvementFactory(family=family, role="co_worker", period=Period(None, TODAY)).practitioner.user

    with acting_as(ended.asker):
        broken("story_sample_asked_by_who_works_there", family=family, reader=joyce, drawn_by=ended)


def test_the_worker_and_their_manager_ask(family, joyce, worker, manager):
    for one in (worker, manager):
        with acting_as(one.asker):
            asked = sampling.ask_for_sample(
                family=family, reader=joyce, drawn_how="family", until=LATER - timedelta(days=170), why=WHY, by=one
            )
            sampling.end_sample(sample=asked, by=one)


KEPT = "story_sample_never_of_anyone_kept"


def test_no_sample_of_a_family_in_which_someone_is_restricted(family, joyce, worker):
    left = MembershipFactory(family=family, period=Period(None, TODAY - timedelta(days=400))).person
    keeping.restrict(what=left, ground="other", allowed=[joyce], review_on=LATER, by=worker)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_no_sample_of_a_family_that_the_reader_knows(family, joyce, worker):
    DeclaredInterestFactory(practitioner=joyce.practitioner, person=None, family=family)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_no_sample_of_a_family_of_someone_whom_the_reader_knows(family, joyce, worker):
    DeclaredInterestFactory(practitioner=joyce.practitioner, person=MembershipFactory(family=family).person)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_no_sample_where_someone_is_of_a_family_that_the_reader_knows(family, joyce, worker):
    both = MembershipFactory(family=family).person
    known = MembershipFactory(person=both).family
    DeclaredInterestFactory(practitioner=joyce.practitioner, person=None, family=known)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_no_sample_where_someone_is_kept_from_the_reader(family, joyce, worker):
    herself = PersonFactory()
    models.PersonAccount.objects.create(organisation=family.organisation, user=joyce, person=herself)
    AccessBlockFactory(viewer_person=herself, protected_person=MembershipFactory(family=family).person)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_no_sample_where_a_record_is_kept_from_the_reader(family, joyce, worker):
    herself, record = PersonFactory(), talk(family, MembershipFactory(family=family).person, worker)
    models.PersonAccount.objects.create(organisation=family.organisation, user=joyce, person=herself)
    AccessBlockFactory(viewer_person=herself, protected_person=None, record=record)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_no_sample_of_ones_own_family(family, joyce, worker):
    herself = MembershipFactory(family=family).person
    models.PersonAccount.objects.create(organisation=family.organisation, user=joyce, person=herself)

    broken(KEPT, family=family, reader=joyce, drawn_by=worker)


def test_what_is_over_stands_in_no_sample_s_way(family, joyce, worker):
    person, herself = MembershipFactory(family=family).person, PersonFactory()
    models.PersonAccount.objects.create(organisation=family.organisation, user=joyce, person=herself)
    held = keeping.restrict(what=person, ground="other", allowed=[], review_on=LATER, by=worker)
    keeping.end_keeping(held=held, ended_because="Over.", by=worker)
    AccessBlockFactory(viewer_person=herself, protected_person=person, ended_on=TODAY, ended_because="Over.")
    DeclaredInterestFactory(practitioner=joyce.practitioner, person=person, period=Period(None, TODAY))

    assert StorySampleFactory(family=family, reader=joyce, drawn_by=worker).pk


@pytest.mark.parametrize(
    "change",
    [
        {"period": Period(TODAY, TODAY + timedelta(days=29))},
        {"why": "Another reason"},
        {"drawn_how": "family"},
    ],
)
def test_a_sample_stays_as_it_was_drawn(sample, change):
    for name, value in change.items():
        setattr(sample, name, value)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        sample.save()
    assert refused.value.__cause__.diag.constraint_name == "story_sample_stays_as_drawn"


def test_what_has_ended_does_not_begin_again(sample, joyce):
    ended = sampling.end_sample(sample=sample, by=joyce)
    ended.ended_at = None
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ended.save()
    assert refused.value.__cause__.diag.constraint_name == "story_sample_stays_as_drawn"


def test_nobody_else_ends_it(sample, outsider):
    with pytest.raises(IntegrityError) as refused, acting_as(outsider.asker), transaction.atomic():
        StorySample.objects.filter(pk=sample.pk).update(ended_at="2026-03-16T09:00Z")
    assert refused.value.__cause__.diag.constraint_name == "story_sample_ended_by_whom_it_concerns"
    assert not rules.can_end_sample(outsider, sample)


def test_who_works_with_the_family_ends_it_for_them(sample, manager):
    with acting_as(manager.asker):
        assert sampling.end_sample(sample=sample, by=manager).ended_at


# Drawing by chance


@pytest.fixture
def team(worker):
    worker.practitioner.team = TeamFactory(name="North")
    worker.practitioner.save()
    return worker.practitioner.team


def draw(joyce, place, how_many=5):
    with acting_as(joyce.asker):
        return sampling.draw_samples(
            drawn_from=place, how_many=how_many, until=TODAY + timedelta(days=14), why=WHY, by=joyce
        )


def more_families(worker, number):
    families = [FamilyFactory() for _ in range(number)]
    for one in families:
        InvolvementFactory(family=one, practitioner=worker.practitioner, role="lead_worker")
    return families


def test_the_database_draws_and_each_only_once(family, team, joyce, worker):
    others = more_families(worker, 3)

    drawn = draw(joyce, team, how_many=9)

    assert {one.family_id for one in drawn} == {family.pk, *(one.pk for one in others)}
    assert {one.drawn_how for one in drawn} == {"chance"}


def test_whoever_draws_cannot_say_which(family, team, joyce, worker):
    elsewhere = FamilyFactory()

    with acting_as(joyce.asker):
        sample = StorySampleFactory(
            reader=joyce, family=elsewhere, drawn_by=joyce, drawn_how="chance", drawn_from_team=team
        )

    sample.refresh_from_db()
    assert sample.family_id == family.pk


def test_chance_is_no_order(team, joyce, worker):
    """Each of four comes first sooner or later: that none did in forty draws would be one in a hundred thousand times four."""
    more_families(worker, 3)
    first = set()
    for _ in range(40):
        with transaction.atomic():
            first.add(draw(joyce, team, how_many=1)[0].family_id)
            transaction.set_rollback(True)

    assert len(first) == 4


def test_a_story_that_was_ended_is_not_drawn_again_for_its_days(family, team, joyce):
    (sample,) = draw(joyce, team, how_many=1)
    sampling.end_sample(sample=sample, by=joyce)

    with pytest.raises(RuleBroken) as refused:
        draw(joyce, team)
    assert refused.value.code == "story_sample_has_one_to_draw"


def test_nobody_draws_and_ends_until_it_is_a_certain_family(team, joyce, worker):
    """Ended at once and drawn anew, every family of a team would be had in a few rounds."""
    more_families(worker, 12)
    for one in draw(joyce, team, how_many=10):
        sampling.end_sample(sample=one, by=joyce)

    with pytest.raises(RuleBroken) as refused:
        draw(joyce, team, how_many=1)
    assert refused.value.code == "story_sample_ten_drawn"


@pytest.mark.parametrize(("days", "is_drawn"), [(29, False), (-29, False), (30, True), (-30, True)])
def test_ten_are_drawn_in_thirty_days(team, joyce, worker, days, is_drawn):
    more_families(worker, 12)
    draw(joyce, team, how_many=10)
    day = TODAY + timedelta(days=days)
    facts = {"reader": joyce, "drawn_by": joyce, "drawn_how": "chance", "drawn_from_team": team}
    StorySample.objects.update(ended_at="2026-03-16T10:00Z")

    if is_drawn:
        assert StorySampleFactory(period=Period(day, day + timedelta(days=1)), **facts).pk
    else:
        broken("story_sample_ten_drawn", period=Period(day, day + timedelta(days=1)), **facts)


def test_what_others_drew_and_what_was_asked_for_stands_in_no_way_of_drawing(family, team, joyce, worker, organisation):
    other = PractitionerFactory(user__name="Jon", user__roles=["quality_lead"]).user
    more_families(worker, 12)
    draw(other, team, how_many=10)
    for _ in range(10):
        sampling.end_sample(sample=StorySampleFactory(reader=joyce, drawn_by=worker), by=joyce)

    assert draw(joyce, team, how_many=1)


def test_after_ten_that_were_drawn_one_that_is_asked_for_is_read(team, joyce, worker):
    more_families(worker, 12)
    for one in draw(joyce, team, how_many=10):
        sampling.end_sample(sample=one, by=joyce)

    assert StorySampleFactory(reader=joyce, drawn_by=worker).pk


def test_chance_draws_in_the_place_alone(family, worker, joyce):
    here = Locality.objects.create(name="Hyde Park", organisation=family.organisation)
    there = more_families(worker, 1)[0]
    there.locality = here
    there.save()

    assert [one.family_id for one in draw(joyce, here)] == [there.pk]


def test_chance_draws_in_the_team_alone(family, team, joyce):
    InvolvementFactory(role="lead_worker")

    assert [one.family_id for one in draw(joyce, team)] == [family.pk]


def test_chance_draws_none_with_which_nobody_works(family, team, joyce, worker):
    models.Involvement.objects.update(period=Period(None, TODAY))

    with pytest.raises(RuleBroken):
        draw(joyce, team)


@pytest.mark.parametrize("how", ["restricted", "known"])
def test_chance_draws_none_that_is_kept(family, team, joyce, worker, how):
    person = MembershipFactory(family=family).person
    if how == "restricted":
        keeping.restrict(what=person, ground="other", allowed=[], review_on=LATER, by=worker)
    else:
        DeclaredInterestFactory(practitioner=joyce.practitioner, person=person)
    other = more_families(worker, 1)[0]

    assert [one.family_id for one in draw(joyce, team)] == [other.pk]


# What opens, and what stays closed


def test_it_opens_what_is_shared_and_closes_at_its_end(sample, family, amina, worker, joyce, monkeypatch):
    record = talk(family, amina, worker)
    assert reads(joyce, record)

    sampling.end_sample(sample=sample, by=joyce)

    assert not reads(joyce, record)


@pytest.mark.parametrize(
    ("period", "opens"),
    [
        (Period(TODAY - timedelta(days=29), TODAY + timedelta(days=1)), True),
        (Period(TODAY - timedelta(days=30), TODAY), False),
        (Period(TODAY + timedelta(days=1), TODAY + timedelta(days=9)), False),
    ],
)
def test_it_is_read_on_its_days_alone(family, amina, worker, joyce, period, opens):
    record = talk(family, amina, worker)
    StorySampleFactory(family=family, reader=joyce, drawn_by=worker, period=period)

    assert reads(joyce, record) is opens


def test_it_closes_at_once_when_someone_becomes_restricted(sample, family, amina, joan, worker, joyce):
    record = talk(family, amina, worker)

    held = keeping.restrict(what=joan, ground="other", allowed=[joyce], review_on=LATER, by=worker)
    assert not reads(joyce, record)

    keeping.end_keeping(held=held, ended_because="Over.", by=worker)
    assert reads(joyce, record)


def test_it_closes_at_once_when_the_reader_says_that_they_know_them(sample, family, amina, worker, joyce):
    record = talk(family, amina, worker)

    keeping.declare_interest(practitioner=joyce.practitioner, known=family, kind="friend", by=joyce)

    assert not reads(joyce, record)


def test_who_says_that_they_know_them_reads_of_no_sample_of_theirs(sample, family, joyce, worker):
    """Neither whoever reads the story nor whoever works with the family."""
    assert set(StorySample.objects.visible_to(worker)) == {sample}
    for user in (joyce, worker):
        keeping.declare_interest(practitioner=user.practitioner, known=family, kind="friend", by=user)

    assert [set(StorySample.objects.visible_to(user)) for user in (joyce, worker)] == [set(), set()]


def test_it_is_nothing_to_whose_sign_in_is_closed(sample, family, amina, worker, joyce):
    record = talk(family, amina, worker)

    joyce.is_active = False

    assert not reads(joyce, record)
    assert not StorySample.objects.visible_to(joyce).exists()


def test_it_is_nothing_to_who_is_no_quality_lead_any_more(sample, family, amina, worker, joyce):
    record = talk(family, amina, worker)

    joyce.roles = ["social_worker"]

    assert not reads(joyce, record)


WITHHELD = Sharing(State.WITHHELD, reason="other", review_on=TODAY + timedelta(days=30))


@pytest.mark.parametrize(
    "sharing", [WITHHELD, Sharing(State.CHILD_ONLY), Sharing(State.SHARED_LATER, share_on=TODAY + timedelta(days=3))]
)
def test_what_is_not_shared_stays_closed(sample, family, amina, worker, joyce, sharing):
    assert not reads(joyce, talk(family, amina, worker, sharing=sharing))


def test_what_is_kept_from_one_of_two_stays_closed(sample, family, amina, joan, worker, joyce):
    record = begin_record(kind="conversation", family=family, happened_on=TODAY, subjects=[amina, joan], by=worker)
    state = models.ShareState.objects.get(record=record, person=joan)
    state.state, state.reason, state.review_on = State.WITHHELD, "other", TODAY + timedelta(days=9)
    state.decided_by, state.decided_on = worker, TODAY
    state.save()

    assert not reads(joyce, record)


@pytest.mark.parametrize("kind", ["my_plan", "supervision_note", "conference"])
def test_no_plan_of_ones_own_no_conference_and_nothing_of_supervision(sample, family, amina, worker, joyce, kind):
    record = models.Record.objects.create(
        organisation=family.organisation,
        kind=kind,
        family=family,
        happened_on=TODAY,
        author=worker,
        author_person=amina,
    )
    models.RecordSubject.objects.create(organisation=family.organisation, record=record, person=amina)
    models.ShareState.objects.create(organisation=family.organisation, record=record, person=amina)

    assert not reads(joyce, record)


def test_what_someone_wrote_to_those_who_work_with_them_stays_closed(sample, family, amina, worker, joyce):
    """“The people who work with your family read it”, says the page on which it is written."""
    told, written = talk(family, amina, worker), talk(family, amina, worker, author_person=amina)

    assert [reads(joyce, told), reads(joyce, written), reads(worker, written)] == [True, False, True]


def test_what_is_about_nobody_stays_closed(sample, family, worker, joyce):
    assert not reads(joyce, begin_record(kind="conversation", family=family, happened_on=TODAY, subjects=[], by=worker))


def test_people_are_named_and_nothing_else_of_them_opens(sample, family, amina, worker, joyce):
    ContactPointFactory(person=amina)
    ResidenceFactory(person=amina)
    record = talk(family, amina, worker)

    assert models.RecordSubject.objects.visible_to(joyce).get(record=record).person == amina
    for closed in (
        models.Person,
        models.PersonName,
        models.Family,
        models.FamilyMembership,
        models.Involvement,
        models.ContactPoint,
        models.Residence,
        models.AccessBlock,
    ):
        assert not closed.objects.visible_to(joyce).exists(), closed


def test_another_quality_lead_reads_nothing_by_it(sample, family, amina, worker):
    assert not reads(PractitionerFactory(user__roles=["quality_lead"]).user, talk(family, amina, worker))


def test_who_is_told_of_it(sample, family, amina, worker, joyce, outsider):
    seen = {
        user: StorySample.objects.visible_to(user).exists() for user in (joyce, worker, outsider, sign_in_of(amina))
    }

    assert list(seen.values()) == [True, True, False, True]


def test_no_conversation_of_another_family(sample, worker, joyce):
    elsewhere = more_families(worker, 1)[0]
    record = talk(elsewhere, MembershipFactory(family=elsewhere).person, worker)

    assert not reads(joyce, record)
    assert not Conversation.objects.visible_to(joyce).exists()
