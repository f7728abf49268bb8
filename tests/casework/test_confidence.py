"""A child's own space: written for whom they choose, taken back, and nobody else's to know of (domain.md §8.5, line 4)."""

import json
from datetime import UTC, date, datetime

import pytest

from accounts.errors import RuleBroken
from accounts.models import AccessEvent
from casework.actions.confidence import write_in_confidence
from casework.actions.conversations import log_conversation
from casework.models import Conversation
from casework.queries.confidence import waiting_for
from database.asker import acting_as
from families.actions.granting import choose_reader, unchoose_reader
from families.actions.records import Sharing
from families.actions.support import draw_support_network
from families.models import ChosenReader, Draft, ShareState
from families.periods import Period
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of
from tests.sweeps.forms import own_form

OURS = "/our-page/only-mine/"
WORDS = "Tell only Priya."


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person


@pytest.fixture
def dana(family, amina):
    dana = MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")
    sign_in_of(dana)
    return dana


@pytest.fixture
def child(amina):
    return sign_in_of(amina)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def told(amina, child, worker):
    with acting_as(child.asker):
        return write_in_confidence(child=amina, words=WORDS, readers=[worker], by=child)


def share_of(conversation):
    return ShareState.objects.get(record=conversation.record)


def page_of(conversation):
    return f"/conversations/{conversation.pk}/"


def status(as_, user, conversation):
    return as_(user).get(page_of(conversation)).status_code


def test_whoever_looks_at_a_child_s_own_front_page_reads_nothing_of_it(as_, child, told):
    assert told.headline not in as_(child).get("/our-page/").text
    assert told.headline in as_(child).get(OURS).text


def test_a_child_is_told_before_and_after_that_it_may_have_to_go_further(as_, child, worker):
    assert "someone may not be safe" in as_(child).get(f"{OURS}write/").text
    sent = as_(child).post(f"{OURS}write/", {"words": WORDS, "workers": [worker.pk]}, follow=True)
    assert "unless someone may not be safe" in sent.text


def test_amina_writes_to_priya_and_to_nobody_else(as_, family, child, dana, worker):
    hana = InvolvementFactory(family=family, role="co_worker").practitioner.user

    as_(child).post(f"{OURS}write/", {"words": WORDS, "workers": [worker.pk]})

    told = Conversation.objects.get()
    assert (told.record.author, told.record.author_person.known_as) == (child, "Amina")
    assert [status(as_, user, told) for user in (child, worker, hana, dana.account.user)] == [200, 200, 404, 404]


def test_somebody_is_chosen_and_what_was_typed_is_kept(as_, child, worker):
    answer = as_(child).post(f"{OURS}write/", {"words": WORDS})

    assert answer.status_code == 422
    assert "Choose at least one person." in answer.text
    assert WORDS in answer.text
    assert not Conversation.objects.exists()


def test_a_child_chooses_among_their_people_and_those_alongside(as_, family, child, dana, worker, outsider):
    MembershipFactory(person__known_as="Stranger")
    MembershipFactory(family=family, person__known_as="Bill")  # he does not sign in here

    shown = as_(child).get(f"{OURS}write/").text

    assert [name for name in ("Priya", "Dana", "Tom", "Stranger", "Bill") if name in shown] == ["Priya", "Dana"]


def test_a_grown_up_and_a_worker_have_no_such_page(as_, dana, worker):
    for user in (dana.account.user, worker):
        assert as_(user).get(OURS).status_code == 403
        assert as_(user).post(f"{OURS}write/", {"words": WORDS}).status_code == 403


def test_who_left_every_family_is_told_whom_to_ask(as_, amina, child, worker):
    amina.memberships.update(period=Period(None, date(2026, 3, 1)))

    assert as_(child).post(f"{OURS}write/", {"words": WORDS, "workers": [worker.pk]}).status_code == 422


def test_the_child_lets_someone_else_read_it_and_takes_it_back(as_, child, dana, told):
    share = share_of(told)
    mother = dana.account.user

    as_(child).post(f"/only-mine/{share.pk}/readers/", {"people": [dana.pk]})
    assert status(as_, mother, told) == 200
    chosen = ChosenReader.objects.get(person=dana)
    as_(child).post(f"/chosen-readers/{chosen.pk}/take-back/")

    assert status(as_, mother, told) == 404


def test_the_child_takes_it_back_from_the_worker_too(as_, child, worker, told):
    as_(child).post(f"/chosen-readers/{ChosenReader.objects.get().pk}/take-back/")

    assert status(as_, worker, told) == 404


def test_a_map_that_a_child_drew_for_themselves_stands_there_too(as_, family, amina, child, dana, worker):
    with acting_as(worker.asker):
        draw_support_network(
            focus=amina,
            rated_by=amina,
            family=family,
            ties=[],
            by=worker,
            drawn_on=date(2026, 3, 9),
            sharing=Sharing(ShareState.State.CHILD_ONLY),
        )
    share = ShareState.objects.get()
    readers = f"/only-mine/{share.pk}/readers/"

    assert "Support map of 9 March 2026" in as_(child).get(OURS).text
    as_(child).post(readers, {"people": [dana.pk]})

    address = share.record.support_network.get_absolute_url()
    assert as_(dana.account.user).get(address).status_code == 200
    assert f'href="{readers}"' in as_(worker).get(address).text


def test_who_reads_it_is_not_offered_again(as_, child, dana, told):
    page = f"/only-mine/{share_of(told).pk}/readers/"
    assert [*as_(child).get(page).context["form"].fields] == ["people"]  # the worker reads it, the mother doesn't

    as_(child).post(page, {"people": [dana.pk]})

    assert "There is nobody else to choose" in as_(child).get(page).text
    assert as_(child).post(page, {"people": [dana.pk]}).status_code == 422


def test_a_chosen_reader_chooses_nobody(as_, family, dana, worker, told):
    share = share_of(told)

    assert as_(worker).post(f"/only-mine/{share.pk}/readers/", {"people": [dana.pk]}).status_code == 403
    assert as_(worker).post(f"/chosen-readers/{ChosenReader.objects.get().pk}/take-back/").status_code == 403


def test_the_database_lets_only_the_child_choose(dana, worker, told):
    mother = dana.account.user
    for user in (worker, mother):
        with acting_as(user.asker), pytest.raises(RuleBroken, match="The child chooses"):
            choose_reader(share_state=share_of(told), reader=dana, by=user)


def test_the_database_lets_nobody_but_the_child_give_it_again(worker, child, told):
    chosen = ChosenReader.objects.get()
    with acting_as(child.asker):
        unchoose_reader(chosen=chosen, by=child)

    with acting_as(worker.asker), pytest.raises(RuleBroken, match="The child chooses"):
        choose_reader(share_state=share_of(told), reader=worker, by=worker)


def test_whoever_wrote_it_down_for_a_child_chooses_with_them(as_, family, amina, dana, worker):
    told = log_conversation(
        family=family, people=[amina], headline="In the car", sharing=Sharing("child_only"), by=worker
    )

    as_(worker).post(f"/only-mine/{share_of(told).pk}/readers/", {"people": [dana.pk]})

    assert status(as_, dana.account.user, told) == 200


@pytest.mark.parametrize("who", ["dana", "hana", "outsider"])
def test_its_pages_are_not_there_for_others(as_, request, family, dana, told, who):
    user = {
        "dana": lambda: dana.account.user,
        "hana": lambda: InvolvementFactory(family=family, role="co_worker").practitioner.user,
        "outsider": lambda: request.getfixturevalue("outsider"),
    }[who]()

    assert as_(user).get(f"/only-mine/{share_of(told).pk}/readers/").status_code == 404
    assert as_(user).post(f"/chosen-readers/{ChosenReader.objects.get().pk}/take-back/").status_code == 404
    assert as_(user).get(f"/records/{told.record.pk}/").status_code == 404


def test_who_was_written_to_is_told_until_they_open_it(as_, worker, told, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))
    assert [item.text for item in waiting_for(worker)] == ["A child wrote to you"]

    as_(worker).get(page_of(told))

    assert waiting_for(worker) == []


def test_who_was_written_to_is_told_of_what_the_child_adds_later(as_, amina, child, worker, told, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))
    as_(worker).get(page_of(told))

    as_(child).post(f"{page_of(told)}add/", {"body": "And one thing more"})

    assert [item.text for item in waiting_for(worker)] == ["A child wrote to you"]
    as_(worker).get(page_of(told))
    assert waiting_for(worker) == []


def test_of_it_the_family_s_page_says_nothing_and_the_child_s_does(as_, family, amina, worker, told):
    assert page_of(told) not in as_(worker).get(f"/families/{family.pk}/").text
    assert page_of(told) in as_(worker).get(f"/people/{amina.pk}/").text


def test_a_worker_writes_down_what_is_only_the_child_s(as_, family, amina, dana, worker):
    page = f"/families/{family.pk}/conversations/new/"
    said = {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0", "headline": "In the car", "sharing": "child_only"}

    refused = as_(worker).post(page, said | {"people": [amina.pk, dana.pk]})
    written = as_(worker).post(page, said | {"people": [amina.pk]})

    assert "Only what is about children alone can be only theirs." in refused.text
    assert written.status_code == 302
    assert share_of(Conversation.objects.get()).state == "child_only"


@pytest.mark.parametrize("count", [1, 3])
def test_only_mine_query_count(as_, amina, child, worker, django_assert_num_queries, count):
    for _again in range(count):
        with acting_as(child.asker):
            write_in_confidence(child=amina, words=WORDS, readers=[worker], by=child)
    client = as_(child)

    with django_assert_num_queries(9):
        client.get(OURS)


def test_what_a_child_is_writing_is_kept_for_nobody_else_until_it_is_told(as_, amina, child, dana, worker):
    body = {"fields": {"words": "Tell only", "workers": [str(worker.pk)]}, "people": []}

    kept = as_(child).put(
        f"{OURS}write/", json.dumps(body), content_type="application/json", headers={"If-Match": '"0"'}
    )
    begun = own_form(as_(child).get(f"{OURS}write/").text, f"{OURS}write/").typed()
    assert (kept.status_code, begun["words"], begun["workers"]) == (200, ["Tell only"], [str(worker.pk)])
    later = {
        "words": "Tell only Priya",
        "workers": [worker.pk],
        "keep": "later",
        "draft_version": kept.json()["version"],
    }
    assert "Go on with what you began" in as_(child).post(f"{OURS}write/", later, follow=True).text
    for other in (dana.account.user, worker):
        with acting_as(other.asker):
            assert not Draft.objects.visible_to(other).exists()
            assert not Conversation.objects.visible_to(other).exists()
    refused = as_(child).post(f"{OURS}write/", {"words": "Tell only Priya."})
    assert (refused.status_code, "Choose at least one person" in refused.text) == (422, True)
    as_(child).post(f"{OURS}write/", {"words": WORDS, "workers": [worker.pk]})
    assert "Tell someone something" in as_(child).get(OURS).text
    assert not Draft.objects.unfinished().exists()


def test_a_parent_does_not_read_that_the_child_looked_or_that_there_is_something(as_, child, dana, worker, told):
    as_(worker).get(page_of(told))
    as_(child).get(OURS)

    assert "Nobody has looked yet" in as_(dana.account.user).get("/our-page/who-has-looked/").text
    assert AccessEvent.objects.filter(record=told.record.pk).exists()
