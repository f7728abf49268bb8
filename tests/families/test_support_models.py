"""A support map stays as it was drawn, and is read by whoever may read it (domain.md §5.6, §8.5)."""

from datetime import date
from functools import partial

import pytest

from families.actions.merging import merge_people, unmerge_people
from families.actions.records import Sharing, begin_record
from families.models import NetworkTie, ShareState, SupportNetwork
from tests.factories import MembershipFactory, PersonFactory, RecordFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_families import ResponsibilityFactory, share, sign_in_of
from tests.factories_support import MONDAY, NetworkTieFactory, SupportNetworkFactory
from tests.refusals import again, change, refused_by

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.fixture
def dana(family, amina):
    change(amina, date_of_birth=date(2015, 5, 1))
    someone = MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person
    ResponsibilityFactory(holder=someone, child=amina, status="confirmed")
    return someone


@pytest.fixture
def drawn_by(family, worker):
    """A map around someone, written down by the worker; and how it is shared with them."""

    def draw(someone, state=ShareState.State.SHARED):
        record = begin_record(
            kind="support_network",
            family=family,
            happened_on=MONDAY,
            subjects=[someone],
            sharing=Sharing(state),
            author_person=someone,
            by=worker,
        )
        return SupportNetworkFactory(family=None, focus_person=someone, rated_by=someone, record=record)

    return draw


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("support_network_around_one", SupportNetworkFactory, {"family": None}),
        ("support_network_around_one", SupportNetworkFactory, {"focus_person": PersonFactory}),
        ("support_network_can_be_read", SupportNetworkFactory, {"size": 61}),
        ("network_tie_place_once", NetworkTieFactory, {}),
        ("network_tie_to_one", NetworkTieFactory, {"position": 2, "other_name": " "}),
        ("network_tie_to_one", NetworkTieFactory, {"position": 2, "person": PersonFactory}),
        ("network_tie_closeness", NetworkTieFactory, {"position": 2, "closeness": 6}),
        ("network_tie_closeness", NetworkTieFactory, {"position": 2, "closeness": 0}),
        ("network_tie_drawn_before", NetworkTieFactory, {"position": 2, "drawn_before_as": "Pam next door"}),
        ("network_tie_stays", NetworkTieFactory, {"position": 4}),
        ("network_tie_stays", NetworkTieFactory, {"position": 0}),
    ],
)
def test_a_map_says_who_stands_where(name, row, changed):
    written = row()

    assert refused_by(lambda: again(written, **changed)) == name


@pytest.mark.parametrize(("name", "said"), [("how_often", "often"), ("wants", "married"), ("willing_to", ["moon"])])
def test_what_is_hoped_for_is_one_of_the_answers(name, said):
    tie = NetworkTieFactory()

    assert refused_by(lambda: again(tie, position=2, **{name: said})).startswith(f"families_networktie_{name}")


def test_a_name_and_a_circle_are_enough():
    tie = NetworkTieFactory(closeness=None, supporter_kind="", direction="")

    tie.refresh_from_db()
    assert (tie.closeness, tie.supporter_kind, tie.direction) == (None, "", "")
    assert (tie.how_often, tie.wants, tie.willing_to, tie.drawn_before_as) == ("", "", [], "")
    assert refused_by(lambda: again(tie, position=2, circle="")).startswith("families_networktie_circle")


@pytest.mark.parametrize(
    ("earlier", "is_refused"),
    [
        ({}, False),
        ({"drawn_on": date(2026, 3, 17)}, True),
        ({"rated_by": None}, True),
        ({"rated_by": "joan"}, True),
        ({"focus_person": "joan"}, True),
        ({"focus_person": None, "family": "family"}, True),
        ({"name": "Pam"}, True),
        ({"state": "child_only"}, True),
    ],
)
def test_only_by_a_name_on_an_earlier_map_of_the_same_drawer_someone_stood_there_before(
    family, amina, joan, earlier, is_refused
):
    known = {"joan": joan, "family": family}
    around = {"family": None, "focus_person": amina, "rated_by": amina, "drawn_on": date(2026, 3, 1)}
    facts = around | {name: known.get(value, value) for name, value in earlier.items()}
    name, state = facts.pop("name", "Uncle Dave"), facts.pop("state", "")
    record = RecordFactory(family=family)
    if state:
        ShareState.objects.create(organisation=family.organisation, record=record, person=amina, state=state)
    NetworkTieFactory(network=SupportNetworkFactory(record=record, **facts), other_name=name)
    later = SupportNetworkFactory(**around | {"drawn_on": MONDAY})

    def draw():
        NetworkTieFactory(network=later, other_name="Dave Smith", drawn_before_as="Uncle Dave")

    if is_refused:
        assert refused_by(draw) == "network_tie_drawn_before"
    else:
        draw()
        again_he = {"position": 2, "other_name": "Dave", "drawn_before_as": "Uncle Dave"}
        assert refused_by(lambda: again(later.ties.get(), **again_he)) == "network_tie_drawn_before_once"


def test_a_workers_own_map_knows_nobody_of_another_workers(worker, manager, family):
    maps = [
        SupportNetworkFactory(family=family, record=RecordFactory(family=family, author=author, kind="support_network"))
        for author in (worker, worker, manager)
    ]
    NetworkTieFactory(network=maps[0], other_name="Uncle Dave")
    now = {"other_name": "Dave Smith", "drawn_before_as": "Uncle Dave"}

    assert refused_by(lambda: NetworkTieFactory(network=maps[2], **now)) == "network_tie_drawn_before"
    assert NetworkTieFactory(network=maps[1], **now)


def test_a_map_stays_as_it_was_drawn():
    tie = NetworkTieFactory()

    assert refused_by(lambda: change(tie, strength="broken")) == "network_tie_stays"
    assert refused_by(lambda: change(tie, wants="closer")) == "network_tie_stays"
    assert refused_by(lambda: change(tie.network, drawn_on=date(2026, 3, 1))) == "support_network_stays"


def test_only_a_map_around_its_drawer_is_only_theirs(drawn_by, amina, joan, family):
    kept = drawn_by(amina, ShareState.State.CHILD_ONLY)
    begun = {"organisation": kept.organisation, "record": RecordFactory(family=family), "drawn_on": MONDAY, "size": 3}
    ShareState.objects.create(organisation=kept.organisation, record=begun["record"], person=amina, state="child_only")

    others = [{"family": family, "rated_by": amina}, {"focus_person": amina, "rated_by": joan}, {"focus_person": amina}]

    refused = {refused_by(partial(SupportNetwork.objects.create, **begun | one)) for one in others}
    assert refused == {"support_network_only_theirs"}


def test_who_was_found_to_be_someone_else_is_moved_on_their_maps_and_back(amina, dana, joan, family, worker):
    network = SupportNetworkFactory(family=None, focus_person=joan, rated_by=joan)
    tie = NetworkTieFactory(network=network, person=joan, other_name="")

    merge = merge_people(kept=dana, merged=joan, why="She told us", by=worker)
    network.refresh_from_db()
    tie.refresh_from_db()
    assert (network.focus_person, network.rated_by, tie.person) == (dana, dana, dana)

    unmerge_people(merge=merge, by=worker)
    network.refresh_from_db()
    tie.refresh_from_db()
    assert (network.focus_person, network.rated_by, tie.person) == (joan, joan, joan)


def test_a_childs_map_that_is_only_theirs_is_not_their_parents(drawn_by, amina, dana, worker, manager):
    NetworkTieFactory(network=drawn_by(amina, ShareState.State.CHILD_ONLY))

    readers = [sign_in_of(amina), worker, sign_in_of(dana), manager]  # the worker heard it

    assert [SupportNetwork.objects.visible_to(one).count() for one in readers] == [1, 1, 0, 0]
    assert [NetworkTie.objects.visible_to(one).count() for one in readers] == [1, 1, 0, 0]


def test_a_shared_map_is_read_by_its_child_and_by_who_reads_for_them(drawn_by, amina, dana, joan):
    drawn_by(amina)

    readers = [sign_in_of(amina), sign_in_of(dana), sign_in_of(joan)]

    assert [SupportNetwork.objects.visible_to(one).count() for one in readers] == [1, 1, 0]


def test_who_is_kept_from_a_reader_is_not_on_their_map(drawn_by, amina, dana, joan):
    network = drawn_by(amina)
    NetworkTieFactory(network=network, person=joan, other_name="")
    pam = NetworkTieFactory(network=network, position=2)
    AccessBlockFactory(viewer_person=dana, protected_person=joan)

    assert NetworkTie.objects.visible_to(sign_in_of(amina)).count() == 2
    assert list(NetworkTie.objects.visible_to(sign_in_of(dana))) == [pam]


@pytest.mark.parametrize("standing", ["focus_person", "rated_by"])
def test_no_map_around_or_by_someone_who_is_kept_from_the_reader(family, amina, dana, joan, standing):
    network = SupportNetworkFactory(**{"family": None, "focus_person": amina, standing: joan})
    share(network.record, dana)
    reader = sign_in_of(dana)

    assert SupportNetwork.objects.visible_to(reader).exists()
    AccessBlockFactory(viewer_person=dana, protected_person=joan)
    assert not SupportNetwork.objects.visible_to(reader).exists()
