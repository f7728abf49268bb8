"""A set that a kept statement asks for more than once is made once, in front of it."""

import pytest

from accounts.models import Team, User
from database import prepared
from database.lookups import SetOf, shared_sets
from families.models import Draft
from tests.factories import TeamFactory

pytestmark = pytest.mark.django_db


def teams_of(user):
    return Team.objects.filter(manager=user).values("pk")


def test_an_equal_set_is_made_once(worker):
    with shared_sets() as sets:
        both = Team.objects.filter(pk__any=SetOf(teams_of(worker))).exclude(id__any=SetOf(teams_of(worker)))
        sql, params = sets.before(*both.query.sql_with_params())

    assert (sql.count("ARRAY("), sql.count("(SELECT ids FROM set_"), params) == (1, 2, [worker.pk])


def test_a_set_stands_before_the_one_that_needs_it(worker):
    with shared_sets() as sets:
        inner = User.objects.filter(pk=worker.pk).values("pk")
        outer = Team.objects.filter(manager__id__any=SetOf(inner)).values("pk")
        sql, _params = sets.before(*Team.objects.filter(pk__any=SetOf(outer)).query.sql_with_params())

    assert sql.index("accounts_user") < sql.rindex("(ids) AS") < sql.rindex("(SELECT ids FROM set_")


def test_sets_that_differ_late_in_a_json_are_two(worker):
    """The driver shows no more than the first characters of one."""
    one, other = (SetOf(Draft.objects.filter(body__contains={"x": "a" * 60 + end}).values("pk")) for end in ("1", "2"))
    with shared_sets() as sets:
        Draft.objects.filter(pk__any=one).exclude(id__any=other).query.sql_with_params()

    assert len(sets.made) == 2


def test_a_statement_that_walks_keeps_its_own_sets(worker):
    mine = TeamFactory(manager=worker)

    def composed(user):
        sql, params = Team.objects.filter(pk__any=SetOf(teams_of(user))).values_list("pk").query.sql_with_params()
        return f"WITH RECURSIVE up (n) AS (SELECT 1 UNION SELECT n + 1 FROM up WHERE n < 3) {sql}", params

    assert prepared.asked(composed, user=worker.pk) == [(mine.pk,)]


def test_a_statement_that_has_sets_of_its_own_keeps_them(worker):
    mine = TeamFactory(manager=worker)

    def composed(user):
        sql, params = Team.objects.filter(pk__any=SetOf(teams_of(user))).values_list("pk").query.sql_with_params()
        return f"WITH own (word) AS (SELECT 'x') {sql}", params

    assert prepared.asked(composed, user=worker.pk) == [(mine.pk,)]


def test_without_a_statement_that_shares_it_stands_where_it_is_asked(worker):
    mine = TeamFactory(manager=worker)

    assert list(Team.objects.filter(pk__any=SetOf(teams_of(worker)))) == [mine]
