"""What becomes of each thing that is written of two who are one, and of two again."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import RuleBroken
from accounts.models import User
from accounts.roles import Role
from casework.models import ConcernPerson, SafeguardingConcern
from database.asker import acting_as
from database.history import HistoryEvent
from families.actions.merging import (
    MergeNotUndone,
    MergeRefused,
    merge_people,
    say_not_same,
    take_back_not_same,
    unmerge_people,
)
from families.actions.people import add_name, change_person, end_membership, give_account
from families.models import (
    AccessBlock,
    Address,
    ContactPoint,
    EmergencyAccess,
    FamilyMembership,
    Invitation,
    MergedRow,
    NotSamePerson,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PersonAccount,
    PersonName,
    Residence,
    Restriction,
    RestrictionReader,
    SiblingLink,
)
from families.periods import Period, since
from families.queries.merge_plan import NOT_HERE
from families.queries.reconciling import plan_of
from families.queries.walking import tables
from tests.conftest import FROZEN, make
from tests.factories import the_organisation
from tests.factories_families import MultipleBirthFactory

pytestmark = pytest.mark.django_db
TODAY = FROZEN.date()
LATER = TODAY + timedelta(days=100)


@pytest.fixture
def joan(family):
    return make.MembershipFactory(family=family, person__known_as="Joan", role="relative").person


@pytest.fixture
def nan(family):
    """The same person, written down once more: in no family yet."""
    return make.PersonFactory(known_as="Nan")


@pytest.fixture
def merge(worker, joan, nan):
    def do(**chosen):
        return merge_people(kept=joan, merged=nan, why="She told us", chosen=chosen, by=worker)

    return do


def written(model, **facts):
    return model.objects.create(organisation=the_organisation(), **facts)


def test_they_are_one_and_the_other_is_a_sign_to_them(merge, worker, joan, nan):
    merge()

    nan.refresh_from_db()
    assert nan.merged_into == joan
    assert list(Person.objects.visible_to(worker)) == [joan]


def test_the_history_names_the_act(merge, nan):
    merge()

    last = Person.pgh_event_model.objects.filter(pgh_obj=nan).latest("pgh_id")
    assert (last.pgh_context["action"], isinstance(last, HistoryEvent)) == ("merge_people", True)


def test_what_is_written_of_one_is_written_of_the_other(merge, family, joan, nan):
    child = make.ParentageFactory(parent=nan).child
    point = written(ContactPoint, person=nan, kind="mobile", value="07700 900123")

    merge()

    point.refresh_from_db()
    assert point.person == joan
    assert Parentage.objects.get(child=child).parent == joan


def test_two_memberships_of_one_family_are_one_that_holds_all_the_time(merge, family, joan, nan):
    FamilyMembership.objects.update(period=Period(date(2020, 1, 1), date(2024, 1, 1)))
    make.MembershipFactory(family=family, person=nan, period=since(date(2023, 1, 1)))

    merge()

    assert [one.period for one in joan.memberships.all()] == [since(date(2020, 1, 1))]


def test_two_memberships_one_after_the_other_both_stay(merge, family, joan, nan):
    FamilyMembership.objects.update(period=Period(None, date(2024, 1, 1)))
    make.MembershipFactory(family=family, person=nan, period=since(date(2024, 1, 1)))

    merge()

    assert joan.memberships.count() == 2


def test_several_that_overlap_become_one(merge, family, joan, nan):
    FamilyMembership.objects.update(period=Period(date(2020, 1, 1), date(2021, 1, 1)))
    make.MembershipFactory(family=family, person=joan, period=since(date(2023, 1, 1)))
    make.MembershipFactory(family=family, person=nan, period=Period(date(2020, 6, 1), date(2023, 6, 1)))

    merge()

    assert [one.period for one in joan.memberships.all()] == [since(date(2020, 1, 1))]


@pytest.mark.parametrize("model", [Partnership, SiblingLink])
def test_a_tie_between_the_two_is_set_aside(merge, joan, nan, model):
    a, b = sorted((joan, nan), key=lambda person: person.pk)
    written(model, a=a, b=b, **({"kind": "married"} if model is Partnership else {}))

    merge()

    assert not model.objects.exists()


def test_a_parent_of_themselves_is_set_aside_and_comes_back(merge, worker, joan, nan):
    tie = make.ParentageFactory(parent=nan, child=joan)

    merged = merge()
    assert not Parentage.objects.exists()

    unmerge_people(merge=merged, by=worker)
    tie.refresh_from_db()
    assert (tie.parent, tie.child) == (nan, joan)


@pytest.mark.parametrize("model", [Partnership, SiblingLink])
def test_a_couple_stays_in_order(merge, joan, nan, model):
    """`a` is the smaller id: who takes the place of another may be the larger one."""
    other = make.PersonFactory()
    first = Person.objects.create(organisation=joan.organisation, known_as="First", pk=UUID(int=7))
    kind = {"kind": "married"} if model is Partnership else {}
    written(model, a=first, b=nan, **kind)
    written(model, a=nan, b=other, **kind | ({"period": Period(None, date(2000, 1, 1))} if kind else {}))

    merge()

    assert [{one.a, one.b} for one in model.objects.order_by("pk")] == [{first, joan}, {joan, other}]


def test_the_firmer_of_two_ties_stands_for_both(merge, joan, nan):
    child = make.ParentageFactory(parent=joan).child
    kept = make.ParentageFactory(parent=nan, child=child, visibility="restricted")

    merge()

    assert list(Parentage.objects.all()) == [kept]


def test_a_number_that_is_confidential_for_one_is_confidential(merge, joan, nan):
    for person, secret in ((joan, False), (nan, True)):
        written(ContactPoint, person=person, kind="mobile", value="1", is_confidential=secret)

    merge()

    assert [point.is_confidential for point in joan.contact_points.all()] == [True]


def test_of_two_main_homes_one_stays_the_main_one(merge, joan, nan):
    homes = [
        written(Residence, person=person, address=written(Address, lines=lines))
        for person, lines in ((joan, "1 Ash Road"), (nan, "2 Ash Road"))
    ]

    merge()

    assert [(one.pk, one.is_main) for one in joan.residences.order_by("pk")] == [
        (homes[0].pk, True),
        (homes[1].pk, False),
    ]


def test_who_was_restricted_is(merge, worker, manager, joan, nan):
    restriction = _restriction(nan, manager)
    written(RestrictionReader, restriction=restriction, user=worker)

    merge()

    restriction.refresh_from_db()
    assert restriction.person == joan
    assert not Person.objects.visible_to(manager).filter(pk=joan.pk).exists()


def test_the_restrictions_of_both_hold(merge, worker, manager, joan, nan):
    """Whom only one of the two names sees them no more."""
    _restriction(nan, manager)
    written(RestrictionReader, restriction=_restriction(joan, manager), user=worker)

    merge()

    assert not Person.objects.visible_to(worker).filter(pk=joan.pk).exists()


def _restriction(person, by):
    return written(Restriction, person=person, ground="other", set_by=by, set_on=TODAY, review_on=LATER)


@pytest.mark.parametrize("side", ["viewer_person", "protected_person"])
def test_who_was_kept_apart_is(merge, worker, joan, nan, side):
    others = {"viewer_person": make.PersonFactory(), "protected_person": make.PersonFactory()} | {side: nan}
    block = written(AccessBlock, ground="other", set_by=worker, set_on=TODAY, review_on=LATER, **others)

    merge()

    block.refresh_from_db()
    assert getattr(block, side) == joan


def test_who_is_kept_from_another_is_not_them(merge, worker, joan, nan):
    written(
        AccessBlock,
        ground="other",
        set_by=worker,
        set_on=TODAY,
        review_on=LATER,
        viewer_person=nan,
        protected_person=joan,
    )

    with pytest.raises(MergeRefused, match="One of them is kept from the other"):
        merge()


def test_a_reason_that_one_may_not_see_is_not_told(merge, worker, outsider, joan, nan):
    written(
        AccessBlock,
        ground="other",
        set_by=outsider,
        set_on=TODAY,
        review_on=LATER,
        viewer_person=joan,
        protected_person=nan,
    )

    with pytest.raises(MergeRefused) as refused:
        merge()

    assert str(refused.value) == str(NOT_HERE)


def test_a_third_birth_parent_is_refused(merge, family, joan, nan):
    for child in (joan, joan, nan):
        parent = make.MembershipFactory(family=family).person
        make.ParentageFactory(child=child, parent=parent)
    make.MembershipFactory(family=family, person=nan, period=since(date(2026, 1, 1)))

    with pytest.raises(MergeRefused, match="more than two birth parents"):
        merge()


@pytest.mark.parametrize("is_seen", [True, False])
def test_two_of_two_births_are_refused_by_name_only_to_who_sees_them(merge, family, joan, nan, is_seen):
    for one, born in ((joan, date(2010, 5, 1)), (nan, date(2015, 1, 1))):
        twin = make.PersonFactory(date_of_birth=born)
        MultipleBirthFactory(a=one, b=twin)
        if is_seen:
            make.MembershipFactory(family=family, person=twin)

    if is_seen:
        make.MembershipFactory(family=family, person=nan, period=since(date(2026, 1, 1)))

    with pytest.raises(MergeRefused, match="nobody is born twice" if is_seen else str(NOT_HERE)):
        merge()


def test_a_third_birth_parent_whom_one_may_not_see_is_not_told_of(merge, joan, nan):
    for child in (joan, joan, nan):
        make.ParentageFactory(child=child)

    with pytest.raises(MergeRefused) as refused:
        merge()

    assert str(refused.value) == str(NOT_HERE)


@pytest.mark.parametrize("is_kept", [True, False])
def test_one_of_two_birth_parents_is_made_one_with_who_was_added_again(worker, joan, nan, is_kept):
    child = make.ParentageFactory(parent=joan).child
    make.ParentageFactory(child=child)
    kept, merged = (joan, nan) if is_kept else (nan, joan)

    merge_people(kept=kept, merged=merged, why="She told us", by=worker)

    assert Parentage.objects.filter(child=child, parent=kept).exists()


def test_the_same_two_parents_are_two(merge, joan, nan):
    parents = [make.ParentageFactory(child=joan).parent for _ in range(2)]
    for parent in parents:
        make.ParentageFactory(child=nan, parent=parent)

    merge()

    assert {one.parent for one in Parentage.objects.filter(child=joan)} == set(parents)


def test_nobody_becomes_their_own_ancestor(merge, family, joan, nan):
    make.MembershipFactory(family=family, person=nan)
    middle = make.MembershipFactory(family=family).person
    make.ParentageFactory(parent=joan, child=middle)
    make.ParentageFactory(parent=middle, child=nan)

    with pytest.raises(MergeRefused, match="One of them is an ancestor of the other"):
        merge()


def test_what_is_disputed_of_one_is_settled_first(merge, family, joan, nan):
    make.MembershipFactory(family=family, person=nan)
    child = make.MembershipFactory(family=family).person
    for holder, status in ((joan, "confirmed"), (nan, "disputed")):
        written(ParentalResponsibility, holder=holder, child=child, basis="other", status=status)

    with pytest.raises(MergeRefused, match="one is surer than the other"):
        merge()


def _account(person, worker):
    user = make.UserFactory(kind=User.Kind.FAMILY, roles=[], name=person.known_as)
    return give_account(person=person, user=user, by=worker)


def test_a_sign_in_goes_with_the_person(merge, worker, joan, nan):
    account = _account(nan, worker)

    merge()

    account.refresh_from_db()
    assert account.person == joan


def test_two_sign_ins_are_not_one(merge, worker, family, joan, nan):
    make.MembershipFactory(family=family, person=nan)
    _account(joan, worker)
    _account(nan, worker)

    with pytest.raises(MergeRefused, match="Both sign in here"):
        merge()
    assert PersonAccount.objects.count() == 2


def test_an_invitation_beside_a_sign_in_is_taken_back_first(merge, worker, family, joan, nan):
    make.MembershipFactory(family=family, person=nan)
    _account(joan, worker)
    point = written(ContactPoint, person=nan, kind="email", value="nan@example.org", safe_to=["email"])
    invited = make.UserFactory(kind=User.Kind.FAMILY, roles=[])
    written(
        Invitation,
        person=nan,
        user=invited,
        contact_point=point,
        checked_how="we_have_met",
        checked_on=TODAY,
        checked_by=worker,
        expires_at=FROZEN + timedelta(days=3),
    )

    with pytest.raises(MergeRefused, match="Take the invitation back first"):
        merge()


def test_what_was_written_once_is_moved_and_not_rewritten(merge, worker, joan, nan):
    concern = written(SafeguardingConcern, words="A bruise", raised_by=worker, raised_at=FROZEN)
    about = written(ConcernPerson, concern=concern, person=nan)

    merged = merge()
    about.refresh_from_db()
    assert about.person == joan

    unmerge_people(merge=merged, by=worker)
    about.refresh_from_db()
    assert about.person == nan


def test_names_are_those_of_both_and_one_is_the_one_they_use(merge, joan, nan):
    merge(known_as="Nan")

    joan.refresh_from_db()
    assert joan.known_as == "Nan"
    assert {(name.text, name.kind) for name in joan.names.all()} == {
        ("Nan", PersonName.Kind.KNOWN_AS),
        ("Joan", PersonName.Kind.ALIAS),
    }


def test_a_name_of_both_is_there_once(merge, worker, joan, nan):
    for person in (joan, nan):
        add_name(person=person, text="Nanny Jo", kind=PersonName.Kind.NICKNAME, by=worker)

    merge()

    assert joan.names.filter(text="Nanny Jo").count() == 1


def test_what_can_not_be_is_refused_whole(merge, joan, nan):
    nan.date_of_birth = date(1961, 1, 17)
    nan.save()
    joan.date_of_death = date(1960, 1, 1)
    joan.save()

    with pytest.raises(ValidationError, match="date of death"):
        merge(date_of_birth=nan.date_of_birth)
    assert not MergedRow.objects.exists()


def test_undoing_gives_both_back(merge, worker, family, joan, nan):
    nan.date_of_birth = date(1961, 1, 17)
    nan.save()
    membership = make.MembershipFactory(family=family, person=nan)
    merged = merge(date_of_birth=nan.date_of_birth, known_as="Nan")

    unmerge_people(merge=merged, by=worker)

    joan.refresh_from_db()
    nan.refresh_from_db()
    membership.refresh_from_db()
    assert (joan.known_as, joan.date_of_birth) == ("Joan", None)
    assert (nan.merged_into, membership.person) == (None, nan)
    assert [name.kind for name in joan.names.all()] == [PersonName.Kind.KNOWN_AS]


def test_what_was_written_since_stays_with_the_one_who_was_kept(merge, worker, joan, nan):
    merged = merge()
    since_then = written(ContactPoint, person=joan, kind="mobile", value="2")
    change_person(person=joan, row_version=Person.objects.get(pk=joan.pk).row_version, pronouns="she/her", by=worker)

    unmerge_people(merge=merged, by=worker)

    joan.refresh_from_db()
    since_then.refresh_from_db()
    assert (joan.pronouns, since_then.person) == ("she/her", joan)


def test_what_was_changed_since_stays_changed_and_goes_back_with_its_person(merge, worker, nan):
    membership = make.MembershipFactory(person=nan)
    merged = merge()
    end_membership(membership=membership, on=TODAY, by=worker)

    unmerge_people(merge=merged, by=worker)

    membership.refresh_from_db()
    assert (membership.person, membership.period.upper) == (nan, TODAY)


def test_undoing_is_done_once(merge, worker):
    merged = merge()
    unmerge_people(merge=merged, by=worker)

    with pytest.raises(MergeNotUndone, match="undone already"):
        unmerge_people(merge=merged, by=worker)


def test_three_who_are_one_lead_to_one(merge, worker, joan, nan):
    merge()
    josephine = make.PersonFactory(known_as="Josephine")

    merge_people(kept=josephine, merged=joan, why="She told us", by=worker)

    assert {person.merged_into for person in Person.objects.filter(pk__in=[joan.pk, nan.pk])} == {josephine}


def test_they_are_undone_in_turn(merge, worker, joan, nan):
    first = merge()
    josephine = make.PersonFactory(known_as="Josephine")
    second = merge_people(kept=josephine, merged=joan, why="She told us", by=worker)

    with pytest.raises(MergeNotUndone, match="Undo that first"):
        unmerge_people(merge=first, by=worker)
    unmerge_people(merge=second, by=worker)
    nan.refresh_from_db()
    assert nan.merged_into == joan
    unmerge_people(merge=first, by=worker)
    nan.refresh_from_db()
    assert nan.merged_into is None


def test_that_two_are_two_is_said_of_the_one_who_is_kept(merge, worker, joan, nan):
    other = make.PersonFactory()
    said = say_not_same(one=other, other=nan, by=worker)

    merge()

    said.refresh_from_db()
    assert {said.a, said.b} == {joan, other}


def test_that_they_are_two_stands_until_it_is_taken_back(merge, worker, family, joan, nan):
    make.MembershipFactory(family=family, person=nan)
    said = say_not_same(one=joan, other=nan, by=worker)
    assert say_not_same(one=nan, other=joan, by=worker) == said
    with pytest.raises(MergeRefused, match="these are two people"):
        merge()

    take_back_not_same(said=said, by=worker)
    merge()

    assert not NotSamePerson.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_costs_the_same(joan, nan, count, django_assert_num_queries):
    make.MembershipFactory.create_batch(count, person=nan)
    for _ in range(count):
        a, b = sorted((nan, make.PersonFactory()), key=by_pk)
        written(Partnership, a=a, b=b, kind="married")

    with django_assert_num_queries(len(tables()) + 5):
        plan_of(joan, nan)


def by_pk(person):
    return person.pk


def test_what_was_written_since_and_says_the_same_is_put_right_first(merge, worker, joan, nan):
    """The number of the one who was kept was set aside for the firmer one, which has ended, and is written down anew."""
    for person, secret in ((joan, False), (nan, True)):
        written(ContactPoint, person=person, kind="mobile", value="1", is_confidential=secret)
    merged = merge()
    ContactPoint.objects.update(period=Period(None, TODAY))
    again = written(ContactPoint, person=joan, kind="mobile", value="1", period=since(TODAY))

    with pytest.raises(RuleBroken, match="recorded for them already"):
        unmerge_people(merge=merged, by=worker)
    nan.refresh_from_db()
    assert (nan.merged_into, list(joan.contact_points.order_by("pk"))[-1]) == (joan, again)


def test_a_number_that_an_invitation_went_to_stays_the_one(merge, worker, joan, nan):
    points = [
        written(ContactPoint, person=person, kind="email", value="joan@example.org", safe_to=["email"])
        for person in (joan, nan)
    ]
    written(
        Invitation,
        person=nan,
        user=make.UserFactory(kind=User.Kind.FAMILY, roles=[]),
        contact_point=points[1],
        checked_how="we_have_met",
        checked_on=TODAY,
        checked_by=worker,
        expires_at=FROZEN + timedelta(days=3),
        used_at=FROZEN,
    )

    merge()

    assert list(joan.contact_points.all()) == [points[1]]
    assert joan.invitations.get().contact_point == points[1]


def test_someone_who_was_merged_is_not_among_those_without_a_family(merge, joan, nan):
    intake = make.UserFactory(roles=[Role.INTAKE])
    assert nan in Person.objects.visible_to(intake)

    merge()

    assert nan not in Person.objects.visible_to(intake)


def test_glass_that_was_broken_for_someone_who_was_merged_opens_nobody(merge, worker, joan, nan):
    with acting_as(worker.asker):
        written(
            EmergencyAccess, user=worker, person=nan, reason_code="other", reason_text="Nobody else was there tonight"
        )
    assert nan in Person.objects.visible_to(worker)

    merge()

    assert nan not in Person.objects.visible_to(worker)


def test_a_name_that_was_changed_since_is_not_changed_back(merge, worker, joan, nan):
    merged = merge(known_as="Nan")
    now = Person.objects.get(pk=joan.pk)
    change_person(person=now, row_version=now.row_version, known_as="Josie", by=worker)

    unmerge_people(merge=merged, by=worker)

    joan.refresh_from_db()
    assert joan.known_as == "Josie"
