"""How they see a family's plan and a safety map: of the version that stood before them, cleared by a new one (§8.3, INV-09, INV-32)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.errors import RuleBroken
from accounts.models import AccessEvent
from casework.actions import safety_maps
from casework.actions.sign_offs import say_how_one_sees_plan, say_how_one_sees_safety_map
from casework.models import FamilyPlan, PlanAction, SafetyMap, SignOff
from casework.queries.plans import plan_page
from casework.queries.safety_maps import safety_map_page
from casework.queries.sign_offs import waiting_for
from casework.rules.sign_offs import can_say_how_one_sees_plan, can_say_how_one_sees_safety_map
from database.asker import acting_as
from families.models import Involvement
from tests.casework.refusals import change, refused_by
from tests.casework.safety import whole
from tests.factories_conferences import MONDAY, ActionFactory, MonitoringFactory, PlanFactory, conference_at
from tests.factories_families import share, sign_in_of

S = SignOff.Stance
WORDS = "Saturdays are too long"
WAITS = "Someone of a family said how they see something"
CHANGED = "Said of what it was then. It was changed since."


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("database.clock.now", timezone.now)


@pytest.fixture
def plan(family, ngozi, joan, dana, joans_sign_in, danas_sign_in):
    made = PlanFactory(conference=conference_at("held", family=family, coordinator=ngozi), created_by=ngozi.user)
    ActionFactory(plan=made, position=1, who_person=joan)
    MonitoringFactory(plan=made)
    made.record.author = ngozi.user
    made.record.save()
    for record in (made.record, made.conference.record):
        for one in (joan, dana):
            share(record, one)
    return made


@pytest.fixture
def made(family, dana, amina, worker, danas_sign_in):
    safety_map = whole(worker, family, dana, amina)
    return safety_maps.complete_safety_map(safety_map=safety_map, by=worker)


def say_of_plan(plan, person, stance=S.PARTLY, comment=WORDS, **more):
    by = person.account.user
    with acting_as(by.asker):
        page = plan_page(plan.pk, by)
        said = {"plan": page.plan, "steps": page.standing} | more
        return say_how_one_sees_plan(person=person, stance=stance, comment=comment, **said, by=by)


def say_of_map(safety_map, person, **more):
    by = person.account.user
    with acting_as(by.asker):
        return say_how_one_sees_safety_map(
            safety_map=safety_map, person=person, stance=S.DISAGREE, comment=WORDS, by=by, **more
        )


def next_version(plan, joan):
    later = FamilyPlan.objects.create(
        organisation=plan.organisation,
        conference=plan.conference,
        version=2,
        record=type(plan.record).objects.create(
            organisation=plan.organisation,
            kind="family_plan",
            family=plan.record.family,
            happened_on=MONDAY,
            author=plan.record.author,
            created_by=plan.created_by,
        ),
        created_by=plan.created_by,
    )
    ActionFactory(plan=later, position=1, who_person=joan)
    MonitoringFactory(plan=later)
    share(later.record, joan)
    return later


def test_it_is_said_on_a_page_and_stands_with_the_plan(client, plan, joan, joans_sign_in, worker):
    client.force_login(joans_sign_in)
    page = reverse("casework:plan-how-i-see-it", args=[plan.pk])
    ours = reverse("casework:our-meeting", args=[plan.conference_id])
    assert page in client.get(ours).text
    read = client.get(page).context["words"].read

    answer = client.post(page, {"stance": "partly", "comment": WORDS, "read": read})

    said = SignOff.objects.get()
    assert (answer.status_code, answer.url, said.person, said.version) == (302, ours, joan, 1)
    assert said.said_of == [plan.actions.get().pk]
    for user, address in ((joans_sign_in, ours), (worker, plan.conference.get_absolute_url())):
        client.force_login(user)
        shown = client.get(address).text
        assert (WORDS in shown, "I see part of it that way" in shown, CHANGED in shown) == (True, True, False)


def test_a_new_version_clears_it_and_it_is_told_as_said_of_the_former(plan, joan, joans_sign_in):
    say_of_plan(plan, joan)
    later = next_version(plan, joan)

    with acting_as(joans_sign_in.asker):
        [before] = plan_page(plan.pk, joans_sign_in).seen
        [now] = plan_page(later.pk, joans_sign_in).seen
    assert (before.is_of_earlier_words, now.is_of_earlier_words, now.last.comment) == (False, True, WORDS)
    say_of_plan(later, joan, stance=S.AGREE, comment="")
    with acting_as(joans_sign_in.asker):
        [now] = plan_page(later.pk, joans_sign_in).seen
    assert (now.is_of_earlier_words, now.last.stance, [one.stance for one in now.before]) == (
        False,
        "agree",
        ["partly"],
    )


def test_a_step_that_is_changed_clears_it_too(plan, joan, joans_sign_in, worker):
    step = plan.actions.get()
    say_of_plan(plan, joan)
    new = ActionFactory(plan=plan, position=2, who_person=joan)
    PlanAction.objects.filter(pk=step.pk).update(state="changed", replaced_by=new)

    with acting_as(joans_sign_in.asker):
        [now] = plan_page(plan.pk, joans_sign_in).seen
    assert now.is_of_earlier_words
    with pytest.raises(RuleBroken, match="put right since"):
        say_of_plan(plan, joan, steps=[step.pk])


def test_of_the_plan_that_stands_only_and_in_ones_own_name(plan, joan, dana, joans_sign_in, danas_sign_in, worker):
    assert can_say_how_one_sees_plan(joans_sign_in, plan, newest=1)
    assert can_say_how_one_sees_plan(joans_sign_in, plan, newest=2).refusal == (
        "There is a newer plan: say how you see that one."
    )
    assert can_say_how_one_sees_plan(worker, plan, newest=1).refusal == (
        "Whom it is about says how they see it, and nobody for them."
    )
    with pytest.raises(RuleBroken, match="only they themselves say"), acting_as(danas_sign_in.asker):
        say_how_one_sees_plan(plan=plan, person=joan, stance=S.AGREE, steps=[], by=danas_sign_in)
    next_version(plan, joan)
    with pytest.raises(RuleBroken, match="read what it says now"):
        say_of_plan(plan, joan)


def test_whoever_reads_other_words_than_stand_there_is_shown_them_first(client, plan, joans_sign_in):
    client.force_login(joans_sign_in)
    page = reverse("casework:plan-how-i-see-it", args=[plan.pk])

    answer = client.post(page, {"stance": "partly", "comment": WORDS, "read": "0" * 16})

    assert (answer.status_code, "has changed since you opened this" in answer.text, WORDS in answer.text) == (
        422,
        True,
        True,
    )
    assert not SignOff.objects.exists()


def test_a_map_is_seen_once_it_is_complete(client, made, dana, danas_sign_in, worker):
    client.force_login(danas_sign_in)
    page = reverse("casework:safety-map-how-i-see-it", args=[made.pk])
    assert page in client.get(made.get_absolute_url()).text
    read = client.get(page).context["words"].read

    assert client.post(page, {"stance": "disagree", "comment": WORDS, "read": read}).status_code == 302

    client.force_login(worker)
    shown = client.get(made.get_absolute_url()).text
    assert (WORDS in shown, "I see it differently" in shown, CHANGED in shown) == (True, True, False)


def test_whoever_goes_on_with_a_map_clears_it(client, made, dana, danas_sign_in, worker):
    say_of_map(made, dana)
    safety_maps.go_on_with_safety_map(safety_map=made, by=worker)

    made.refresh_from_db()
    [seen] = safety_map_page(made.pk, worker).seen
    assert (made.version, seen.is_of_earlier_words) == (2, True)
    assert can_say_how_one_sees_safety_map(danas_sign_in, made).refusal == (
        "This map is still being made: say how you see it once it is complete."
    )
    with pytest.raises(RuleBroken, match="once it is complete"):
        say_of_map(made, dana)
    client.force_login(danas_sign_in)
    assert client.get(reverse("casework:safety-map-how-i-see-it", args=[made.pk])).status_code == 403
    again = safety_maps.complete_safety_map(safety_map=made, by=worker)
    say_of_map(SafetyMap.objects.get(pk=again.pk), dana)
    assert [one.is_of_earlier_words for one in safety_map_page(made.pk, worker).seen] == [False]


def test_which_version_it_is_is_for_the_database_to_say(made, dana, worker):
    change(made, version=7)
    made.refresh_from_db()
    assert made.version == 1
    said = say_of_map(made, dana)
    said.version, said.pk = 2, None
    with acting_as(dana.account.user.asker):
        assert refused_by(lambda: said.save(force_insert=True)) == "sign_off_of_what_stands"
    safety_maps.go_on_with_safety_map(safety_map=made, by=worker)
    with acting_as(dana.account.user.asker):
        assert refused_by(lambda: said.save(force_insert=True)) == "sign_off_of_a_complete_map"


def test_who_reads_a_map_for_another_does_not_say_it_for_them(made, amina, joan, joans_sign_in, danas_sign_in):
    assert not can_say_how_one_sees_safety_map(joans_sign_in, made)
    assert can_say_how_one_sees_safety_map(danas_sign_in, made)
    assert can_say_how_one_sees_safety_map(sign_in_of(amina), made)


def test_it_waits_for_the_lead_worker_until_they_have_opened_it(plan, made, joan, dana, family, worker, ngozi):
    Involvement.objects.filter(family=family, practitioner=worker.practitioner).update(role="lead_worker")
    say_of_plan(plan, joan)
    say_of_map(made, dana)
    waiting = [(one.text, one.href) for one in waiting_for(worker)]
    assert waiting == [(WAITS, f"{plan.conference.get_absolute_url()}#plan"), (WAITS, made.get_absolute_url())]

    for what, record, who in (
        ("casework:conference", plan.conference.record_id, joan),
        ("casework:safety-map", made.record_id, dana),
    ):
        with acting_as(worker.asker):
            looked_at(kind=AccessEvent.Kind.VIEW, what=what, record=record, people=[who.pk], by=worker)

    assert waiting_for(worker) == []


def test_what_is_hidden_is_not_said_of_a_plan_either(plan, joan):
    with pytest.raises(ValidationError) as caught:
        say_of_plan(plan, joan, comment="They live at 9 Elm Road, LF2 4QQ now")

    assert "comment" in caught.value.message_dict


@pytest.mark.parametrize("how_many", [1, 3])
def test_more_who_say_so_cost_no_further_query(client, plan, joan, dana, worker, django_assert_num_queries, how_many):
    for _time in range(how_many):
        say_of_plan(plan, joan)
    if how_many > 1:
        say_of_plan(plan, dana)
    client.force_login(worker)
    client.get(plan.conference.get_absolute_url())

    with django_assert_num_queries(CONFERENCE_QUERIES):
        client.get(plan.conference.get_absolute_url())


CONFERENCE_QUERIES = 26
