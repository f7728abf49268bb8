"""Helpers by grant, and a competent child's no: given, limited and taken back from pages (domain.md §8.3 to §8.5, §8.7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from accounts.models import AccessEvent
from database import clock
from database.asker import acting_as
from families.actions import granting, keeping
from families.actions.records import begin_record
from families.models import Entry, HelperAccess, OwnSay, Record
from families.periods import Period
from tests.factories import InvolvementFactory, MembershipFactory, UserFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

LATER = date(2026, 9, 14)
UNTIL = {"until_0": "14", "until_1": "9", "until_2": "2026"}
OURS = "/our-page/helpers/"


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person


@pytest.fixture
def joan(family):
    return MembershipFactory(family=family, person__known_as="Joan", person__date_of_birth=date(1961, 1, 17)).person


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def about(family, *people, by, kind="conversation"):
    return begin_record(kind=kind, family=family, happened_on=clock.today(), subjects=people, by=by)


def reads(user, record):
    return Record.objects.visible_to(user).filter(pk=record.pk).exists()


def given(helper, **more):
    return {"helper": helper.pk, "scope": "everything"} | UNTIL | more


def test_dana_lets_joan_help_and_takes_it_back(as_, family, dana, joan, worker):
    hers, helper = sign_in_of(dana), sign_in_of(joan)
    record = about(family, dana, by=worker)

    as_(hers).post(f"{OURS}add/", given(helper))

    access = HelperAccess.objects.get()
    assert (access.owner, access.helper, access.given_how, access.created_by) == (dana, helper, "online", hers)
    assert reads(helper, record)
    assert "until 14 September 2026" in as_(hers).get(OURS).text
    as_(hers).post(f"/help/{access.pk}/take-back/")
    assert not reads(helper, record)
    assert "Nobody helps you here now" in as_(hers).get(OURS).text


@pytest.mark.parametrize(
    ("scope", "read"),
    [
        ("everything", {"conversation", "family_plan", "goal", "coach_session"}),
        ("talks", {"conversation"}),
        ("meetings", {"family_plan"}),
        ("goals", {"goal"}),
    ],
)
def test_a_helper_reads_exactly_what_was_given(family, dana, joan, worker, scope, read):
    kinds = ("conversation", "family_plan", "goal", "coach_session")
    records = {kind: about(family, dana, by=worker, kind=kind) for kind in kinds}
    helper = sign_in_of(joan)

    granting.let_help(owner=dana, helper=helper, scope=scope, until=LATER, by=worker)

    assert {kind for kind, record in records.items() if reads(helper, record)} == read


def test_nobody_is_offered_who_is_kept_from_her_or_signs_in_nowhere(as_, family, dana, joan, worker):
    rob = MembershipFactory(family=family, person__known_as="Rob").person
    MembershipFactory(family=family, person__known_as="Bill")
    sign_in_of(joan), sign_in_of(rob)
    keeping.set_block(viewer=dana, protected=rob, ground="domestic_abuse", review_on=LATER, by=worker)

    shown = as_(sign_in_of(dana)).get(f"{OURS}add/").text

    assert [name for name in ("Joan", "Rob", "Bill") if name in shown] == ["Joan"]


@pytest.mark.parametrize("who", ["oneself", "staff", "another family"])
def test_nobody_else_can_be_chosen(as_, dana, worker, who):
    hers = sign_in_of(dana)
    helper = {"oneself": hers, "staff": worker, "another family": sign_in_of(MembershipFactory().person)}[who]

    assert as_(hers).post(f"{OURS}add/", given(helper)).status_code == 422
    assert not HelperAccess.objects.exists()


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ({"until_2": "2028"}, "twelve months at most"),
        ({"until_2": "2026", "until_1": "3", "until_0": "16"}, "still to come"),
        ({"until_0": ""}, "Give the day, the month and the year"),
    ],
)
def test_it_ends_within_twelve_months_and_what_was_typed_is_kept(as_, dana, joan, until, says):
    hers, helper = sign_in_of(dana), sign_in_of(joan)

    answer = as_(hers).post(f"{OURS}add/", given(helper, **until))

    assert (answer.status_code, says in answer.text) == (422, True)
    assert f'value="{helper.pk}"' in answer.text


def test_a_worker_writes_it_down_on_her_behalf(as_, dana, joan, worker):
    helper = sign_in_of(joan)

    as_(worker).post(f"/people/{dana.pk}/helpers/add/", given(helper, given_how="spoken"))

    access = HelperAccess.objects.get()
    assert (access.owner, access.given_how, access.created_by) == (dana, "spoken", worker)
    assert "Joan" in as_(worker).get(f"/people/{dana.pk}/who-may-see/").text


def test_the_helper_can_stop(as_, dana, joan, worker):
    access = granting.let_help(owner=dana, helper=sign_in_of(joan), until=LATER, by=worker)
    assert "Dana" in as_(access.helper).get(OURS).text

    as_(access.helper).post(f"/help/{access.pk}/take-back/")

    access.refresh_from_db()
    assert access.revoked_at is not None


def test_what_is_given_is_nobody_else_s_to_take_or_to_know(as_, family, dana, joan, worker, outsider):
    sid = sign_in_of(MembershipFactory(family=family).person)
    access = granting.let_help(owner=dana, helper=sign_in_of(joan), until=LATER, by=worker)

    for user in (sid, outsider):
        assert as_(user).post(f"/help/{access.pk}/take-back/").status_code == 404


def test_the_database_lets_only_its_owner_give_it(dana, joan):
    helper, hers = sign_in_of(joan), sign_in_of(dana)

    with acting_as(helper.asker), pytest.raises(RuleBroken, match="Only they themselves"):
        granting.let_help(owner=dana, helper=helper, until=LATER, by=helper)
    with acting_as(hers.asker), pytest.raises(RuleBroken, match="someone else"):
        granting.let_help(owner=dana, helper=hers, until=LATER, by=hers)


def test_the_database_widens_nothing_afterwards(dana, joan, worker):
    access = granting.let_help(owner=dana, helper=sign_in_of(joan), scope="goals", until=LATER, by=worker)

    for wider in ({"scope": "everything"}, {"period": Period(None, None)}):
        with pytest.raises(IntegrityError, match=r"changed|twelve"), transaction.atomic():
            HelperAccess.objects.filter(pk=access.pk).update(**wider)


def test_what_was_taken_back_is_not_given_again_by_the_same_row(dana, joan, worker):
    access = granting.let_help(owner=dana, helper=sign_in_of(joan), until=LATER, by=worker)
    granting.take_back_help(access=access, by=worker)

    with pytest.raises(IntegrityError, match="changed"), transaction.atomic():
        HelperAccess.objects.filter(pk=access.pk).update(revoked_at=None)


@pytest.mark.parametrize("count", [1, 3])
def test_our_helpers_query_count(as_, family, dana, worker, django_assert_num_queries, count):
    for _again in range(count):
        helper = sign_in_of(MembershipFactory(family=family).person)
        granting.let_help(owner=dana, helper=helper, until=LATER, by=worker)
    client = as_(sign_in_of(dana))

    with django_assert_num_queries(9):
        client.get(OURS)


@pytest.mark.parametrize("has_anyone", [False, True])
def test_a_form_is_offered_where_there_is_someone_to_choose(as_, dana, joan, has_anyone):
    if has_anyone:
        sign_in_of(joan)

    shown = as_(sign_in_of(dana)).get(f"{OURS}add/").text

    assert ("Let them help me" in shown, "talk with whoever works with you" in shown) == (has_anyone, not has_anyone)


def test_whom_the_page_names_is_noted(as_, dana, joan, worker):
    granting.let_help(owner=dana, helper=sign_in_of(joan), until=LATER, by=worker)

    as_(sign_in_of(dana)).get(OURS)

    assert set(AccessEvent.objects.get(what="families:our-helpers").people) == {dana.pk, joan.pk}


@pytest.fixture
def mothers(family, dana, amina, worker):
    """Something about Amina that her mother reads."""
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")
    return about(family, amina, by=worker)


def test_a_competent_child_s_no_is_written_down_with_a_worker(as_, mothers, dana, amina, worker):
    hers = sign_in_of(dana)
    assert reads(hers, mothers)

    as_(worker).post(f"/people/{amina.pk}/own-say/add/", {"holder": dana.pk, "why_competent": "She weighed it twice."})

    assert not reads(hers, mothers)
    assert "She weighed it twice." in as_(worker).get(f"/people/{amina.pk}/who-may-see/").text
    assert "You said that Dana is not to read for you." in as_(sign_in_of(amina)).get(OURS).text


def test_it_says_how_we_know_that_they_understand(as_, mothers, amina, worker):
    answer = as_(worker).post(f"/people/{amina.pk}/own-say/add/", {"holder": "", "why_competent": " "})

    assert answer.status_code == 422
    assert not OwnSay.objects.exists()


def test_a_parent_reads_nothing_of_it_and_changes_nothing(as_, mothers, dana, amina, worker):
    say = granting.note_own_say(child=amina, why_competent="She weighed it twice.", by=worker)
    hers = sign_in_of(dana)

    assert "weighed" not in as_(hers).get(OURS).text
    assert as_(hers).post(f"/own-says/{say.pk}/end/").status_code == 404
    assert as_(hers).get(f"/people/{amina.pk}/own-say/add/").status_code == 403
    with acting_as(hers.asker), pytest.raises(RuleBroken, match="Someone who works with the child"):
        granting.note_own_say(child=dana, why_competent="I say so.", by=hers)


def test_the_child_lets_them_read_again(as_, mothers, dana, amina, worker, monkeypatch):
    say = granting.note_own_say(child=amina, why_competent="She weighed it twice.", by=worker)

    as_(sign_in_of(amina)).post(f"/own-says/{say.pk}/end/")

    monkeypatch.setattr("database.clock.today", lambda: date(2026, 3, 17))
    assert reads(sign_in_of(dana), mothers)


@pytest.fixture
def former_worker(family):
    """A co-worker whose work ended the day before yesterday, and who reads on for 30 days."""
    ended = Period(None, clock.today() - timedelta(days=1))
    return InvolvementFactory(family=family, period=ended).practitioner.user


def test_whose_work_has_ended_ends_no_child_s_say(as_, amina, worker, former_worker):
    say = granting.note_own_say(child=amina, why_competent="She weighed it twice.", by=worker)
    as_written = OwnSay.objects.visible_to(former_worker).filter(pk=say.pk).values()
    before = as_written.get()

    answer = as_(former_worker).post(f"/own-says/{say.pk}/end/")

    assert (answer.status_code, as_written.get()) == (403, before)


def test_whose_work_has_ended_takes_back_no_help(as_, dana, joan, worker, former_worker):
    access = granting.let_help(owner=dana, helper=sign_in_of(joan), until=LATER, by=worker)
    as_written = HelperAccess.objects.visible_to(former_worker).filter(pk=access.pk).values()
    before = as_written.get()

    answer = as_(former_worker).post(f"/help/{access.pk}/take-back/")

    assert (answer.status_code, as_written.get()) == (403, before)


def test_nobody_reads_for_an_adult_so_there_is_nothing_to_say_no_to(as_, dana, worker):
    assert as_(worker).get(f"/people/{dana.pk}/own-say/add/").status_code == 403


def test_who_only_reads_writes_none_of_it_down(as_, family, dana, amina):
    reader = InvolvementFactory(family=family, practitioner__user__roles=["quality_lead"]).practitioner.user

    for page in (f"/people/{dana.pk}/helpers/add/", f"/people/{amina.pk}/own-say/add/"):
        assert as_(reader).post(page).status_code == 403


def test_a_helper_is_of_a_family(dana, worker):
    with pytest.raises((RuleBroken, ValidationError)):
        granting.let_help(owner=dana, helper=UserFactory(), until=LATER, by=worker)


def test_what_dana_gave_for_goals_opens_no_words_of_hers_in_a_talk(family, dana, joan, worker):
    """Uma helps Dana with goals and Joan with talks: a talk of both shows her Joan's words only."""
    talk = about(family, dana, joan, by=worker)
    for position, speaker in enumerate((dana, joan), start=1):
        Entry.objects.create(
            organisation=family.organisation,
            record=talk,
            position=position,
            kind="said",
            body=speaker.known_as,
            speaker=speaker,
        )
    uma = sign_in_of(MembershipFactory().person)
    granting.let_help(owner=dana, helper=uma, scope="goals", until=LATER, by=worker)
    granting.let_help(owner=joan, helper=uma, scope="talks", until=LATER, by=worker)

    assert [entry.body for entry in Entry.objects.visible_to(uma)] == ["Joan"]


def test_a_no_to_everyone_can_be_chosen(as_, mothers, amina, worker):
    page = f"/people/{amina.pk}/own-say/add/"

    assert "Anyone who holds parental responsibility" in as_(worker).get(page).text
    as_(worker).post(page, {"holder": "", "why_competent": "She weighed it twice."})

    assert OwnSay.objects.get().holder is None


@pytest.mark.parametrize("why", ["kept apart", "she said no"])
def test_a_child_reads_only_of_who_does_read_for_her(as_, family, dana, joan, amina, worker, why):
    for holder in (dana, joan):
        ResponsibilityFactory(holder=holder, child=amina, status="confirmed")
    hers = sign_in_of(amina)
    if why == "kept apart":
        keeping.set_block(viewer=dana, protected=amina, ground="domestic_abuse", review_on=LATER, by=worker)
    else:
        granting.note_own_say(child=amina, holder=dana, why_competent="She weighed it twice.", by=worker)

    named = as_(hers).get(OURS).text.partition('id="readers"')[2].partition("</ul>")[0]

    assert ("Joan" in named, "Dana" in named) == (True, False)
