"""What two who were one, and are two again, let someone read; and what keeps them safe."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.roles import Role
from database.asker import acting_as
from families.actions.granting import (
    choose_reader,
    let_help,
    record_agreement,
    take_back_help,
    unchoose_reader,
    withdraw_agreement,
)
from families.actions.keeping import declare_interest, end_keeping, restrict, set_block
from families.actions.kinship import end_fact
from families.actions.merging import merge_people, unmerge_people
from families.actions.people import end_membership
from families.actions.righting import put_right, take_out
from families.models import (
    AccessBlock,
    Agreement,
    ChosenReader,
    DeclaredInterest,
    EmergencyAccess,
    FamilyMembership,
    HelperAccess,
    OwnSay,
    ParentalResponsibility,
    Person,
    PersonMerge,
    Restriction,
    readable_by,
)
from families.periods import since
from tests.conftest import FROZEN, make
from tests.factories import the_organisation
from tests.factories_access import ShareStateFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

pytestmark = pytest.mark.django_db
TODAY = FROZEN.date()
LATER = TODAY + timedelta(days=100)


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def someone(family, name):
    return make.MembershipFactory(family=family, person__known_as=name, role="parent_carer").person


@pytest.fixture
def dana(family):
    return someone(family, "Dana")


@pytest.fixture
def rob(family):
    return someone(family, "Rob")


@pytest.fixture
def robert(family):
    """Rob, written down once more."""
    return someone(family, "Robert")


@pytest.fixture
def merge(worker, rob, robert):
    return merge_people(kept=rob, merged=robert, why="It is him", by=worker)


def keep_apart(viewer, protected, worker):
    return set_block(viewer=viewer, protected=protected, ground="domestic_abuse", review_on=LATER, by=worker)


def test_a_block_that_was_set_while_they_were_one_holds_for_whose_the_sign_in_is(worker, dana, rob, robert):
    user = sign_in_of(robert)
    merge = merge_people(kept=rob, merged=robert, why="It is him", by=worker)
    keep_apart(rob, dana, worker)

    unmerge_people(merge=merge, by=worker)

    assert not Person.objects.visible_to(user).filter(pk=dana.pk).exists()


def test_both_are_kept_from_whom_one_was_kept_from_since(worker, manager, merge, dana, rob, robert):
    block = keep_apart(dana, rob, worker)

    unmerge_people(merge=merge, by=manager)

    kept = AccessBlock.objects.in_force().filter(viewer_person=dana).order_by("pk")
    assert [(one.protected_person, one.set_by, one.ground) for one in kept] == [
        (rob, worker, block.ground),
        (robert, worker, block.ground),
    ]


def test_a_block_that_is_over_is_not_set_again(worker, merge, dana, rob, robert):
    end_keeping(held=keep_apart(rob, dana, worker), ended_because="They made up", by=worker)

    unmerge_people(merge=merge, by=worker)

    assert not AccessBlock.objects.filter(viewer_person=robert).exists()


def test_a_block_that_comes_back_is_not_set_twice(worker, dana, rob, robert):
    keep_apart(rob, dana, worker)
    keep_apart(robert, dana, worker)
    merge = merge_people(kept=rob, merged=robert, why="It is him", by=worker)
    end_keeping(held=AccessBlock.objects.in_force().get(), ended_because="They made up", by=worker)
    keep_apart(rob, dana, worker)

    unmerge_people(merge=merge, by=worker)

    assert {one.viewer_person for one in AccessBlock.objects.in_force()} == {rob, robert}


def test_a_restriction_that_was_set_since_holds_for_both_and_names_the_same(worker, family, merge, rob, robert):
    coworker = make.InvolvementFactory(family=family).practitioner.user
    restrict(what=rob, ground="refuge", allowed=[worker], review_on=LATER, by=worker)

    unmerge_people(merge=merge, by=worker)

    both = Person.objects.filter(pk__in=[rob.pk, robert.pk])
    assert not Person.objects.visible_to(coworker).filter(pk__in=both).exists()
    assert Person.objects.visible_to(worker).filter(pk__in=both).count() == 2
    assert Restriction.objects.in_force().get(person=robert).set_by == worker


def test_whom_a_worker_knows_since_then_they_know_as_both(worker, family, merge, rob, robert):
    coworker = make.InvolvementFactory(family=family).practitioner
    declare_interest(practitioner=coworker, known=rob, kind="friend", by=worker)

    unmerge_people(merge=merge, by=worker)

    assert {one.person for one in DeclaredInterest.objects.filter(practitioner=coworker)} == {rob, robert}


@pytest.mark.parametrize("column", ["child", "holder"])
def test_a_childs_no_that_was_said_since_holds_for_both(worker, merge, dana, rob, robert, column):
    people = {"child": dana, "holder": dana} | {column: rob}
    OwnSay.objects.create(
        organisation=the_organisation(),
        why_competent="He understands",
        period=since(TODAY),
        created_by=worker,
        **people,
    )

    unmerge_people(merge=merge, by=worker)

    assert {getattr(one, column) for one in OwnSay.objects.all()} == {rob, robert}


def test_what_kept_one_safe_before_is_theirs_alone_again(worker, dana, rob, robert):
    keep_apart(rob, dana, worker)
    keep_apart(dana, robert, worker)
    merge = merge_people(kept=rob, merged=robert, why="It is him", by=worker)

    unmerge_people(merge=merge, by=worker)

    kept = AccessBlock.objects.in_force().values_list("viewer_person", "protected_person")
    assert set(kept) == {(rob.pk, dana.pk), (dana.pk, robert.pk)}


def test_the_page_says_that_what_keeps_safe_holds_for_both(worker, merge):
    page = browser(worker).get(f"/merges/{merge.pk}/undo/").text

    assert "What was set since to keep someone safe holds for both" in page


def test_who_does_not_see_the_other_reads_nothing_of_them_once_it_is_undone(worker, family, dana):
    hana = make.InvolvementFactory(family=family).practitioner.user
    ashes = make.InvolvementFactory(practitioner=worker.practitioner, role="co_worker").family
    merge = merge_people(kept=dana, merged=someone(ashes, "Zephyrine"), why="Both fled to Harrogate", by=worker)
    assert "Zephyrine" in browser(hana).get("/merges/").text

    unmerge_people(merge=merge, by=worker)

    assert "Zephyrine" not in browser(hana).get("/merges/").text
    assert browser(hana).get(f"/merges/{merge.pk}/undo/").status_code == 404
    assert PersonMerge.objects.visible_to(worker).get() == merge


def test_who_knows_them_from_their_own_life_looks_at_nothing_that_was_opened_of_them(worker, rob, robert):
    lead = make.PractitionerFactory(user__roles=[Role.SAFEGUARDING_LEAD])
    opener = make.PractitionerFactory(user__roles=[Role.QUALITY_LEAD]).user
    facts = {"reason_code": "immediate_safety", "reason_text": "His sister rang: he is not safe tonight"}
    with acting_as(opener.asker):
        EmergencyAccess.objects.create(
            organisation=the_organisation(), user=opener, person=robert, created_by=opener, **facts
        )
    assert EmergencyAccess.objects.visible_to(lead.user).exists()
    declare_interest(practitioner=lead, known=robert, kind="relative", by=worker)

    merge_people(kept=rob, merged=robert, why="It is him", by=worker)

    assert not EmergencyAccess.objects.visible_to(lead.user).exists()


# What ended while they were one


@pytest.fixture
def amina(family):
    return make.MembershipFactory(
        family=family, person__known_as="Amina", person__date_of_birth=TODAY - timedelta(days=3000)
    ).person


@pytest.mark.parametrize("kept", [0, 1])
def test_help_that_was_taken_back_since_is_taken_back_of_both(family, worker, rob, robert, dana, kept):
    helper = sign_in_of(dana)
    for owner in (rob, robert):
        let_help(owner=owner, helper=helper, until=LATER, given_how="spoken", by=worker)
    twice = (rob, robert)
    merge = merge_people(kept=twice[kept], merged=twice[1 - kept], why="It is him", by=worker)
    take_back_help(access=HelperAccess.objects.held().get(), by=worker)
    again = let_help(owner=twice[kept], helper=helper, until=LATER, given_how="spoken", by=worker)

    unmerge_people(merge=merge, by=worker)

    assert [*HelperAccess.objects.held()] == [again]
    assert HelperAccess.objects.count() == 3


ENDED = {
    "ended": lambda one, by: end_fact(fact=one, on=TODAY, by=by),
    "disputed": lambda one, by: put_right(fact=one, status="disputed", by=by),
    "never so": lambda one, by: take_out(fact=one, row_version=one.row_version, by=by),
}


@pytest.mark.parametrize("how", ENDED)
@pytest.mark.parametrize("column", ["holder", "child"])
def test_responsibility_that_ended_since_has_ended_of_both(family, worker, amina, dana, rob, robert, column, how):
    other = {"holder": amina, "child": dana}[column]
    for person in (rob, robert):
        people = {"holder": other, "child": other} | {column: person}
        ResponsibilityFactory(**people, basis="child_arrangements_order", status="confirmed")
    holds = sign_in_of(robert if column == "holder" else dana)
    merge = merge_people(kept=rob, merged=robert, why="It is him", by=worker)
    with acting_as(worker.asker):
        ENDED[how](ParentalResponsibility.objects.get(), worker)

    unmerge_people(merge=merge, by=worker)

    assert {person.known_as for person in readable_by(holds)} == {"Robert" if column == "holder" else "Dana"}


def test_what_was_said_yes_to_or_chosen_and_taken_back_since_is_taken_back_of_both(family, worker, amina, rob, robert):
    share = ShareStateFactory(person=amina, record__family=family)
    for person in (rob, robert):
        record_agreement(person=person, to_what="photo", given_how="spoken", given_on=TODAY, by=worker)
        choose_reader(share_state=share, reader=person, by=worker)
    merge = merge_people(kept=rob, merged=robert, why="It is him", by=worker)
    withdraw_agreement(agreement=Agreement.objects.given().get(), by=worker)
    unchoose_reader(chosen=ChosenReader.objects.get(), by=worker)
    end_membership(membership=FamilyMembership.objects.get(person=rob), on=TODAY, by=worker)

    unmerge_people(merge=merge, by=worker)

    assert not Agreement.objects.given().exists()
    assert ChosenReader.objects.filter(removed_on=TODAY).count() == 2
    assert not FamilyMembership.objects.current().filter(person__in=[rob, robert]).exists()


def test_what_nobody_ended_since_comes_back_as_it_was(family, worker, amina, rob, robert):
    share = ShareStateFactory(person=amina, record__family=family)
    for person, until in ((rob, TODAY + timedelta(days=9)), (robert, None)):
        choose_reader(share_state=share, reader=person, by=worker)
        held = ResponsibilityFactory(holder=person, child=amina, basis="pr_order", status="confirmed")
        if until:
            end_fact(fact=held, on=until, by=worker)
    unchoose_reader(chosen=ChosenReader.objects.get(person=rob), by=worker)
    ChosenReader.objects.filter(person=rob).update(removed_on=TODAY - timedelta(days=9))
    said = sorted(ParentalResponsibility.objects.values_list("holder", "period"))

    unmerge_people(merge=merge_people(kept=rob, merged=robert, why="It is him", by=worker), by=worker)

    assert sorted(ParentalResponsibility.objects.values_list("holder", "period")) == said
    assert ChosenReader.objects.get(removed_on=None).person == robert
