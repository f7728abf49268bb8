"""A set that decides who may see what is composed once for all who are alike, and asked with each one's own ids."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import UUIDField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Team, User
from accounts.written import any_of, written_once
from database.lookups import SetOf, shared_sets
from families.models import FamilyMembership
from tests.factories import PractitionerFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams_of(monkeypatch):
    monkeypatch.setattr("accounts.written._written", {})
    composed = []

    @written_once
    def teams(user, name=""):
        composed.append(user.kind)
        found = Team.objects.filter(manager=user, organisation=user.organisation_id)
        return (found.filter(name=name) if name else found).values("pk")

    teams.composed = composed
    return teams


def found(*sets):
    return set(Team.objects.filter(pk__any=any_of(sets)))


def test_each_finds_their_own_by_one_composition(teams_of, organisation):
    ours = {PractitionerFactory().user: TeamFactory() for _ in range(2)}
    for user, team in ours.items():
        Team.objects.filter(pk=team.pk).update(manager=user)

    assert [found(teams_of(user)) for user in ours] == [{team} for team in ours.values()]
    assert len(teams_of.composed) == 1


@pytest.mark.parametrize("unlike", [{"kind": User.Kind.FAMILY}, {"roles": ["team_manager"]}, {"is_active": False}])
def test_whoever_is_unlike_has_a_composition_of_their_own(teams_of, worker, unlike):
    other = UserFactory(**{"kind": worker.kind, "roles": worker.roles, **unlike})

    found(teams_of(worker)), found(teams_of(other))

    assert len(teams_of.composed) == 2


def test_what_is_said_beside_the_user_is_composed_by_itself(teams_of, worker):
    north, south = TeamFactory(manager=worker, name="North"), TeamFactory(manager=worker, name="South")

    assert [found(teams_of(worker, name)) for name in ("North", "South", "")] == [{north}, {south}, {north, south}]


def test_two_users_in_one_statement_are_not_taken_for_each_other(teams_of, worker, outsider):
    mine, theirs = TeamFactory(manager=worker), TeamFactory(manager=outsider)

    assert found(teams_of(worker), teams_of(outsider)) == {mine, theirs}
    assert set(Team.objects.filter(pk__any=teams_of(worker)).exclude(pk__any=teams_of(outsider))) == {mine}


def test_what_a_set_needs_is_not_taken_for_what_another_needs(teams_of, worker, outsider):
    mine, theirs = TeamFactory(manager=worker), TeamFactory(manager=outsider)

    @written_once
    def own(user):
        return Team.objects.filter(pk__any=SetOf(Team.objects.filter(manager=user).values("pk"))).values("pk")

    apart = Team.objects.filter(pk__any=own(worker)).exclude(pk__any=own(outsider))
    other = SetOf(Team.objects.filter(manager=outsider).values("pk"))
    assert (list(apart), found(own(worker), own(outsider))) == ([mine], {mine, theirs})
    assert list(Team.objects.filter(pk__any=other).exclude(pk__any=own(worker))) == [theirs]


def test_a_set_that_needs_another_brings_it_along_once(teams_of, worker):
    mine = TeamFactory(manager=worker)

    @written_once
    def again(user):
        return Team.objects.filter(pk__any=teams_of(user)).values("pk")

    with CaptureQueriesContext(connection) as sent:
        both = Team.objects.filter(pk__any=again(worker), id__any=teams_of(worker))
        assert (both.count(), both.exists(), list(both)) == (1, True, [mine])

    assert [query["sql"].count("AS MATERIALIZED") for query in sent] == [2, 2, 2]


def test_where_nothing_is_sent_by_the_orm_it_stands_where_it_is_asked(teams_of, worker):
    mine = TeamFactory(manager=worker, name="North")

    @written_once
    def again(user):
        return Team.objects.filter(pk__any=teams_of(user)).values("pk")

    sql, params = Team.objects.filter(pk__any=again(worker)).values_list("name").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.fetchall() == [("North",)]
    assert Team.objects.filter(pk__any=again(worker)).update(name="South") == 1
    mine.refresh_from_db()
    assert mine.name == "South"


def test_a_set_of_nobody_is_empty(worker, monkeypatch):
    monkeypatch.setattr("accounts.written._written", {})
    TeamFactory(manager=worker)

    @written_once
    def nobody(_user):
        return Team.objects.none().values("pk")

    assert found(nobody(worker)) == set()
    assert Team.objects.exclude(pk__any=nobody(worker)).count() == 1


def test_nothing_of_the_user_but_their_ids_can_be_put_into_it(worker, monkeypatch):
    monkeypatch.setattr("accounts.written._written", {})

    @written_once
    def hers(user):
        return Team.objects.filter(name=f"team of {user.pk}").values("pk")

    with pytest.raises(ValueError, match="stand-in"):
        hers(worker)


def test_the_oldest_are_let_go(teams_of, worker, monkeypatch):
    monkeypatch.setattr("accounts.written.MOST_KEPT", 2)

    for name in ("North", "South", "East"):
        teams_of(worker, name)
    assert teams_of(worker, "North") is teams_of(worker, "North")
    teams_of(User.objects.get(pk=worker.pk), "North")

    assert len(teams_of.composed) == 4


def test_two_unions_that_begin_alike_are_told_apart(teams_of, worker):
    _north, south, _east = (TeamFactory(manager=worker, name=name) for name in ("North", "South", "East"))
    one = any_of([teams_of(worker, "North"), teams_of(worker, "South")])
    other = any_of([teams_of(worker, "North"), teams_of(worker, "East")])

    assert list(Team.objects.filter(pk__any=one).exclude(pk__any=other)) == [south]


def test_a_new_day_is_composed_anew(worker, monkeypatch, frozen_clock):
    monkeypatch.setattr("accounts.written._written", {})

    @written_once
    def today(_user):
        return FamilyMembership.objects.current().values("person")

    first = today(worker).made.params
    monkeypatch.setattr("database.clock.now", lambda: frozen_clock + timedelta(days=1))

    assert today(worker).made.params != first


def test_another_zone_is_composed_anew(worker, outsider, monkeypatch):
    """What began on a day began on the day where the reader is."""
    monkeypatch.setattr("accounts.written._written", {})
    Team.objects.filter(pk=TeamFactory(manager=outsider).pk).update(
        created_at=datetime(2026, 3, 15, 23, 30, tzinfo=UTC)
    )

    @written_once
    def since_monday(user):
        return Team.objects.filter(manager=user, created_at__date__gte=date(2026, 3, 16)).values("pk")

    with timezone.override("Europe/London"):
        assert not found(since_monday(outsider))
        assert not found(since_monday(worker))
    with timezone.override("Africa/Lagos"):
        assert len(found(since_monday(outsider))) == 1


@pytest.mark.parametrize("looks", [lambda user: user.email, lambda user: list(Team.objects.filter(manager=user))])
def test_nothing_is_looked_up_while_it_is_composed(worker, monkeypatch, looks):
    """The answer would be a stand-in’s, and kept for everyone alike."""
    monkeypatch.setattr("accounts.written._written", {})

    @written_once
    def hers(user):
        looks(user)
        return Team.objects.filter(manager=user).values("pk")

    with pytest.raises(RuntimeError, match="can't look anything up"):
        hers(worker)


def test_a_list_of_ids_is_asked_with_each_one_s_own(worker, monkeypatch):
    monkeypatch.setattr("accounts.written._written", {})
    mine = TeamFactory(manager=worker)

    @written_once
    def one_of(user):
        return Team.objects.filter(manager__id__any=Value([user.pk], ArrayField(UUIDField()))).values("pk")

    assert found(one_of(worker)) == {mine}


def test_the_plan_of_a_statement_can_be_read(teams_of, worker):
    assert "set_" in Team.objects.filter(pk__any=teams_of(worker)).explain()


def test_a_statement_that_is_composed_finds_a_set_once_for_each_user(worker, outsider):
    TeamFactory(manager=worker)
    theirs, asked = TeamFactory(manager=outsider), []

    @written_once
    def own(user):
        asked.append(user.pk)
        return Team.objects.filter(manager=user).values("pk")

    with shared_sets() as sets:
        both = Team.objects.filter(pk__any=any_of([own(worker)])) | Team.objects.filter(pk__any=any_of([own(outsider)]))
        rest = both.exclude(id__any=any_of([own(worker)])).values_list("pk")
        sql, params = sets.before(*rest.query.sql_with_params())
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.fetchall() == [(theirs.pk,)]

    assert asked == [worker.pk, outsider.pk]
