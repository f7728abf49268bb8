"""Two people with the same form: the second is told, keeps what they typed, and saves by saving again (ui.md, saving rules)."""

import pytest

from casework.forms.support_maps import OFF
from families.forms.drafts import KEEP
from families.views.drafts import THROW_AWAY
from tests.sweeps.forms import own_form
from tests.sweeps.opened import FORMS, Opened, tried

CHANGE_WHAT_IS_THERE = {
    "casework:attachment-describe",
    "casework:basis-change",
    "casework:standard-change",
    "casework:conference-arrange",
    "casework:conference-coordinator",
    "casework:conference-information",
    "casework:conference-postpone",
    "casework:conversation-matters",
    "casework:advocate-offer-answer",
    "casework:conference-baseline",
    "casework:danger-goal",
    "casework:learning-change",
    "casework:learning-share",
    "outcomes:agenda-item-change",
    "outcomes:factor-change",
    "outcomes:idea-change",
    "outcomes:measure-change",
    "outcomes:partner-change",
    "outcomes:partner-role-change",
    "outcomes:proposal-change",
    "outcomes:report-change",
    "casework:my-plan-days",
    "casework:my-plan-hopes",
    "casework:my-plan-look-back",
    "casework:my-plan-more",
    "casework:my-plan-people",
    "casework:offer-answer",
    "casework:our-plan-change",
    "casework:our-reply",
    "casework:participant-reply",
    "casework:plan-write",
    "casework:practical-change",
    "casework:question-change",
    "casework:review-set",
    "casework:supervision-change",
    "casework:tip-change",
    "casework:visit-change",
    "casework:resource-answer",
    "families:agency-change",
    "families:asset-change",
    "families:born-together-change",
    "families:contact-point-end",
    "families:contactpoint-right",
    "families:externalidentifier-right",
    "families:family-change",
    "families:familymembership-right",
    "families:interest-end",
    "families:introduction",
    "families:involvement-end",
    "families:involvement-goodbye",
    "families:life-place-change",
    "families:locality-card-sections",
    "families:locality-change",
    "families:locality-checkin-questions",
    "families:locality-goal-themes",
    "families:locality-lengths",
    "families:locality-place-kinds",
    "families:locality-prompts",
    "families:locality-said",
    "families:our-reach-change",
    "families:membership-end",
    "families:name-end",
    "families:parentage-end",
    "families:parentage-right",
    "families:parentalresponsibility-right",
    "families:partnership-end",
    "families:partnership-right",
    "families:person-about",
    "families:person-background",
    "families:person-change",
    "families:personname-right",
    "families:pregnancy-loss-change",
    "families:residence-end",
    "families:residence-right",
    "families:responsibility-end",
    "families:sibling-end",
    "families:siblinglink-right",
    "families:team-change",
    "families:unknown-siblings-end",
    "linkups:agreement-write",
    "linkups:card-edit-seeking",
    "linkups:card-edit-sharing",
}
"""Every other form adds something, or takes a step that can be taken once. Adding to neither is a reviewed act."""
STEPS_TOO = {"casework:learning-share"}
"""They change what is there and take a step with it, so that the first who saves closes the form to the second."""


@pytest.fixture
def opened(client, people, rows, address):
    return Opened.known(address, client, people, rows)


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_a_form_says_which_version_it_changes_and_enter_takes_nothing_away(people, rows, address):
    """And no box is taken for a button. One test, for to try a form takes most of its time."""
    form = tried(address, people, rows)

    assert ("row_version" in form.asked) == (address.name in CHANGE_WHAT_IS_THERE)
    assert not {KEEP, THROW_AWAY} & form.asked
    assert form.enter is not None
    name, value = form.enter
    assert name in {"", KEEP, "look"}
    assert not value.startswith(OFF)


@pytest.mark.parametrize("address", [one for one in FORMS if one.name in CHANGE_WHAT_IS_THERE - STEPS_TOO], ids=str)
def test_the_second_to_save_is_told_and_keeps_what_they_typed(opened):
    said = opened.ordinary()
    first = opened.send(said)

    second = opened.send(said | {"row_version": [a_former_version(opened, said)]})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Someone else" in second.text
    again = own_form(second.text, opened.path).typed()
    assert {name: again.get(name) for name in opened.form.texts} == {name: said[name] for name in opened.form.texts}
    assert opened.send(again).status_code == 302


def a_former_version(opened, said):
    """The one that the form was opened at; another, where the first of the two saved only what stood there."""
    now = own_form(opened.client.get(opened.path).text, opened.path).controls["row_version"].values
    return "99" if now == tuple(said["row_version"]) else said["row_version"][0]


def test_whoever_comes_too_late_for_a_step_can_copy_what_they_wrote(client, people, rows):
    address = next(one for one in FORMS if one.name == "casework:conference-refer")
    opened = Opened.known(address, client, people, rows)
    opened.send(opened.ordinary())

    answer = opened.send(opened.ordinary(why_now="They <b>want</b> it now."))

    assert (answer.status_code, "They &lt;b&gt;want&lt;/b&gt; it now." in answer.text) == (403, True)


def test_a_page_that_is_not_open_shows_nothing_of_what_was_only_asked_for(client, people):
    client.force_login(people["Priya"])

    page = client.get("/people/without-a-family/?q=a+long+enough+sentence").text

    assert (">What you wrote</h2>" in page, "a long enough sentence" in page) == (False, False)
