"""Someone's own plan by its pages: written by whose it is, read by whom they chose, and by nobody else (domain.md §8.3, §8.5)."""

from datetime import timedelta

import pytest

from accounts.models import AccessEvent, User
from casework.actions.my_plans import choose_plan_readers, invite_to_plan
from casework.models import MyHope, MyPlan, MyPlanVersion, PlanInvitation, ReadBy, TalkWanted
from casework.queries import self_reviews
from casework.queries.story import read as read_story
from casework.queries.story import story_of_family
from casework.queries.story_lines import Asked
from database.asker import acting_as
from families.actions.granting import take_back_help
from families.actions.keeping import restrict
from families.actions.merging import merge_people, unmerge_people
from families.models import Draft, Involvement, PersonAccount, told_in_confidence
from families.periods import Period
from tests.casework.plans_of_ones_own import LATER, as_it_is, lets_write, looked_back, plan_of, written
from tests.conftest import FROZEN
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_families import sign_in_of
from tests.sweeps.forms import own_form

OURS = "/our-page/my-plan/"
WORDS = "That Theo sleeps through"


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def plan(family, dana, danas_sign_in):
    return plan_of(dana, family)


@pytest.fixture
def hana(family):
    """Another worker of the family."""
    practitioner = PractitionerFactory(user__name="Hana")
    InvolvementFactory(family=family, practitioner=practitioner, role="co_worker")
    return practitioner.user


def chooses(plan, read_by, *readers):
    by = plan.owner.account.user
    with acting_as(by.asker):
        choose_plan_readers(plan=plan, read_by=read_by, readers=readers, by=by)


def page(plan, tail=""):
    return f"{plan.get_absolute_url()}{tail}"


def test_dana_begins_her_plan_for_nobody_else_and_goes_on_with_it(as_, dana, danas_sign_in, family):
    assert "You have no plan yet" in as_(danas_sign_in).get(OURS).text

    begun = as_(danas_sign_in).post(f"{OURS}begin/", {"good_day": "Toast", "read_by": "only_me"})

    plan = MyPlan.objects.get()
    assert begun.url == plan.get_absolute_url()
    assert (plan.owner, plan.record.family, plan.record.author_person) == (dana, family, dana)
    as_(danas_sign_in).post(page(plan, "people/"), {"people": "Mum", "row_version": 1})
    as_(danas_sign_in).post(page(plan, "hopes/"), {"hope_1": "Sleep", "hope_2": "A garden", "row_version": 2})
    as_(danas_sign_in).post(page(plan, "more/"), {"money": "", "helped_by": "peer", "row_version": 3})
    shown = as_(danas_sign_in).get(OURS).text
    assert all(words in shown for words in ("Toast", "Mum", "Sleep", "A garden", "Someone in the same place as me"))
    assert as_(danas_sign_in).get(f"{OURS}begin/").status_code == 403


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"read_by": "only_me"}, "Write something first"),
        ({"good_day": "Toast"}, "Choose who may read it"),
        ({"good_day": "Toast", "read_by": "chosen"}, "Tick who may read it"),
    ],
)
def test_something_stands_there_and_who_reads_it_is_chosen(as_, danas_sign_in, family, worker, sent, said):
    response = as_(danas_sign_in).post(f"{OURS}begin/", sent)

    assert (response.status_code, said in response.text) == (422, True)
    assert not MyPlan.objects.exists()


@pytest.mark.parametrize("is_begun", [False, True])
def test_whom_she_may_tick_stands_below_the_choice_and_the_error_leads_there(
    as_, dana, danas_sign_in, family, worker, is_begun
):
    address = page(plan_of(dana, family), "readers/") if is_begun else f"{OURS}begin/"
    asked = as_(danas_sign_in).get(address).text.partition('name="workers"')[0]
    refused = as_(danas_sign_in).post(address, {"good_day": "Toast", "read_by": "chosen"}).text

    assert asked.count("<details") == asked.count("</details>")
    assert '<a href="#id_workers_0">' in refused


def test_a_plan_that_was_begun_waits_where_she_looks_for_it(as_, danas_sign_in, family):
    begun = "You have begun something."
    assert begun not in as_(danas_sign_in).get("/our-page/").text
    form = own_form(as_(danas_sign_in).get(f"{OURS}begin/").text, f"{OURS}begin/")
    later = form.typed() | {"good_day": "Toast and", "keep": "later"}

    shown = as_(danas_sign_in).post(f"{OURS}begin/", later, follow=True).text

    assert ("Go on with what you began" in shown, "You have no plan yet" in shown) == (True, False)
    assert begun in as_(danas_sign_in).get("/our-page/").text


def test_nothing_is_chosen_before_she_chooses_it(as_, danas_sign_in, family, worker):
    assert "checked" not in as_(danas_sign_in).get(f"{OURS}begin/").text


def test_from_whom_their_own_plan_is_kept_reads_that_it_is_there_and_nothing_of_why(
    as_, family, dana, worker, danas_sign_in
):
    plan = plan_of(dana, family, read_by="workers")
    with acting_as(worker.asker):
        restrict(what=plan.record, ground="other", allowed=[], review_on=LATER, by=worker)
    client = as_(danas_sign_in)

    ours, begin = client.get(OURS), client.get(f"{OURS}begin/")

    assert (ours.status_code, begin.status_code, client.get(page(plan)).status_code) == (200, 403, 404)
    assert "You have written a plan. It can’t be shown here now, and nothing of it is lost." in ours.text
    assert [words in ours.text for words in ("no plan yet", "Begin my plan", WORDS, "Priya", "estrict")] == [False] * 5


def test_two_plans_of_one_person_are_both_read_the_newer_as_the_plan(as_, family, dana, danas_sign_in, worker):
    nan = MembershipFactory(family=family, person__known_as="Dana R").person
    former = sign_in_of(nan)
    older, newer = (
        plan_of(one, family, read_by="workers", what_matters=said) for one, said in ((dana, "Old"), (nan, "New"))
    )
    User.objects.filter(pk=former.pk).update(is_active=False)

    merge = merge_people(kept=dana, merged=nan, why="She told us", by=worker)

    client = as_(danas_sign_in)
    ours, before = client.get(OURS).text, client.get(page(older)).text
    assert [words in ours for words in ("New", "My plan of before", page(older), "Dana R helped")] == [
        True,
        True,
        True,
        False,
    ]
    assert ("My plan of before</h1>" in before, "Old" in before, "Written by" in ours) == (True, True, False)
    assert client.get(page(older, "days/")).status_code == 403
    assert client.get(page(newer, "days/")).status_code == 200
    listed = as_(worker).get(f"{dana.get_absolute_url()}plan/").text
    assert [listed.count(words) for words in (page(older), page(newer), "(of before)")] == [1, 1, 1]

    unmerge_people(merge=merge, by=worker)

    assert {one.owner_id for one in MyPlan.objects.filter(pk=newer.pk)} == {nan.pk}
    assert {account.person_id for account in PersonAccount.objects.all()} == {dana.pk, nan.pk}
    ours = as_(danas_sign_in).get(OURS).text
    assert ("Old" in ours, "My plan of before" in ours) == (True, False)


def test_what_is_typed_is_kept_as_a_draft_with_and_without_javascript(as_, danas_sign_in, plan):
    address = page(plan, "days/")
    body = '{"fields": {"good_day": "Toast and"}, "people": []}'

    kept = as_(danas_sign_in).put(address, body, content_type="application/json", headers={"If-Match": '"0"'})
    assert "Toast and" in as_(danas_sign_in).get(address).text
    later = {"good_day": "Toast and jam", "keep": "later", "draft_version": kept.json()["version"]}
    as_(danas_sign_in).post(address, later)

    assert Draft.objects.get().body["good_day"] == "Toast and jam"
    assert as_it_is(plan).number == 1


def test_what_it_said_before_stays_readable_as_it_was_to_her_alone(as_, plan, worker, danas_sign_in):
    written(plan, danas_sign_in, what_matters="That Theo sleeps", money="Tight")
    chooses(plan, ReadBy.WORKERS)
    former = MyPlanVersion.objects.get(number=1)

    assert former.get_absolute_url() in as_(danas_sign_in).get(page(plan, "as-it-was/")).text
    assert WORDS in as_(danas_sign_in).get(former.get_absolute_url()).text
    assert as_(worker).get(former.get_absolute_url()).status_code == 404
    assert (
        as_(worker).get(as_it_is(plan).get_absolute_url()).status_code == 403
    )  # what they read is the plan, not one of its days
    assert as_(worker).get(page(plan, "as-it-was/")).status_code == 403
    assert WORDS not in as_(worker).get(page(plan)).text


def test_the_door_keeps_its_hopes_its_versions_and_an_invitation_by_themselves(
    family, dana, plan, worker, outsider, joans_sign_in, danas_sign_in
):
    """Pages reach them through the plan: here each is asked for by itself."""
    written(plan, danas_sign_in, hopes=["Sleep"])
    written(plan, danas_sign_in, hopes=["A garden"])
    with acting_as(worker.asker):
        invite_to_plan(person=dana, by=worker)

    def seen(user):
        with acting_as(user.asker):
            return [model.objects.visible_to(user).count() for model in (MyHope, MyPlanVersion, PlanInvitation)]

    assert seen(danas_sign_in) == [2, 3, 1]
    assert (seen(worker), seen(joans_sign_in), seen(outsider)) == ([0, 0, 1], [0, 0, 0], [0, 0, 0])
    chooses(plan, ReadBy.WORKERS)
    assert (seen(worker), seen(outsider)) == ([1, 1, 1], [0, 0, 0])
    looked_back(plan, danas_sign_in, 6)
    restrict(what=dana, ground="other", allowed=[], review_on=LATER, by=outsider)
    assert seen(worker) == [0, 0, 0]


def test_a_change_that_changes_nothing_is_none(plan, danas_sign_in):
    written(plan, danas_sign_in, hopes=["Sleep"])
    written(plan, danas_sign_in, hopes=["Sleep "], what_matters=WORDS)

    assert as_it_is(plan).number == 2


def test_two_windows_lose_nothing(as_, plan, danas_sign_in):
    written(plan, danas_sign_in, money="Tight")

    response = as_(danas_sign_in).post(page(plan, "days/"), {"good_day": "Toast", "row_version": 1})

    assert (response.status_code, "another window" in response.text, "Toast" in response.text) == (422, True, True)


def test_a_hope_whose_words_stand_is_the_same_one_and_may_come_back(plan, danas_sign_in):
    written(plan, danas_sign_in, hopes=["Sleep", "A garden"])
    first = as_it_is(plan).hopes
    written(plan, danas_sign_in, hopes=["A garden"])
    written(plan, danas_sign_in, hopes=["A garden", "Sleep"])

    assert as_it_is(plan).hopes == [*reversed(first)]


# Who reads it


def reads(as_, user, plan):
    return as_(user).get(page(plan)).status_code == 200


def test_nobody_but_her_reads_or_learns_of_what_is_only_hers(as_, plan, worker, manager, hana, joans_sign_in, dana):
    for other in (worker, manager, hana, joans_sign_in):
        assert not reads(as_, other, plan)
    shown = as_(worker).get(f"/people/{dana.pk}/plan/").text
    assert (plan.get_absolute_url() in shown, "is theirs to say" in shown) == (False, True)
    with acting_as(worker.asker):
        assert not told_in_confidence(worker).exists()  # there is no glass to break
    assert as_(worker).get(f"/records/{plan.record_id}/open/").status_code == 404


def test_she_chooses_a_worker_and_takes_that_back(as_, plan, worker, hana, danas_sign_in):
    sent = {"read_by": "chosen", "workers": [hana.pk]}

    as_(danas_sign_in).post(page(plan, "readers/"), sent)
    assert (reads(as_, hana, plan), reads(as_, worker, plan)) == (True, False)
    as_(danas_sign_in).post(page(plan, "readers/"), {"read_by": "only_me"})
    assert not reads(as_, hana, plan)
    chooses(plan, ReadBy.WORKERS)
    chooses(plan, ReadBy.ONLY_ME)
    assert not reads(as_, hana, plan)


def test_shared_with_who_works_with_the_family_they_read_it_and_change_nothing(
    as_, plan, worker, outsider, joans_sign_in
):
    chooses(plan, ReadBy.WORKERS)

    assert (reads(as_, worker, plan), reads(as_, outsider, plan)) == (True, False)
    assert not reads(as_, joans_sign_in, plan)
    shown = as_(worker).get(page(plan)).text
    assert ("Change it" in shown, "Look back on it" in shown) == (False, False)
    for tail in ("days/", "people/", "hopes/", "more/", "readers/", "look-back/"):
        assert as_(worker).post(page(plan, tail), {"row_version": 1, "money": "None"}).status_code == 403
    assert as_(worker).get(f"{OURS}begin/").status_code == 403


def test_a_young_person_is_told_who_reads_for_them_and_keeps_it_to_themselves(as_, family, amina, dana, danas_sign_in):
    hers = sign_in_of(amina)
    assert "Dana reads what you share with them, for you." in as_(hers).get(f"{OURS}begin/").text
    plan = plan_of(amina, family)

    assert not reads(as_, danas_sign_in, plan)
    chooses(plan, ReadBy.WORKERS)
    assert reads(as_, danas_sign_in, plan)
    assert as_(danas_sign_in).get(page(plan, "days/")).status_code == 403


def test_a_hidden_address_is_not_shared_and_what_is_only_hers_may_hold_it(as_, plan, danas_sign_in):
    as_(danas_sign_in).post(page(plan, "days/"), {"good_day": "At 14 Elm Close, LS1 4AB", "row_version": 1})
    assert "Elm Close" in as_it_is(plan).good_day

    response = as_(danas_sign_in).post(page(plan, "readers/"), {"read_by": "workers"})

    assert (response.status_code, "like an address" in response.text) == (422, True)


# Who helps


def test_joan_writes_for_her_which_it_says_until_dana_ends_it(as_, plan, joan, joans_sign_in, danas_sign_in, worker):
    access = lets_write(plan.owner, joans_sign_in)
    assert not reads(as_, joans_sign_in, plan)  # it is only Dana's as yet
    chooses(plan, ReadBy.CHOSEN, joan, worker)

    assert plan.get_absolute_url() in as_(joans_sign_in).get(OURS).text
    as_(joans_sign_in).post(page(plan, "days/"), {"good_day": "Toast", "row_version": 1})
    looked_back(plan, joans_sign_in, keep="Walks")
    for tail in ("", "looking-back/"):
        assert "Joan wrote it for Dana, who lets them." in as_(worker).get(page(plan, tail)).text
    assert as_(joans_sign_in).get(page(plan, "readers/")).status_code == 403
    take_back_help(access=access, by=danas_sign_in)
    assert as_(joans_sign_in).get(page(plan, "days/")).status_code == 403


def test_dana_says_on_her_page_of_helpers_that_joan_may_write(as_, dana, danas_sign_in, joans_sign_in):
    until = {"until_0": "14", "until_1": "6", "until_2": "2026"}
    sent = {"helper": joans_sign_in.pk, "scope": "everything", "can": "write_for_me", **until}

    shown = as_(danas_sign_in).post("/our-page/helpers/add/", sent, follow=True).text

    assert "helps to write the plan" in shown
    refused = as_(danas_sign_in).post("/our-page/helpers/add/", sent | {"scope": "goals"})
    assert refused.status_code == 422


# Looking back


@pytest.fixture
def hoping(plan, danas_sign_in):
    return written(plan, danas_sign_in, hopes=["Sleep", "A garden"])


def test_each_hope_has_its_own_numbers_side_by_side_and_there_is_no_mean(as_, hoping, danas_sign_in):
    looked_back(hoping, danas_sign_in, 2, 6)
    hopes = {hope.words: hope.pk for hope in hoping.all_hopes.all()}
    sent = {f"hope_{hopes['Sleep']}": "9", "stop": "Worrying", "row_version": 2}

    as_(danas_sign_in).post(page(hoping, "look-back/"), sent)

    with acting_as(danas_sign_in.asker):
        reviews = self_reviews.reviews_of(hoping, danas_sign_in)
    assert [(one.hope.words, [said.value for said in one.said]) for one in reviews.hopes] == [
        ("Sleep", [9, 2]),
        ("A garden", [6]),
    ]
    shown = as_(danas_sign_in).get(page(hoping, "looking-back/")).text
    assert ("Worrying" in shown, "verage" in shown) == (True, False)


def test_all_that_the_page_sends_is_saved_when_she_presses_save(as_, hoping, worker, danas_sign_in):
    address = page(hoping, "look-back/")
    form = own_form(as_(danas_sign_in).get(address).text, address)
    sent = form.sent(lambda name: f"Words: {name}", fully=True)
    assert {"draft_version", "row_version", "stop", "start", "talk_to"} <= set(sent)

    answer = as_(danas_sign_in).post(address, sent)

    assert answer.url == page(hoping, "looking-back/")
    review = hoping.reviews.get()
    assert (review.keep, review.stop, review.start) == ("Words: keep_doing", "Words: stop", "Words: start")
    assert (review.answers.count(), review.talks_wanted.get().worker) == (2, worker)
    assert not Draft.objects.unfinished().exists()


@pytest.mark.parametrize(("sent", "said"), [({}, "whatever you like"), ({"hope": "11"}, "one of the answers")])
def test_an_empty_review_and_a_number_past_the_scale_are_none(as_, hoping, danas_sign_in, sent, said):
    named = {f"hope_{hoping.all_hopes.first().pk}": number for number in sent.values()}

    response = as_(danas_sign_in).post(page(hoping, "look-back/"), named | {"row_version": 2})

    assert (response.status_code, said in response.text) == (422, True)
    assert not hoping.reviews.exists()


def test_whom_she_would_like_to_talk_with_is_told_that_and_nothing_of_her_plan(
    as_, hoping, worker, hana, danas_sign_in
):
    review = looked_back(hoping, danas_sign_in, keep="Walks", talk_to=[worker])
    address = f"/talks-wanted/{review.talks_wanted.get().pk}/"

    assert "Someone of a family would like to talk with you" in as_(worker).get("/today/").text
    assert "would like to talk" not in as_(hana).get("/today/").text
    assert as_(hana).get(address).status_code == 404
    shown = as_(worker).get(address).text
    assert ("Dana would like to talk with you" in shown, "Walks" in shown, page(hoping) in shown) == (
        True,
        False,
        False,
    )
    assert "would like to talk" not in as_(worker).get("/today/").text
    chooses(hoping, ReadBy.WORKERS)
    assert page(hoping, "looking-back/") in as_(worker).get(address).text
    Involvement.objects.update(period=Period(None, FROZEN.date() - timedelta(days=40)))
    assert (as_(worker).get(address).status_code, TalkWanted.objects.visible_to(worker).exists()) == (404, False)


# Inviting


def test_priya_invites_her_once_and_she_says_not_now_without_a_reason(as_, dana, worker, danas_sign_in):
    address = f"/people/{dana.pk}/plan/"

    as_(worker).post(f"{address}invite/")
    assert "They are invited already" in as_(worker).post(f"{address}invite/", follow=True).text
    invitation = PlanInvitation.objects.get()
    assert "Priya thought that you might like" in as_(danas_sign_in).get("/our-page/").text
    assert as_(worker).post(f"/plan-invitations/{invitation.pk}/not-now/").status_code == 403
    as_(danas_sign_in).post(f"/plan-invitations/{invitation.pk}/not-now/")
    assert "Priya thought" not in as_(danas_sign_in).get("/our-page/").text
    again = as_(danas_sign_in).post(f"/plan-invitations/{invitation.pk}/not-now/", follow=True)
    assert "answered this already" in again.text


def test_writing_ends_an_invitation_and_staff_don_t_learn_which_it_was(as_, dana, family, worker, danas_sign_in):
    for write in (lambda: plan_of(dana, family), lambda: looked_back(MyPlan.objects.get(), danas_sign_in, keep="A")):
        with acting_as(worker.asker):
            invitation = invite_to_plan(person=dana, by=worker)
        write()
        invitation.refresh_from_db()
        assert invitation.ended_on
    assert "Invite them" in as_(worker).get(f"/people/{dana.pk}/plan/").text


def test_who_has_no_sign_in_is_invited_in_words(as_, joan, worker):
    response = as_(worker).post(f"/people/{joan.pk}/plan/invite/")

    assert (response.status_code, "sign in here yet" in response.text) == (403, True)


# The story, paper, and what is written down


def test_a_shared_plan_stands_in_the_story_and_one_that_is_only_hers_does_not(family, plan, worker, danas_sign_in):
    looked_back(plan, danas_sign_in, keep="Walks")

    def told():
        with acting_as(worker.asker):
            return [line.told.words for line in read_story(story_of_family(family.pk, worker), Asked(), worker).rows]

    assert not any("plan" in words for words in told())
    chooses(plan, ReadBy.WORKERS)
    assert {"Dana began a plan of their own", "Dana looked back on their own plan"} <= {*told()}


def test_on_paper_it_says_whose_it_is(as_, plan, worker):
    chooses(plan, ReadBy.WORKERS)

    printed = as_(worker).get(page(plan, "print/")).text

    assert all(words in printed for words in (WORDS, "Printed for Priya", "pass it to nobody else"))
    look = AccessEvent.objects.get(what="casework:my-plan-print")
    assert (look.record, look.kind) == (plan.record_id, "print")


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_whatever_stands_there(as_, plan, danas_sign_in, django_assert_num_queries, count):
    for number in range(count):
        written(plan, danas_sign_in, hopes=[f"Hope {one}" for one in range(number + 1)])
        looked_back(plan, danas_sign_in, *range(number + 1))
    client = as_(danas_sign_in)

    for tail, queries in (("", 11), ("as-it-was/", 8), ("looking-back/", 10)):
        with django_assert_num_queries(queries):
            client.get(page(plan, tail))
