"""Who may do what is changed by an administrator or by Kith itself: tried by SQL, as the application's role."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.history import action, because
from accounts.models import User, UserChange
from database.asker import acting_as
from database.rules import broken_rule
from families.models import Family
from tests import factories as make

RIGHTS = ["roles = '{administrator}'", "is_active = false", "roles = '{}'"]


@pytest.fixture
def administrator(organisation):
    return make.UserFactory(name="Alex", roles=["administrator"])


def change(user, sets):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_user SET {sets} WHERE id = %s", [user.pk])


@pytest.mark.parametrize("sets", RIGHTS)
def test_no_worker_changes_what_another_may_do(worker, outsider, sets):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not an administrator"):
        change(outsider, sets)


@pytest.mark.parametrize("sets", RIGHTS)
def test_no_worker_changes_what_they_may_do_themselves(worker, sets):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not an administrator"):
        change(worker, sets)


@pytest.mark.parametrize("sets", ["kind = 'client'", "organisation_id = gen_random_uuid()"])
def test_not_even_an_administrator_makes_a_sign_in_another(administrator, worker, sets):
    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="stays what it is"):
        change(worker, sets)


def test_an_administrator_who_left_changes_nothing(administrator, worker):
    make.UserFactory(roles=["administrator"])
    change(administrator, "is_active = false")

    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="not an administrator"):
        change(worker, "roles = '{intake}'")


def test_nobody_asking_changes_nothing(worker):
    with acting_as(None), pytest.raises(DatabaseError, match="no asker"):
        change(worker, "roles = '{intake}'")


@pytest.mark.parametrize("sets", ["email = 'evil@x.test'", "name = 'Someone else'"])
def test_no_worker_moves_the_address_or_name_of_a_sign_in(worker, outsider, sets):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not theirs"):
        change(outsider, sets)


def test_nobody_asking_moves_the_address_of_a_sign_in(worker):
    with acting_as(None), pytest.raises(DatabaseError, match="no asker"):
        change(worker, "email = 'evil@x.test'")


@pytest.mark.parametrize("sets", ["email = 'evil@x.test'", "email = 'x@taken.invalid'"])
def test_not_even_an_administrator_moves_the_address_of_a_colleague(administrator, worker, sets):
    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="not theirs"):
        change(worker, sets)


def test_an_administrator_puts_the_name_of_a_colleague_right(administrator, worker):
    with acting_as(administrator.asker):
        change(worker, "name = 'Priya Shah'")

    worker.refresh_from_db()
    assert worker.name == "Priya Shah"


@pytest.mark.parametrize("sets", ["roles = '{administrator,team_manager}'", "roles = '{}'", "is_active = false"])
def test_no_administrator_changes_their_own_rights(administrator, sets):
    make.UserFactory(roles=["administrator"])

    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="their own"):
        change(administrator, sets)


@pytest.mark.parametrize("sets", ["roles = '{}'", "is_active = false"])
def test_the_last_administrator_stays(organisation, administrator, sets):
    with pytest.raises(IntegrityError, match="the last one"):
        change(administrator, sets)


def test_no_administrator_gives_a_role_alone(administrator, worker):
    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="it takes two"):
        change(worker, "roles = '{social_worker,intake}'")


@pytest.mark.parametrize("facts", [{}, {"is_active": False}, {"kind": "client", "roles": []}])
def test_no_administrator_lets_someone_in_alone(administrator, facts):
    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="it takes two"), transaction.atomic():
        make.UserFactory(**facts)


@pytest.mark.parametrize("sets", ["roles = '{}'", "is_active = false"])
def test_what_an_administrator_takes_away_says_why(administrator, worker, sets):
    with acting_as(administrator.asker), pytest.raises(IntegrityError, match="no reason"):
        change(worker, sets)


def test_who_manages_a_team_keeps_the_role_until_another_does(administrator, manager):
    with (
        acting_as(administrator.asker),
        pytest.raises(IntegrityError, match="manages a team"),
        transaction.atomic(),
        because("She moved."),
    ):
        User.objects.filter(pk=manager.pk).update(roles=[])


@pytest.mark.parametrize("facts", [{"roles": ["administrator"]}, {"roles": []}, {"kind": "client", "roles": []}])
def test_no_worker_lets_someone_in(worker, facts):
    with (
        acting_as(worker.asker),
        pytest.raises(IntegrityError, match="not an administrator"),
        transaction.atomic(),
    ):
        make.UserFactory(**facts)


def test_a_person_reads_why(worker, outsider):
    with acting_as(worker.asker), pytest.raises(IntegrityError) as refused:
        change(outsider, "roles = '{}'")

    assert broken_rule(refused.value) == (
        "user_rights_by_administrator",
        "Only an administrator says what someone may do here.",
    )


def test_each_change_says_who_made_it_and_in_which_act(administrator, outsider):
    @action
    def take_role(*, by):
        with because("She asked."):
            User.objects.filter(pk=outsider.pk).update(roles=[])

    with acting_as(administrator.asker):
        take_role(by=administrator)

    made, changed = UserChange.objects.filter(about=outsider).order_by("pk")
    assert (made.operation, made.roles) == ("insert", ["social_worker"])
    said = (changed.asked_by, changed.action, changed.roles, changed.reason)
    assert said == (administrator.pk, "take_role", [], "She asked.")


def test_signing_in_is_no_change(client, outsider):
    client.force_login(outsider)

    assert outsider.changes.count() == 1


def test_nobody_asking_changes_a_password(outsider):
    with acting_as(None), pytest.raises(DatabaseError, match="no asker"):
        change(outsider, "password = 'x'")


@pytest.mark.parametrize("who", ["administrator", "worker"])
def test_no_one_writes_the_password_of_another(outsider, request, who):
    with acting_as(request.getfixturevalue(who).asker), pytest.raises(IntegrityError, match="not their password"):
        change(outsider, "password = 'x'")


def test_kith_itself_lets_nobody_in_by_a_password_of_its_choosing(organisation, outsider):
    """It would be the second of two that letting someone in, or back in, takes."""
    with pytest.raises(IntegrityError, match="not their password"):
        change(outsider, "password = 'x'")


def test_a_password_that_nobody_can_know_opens_nothing(organisation, outsider):
    change(outsider, "password = '!x'")


@pytest.mark.parametrize("kind", ["family", "client", "system"])
def test_nobody_writes_a_password_where_none_is_theirs(worker, kind):
    other = User.objects.get(kind="system") if kind == "system" else make.UserFactory(kind=kind, roles=[])

    for asker in (worker, User.objects.get(kind="system")):
        with acting_as(asker.asker), pytest.raises(IntegrityError, match="not their password"), transaction.atomic():
            change(other, "password = 'x'")


@pytest.mark.parametrize("who", ["administrator", "worker"])
def test_nobody_makes_another_kith(organisation, request, who):
    with acting_as(request.getfixturevalue(who).asker), pytest.raises(IntegrityError) as refused, transaction.atomic():
        make.UserFactory(kind="system", roles=[])

    assert broken_rule(refused.value)[0] == "user_kith_itself"


def test_kith_itself_has_no_password(organisation):
    with pytest.raises(IntegrityError, match="by someone"), transaction.atomic():
        make.UserFactory(kind="system", roles=[], password="x")  # noqa: S106  (what is refused)


def test_ones_own_password_is_no_change_of_what_one_may_do(outsider):
    with acting_as(outsider.asker):
        change(outsider, "password = 'x'")

    assert outsider.changes.count() == 1


@pytest.mark.parametrize("sql", ["UPDATE {} SET name = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_can_not_change_the_history(outsider, sql):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format("accounts_userchange"))


def test_the_application_can_not_write_the_history(outsider):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        UserChange.objects.create(
            organisation=outsider.organisation,
            about=outsider,
            at="2026-03-16T09:00Z",
            operation="update",
            is_active=True,
        )


def acts(family):
    return [event.pgh_context["action"] if event.pgh_context else "" for event in family.events.order_by("pgh_id")]


@action
def name_family(family, name):
    Family.objects.filter(pk=family.pk).update(name=name)
    if not name.isalpha():
        raise ValueError(name)


def test_history_names_the_act_and_nothing_after_it(worker, family):
    name_family(family, "Oak")
    Family.objects.filter(pk=family.pk).update(name="Elm")

    assert acts(family)[-2:] == ["name_family", ""]


def test_an_act_that_failed_leaves_no_name_behind(worker, family):
    with pytest.raises(ValueError, match="4"):
        name_family(family, "4")
    Family.objects.filter(pk=family.pk).update(name="Elm")

    assert acts(family)[-1] == ""
