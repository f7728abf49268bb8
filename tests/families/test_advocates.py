"""Advocates: let in by an administrator, let help by whose it is, and reading that alone (domain.md §8.3; §8.5, line 10)."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.errors import RuleBroken
from accounts.models import User
from database import clock
from database.asker import acting_as
from families.actions import granting
from families.actions.advocates import bring_advocate_back, end_advocate, let_advocate_in
from families.actions.goals import record_goal
from families.actions.records import Sharing, begin_record
from families.models import Advocate, Agency, ChosenReader, HelperAccess, Person, PersonAccount, Record, ShareState
from families.queries.looked import person_looks
from tests.factories import MembershipFactory, UserFactory
from tests.factories_families import sign_in_of

LATER = date(2026, 9, 14)
UNTIL = {"until_0": "14", "until_1": "9", "until_2": "2026"}
LIST = "/administration/advocates/"


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2012, 5, 1)).person


@pytest.fixture
def alex(organisation):
    return UserFactory(name="Alex", roles=["administrator"])


@pytest.fixture
def voices(organisation):
    return Agency.objects.create(organisation=organisation, name="Voices", sector="voluntary")


@pytest.fixture
def yusuf(organisation, voices):
    user = UserFactory(name="Yusuf", kind="family", roles=[])
    return Advocate.objects.create(organisation=organisation, user=user, works_for=voices)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def about(family, *people, by, **how):
    return begin_record(kind="conversation", family=family, happened_on=clock.today(), subjects=people, by=by, **how)


def reads(user, record):
    return Record.objects.visible_to(user).filter(pk=record.pk).exists()


def let_in(as_, alex, voices, email="ruth@voices.test"):
    return as_(alex).post(f"{LIST}add/", {"name": "Ruth", "email": email, "works_for": voices.pk})


def test_an_administrator_lets_an_advocate_in_who_reads_nothing(
    as_, alex, voices, family, amina, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        let_in(as_, alex, voices)

    ruth = Advocate.objects.get().user
    assert (ruth.name, ruth.kind, ruth.has_usable_password()) == ("Ruth", "family", False)
    assert not Person.objects.visible_to(ruth).exists()
    assert (mailoutbox[0].to, "/accounts/login/code/" in mailoutbox[0].body) == (["ruth@voices.test"], True)
    assert "helps nobody now" in as_(alex).get(LIST).text


def test_an_address_that_signs_in_already_is_not_told_to_the_administrator(
    as_, alex, voices, amina, mailoutbox, django_capture_on_commit_callbacks
):
    taken = sign_in_of(amina)

    with django_capture_on_commit_callbacks(execute=True):
        answer = let_in(as_, alex, voices, email=taken.email)

    assert (answer.status_code, mailoutbox[0].to) == (302, [taken.email])
    assert "signs in to Kith already" in mailoutbox[0].body


def test_a_young_person_lets_an_advocate_read_what_was_talked_about_and_takes_it_back(
    as_, family, amina, yusuf, worker
):
    hers, talk = sign_in_of(amina), about(family, amina, by=worker)
    goal = record_goal(family=family, words="Swim", whose=[amina], on=clock.today(), by=worker)

    assert "Yusuf, advocate, Voices" in as_(hers).get("/our-page/helpers/add/").text
    as_(hers).post("/our-page/helpers/add/", {"helper": yusuf.user.pk, "scope": "talks"} | UNTIL)

    assert (reads(yusuf.user, talk), reads(yusuf.user, goal.record)) == (True, False)
    assert "Advocate, Voices" in as_(hers).get("/our-page/helpers/").text
    as_(hers).post(f"/help/{HelperAccess.objects.get().pk}/take-back/")
    assert not reads(yusuf.user, talk)
    assert "Nobody lets you help them now" in as_(yusuf.user).get("/our-page/").text


def test_an_advocates_first_page_shows_what_was_given_and_no_more(as_, family, amina, yusuf, worker):
    MembershipFactory(family=family, person__known_as="Dana")
    record_goal(family=family, words="Swim on Fridays", whose=[amina], on=clock.today(), by=worker)
    granting.let_help(owner=amina, helper=yusuf.user, scope="goals", until=LATER, by=worker)

    shown = as_(yusuf.user).get("/our-page/").text

    assert [words for words in ("Amina", "Swim on Fridays", "Dana", family.name) if words in shown] == [
        "Amina",
        "Swim on Fridays",
    ]


def test_what_is_only_a_childs_an_advocate_reads_by_the_childs_choice_while_they_help(family, amina, yusuf, worker):
    hers, told = sign_in_of(amina), about(family, amina, by=worker, sharing=Sharing(ShareState.State.CHILD_ONLY))
    access = granting.let_help(owner=amina, helper=yusuf.user, until=LATER, by=worker)
    assert not reads(yusuf.user, told)

    with acting_as(hers.asker):
        granting.choose_reader(share_state=told.share_states.get(), reader=yusuf.user, by=hers)
    assert reads(yusuf.user, told)

    granting.take_back_help(access=access, by=worker)
    assert not reads(yusuf.user, told)
    assert ChosenReader.objects.get(user=yusuf.user).removed_on == clock.today()


def test_a_childs_choice_opens_nothing_after_the_last_day_of_the_help(family, amina, yusuf, worker, monkeypatch):
    hers, told = sign_in_of(amina), about(family, amina, by=worker, sharing=Sharing(ShareState.State.CHILD_ONLY))
    granting.let_help(owner=amina, helper=yusuf.user, until=LATER, by=worker)
    with acting_as(hers.asker):
        granting.choose_reader(share_state=told.share_states.get(), reader=yusuf.user, by=hers)
    last = clock.now() + (LATER - clock.today())

    monkeypatch.setattr("database.clock.now", lambda: last - timedelta(days=1))
    assert reads(yusuf.user, told)
    monkeypatch.setattr("database.clock.now", lambda: last)
    assert not reads(yusuf.user, told)


def test_a_child_is_offered_the_advocates_who_help_them(as_, family, amina, yusuf, worker):
    hers = sign_in_of(amina)
    assert "Yusuf" not in as_(hers).get("/our-page/only-mine/write/").text

    granting.let_help(owner=amina, helper=yusuf.user, until=LATER, by=worker)
    as_(hers).post("/our-page/only-mine/write/", {"words": "Tell no one", "advocates": [yusuf.user.pk]})

    assert "Advocates who help you" in as_(hers).get("/our-page/only-mine/write/").text
    record = Record.objects.get(author_person=amina)
    assert (reads(yusuf.user, record), reads(worker, record)) == (True, False)
    assert "Tell no one" in as_(yusuf.user).get(record.conversation.get_absolute_url()).text


def test_an_end_is_at_once_and_what_was_given_does_not_come_back(as_, alex, family, amina, yusuf, worker):
    talk = about(family, amina, by=worker)
    granting.let_help(owner=amina, helper=yusuf.user, until=LATER, by=worker)

    as_(alex).post(f"{LIST}{yusuf.pk}/end/")
    assert not reads(User.objects.get(pk=yusuf.user.pk), talk)
    as_(alex).post(f"{LIST}{yusuf.pk}/back/")

    again = User.objects.get(pk=yusuf.user.pk)
    assert (again.is_active, reads(again, talk)) == (True, False)


def test_whose_it_is_sees_that_their_advocate_looked_and_nobody_else_does(as_, family, amina, yusuf, worker):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    granting.let_help(owner=amina, helper=yusuf.user, until=LATER, by=worker)
    as_(yusuf.user).get("/our-page/")

    assert "An advocate" in as_(sign_in_of(amina)).get("/our-page/who-has-looked/").text
    assert "dvocate" not in as_(sign_in_of(dana)).get("/our-page/who-has-looked/").text


def test_an_advocate_is_called_one_and_no_family_member_where_staff_read_who_looked(as_, alex, amina, yusuf, worker):
    as_(yusuf.user).get(f"/people/{amina.pk}/")  # in vain

    assert [line.role for line in person_looks(amina.pk, worker).days[0].lookers] == ["Advocate"]
    page = as_(alex).get("/access-log/").text
    assert "Advocate" in page
    assert "Family member" not in page
    assert "Yusuf" not in page


def test_the_list_says_how_many_they_help_and_not_whom(as_, alex, amina, yusuf, worker):
    granting.let_help(owner=amina, helper=yusuf.user, until=LATER, by=worker)

    shown = as_(alex).get(LIST).text

    assert ("helps one person" in shown, "Amina" in shown) == (True, False)


@pytest.mark.parametrize("path", [LIST, "/our-page/", "/our-page/helpers/"])
def test_pages_ask_the_same_number_of_queries_for_one_and_for_three(
    as_, alex, organisation, voices, family, amina, yusuf, worker, path
):
    signed_in = as_(alex if path == LIST else yusuf.user)

    def one_more():
        person = MembershipFactory().person
        about(family, person, by=worker)
        user = UserFactory(kind="family", roles=[])
        Advocate.objects.create(organisation=organisation, user=user, works_for=voices)
        granting.let_help(owner=person, helper=yusuf.user, until=LATER, by=worker)
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(path)
        return len(asked)

    one_more()  # composes what is kept for all pages
    with_two = one_more()
    one_more()
    assert one_more() == with_two


@pytest.mark.parametrize("path", [LIST, f"{LIST}add/"])
def test_nobody_but_an_administrator_lets_advocates_in(as_, worker, yusuf, path):
    for user in (worker, yusuf.user):
        assert as_(user).get(path).status_code == 403


def test_the_database_lets_only_an_administrator_make_an_advocate(organisation, voices, worker):
    user = UserFactory(kind="family", roles=[])

    with acting_as(worker.asker), pytest.raises(RuleBroken, match="Only an administrator"):
        let_advocate_in(name="Ruth", email="ruth@voices.test", works_for=voices, place="", by=worker)
    with acting_as(worker.asker), pytest.raises(Exception, match="not an administrator"), transaction.atomic():
        Advocate.objects.create(organisation=organisation, user=user, works_for=voices)


@pytest.mark.parametrize(
    ("break_it", "rule"),
    [
        (lambda one, other: {"user": UserFactory(), "works_for": one}, "someone else already"),
        (lambda one, other: {"user": sign_in_of(MembershipFactory().person), "works_for": one}, "someone else already"),
        (lambda one, other: {"user": UserFactory(kind="family", roles=[]), "works_for": other}, "of another body"),
    ],
    ids=["works here", "of a family", "of the council"],
)
def test_the_database_keeps_an_advocate_apart(organisation, voices, break_it, rule):
    council = Agency.objects.create(organisation=organisation, name="Leeds", sector="council")
    fields = break_it(voices, council)

    with pytest.raises(Exception, match=rule), transaction.atomic():
        Advocate.objects.create(organisation=organisation, **fields)


def test_an_advocate_becomes_nobody_of_a_family_and_nobody_else(organisation, yusuf, amina):
    with pytest.raises(Exception, match="an advocate"), transaction.atomic():
        PersonAccount.objects.create(organisation=organisation, user=yusuf.user, person=amina)
    with pytest.raises(Exception, match="another"), transaction.atomic():
        Advocate.objects.filter(pk=yusuf.pk).update(user=UserFactory(kind="family", roles=[]))


def test_advocates_do_not_know_of_one_another(yusuf, organisation, voices, amina):
    ruth = Advocate.objects.create(
        organisation=organisation, user=UserFactory(kind="family", roles=[]), works_for=voices
    )

    assert list(Advocate.objects.visible_to(yusuf.user)) == [yusuf]
    assert set(Advocate.objects.visible_to(sign_in_of(amina))) == {yusuf, ruth}


def test_an_ended_advocate_is_not_offered(as_, alex, amina, yusuf):
    hers = sign_in_of(amina)
    end_advocate(advocate=yusuf, by=alex)
    assert "Yusuf" not in as_(hers).get("/our-page/helpers/add/").text

    bring_advocate_back(advocate=yusuf, by=alex)
    assert "Yusuf" in as_(hers).get("/our-page/helpers/add/").text
