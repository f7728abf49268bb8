"""Parental responsibility that a council shares by an order of a court: written down, read, put right, and opening nothing to anybody."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AccessEvent
from database.asker import acting_as
from families.actions.merging import merge_people, unmerge_people
from families.actions.righting import put_right, take_out
from families.models import (
    BY_A_COUNCIL,
    Agency,
    ParentalResponsibility,
    Person,
    ToBeSettled,
    held_to_read,
    readable_by,
)
from families.periods import Period, since
from families.queries.as_it_was import as_it_was
from families.queries.families import person_facts
from families.queries.granting import holders_of
from families.queries.history import what_changed
from families.queries.keeping import who_may_see
from families.queries.readers import parents_reading_for
from families.queries.settling import REFUSALS, is_refused_by_what_is_unseen
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import CareOrderFactory, CouncilFactory, ResponsibilityFactory, sign_in_of
from tests.families.pages import post

TODAY = datetime.now(tz=UTC).date()  # of the database, whose clock no test stops
SAID = {"basis": "care_order", "status": "confirmed", "evidence_seen": "the order"}
EVERY_BASIS = ParentalResponsibility.Basis
SHARES = "Leeds City Council shares parental responsibility, by a care order"


@pytest.fixture
def council(organisation):
    return CouncilFactory(name="Leeds City Council")


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person


@pytest.fixture
def amina(family, dana):
    child = MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person
    ResponsibilityFactory(holder=dana, child=child, status="confirmed")
    return child


@pytest.fixture
def order(council, amina):
    return CareOrderFactory(agency=council, child=amina, period=since(date(2025, 3, 3)))


def refused_by(name):
    return pytest.raises(IntegrityError, match=name)


# What the database holds.


def test_somebody_holds_it(amina):
    with refused_by("responsibility_of_one"), transaction.atomic():
        ResponsibilityFactory(child=amina, holder=None)


def test_a_person_and_a_council_hold_each_their_own(council, amina, dana):
    with refused_by("responsibility_of_one"), transaction.atomic():
        CareOrderFactory(child=amina, agency=council, holder=dana)


@pytest.mark.parametrize("basis", BY_A_COUNCIL)
def test_no_person_holds_it_by_an_order_of_a_council(amina, basis):
    with refused_by("responsibility_by_order_of_a_council"), transaction.atomic():
        ResponsibilityFactory(child=amina, basis=basis)


@pytest.mark.parametrize("basis", sorted(set(EVERY_BASIS) - set(BY_A_COUNCIL)))
def test_a_council_holds_it_in_no_other_way(council, amina, basis):
    with refused_by("responsibility_by_order_of_a_council"), transaction.atomic():
        CareOrderFactory(agency=council, child=amina, basis=basis)


def test_the_same_order_is_written_down_once_and_another_council_s_beside_it(order, amina):
    with refused_by("responsibility_no_overlap"), transaction.atomic():
        CareOrderFactory(agency=order.agency, child=amina)

    CareOrderFactory(child=amina)

    assert ParentalResponsibility.objects.filter(child=amina, holder=None).count() == 2


# Its page.


def test_a_council_is_chosen(signed_in, council, amina):
    response = post(signed_in, "responsibility-add", amina, agency=str(council.pk), **SAID)

    held = ParentalResponsibility.objects.get(basis="care_order")
    assert (response.status_code, held.agency, held.holder, held.child) == (302, council, None, amina)


def test_a_council_is_named_once(signed_in, amina):
    for basis in BY_A_COUNCIL:
        post(signed_in, "responsibility-add", amina, **SAID | {"basis": basis, "new_agency": "Bradford council"})

    council = Agency.objects.get()
    assert (council.name, council.sector) == ("Bradford council", "council")
    assert ParentalResponsibility.objects.filter(agency=council).count() == 2


def test_an_administrator_reads_how_it_was_named_and_of_no_child(signed_in, amina):
    post(signed_in, "responsibility-add", amina, new_agency="Bradford council", **SAID)

    act = Agency.pgh_event_model.objects.get().pgh_context["action"]
    assert settings.SETTING_ACT_WORDS[act] == "a council was named by someone who works with families"


def test_a_name_with_other_capitals_is_the_council_that_is_there(signed_in, council, amina):
    post(signed_in, "responsibility-add", amina, new_agency="leeds city COUNCIL", **SAID)

    assert (Agency.objects.get(), ParentalResponsibility.objects.filter(agency=council).count()) == (council, 1)


def test_only_councils_are_offered(signed_in, council, amina):
    CouncilFactory(name="Ash School", sector="school")

    page = signed_in.get(reverse("families:responsibility-add", args=[amina.pk])).text

    assert ("Leeds City Council" in page, "Ash School" in page) == (True, False)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"new_agency": "Leeds", "basis": "pr_order"}, "A council holds it by a care order or an emergency protection"),
        ({"new_name": "Joan", "basis": "care_order"}, "By this order a council holds it"),
        ({"new_name": "Joan", "new_agency": "Leeds", "basis": "care_order"}, "one person or one council"),
        ({"agency": "council", "new_agency": "Leeds", "basis": "care_order"}, "one person or one council"),
        ({"basis": "care_order"}, "Choose who it is, or write the name of someone new."),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(signed_in, council, amina, said, sentence):
    said = {name: str(council.pk) if one == "council" else one for name, one in said.items()}

    response = post(signed_in, "responsibility-add", amina, status="confirmed", evidence_seen="the order", **said)

    assert (response.status_code, sentence in response.text, 'value="the order"' in response.text) == (422, True, True)
    assert [value for value in said.values() if value not in response.text] == []
    assert (ParentalResponsibility.objects.count(), Agency.objects.count()) == (1, 1)


# Who reads it, and where.


def test_the_page_of_the_child_says_that_it_is_shared(signed_in, order, amina):
    page = signed_in.get(amina.get_absolute_url()).text
    facts = signed_in.get(reverse("families:person-facts", args=[amina.pk])).text

    assert [text for text in (SHARES, "since 3 March 2025", "parents keep theirs") if text not in page] == []
    assert (SHARES in facts, "Dana" in page) == (True, True)


def test_what_has_ended_was_shared(signed_in, order, amina):
    order.period = Period(date(2024, 1, 1), date(2025, 1, 1))
    order.save()

    page = signed_in.get(amina.get_absolute_url()).text

    assert "Leeds City Council shared parental responsibility, by a care order" in page


@pytest.mark.parametrize("status", ["confirmed", "believed"])
def test_the_family_reads_what_is_certain_on_its_own_pages(client, order, dana, amina, status):
    ParentalResponsibility.objects.filter(pk=order.pk).update(status=status)

    for person in (dana, amina):
        client.force_login(sign_in_of(person))
        assert (SHARES in client.get("/our-page/written/").text) == (status == "confirmed")


def test_who_of_the_family_holds_none_knows_of_no_order(order, joan, amina):
    joans = sign_in_of(joan)
    assert Person.objects.visible_to(joans).filter(pk=amina.pk).exists()

    assert not ParentalResponsibility.objects.visible_to(joans).filter(pk=order.pk).exists()


@pytest.mark.parametrize("held", [{"status": "believed"}, {"period": Period(None, date(2026, 1, 1))}])
def test_who_holds_it_not_for_certain_or_no_more_knows_of_no_order(order, joan, amina, held):
    ResponsibilityFactory(holder=joan, child=amina, basis="other", **{"status": "confirmed"} | held)

    assert not ParentalResponsibility.objects.visible_to(sign_in_of(joan)).filter(pk=order.pk).exists()


def test_who_does_not_see_the_child_sees_no_order(order, outsider):
    assert not ParentalResponsibility.objects.visible_to(outsider).exists()


def test_who_has_looked_names_the_child_and_no_council(signed_in, order, amina, dana):
    signed_in.get(reverse("families:responsibility-end", args=[order.pk]))
    signed_in.get(reverse("families:person-facts", args=[amina.pk]))

    looked = AccessEvent.objects.filter(what__in=["families:responsibility-end", "families:person-facts"])
    assert [set(one.people) for one in looked.order_by("pk")] == [{amina.pk}, {amina.pk, dana.pk}]


# It opens nothing, and nobody is asked because of it.


def test_it_reads_for_no_child(order, dana, amina, worker):
    assert not held_to_read().filter(pk=order.pk).exists()
    assert set(readable_by(sign_in_of(dana))) == {dana, amina}
    assert parents_reading_for(amina, worker) == [dana]
    assert [held.holder for held in who_may_see(amina.pk, worker).read_for_them] == [dana]


def test_a_child_can_say_no_to_people_only(order, dana, amina, worker):
    assert list(holders_of(amina, worker)) == [dana]


def test_the_sign_ins_of_a_child_name_people_only(signed_in, order, amina):
    page = signed_in.get(reverse("families:person-sign-in", args=[amina.pk]))

    assert (page.status_code, "Leeds City Council" in page.text) == (200, False)


# Put right, ended, taken out, and its history.


def test_it_is_put_right_within_what_a_council_can_hold(signed_in, order):
    page = reverse("families:parentalresponsibility-right", args=[order.pk])
    form = signed_in.get(page).context["form"]
    assert [value for value, _label in form.fields["basis"].choices] == list(BY_A_COUNCIL)

    said = {"basis": "emergency_protection_order", "status": "disputed", "row_version": order.row_version}
    signed_in.post(page, said)

    order.refresh_from_db()
    assert (order.basis, order.status) == ("emergency_protection_order", "disputed")


def test_what_a_person_holds_is_put_right_within_what_a_person_can_hold(signed_in, amina):
    held = ParentalResponsibility.objects.get(child=amina)
    form = signed_in.get(reverse("families:parentalresponsibility-right", args=[held.pk])).context["form"]

    assert {value for value, _label in form.fields["basis"].choices} == set(EVERY_BASIS) - set(BY_A_COUNCIL)


def test_it_ends(signed_in, order):
    page = reverse("families:responsibility-end", args=[order.pk])
    assert "Leeds City Council no longer holds parental responsibility" in signed_in.get(page).text

    signed_in.post(page, {"on_0": "16", "on_1": "3", "on_2": "2026", "row_version": order.row_version})

    order.refresh_from_db()
    assert order.period.upper == date(2026, 3, 16)


def test_its_history_names_the_council(order, amina, worker):
    told = [field.told for change in what_changed(amina.pk, worker).rows for field in change.fields]
    facts = as_it_was(amina.pk, worker, TODAY).facts

    assert "Council: Leeds City Council" in told
    assert "Leeds City Council shared parental responsibility: by a care order, confirmed." in {
        fact.sentence for fact in facts
    }


def test_what_was_taken_out_stays_in_what_changed(order, amina, worker):
    with acting_as(worker.asker):
        take_out(fact=order, row_version=order.row_version, by=worker)

    told = [field.old for change in what_changed(amina.pk, worker).rows for field in change.fields if field.old]
    assert "Leeds City Council" in told


# When two people are found to be one.


@pytest.fixture
def twice(family, amina):
    """The same child, added again."""
    return MembershipFactory(family=family, person=PersonFactory(known_as="Mina")).person


def test_the_same_order_of_both_is_one_and_two_again(order, council, amina, twice, worker):
    CareOrderFactory(agency=council, child=twice, period=since(date(2026, 1, 1)))

    merge = merge_people(kept=amina, merged=twice, why="The same birthday", by=worker)
    assert ParentalResponsibility.objects.get(agency=council).period.lower == date(2025, 3, 3)

    unmerge_people(merge=merge, by=worker)
    assert set(ParentalResponsibility.objects.filter(agency=council).values_list("child", flat=True)) == {
        amina.pk,
        twice.pk,
    }


def test_the_orders_of_two_councils_both_stay(order, amina, twice, worker):
    CareOrderFactory(child=twice)

    merge_people(kept=amina, merged=twice, why="The same birthday", by=worker)

    assert ParentalResponsibility.objects.filter(child=amina, holder=None).count() == 2


# What the writer may not see.


def test_another_council_s_order_stands_against_nothing(order, amina, worker):
    another = CareOrderFactory.build(organisation=amina.organisation, agency=CouncilFactory(), child=amina)

    assert not REFUSALS[ParentalResponsibility](ParentalResponsibility.objects.all(), another)
    assert not is_refused_by_what_is_unseen(another, worker)
    assert put_right(fact=order, status="believed", by=worker).status == "believed"
    assert not ToBeSettled.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_facts_cost_the_same(amina, worker, count, django_assert_num_queries):
    for _ in range(count):
        CareOrderFactory(child=amina)

    with django_assert_num_queries(16):
        facts = person_facts(amina.pk, worker)
        names = [held.held_by for held in facts.responsibilities]

    assert len(names) == count + 1
