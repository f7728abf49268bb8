"""Someone is moved left or right in the family tree, and put back."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from database import clock
from database.rules import broken_rule
from families.actions import nudges
from families.actions.keeping import restrict
from families.actions.merging import merge_people, unmerge_people
from families.actions.nudges import move_in_tree, put_back_in_tree
from families.models import Nudge, PersonAccount
from families.periods import Period
from families.queries.tree import family_tree
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
    PractitionerFactory,
    UserFactory,
    the_organisation,
)


@pytest.fixture
def home(family):
    """Ma and her children Ada, Ben and Cal, born in one year."""
    people = {
        name: MembershipFactory(family=family, person__known_as=name).person for name in ("Ma", "Ada", "Ben", "Cal")
    }
    for name in ("Ada", "Ben", "Cal"):
        ParentageFactory(parent=people["Ma"], child=people[name])
    return people


@pytest.fixture
def hana(family):
    return InvolvementFactory(family=family, practitioner=PractitionerFactory(user__name="Hana")).practitioner.user


def move(client, family, person, way, **extra):
    return client.post(
        reverse("families:family-tree-move", args=[family.pk, person.pk]), {"way": way, **extra}, follow=True
    )


def row(user, family, person):
    """The children as they stand in the picture, from the left."""
    svg = family_tree(family.pk, person.pk, user).drawing.svg
    places = re.findall(r'<text x="([\d.]+)"[^>]*>(Ada|Ben|Cal)</text>', svg)
    return [name for _x, name in sorted(places, key=lambda place: float(place[0]))]


def test_a_worker_moves_someone_and_puts_them_back(signed_in, worker, family, home):
    said = move(signed_in, family, home["Ben"], "left").text
    moved = row(worker, family, home["Ben"])
    move(signed_in, family, home["Ben"], "back")

    assert ("Ben stands left of Ada now." in said, moved) == (True, ["Ben", "Ada", "Cal"])
    assert row(worker, family, home["Ben"]) == ["Ada", "Ben", "Cal"]


def test_moved_there_and_back_again_only_the_last_stands(signed_in, worker, family, home):
    move(signed_in, family, home["Ben"], "left")
    move(signed_in, family, home["Ben"], "right")

    (standing,) = Nudge.objects.standing()
    assert (standing.left, standing.right, row(worker, family, home["Ma"])) == (
        home["Ada"],
        home["Ben"],
        ["Ada", "Ben", "Cal"],
    )


def test_the_move_is_named_in_the_history(client, signed_in, worker, family, home):
    move(signed_in, family, home["Ben"], "left")

    page = signed_in.get(f"/people/{home['Ben'].pk}/what-changed/").text

    assert ("they were moved in the family tree" in page, "Place in the family tree" in page) == (True, True)


def test_a_move_past_nobody_says_so_and_writes_nothing(signed_in, family, home):
    said = move(signed_in, family, home["Ada"], "left").text

    assert ("Nobody of the family stands there" in said, Nudge.objects.exists()) == (True, False)


def test_a_way_that_is_none_is_refused(signed_in, family, home):
    assert move(signed_in, family, home["Ada"], "up").status_code == 400


def test_put_back_by_two_at_once_is_put_back_once_and_said_to_both(signed_in, worker, family, home, monkeypatch):
    move_in_tree(family=family, left=home["Ben"], right=home["Ada"], by=worker)
    put_back = nudges._put_back

    def after_another(found):
        Nudge.objects.update(put_back_at=clock.now() - timedelta(minutes=1))
        put_back(found)

    monkeypatch.setattr(nudges, "_put_back", after_another)

    said = move(signed_in, family, home["Ben"], "back").text

    assert ("Ben stands where Kith would put them." in said, Nudge.objects.standing().exists()) == (True, False)


def test_moved_by_two_at_once_the_second_reads_why_it_was_refused(signed_in, family, home, monkeypatch):
    def another_is_first(nudge):
        Nudge.objects.create(organisation=family.organisation, family=family, left=nudge.right, right=nudge.left)

    monkeypatch.setattr(Nudge, "full_clean", another_is_first)

    assert (
        "Someone has just moved one of them. Look at the tree again."
        in move(signed_in, family, home["Ben"], "left").text
    )


def test_nobody_is_moved_past_someone_of_another_family_and_the_page_says_so(signed_in, worker, family, home):
    dot = MembershipFactory(family=FamilyFactory(), person__known_as="Dot").person
    InvolvementFactory(family=dot.memberships.get().family, practitioner=worker.practitioner)
    ParentageFactory(parent=home["Ma"], child=dot)

    said = move(signed_in, family, home["Cal"], "right").text

    assert ("Cal can’t be moved past Dot, who isn’t in this family." in said, Nudge.objects.exists()) == (True, False)


def test_who_only_reads_has_no_buttons_and_is_refused(client, family, home):
    dana = UserFactory(kind=User.Kind.FAMILY, roles=[])
    PersonAccount.objects.create(organisation=family.organisation, person=home["Ben"], user=dana)
    client.force_login(dana)

    page = client.get(reverse("families:family-tree-around", args=[family.pk, home["Ben"].pk]))

    assert (page.status_code, "/move/" in page.text) == (200, False)
    assert move(client, family, home["Ben"], "left").status_code == 403


def test_a_move_holds_when_someone_is_added(worker, family, home):
    move_in_tree(family=family, left=home["Cal"], right=home["Ada"], by=worker)
    before = row(worker, family, home["Ma"])
    dot = MembershipFactory(family=family, person__known_as="Dot").person
    ParentageFactory(parent=home["Ma"], child=dot)

    assert row(worker, family, home["Ma"]) == before == ["Cal", "Ada", "Ben"]


def test_a_move_past_someone_hidden_leaves_no_trace_for_others(client, worker, hana, family, home):
    today = clock.today()
    restrict(what=home["Ben"], ground="other", allowed=[], review_on=today + timedelta(days=30), by=worker)
    client.force_login(hana)
    address = reverse("families:family-tree-around", args=[family.pk, home["Cal"].pk])
    before = client.get(address).text
    assert "Ben" not in before

    move_in_tree(family=family, left=home["Cal"], right=home["Ben"], by=worker)

    assert drawn(client.get(address).text) == drawn(before)
    put_back_in_tree(family=family, person=home["Cal"], by=hana)
    assert Nudge.objects.standing().count() == 1


def drawn(page):
    """A page without what is new in every answer."""
    return [line for line in page.splitlines() if "csrf" not in line and "nonce" not in line]


def test_a_move_of_someone_who_left_the_family_is_not_followed(worker, family, home):
    move_in_tree(family=family, left=home["Cal"], right=home["Ada"], by=worker)
    today = clock.today()
    home["Cal"].memberships.update(period=Period(today - timedelta(days=9), today - timedelta(days=1)))

    assert row(worker, family, home["Ma"]) == ["Ada", "Ben", "Cal"]


def test_a_move_of_someone_who_is_found_to_be_someone_else_follows_them_and_comes_back(worker, family, home):
    twin = MembershipFactory(family=family, person__known_as="Abe").person
    ParentageFactory(parent=home["Ma"], child=twin)
    move_in_tree(family=family, left=twin, right=home["Ben"], by=worker)
    move_in_tree(family=family, left=home["Ada"], right=twin, by=worker)

    merge = merge_people(kept=home["Ada"], merged=twin, why="She said", by=worker)

    assert [(one.left, one.right) for one in Nudge.objects.standing()] == [(home["Ada"], home["Ben"])]
    unmerge_people(merge=merge, by=worker)
    assert Nudge.objects.standing().count() == 2


def test_what_can_no_longer_be_drawn_is_said(signed_in, family, worker, home):
    move_in_tree(family=family, left=home["Ben"], right=home["Ma"], by=worker)

    page = signed_in.get(reverse("families:family-tree-around", args=[family.pk, home["Ben"].pk])).text

    assert ("Ben was to stand left of Ma." in page, "Put Ben back where Kith would" in page) == (True, True)


def test_moving_takes_the_same_queries_however_many_were_moved(client, worker, family, home, django_assert_num_queries):
    client.force_login(worker)
    address = reverse("families:family-tree-around", args=[family.pk, home["Ma"].pk])
    for left, right in (("Cal", "Ada"), ("Ben", "Ada"), ("Cal", "Ben")):
        move_in_tree(family=family, left=home[left], right=home[right], by=worker)

        with django_assert_num_queries(16):
            client.get(address)


# The rules of the database


def said(family, left, right, **facts):
    with transaction.atomic():
        return Nudge.objects.create(organisation=the_organisation(), family=family, left=left, right=right, **facts)


def refused_by(act):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    name, _sentence = broken_rule(caught.value)
    return name


def test_nobody_stands_left_of_themselves(family, home):
    assert refused_by(lambda: said(family, home["Ada"], home["Ada"])) in {"nudge_of_two", "nudge_of_the_family"}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_only_one_way_stands(family, home, turned):
    pair = (home["Ada"], home["Ben"])
    said(family, *pair)

    assert refused_by(lambda: said(family, *(pair[::-1] if turned else pair))) == "nudge_one_way"


def test_only_people_of_the_family_are_moved(family, home):
    assert refused_by(lambda: said(family, home["Ada"], PersonFactory())) == "nudge_of_the_family"


def test_what_was_said_is_not_rewritten(family, home):
    nudge = said(family, home["Ada"], home["Ben"])
    again = Nudge.objects.filter(pk=nudge.pk)

    assert refused_by(lambda: again.update(left=home["Cal"])) == "nudge_stays"
    assert refused_by(lambda: again.update(family=FamilyFactory())) == "nudge_stays"


def test_what_was_put_back_stays_put_back(worker, family, home):
    nudge = move_in_tree(family=family, left=home["Ada"], right=home["Ben"], by=worker)
    put_back_in_tree(family=family, person=home["Ben"], by=worker)

    assert refused_by(lambda: Nudge.objects.filter(pk=nudge.pk).update(put_back_at=None)) == "nudge_stays"
