"""What was written wrongly is put right, and what never was so is taken out; both stay in the history (docs/adr/0027)."""

from contextlib import nullcontext

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse

from accounts.errors import ChangedMeanwhile
from database.asker import acting_as
from families.actions.righting import StillNeeded, put_right, take_out
from families.actions.settling import accept_settled
from families.models import (
    ContactPoint,
    ExternalIdentifier,
    FamilyMembership,
    Parentage,
    ParentalResponsibility,
    Partnership,
    PersonName,
    Residence,
    SiblingLink,
    ToBeSettled,
)
from families.queries.history import what_changed
from families.queries.kinship import kin_term
from tests.conftest import FROZEN, make
from tests.factories_access import RestrictionFactory
from tests.factories_families import (
    ContactPointFactory,
    PartnershipFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    SiblingLinkFactory,
)

pytestmark = pytest.mark.django_db
MODELS = [
    Parentage,
    Partnership,
    SiblingLink,
    ParentalResponsibility,
    Residence,
    ContactPoint,
    ExternalIdentifier,
    FamilyMembership,
    PersonName,
    ExternalIdentifier,
]


@pytest.fixture
def facts(family, amina, joan):
    """One of each kind of fact about Amina."""
    return {
        Parentage: make.ParentageFactory(parent=joan, child=amina),
        Partnership: PartnershipFactory(a=amina, b=joan),
        SiblingLink: SiblingLinkFactory(a=amina, b=joan),
        ParentalResponsibility: ResponsibilityFactory(holder=joan, child=amina),
        Residence: ResidenceFactory(person=amina),
        ContactPoint: ContactPointFactory(person=amina),
        FamilyMembership: amina.memberships.get(),
        PersonName: PersonName.objects.create(
            organisation=amina.organisation, person=amina, text="Minnie", kind="nickname"
        ),
        ExternalIdentifier: ExternalIdentifier.objects.create(
            organisation=amina.organisation, person=amina, scheme="nhs_number", value="9434765919"
        ),
    }


def page(fact):
    return reverse(f"families:{fact._meta.model_name}-right", args=[fact.pk])


def shown(client, fact):
    """What the form holds, as a browser sends it back."""
    form = client.get(page(fact)).context["form"]
    said = {}
    for field in form:
        value = field.value()
        if isinstance(value, list) and field.name in {"since", "until"}:
            said |= {f"{field.html_name}_{place}": part for place, part in enumerate(value)}
        elif value not in (None, False):
            said[field.html_name] = getattr(value, "pk", value)
    return said


def taken_out(fact, user, later=0):
    with acting_as(user.asker):
        take_out(fact=fact, row_version=fact.row_version + later, by=user)


@pytest.mark.parametrize("model", MODELS)
def test_a_form_that_nobody_changed_changes_nothing(signed_in, facts, model):
    said = [field.name for field in model._meta.local_fields if field.name not in {"row_version", "updated_at"}]
    before = model.objects.values(*said).get(pk=facts[model].pk)

    response = signed_in.post(page(facts[model]), shown(signed_in, facts[model]))

    assert response.status_code == 302
    assert model.objects.values(*said).get(pk=facts[model].pk) == before


@pytest.mark.parametrize("model", MODELS)
def test_what_never_was_so_is_taken_out(signed_in, facts, model):
    response = signed_in.post(page(facts[model]), shown(signed_in, facts[model]) | {"never": "on"})

    assert response.status_code == 302
    assert not model.objects.filter(pk=facts[model].pk).exists()
    assert model.pgh_event_model.objects.filter(pgh_obj_id=facts[model].pk).last().pgh_label == "delete"


def test_a_disputed_tie_makes_nobody_a_relative(signed_in, facts, worker, amina, joan):
    tie = facts[Parentage]
    for model in (Partnership, SiblingLink):
        model.objects.filter(pk=facts[model].pk).update(confidence="disputed")
    before = kin_term(amina.pk, joan.pk, worker)

    signed_in.post(page(tie), shown(signed_in, tie) | {"confidence": "disputed", "said_by": joan.pk})

    tie.refresh_from_db()
    assert (tie.confidence, tie.said_by) == ("disputed", joan)
    assert before == "parent"
    assert kin_term(amina.pk, joan.pk, worker) != before


def test_a_home_becomes_confidential(signed_in, facts):
    home = facts[Residence]

    signed_in.post(page(home), shown(signed_in, home) | {"is_confidential": "on"})

    home.refresh_from_db()
    assert home.is_confidential


def test_what_was_wrong_stays_in_what_changed(signed_in, facts, amina):
    signed_in.post(page(facts[PersonName]), shown(signed_in, facts[PersonName]) | {"text": "Minna"})
    signed_in.post(page(facts[Partnership]), shown(signed_in, facts[Partnership]) | {"never": "on"})

    told = signed_in.get(reverse("families:person-changes", args=[amina.pk])).text

    assert "it was taken out: it never was so" in told
    assert "what was written was put right" in told
    assert "Minnie" in told


def test_what_was_taken_out_was_known_until_then(signed_in, facts, amina):
    signed_in.post(page(facts[Partnership]), shown(signed_in, facts[Partnership]) | {"never": "on"})

    told = signed_in.get(reverse("families:person-as-it-was", args=[amina.pk]), {"on": FROZEN.date().isoformat()})

    assert "Partners" not in [fact.kind for fact in told.context["page"].facts]


def test_a_confidential_home_that_was_taken_out_is_told_nowhere(signed_in, facts, amina):
    home = facts[Residence]
    signed_in.post(page(home), shown(signed_in, home) | {"never": "on"})

    assert home.address.lines not in signed_in.get(reverse("families:person-changes", args=[amina.pk])).text


def test_a_restricted_tie_that_was_taken_out_is_told_nowhere(worker, facts, amina, joan):
    tie = facts[Partnership]
    Partnership.objects.filter(pk=tie.pk).update(visibility="restricted")
    tie.refresh_from_db()
    taken_out(tie, worker)

    assert "Partners" not in {row.kind for row in what_changed(amina.pk, worker).rows}


def test_what_someone_else_changed_meanwhile_is_not_taken_out(worker, facts):
    with pytest.raises(ChangedMeanwhile):
        taken_out(facts[Parentage], worker, later=1)

    assert Parentage.objects.exists()


def test_a_tie_that_is_kept_to_named_people_is_not_taken_out(worker, facts):
    RestrictionFactory(person=None, parentage=facts[Parentage])

    with pytest.raises(StillNeeded):
        taken_out(facts[Parentage], worker)


@pytest.mark.parametrize("named", ["families_person", "casework_entry", "accounts_accessevent"])
def test_the_database_takes_out_nothing_but_dated_facts(worker, facts, named):
    with (
        acting_as(worker.asker),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="not a dated fact"),
    ):
        cursor.execute("SELECT kith_sec.take_out(%s, %s, 1)", (named, facts[Parentage].pk))


@pytest.mark.parametrize("who", ["a family member", "Kith itself"])
def test_the_database_lets_only_who_works_here_take_out(organisation, facts, who):
    asks = acting_as(make.UserFactory(kind="family").asker) if who == "a family member" else nullcontext()
    with asks, connection.cursor() as cursor, pytest.raises(ProgrammingError, match="works here"):
        cursor.execute("SELECT kith_sec.take_out('families_parentage', %s, 1)", (facts[Parentage].pk,))


@pytest.fixture
def kept(family, facts, amina):
    """That a home is the main one, as someone says who can't see that another is: the refusal would tell of it (domain.md §8.5)."""
    home = facts[Residence]
    Residence.objects.filter(pk=home.pk).update(is_main=False)
    ResidenceFactory(person=amina, is_confidential=True)
    colleague = make.InvolvementFactory(family=family, role="school").practitioner.user
    home.refresh_from_db()
    return put_right(fact=home, row_version=home.row_version, is_main=True, by=colleague)


def test_what_is_right_waits_where_something_unseen_stands_against_it(facts, worker, kept):
    assert isinstance(kept, ToBeSettled)
    Residence.objects.filter(is_confidential=True).update(is_main=False)

    accept_settled(entry=kept, by=worker)

    facts[Residence].refresh_from_db()
    assert facts[Residence].is_main


def test_what_was_changed_while_it_waited_is_not_taken_in(facts, worker, kept):
    put_right(fact=facts[Residence], kind="temporary", by=worker)

    with pytest.raises(ChangedMeanwhile):
        accept_settled(entry=kept, by=worker)


def test_whoever_came_from_a_page_goes_back_to_it(signed_in, facts, joan):
    back = reverse("families:person-facts", args=[joan.pk])
    tie = facts[Partnership]

    answers = [
        signed_in.post(f"{page(tie)}?back={back}", shown(signed_in, tie) | said) for said in ({}, {"never": "on"})
    ]

    assert [answer.headers["Location"] for answer in answers] == [back, back]


@pytest.mark.parametrize(
    ("scheme", "said", "kept"),
    [
        ("nhs_number", "943 476 5919", "9434765919"),
        ("upn", "h801200001001", "H801200001001"),
        ("lcs_person_id", "K 1", "K 1"),
    ],
)
def test_a_number_of_another_system_is_written_down(signed_in, amina, scheme, said, kept):
    signed_in.post(reverse("families:number-add", args=[amina.pk]), {"scheme": scheme, "value": said})

    assert ExternalIdentifier.objects.get().value == kept


@pytest.mark.parametrize(
    ("scheme", "said"), [("nhs_number", "9434765918"), ("nhs_number", "٩٤٣٤٧٦٥٩١٩"), ("upn", "12")]
)
def test_a_slip_in_a_number_is_told_and_kept_on_the_form(signed_in, amina, scheme, said):
    response = signed_in.post(reverse("families:number-add", args=[amina.pk]), {"scheme": scheme, "value": said})

    assert (response.status_code, ExternalIdentifier.objects.count()) == (422, 0)
    assert f'value="{said}"' in response.text
