"""What is hidden from Rob he reads by no other way: not where he reads for Amina, nor where she chose him (domain.md §8.5, §8.6)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.actions.adding import add_to_conversation
from casework.actions.confidence import choose_readers, write_in_confidence
from casework.actions.conversations import log_conversation
from casework.actions.my_plans import choose_plan_readers
from casework.models import ReadBy
from database.asker import acting_as
from families.actions.granting import let_help
from families.actions.records import EntryText
from families.actions.righting import put_right
from families.models import Advocate, Agency, ContactPoint, Entry
from tests.casework.plans_of_ones_own import LATER, lets_write, looked_back, plan_of, written
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PractitionerFactory, UserFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_families import (
    AddressFactory,
    ContactPointFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    sign_in_of,
)

OURS, HERS = "/our-page/reach/", "07700 900111"
WHERE = "At 14 Elm Close, LS1 4AB"
WORDS = pytest.mark.parametrize("field", ["safe_times", "value", "code_word"])


@pytest.fixture
def rob(family, amina, dana):
    """Who holds responsibility for Amina, and is kept from Dana."""
    person = MembershipFactory(family=family, person__known_as="Rob", person__date_of_birth=date(1989, 4, 2)).person
    ResponsibilityFactory(holder=person, child=amina, status="confirmed")
    AccessBlockFactory(viewer_person=person, protected_person=dana)
    return person


@pytest.fixture
def robs(rob):
    return sign_in_of(rob)


@pytest.fixture
def home(dana, amina):
    return home_of(dana, amina, lines="14 Elm Close")


def home_of(*people, lines):
    address = AddressFactory(lines=lines, postcode="LS1 4AB")
    for person in people:
        ResidenceFactory(person=person, address=address, is_confidential=True)
    return address


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def adds(client, child, **said):
    sent = {"kind": "other", "value": "A letter", **said}
    sent |= {"safe_to": ["post" if sent["kind"] == "other" else "call"]}
    return client.post(f"{OURS}people/{child.pk}/add/", sent)


# How to reach a child


@pytest.mark.parametrize(
    ("kind", "value"),
    [("phone", HERS), ("mobile", "07700900111"), ("phone", "+44 7700 900 111"), ("other", "0044 7700 900111")],
)
def test_a_hidden_number_is_the_same_however_it_is_written(dana, amina, robs, kind, value):
    ContactPointFactory(person=dana, value=HERS, is_confidential=True)
    hers = ContactPointFactory(person=amina, kind=kind, value=value)
    other = ContactPointFactory(person=amina, kind=kind, value="07700 900112")

    assert list(ContactPoint.objects.visible_to(robs).filter(person=amina)) == [other]
    assert hers not in ContactPoint.objects.visible_to(robs)


@pytest.mark.parametrize("guess", [HERS, "07700 900112"])
def test_a_number_that_he_writes_of_a_child_does_not_tell_whose_it_is(as_, robs, dana, amina, guess):
    ContactPointFactory(person=dana, value=HERS, is_confidential=True)

    adds(as_(robs), amina, kind="mobile", value=guess)

    assert guess in as_(robs).get(OURS).text


def test_what_a_worker_writes_over_it_is_no_longer_his_to_read(as_, robs, dana, amina, worker):
    ContactPointFactory(person=dana, value=HERS, is_confidential=True)
    adds(as_(robs), amina, kind="mobile", value="07700 900112")

    with acting_as(worker.asker):
        put_right(fact=ContactPoint.objects.get(person=amina), value=HERS, by=worker)

    assert HERS not in as_(robs).get(OURS).text


@WORDS
def test_where_dana_is_hidden_stands_in_no_way_to_reach_amina(as_, robs, home, danas_sign_in, amina, field):
    answer = adds(as_(danas_sign_in), amina, **{field: WHERE})

    refusal = str(answer.context["form"].errors)
    assert (answer.status_code, "others will read this" in refusal, "Rob" in refusal) == (422, True, False)
    assert "Elm Close" not in as_(robs).get(OURS).text


def test_nor_does_it_where_amina_writes_it_herself(as_, robs, home, amina):
    assert adds(as_(sign_in_of(amina)), amina, safe_times=WHERE).status_code == 422


def test_nor_by_what_is_said_anew(as_, robs, home, danas_sign_in, amina):
    point = ContactPointFactory(person=amina)

    sent = {"safe_times": WHERE, "row_version": point.row_version}
    assert as_(danas_sign_in).post(f"{OURS}contact-points/{point.pk}/", sent).status_code == 422


def test_her_own_number_written_otherwise_is_her_own_number(as_, robs, dana, danas_sign_in, amina):
    ContactPointFactory(person=dana, value=HERS, is_confidential=True)

    assert adds(as_(danas_sign_in), amina, kind="mobile", value=HERS.replace(" ", "")).status_code == 422


@WORDS
def test_a_guess_of_his_is_not_answered(as_, robs, home, amina, field):
    assert adds(as_(robs), amina, **{field: WHERE}).status_code == 302
    assert "Elm Close" in as_(robs).get(OURS).text


# What is shared with Amina


def test_a_talk_with_her_does_not_tell_him_where_they_live(family, robs, home, amina, worker):
    note = EntryText(Entry.Kind.NOTE, WHERE)
    with acting_as(worker.asker), pytest.raises(ValidationError) as caught:
        log_conversation(family=family, people=[amina], headline="At home", entries=[note], by=worker)

    assert "Rob must not read here" in str(caught.value)


def test_nor_who_helps_her_and_is_kept_from_dana(family, home, amina, dana, joan, joans_sign_in, worker):
    AccessBlockFactory(viewer_person=joan, protected_person=dana)
    by = sign_in_of(amina)
    with acting_as(by.asker):
        let_help(owner=amina, helper=joans_sign_in, until=LATER, by=by)

    with acting_as(worker.asker), pytest.raises(ValidationError):
        log_conversation(family=family, people=[amina], headline=WHERE, by=worker)


@pytest.mark.parametrize(("read_by", "people"), [("workers", False), ("chosen", True)])
def test_her_plan_does_not_tell_him_where_they_live(as_, rob, robs, dana, amina, worker, read_by, people):
    home_of(dana, amina, lines="Rosemary Cottage")
    sent = {"good_day": "At Rosemary Cottage", "read_by": read_by, "people": [rob.pk] if people else []}

    answer = as_(sign_in_of(amina)).post("/our-page/my-plan/begin/", sent)

    assert (answer.status_code, "others will read this" in answer.text) == (422, True)


@pytest.mark.parametrize("then", ["writes", "looks_back", "chooses"])
def test_nor_does_it_later(family, rob, dana, amina, then):
    home_of(dana, amina, lines="Rosemary Cottage")
    by, where = sign_in_of(amina), "At Rosemary Cottage"
    begun = {"good_day": where} if then == "chooses" else {"read_by": ReadBy.CHOSEN, "readers": [rob]}
    plan = plan_of(amina, family, **begun)

    with acting_as(by.asker), pytest.raises(ValidationError):
        {
            "writes": lambda: written(plan, by, good_day=where),
            "looks_back": lambda: looked_back(plan, by, keep=where),
            "chooses": lambda: choose_plan_readers(plan=plan, read_by=ReadBy.CHOSEN, readers=[rob], by=by),
        }[then]()


# Who helps to write


def test_who_helps_her_write_learns_of_no_worker_of_another_family_of_hers(
    as_, family, dana, danas_sign_in, joan, joans_sign_in, worker
):
    MembershipFactory(family=(other := FamilyFactory()), person=dana)
    InvolvementFactory(family=other, practitioner=PractitionerFactory(user__name="Zoe"), role="lead_worker")
    plan = plan_of(dana, family, read_by=ReadBy.CHOSEN, readers=[joan])
    lets_write(dana, joans_sign_in)

    def offered(user):
        page = as_(user).get(f"{plan.get_absolute_url()}look-back/").text
        return [name in page for name in ("Priya", "Zoe")]

    assert (offered(danas_sign_in), offered(joans_sign_in)) == ([True, True], [True, False])


# That there is a plan


def test_an_advocate_of_both_tells_dana_nothing_of_her_childs_plan(
    as_, family, dana, danas_sign_in, amina, organisation
):
    voices = Agency.objects.create(organisation=organisation, name="Voices", sector="voluntary")
    ruth = UserFactory(name="Ruth", kind="family", roles=[])
    Advocate.objects.create(organisation=organisation, user=ruth, works_for=voices)
    hers = sign_in_of(amina)
    for owner, by in ((dana, danas_sign_in), (amina, hers)):
        with acting_as(by.asker):
            let_help(owner=owner, helper=ruth, until=LATER, by=by)
    plan = plan_of(amina, family, read_by=ReadBy.CHOSEN, readers=[ruth])

    assert plan.get_absolute_url() in as_(ruth).get("/our-page/my-plan/").text

    looked = "/our-page/who-has-looked/"
    assert "own plan" not in as_(danas_sign_in).get(looked).text
    assert "An advocate read someone’s own plan" in as_(hers).get(looked).text


# Only mine


def test_amina_tells_whom_she_ticks_nothing_that_is_hidden_from_him(amina, rob, home):
    with pytest.raises(ValidationError, match="address"):
        write_in_confidence(child=amina, words=WHERE, readers=[rob], by=sign_in_of(amina))


def test_nor_does_she_choose_him_for_what_stands_there(amina, rob, home, worker):
    by = sign_in_of(amina)
    with acting_as(by.asker):
        told = write_in_confidence(child=amina, words=WHERE, readers=[worker], by=by)
        share = told.record.share_states.get()

        with pytest.raises(ValidationError, match="address"):
            choose_readers(share_state=share, readers=[rob], by=by)

    assert not share.chosen.filter(person=rob).exists()


def test_nor_adds_it_once_he_reads(amina, rob, home):
    by = sign_in_of(amina)
    with acting_as(by.asker):
        told = write_in_confidence(child=amina, words="I like chess", readers=[rob], by=by)

        with pytest.raises(ValidationError, match="address"):
            add_to_conversation(conversation=told, entry=EntryText(Entry.Kind.SAID, WHERE, {"speaker": amina}), by=by)
