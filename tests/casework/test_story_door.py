"""The story by each reader: a line of what one may not see isn't there (domain.md §8.5, §9.4)."""

from datetime import date

import pytest
from django.http import Http404

from casework.queries.story import read, story_of_family, story_of_person
from casework.queries.story_lines import Asked
from families.models import Entry
from families.periods import Period, since
from tests.casework.scales import asked as asked_from_0_to_10
from tests.casework.scales import gives, in_confidence
from tests.casework.test_story import MONDAY, talk, words
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory, DeclaredInterestFactory, RestrictionFactory
from tests.factories_conferences import ConferenceFactory
from tests.factories_families import (
    AddressFactory,
    GoalFactory,
    PartnershipFactory,
    ResidenceFactory,
    share,
    sign_in_of,
)
from tests.factories_linkups import LinkUpFactory, ProfileFactory
from tests.factories_support import SupportNetworkFactory
from tests.factories_worries import AlertFactory, ConcernFactory

WHOLE = Asked(with_safety=True)


def told(family, user, **more):
    return words(read(story_of_family(family.pk, user), WHOLE, user, on_paper=True, **more))


def told_of(person, user):
    return words(read(story_of_person(person.pk, user), WHOLE, user, on_paper=True))


@pytest.fixture
def rob(family):
    """Amina’s father, who is in the family."""
    return MembershipFactory(family=family, person__known_as="Rob", person__date_of_birth=date(1988, 2, 2)).person


def test_a_family_member_reads_what_was_shared_with_them(family, amina, dana, danas_sign_in):
    share(talk(family, MONDAY, "Shared").record, dana)
    share(talk(family, MONDAY, "Shared with her child").record, amina)
    talk(family, MONDAY, "Not shared", about=[dana])

    assert sorted(told(family, danas_sign_in)) == ["Amina was born", "Dana was born", "Shared", "Shared with her child"]


def test_what_is_withheld_is_withheld_from_whom_it_is_about_and_not_from_the_worker(
    family, dana, danas_sign_in, worker
):
    record = talk(family, MONDAY, "Withheld", about=[dana]).record
    record.share_states.create(
        organisation=record.organisation,
        person=dana,
        state="withheld",
        reason="serious_harm",
        decided_by=worker,
        decided_on=MONDAY,
        review_on=date(2026, 4, 1),
    )

    assert ("Withheld" in told(family, danas_sign_in), "Withheld" in told(family, worker)) == (False, True)


def test_dates_and_homes_of_others_are_no_family_members(family, dana, danas_sign_in, joan, rob, worker):
    PartnershipFactory(a=joan, b=rob, period=since(MONDAY))
    ResidenceFactory(person=joan, period=since(MONDAY))
    joan.date_of_death = MONDAY
    joan.save()

    assert told(family, danas_sign_in) == ["Dana was born"]
    assert {"Joan died", "Joan moved into a home", "Rob was born"} < set(told(family, worker))


def test_a_family_member_is_told_of_themselves(family, dana, danas_sign_in, joan):
    PartnershipFactory(a=joan, b=dana, period=since(date(2020, 1, 1)))
    ResidenceFactory(person=dana, period=since(MONDAY))

    one, other = sorted([joan, dana], key=lambda person: person.pk)

    assert told(family, danas_sign_in) == ["Dana moved into a home", f"{one} and {other} married", "Dana was born"]


def test_nothing_by_or_about_whom_a_blocked_father_does_not_know_of(family, amina, rob, worker):
    """Of what they are kept from nothing exists; of the rest it does."""
    for person in (amina, rob):
        share(talk(family, MONDAY, f"About {person}").record, person)
    both = talk(family, MONDAY, "About both").record
    share(both, amina)
    share(both, rob)
    scale = asked_from_0_to_10(worker, family, [gives(amina, 4), gives(rob, 6)])
    SupportNetworkFactory(family=family, focus_person=None, rated_by=amina)
    AccessBlockFactory(viewer_person=rob, protected_person=amina)

    shown = told(family, sign_in_of(rob))

    assert scale.headline not in shown
    assert shown == ["About Rob", "Rob was born"]


def test_a_father_who_left_reads_no_story(family, rob):
    user = sign_in_of(rob)
    rob.memberships.update(period=Period(date(2020, 1, 1), MONDAY))

    with pytest.raises(Http404):
        story_of_family(family.pk, user)


def test_a_restricted_record_is_for_those_who_are_named(family, amina, worker):
    RestrictionFactory(person=None, record=talk(family, MONDAY, "Restricted").record)

    assert "Restricted" not in told(family, worker)


def test_a_restricted_person_is_no_part_of_it(family, joan, worker):
    share(talk(family, MONDAY, "About her").record, joan)
    PartnershipFactory(a=joan, b=MembershipFactory(family=family).person, period=since(MONDAY))
    AlertFactory(person=joan)
    RestrictionFactory(person=joan)

    assert [line for line in told(family, worker) if not line.endswith("was born")] == []


def test_a_restricted_tie_is_for_those_who_are_named(family, joan, dana, danas_sign_in, manager, worker):
    tie = {"period": since(MONDAY), "visibility": "restricted"}
    PartnershipFactory(a=joan, b=dana, **tie)

    seen = {user.name: any("married" in one for one in told(family, user)) for user in (worker, manager, danas_sign_in)}

    assert seen == {"Priya": True, "Sarah": False, "Dana": False}


def test_what_a_child_keeps_is_in_no_story(family, amina, dana, worker):
    """Not in that of whoever wrote it down, nor in the child’s own: others look at it too."""
    asked_from_0_to_10(worker, family, [gives(amina, 4)], sharing=in_confidence())

    kept = [told(family, user) for user in (worker, sign_in_of(amina), sign_in_of(dana))] + [told_of(amina, worker)]

    assert [one for lines in kept for one in lines if not one.endswith("was born")] == []


def test_only_what_one_may_read_stands_in_a_line(family, dana, amina, danas_sign_in):
    """What the family reads of a conversation: its own words, and not those about someone else."""
    record = talk(family, MONDAY).record
    share(record, dana)
    theirs = [(dana, "Hers"), (MembershipFactory(family=family).person, "Someone else’s")]
    for position, (person, body) in enumerate(theirs):
        entry = Entry.objects.create(
            organisation=record.organisation, record=record, position=position, kind="hope", body=body
        )
        entry.people.create(organisation=record.organisation, person=person)

    (line, *_born) = read(story_of_family(family.pk, danas_sign_in), WHOLE, danas_sign_in).rows

    assert [entry.body for entry in line.told.page.entries] == ["Hers"]


def test_a_strength_that_one_may_not_read_makes_no_good_thing(family, dana, danas_sign_in, worker):
    record = talk(family, MONDAY).record
    share(record, dana)
    joans = Entry.objects.create(
        organisation=record.organisation, record=record, position=1, kind="strength", body="Joan came"
    )
    joans.people.create(organisation=record.organisation, person=MembershipFactory(family=family).person)

    good = [read(story_of_family(family.pk, user), Asked(is_good=True), user) for user in (danas_sign_in, worker)]

    assert ["At the table" in words(lines) for lines in good] == [False, True]


def test_worries_are_for_who_may_see_them(family, amina, worker, manager, danas_sign_in):
    colleague = InvolvementFactory(family=family).practitioner.user
    ConcernFactory(about=[amina], raised_by=PractitionerFactory().user)

    worry = "A worry about someone’s safety was handed over"
    seen = [worry in told(family, user) for user in (worker, manager, colleague, danas_sign_in)]

    assert seen == [True, True, False, False]


def test_alerts_are_for_staff_once_a_manager_agreed(family, amina, worker, danas_sign_in):
    AlertFactory(person=amina)
    AlertFactory(person=amina, manager=None, kind="missing")

    alerts = [[one for one in told(family, user) if "alert" in one] for user in (worker, danas_sign_in)]

    assert alerts == [["An alert about Amina began: A danger to whoever visits"], []]


def test_a_coordinator_reads_what_belongs_to_the_conference(family, ngozi):
    talk(family, MONDAY)
    conference = ConferenceFactory(family=family)
    story = story_of_family(family.pk, ngozi.user)

    shown = words(read(story, WHOLE, ngozi.user))

    assert (shown, story.seen) == (["A family meeting was offered"], "You see what belongs to the conference.")
    assert conference.pk


def test_whoever_knows_the_family_from_their_own_life_reads_none(family, amina, worker):
    DeclaredInterestFactory(practitioner=worker.practitioner, person=None, family=family)

    with pytest.raises(Http404):
        story_of_family(family.pk, worker)


def test_whom_a_worker_knows_from_their_own_life_is_no_part_of_it(family, amina, worker):
    share(talk(family, MONDAY, "About her").record, amina)
    DeclaredInterestFactory(practitioner=worker.practitioner, person=amina)

    assert told(family, worker) == ["Dana was born"]


def test_an_outsider_reads_none(family, amina, outsider):
    for story, thing in ((story_of_family, family), (story_of_person, amina)):
        with pytest.raises(Http404):
            story(thing.pk, outsider)


def test_the_manager_reads_what_their_worker_reads(family, manager, worker):
    talk(family, MONDAY)

    assert told(family, manager) == told(family, worker) == ["At the table"]


def test_someone_of_another_family_is_nobody_in_this_story(family, worker):
    elsewhere = FamilyFactory()
    InvolvementFactory(family=elsewhere, practitioner=worker.practitioner, role="lead_worker")
    other = MembershipFactory(family=elsewhere).person
    GoalFactory(family=elsewhere)

    assert told(family, worker, person=other.pk) == []


def test_no_home_is_told_that_is_confidential_for_anyone_there(family, amina, dana, worker):
    home = AddressFactory()
    ResidenceFactory(person=amina, address=home, period=since(MONDAY))
    ResidenceFactory(person=dana, address=home, period=since(MONDAY), is_confidential=True)

    assert [one for one in told(family, worker) if "home" in one] == []


def test_why_a_link_up_paused_is_no_part_of_it(family, worker):
    sharing = ProfileFactory(family__name="Oak").family
    linked = LinkUpFactory(under_way=True, seeking_family=family, sharing_family=sharing)
    linked.pauses.create(organisation=linked.organisation, period=since(linked.start_date), reason="looked_into")

    paused = next(
        one for one in read(story_of_family(family.pk, worker), WHOLE, worker).rows if "pause" in one.told.words
    )

    assert (paused.told.words, list(paused.told.meta)) == ("The link-up had a pause: Rowan with Oak", [])
