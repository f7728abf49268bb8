"""What the database keeps of worries, broken past every form; and who may see one, as everyone (domain.md §9.3)."""

from datetime import timedelta

import pytest

from casework.models import ConcernAddition, ConcernPerson, SafeguardingConcern, SharingDecision
from families.models import DeclaredInterest, PersonAccount
from families.periods import Period
from tests.casework.refusals import change, refused_by
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, PractitionerFactory, TeamFactory
from tests.factories import UserFactory as Someone
from tests.factories_worries import MONDAY, NOW, ConcernFactory, SharingDecisionFactory, lead

pytestmark = pytest.mark.usefixtures("organisation")


def test_a_worry_has_words():
    assert refused_by(lambda: ConcernFactory(words=" \n ")) == "worry_has_words"


@pytest.mark.parametrize("missing", [{"told": ""}, {"told_at": None}, {"told_by": None}])
def test_what_is_passed_on_says_to_whom_when_and_by_whom(missing):
    assert refused_by(lambda: ConcernFactory(passed_on=True, **missing)) == "worry_passed_on_says_to_whom"


def test_what_is_only_raised_was_told_to_nobody():
    assert refused_by(lambda: ConcernFactory(told="police")) == "worry_passed_on_says_to_whom"


@pytest.mark.parametrize("said", [("not_safe", " "), ("yes", "She knows")])
def test_only_not_safe_has_a_reason(said):
    told, reason = said

    assert refused_by(lambda: ConcernFactory(family_told=told, family_told_reason=reason)) == "worry_not_safe_says_why"


@pytest.mark.parametrize("missing", ["acknowledged_at", "acknowledged_by"])
def test_what_is_acknowledged_says_by_whom_and_when(missing):
    refused = refused_by(lambda: ConcernFactory(acknowledged=True, **{missing: None}))

    assert refused == "worry_acknowledged_says_by_whom"


def test_nobody_acknowledges_their_own_worry():
    oneself = Someone()

    refused = refused_by(lambda: ConcernFactory(acknowledged=True, raised_by=oneself, acknowledged_by=oneself))

    assert refused == "worry_acknowledged_by_another"


@pytest.mark.parametrize("fields", [{"state": "outcome_known", "outcome": " "}, {"outcome": "All is well"}])
def test_an_outcome_is_in_words_when_it_is_known(fields):
    assert refused_by(lambda: ConcernFactory(acknowledged=True, **fields)) == "worry_outcome_in_words"


@pytest.mark.parametrize(
    "rewritten",
    [{"words": "Something else"}, {"raised_at": NOW - timedelta(hours=1)}, {"is_immediate_danger": True}],
    ids=lambda fields: next(iter(fields)),
)
def test_what_was_raised_stays_as_it_was(rewritten):
    assert refused_by(change(ConcernFactory(), **rewritten)) == "worry_words_stay"


def test_a_worry_stays_that_of_who_raised_it():
    assert refused_by(change(ConcernFactory(), raised_by=Someone())) == "worry_words_stay"


def test_no_step_is_left_out():
    facts = {"told": "police", "told_at": NOW, "acknowledged_at": NOW, "acknowledged_by": Someone()}

    assert refused_by(change(ConcernFactory(), state="acknowledged", **facts)) == "worry_steps_in_turn"


def test_no_step_is_taken_back():
    assert refused_by(change(ConcernFactory(acknowledged=True), state="passed_on")) == "worry_steps_in_turn"


@pytest.mark.parametrize("rewritten", [{"told": "police"}, {"acknowledged_at": NOW + timedelta(hours=1)}])
def test_what_was_done_stays_as_it_was_written(rewritten):
    assert refused_by(change(ConcernFactory(acknowledged=True), **rewritten)) == "worry_steps_stay"


def test_a_known_outcome_stays():
    concern = ConcernFactory(acknowledged=True, state="outcome_known", outcome="They met the family")

    assert refused_by(change(concern, outcome="Nothing")) == "worry_steps_stay"


def test_someone_is_named_once():
    concern, amina = ConcernFactory(), PersonFactory()
    about = {"organisation": concern.organisation, "concern": concern, "person": amina}
    ConcernPerson.objects.create(**about)

    assert refused_by(lambda: ConcernPerson.objects.create(**about)) == "worry_about_person_once"


def addition(words="She slept at Joan’s"):
    concern = ConcernFactory()
    written = {"added_by": concern.raised_by, "added_at": NOW, "organisation": concern.organisation}
    return ConcernAddition.objects.create(concern=concern, words=words, **written)


def test_an_addition_has_words():
    assert refused_by(lambda: addition(" ")) == "worry_addition_has_words"


@pytest.mark.parametrize("part", ["addition", "decision", "person"])
def test_what_was_added_stays(part):
    made = {
        "addition": lambda: (addition(), {"words": "Nothing"}),
        "decision": lambda: (SharingDecisionFactory(), {"why": "Nothing"}),
        "person": lambda: (ConcernFactory(about=[PersonFactory()]).people.get(), {"person": PersonFactory()}),
    }
    row, rewritten = made[part]()

    assert refused_by(change(row, **rewritten)) == "worry_part_stays"


@pytest.mark.parametrize("missing", ["what", "with_whom", "why"])
def test_a_decision_says_what_with_whom_and_why(missing):
    assert refused_by(lambda: SharingDecisionFactory(**{missing: " "})) == "sharing_says_what_whom_why"


def test_not_sharing_says_why_it_would_do_more_harm():
    assert refused_by(lambda: SharingDecisionFactory(outcome="not_shared")) == "sharing_not_shared_says_why"


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def raiser(organisation):
    """Someone of another team, who is not alongside the family."""
    return PractitionerFactory(team=TeamFactory(manager=PractitionerFactory(user__roles=["team_manager"]).user)).user


@pytest.fixture
def concern(amina, raiser):
    return ConcernFactory(raised_by=raiser, about=[amina])


def sees(user):
    return SafeguardingConcern.objects.visible_to(user).exists()


def test_those_who_answer_for_a_worry_see_it(concern, raiser, worker, manager):
    answering = [raiser, worker, manager, raiser.practitioner.team.manager, lead()]

    assert [sees(user) for user in answering] == [True] * 5


def test_nobody_else_sees_a_worry(concern, family, amina, outsider):
    co_worker = InvolvementFactory(family=family, role="co_worker").practitioner.user
    own = Someone(kind="family", roles=[])
    PersonAccount.objects.create(organisation=family.organisation, person=amina, user=own)
    others = [
        co_worker,
        own,
        outsider,
        Someone(kind="client", roles=[]),
        Someone(roles=["administrator"]),
        Someone(roles=["quality_lead"]),
        Someone(roles=["analyst"]),
        Someone(roles=["intake"]),
        Someone(roles=["safeguarding_lead"], is_active=False),
        Someone(kind="family", roles=["safeguarding_lead"]),
    ]

    assert [sees(user) for user in others] == [False] * len(others)


def test_who_led_once_sees_it_no_more(concern, family):
    led = InvolvementFactory(family=family, role="lead_worker", period=Period(None, MONDAY))

    assert not sees(led.practitioner.user)


def test_the_lead_of_a_family_that_someone_left_does_not_see_it(concern, amina):
    left = MembershipFactory(person=amina, period=Period(None, MONDAY)).family
    lead_there = InvolvementFactory(family=left, role="lead_worker").practitioner.user

    assert not sees(lead_there)


def test_the_manager_of_a_co_worker_does_not_see_it(concern, family):
    team = TeamFactory(manager=Someone(roles=["team_manager"]))
    InvolvementFactory(family=family, role="co_worker", practitioner=PractitionerFactory(team=team))

    assert not sees(team.manager)


def test_who_knows_the_family_from_their_own_life_does_not_see_it(concern, family, worker):
    DeclaredInterest.objects.create(
        organisation=worker.organisation, practitioner=worker.practitioner, family=family, kind="neighbour"
    )

    assert not sees(worker)


def test_who_raised_it_sees_it_whoever_they_know(concern, family, raiser):
    DeclaredInterest.objects.create(
        organisation=raiser.organisation, practitioner=raiser.practitioner, family=family, kind="friend"
    )

    assert sees(raiser)


def test_a_worry_shows_once_to_who_sees_it_in_several_ways(concern, family, worker, manager):
    MembershipFactory(person=concern.people.get().person, family=InvolvementFactory(role="lead_worker").family)

    assert SafeguardingConcern.objects.visible_to(manager).count() == 1


def test_what_belongs_to_a_worry_is_seen_with_it(concern, worker, outsider):
    SharingDecisionFactory(concern=concern)

    assert [SharingDecision.objects.visible_to(user).count() for user in (worker, outsider)] == [1, 0]
