"""Whom we told, and why, outside a worry: a decision with its reason, read by those it is about unless that is unsafe (domain.md §8.4)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from casework.models import SharingDecision
from casework.queries.today import today_page
from families.actions.records import Sharing
from families.models import Draft, Record, ShareState
from tests.casework.refusals import refused_by
from tests.casework.told import SAID, TODAY, UNSAFE, told
from tests.factories import RecordFactory
from tests.factories_worries import ConcernFactory, SharingDecisionFactory
from tests.sweeps.forms import own_form

SENT = SAID | {"decided_on": TODAY.isoformat(), "more_detrimental_reason": "", "reason": "", "review_on": ""}


def new(family):
    return reverse("casework:told-new", args=[family.pk])


def seen(user):
    return list(SharingDecision.objects.visible_to(user))


def test_those_it_is_about_read_it_in_plain_words_and_nobody_else_of_the_family(
    client, worker, family, amina, danas_sign_in, joans_sign_in
):
    decision = told(worker, family, amina)
    client.force_login(danas_sign_in)  # who reads for Amina

    listed = client.get(reverse("casework:our-told")).text
    page = client.get(decision.get_absolute_url()).text

    assert "Told: the health visitor" in listed
    assert all(words in page for words in ("We told the health visitor", "That nights are hard", "on Thursday"))
    assert AccessEvent.objects.get(what="casework:told").record == decision.record_id
    assert (seen(joans_sign_in), seen(danas_sign_in)) == ([], [decision])


def test_what_is_unsafe_reaches_them_only_once_someone_has_looked_again(
    client, worker, family, amina, dana, danas_sign_in
):
    decision = told(worker, family, dana, amina, **UNSAFE)
    client.force_login(danas_sign_in)

    assert client.get(decision.get_absolute_url()).status_code == 404
    assert (seen(danas_sign_in), seen(worker)) == ([], [decision])
    client.force_login(worker)
    look_again = reverse("casework:look-again", args=[decision.record_id])
    assert look_again in client.get(decision.get_absolute_url()).text
    client.post(look_again, {"sharing": "shared"})
    assert seen(danas_sign_in) == [decision]


def test_the_database_keeps_it_from_them_past_every_form(worker, family, dana):
    other = RecordFactory(family=family, kind="conversation")
    alone = {"concern": None}
    mine = RecordFactory(family=family, kind="sharing_decision")
    secret = RecordFactory(family=family, kind="sharing_decision")
    ShareState.objects.create(organisation=secret.organisation, record=secret, person=dana, state="shared")

    with pytest.raises(ValidationError, match="kept back from them"):
        told(worker, family, dana, told_subject="no_unsafe")
    unsafe = {"record": secret, "told_subject": "no_unsafe"}
    assert refused_by(lambda: SharingDecisionFactory(**alone, **unsafe)) == "sharing_unsafe_is_kept_back"
    assert refused_by(lambda: SharingDecisionFactory(**alone, record=other)) == "sharing_has_its_own_record"
    both = {"concern": ConcernFactory(), "record": mine}
    assert refused_by(lambda: SharingDecisionFactory(**both)) == "sharing_of_a_worry_or_by_itself"
    neither = {**alone, "record": None}
    assert refused_by(lambda: SharingDecisionFactory(**neither)) == "sharing_of_a_worry_or_by_itself"
    with_subject = {**alone, "record": mine, "subject": dana}
    assert refused_by(lambda: SharingDecisionFactory(**with_subject)) == "sharing_of_a_worry_or_by_itself"


def test_it_is_no_childs_secret(worker, family, amina):
    with pytest.raises(ValidationError, match="only one child"):
        told(worker, family, amina, sharing=Sharing("child_only"))


def test_a_worker_writes_one_from_the_family_and_keeps_what_is_half_written(client, worker, family, amina):
    client.force_login(worker)

    half = client.post(new(family), {"with_whom": "Ms Hall", "people": [amina.pk], "keep": "later", "row_version": "0"})
    assert half.status_code == 302
    assert [one.text for one in today_page(worker).drafts] == [f"Who we told about {family.name}"]
    assert "Ms Hall" in client.get(new(family)).text
    answer = client.post(new(family), SENT | {"people": [amina.pk]})

    decision = SharingDecision.objects.get()
    assert (answer.url, decision.decided_by, decision.record.kind) == (
        decision.get_absolute_url(),
        worker,
        Record.Kind.SHARING_DECISION,
    )
    assert not Draft.objects.unfinished().exists()
    assert list(decision.record.share_states.values_list("person", "state")) == [(amina.pk, "shared")]
    assert "We told the health visitor" in client.get(reverse("casework:family-story", args=[family.pk])).text


def test_nothing_typed_is_no_draft(client, worker, family, amina):
    client.force_login(worker)
    address = f"{new(family)}?about={amina.pk}"
    asked = own_form(client.get(address).text, new(family)).typed()
    assert asked["decided_on"] != [""]

    answer = client.post(address, asked | {"keep": ["later"]}, follow=True)

    assert "You have not written anything yet, so nothing is kept." in answer.text
    assert client.post(address, asked).status_code == 422
    assert not Draft.objects.exists()
    client.post(address, asked | {"keep": ["later"], "why": ["She asked"]})
    assert Draft.objects.get().body["why"] == "She asked"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"outcome": "not_shared"}, ["more_detrimental_reason"]),
        ({"told_subject": "no_unsafe"}, ["reason", "review_on"]),
        ({"told_subject": "no_other", "reason": "police_or_court"}, ["review_on"]),
        ({"decided_on": "2026-03-17"}, ["decided_on"]),
        ({"people": []}, ["people"]),
    ],
)
def test_the_form_asks_for_the_reason(client, worker, family, amina, said, wrong):
    client.force_login(worker)

    answer = client.post(new(family), SENT | {"people": [amina.pk]} | said)

    assert (answer.status_code, [*answer.context["form"].errors]) == (422, wrong)
    assert not SharingDecision.objects.exists()


def test_who_does_not_work_with_them_now_writes_none(client, outsider, family):
    client.force_login(outsider)

    assert client.get(new(family)).status_code == 404


def test_the_lists_ask_the_same_of_one_as_of_three(client, worker, family, amina, danas_sign_in):
    pages = [
        (worker, reverse("casework:family-told", args=[family.pk])),
        (worker, reverse("casework:person-told", args=[amina.pk])),
        (danas_sign_in, reverse("casework:our-told")),
    ]
    counts = []
    for number in (1, 2, 3):
        told(worker, family, amina, with_whom=f"School {number}")
        for user, page in pages:
            client.force_login(user)
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert f"School {number}" in client.get(page).text
            counts.append(len(asked))

    assert counts[:3] == counts[6:]
