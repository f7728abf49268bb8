"""A family on its way to sharing, its checks and its card (stories 14 and 15)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import ChangedMeanwhile, RuleBroken
from families.models import Address, Residence
from linkups.actions import profiles
from linkups.actions.cards import approve_card, write_card
from linkups.actions.steps import StepRefused
from linkups.actions.training import record_training
from linkups.models import FamilyCard, SafetyCheck, SharingProfile
from tests.factories_linkups import CardFactory, CheckFactory, LinkUpFactory, ProfileFactory, member_of

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY = date(2026, 3, 16)
Kind = FamilyCard.Kind


@pytest.fixture
def femi(seeking):
    """A father, whose check holds, in a family that would like to share."""
    person = member_of(seeking, known_as="Femi", family_name="Adeyemi").person
    CheckFactory(person=person)
    return person


def test_whole_way_to_ready(seeking, femi, coach):
    profile = profiles.begin_profile(family=seeking, coach=coach.practitioner, max_linkups=2, by=coach)
    profiles.get_to_know(profile=profile, by=coach)
    profiles.begin_checks(profile=profile, by=coach)
    profiles.begin_training(profile=profile, by=coach)
    record_training(people=[femi], how="took_part", on=date(2026, 3, 8), name="Camp", by=coach)
    profiles.finish_training(profile=profile, trained_on=date(2026, 3, 8), by=coach)
    card = write_card(family=seeking, kind=Kind.SHARING, headline="Three of us and a dog", by=coach)
    approve_card(card=card, version=1, person=femi, by=coach)

    ready = profiles.make_ready(profile=profile, max_linkups=2, ready_on=MONDAY, by=coach)

    found = SharingProfile.objects.get(pk=ready.pk)
    assert (found.status, found.trained_on, found.ready_on, found.max_linkups) == ("ready", date(2026, 3, 8), MONDAY, 2)


@pytest.mark.parametrize("step", [profiles.begin_checks, profiles.begin_training, profiles.step_back])
def test_no_step_is_skipped(coach, step):
    with pytest.raises(StepRefused, match="A sharing family that is “Interested” can’t become"):
        step(profile=ProfileFactory(status="interested"), by=coach)


@pytest.mark.parametrize("where", ["checks", "card"])
def test_no_way_on_without_checks(coach, where):
    profile = ProfileFactory(status=where)
    member_of(profile.family, known_as="Rui")
    step = profiles.begin_training if where == "checks" else profiles.make_ready
    facts = {} if where == "checks" else {"max_linkups": 1, "ready_on": MONDAY}

    with pytest.raises(StepRefused, match="Rui has no background check yet"):
        step(profile=profile, **facts, by=coach)


def test_ready_needs_the_family_s_yes_to_its_card(coach):
    profile = ProfileFactory(status="card")

    with pytest.raises(RuleBroken) as refused:
        profiles.make_ready(profile=profile, max_linkups=1, ready_on=MONDAY, by=coach)

    assert refused.value.code == "profile_ready_needs_card"


def test_rest_and_back(organisation, coach):
    profile = ProfileFactory()

    profiles.rest(profile=profile, rest_until=date(2026, 4, 13), by=coach)
    resting = SharingProfile.objects.values_list("status", "rest_until").get(pk=profile.pk)
    profiles.make_ready(profile=profile, max_linkups=1, ready_on=MONDAY, by=coach)

    found = SharingProfile.objects.values_list("status", "rest_until").get(pk=profile.pk)
    assert (resting, found) == (("resting", date(2026, 4, 13)), ("ready", None))


@pytest.mark.parametrize("leave", [profiles.not_now, profiles.step_back])
def test_no_leaving_while_a_link_up_is_under_way(coach, leave):
    profile = LinkUpFactory(under_way=True).sharing_family.sharing_profile
    SharingProfile.objects.filter(pk=profile.pk).update(status="resting")

    with pytest.raises(StepRefused, match="End it first"):
        leave(profile=profile, by=coach)


def test_another_time_after_not_now(coach):
    profile = ProfileFactory(status="checks")
    profiles.not_now(profile=profile, by=coach)

    assert profiles.begin_again(profile=profile, by=coach).status == "interested"


def test_check_keeps_outcome_and_who_decided(femi, coach):
    check = profiles.record_check(
        person=femi, kind=SafetyCheck.Kind.HOME_VISIT, outcome=SafetyCheck.Outcome.CLEAR, issued_on=MONDAY, by=coach
    )

    assert SafetyCheck.objects.values_list("outcome", "decided_by").get(pk=check.pk) == ("clear", coach.pk)


def test_check_that_is_not_back_has_no_one_who_decided(femi, coach):
    check = profiles.record_check(
        person=femi, kind=SafetyCheck.Kind.ENHANCED_DBS, outcome=SafetyCheck.Outcome.PENDING, by=coach
    )

    assert check.decided_by is None


def test_card_is_written_and_then_changed(seeking, coach):
    first = write_card(family=seeking, kind=Kind.SEEKING, headline="Two of us", languages=["German"], by=coach)

    second = write_card(
        family=seeking, kind=Kind.SEEKING, row_version=first.row_version, headline="Three of us", by=coach
    )

    assert (second.pk, second.version, second.headline, second.languages) == (first.pk, 2, "Three of us", ["German"])


def test_card_that_someone_changed_meanwhile_is_not_overwritten(seeking, coach):
    first = write_card(family=seeking, kind=Kind.SEEKING, headline="Two of us", by=coach)
    write_card(family=seeking, kind=Kind.SEEKING, row_version=first.row_version, headline="Theirs", by=coach)

    with pytest.raises(ChangedMeanwhile, match="Look at theirs"):
        write_card(family=seeking, kind=Kind.SEEKING, row_version=first.row_version, headline="Mine", by=coach)

    assert FamilyCard.objects.get(family=seeking).headline == "Theirs"


def test_yes_is_to_the_exact_text(femi, coach):
    card = CardFactory(family=femi.memberships.get().family, approved_at=None)
    FamilyCard.objects.filter(pk=card.pk).update(headline="Changed")

    with pytest.raises(RuleBroken) as refused:
        approve_card(card=card, version=1, person=femi, by=coach)

    assert refused.value.code == "card_approved_by_the_family"


def test_yes_says_who_and_to_which_text(femi, coach, frozen_clock):
    card = CardFactory(family=femi.memberships.get().family, approved_at=None)

    approve_card(card=card, version=1, person=femi, by=coach)

    found = FamilyCard.objects.get(pk=card.pk)
    assert (found.approved_at, [*found.approvals.values_list("person", "version")]) == (frozen_clock, [(femi.pk, 1)])


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("headline", "The Adeyemis and their dog", "surname"),
        ("our_story", "Femi ADEYEMI here.", "surname"),
        ("our_story", "We are the Brandts", "surname"),
        ("area_label", "LS8 4AB", "postcode"),
        ("our_story", "Come to 4 Ash Road any time", "address"),
        ("our_story", "We moved to 22 Old Mill Lane last year", "address"),
        ("area_label", "Off Ash Road", "address"),
        ("fun_facts", "Only half a mile away", "how far"),
        ("fun_facts", "Ten minutes from the station", "how far"),
        ("fun_facts", "We are two streets away", "how far"),
        ("fun_facts", "5 minutes walk from you", "how far"),
        ("our_story", "Our boys go to Roundhay Primary School", "school"),
        ("our_story", "Our boys go to Roundhay school", "school"),
        ("availability", ["Ring 0113 496 0000"], "phone numbers"),
        ("good_at", ["femi at example dot org"], "phone numbers"),
        ("fun_facts", "Find us: @femi.and.boys", "phone numbers"),
        ("fun_facts", "Our songs are on www.example.org", "phone numbers"),
        ("good_at", ["femi@example.org"], "phone numbers"),
    ],
)
def test_card_says_not_where_or_who_they_are(seeking, femi, coach, field, words, sentence):
    home = Address.objects.create(organisation=seeking.organisation, lines="4 Ash Road\nLeeds")
    Residence.objects.create(
        organisation=seeking.organisation, person=femi, address=home, is_main=True, kind="lives_here"
    )

    with pytest.raises(ValidationError, match=sentence) as refused:
        write_card(family=seeking, kind=Kind.SHARING, by=coach, **{"headline": "Us", field: words})

    assert [*refused.value.message_dict] == [field]


@pytest.mark.parametrize(
    "words",
    [
        "We got through school refusal.",
        "It took a year, and 3 mediators, to eat tea together.",
        "Femi, two boys of 7 and 9, and a dog",
        "The school run is my favourite part of the day",
        "After school we cook. Femi’s school was hard for him. Sunday school, too!",
        "Boys of 7 and 9 who play football on the street, on the tennis court and in all gardens",
        "It took us ten minutes to laugh, and twenty minutes on the bus to cry.",
        "A long road: 3 years, and we met at the library at noon",
    ],
)
def test_card_lets_a_story_be_told(seeking, femi, coach, words):
    assert write_card(family=seeking, kind=Kind.SHARING, headline="Us", our_story=words, by=coach).our_story == words
