"""What must not happen to a link-up: each is refused or handled in a sentence, past the form too, and nothing that was typed is lost.

That twenty start for the last place at one moment stands in `test_race.py`.
"""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from families.models import Address, FamilyMembership, Residence
from families.periods import Period
from linkups.actions.calls import send_link
from linkups.actions.cards import approve_card, write_card
from linkups.actions.linkups import ask_both
from linkups.actions.offers import offer_cards
from linkups.models import CheckInLink, ExcludedCard, FamilyCard, LinkUp, LinkUpCheckIn, LinkUpPause, SafetyCheck
from linkups.queries.checks import people_to_check
from linkups.queries.deck import deck
from tests.factories import MembershipFactory, ParentageFactory, PersonFactory
from tests.factories_linkups import CardFactory, CheckFactory, LinkUpFactory, ProfileFactory, a_grown_up_of, member_of
from tests.linkups.listening import can_be_written_to, links_sent
from tests.linkups.pages import MONDAY, address, words
from tests.linkups.refusals import a_row_of, broken

Role, Kind = FamilyMembership.Role, FamilyCard.Kind
TUESDAY = date(2026, 3, 17)
HOME = "4 Ash Road"
TYPED = "Ring us on 0113 496 0000, or write to femi@example.org"


@pytest.fixture
def tomorrow(monkeypatch):
    return lambda: monkeypatch.setattr("database.clock.now", lambda: datetime(2026, 3, 17, 12, tzinfo=UTC))


def still_chosen(answer, value):
    return re.search(rf'value="{value}"[^>]*checked', words(answer)) is not None


# --- A check that runs out between the yes and the start


@pytest.fixture
def runs_out(link_up, okafor):
    """Femi's check holds today, for the last day."""
    SafetyCheck.objects.filter(person=okafor.person_account.person).update(renew_by=TUESDAY)
    return link_up


def test_a_check_that_runs_out_after_the_yes_is_named_and_the_day_is_kept(marlon, runs_out, tomorrow):
    tomorrow()

    answer = marlon.post(address("linkup-start", runs_out), {"start_date": "2026-03-13"})

    shown = words(answer)
    assert (answer.status_code, "Femi’s check has run out" in shown, "2026-03-13" in shown) == (422, True, True)


@pytest.mark.parametrize(
    ("day", "starts"), [(datetime(2026, 3, 16, 12, tzinfo=UTC), True), (datetime(2026, 3, 17, 12, tzinfo=UTC), False)]
)
def test_a_check_that_ran_out_starts_nothing_past_the_form(runs_out, day, starts):
    start = {"state": "active", "start_date": MONDAY, "checks_cleared_at": day}

    if starts:
        assert LinkUp.objects.filter(pk=runs_out.pk).update(**start) == 1
        return
    with pytest.raises(IntegrityError) as refused:
        LinkUp.objects.filter(pk=runs_out.pk).update(**start)
    assert broken(refused) == "linkup_starts_with_checks"


@pytest.mark.parametrize("fact", [{"born": None}, {"born": date(2010, 3, 16), "role": Role.CHILD}])
def test_whoever_is_checked_has_a_check_past_the_form(link_up, okafor, fact):
    member_of(link_up.sharing_family, **fact)

    with pytest.raises(IntegrityError) as refused:
        LinkUp.objects.filter(pk=link_up.pk).update(
            state="active", start_date=MONDAY, checks_cleared_at=datetime(2026, 3, 16, 12, tzinfo=UTC)
        )

    assert broken(refused) == "linkup_starts_with_checks"


# --- A family that both shares and seeks


@pytest.fixture
def both_sides(under_way, sharing, coach):
    """Okafor, who share with Brandt now, would like to be helped too: by whom they chose."""
    return LinkUpFactory(seeking_family=sharing, coach=coach.practitioner, chosen=True)


def test_a_family_that_shares_now_does_not_seek_and_what_was_typed_stays(marlon, both_sides):
    answer = marlon.post(address("linkup-ask", both_sides), {"planned_weeks": "30"})

    assert (answer.status_code, "A family shares or seeks, one at a time" in words(answer)) == (422, True)
    assert still_chosen(answer, "30")


def test_a_family_that_seeks_now_does_not_share(under_way, seeking, coach):
    ProfileFactory(family=seeking)
    second = LinkUpFactory(sharing_family=seeking, coach=coach.practitioner, chosen=True)

    with pytest.raises(RuleBroken) as refused:
        ask_both(link_up=second, planned_weeks=20, by=coach)

    assert refused.value.code == "linkup_one_side_at_a_time"


@pytest.mark.parametrize("how", ["agreeing", "under_way"])
def test_both_sides_at_once_are_refused_past_the_form(under_way, sharing, how):
    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(seeking_family=sharing, **{how: True})

    assert broken(refused) == "linkup_one_side_at_a_time"


def test_whoever_sought_may_share_once_that_is_over(under_way, seeking):
    LinkUp.objects.update(state="completed", end_date=MONDAY, end_kind="weeks_finished")
    ProfileFactory(family=seeking)

    assert LinkUpFactory(sharing_family=seeking, agreeing=True).pk


# --- One's own relatives


def be_in_both(ours, theirs, family):
    MembershipFactory(family=family, person=ours)


def be_grandparent(ours, theirs, family):
    between = PersonFactory()
    ParentageFactory(parent=ours, child=between)
    ParentageFactory(parent=between, child=theirs)


def be_half_siblings(ours, theirs, family):
    parent = PersonFactory()
    for child in (ours, theirs):
        ParentageFactory(parent=parent, child=child)


def be_aunt(ours, theirs, family):
    grandparent, between = PersonFactory(), PersonFactory()
    ParentageFactory(parent=grandparent, child=ours)
    ParentageFactory(parent=grandparent, child=between)
    ParentageFactory(parent=between, child=theirs)


def be_cousins(ours, theirs, family):
    grandparent = PersonFactory()
    for child in (ours, theirs):
        between = PersonFactory()
        ParentageFactory(parent=grandparent, child=between)
        ParentageFactory(parent=between, child=child)


@pytest.fixture
def two(seeking, sharing):
    return member_of(seeking).person, a_grown_up_of(sharing)


RELATED = pytest.mark.parametrize("be_related", [be_in_both, be_grandparent, be_half_siblings, be_aunt, be_cousins])


@RELATED
def test_relatives_are_not_offered_and_not_past_the_form(seeking, sharing, coach, two, be_related):
    be_related(*two, sharing)
    found = deck(coach, seeking)

    assert (list(found.cards), [one.family for one in found.left_out]) == ([], [sharing])
    reason = ExcludedCard.Reason.SAME_PEOPLE if be_related is be_in_both else ExcludedCard.Reason.NOT_AVAILABLE
    assert found.left_out[0].reason == reason
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        offer_cards(family=seeking, cards=[sharing.cards.get()], coach=coach.practitioner, by=coach)
    assert refused.value.code == "offer_family_available"


@RELATED
def test_relatives_are_not_asked_and_what_was_typed_stays(marlon, seeking, sharing, coach, two, be_related):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, chosen=True)
    be_related(*two, sharing)

    answer = marlon.post(address("linkup-ask", link_up), {"planned_weeks": "10"})

    assert (answer.status_code, "is not possible now" in words(answer)) == (422, True)
    assert still_chosen(answer, "10")


def test_whoever_is_related_further_off_may_meet(seeking, coach, sharing, two):
    """Second cousins, who may never have heard of one another."""
    great = PersonFactory()
    for descendant in two:
        above = PersonFactory()
        ParentageFactory(parent=great, child=above)
        below = PersonFactory()
        ParentageFactory(parent=above, child=below)
        ParentageFactory(parent=below, child=descendant)

    assert [one.family for one in deck(coach, seeking).cards] == [sharing]


# --- A child who comes of age, or to the age of the checks


def test_a_child_who_turns_sixteen_before_the_start_is_checked_first(marlon, link_up, okafor, tomorrow):
    member_of(link_up.sharing_family, born=date(2010, 3, 17), role=Role.CHILD, known_as="Rui")
    assert [one.known_as for one in people_to_check(link_up.sharing_family)] == ["Femi"]
    tomorrow()

    answer = marlon.post(address("linkup-start", link_up), {"start_date": "2026-03-17"})

    assert (answer.status_code, "Rui has no background check yet" in words(answer)) == (422, True)


def test_a_child_who_turns_sixteen_midway_stops_nothing_and_is_named_to_the_coach(
    marlon, under_way, sharing, coach, tomorrow
):
    member_of(sharing, born=date(2010, 3, 17), role=Role.CHILD, known_as="Rui")
    sharing.sharing_profile.coach = coach.practitioner
    sharing.sharing_profile.save()
    week = address("week")
    assert "Rui" not in words(marlon.get(week))
    tomorrow()

    shown = words(marlon.get(week))

    assert "Missing for ready: a clear check of Rui" in shown
    assert marlon.post(address("meetup-record", under_way), {"held_on": "2026-03-17"}).status_code == 302


@pytest.mark.parametrize(("is_tomorrow", "code"), [(False, "linkup_yes_by_a_grown_up"), (True, None)])
def test_a_child_says_yes_for_the_family_from_eighteen_on(seeking, tomorrow, is_tomorrow, code):
    ben = member_of(seeking, born=date(2008, 3, 17), role=Role.CHILD).person
    link_up = LinkUpFactory(seeking_family=seeking, agreeing=True, seeking_chose_by=member_of(seeking).person)
    day = datetime(2026, 3, 17 if is_tomorrow else 16, 12, tzinfo=UTC)

    said = {"seeking_agreed_at": day, "seeking_agreed_by": ben}
    if code is None:
        assert LinkUp.objects.filter(pk=link_up.pk).update(**said) == 1
        return
    with pytest.raises(IntegrityError) as refused:
        LinkUp.objects.filter(pk=link_up.pk).update(**said)
    assert broken(refused) == code


# --- Days that can't be


@pytest.fixture
def paused(under_way):
    return a_row_of(LinkUpPause, under_way, link_up=under_way, period=Period(date(2026, 2, 2), date(2026, 2, 9)))


def test_pauses_that_overlap_are_refused_and_the_days_stay(marlon, under_way, paused):
    said = {"first_day": "2026-02-05", "first_day_back": "2026-02-12", "reason": "illness"}

    answer = marlon.post(address("linkup-pause", under_way), said)

    shown = words(answer)
    assert (answer.status_code, "There is a pause at that time already" in shown) == (422, True)
    assert [one for one in said.values() if one not in shown] == []


def test_pauses_that_overlap_are_refused_past_the_form(under_way, paused):
    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, under_way, link_up=under_way, period=Period(date(2026, 2, 8), date(2026, 2, 10)))

    assert broken(refused) == "linkup_pause_no_overlap"


def test_an_end_before_the_start_is_refused_and_what_was_typed_stays(marlon, under_way):
    said = {"kind": "other", "end_date": "2026-01-02", "what_next": "nothing", "what_changed": "The mornings"}

    answer = marlon.post(address("linkup-end", under_way), said)

    shown = words(answer)
    assert (answer.status_code, "end before it starts" in shown) == (422, True)
    assert [one for one in ("2026-01-02", "The mornings") if one not in shown] == []


def test_an_end_before_the_start_is_refused_past_the_form(under_way):
    with pytest.raises(IntegrityError) as refused:
        LinkUp.objects.update(state="completed", end_date=date(2026, 1, 2), end_kind="other")

    assert broken(refused) == "linkup_dates"


# --- The link of a check-in


@pytest.fixture
def link(check_in):
    can_be_written_to(check_in.person, "lena@home.example")
    send_link(check_in=check_in, by=None)
    return links_sent()["lena@home.example"]


def test_a_link_answers_once_and_what_was_said_first_stands(client, link):
    client.post(link, {"things": "better"})

    again = client.post(link, {"things": "worse"})

    assert (again.status_code, "This link opens nothing" in words(again)) == (404, True)
    assert LinkUpCheckIn.objects.get().things == "better"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_opens_nothing_to_someone_else(client, link, okafor, method):
    client.force_login(okafor)

    answer = getattr(client, method)(link, {"things": "better"})

    assert (answer.status_code, "This link opens nothing" in words(answer)) == (404, True)
    assert (LinkUpCheckIn.objects.get().things, CheckInLink.objects.open().count()) == ("", 1)


# --- A card full of addresses


@pytest.fixture
def at_home(sharing, okafor):
    home = Address.objects.create(organisation=sharing.organisation, lines=f"{HOME}\nLeeds")
    return lambda: a_row_of(
        Residence, sharing, person=okafor.person_account.person, address=home, is_main=True, kind="lives_here"
    )


def test_a_card_full_of_addresses_is_refused_and_every_word_stays(client, sharing, okafor, at_home):
    at_home()
    client.force_login(okafor)
    card = sharing.cards.get()
    said = {"headline": f"Us at {HOME}", "our_story": TYPED, "languages": HOME, "area_label": "LS8 4AB"}

    answer = client.post(address("card-edit-sharing", sharing), said | {"row_version": card.row_version})

    shown = words(answer)
    assert answer.status_code == 422
    assert [one for one in ("address", "postcode", "phone numbers", *said.values()) if one not in shown] == []
    assert FamilyCard.objects.get(pk=card.pk).headline == card.headline


@pytest.mark.parametrize("field", ["headline", "our_story", "fun_facts", "area_label"])
def test_an_address_stands_in_no_line_of_a_card_past_the_form(sharing, coach, at_home, field):
    at_home()
    with pytest.raises(ValidationError, match="address"):
        write_card(family=sharing, kind=Kind.SEEKING, by=coach, **{"headline": "Us", field: f"At {HOME}"})


@pytest.mark.parametrize("field", ["good_at", "availability", "languages"])
def test_an_address_stands_in_no_list_of_a_card_past_the_form(sharing, coach, at_home, field):
    at_home()
    with pytest.raises(ValidationError, match="address"):
        write_card(family=sharing, kind=Kind.SEEKING, by=coach, headline="Us", **{field: ["Tea", f"At {HOME}"]})


def test_a_home_that_was_written_down_after_the_card_is_no_card_to_say_yes_to(sharing, okafor, coach, at_home):
    card = CardFactory(family=sharing, kind=Kind.SEEKING, fun_facts=f"The red door of {HOME}", approved_at=None)
    at_home()

    with pytest.raises(ValidationError, match="address"):
        approve_card(card=card, version=card.version, person=okafor.person_account.person, by=coach)


def test_whoever_leaves_is_checked_no_more(link_up, okafor, coach):
    """Someone without a check who has left the family before the start stops nothing."""
    gone = member_of(link_up.sharing_family, period=Period(None, date(2026, 3, 1)))

    assert gone.person not in people_to_check(link_up.sharing_family)
    CheckFactory(person=gone.person, outcome="pending", decided_by=None, issued_on=None, renew_by=None)
    cleared = datetime(2026, 3, 16, 12, tzinfo=UTC)
    start = {"state": "active", "start_date": MONDAY, "checks_cleared_at": cleared}
    assert LinkUp.objects.filter(pk=link_up.pk).update(**start) == 1
