"""What is written by the pages of the families room, and what stays on the form when it is refused."""

from datetime import date

import pytest
from django.urls import reverse

from families.models import (
    ContactPoint,
    Family,
    FamilyMembership,
    Goal,
    GoalScore,
    Involvement,
    Person,
    PersonName,
    Residence,
    ShareState,
)
from families.periods import Period
from tests.factories import (
    InvolvementFactory,
    MembershipFactory,
    PersonFactory,
    PractitionerFactory,
    UserFactory,
)
from tests.factories_families import GoalFactory, ResidenceFactory
from tests.families.pages import parts, post


def change(person, **said):
    """What the form of a person sends when nothing but `said` is different."""
    return {"known_as": person.known_as, "gender": "not_recorded", "row_version": person.row_version, **said}


def test_a_family_begins_with_its_people_and_whoever_begins_it_is_alongside(signed_in, worker):
    rows = {"people-TOTAL_FORMS": "2", "people-INITIAL_FORMS": "0", "people-0-known_as": "Karen"}
    rows["people-0-role"] = "parent_carer"

    response = post(signed_in, "family-begin", None, name="Doyle–Campbell", **rows)

    family = Family.objects.get(name="Doyle–Campbell")
    assert response.headers["Location"] == family.get_absolute_url()
    assert [one.person.known_as for one in family.memberships.all()] == ["Karen"]
    assert family.involvements.get().practitioner == worker.practitioner


@pytest.mark.parametrize(
    "rows", [{}, {"people-TOTAL_FORMS": "x"}, {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0"}]
)
def test_a_family_without_a_name_does_not_begin_and_keeps_what_was_typed(signed_in, rows):
    response = post(signed_in, "family-begin", None, name=" ", good_to_know="Ring first", **rows)

    assert (response.status_code, "Ring first" in response.text, Family.objects.count()) == (422, True, 1)


def test_the_beginning_of_a_family_can_be_opened(signed_in):
    assert signed_in.get(reverse("families:family-begin")).status_code == 200


def test_only_people_who_work_with_families_begin_one(client, organisation):
    client.force_login(UserFactory(roles=["analyst"]))

    assert client.get(reverse("families:family-begin")).status_code == 403


def test_someone_just_mentioned_is_added_by_name_alone(signed_in, family):
    response = post(signed_in, "person-add", family, known_as="Uncle Dave", role="relative")

    assert response.status_code == 302
    assert FamilyMembership.objects.get(person__known_as="Uncle Dave").family == family


def test_someone_known_joins_without_a_second_record(signed_in, worker, family):
    other = InvolvementFactory(practitioner=worker.practitioner).family
    dave = MembershipFactory(family=other, person__known_as="Dave").person

    post(signed_in, "person-add", family, known_as="Dave", role="relative", same_as=str(dave.pk))

    assert list(Person.objects.filter(known_as="Dave", memberships__family=family)) == [dave]


def test_someone_in_the_family_already_is_not_added_twice(signed_in, family, amina):
    response = post(signed_in, "person-add", family, known_as="Amina", role="child", same_as=str(amina.pk))

    assert (response.status_code, amina.memberships.count()) == (422, 1)
    assert "They are in this family already for that time." in response.text


def test_a_person_is_changed_and_found_by_both_names(signed_in, amina):
    post(signed_in, "person-change", amina, **change(amina, known_as="Mina", date_of_birth_2="2015"))

    amina.refresh_from_db()
    assert (amina.known_as, amina.date_of_birth, amina.dob_precision) == ("Mina", date(2015, 1, 1), "year")
    assert set(amina.names.values_list("text", "kind")) == {("Amina", "previous"), ("Mina", "known_as")}


def test_the_second_to_save_is_told_and_keeps_what_they_typed(signed_in, amina):
    theirs = change(amina, known_as="Mina")
    post(signed_in, "person-change", amina, **change(amina, known_as="Minnie", pronouns="she/her"))

    response = post(signed_in, "person-change", amina, **theirs)

    amina.refresh_from_db()
    assert (response.status_code, amina.known_as, 'value="Mina"' in response.text) == (422, "Minnie", True)
    assert response.context["theirs"] == [("Known as", "Minnie"), ("Pronouns", "she/her")]


def test_a_form_sent_as_it_was_opened_changes_nothing(signed_in, amina):
    amina.date_of_birth, amina.dob_precision, amina.languages = date(2015, 5, 1), "month", ["Polish"]
    amina.save()
    form = signed_in.get(reverse("families:person-change", args=[amina.pk])).context["form"]
    sent = {
        part["name"]: part["value"] or ""
        for field in form
        for part in [field.subwidgets[0].data, *field.subwidgets[0].data.get("subwidgets", [])]
        if "subwidgets" not in part and part.get("type") not in {"checkbox", "select"}
    }

    response = post(signed_in, "person-change", amina, **sent)

    changed = Person.objects.get(pk=amina.pk)
    assert (response.status_code, changed.date_of_birth, changed.dob_precision) == (302, date(2015, 5, 1), "month")
    assert (changed.languages, changed.known_as) == (["Polish"], "Amina")


def test_the_second_saves_theirs_by_saving_again(signed_in, amina):
    late = change(amina, known_as="Mina")
    post(signed_in, "person-change", amina, **change(amina, known_as="Minnie"))
    refused = post(signed_in, "person-change", amina, **late)

    again = late | {"row_version": refused.context["form"]["row_version"].value()}
    response = post(signed_in, "person-change", amina, **again)

    amina.refresh_from_db()
    assert (response.status_code, amina.known_as) == (302, "Mina")


def test_a_family_is_changed_and_the_second_is_told(signed_in, family):
    late = {"name": "Rowans", "row_version": family.row_version}
    post(signed_in, "family-change", family, **(late | {"name": "The Rowans"}))

    response = post(signed_in, "family-change", family, **late)

    family.refresh_from_db()
    assert (response.status_code, family.name) == (422, "The Rowans")
    assert response.context["theirs"] == [("What does the family call itself?", "The Rowans")]


def test_another_name_is_one_to_be_found_by(signed_in, amina):
    post(signed_in, "name-add", amina, text="Minnie", kind="nickname")

    assert PersonName.objects.get(kind="nickname").person == amina


def test_two_live_in_the_same_home(signed_in, amina, joan):
    home = ResidenceFactory(person=joan).address

    post(signed_in, "residence-add", amina, address=str(home.pk), kind="lives_here", is_main="on")

    assert set(home.residences.values_list("person", flat=True)) == {amina.pk, joan.pk}


def test_a_home_is_written_down(signed_in, amina):
    post(signed_in, "residence-add", amina, lines="12 Ash Road", postcode="LS8", is_confidential="on", kind="refuge")

    residence = Residence.objects.get()
    assert (str(residence.address), residence.is_confidential, residence.is_main) == ("12 Ash Road, LS8", True, False)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_refuge_is_confidential_although_nobody_ticked_it(signed_in, amina, joan, is_known):
    where = {"address": str(ResidenceFactory(person=joan).address.pk)} if is_known else {"lines": "9 Quiet Row"}

    post(signed_in, "residence-add", amina, kind="refuge", **where)

    assert Residence.objects.get(person=amina).is_confidential


def test_a_second_main_home_is_refused_and_kept(signed_in, amina):
    ResidenceFactory(person=amina)

    response = post(signed_in, "residence-add", amina, lines="3 Elm Road", kind="lives_here", is_main="on")

    assert (response.status_code, "3 Elm Road" in response.text, Residence.objects.count()) == (422, True, 1)


def test_a_way_to_reach_someone_says_what_is_safe(signed_in, amina):
    post(signed_in, "contact-point-add", amina, kind="mobile", value="07700 900123", safe_to=["text"])

    assert ContactPoint.objects.get().safe_to == ["text"]


def test_a_goal_is_shared_with_those_whose_it_is(signed_in, family, amina):
    post(signed_in, "goal-add", family, words="Calm mornings", theme="routines", whose=[str(amina.pk)], hoped="8")

    assert (Goal.objects.get().hoped, ShareState.objects.get().person) == (8, amina)


def test_a_score_is_one_persons(signed_in, family, amina):
    goal = GoalFactory(family=family)

    post(signed_in, "goal-score", goal, person=str(amina.pk), value="4", note="School")

    assert list(GoalScore.objects.values_list("person", "value", "on")) == [(amina.pk, 4, date(2026, 3, 16))]


def test_a_second_score_of_one_day_is_refused_and_kept(signed_in, family, amina):
    goal = GoalFactory(family=family)
    post(signed_in, "goal-score", goal, person=str(amina.pk), value="4")

    response = post(signed_in, "goal-score", goal, person=str(amina.pk), value="7", note="Better")

    assert (response.status_code, "They have answered for that day already." in response.text) == (422, True)
    assert "Better" in response.text


def test_intake_begins_a_family_around_a_person(client, organisation):
    intake = PractitionerFactory(user__roles=["intake"])
    person = PersonFactory(known_as="Zoe")
    client.force_login(intake.user)

    response = post(client, "membership-add", person, name="Silva", role="child")

    family = Family.objects.get(name="Silva")
    assert (response.headers["Location"], person.memberships.get().family) == (family.get_absolute_url(), family)
    assert family.involvements.get().practitioner == intake


def test_a_person_joins_a_second_family(signed_in, worker, amina):
    other = InvolvementFactory(practitioner=worker.practitioner).family

    post(signed_in, "membership-add", amina, family=str(other.pk), role="relative")

    assert amina.memberships.count() == 2


def test_a_person_joins_a_family_for_the_time_that_is_known(signed_in, worker, amina):
    other = InvolvementFactory(practitioner=worker.practitioner).family
    lasted = parts("since", "1", "9", "2019") | parts("until", "1", "3", "2021")

    post(signed_in, "membership-add", amina, family=str(other.pk), role="relative", **lasted)

    assert amina.memberships.get(family=other).period == Period(date(2019, 9, 1), date(2021, 3, 1))


def test_a_person_joins_no_family_that_one_does_not_work_with(signed_in, amina):
    other = MembershipFactory().family

    response = post(signed_in, "membership-add", amina, family=str(other.pk), role="relative")

    assert (response.status_code, amina.memberships.count()) == (422, 1)


SINCE = {"since_0": "16", "since_1": "3", "since_2": "2026"}


def beginning(**said):
    rows = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0", "people-MIN_NUM_FORMS": "0"}
    return {"name": "Birch", **rows, **said}


def test_a_family_one_has_worked_with_for_long_is_begun_with_that_day(signed_in, worker):
    response = signed_in.post(
        reverse("families:family-begin"), beginning(**parts("alongside_since", "10", "3", "2025"))
    )

    led = Involvement.objects.get(family__name="Birch")
    assert (response.status_code, led.period.lower, led.role) == (302, date(2025, 3, 10), "lead_worker")


def test_nobody_is_alongside_before_the_day(signed_in):
    response = signed_in.post(
        reverse("families:family-begin"), beginning(**parts("alongside_since", "17", "3", "2026"))
    )

    assert (response.status_code, "That day is still to come." in response.text) == (422, True)


@pytest.mark.parametrize("role", ["worker", "manager"])
def test_the_lead_worker_and_the_manager_say_who_comes_alongside(request, client, family, worker, role):
    user, hana = request.getfixturevalue(role), PractitionerFactory()
    client.force_login(user)

    post(client, "involvement-begin", family, practitioner=str(hana.pk), role="co_worker", **SINCE)

    assert Involvement.objects.get(practitioner=hana).period.lower == date(2026, 3, 16)


def test_a_co_worker_is_told_to_ask(client, family, worker):
    client.force_login(InvolvementFactory(family=family).practitioner.user)

    response = client.get(reverse("families:involvement-begin", args=[family.pk]))

    assert (response.status_code, "ask one of them" in response.text) == (403, True)


def test_a_second_lead_worker_is_refused(signed_in, family):
    said = {"practitioner": str(PractitionerFactory().pk), "role": "lead_worker"}

    response = post(signed_in, "involvement-begin", family, **said, **SINCE)

    assert (response.status_code, "The family has a lead worker for that time already." in response.text) == (422, True)


@pytest.mark.parametrize("page", ["family-change", "person-add", "goal-add"])
def test_who_left_the_family_reads_but_writes_no_more(client, family, page):
    left = InvolvementFactory(family=family, period=("2026-01-01", "2026-03-10"))
    client.force_login(left.practitioner.user)

    assert client.get(reverse(f"families:{page}", args=[family.pk])).status_code == 403


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\u202eanimA", "Ꜳ" * 200, "'; DROP TABLE", "👨‍👩‍👧", "{{ 7*7 }}"]
)
def test_any_text_is_kept_as_it_was_typed(signed_in, family, text):
    response = post(signed_in, "person-add", family, known_as=text, role="child", also_known_as=text.replace(",", ""))

    assert (response.status_code, Person.objects.filter(known_as=text).count()) == (302, 1)
    assert "<script>alert" not in signed_in.get(reverse("families:family-people", args=[family.pk])).text


@pytest.mark.parametrize("text", ["a\x00b", "x" * 201, "\t \n", "\u200b" * 3])
def test_text_that_can_t_be_a_name_is_refused_on_the_form(signed_in, family, text):
    response = post(signed_in, "person-add", family, known_as=text, role="child")

    assert (response.status_code, family.memberships.count()) == (422, 0)
