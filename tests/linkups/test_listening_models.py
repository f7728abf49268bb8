"""What the database holds of check-ins, links and calls, past every form (domain.md §1.7)."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from database.asker import acting_as
from families.periods import since, until
from linkups.actions.check_ins import answer_check_in, decline_check_in
from linkups.models import CallBack, CheckInLink, LinkUpCheckIn, WordsPastCoach
from tests.factories import InvolvementFactory, PractitionerFactory, UserFactory
from tests.linkups.listening import a_manager_of, a_supervisor
from tests.linkups.refusals import broken

CHECKSUM = "a" * 64


@pytest.fixture
def maya(organisation):
    return a_supervisor()


@pytest.fixture
def call(check_in, maya, brandt):
    answer_check_in(check_in=check_in, things="worse", words="He shouts at us.", by=brandt)
    return CallBack.objects.get()


def sql(statement, *said):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, said)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def a_link(check_in, **facts):
    said = {"token_hash": CHECKSUM, "way": "email"} | facts
    with transaction.atomic():
        return CheckInLink.objects.create(organisation=check_in.organisation, check_in=check_in, **said)


def test_nobody_is_asked_twice_for_a_week(check_in):
    LinkUpCheckIn.objects.update(for_week=5, state="no_answer")
    facts = {f: getattr(check_in, f) for f in ("organisation", "link_up", "family", "person", "asked_on")}

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUpCheckIn.objects.create(for_week=5, **facts)

    assert broken(refused) == "check_in_once_a_week"


def test_nobody_is_asked_twice_at_the_end(check_in):
    LinkUpCheckIn.objects.update(is_at_end=True, state="no_answer")
    facts = {f: getattr(check_in, f) for f in ("organisation", "link_up", "family", "person", "asked_on")}

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUpCheckIn.objects.create(is_at_end=True, **facts)

    assert broken(refused) == "check_in_once_at_the_end"


def test_a_check_in_is_of_a_week_or_of_the_end(check_in):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUpCheckIn.objects.update(is_at_end=True, for_week=5)

    assert broken(refused) == "check_in_of_a_week_or_the_end"


def test_an_answer_stays(call, check_in):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUpCheckIn.objects.filter(pk=check_in.pk).update(things="better")

    assert broken(refused) == "check_in_answer_stays"


def test_no_answer_is_not_made_one(check_in, brandt):
    decline_check_in(check_in=check_in, by=brandt)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUpCheckIn.objects.update(state="answered", things="better", answered_on="2026-03-16")

    assert broken(refused) == "check_in_answer_stays"


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("check_in_link_by_its_checksum", {"token_hash": "the link itself"}),
        ("check_in_link_used_or_ended", {"used_at": "2026-03-16T09:00Z", "ended_at": "2026-03-16T09:00Z"}),
    ],
)
def test_link_refuses(check_in, name, facts):
    with pytest.raises(IntegrityError) as refused:
        a_link(check_in, **facts)

    assert broken(refused) == name


@pytest.mark.parametrize(("name", "token"), [("check_in_link_one_open", "b" * 64), ("check_in_link_once", CHECKSUM)])
def test_one_link_at_a_time(check_in, name, token):
    a_link(check_in, **({"ended_at": "2026-03-16T09:00Z"} if name == "check_in_link_once" else {}))

    with pytest.raises(IntegrityError) as refused:
        a_link(check_in, token_hash=token)

    assert broken(refused) == name


def test_a_spent_link_stays_spent(check_in):
    a_link(check_in, used_at="2026-03-16T09:00Z")

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CheckInLink.objects.update(used_at=None)

    assert broken(refused) == "check_in_link_stays_spent"


def test_the_coach_rings_nobody(call, coach):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(holder=coach)

    assert broken(refused) == "call_not_by_the_coach"


def test_a_call_is_not_escalated_to_the_coach(call, coach):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(escalated_to=coach, escalated_on="2026-03-20")

    assert broken(refused) == "call_not_by_the_coach"


def test_who_coaches_too_is_the_coach(call, coach):
    coach.roles = ["family_coach", "coach_supervisor"]
    coach.save()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(holder=coach)

    assert broken(refused) == "call_not_by_the_coach"


@pytest.mark.parametrize("side", ["seeking_family", "sharing_family"])
def test_who_comes_to_coach_one_of_the_families_reads_no_call(call, maya, side):
    family = getattr(call.check_in.link_up, side)
    InvolvementFactory(family=family, practitioner=PractitionerFactory(user=maya), role="family_coach")

    assert not CallBack.objects.visible_to(maya).exists()
    assert not WordsPastCoach.objects.visible_to(maya).exists()


def test_who_coached_one_of_the_families_before_reads_the_call(call, maya):
    former = {"period": until(since(date(2025, 1, 1)), date(2025, 6, 1)), "role": "family_coach"}
    InvolvementFactory(family=call.check_in.family, practitioner=PractitionerFactory(user=maya), **former)

    assert CallBack.objects.visible_to(maya).exists()


def test_another_supervisor_does_not_help_herself_to_a_call(call):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(holder=UserFactory(roles=["coach_supervisor"]))

    assert broken(refused) == "call_taken_on_by_whom_it_went_to"


def test_whom_it_went_to_when_it_was_late_takes_it_on(call):
    kofi = UserFactory(roles=["team_manager"])
    CallBack.objects.update(escalated_to=kofi, escalated_on="2026-03-20")
    CallBack.objects.update(holder=kofi)

    assert CallBack.objects.get().holder == kofi


def test_a_coach_whose_end_is_planned_coaches_still(call):
    leaving = PractitionerFactory(user__roles=["coach_supervisor"])
    ends = until(since(date(2025, 1, 1)), date(2099, 1, 1))
    InvolvementFactory(family=call.check_in.family, practitioner=leaving, role="family_coach", period=ends)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(escalated_to=leaving.user, escalated_on="2026-03-20")

    assert broken(refused) == "call_not_by_the_coach"


def test_a_social_worker_holds_no_call(call):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(holder=UserFactory(roles=["social_worker"]))

    assert broken(refused) == "call_by_who_supervises"


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("call_stays_that_call", {"due_on": "2026-04-01"}),
        ("call_stays_that_call", {"reasons": ["asked"]}),
        ("call_done_says_how", {"outcome": "talked"}),
        ("call_done_by_who_rang", {"done_on": "2026-03-16", "outcome": "talked"}),
    ],
)
def test_call_refuses(call, name, facts):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.update(**facts)

    assert broken(refused) == name


@pytest.mark.parametrize(
    ("name", "facts"),
    [("call_says_why", {"reasons": []}), ("call_escalated_says_when", {"reasons": ["worse"], "to": True})],
)
def test_call_begins_rightly(check_in, maya, name, facts):
    to = maya if facts.pop("to", False) else None

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        CallBack.objects.create(
            organisation=check_in.organisation, check_in=check_in, due_on="2026-03-18", escalated_to=to, **facts
        )

    assert broken(refused) == name


def test_what_was_written_of_a_call_stays(call, maya):
    with acting_as(maya.asker):
        CallBack.objects.update(done_on="2026-03-16", outcome="talked")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            CallBack.objects.update(what_happened="Something else")

    assert broken(refused) == "call_done_stays"


def test_words_stay_as_they_were_written(call):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WordsPastCoach.objects.update(words="All is well.")

    assert broken(refused) == "words_past_coach_stay"


def test_words_are_some(check_in, maya):
    call = CallBack.objects.create(
        organisation=check_in.organisation, check_in=check_in, due_on="2026-03-18", reasons=["words"], holder=maya
    )

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WordsPastCoach.objects.create(organisation=check_in.organisation, call=call, words="  ")

    assert broken(refused) == "words_past_coach_not_blank"


@pytest.mark.parametrize("table", ["linkups_wordspastcoach", "linkups_wordspastcoachevent"])
def test_the_database_shows_words_to_who_rings_alone(call, coach, maya, brandt, okafor, table):
    """Whatever is asked, in SQL too, and of the history."""
    manager = a_manager_of(coach)
    read = {}
    for user in (maya, coach, manager, brandt, okafor, a_supervisor("Nell")):
        with acting_as(user.asker):
            read[user.name] = sql(f"SELECT count(*) FROM {table}")[0][0]

    assert read == {"Maya": 1, "Marlon": 0, "Sarah": 0, "Lena": 0, "Femi": 0, "Nell": 0}


def test_the_coach_changes_no_words_by_sql(call, coach):
    with acting_as(coach.asker), pytest.raises(IntegrityError) as refused:
        sql("UPDATE linkups_wordspastcoach SET words = ''")

    assert broken(refused) == "words_past_coach_stay"


def test_no_application_deletes_a_call(call):
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql("DELETE FROM linkups_callback")
