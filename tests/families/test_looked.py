"""Who has looked: by role, day and what for the family; with names for a manager; without whom for an administrator."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import AccessEvent, User
from database import clock
from database.asker import acting_as
from families.actions.merging import merge_people
from families.actions.records import Sharing, begin_record
from families.models import AccessBlock, ParentalResponsibility, PersonAccount, Record, ShareState
from families.periods import Period
from families.queries.looked import access_log, our_looks, person_looks
from tests import factories as make
from tests.addresses import addresses
from tests.factories_families import sign_in_of

OURS = "/our-page/who-has-looked/"
OF_NO_FAMILY = (
    *("accounts:", "api:result", "api:service", "api:measure", "api:figure", "api:forecast"),
    *(
        "api:practitioner",
        "api:me-",
        "api:token",
        "api:revoke",
        "api:docs",
        "api:description",
        "api:problems",
        "api:nothing",
    ),
)
"""Sign-ins; figures of the whole council that another system reads, who works here, and itself; and what describes the API."""


@pytest.fixture
def dana(family):
    return make.MembershipFactory(family=family, role="parent_carer", person__known_as="Dana").person


@pytest.fixture
def amina(family):
    person = make.PersonFactory(known_as="Amina", date_of_birth="2016-01-01")
    return make.MembershipFactory(family=family, person=person).person


@pytest.fixture
def reader(dana):
    user = make.UserFactory(kind=User.Kind.FAMILY, roles=[], name="Dana")
    PersonAccount.objects.create(organisation=dana.organisation, user=user, person=dana)
    return user


def look(by, **facts):
    facts = {"kind": "view", "what": "casework:person", "role_words": by.role_words} | facts
    with acting_as(by.asker):
        return AccessEvent.objects.create(organisation=by.organisation, user=by, **facts)


def page(client, user, address=OURS):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "what", "said"),
    [
        ("view", "casework:conversation", "A social worker read what was talked about"),
        ("list", "families:family-list", "A social worker saw you in a list of families"),
        ("search", "families:search", "A social worker found you in a search"),
        ("print", "casework:plan-print", "A social worker printed family meetings and plans"),
        ("view", "gone:page", "A social worker read something that is written down"),
    ],
)
def test_a_family_reads_role_and_what_and_no_name(client, worker, reader, dana, kind, what, said):
    look(worker, kind=kind, what=what, people=[dana.pk])

    shown = page(client, reader)

    assert said in shown
    assert "Priya" not in shown


def test_another_system_is_named(client, reader, dana, organisation):
    bridge = make.UserFactory(kind=User.Kind.CLIENT, roles=[], name="mosaic-bridge")
    look(bridge, kind="api", what="api:person-detail", people=[dana.pk])

    assert "Another system: mosaic-bridge, received facts about people" in page(client, reader)


def test_the_same_again_is_counted(client, worker, reader, dana):
    for _again in range(3):
        look(worker, people=[dana.pk])

    assert page(client, reader).count("3 times") == 1


def test_looks_stand_by_day_and_by_who_looked(worker, manager, reader, dana):
    look(worker, people=[dana.pk], at=clock.now() - timedelta(days=1))
    for what in ("casework:person", "casework:conversation"):
        look(worker, people=[dana.pk], what=what)
        look(manager, people=[dana.pk], what=what)

    days = [{looker.who: looker.times for looker in day.lookers} for day in our_looks(reader).days]

    assert days == [{"A team manager": 2, "A social worker": 2}, {"A social worker": 1}]


def test_staff_read_at_what_times_someone_looked(worker, manager, dana):
    for minutes in (0, 0, 5):
        look(worker, people=[dana.pk], at=clock.now() - timedelta(minutes=minutes))

    (day,) = person_looks(dana.pk, manager).days

    assert [line.hours for who in day.lookers for line in who.lines] == ["3 times: 08:55, 09:00"]


def test_a_look_at_a_family_without_names_is_its_members(client, worker, reader, family):
    look(worker, what="families:family-list", kind="list", families=[family.pk])

    assert "a list of families" in page(client, reader)


@pytest.mark.parametrize("whose", ["sister", "child without responsibility", "another family"])
def test_what_is_not_theirs_is_not_shown(client, worker, reader, family, amina, whose):
    person = {
        "sister": make.MembershipFactory(family=family).person,
        "child without responsibility": amina,
        "another family": make.MembershipFactory().person,
    }[whose]
    look(worker, people=[person.pk], families=[family.pk])

    assert "Nobody has looked yet" in page(client, reader)


def test_looks_at_a_child_are_the_parents_to_read(client, worker, reader, dana, amina):
    ParentalResponsibility.objects.create(
        organisation=dana.organisation, holder=dana, child=amina, basis="mother_at_birth", status="confirmed"
    )
    look(worker, people=[amina.pk])

    assert "about Amina" in page(client, reader)


def test_nobody_reads_when_another_of_the_family_was_here(client, reader, dana):
    karen = make.UserFactory(kind=User.Kind.FAMILY, roles=[], name="Karen")
    look(karen, people=[dana.pk])

    assert "Nobody has looked yet" in page(client, reader)


@pytest.mark.parametrize("what", ["linkups:call", "linkups:call-write"])
def test_that_somebody_rings_a_child_is_not_the_parents_to_read(client, worker, reader, dana, amina, what):
    """What a child tells someone other than the coach (domain.md §1.7): that it is looked at is the child's own to read."""
    ParentalResponsibility.objects.create(
        organisation=dana.organisation, holder=dana, child=amina, basis="mother_at_birth", status="confirmed"
    )
    look(worker, what=what, people=[amina.pk])

    assert "Nobody has looked yet" in page(client, reader)
    assert "A social worker read" in page(client, sign_in_of(amina))


def test_that_somebody_rings_oneself_is_ones_own_to_read(client, worker, reader, dana):
    look(worker, what="linkups:call", people=[dana.pk])

    assert "A social worker read" in page(client, reader)


def test_an_attempt_is_no_look(client, worker, reader, dana):
    look(worker, kind="denied", record=dana.pk)

    assert "Nobody has looked yet" in page(client, reader)


def test_of_a_record_that_is_kept_from_them_they_read_only_that_there_was_something(
    client, worker, reader, dana, family
):
    record = make.RecordFactory(family=family, author=worker)
    look(worker, what="casework:conversation", people=[dana.pk], record=record.pk)

    assert "A social worker read something that is written down" in page(client, reader)


@pytest.mark.parametrize("count", [1, 3])
def test_our_page_query_count(client, worker, reader, dana, family, count, django_assert_num_queries):
    for _again in range(count):
        look(worker, people=[dana.pk], record=make.RecordFactory(family=family, author=worker).pk)
    client.force_login(reader)

    with django_assert_num_queries(15):
        client.get(OURS)


def test_a_long_list_goes_on(client, worker, reader, dana):
    for number in range(51):
        look(worker, people=[dana.pk], what="casework:person" if number else "casework:conversation")

    first = page(client, reader)
    client.force_login(reader)
    second = client.get(OURS + "?after=" + first.split("?after=")[1].split('"')[0]).content.decode()

    assert "what was talked about" not in first
    assert "what was talked about" in second


@pytest.mark.parametrize("about", ["people", "families"])
def test_a_manager_reads_names_and_attempts(client, worker, manager, outsider, family, dana, about):
    pk = {"people": dana.pk, "families": family.pk}[about]
    look(worker, **{about: [pk]})
    look(outsider, kind="denied", what="casework:person", record=pk)

    shown = page(client, manager, f"/{about}/{pk}/who-has-looked/")

    assert "Priya" in shown
    assert "Tom" in shown
    assert AccessEvent.objects.filter(user=manager, **{f"{about}__contains": [pk]}).count() == 1


@pytest.mark.parametrize("about", ["people", "families"])
def test_when_a_family_reads_its_own_pages_is_nobody_s_to_follow(client, reader, worker, manager, family, dana, about):
    pk = {"people": dana.pk, "families": family.pk}[about]
    look(reader, what="casework:our-page", families=[family.pk], people=[dana.pk])
    look(worker, what="casework:family", families=[family.pk], people=[dana.pk])

    shown = page(client, manager, f"/{about}/{pk}/who-has-looked/").split('class="k-stack"')[1].split("</main>")[0]

    assert ("Priya" in shown, "Dana" in shown) == (True, False)


def test_that_someone_of_a_family_tried_what_is_not_theirs_is_told(client, reader, manager, dana):
    look(reader, kind="denied", what="casework:person", record=dana.pk)

    assert "was not let in" in page(client, manager, f"/people/{dana.pk}/who-has-looked/")


@pytest.mark.parametrize("about", ["people", "families"])
def test_a_worker_is_told_to_ask(client, worker, family, dana, about):
    client.force_login(worker)

    answer = client.get(f"/{about}/{family.pk if about == 'families' else dana.pk}/who-has-looked/")

    assert answer.status_code == 403
    assert "Ask one of them" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_staff_page_query_count(client, worker, manager, family, count, django_assert_num_queries):
    for _again in range(count):
        look(worker, families=[family.pk], record=make.RecordFactory(family=family, author=worker).pk)
    client.force_login(manager)

    with django_assert_num_queries(9):
        client.get(f"/families/{family.pk}/who-has-looked/")


def test_an_administrator_reads_who_and_when_but_not_whom(client, worker, family, dana):
    look(worker, people=[dana.pk], families=[family.pk])

    shown = page(client, make.UserFactory(roles=["administrator"]), "/access-log/")

    assert "Priya" in shown
    assert [word for word in ("Dana", "Rowan", str(dana.pk), str(family.pk)) if word in shown] == []


def test_an_administrator_reads_no_name_of_a_family_member(client, dana):
    look(make.UserFactory(kind="family", roles=[], name="Dana"), people=[dana.pk])

    shown = page(client, make.UserFactory(roles=["administrator"]), "/access-log/")

    assert ("Family member" in shown, "Dana" in shown) == (True, False)


def test_of_a_look_at_nobody_no_number_of_people_is_told(client, worker, dana):
    administrator = make.UserFactory(roles=["administrator"])
    look(worker, people=[])
    without = page(client, administrator, "/access-log/")
    look(worker, people=[dana.pk])

    assert ("0 people" in without, "one person" in without) == (False, False)
    assert "one person" in page(client, administrator, "/access-log/")


def test_an_administrator_reads_who_was_turned_away(client, worker, outsider, family):
    look(worker, families=[family.pk])
    look(outsider, kind="denied", record=family.pk)

    shown = page(client, make.UserFactory(roles=["administrator"]), "/access-log/?attempts")

    assert ("Tom" in shown, "Priya" in shown) == (True, False)


def test_an_administrator_reads_how_many_people_someone_saw_on_a_day(worker, dana, amina):
    for people in ([dana.pk], [dana.pk, amina.pk]):
        look(worker, people=people)

    (day,) = access_log(make.UserFactory(roles=["administrator"])).days

    assert [(who.who, line.times, line.people) for who in day.lookers for line in who.lines] == [("Priya", 2, 2)]


@pytest.mark.parametrize("user", ["manager", "reader"])
def test_only_an_administrator_reads_the_whole_log(client, request, user):
    client.force_login(request.getfixturevalue(user))

    assert client.get("/access-log/").status_code == 403


def test_every_page_of_a_record_has_words():
    shows = [address for address in addresses() if address.is_of_a_record or address.is_endpoint]
    names = [address.name for address in shows if ":" in address.name]
    fitting = settings.PAGE_WORDS

    unnamed = [name for name in names if not any(name.startswith(beginning) for beginning in fitting)]

    assert [name for name in unnamed if not name.startswith(OF_NO_FAMILY)] == []


def test_nobody_else_has_a_page_of_ours(client, worker):
    client.force_login(worker)

    assert client.get(reverse("families:our-looked")).status_code == 403


def test_that_a_child_told_something_in_confidence_is_not_the_parents_to_read(client, worker, reader, dana, family):
    amina = make.MembershipFactory(family=family, person__date_of_birth="2016-01-01").person
    ParentalResponsibility.objects.create(
        organisation=dana.organisation, holder=dana, child=amina, basis="mother_at_birth", status="confirmed"
    )
    told = begin_record(
        kind=Record.Kind.CONVERSATION,
        happened_on=clock.today(),
        family=family,
        subjects=[amina],
        sharing=Sharing(ShareState.State.CHILD_ONLY),
        by=worker,
    )
    look(worker, what="casework:conversation", people=[amina.pk], record=told.pk)

    assert "Nobody has looked yet" in page(client, reader)
    assert "A social worker read what was talked about" in page(client, sign_in_of(amina))


@pytest.fixture
def rob(family):
    person = make.MembershipFactory(family=family, person__known_as="Rob").person
    user = make.UserFactory(kind=User.Kind.FAMILY, roles=[], name="Rob")
    PersonAccount.objects.create(organisation=person.organisation, user=user, person=person)
    return user


def test_who_is_kept_from_someone_learns_nothing_of_the_work_with_them(family, amina, rob, worker):
    both = {"families": [family.pk], "people": [amina.pk, rob.person_account.person_id]}
    look(worker, record=amina.pk, **both)
    assert len(our_looks(rob).days) == 1

    AccessBlock.objects.create(
        organisation=family.organisation,
        viewer_person=rob.person_account.person,
        protected_person=amina,
        ground=AccessBlock.Ground.DOMESTIC_ABUSE,
        set_by=worker,
        set_on=clock.today(),
        review_on=clock.today() + timedelta(days=90),
    )

    assert our_looks(rob).days == []
    look(worker, record=rob.person_account.person_id, **both)
    assert len(our_looks(rob).days) == 1  # his own page names her, and who looked at it is his to know


def test_who_is_in_a_family_no_more_reads_no_look_at_it(family, rob, worker):
    look(worker, families=[family.pk], people=[rob.person_account.person_id])
    rob.person_account.person.memberships.update(period=Period(None, clock.today()))

    assert our_looks(rob).days == []


@pytest.fixture
def nan(worker, dana):
    """Dana, written down once more: looked at, and then found to be her."""
    person = make.PersonFactory(known_as="Dee")
    look(worker, people=[person.pk])
    merge_people(kept=dana, merged=person, why="She told us", by=worker)
    return person


def test_who_looked_at_someone_under_another_id_looked_at_them(client, reader, nan):
    assert "A social worker read a person’s page" in page(client, reader)


def test_a_manager_reads_of_looks_under_either_id(client, manager, dana, nan):
    assert "Priya" in page(client, manager, f"/people/{dana.pk}/who-has-looked/")


def test_a_page_of_someone_who_was_kept_from_them_under_another_id_tells_nothing(client, worker, reader, dana, family):
    rob, before = (make.PersonFactory(known_as=name) for name in ("Rob", "Bob"))
    AccessBlock.objects.create(
        organisation=dana.organisation,
        viewer_person=dana,
        protected_person=before,
        ground=AccessBlock.Ground.DOMESTIC_ABUSE,
        set_by=worker,
        set_on=clock.today(),
        review_on=clock.today() + timedelta(days=9),
    )
    look(worker, people=[before.pk, dana.pk], families=[family.pk], record=before.pk)

    merge_people(kept=rob, merged=before, why="He told us", by=worker)

    assert "A social worker read a person’s page" not in page(client, reader)
