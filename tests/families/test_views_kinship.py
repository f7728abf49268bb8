"""What is written of kinship by the pages, and what stays on the form when it is refused."""

from datetime import date

import pytest
from django.urls import reverse

from families.models import (
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    SiblingLink,
)
from families.queries.kinship import kin_term
from tests.factories import (
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
)
from tests.factories_families import PartnershipFactory
from tests.families.pages import HOW, post


def test_a_loop_of_ancestors_is_refused_in_words_and_kept(signed_in, amina, joan):
    dana = PersonFactory(known_as="Dana")
    MembershipFactory(family=amina.memberships.get().family, person=dana)
    ParentageFactory(parent=joan, child=dana)
    ParentageFactory(parent=dana, child=amina)

    response = post(signed_in, "parent-add", joan, relative=str(amina.pk), basis="birth", **HOW)

    assert (response.status_code, "A person can’t be their own ancestor." in response.text) == (422, True)
    assert (Parentage.objects.count(), f'value="{amina.pk}"' in response.text) == (2, True)
    assert response.context["form"]["relative"].value() == str(amina.pk)


def test_nobody_is_left_behind_by_a_tie_that_is_refused(signed_in, amina, joan):
    for _ in range(2):
        ParentageFactory(child=amina, parent=MembershipFactory(family=amina.memberships.get().family).person)

    response = post(signed_in, "parent-add", amina, new_name="Sid", basis="birth", **HOW)

    assert (response.status_code, Person.objects.filter(known_as="Sid").exists()) == (422, False)


@pytest.mark.parametrize(("page", "ends"), [("parent-add", ("Joan", "Amina")), ("child-add", ("Amina", "Joan"))])
def test_parents_and_children_are_tied_the_right_way_round(signed_in, amina, joan, page, ends):
    post(signed_in, page, amina, relative=str(joan.pk), basis="kinship_carer", **HOW)

    edge = Parentage.objects.get()
    assert ((edge.parent.known_as, edge.child.known_as), edge.basis) == (ends, "kinship_carer")


def test_a_new_grandmother_comes_with_her_tie(signed_in, family, amina):
    response = post(signed_in, "parent-add", amina, new_name="Nanny Jo", new_gender="woman_girl", basis="birth", **HOW)

    assert response.headers["Location"] == amina.get_absolute_url()
    assert Parentage.objects.get().parent.memberships.get().family == family


def test_a_couple_is_written_down_with_how_it_ended(signed_in, amina, joan):
    ended = {"until_0": "1", "until_1": "3", "until_2": "2020", "end_kind": "divorced"}

    post(signed_in, "partner-add", joan, relative=str(amina.pk), kind="married", **ended, **HOW)

    couple = Partnership.objects.get()
    assert ({couple.a, couple.b}, couple.end_kind, couple.period.upper) == ({amina, joan}, "divorced", date(2020, 3, 1))


def test_nobody_is_asked_whether_their_child_or_parent_is_their_partner(signed_in, amina, joan):
    def is_asked(one, other):
        return f'value="{other.pk}"' in signed_in.get(reverse("families:partner-add", args=[one.pk])).text

    assert is_asked(amina, joan)

    ParentageFactory(parent=joan, child=amina)

    assert not is_asked(amina, joan)
    assert not is_asked(joan, amina)


def test_a_couple_is_ended_with_how(signed_in, amina, joan):
    couple = PartnershipFactory(a=amina, b=joan)

    post(signed_in, "partnership-end", couple, on_0="16", on_1="3", on_2="2026", end_kind="separated")

    couple.refresh_from_db()
    assert (couple.end_kind, couple.period.upper) == ("separated", date(2026, 3, 16))


def test_a_couple_that_parted_on_a_day_unknown_is_over(signed_in, worker, amina, joan):
    couple = PartnershipFactory(a=amina, b=joan, kind="married")

    post(signed_in, "partnership-end", couple, end_kind="divorced")

    couple.refresh_from_db()
    assert (couple.end_kind, couple.period.upper) == ("divorced", None)
    assert kin_term(amina.pk, joan.pk, worker) == "ex-partner"


def test_siblings_are_written_down(signed_in, amina, joan):
    post(signed_in, "sibling-add", amina, relative=str(joan.pk), kind="half", **HOW)

    assert SiblingLink.objects.get().kind == "half"


def test_parental_responsibility_is_written_down_with_its_evidence(signed_in, amina, joan):
    said = {"basis": "pr_order", "status": "confirmed", "evidence_seen": "the order"}

    post(signed_in, "responsibility-add", amina, relative=str(joan.pk), **said)

    held = ParentalResponsibility.objects.get()
    assert (held.holder, held.child, held.evidence_seen) == (joan, amina, "the order")


def test_the_lead_worker_keeps_a_tie_to_themselves(signed_in, amina, joan):
    post(signed_in, "parent-add", amina, relative=str(joan.pk), basis="birth", visibility="restricted", **HOW)

    assert Parentage.objects.get().visibility == "restricted"


def test_a_co_worker_can_t_hide_a_tie_even_from_themselves(client, family, amina, joan):
    client.force_login(InvolvementFactory(family=family).practitioner.user)

    post(client, "parent-add", amina, relative=str(joan.pk), basis="birth", visibility="restricted", **HOW)

    assert Parentage.objects.get().visibility == "normal"


def test_nobody_of_another_family_can_be_tied(signed_in, amina):
    stranger = MembershipFactory().person

    response = post(signed_in, "parent-add", amina, relative=str(stranger.pk), basis="birth", **HOW)

    assert (response.status_code, Parentage.objects.count()) == (422, 0)


def test_someone_just_mentioned_takes_a_name_and_one_answer(signed_in, family, amina):
    response = post(signed_in, "sibling-add", amina, new_name="Kelly", kind="unknown", source="they_said")

    link = SiblingLink.objects.get()
    assert (response.status_code, link.source, link.confidence, link.said_by) == (302, "told_us", "believed", amina)
    assert "Amina told us, Believed" in signed_in.get(reverse("families:person-facts", args=[amina.pk])).text


def test_the_people_of_a_family_lead_to_whom_they_mention(signed_in, family, amina):
    page = signed_in.get(reverse("families:family-people", args=[family.pk])).text

    assert f'href="{amina.get_absolute_url()}#people"' in page
