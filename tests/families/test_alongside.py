"""Who comes next, how they say goodbye, and what the family reads of it (domain.md §4.4)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent, User
from families.actions.access import hand_over
from families.models import Involvement, ToBeSettled
from families.periods import Period, since
from families.queries.alongside import coming_up, waiting_for
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory, TeamFactory, UserFactory
from tests.factories_access import DeclaredInterestFactory
from tests.factories_families import sign_in_of
from tests.families.pages import parts, post
from tests.refusals import change, refused_by

MONDAY = date(2026, 3, 16)
TODAY = parts("on", "16", "3", "2026")
PARTED = {"end_reason": "LEFTRL", "goodbye_kind": "introduced_new_worker"}
QUERIES = 8


@pytest.fixture
def lead(family, worker):
    return family.involvements.get(practitioner__user=worker)


@pytest.fixture
def gone(family):
    """Hana, whose goodbye is still to come."""
    return InvolvementFactory(
        family=family,
        practitioner__name="Hana",
        period=Period(date(2025, 1, 6), MONDAY),
        end_reason="MANAGE",
        goodbye_kind="none_yet",
    )


def test_the_next_one_begins_on_the_day_on_which_the_first_ends(signed_in, family, lead):
    hana = PractitionerFactory(name="Hana")

    response = post(signed_in, "involvement-hand-over", lead, practitioner=str(hana.pk), **PARTED, **TODAY)

    lead.refresh_from_db()
    begun = family.involvements.get(practitioner=hana)
    assert (response.status_code, lead.period.upper, begun.period, begun.role) == (
        302,
        MONDAY,
        since(MONDAY),
        "lead_worker",
    )
    assert (lead.end_reason, lead.goodbye_kind) == ("LEFTRL", "introduced_new_worker")


@pytest.mark.parametrize("page", ["involvement-hand-over", "involvement-begin"])
def test_who_knows_the_family_already_stands_first(signed_in, family, lead, page):
    PractitionerFactory(name="Abel")
    InvolvementFactory(family=family, practitioner__name="Ngozi", role="fgc_coordinator")
    InvolvementFactory(family=family, practitioner__name="Zoe", period=Period(date(2024, 1, 1), date(2025, 1, 1)))
    about = lead if page == "involvement-hand-over" else family

    shown = signed_in.get(reverse(f"families:{page}", args=[about.pk])).text

    known, others = shown.index("They know the family"), shown.index('label="Others"')
    assert known < shown.index(">Zoe<") < others < shown.index(">Abel<") < shown.index(">Ngozi<")


def test_where_nobody_else_knows_them_all_stand_in_one_list(signed_in, lead):
    PractitionerFactory(name="Abel")

    shown = signed_in.get(reverse("families:involvement-hand-over", args=[lead.pk])).text

    assert ("They know the family" in shown, ">Abel<" in shown) == (False, True)


@pytest.mark.parametrize("left_out", [*PARTED, "practitioner"])
def test_nothing_of_a_handing_over_is_guessed(signed_in, family, lead, left_out):
    said = {"practitioner": str(PractitionerFactory().pk), **PARTED, **TODAY}
    del said[left_out]

    response = post(signed_in, "involvement-hand-over", lead, **said)

    lead.refresh_from_db()
    assert (response.status_code, lead.period.upper, family.involvements.count()) == (422, None, 1)


def test_it_is_not_handed_over_to_who_has_it(signed_in, lead):
    said = {"practitioner": str(lead.practitioner.pk), **PARTED, **TODAY}

    assert post(signed_in, "involvement-hand-over", lead, **said).status_code == 422


def test_when_the_next_one_can_t_begin_the_first_does_not_end(signed_in, family):
    held, hana = InvolvementFactory(family=family), PractitionerFactory()
    InvolvementFactory(family=family, practitioner=hana, period=since(date(2027, 4, 1)))

    response = post(signed_in, "involvement-hand-over", held, practitioner=str(hana.pk), **PARTED, **TODAY)

    held.refresh_from_db()
    assert (response.status_code, held.period.upper, held.goodbye_kind) == (422, None, "")


def test_the_second_to_hand_it_over_is_told_and_keeps_what_they_typed(signed_in, family):
    held = InvolvementFactory(family=family)
    hana, zoe = PractitionerFactory(name="Hana"), PractitionerFactory(name="Zoe")
    post(signed_in, "involvement-hand-over", held, practitioner=str(hana.pk), **PARTED, **TODAY)

    second = post(signed_in, "involvement-hand-over", held, practitioner=str(zoe.pk), **PARTED, **TODAY)

    assert (second.status_code, "This has an end by now" in second.text) == (422, True)
    assert f'value="{zoe.pk}" selected' in second.text
    assert family.involvements.filter(practitioner=zoe).count() == 0


@pytest.mark.parametrize("role", ["school", "fgc_coordinator", "family_coach"])
def test_what_another_page_begins_and_ends_is_not_handed_over(signed_in, family, role):
    held = InvolvementFactory(family=family, role=role)

    assert signed_in.get(reverse("families:involvement-hand-over", args=[held.pk])).status_code == 403


def test_a_goodbye_still_to_come_waits_on_the_day_s_page_of_who_left(client, gone):
    client.force_login(gone.practitioner.user)
    (waiting,) = waiting_for(gone.practitioner.user)
    assert (waiting.since, "Say goodbye to" in client.get(reverse("casework:today")).text) == (MONDAY, True)

    done = client.post(waiting.href, {"goodbye_kind": "letter", "row_version": gone.row_version})

    gone.refresh_from_db()
    assert (done.status_code, gone.goodbye_kind, waiting_for(gone.practitioner.user)) == (302, "letter", [])


def test_after_thirty_days_it_waits_no_longer(gone):
    change(gone, period=Period(date(2025, 1, 6), MONDAY - timedelta(days=30)))

    assert waiting_for(gone.practitioner.user) == []


def test_a_colleague_writes_down_no_one_else_s_goodbye(client, family, gone):
    client.force_login(InvolvementFactory(family=family).practitioner.user)

    assert client.get(reverse("families:involvement-goodbye", args=[gone.pk])).status_code == 403


def test_no_goodbye_is_written_down_before_the_end(signed_in, lead):
    assert signed_in.get(reverse("families:involvement-goodbye", args=[lead.pk])).status_code == 403


@pytest.mark.parametrize("said", [{"end_reason": "MANAGE"}, {"goodbye_kind": "letter"}, {"handover_on": MONDAY}])
def test_an_ending_is_told_only_of_what_has_an_end(lead, said):
    assert refused_by(lambda: change(lead, **said)) == "involvement_goodbye_at_the_end"


def test_nobody_hands_over_before_they_came(gone):
    early = gone.period.lower - timedelta(days=1)

    assert refused_by(lambda: change(gone, handover_on=early)) == "involvement_handover_after_start"


@pytest.fixture
def dana(family):
    return sign_in_of(MembershipFactory(family=family, person__known_as="Dana").person)


def test_the_family_reads_who_was_with_them_and_not_why_it_ended(client, family, dana, gone):
    InvolvementFactory(family=family, practitioner__name="Zoe", period=since(date(2027, 1, 1)))
    client.force_login(dana)

    page = client.get(reverse("families:our-alongside")).text

    assert "Hana" in page
    assert "January 2025 to March 2026" in page
    assert "The goodbye is still to come." in page
    assert gone.get_end_reason_display() not in page
    assert "Zoe" not in page
    assert AccessEvent.objects.get(what="families:our-alongside").families == [family.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_many(client, family, dana, django_assert_num_queries, rows):
    for _row in range(rows):
        InvolvementFactory(family=family)
        InvolvementFactory(family=family, period=Period(date(2025, 1, 6), MONDAY))
    client.force_login(dana)

    with django_assert_num_queries(QUERIES):
        client.get(reverse("families:our-alongside"))


def test_who_works_here_reads_it_on_the_family_s_own_page_of_people(client, signed_in, family, gone):
    assert signed_in.get(reverse("families:our-alongside")).status_code == 403
    page = signed_in.get(reverse("families:family-people", args=[family.pk])).text

    assert reverse("families:involvement-goodbye", args=[gone.pk]) in page


def test_the_goodbye_of_who_signs_in_no_more_waits_for_the_lead_worker(worker, gone):
    assert waiting_for(worker) == []

    User.objects.filter(pk=gone.practitioner.user_id).update(is_active=False)

    assert [one.text for one in waiting_for(worker)] == ["The goodbye of Hana and Rowan is still to come"]


def test_the_next_one_is_alongside_the_same_person(signed_in, family, amina):
    held, hana = InvolvementFactory(family=family, role="advocate", person=amina), PractitionerFactory()

    post(signed_in, "involvement-hand-over", held, practitioner=str(hana.pk), **PARTED, **TODAY)

    assert family.involvements.get(practitioner=hana).person == amina


def test_no_day_is_without_one_when_the_next_is_only_kept(signed_in, family, worker):
    """Hana is alongside already, for someone of whom the worker may not know."""
    zed, hana = MembershipFactory(family=family).person, PractitionerFactory()
    InvolvementFactory(family=family, role="advocate", practitioner=hana, person=zed)
    held = InvolvementFactory(family=family, role="advocate", period=since(date(2025, 1, 1)))
    DeclaredInterestFactory(practitioner=worker.practitioner, person=zed)

    response = post(signed_in, "involvement-hand-over", held, practitioner=str(hana.pk), **PARTED, **TODAY)

    held.refresh_from_db()
    assert (response.status_code, held.period.upper, ToBeSettled.objects.count()) == (302, None, 1)


@pytest.fixture
def manager(lead):
    """Sarah, who manages whoever leads."""
    sarah = UserFactory(name="Sarah")
    lead.practitioner.team = TeamFactory(manager=sarah)
    lead.practitioner.save()
    return sarah


@pytest.mark.parametrize("known", ["family", "person"])
def test_a_manager_is_told_of_a_lead_who_can_not_open_the_family(manager, family, lead, known):
    who = (
        {"family": family, "person": None} if known == "family" else {"person": MembershipFactory(family=family).person}
    )
    DeclaredInterestFactory(practitioner=lead.practitioner, **who)

    (waiting,) = waiting_for(manager)

    assert waiting.href == reverse("families:involvement-hand-over", args=[lead.pk])
    assert "knows Rowan from their own life" in waiting.text
    assert waiting_for(lead.practitioner.user) == []


def test_it_waits_no_more_once_somebody_else_works_with_them(manager, family, lead):
    DeclaredInterestFactory(practitioner=lead.practitioner, family=family, person=None)
    lead.period = Period(lead.period.lower, MONDAY)
    lead.end_reason, lead.goodbye_kind = "OTHERS", "none"
    lead.save()

    assert waiting_for(manager) == []


def test_whom_they_know_elsewhere_waits_nowhere(manager, lead):
    DeclaredInterestFactory(practitioner=lead.practitioner)
    DeclaredInterestFactory(practitioner=PractitionerFactory(), family=lead.family, person=None)

    assert waiting_for(manager) == []


@pytest.mark.parametrize("roles", [["administrator"], ["analyst"], ["administrator", "analyst"], []])
def test_whose_work_is_not_with_families_comes_alongside_none(signed_in, family, lead, roles):
    alex = PractitionerFactory(name="Alex", user__roles=roles)

    shown = signed_in.get(reverse("families:involvement-hand-over", args=[lead.pk])).text

    assert "Alex" not in shown
    refused = refused_by(lambda: InvolvementFactory(family=family, practitioner=alex))
    assert refused == "involvement_works_with_families"


def test_an_administrator_who_works_with_families_too_comes_alongside(family):
    alex = PractitionerFactory(user__roles=["administrator", "social_worker"])

    assert InvolvementFactory(family=family, practitioner=alex).pk


def test_a_role_with_families_is_kept_while_someone_works_with_one(lead):
    user = lead.practitioner.user

    assert refused_by(lambda: change(user, roles=["analyst"])) == "role_is_needed"
    change(user, roles=["social_worker", "analyst"])
    change(lead, period=Period(date(2025, 1, 1), MONDAY), end_reason="LEFTRL", goodbye_kind="none")
    change(user, roles=["analyst"])


MEETING_DAY = MONDAY + timedelta(days=4)


@pytest.fixture
def introduced(family, lead, worker):
    """Priya hands over to Zoe on Monday; on Friday the two of them meet the family."""
    zoe = PractitionerFactory(user__name="Zoe")
    hand_over(
        involvement=lead,
        practitioner=zoe,
        on=MONDAY,
        end_reason=lead.EndReason.ABSENC,
        goodbye_kind=lead.Goodbye.INTRODUCED,
        handover_on=MEETING_DAY,
        by=worker,
    )
    return zoe.user


def test_the_day_on_which_both_meet_the_family_waits_for_both(introduced, family, worker, outsider):
    InvolvementFactory(family=family, practitioner=outsider.practitioner)

    said = [[(one.text, one.by) for one in waiting_for(user)] for user in (worker, introduced, outsider)]

    assert said == [
        [("Meet Rowan together with Zoe", MEETING_DAY)],
        [("Meet Rowan together with Priya", MEETING_DAY)],
        [],
    ]


def test_it_comes_up_on_the_familys_page(introduced, family, worker):
    assert [(one.on, one.text) for one in coming_up(family, worker)] == [(MEETING_DAY, "Priya introduces Zoe")]


def test_the_family_reads_the_day_and_only_whoever_has_come(client, introduced, family):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    client.force_login(sign_in_of(dana))
    page = reverse("families:our-alongside")

    assert "On Friday 20 March 2026 Priya and Zoe meet you together." in client.get(page).text

    Involvement.objects.filter(practitioner__user=introduced).update(period=since(MONDAY + timedelta(days=2)))
    Involvement.objects.filter(goodbye_kind="introduced_new_worker").update(
        period=Period(None, MONDAY + timedelta(days=2))
    )
    told = client.get(page).text
    assert ("Priya and whoever comes next meet you together." in told, "Zoe" in told) == (True, False)


def test_once_the_day_is_over_nothing_waits(introduced, family, worker, monkeypatch):
    monkeypatch.setattr("database.clock.today", lambda: MEETING_DAY + timedelta(days=1))

    assert (waiting_for(worker), coming_up(family, worker)) == ([], [])


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_two_queries_however_many(worker, count, django_assert_num_queries):
    for _one in range(count):
        work = InvolvementFactory(
            practitioner=worker.practitioner,
            period=Period(date(2025, 1, 6), MONDAY),
            end_reason="MANAGE",
            goodbye_kind="introduced_new_worker",
            handover_on=MEETING_DAY,
        )
        InvolvementFactory(family=work.family, practitioner__name="Zoe", period=since(MONDAY))

    with django_assert_num_queries(4):
        found = waiting_for(worker)
    assert [one.text.rpartition(" ")[2] for one in found] == ["Zoe"] * count
