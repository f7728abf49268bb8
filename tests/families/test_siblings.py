"""A brother or sister from a person's page: through the parents whom they share, and a link for the one who is missing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from families.actions.relatives import add_sibling
from families.kin.graph import Gender
from families.models import Parentage, SiblingLink
from families.queries.kinship import kin_term
from tests.factories import MembershipFactory, ParentageFactory
from tests.families.pages import HOW, post


@pytest.fixture
def dana(family, amina):
    member = MembershipFactory(family=family, person__known_as="Dana", role="parent_carer")
    return ParentageFactory(child=amina, parent=member.person)


@pytest.fixture
def rob(family, amina):
    return ParentageFactory(child=amina, parent=MembershipFactory(family=family, person__known_as="Rob").person)


def add(signed_in, amina, **said):
    return post(signed_in, "sibling-add", amina, **({"new_name": "Theo", "new_gender": Gender.MAN_BOY} | said), **HOW)


def written():
    edges = Parentage.objects.filter(child__known_as="Theo").values_list("parent__known_as", flat=True)
    return sorted(edges), list(SiblingLink.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("kind", "shared", "parents", "links"),
    [
        ("full", [], ["Dana", "Rob"], []),
        ("half", ["dana"], ["Dana"], ["half"]),
        ("half", [], [], ["half"]),
        ("unknown", ["dana"], ["Dana"], []),
        ("unknown", [], [], ["unknown"]),
    ],
)
def test_a_sibling_has_the_parents_that_are_shared(signed_in, amina, dana, rob, kind, shared, parents, links):
    ticked = [{"dana": dana, "rob": rob}[name].pk for name in shared]

    add(signed_in, amina, kind=kind, shared=ticked)

    assert written() == (parents, links)


def test_a_half_brother_is_one_on_both_pages(signed_in, worker, amina, dana, rob):
    add(signed_in, amina, kind="half", shared=[dana.pk])

    theo = Parentage.objects.get(child__known_as="Theo").child
    assert kin_term(amina.pk, theo.pk, worker) == "half-brother"


def test_half_siblings_share_one_parent(signed_in, amina, dana, rob):
    response = add(signed_in, amina, kind="half", shared=[dana.pk, rob.pk])

    assert "Half siblings share one parent: tick one, or say that they have the same." in response.text
    assert written() == ([], [])


def test_a_parent_of_both_already_is_not_written_twice(signed_in, amina, joan, dana):
    ParentageFactory(child=joan, parent=dana.parent)

    response = add(signed_in, amina, new_name="", relative=joan.pk, kind="unknown", shared=[dana.pk])

    assert "They are recorded as siblings already." in response.text


def test_siblings_by_a_parent_are_not_linked_as_well(signed_in, amina, joan, dana):
    """The tree would draw them twice, once as if no parent of theirs were known."""
    ParentageFactory(child=joan, parent=dana.parent)

    response = add(signed_in, amina, new_name="", relative=joan.pk, kind="unknown")

    assert "They are recorded as siblings already." in response.text
    assert not SiblingLink.objects.exists()


def test_that_siblings_by_one_parent_have_the_other_too_is_written_down(signed_in, amina, joan, dana):
    ParentageFactory(child=joan, parent=dana.parent)

    add(signed_in, amina, new_name="", relative=joan.pk, kind="full")

    assert SiblingLink.objects.get().kind == "full"


def test_nobody_is_offered_their_parents_and_children_as_brothers_and_sisters(signed_in, family, amina, joan, dana):
    ParentageFactory(child=dana.parent, parent=joan)
    uma = MembershipFactory(family=family, person__known_as="Uma").person

    page = signed_in.get(reverse("families:sibling-add", args=[dana.parent.pk]))

    assert list(page.context["form"].fields["relative"].queryset) == [uma]


def test_a_sister_who_adopted_is_a_sister_too(signed_in, amina, joan):
    ParentageFactory(child=amina, parent=joan, basis="adoptive")

    add(signed_in, amina, new_name="", relative=joan.pk, kind="unknown")

    assert SiblingLink.objects.exists()


@pytest.mark.parametrize("is_parent", [True, False])
def test_a_parent_by_birth_is_no_sibling(worker, amina, joan, is_parent):
    """Not in the list, but found by the name that was typed."""
    ParentageFactory(**({"parent": joan, "child": amina} if is_parent else {"parent": amina, "child": joan}))

    with pytest.raises(ValidationError, match="the other’s parent by birth"):
        add_sibling(person=amina, relative=joan, kind="unknown", source="told_us", confidence="believed", by=worker)


def test_no_parent_is_asked_after_where_none_is_written_down(signed_in, amina):
    page = signed_in.get(reverse("families:sibling-add", args=[amina.pk])).text

    assert "Which parent do they share?" not in page


@pytest.mark.parametrize(
    ("page", "role"), [("parent-add", "parent_carer"), ("sibling-add", "child"), ("partner-add", "relative")]
)
def test_someone_new_belongs_to_the_family_as_what_they_are(signed_in, family, amina, page, role):
    about = {"parent-add": {"basis": "birth"}, "sibling-add": {"kind": "unknown"}, "partner-add": {"kind": "married"}}

    post(signed_in, page, amina, new_name="Kim", **about[page], **HOW)

    assert family.memberships.get(person__known_as="Kim").role == role


def test_a_grandmother_is_a_relative(signed_in, family, dana):
    post(signed_in, "parent-add", dana.parent, new_name="Nan", basis="birth", **HOW)

    assert family.memberships.get(person__known_as="Nan").role == "relative"
