"""Making a safety map with a family: by pages, by whom, and what nobody reads without the other (domain.md §3.5, INV-31; story 7)."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from casework.actions import safety_maps as actions
from casework.models import DangerDisagreement, DangerStatement, SafetyGoal, SafetyMap, SafetyMapItem, ScalingQuestion
from casework.queries.safety_maps import missing_from
from casework.rules import safety_maps as rules
from database.asker import acting_as
from families.actions.records import Sharing
from families.models import Draft, Involvement, Record, ShareState
from tests.casework.pages import at
from tests.casework.safety import DANGER, GOAL, SCALE, begun, danger_on, goal_of, item_on, on_scale, whole
from tests.casework.scales import asked, gives, in_confidence
from tests.conftest import FROZEN
from tests.factories_access import AccessBlockFactory
from tests.factories_families import ResidenceFactory, sign_in_of

TODAY = FROZEN.date()
TEMPLATES = Path(__file__).parents[2] / "templates"
QUERIES = {"list": 9, "map": 20, "ours": 18}
WITHHELD = Sharing(state="withheld", reason="serious_harm", review_on=TODAY + timedelta(days=30))
SCORES = re.compile(r"average|\bmean\b|\bscore|\brisk\b|\bred\b|\bamber\b|\bgreen\b|threshold", re.IGNORECASE)


@pytest.fixture
def made(worker, family, dana, amina):
    return begun(worker, family, dana, amina)


@pytest.fixture
def danger(made, worker):
    return danger_on(made, worker)


@pytest.fixture
def dispute(danger, dana, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        return actions.see_it_differently(danger=danger, person=dana, words="It was once", by=danas_sign_in)


def acts():
    """The names of the acts that history holds of the latest row of each table of a map."""
    tables = ("SafetyMap", "SafetyMapItem", "DangerStatement", "DangerDisagreement", "SafetyGoal")
    events = [apps.get_model("casework", f"{name}Event").objects.order_by("pgh_id").last() for name in tables]
    return [event and event.pgh_context["action"] for event in events]


def begins(*people, **more):
    return {"people": [one.pk for one in people], "happened_on": "2026-03-16", "sharing": "shared", **more}


# Beginning, and who reads it


def test_a_map_is_begun_with_a_family(client, family, worker, dana, amina):
    client.force_login(worker)

    response = client.post(at("safety-map-begin", family), begins(amina, made_with=[dana.pk]))

    made = SafetyMap.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.record.kind, made.record.family, made.state) == (Record.Kind.SAFETY_MAP, family, "working")
    assert [one.person for one in made.makers.all()] == [dana]
    assert set(ShareState.objects.values_list("person", "state")) == {(dana.pk, "shared"), (amina.pk, "shared")}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"people": []}, "Tick at least one: whom is it about?"),
        ({"happened_on": "2026-03-17"}, "That day is still to come."),
        ({"sharing": "withheld"}, "Say why it is not shared for now."),
        ({"sharing": "child_only"}, "Choose one of the answers that are there."),
    ],
)
def test_what_is_wrong_is_said(client, family, worker, amina, sent, sentence):
    client.force_login(worker)

    response = client.post(at("safety-map-begin", family), begins(amina) | sent)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert SafetyMap.objects.count() == 0


def test_only_who_works_with_the_family_begins_one(client, family, worker, danas_sign_in):
    client.force_login(danas_sign_in)

    assert client.get(at("safety-map-begin", family)).status_code == 403
    assert not rules.can_begin_safety_map(danas_sign_in, family)
    Involvement.objects.update(period=f"[2025-01-01,{TODAY - timedelta(days=1)})")
    assert "You don’t work with this family now" in str(rules.can_begin_safety_map(worker, family).refusal)


def test_whom_it_is_about_reads_it_and_nobody_else(client, made, outsider, danas_sign_in, joans_sign_in):
    for reader, status in ((danas_sign_in, 200), (joans_sign_in, 404), (outsider, 404)):
        client.force_login(reader)
        assert client.get(made.get_absolute_url()).status_code == status


def test_one_that_is_kept_back_is_the_teams(client, family, worker, dana, danas_sign_in):
    made = begun(worker, family, dana, sharing=WITHHELD)
    client.force_login(danas_sign_in)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.get_absolute_url() not in client.get(at("family-safety-maps", family)).text


def test_one_that_is_kept_back_is_shared_when_it_is_looked_at_again(client, family, worker, dana, danas_sign_in):
    made = begun(worker, family, dana, sharing=WITHHELD)
    client.force_login(worker)
    page = at("look-again", made.record)
    assert page in client.get(made.get_absolute_url()).text

    client.post(page, {"sharing": "shared"})

    assert page not in client.get(made.get_absolute_url()).text
    client.force_login(danas_sign_in)
    assert client.get(made.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("where", ["item", "danger", "differently", "goal", "scale"])
def test_it_is_not_shared_with_an_address_on_it_that_is_hidden(client, family, worker, dana, joan, where):
    ResidenceFactory(person=joan, is_confidential=True, address__lines="14 Elm Close")
    made, secret = begun(worker, family, dana, sharing=WITHHELD), "She stays at 14 Elm Close"
    item_on(made, worker, secret if where == "item" else "She laughs")
    danger = danger_on(made, worker, **({"effect_on_child": secret} if where == "danger" else {}))
    goal = goal_of(danger, worker, **({"child_will_experience": secret} if where == "goal" else {}))
    actions.put_goal_on_scale(goal=goal, words=SCALE | ({"ten_means": secret} if where == "scale" else {}), by=worker)
    if where == "differently":
        actions.see_it_differently(danger=danger, person=dana, words=secret, by=worker)
    client.force_login(worker)

    response = client.post(at("look-again", made.record), {"sharing": "shared"})

    assert (response.status_code, "Safety map" in response.text) == (422, True)
    assert ShareState.objects.get().state == "withheld"


def test_who_is_kept_from_someone_on_it_reads_none_of_it(client, family, worker, made, dana, joan, joans_sign_in):
    ShareState.objects.create(organisation=family.organisation, record=made.record, person=joan)
    AccessBlockFactory(viewer_person=joan, protected_person=dana, set_by=worker)
    client.force_login(joans_sign_in)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.get_absolute_url() not in client.get(at("family-safety-maps", family)).text


def test_a_record_leads_to_its_map(client, made, worker):
    client.force_login(worker)

    assert client.get(at("record", made.record)).url == made.get_absolute_url()


def test_nothing_asks_for_one(client, family, worker, danas_sign_in):
    client.force_login(worker)
    assert "safety map" not in client.get(reverse("casework:today")).text.lower()

    assert "Nobody has to." in client.get(at("family-safety-maps", family)).text


# What stands on it


def test_each_part_holds_what_was_added_to_it(client, made, worker, amina):
    client.force_login(worker)

    for part in SafetyMapItem.Part:
        client.post(at("safety-map-add", made), {"part": part, "text": f"Of {part.value}"})
    client.post(at("safety-map-add", made), {"part": "strength", "text": "I like toast", "said_by": amina.pk})

    shown = client.get(made.get_absolute_url()).text
    assert all(f"Of {part.value}" in shown for part in SafetyMapItem.Part)
    assert SafetyMapItem.objects.get(text="I like toast").said_by == amina
    assert re.search(r"k-entry--said.*?Amina.*?I like toast", shown, re.DOTALL)


def test_dana_adds_in_her_own_name(client, made, dana, danas_sign_in):
    client.force_login(danas_sign_in)

    client.post(at("safety-map-add", made), {"part": "existing_safety", "text": "I text Mum", "said_by": "x"})

    item = SafetyMapItem.objects.get()
    assert (item.said_by, item.created_by, item.text) == (dana, danas_sign_in, "I text Mum")


def test_dana_takes_off_what_she_added_and_nothing_else(client, made, worker, dana, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        hers = item_on(made, danas_sign_in, said_by=dana)
    others = item_on(made, worker, "He shouts")
    client.force_login(danas_sign_in)

    assert client.post(at("safety-map-item-take-off", others)).status_code == 403
    assert client.post(at("safety-map-item-take-off", hers)).status_code == 302
    again = client.post(at("safety-map-item-take-off", hers), follow=True)

    assert "This was taken off already." in again.text
    assert SafetyMapItem.objects.get(taken_off_by=danas_sign_in) == hers


def test_what_was_taken_off_stays_readable(client, made, danger, dispute, worker):
    client.force_login(worker)
    item = item_on(made, worker)

    client.post(at("safety-map-item-take-off", item))
    client.post(at("danger-take-off", danger))

    _before, _folded, off = client.get(made.get_absolute_url()).text.partition("What was taken off the map")
    assert all(words in off for words in (item.text, danger.worry, dispute.words))


def test_an_address_that_is_hidden_from_a_reader_is_refused(client, made, worker, dana, joan):
    ResidenceFactory(person=joan, is_confidential=True, address__lines="14 Elm Close")
    client.force_login(worker)

    response = client.post(at("safety-map-add", made), {"part": "strength", "text": "She stays at 14 Elm Close"})

    assert (response.status_code, SafetyMapItem.objects.count()) == (422, 0)


# Dangers, goals and scales


@pytest.mark.parametrize("name", DANGER)
def test_a_danger_is_said_in_four_parts(client, made, worker, name):
    client.force_login(worker)

    refused = client.post(at("danger-write", made), DANGER | {name: ""})
    client.post(at("danger-write", made), DANGER)

    assert refused.status_code == 422
    assert DangerStatement.objects.get().worry == DANGER["worry"]


def test_a_goal_is_said_and_said_anew(client, danger, worker):
    client.force_login(worker)
    page = at("danger-goal", danger)

    client.post(page, GOAL | {"row_version": 0})
    client.post(page, GOAL | {"words": "Joan walks with her", "row_version": 1})

    assert SafetyGoal.objects.get().words == "Joan walks with her"


def test_nobodys_goal_is_written_over_unseen(client, danger, worker):
    goal_of(danger, worker, words="Joan walks with her")
    client.force_login(worker)

    response = client.post(at("danger-goal", danger), GOAL | {"row_version": 0})

    assert (response.status_code, SafetyGoal.objects.get().words) == (422, "Joan walks with her")
    assert "Joan walks with her" in response.text
    assert GOAL["words"] in response.text


def test_a_goal_goes_with_a_scale_that_the_family_has(client, family, danger, worker, dana):
    goal_of(danger, worker)
    asked(worker, family, [gives(dana, 7)])
    question = ScalingQuestion.objects.get()
    client.force_login(worker)

    client.post(at("danger-scale", danger), {"scale": question.pk})

    assert SafetyGoal.objects.get().scale == question
    shown = client.get(danger.map.get_absolute_url()).text
    assert (shown.count('class="k-dots__dot"'), f"?scale={question.pk}" in shown) == (1, True)


def test_or_with_a_new_one_which_is_the_maps(client, danger, made, worker):
    goal_of(danger, worker)
    client.force_login(worker)

    client.post(at("danger-scale", danger), {"scale": "new", **SCALE})

    question = ScalingQuestion.objects.get()
    assert (SafetyGoal.objects.get().scale, question.record, question.about) == (question, made.record, SCALE["about"])


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a scale, or begin a new one."),
        ({"scale": "new"}, "Say what the scale is about, and what its two ends are."),
        ({"scale": "new", "about": "Mornings", "zero_means": "Tears"}, "Say what 10 means to them"),
        ({"scale": "old", "about": "Mornings"}, "You wrote a new scale below."),
    ],
)
def test_a_scale_is_whole_or_is_said_not_to_be(client, family, danger, worker, dana, sent, sentence):
    goal_of(danger, worker)
    asked(worker, family, [gives(dana, 7)])
    old = {"scale": ScalingQuestion.objects.get().pk} if sent.get("scale") == "old" else {}
    client.force_login(worker)

    response = client.post(at("danger-scale", danger), sent | old)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert SafetyGoal.objects.get().scale is None


def test_no_scale_is_offered_that_a_child_made_in_confidence(client, family, danger, worker, amina):
    goal_of(danger, worker)
    asked(worker, family, [gives(amina, 3)], sharing=in_confidence())
    client.force_login(worker)

    assert "Everyone cries before school" not in client.get(at("danger-scale", danger)).text


def test_a_scale_waits_for_its_goal(client, danger, worker):
    client.force_login(worker)

    assert client.get(at("danger-scale", danger)).status_code == 403
    assert "Say first how it will be" in str(rules.can_have_a_scale(None).refusal)


def test_other_words_take_the_goal_along_and_leave_what_was_said_of_the_former(client, danger, dispute, worker):
    on_scale(goal_of(danger, worker), worker)
    client.force_login(worker)
    page = f"{at('danger-write', danger.map)}?instead_of={danger.pk}"
    assert DANGER["worry"] in client.get(page).text

    client.post(page, DANGER | {"worry": "That nobody walks with her"})

    former, new = DangerStatement.objects.order_by("pk")
    assert (former.taken_off_on, new.taken_off_on) == (TODAY, None)
    assert (new.goal.words, new.goal.scale) == (GOAL["words"], former.goal.scale)
    assert (list(former.disagreements.all()), list(new.disagreements.all())) == ([dispute], [])


def test_goals_without_what_has_happened_are_said_to_be_thin(client, danger, made, worker):
    goal_of(danger, worker)
    client.force_login(worker)
    thin = "nothing of what has happened"
    assert thin in client.get(made.get_absolute_url()).text

    item_on(made, worker, "A driver braked hard", part=SafetyMapItem.Part.PAST_HARM)

    assert thin not in client.get(made.get_absolute_url()).text


# “We see it differently”


def test_dana_says_how_she_sees_it(client, danger, dana, danas_sign_in):
    client.force_login(danas_sign_in)

    client.post(at("danger-differently", danger), {"words": "It was once"})

    said = DangerDisagreement.objects.get()
    assert (said.person, said.words, said.said_on, said.created_by) == (dana, "It was once", TODAY, danas_sign_in)


def test_a_worker_writes_it_as_it_was_told(client, danger, joan, worker):
    client.force_login(worker)

    nobody = client.post(at("danger-differently", danger), {"words": "I was there"})
    client.post(at("danger-differently", danger), {"words": "I was there", "person": joan.pk})

    assert "Choose who sees it differently." in nobody.text
    shown = client.get(danger.map.get_absolute_url()).text
    assert all(words in shown for words in ("Joan sees it differently", f"As told to {worker.name}."))


def block_of(danger, page):
    """What stands in the block of a statement on a page: up to where its element ends."""
    _before, _mark, after = page.partition(f'data-danger="{danger.pk}">')
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", after):
        depth += -1 if tag.group(1) else 1
        if not depth:
            return after[: tag.start()]
    return ""


def test_wherever_a_danger_is_read_so_is_what_is_seen_differently(client, danger, dispute, worker, danas_sign_in):
    goal_of(danger, worker)
    pages = [danger.map.get_absolute_url(), at("danger-differently", danger)]
    working = [at("danger-goal", danger), at("danger-scale", danger)]
    working.append(f"{at('danger-write', danger.map)}?instead_of={danger.pk}")
    for reader, shown in ((worker, [*pages, *working]), (danas_sign_in, pages)):
        client.force_login(reader)
        for page in shown:
            block = block_of(danger, client.get(page).text)
            assert (danger.worry in block, dispute.words in block) == (True, True)


def test_no_other_template_shows_a_danger():
    """The words of a statement stand in one template, with what is seen differently."""
    showing = {
        path.name
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\.(worry|if_nothing_changes)\b", path.read_text())
    }

    assert showing == {"_danger.html"}
    assert "danger.disagreements" in (TEMPLATES / "casework" / "_danger.html").read_text()


def test_no_name_is_said_of_who_is_not_there_for_the_reader(client, danger, worker, joan, danas_sign_in, dana):
    actions.see_it_differently(danger=danger, person=joan, words="I was there", by=worker)
    AccessBlockFactory(viewer_person=dana, protected_person=joan, set_by=worker)
    client.force_login(danas_sign_in)

    shown = client.get(danger.map.get_absolute_url()).text

    assert ("I was there" in shown, "Joan" in shown.partition("<main")[2]) == (False, False)


def test_nobody_of_the_family_answers_whom_it_is_not_about(client, danger, joans_sign_in):
    client.force_login(joans_sign_in)

    assert client.post(at("danger-differently", danger), {"words": "No"}).status_code == 404
    assert not rules.can_see_it_differently(joans_sign_in, danger)


# Complete


def test_it_is_not_complete_before_nothing_is_missing(client, made, worker, dana):
    client.force_login(worker)
    address = at("safety-map-complete", made)

    first = client.post(address, follow=True).text
    danger = danger_on(made, worker)
    second = client.post(address, follow=True).text
    goal = goal_of(danger, worker)
    third = client.post(address, follow=True).text

    assert "Nobody has written yet what people are worried could happen." in first
    assert "Number 1 (Ms Hall) has no safety goal yet" in second
    assert "The safety goal of number 1 (Ms Hall) has no scale from 0 to 10 yet." in third
    assert SafetyMap.objects.get().state == "working"
    on_scale(goal, worker)
    assert "The map is complete." in client.post(address, follow=True).text
    made.refresh_from_db()
    assert (made.state, made.completed_on, made.completed_by) == ("complete", TODAY, worker)


def test_what_is_missing_is_said_of_each(worker, made):
    goal_of(danger_on(made, worker), worker)
    danger_on(made, worker, who_is_worried="Joan")

    assert missing_from(made) == [
        "The safety goal of number 1 (Ms Hall) has no scale from 0 to 10 yet.",
        "Number 2 (Joan) has no safety goal yet: say how it will be when no one is worried.",
    ]


def test_one_that_is_complete_is_gone_on_with_first(client, worker, family, dana, danas_sign_in):
    made = whole(worker, family, dana)
    actions.complete_safety_map(safety_map=made, by=worker)
    made.refresh_from_db()
    for reader in (worker, danas_sign_in):
        client.force_login(reader)
        assert client.get(at("safety-map-add", made)).status_code == 403
    assert client.post(at("safety-map-go-on", made)).status_code == 403

    client.force_login(worker)
    assert client.post(at("danger-take-off", DangerStatement.objects.get())).status_code == 403
    client.post(at("safety-map-go-on", made))

    assert client.get(at("safety-map-add", made)).status_code == 200
    assert SafetyMap.objects.get().completed_on is None


def test_the_family_completes_nothing_and_writes_no_danger(client, danger, made, danas_sign_in):
    client.force_login(danas_sign_in)

    for name, thing in (
        ("safety-map-complete", made),
        ("danger-write", made),
        ("danger-goal", danger),
        ("danger-take-off", danger),
    ):
        assert client.post(at(name, thing), DANGER | GOAL).status_code == 403


def test_each_act_is_named_in_history(made, danger, dispute, worker):
    goal_of(danger, worker)
    item_on(made, worker)

    assert acts() == [
        "begin_safety_map",
        "add_to_safety_map",
        "write_danger",
        "see_it_differently",
        "say_safety_goal",
    ]


def test_what_is_refused_leaves_nothing(made, worker):
    with pytest.raises(ValidationError):
        danger_on(made, worker, worry=" ")
    with pytest.raises(actions.SafetyMapNotWhole):
        actions.complete_safety_map(safety_map=made, by=worker)

    assert (DangerStatement.objects.count(), SafetyMap.objects.get().state) == (0, "working")


# Nothing typed is lost


def test_what_was_begun_is_kept_from_the_first_keystroke(client, made, danger, worker):
    client.force_login(worker)
    goal = at("danger-goal", danger)
    keeps_at = re.search(r'data-draft-url="([^"]*)"', client.get(goal).text).group(1).replace("&amp;", "&")
    body = json.dumps({"fields": {"words": "Half a goal"}, "people": []})

    kept = client.put(keeps_at, body, content_type="application/json", headers={"If-Match": "0"})

    assert (kept.status_code, "Half a goal" in client.get(goal).text) == (200, True)
    today = client.get(reverse("casework:today")).text
    assert (f"Safety map of {made.record.family.name}" in today, goal in today) == (True, True)
    client.post(goal, GOAL | {"row_version": 0})
    assert not Draft.objects.unfinished().exists()


@pytest.mark.parametrize(
    "name", ["safety-map-begin", "safety-map-add", "danger-write", "danger-scale", "danger-differently"]
)
def test_without_javascript_it_is_kept_and_goes_on_where_it_was(client, family, made, danger, worker, name):
    goal_of(danger, worker)
    thing = {"safety-map-begin": family, "safety-map-add": made, "danger-write": made}.get(name, danger)
    client.force_login(worker)

    later = client.post(at(name, thing), {"text": "Half", "keep": "later", "draft_version": "0"})

    assert later.status_code == 302
    assert at(name, thing) in client.get(reverse("casework:today")).text
    thrown = re.search(r'action="([^"]*discard[^"]*)"', client.get(at(name, thing)).text).group(1)
    client.post(thrown.replace("&amp;", "&"))
    assert not Draft.objects.unfinished().exists()


def test_a_draft_of_one_danger_is_none_of_another(client, made, danger, worker):
    other = danger_on(made, worker, who_is_worried="Joan")
    client.force_login(worker)
    client.post(at("danger-goal", danger), {"words": "Half a goal", "keep": "later", "draft_version": "0"})

    assert "Half a goal" not in client.get(at("danger-goal", other)).text


@pytest.mark.parametrize(
    "query", ["", "?of=begin", "?of=x", "?of=goal", "?of=goal&danger=x", "?of=danger&danger=" + "0" * 32]
)
def test_a_draft_of_nothing_is_none(client, made, worker, query):
    client.force_login(worker)
    body = json.dumps({"fields": {}, "people": []})

    response = client.put(at("safety-map-draft", made) + query, body, content_type="application/json")

    assert response.status_code == 404


def test_what_the_family_wrote_waits_on_the_lead_workers_today_until_it_is_read(
    client, dispute, made, worker, manager, monkeypatch
):
    monkeypatch.setattr("database.clock.now", timezone.now)  # a row says by itself when it was written
    waits = "Someone of a family wrote on a safety map"
    today = reverse("casework:today")
    client.force_login(worker)
    assert (waits in client.get(today).text, made.get_absolute_url() in client.get(today).text) == (True, True)
    client.force_login(manager)
    assert waits not in client.get(today).text

    client.force_login(worker)
    client.get(made.get_absolute_url())

    assert waits not in client.get(today).text


def test_what_a_worker_wrote_waits_for_nobody(client, danger, dana, worker):
    actions.see_it_differently(danger=danger, person=dana, words="It was once", by=worker)
    client.force_login(worker)

    assert "wrote on a safety map" not in client.get(reverse("casework:today")).text


# Pages


def test_no_number_of_several_and_no_colour_that_judges(client, family, worker, dana, danas_sign_in):
    made = whole(worker, family, dana)
    answers = [gives(dana, 7), gives(worker.practitioner, 4)]
    asked(worker, family, answers, people=[dana], question=ScalingQuestion.objects.get())
    for reader in (worker, danas_sign_in):
        client.force_login(reader)
        main = client.get(made.get_absolute_url()).text.partition("<main")[2]
        assert main.count('class="k-dots__dot"') == 2
        assert not SCORES.search(re.sub(r"<[^>]*>", " ", main))
        assert "govuk-tag" not in main


def test_the_pages_lead_to_it(client, family, made, worker, danas_sign_in):
    for reader, page in ((worker, family.get_absolute_url()), (danas_sign_in, reverse("casework:our-page"))):
        client.force_login(reader)
        assert at("family-safety-maps", family) in client.get(page).text
        assert made.get_absolute_url() in client.get(at("family-safety-maps", family)).text


def test_a_look_at_it_is_noted_with_whom_it_names(client, made, danger, dispute, worker, dana, amina):
    client.force_login(worker)

    client.get(made.get_absolute_url())

    look = AccessEvent.objects.get(what="casework:safety-map")
    assert (set(look.people), look.record) == ({dana.pk, amina.pk}, made.record_id)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["list", "map", "ours"])
def test_query_count(client, family, worker, dana, amina, danas_sign_in, count, name, django_assert_num_queries):
    for _number in range(count if name == "list" else 1):
        made = begun(worker, family, dana, amina)
    for _number in range(count):
        item_on(made, worker, said_by=dana)
        danger = danger_on(made, worker)
        on_scale(goal_of(danger, worker), worker)
        actions.see_it_differently(danger=danger, person=dana, words="It was once", by=worker)
    for question in ScalingQuestion.objects.all():
        asked(worker, family, [gives(dana, 7, why_not_lower="Toast"), gives(amina, 4)], question=question)
    client.force_login(danas_sign_in if name == "ours" else worker)
    address = at("family-safety-maps", family) if name == "list" else made.get_absolute_url()

    with django_assert_num_queries(QUERIES[name]):
        assert client.get(address).status_code == 200


def test_a_child_reads_her_own(client, made, amina):
    client.force_login(sign_in_of(amina))

    assert client.get(made.get_absolute_url()).status_code == 200
