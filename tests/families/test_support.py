"""Support maps are drawn anew each time, read apart by drawer, and shared as their drawer said."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from database.asker import acting_as
from families.actions.records import Sharing
from families.actions.support import draw_support_network
from families.models import ShareState, SupportNetwork
from families.queries.support import last_ties, support_map, support_maps
from tests.factories import InvolvementFactory, MembershipFactory, ParentageFactory
from tests.factories_families import ResidenceFactory, sign_in_of
from tests.refusals import change

FEBRUARY, MARCH = date(2026, 2, 2), date(2026, 3, 9)
PAM = {"other_name": "Pam next door", "circle": "friendship", "closeness": 4, "supporter_kind": "natural_friend"}
GP = {"other_name": "Dr Osei", "circle": "exchange", "closeness": 2, "supporter_kind": "public_professional"}
ONLY_MINE = Sharing(ShareState.State.CHILD_ONLY)


@pytest.fixture
def draw(family, amina, worker):
    change(amina, date_of_birth=date(2015, 5, 1))

    def by_worker(*ties, rated_by=amina, drawn_on=MARCH, **how):
        with acting_as(worker.asker):
            return draw_support_network(
                **{"focus": amina, "family": family, "by": worker}
                | {"rated_by": rated_by, "drawn_on": drawn_on, "ties": ties or [PAM]}
                | how
            )

    return by_worker


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person


def test_a_childs_maps_are_compared_with_their_own_only(draw, amina, dana, worker):
    draw(GP, drawn_on=FEBRUARY)
    draw(PAM, GP, rated_by=dana, drawn_on=date(2026, 2, 20))
    draw(PAM, {**GP, "closeness": 3})

    latest, danas = support_maps(amina, worker)
    first = support_map(latest.in_time[0].pk, worker)

    assert (latest.network.rated_by, danas.network.rated_by) == (amina, dana)
    assert (first.since_last, danas.since_last) == (None, None)
    assert (latest.since_last.before.natural_share, latest.since_last.after.natural_share) == (0, 0.5)
    assert latest.since_last.came == {("other_name", "pam next door")}
    assert latest.since_last.nearer == {("other_name", "dr osei")}
    assert (latest.before, first.in_time) == (first.network, latest.in_time)


@pytest.mark.parametrize("count", [1, 3])
def test_maps_take_the_same_queries_however_many_there_are(draw, joan, amina, worker, django_assert_num_queries, count):
    for _ in range(count):
        draw(*[{**PAM, "other_name": "", "person": joan}] * count)

    with acting_as(worker.asker), django_assert_num_queries(3):
        [found] = support_maps(amina, worker)
        assert [str(tie) for tie in found.ties] == ["Joan"] * count

    assert len(found.in_time) == count


def test_a_map_around_a_family_is_apart_from_those_around_its_people(draw, family, amina, dana, worker):
    around_all = draw(focus=family, rated_by=dana)

    assert [one.network for one in support_maps(family, worker)] == [around_all]
    assert support_maps(amina, worker) == []


def test_a_map_that_is_only_the_childs(draw, amina, dana, manager):
    hers = draw(sharing=ONLY_MINE)

    assert [one.network for one in support_maps(amina, sign_in_of(amina))] == [hers]
    assert support_maps(amina, sign_in_of(dana)) == support_maps(amina, manager) == []


@pytest.mark.parametrize("how", ["by nobody", "by another", "around all", "shared"])
def test_only_a_map_around_its_drawer_is_only_theirs(draw, family, dana, how):
    ways = {
        "by nobody": {"rated_by": None},
        "by another": {"rated_by": dana},
        "around all": {"focus": family},
        "shared": {"shared_with": [dana]},
    }

    with pytest.raises(ValidationError, match="around themselves"):
        draw(sharing=ONLY_MINE, **ways[how])


def test_the_next_map_is_drawn_from_the_same_drawers_last(draw, amina, dana, worker):
    draw(GP, drawn_on=FEBRUARY)
    latest = draw(PAM)
    draw(GP, rated_by=dana)
    own = draw(GP, rated_by=None)

    found = [last_ties(amina, drawer, worker) for drawer in (amina, dana, None)]

    assert [[str(tie) for tie in ties] for _last, ties in found] == [["Pam next door"], ["Dr Osei"], ["Dr Osei"]]
    assert (found[0][0], found[2][0]) == (latest, own)


def test_nobody_begins_from_another_workers_own_map(draw, amina, manager):
    draw(GP, rated_by=None)

    assert last_ties(amina, None, manager) == (None, [])


def test_a_map_is_not_drawn_ahead(draw):
    with pytest.raises(ValidationError, match="still to come"):
        draw(drawn_on=date(2026, 3, 17))


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ({**PAM, "other_name": " "}, "Say who it is"),
        ({**PAM, "closeness": 6}, "less than or equal to 5"),
        ({**PAM, "circle": "moon"}, "not a valid choice"),
        ({**PAM, "helps_with": ["moon"]}, "not a valid choice"),
    ],
)
def test_a_map_that_breaks_a_rule_is_not_kept(draw, tie, said):
    with pytest.raises(ValidationError, match=said):
        draw(tie)

    assert not SupportNetwork.objects.exists()


def test_a_name_on_a_map_gives_no_hidden_home_away(draw, amina, dana):
    ResidenceFactory(person=dana, is_confidential=True)

    with pytest.raises(ValidationError, match="address"):
        draw({**PAM, "other_name": "Pam, 12 Ash Road"}, shared_with=[dana])


def test_both_sides_are_said_by_the_parents_whom_the_reader_knows(draw, family, amina, dana, joan, worker):
    rob, gwen = (MembershipFactory(family=family, person__known_as=name).person for name in ("Rob", "Gwen"))
    kin = [(dana, amina), (rob, amina), (joan, dana), (gwen, rob)]
    edges = [ParentageFactory(parent=parent, child=child) for parent, child in kin]
    nan, gran = ({**PAM, "other_name": "", "person": person} for person in (joan, gwen))
    draw(nan, PAM, drawn_on=FEBRUARY)
    draw(nan, gran)

    since = support_maps(amina, worker)[0].since_last
    change(edges[1], visibility="restricted")
    [unknown] = support_maps(amina, InvolvementFactory(family=family).practitioner.user)

    assert (since.before.both_sides, since.after.both_sides, unknown.measures.both_sides) == (False, True, False)
