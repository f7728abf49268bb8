"""While a coach is away another one is there: for those days, by name, and with what the coach may see (domain.md §1.2, §1.10)."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from families.models import Family, Involvement
from families.periods import Period
from families.queries.families import works_with
from linkups.actions.coaching import record_session
from linkups.actions.covering import arrange_cover, end_cover
from linkups.actions.linkups import end
from linkups.actions.steps import StepRefused
from linkups.models import CoachCover, CoachSession, LinkUp
from linkups.queries.week import coach_week
from linkups.rules.people import can_coach_link_up
from tests.factories_linkups import CoachFactory, LinkUpFactory, ProfileFactory, coach_of
from tests.linkups.listening import a_supervisor
from tests.linkups.pages import MONDAY, address, has_met, words
from tests.linkups.refusals import a_row_of, broken

FRIDAY = date(2026, 3, 20)
WEEK, ARRANGE = "/link-ups/week/", "/link-ups/week/cover/"


@pytest.fixture
def on(monkeypatch):
    def is_the(day):
        now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        monkeypatch.setattr("database.clock.now", lambda: now)

    return is_the


@pytest.fixture
def aisha(organisation):
    return CoachFactory(user__name="Aisha", name="Aisha").user


@pytest.fixture
def cover(coach, aisha, under_way):
    coach.practitioner.name = "Marlon"
    coach.practitioner.save()
    return arrange(coach, aisha, by=coach)


def arrange(coach, aisha, *, by, first_day=MONDAY, last_day=FRIDAY):
    return arrange_cover(
        coach=coach.practitioner, cover=aisha.practitioner, first_day=first_day, last_day=last_day, by=by
    )


def said(coach, aisha, **days):
    return {
        "coach": coach.practitioner.pk,
        "cover": aisha.practitioner.pk,
        "first_day": "2026-03-16",
        "last_day": "2026-03-20",
        **days,
    }


# --- From day to day


def test_whoever_covers_sees_what_the_coach_sees(cover, under_way, coach, aisha):
    record_session(link_up=under_way, with_whom=CoachSession.With.SEEKING, held_on=MONDAY, by=coach)

    for seen in (Family, LinkUp, CoachSession):
        assert {*seen.objects.visible_to(aisha)} == {*seen.objects.visible_to(coach)} != set()
    assert can_coach_link_up(aisha, under_way)
    assert LinkUp.objects.coached_by(aisha).get() == under_way


@pytest.mark.parametrize(
    ("day", "covers"),
    [(date(2026, 3, 17), False), (date(2026, 3, 18), True), (FRIDAY, True), (date(2026, 3, 21), False)],
)
def test_on_those_days_and_on_no_other(coach, aisha, under_way, on, day, covers):
    arrange(coach, aisha, by=coach, first_day=date(2026, 3, 18))
    on(day)

    assert bool(can_coach_link_up(aisha, under_way)) == works_with(aisha, under_way.seeking_family) == covers
    assert LinkUp.objects.coached_by(aisha).exists() == covers
    assert bool(coach_week(aisha).rows) == covers


def test_before_the_first_day_nothing_is_open(coach, aisha, under_way):
    arrange(coach, aisha, by=coach, first_day=date(2026, 3, 18))

    assert not Family.objects.visible_to(aisha).exists()
    assert not LinkUp.objects.visible_to(aisha).exists()


def test_after_the_last_day_it_is_read_as_long_as_any_work_that_ended_and_then_no_more(cover, aisha, on):
    on(date(2026, 4, 19))
    assert Family.objects.visible_to(aisha).exists()
    on(date(2026, 4, 20))
    assert not Family.objects.visible_to(aisha).exists()
    assert not LinkUp.objects.visible_to(aisha).exists()


def test_other_families_stay_closed(cover, aisha):
    other = LinkUpFactory(under_way=True)

    assert other not in LinkUp.objects.visible_to(aisha)


def test_whoever_coaches_one_of_the_families_already_stays_as_they_are(under_way, coach, seeking):
    aisha = coach_of(seeking)

    arrange(coach, aisha, by=coach)

    theirs = Involvement.objects.filter(practitioner=aisha.practitioner)
    assert {one.family: one.period.upper for one in theirs} == {
        seeking: None,
        under_way.sharing_family: date(2026, 3, 21),
    }


def test_what_ends_for_the_coach_while_they_are_away_ends_for_both(under_way, sharing, coach, aisha):
    theirs = Involvement.objects.filter(practitioner=coach.practitioner)
    theirs.update(start_reason=f"link-up {under_way.pk}")
    arrange(coach, aisha, by=coach)

    end(link_up=under_way, kind=LinkUp.EndKind.OTHER, end_date=MONDAY, what_next="nothing", by=aisha)

    ends = Involvement.objects.filter(practitioner=aisha.practitioner).values_list("period", flat=True)
    assert {one.upper for one in ends} == {date(2026, 3, 17)}


# --- Back again


def test_back_before_the_last_day(cover, coach, aisha, under_way, on):
    on(date(2026, 3, 18))

    end_cover(cover=cover, by=coach)

    assert CoachCover.objects.get().period == Period(MONDAY, date(2026, 3, 18))
    assert not can_coach_link_up(aisha, under_way)
    assert {*Involvement.objects.filter(practitioner=aisha.practitioner).values_list("end_reason", flat=True)} == {
        "ABSENC"
    }
    assert can_coach_link_up(coach, under_way)


@pytest.mark.parametrize(("day", "sentence"), [(date(2026, 3, 15), "has not begun"), (date(2026, 3, 21), "It is over")])
def test_what_is_not_going_on_is_not_ended(cover, coach, on, day, sentence):
    on(day)
    with pytest.raises(StepRefused, match=sentence):
        end_cover(cover=cover, by=coach)


# --- What can't be


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"first_day": date(2026, 3, 15)}, "from today on"),
        ({"first_day": FRIDAY, "last_day": MONDAY}, "The last day comes after"),
    ],
)
def test_days_that_can_not_be(coach, aisha, days, sentence):
    with pytest.raises(ValidationError, match=sentence):
        arrange(coach, aisha, by=coach, **days)


def past_the_form(coach, cover, period=None):
    days = period or Period(MONDAY, FRIDAY)
    return a_row_of(CoachCover, coach, coach=coach.practitioner, cover=cover.practitioner, period=days)


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("coach_cover_from_and_until", Period(MONDAY, None)),
        ("coach_cover_from_and_until", Period(None, FRIDAY)),
        ("coach_cover_has_a_day", Period(MONDAY, MONDAY)),
    ],
)
def test_days_are_needed_past_the_form(coach, aisha, name, period):
    with pytest.raises(IntegrityError) as refused:
        past_the_form(coach, aisha, period)
    assert broken(refused) == name


def test_nobody_covers_for_themselves_past_the_form(coach):
    with pytest.raises(IntegrityError) as refused:
        past_the_form(coach, coach)
    assert broken(refused) == "coach_cover_of_two"


def test_one_covers_at_a_time_past_the_form(cover, coach):
    with pytest.raises(IntegrityError) as refused:
        past_the_form(coach, CoachFactory().user)
    assert broken(refused) == "coach_cover_no_overlap"


@pytest.mark.parametrize("roles", [[Role.SOCIAL_WORKER], [Role.TEAM_MANAGER]])
def test_a_coach_covers_past_the_form(coach, roles):
    with pytest.raises(IntegrityError) as refused:
        past_the_form(coach, CoachFactory(user__roles=roles).user)
    assert broken(refused) == "coach_cover_by_a_coach"


@pytest.mark.parametrize("who", ["is away", "covers"])
def test_whoever_covers_is_there_past_the_form(cover, coach, aisha, who):
    other = CoachFactory().user
    with pytest.raises(IntegrityError) as refused:
        past_the_form(*((other, coach) if who == "is away" else (aisha, other)))
    assert broken(refused) == "coach_cover_is_there"


# --- The pages


def test_a_coach_arranges_it(marlon, coach, aisha, under_way):
    answer = marlon.post(ARRANGE, said(coach, aisha))

    assert (answer.status_code, answer["Location"]) == (302, WEEK)
    assert CoachCover.objects.get().created_by == coach


def test_a_refusal_keeps_what_was_chosen(marlon, cover, coach, aisha):
    answer = marlon.post(ARRANGE, said(coach, aisha, last_day="2026-03-19"))

    shown = words(answer)
    assert (answer.status_code, "Somebody covers for them on some of these days already" in shown) == (422, True)
    assert [one for one in ("2026-03-19", f'value="{aisha.practitioner.pk}" selected') if one not in shown] == []


@pytest.mark.parametrize("field", ["coach", "cover", "first_day", "last_day"])
def test_what_fits_no_box_is_refused(marlon, coach, aisha, field):
    answer = marlon.post(ARRANGE, said(coach, aisha) | {field: "\x00' OR 1=1"})

    assert (answer.status_code, CoachCover.objects.exists()) == (422, False)


def test_nobody_arranges_it_for_another_coach(client, coach, aisha):
    client.force_login(CoachFactory().user)

    assert client.post(ARRANGE, said(coach, aisha)).status_code == 422


def test_a_supervisor_arranges_it_for_a_coach_who_is_ill(client, coach, aisha, under_way):
    maya = a_supervisor()
    client.force_login(maya)

    client.post(ARRANGE, said(coach, aisha))

    assert can_coach_link_up(aisha, under_way)
    assert "Aisha for" in words(client.get(WEEK))
    assert not Family.objects.visible_to(maya).exists()


def test_who_does_not_coach_arranges_nothing(client, worker, brandt):
    for user in (worker, brandt):
        client.force_login(user)
        assert client.get(ARRANGE).status_code == 403


def test_it_stands_in_both_weeks(client, cover, coach, aisha, under_way):
    has_met(under_way, "2026-03-14")
    for user, is_for in ((coach, ""), (aisha, "for Marlon")):
        client.force_login(user)
        page = client.get(WEEK)
        assert "Aisha for Marlon" in words(page)
        row = page.context["page"].rows[0]
        assert (row.link_up, row.away) == (under_way, is_for)


def test_whoever_covers_has_no_more_families_to_plan_by(cover, aisha, coach, sharing):
    sharing.sharing_profile.coach = coach.practitioner
    sharing.sharing_profile.save()
    found = coach_week(aisha)

    assert [one.profile.family for one in found.sharing] == [sharing]
    assert (found.seeking_count, found.sharing_count) == (0, 0)


def test_the_families_read_who_is_there_and_until_when(client, cover, under_way, brandt, okafor, on):
    for user in (brandt, okafor):
        client.force_login(user)
        assert "Aisha is there for Marlon until Friday 20 March." in words(client.get(address("linkup", under_way)))
    on(date(2026, 3, 21))
    assert "Aisha" not in words(client.get(address("linkup", under_way)))


def test_only_those_two_and_who_arranged_it_end_it(client, cover, coach, aisha, seeking):
    page = address("cover-end", cover)
    client.force_login(CoachFactory().user)
    assert client.post(page).status_code == 404
    client.force_login(coach_of(seeking))
    assert client.post(page).status_code == 403
    client.force_login(aisha)
    assert "Is Marlon back?" in words(client.get(page))
    assert client.post(page).status_code == 302
    assert CoachCover.objects.get().period.upper == date(2026, 3, 17)


def test_who_may_know_of_it(cover, coach, aisha, brandt, okafor, organisation, seeking):
    seen = {
        one: CoachCover.objects.visible_to(one).exists() for one in (coach, aisha, brandt, okafor, coach_of(seeking))
    }
    assert {*seen.values()} == {True}
    assert not CoachCover.objects.visible_to(CoachFactory().user).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_week_takes_as_many_queries_however_many_cover(client, coach, aisha, under_way, count):
    for _each in range(count):
        away = CoachFactory().user
        other = LinkUpFactory(coach=away.practitioner, under_way=True)
        ProfileFactory(coach=away.practitioner)
        for family in (other.seeking_family, other.sharing_family):
            family.involvements.create(
                organisation=family.organisation, practitioner=away.practitioner, role="family_coach"
            )
        arrange(away, aisha, by=away)
    client.force_login(aisha)

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        page = client.get(WEEK)

    assert (len(page.context["page"].rows), len(asked) - 2) == (count, 13)
