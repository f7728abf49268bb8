"""What is kept for someone who may see more than its writer: of a family, and of days that are added to a fact."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from database.asker import acting_as
from families import models
from families.actions import access, contact, emergency, kinship
from families.actions.merging import merge_people
from families.actions.settling import SettledAlready, accept_settled, throw_away_settled
from families.periods import Period
from families.queries.settling import to_settle
from tests.factories import InvolvementFactory, MembershipFactory, ParentageFactory, PractitionerFactory, UserFactory
from tests.factories_access import DeclaredInterestFactory
from tests.factories_families import ResidenceFactory

SCHOOL = models.Involvement.Role.SCHOOL
LATER = Period(date(2018, 1, 1), None)


@pytest.fixture
def intake(family):
    """Someone at the front door, alongside the family in a role that reads no confidential home, and no school of who lives there."""
    return InvolvementFactory(family=family, role="other", practitioner__user__roles=["intake"]).practitioner.user


@pytest.fixture
def school(family, amina):
    """Where Amina goes to school, and hidden because her home is."""
    ResidenceFactory(person=amina, is_confidential=True)
    return InvolvementFactory(family=family, person=amina, role=SCHOOL)


def begin(family, school, by):
    return access.begin_involvement(family=family, practitioner=school.practitioner, role=SCHOOL, by=by)


def kept_for(user):
    return list(models.ToBeSettled.objects.visible_to(user))


def test_a_school_that_is_hidden_is_not_told_by_a_refusal(family, school, intake, worker):
    kept = begin(family, school, intake)

    assert isinstance(kept, models.ToBeSettled)
    assert (kept_for(intake), kept_for(worker)) == ([], [kept])


def test_a_school_that_the_writer_sees_is_refused_as_it_is(family, school, worker):
    with pytest.raises(ValidationError, match="in that role already"):
        begin(family, school, worker)


def test_what_is_kept_of_a_family_is_for_nobody_who_leads_another(family, school, intake):
    begin(family, school, intake)

    assert kept_for(InvolvementFactory(role="lead_worker").practitioner.user) == []
    assert len(kept_for(UserFactory(roles=["safeguarding_lead"]))) == 1


def test_whoever_broke_the_glass_leads_nothing(family, school, intake, outsider):
    begin(family, school, intake)
    with acting_as(outsider.asker):
        emergency.break_glass(
            target=family, reason_code="immediate_safety", reason_text="She rang and was afraid to go home", by=outsider
        )

    assert kept_for(outsider) == []


def test_the_page_says_that_it_is_kept_and_the_lead_worker_takes_it_in(client, family, school, intake, worker):
    client.force_login(intake)
    said = {
        "practitioner": str(school.practitioner_id),
        "role": SCHOOL,
        "since_0": "1",
        "since_1": "3",
        "since_2": "2026",
    }
    page = client.post(reverse("families:involvement-begin", args=[family.pk]), said, follow=True).text
    assert ("Kept. Someone who works with the family" in page, "already" in page) == (True, False)

    models.Involvement.objects.filter(pk=school.pk).update(role="other")
    client.force_login(worker)
    assert str(family) in client.get("/to-settle/").text
    client.post(f"/to-settle/{models.ToBeSettled.objects.get().pk}/", {"what": "accept"})
    assert models.Involvement.objects.filter(family=family, role=SCHOOL).count() == 1


def test_a_home_whose_end_is_put_off_tells_nothing_of_a_later_one(amina, intake, worker):
    former = ResidenceFactory(person=amina, is_main=True, period=Period(date(2010, 1, 1), date(2015, 1, 1)))
    hidden = ResidenceFactory(person=amina, is_main=True, is_confidential=True, period=LATER)

    kept = contact.end_contact(fact=former, on=date(2020, 1, 1), by=intake)

    assert isinstance(kept, models.ToBeSettled)
    models.Residence.objects.filter(pk=hidden.pk).update(is_main=False)
    accept_settled(entry=kept, by=worker)
    added = models.Residence.objects.get(
        person=amina, is_main=True, address=former.address, period__startswith=date(2015, 1, 1)
    )
    assert added.period.upper == date(2020, 1, 1)


def test_a_home_whose_end_is_put_off_is_refused_by_one_that_is_seen(amina, worker):
    former = ResidenceFactory(person=amina, is_main=True, period=Period(date(2010, 1, 1), date(2015, 1, 1)))
    ResidenceFactory(person=amina, is_main=True, period=LATER)

    with pytest.raises(ValidationError, match="main home for that time already"):
        contact.end_contact(fact=former, on=date(2020, 1, 1), by=worker)


def test_a_home_that_ended_sooner_or_later_than_was_said_is_put_right(amina, worker):
    home = ResidenceFactory(person=amina, period=Period(date(2010, 1, 1), date(2015, 1, 1)))

    for on in (date(2016, 1, 1), date(2012, 1, 1)):
        assert contact.end_contact(fact=home, on=on, by=worker).period.upper == on


def test_a_tie_whose_end_is_put_off_tells_nothing_of_a_restricted_one(amina, joan, intake):
    fostered = {"parent": joan, "child": amina, "basis": "foster"}
    former = ParentageFactory(**fostered, period=Period(date(2010, 1, 1), date(2015, 1, 1)))
    ParentageFactory(**fostered, period=LATER, visibility="restricted")

    kept = kinship.end_fact(fact=former, on=date(2020, 1, 1), by=intake)

    assert isinstance(kept, models.ToBeSettled)
    assert (kept.person, kept.other) == (amina, joan)


def test_a_school_whose_end_is_put_off_tells_nothing_of_a_hidden_one(family, school, intake):
    models.Involvement.objects.filter(pk=school.pk).update(period=LATER)
    former = InvolvementFactory(
        family=family, practitioner=school.practitioner, role=SCHOOL, period=Period(date(2010, 1, 1), date(2015, 1, 1))
    )

    kept = access.end_involvement(involvement=former, on=date(2020, 1, 1), end_reason="PCCHAN", by=intake)

    assert isinstance(kept, models.ToBeSettled)
    assert kept.family == family


@pytest.fixture
def kept(family, school, intake):
    return begin(family, school, intake)


def test_whoever_wrote_it_does_not_settle_it(kept, intake):
    intake.roles = ["safeguarding_lead"]

    assert not kept_for(intake)


def test_it_is_settled_once(kept, worker):
    throw_away_settled(entry=kept, by=worker)

    with pytest.raises(SettledAlready):
        accept_settled(entry=kept, by=worker)


def test_what_was_settled_waits_no_more(kept, worker):
    assert to_settle(worker).rows == [kept]

    throw_away_settled(entry=kept, by=worker)

    assert to_settle(worker).rows == []


def test_who_knows_the_family_from_their_own_life_does_not_settle_it(kept, family):
    lead = PractitionerFactory(user__roles=["safeguarding_lead"])
    assert kept_for(lead.user)

    DeclaredInterestFactory(practitioner=lead, person=None, family=family)

    assert not kept_for(lead.user)


@pytest.mark.parametrize("known", ["amina", "joan"])
def test_who_knows_either_of_two_does_not_settle_what_is_of_both(amina, joan, worker, known):
    lead = PractitionerFactory(user__roles=["safeguarding_lead"])
    said = {"person": amina, "other": joan, "told": "Joan cares for Amina", "facts": {}}
    models.ToBeSettled.objects.create(organisation=amina.organisation, **said, created_by=worker)
    assert kept_for(lead.user)

    DeclaredInterestFactory(practitioner=lead, person={"amina": amina, "joan": joan}[known])

    assert not kept_for(lead.user)


def test_what_is_taken_in_after_a_merge_is_of_who_they_are_now(family, amina, joan, intake, worker):
    tie = {"parent": joan, "child": amina, "basis": "foster"}
    former = ParentageFactory(**tie, period=Period(date(2010, 1, 1), date(2015, 1, 1)))
    hidden = ParentageFactory(**tie, period=Period(date(2018, 1, 1), None), visibility="restricted")
    kept = kinship.end_fact(fact=former, on=date(2020, 1, 1), by=intake)
    nan = MembershipFactory(family=family, person__known_as="Nan", role="relative").person
    merge_people(kept=nan, merged=joan, why="She told us", by=worker)
    models.Parentage.objects.filter(pk=hidden.pk).update(period=Period(date(2021, 1, 1), None))

    kept.refresh_from_db()
    accept_settled(entry=kept, by=worker)

    assert models.Parentage.objects.get(child=amina, period__startswith=date(2015, 1, 1)).parent == nan
