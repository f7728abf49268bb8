"""Who is asked when, what follows from an answer, and who rings (domain.md §1.5 and §1.7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from families.periods import since, until
from linkups.actions.calls import ask_for_call, escalate_calls, send_link, take_call_on, write_call_down
from linkups.actions.check_ins import answer_check_in, ask_when_due, note_silence, send_again
from linkups.actions.linkups import end, pause
from linkups.actions.steps import StepRefused
from linkups.check_in_links import checksum_of, new_token, organisation_in
from linkups.models import CallBack, CheckInLink, LinkUp, LinkUpCheckIn, LinkUpPause, WordsPastCoach
from linkups.queries.calls import who_rings
from linkups.queries.listening import to_be_asked, worth_a_call
from linkups.weeks import check_in_due, standing
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_access import DeclaredInterestFactory
from tests.factories_linkups import member_of
from tests.linkups.listening import a_manager_of, a_supervisor, can_be_written_to, links_sent
from tests.linkups.pages import has_met

MONDAY = date(2026, 3, 16)


@pytest.fixture
def maya(organisation):
    return a_supervisor()


@pytest.fixture
def system(organisation):
    from accounts.actions.system import kith_itself  # noqa: PLC0415

    return kith_itself(organisation)


@pytest.fixture
def moved(monkeypatch):
    """It is another day."""

    def to(day):
        monkeypatch.setattr("database.clock.now", lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))

    return to


@pytest.mark.parametrize(
    ("week", "due"), [(1, None), (2, 2), (4, 2), (5, 5), (9, 5), (10, 10), (15, 15), (19, 15), (20, 15), (23, 15)]
)
def test_weeks_in_which_people_are_asked(week, due):
    start = date(2026, 1, 5)
    now = standing(start=start, planned_weeks=20, pauses=[], on=start + timedelta(days=7 * (week - 1)))

    assert check_in_due(now) == due


def test_everyone_is_asked_once_for_a_week(under_way, brandt, okafor, system):
    has_met(under_way, "2026-01-10")
    ask_when_due(link_up=under_way, by=system)
    ask_when_due(link_up=under_way, by=system)

    asked = LinkUpCheckIn.objects.values_list("person__known_as", "for_week", "is_at_end")
    assert sorted(asked) == [("Femi", 10, False), ("Lena", 10, False)]


@pytest.mark.parametrize(("born", "is_asked"), [(date(2021, 3, 16), True), (date(2021, 3, 17), False)])
def test_a_child_is_asked_from_their_fifth_birthday(under_way, seeking, system, born, is_asked):
    has_met(under_way, "2026-01-10")
    child = member_of(seeking, known_as="Ben", born=born, role="child").person

    ask_when_due(link_up=under_way, by=system)

    assert LinkUpCheckIn.objects.filter(person=child).exists() == is_asked


def test_nobody_is_asked_before_they_have_met(under_way, brandt, system):
    assert ask_when_due(link_up=under_way, by=system) == []


def test_nobody_is_asked_in_a_pause(under_way, brandt, coach, system):
    has_met(under_way, "2026-01-10")
    pause(link_up=under_way, first_day=MONDAY, reason=LinkUpPause.Reason.HOLIDAY, by=coach)

    assert ask_when_due(link_up=under_way, by=system) == []


@pytest.mark.parametrize("kind", ["weeks_finished", "did_not_click"])
def test_everyone_is_asked_once_at_the_end(under_way, brandt, okafor, coach, system, kind):
    has_met(under_way, "2026-01-10")
    end(link_up=under_way, kind=kind, end_date=MONDAY, by=coach)

    first, second = ([len(ask_when_due(link_up=one, by=system)) for one in to_be_asked()] for _ in "ab")

    assert (first, second) == ([2], [0])
    assert LinkUpCheckIn.objects.filter(is_at_end=True).count() == 2


def test_long_after_the_end_nobody_is_asked(under_way, coach, moved):
    end(link_up=under_way, kind="weeks_finished", end_date=MONDAY, by=coach)

    moved(date(2026, 3, 31))

    assert not to_be_asked().exists()


def test_asking_puts_off_a_message_to_each_by_ids_alone(under_way, brandt, okafor, system):
    has_met(under_way, "2026-01-10")
    asked = ask_when_due(link_up=under_way, by=system)

    jobs = ProcrastinateJob.objects.filter(task_name="linkups.send_check_in").values_list("args", flat=True)
    assert sorted(jobs, key=str) == sorted(
        ({"organisation": str(one.organisation_id), "check_in": str(one.pk)} for one in asked), key=str
    )


def test_silence_is_written_down_as_no_answer(check_in, system, moved):
    moved(date(2026, 3, 29))
    assert note_silence(by=system) == 0

    moved(date(2026, 3, 30))

    assert note_silence(by=system) == 1
    assert LinkUpCheckIn.objects.get().state == "no_answer"


def test_a_link_goes_to_a_safe_address(check_in, system):
    can_be_written_to(check_in.person, "lena@home.example")

    link = send_link(check_in=check_in, by=system)

    token = links_sent()["lena@home.example"].rstrip("/").rpartition("/")[2]
    assert (link.way, link.token_hash) == ("email", checksum_of(token))


def test_a_message_says_nothing(check_in, system):
    can_be_written_to(check_in.person, "lena@home.example")
    send_link(check_in=check_in, by=system)

    said = f"{mail.outbox[0].subject} {mail.outbox[0].body}"

    assert not [word for word in ("Lena", "Brandt", "Okafor", "Marlon", "link-up", "coach", "Leeds") if word in said]


@pytest.mark.parametrize("facts", [{"safe_to": []}, {"safe_to": ["email"], "is_shared_device": True}])
def test_no_link_goes_where_it_is_not_safe(check_in, system, facts):
    from tests.factories_families import ContactPointFactory  # noqa: PLC0415

    ContactPointFactory(person=check_in.person, kind="email", value="lena@home.example", **facts)

    assert send_link(check_in=check_in, by=system) is None
    assert (mail.outbox, CheckInLink.objects.count()) == ([], 0)


def test_no_link_goes_to_another_of_the_family(check_in, seeking, system):
    can_be_written_to(member_of(seeking, known_as="Rob").person, "rob@home.example")

    assert send_link(check_in=check_in, by=system) is None


@pytest.mark.parametrize("same", ["lena@home.example", "Lena@Home.example"])
def test_no_link_goes_where_another_is_written_to_as_well(check_in, seeking, system, same):
    can_be_written_to(check_in.person, "lena@home.example")
    can_be_written_to(member_of(seeking, known_as="Rob").person, same)

    assert send_link(check_in=check_in, by=system) is None
    assert mail.outbox == []


def test_what_was_anothers_once_is_theirs_alone_now(check_in, seeking, system):
    can_be_written_to(check_in.person, "lena@home.example")
    can_be_written_to(
        member_of(seeking).person, "lena@home.example", period=until(since(date(2020, 1, 1)), date(2021, 1, 1))
    )

    assert send_link(check_in=check_in, by=system)


def test_a_text_goes_first_where_texts_are_sent(check_in, system, settings, capsys):
    from tests.factories_families import ContactPointFactory  # noqa: PLC0415

    settings.KITH_TEXT_SENDER = "accounts.texts.to_console"
    can_be_written_to(check_in.person, "lena@home.example")
    ContactPointFactory(person=check_in.person, kind="mobile", value="07700 900123", safe_to=["text"])

    link = send_link(check_in=check_in, by=system)

    assert (link.way, mail.outbox) == ("text", [])
    assert capsys.readouterr().out.startswith("Text to 07700 900123: How is it going?")


def test_a_text_by_mail_goes_to_the_gateway(settings):
    from accounts.texts import send_text  # noqa: PLC0415

    settings.KITH_TEXT_SENDER, settings.KITH_TEXT_GATEWAY = "accounts.texts.by_mail", "sms.example"
    send_text("+44 7700 900123", "How is it going?")

    assert [(one.to, one.subject, one.body) for one in mail.outbox] == [
        (["+447700900123@sms.example"], "", "How is it going?")
    ]


def test_a_new_link_puts_an_end_to_the_former(check_in, system):
    can_be_written_to(check_in.person, "lena@home.example")
    first = send_link(check_in=check_in, by=system)
    second = send_link(check_in=check_in, by=system)

    assert list(CheckInLink.objects.open()) == [second]
    assert CheckInLink.objects.get(pk=first.pk).ended_at


def test_who_has_answered_is_not_written_to(check_in, brandt, system):
    can_be_written_to(check_in.person, "lena@home.example")
    answer_check_in(check_in=check_in, things="same", by=brandt)

    assert send_link(check_in=check_in, by=system) is None
    with pytest.raises(StepRefused, match="answered already"):
        send_again(check_in=check_in, by=system)


def test_a_link_says_whose_organisation_it_is(organisation):
    assert organisation_in(new_token(organisation.pk)) == organisation.pk
    assert [organisation_in(one) for one in ("", "x" * 64 + "=", "é" * 64, "a" * 63, "!" * 64)] == [None] * 5


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        ({"things": "worse"}, ["worse"]),
        ({"things": "same", "words": "He shouts."}, ["words"]),
        ({"things": "better", "wants_call": True}, ["asked"]),
        ({"things": "worse", "words": " x ", "wants_call": True}, ["worse", "words", "asked"]),
        ({"things": "same", "after_meeting": 1}, None),
        ({"things": "rather_not_say"}, None),
    ],
)
def test_what_someone_rings_for(check_in, brandt, maya, answer, reasons):
    answer_check_in(check_in=check_in, by=brandt, **answer)

    assert list(CallBack.objects.values_list("reasons", flat=True)) == ([reasons] if reasons else [])


@pytest.mark.parametrize(("before", "now", "rings"), [(2, 2, True), (1, 2, True), (3, 1, False), (2, 3, False)])
def test_low_faces_twice(check_in, brandt, maya, before, now, rings):
    earlier = {f: getattr(check_in, f) for f in ("organisation", "link_up", "family", "person")}
    LinkUpCheckIn.objects.create(
        **earlier,
        asked_on="2026-02-01",
        answered_on="2026-02-02",
        state="answered",
        things="same",
        after_meeting=before,
    )

    answer_check_in(check_in=check_in, things="same", after_meeting=now, by=brandt)

    assert [one.reasons for one in CallBack.objects.all()] == ([["low_faces"]] if rings else [])


def test_low_faces_of_two_people_are_not_twice(check_in, brandt, okafor, maya):
    facts = {f: getattr(check_in, f) for f in ("organisation", "link_up")}
    LinkUpCheckIn.objects.create(
        **facts,
        family=check_in.link_up.sharing_family,
        person=okafor.person_account.person,
        asked_on="2026-02-01",
        answered_on="2026-02-02",
        state="answered",
        things="same",
        after_meeting=1,
    )

    answer_check_in(check_in=check_in, things="same", after_meeting=1, by=brandt)

    assert not CallBack.objects.exists()


def test_a_call_is_due_in_two_working_days(check_in, brandt, maya, moved):
    moved(date(2026, 4, 2))  # a Thursday, and Easter after it
    answer_check_in(check_in=check_in, things="worse", by=brandt)

    assert CallBack.objects.get().due_on == date(2026, 4, 8)


def test_the_supervisor_rings_before_the_manager(check_in, coach, maya):
    a_manager_of(coach)

    assert who_rings(check_in) == maya


@pytest.mark.parametrize("side", ["seeking_family", "sharing_family"])
def test_a_supervisor_who_coaches_either_family_beside_its_coach_does_not_ring(check_in, side):
    nell = PractitionerFactory(user__name="Nell", user__roles=["coach_supervisor", "family_coach"])
    assert who_rings(check_in) == nell.user
    InvolvementFactory(family=getattr(check_in.link_up, side), practitioner=nell, role="family_coach")

    assert who_rings(check_in) is None


def test_the_coach_of_the_link_up_does_not_ring_though_their_work_with_both_has_ended(check_in, under_way, maya):
    ada = PractitionerFactory(user__name="Ada", user__roles=["coach_supervisor", "family_coach"])
    LinkUp.objects.filter(pk=under_way.pk).update(coach=ada)
    asked = LinkUpCheckIn.objects.get(pk=check_in.pk)

    assert (who_rings(asked), who_rings(asked, but=[maya.pk])) == (maya, None)


def test_a_supervisor_who_coaches_the_family_does_not_ring(check_in, coach, organisation):
    coach.roles = ["family_coach", "coach_supervisor"]
    coach.save()

    assert who_rings(check_in) is None


def test_who_knows_them_from_their_own_life_does_not_ring(check_in, maya):
    knows = PractitionerFactory(user=maya)
    nell = a_supervisor("Nell")
    DeclaredInterestFactory(practitioner=knows, person=check_in.person)

    assert who_rings(check_in) == nell


def test_without_anyone_the_call_waits_and_goes_to_who_comes(check_in, brandt, coach, system, moved):
    answer_check_in(check_in=check_in, things="worse", by=brandt)
    assert CallBack.objects.get().holder is None

    manager = a_manager_of(coach)
    moved(date(2026, 3, 19))
    escalate_calls(by=system)

    assert CallBack.objects.get().escalated_to == manager


def test_a_late_call_that_nobody_can_take_is_not_forgotten(check_in, brandt, coach, system, moved):
    answer_check_in(check_in=check_in, things="worse", by=brandt)
    moved(date(2026, 3, 19))
    assert escalate_calls(by=system) == []

    manager = a_manager_of(coach)
    moved(date(2026, 3, 20))
    escalate_calls(by=system)

    call = CallBack.objects.get()
    assert (call.escalated_to, call.escalated_on) == (manager, date(2026, 3, 20))


def test_a_call_that_nobody_holds_does_not_wait_until_it_is_late(check_in, brandt, coach, system):
    answer_check_in(check_in=check_in, things="worse", by=brandt)
    manager = a_manager_of(coach)

    escalate_calls(by=system)

    assert CallBack.objects.get().escalated_to == manager


def test_a_late_call_goes_on_when_whom_it_went_to_has_left(check_in, brandt, coach, maya, system, moved):
    manager = a_manager_of(coach)
    answer_check_in(check_in=check_in, things="worse", by=brandt)
    moved(date(2026, 3, 19))
    escalate_calls(by=system)
    User.objects.filter(pk=manager.pk).update(is_active=False)
    nell = a_supervisor("Nell")

    escalate_calls(by=system)

    assert CallBack.objects.get().escalated_to == nell


def test_a_late_call_goes_to_the_manager_once(check_in, brandt, coach, maya, system, moved):
    manager = a_manager_of(coach)
    answer_check_in(check_in=check_in, things="worse", by=brandt)
    moved(date(2026, 3, 18))
    assert escalate_calls(by=system) == []

    moved(date(2026, 3, 19))
    first, second = escalate_calls(by=system), escalate_calls(by=system)

    call = CallBack.objects.get()
    assert (len(first), len(second), call.holder, call.escalated_to) == (1, 0, maya, manager)


def test_a_call_is_taken_on_and_written_down(check_in, brandt, coach, maya, system, moved):
    from database.asker import acting_as  # noqa: PLC0415

    manager = a_manager_of(coach)
    answer_check_in(check_in=check_in, things="worse", words="He shouts.", by=brandt)
    moved(date(2026, 3, 19))
    escalate_calls(by=system)
    call = CallBack.objects.get()

    with acting_as(manager.asker):
        assert not WordsPastCoach.objects.visible_to(manager).exists()
        take_call_on(call=call, by=manager)
        assert WordsPastCoach.objects.visible_to(manager).get().words == "He shouts."
        done = write_call_down(call=call, outcome="talked", what_happened="We spoke.", by=manager)
        with pytest.raises(StepRefused, match="made already"):
            write_call_down(call=call, outcome="talked", by=manager)

    assert (done.done_on, done.outcome) == (date(2026, 3, 19), "talked")


def test_nothing_is_asked_for_by_a_good_answer(check_in, system):
    LinkUpCheckIn.objects.update(state="answered", things="better", answered_on=MONDAY)

    assert ask_for_call(check_in=LinkUpCheckIn.objects.get(), by=system) is None


@pytest.mark.parametrize(("met", "says"), [("2026-02-23", True), ("2026-02-24", False)])
def test_21_days_without_a_meet_up_are_worth_a_call(under_way, coach, met, says):
    has_met(under_way, met)

    assert worth_a_call(coach, [under_way]) == ({under_way.pk: ["They have not met for 21 days."]} if says else {})


def test_fewer_answers_are_worth_a_call(under_way, check_in, okafor, coach):
    LinkUpCheckIn.objects.update(state="no_answer", asked_on="2026-03-10")
    facts = {f: getattr(check_in, f) for f in ("organisation", "link_up", "family", "person")}
    LinkUpCheckIn.objects.create(
        **facts, asked_on="2026-02-01", answered_on="2026-02-02", state="answered", things="same"
    )

    assert worth_a_call(coach, [under_way]) == {
        under_way.pk: ["Fewer say how it is going: 0 of 1 the last time, 1 of 1 before."]
    }
