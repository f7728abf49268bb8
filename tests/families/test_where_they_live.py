"""In which locality someone lives, and how an address is written: its number, its country; and who reads where that is kept."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Locality
from families.models import Address, Person, Residence, home_localities_open_to
from families.periods import Period
from families.queries.as_it_was import as_it_was
from families.queries.hidden_words import concealed_words
from families.queries.history import what_changed
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_families import AddressFactory, ResidenceFactory, ResponsibilityFactory, sign_in_of
from tests.families.pages import post
from tests.families.test_history import TODAY

HOME = {"lines": "12 Ash Road", "kind": "lives_here", "is_main": "on"}
LABEL = "Locality where they live"


@pytest.fixture
def harbour(organisation):
    return Locality.objects.create(organisation=organisation, name="Harbourside")


@pytest.fixture
def coach(family):
    """Who sees the people of the family, and not what is confidential."""
    return InvolvementFactory(
        family=family, role="school", practitioner__user__roles=["social_worker"]
    ).practitioner.user


def lives_in(person, locality):
    Person.objects.filter(pk=person.pk).update(home_locality=locality)
    person.refresh_from_db()


def change(client, person, **said):
    names = {"known_as": person.known_as, "gender": "not_recorded", "row_version": person.row_version}
    return post(client, "person-change", person, **names, **said)


def test_it_is_asked_with_someone_new(signed_in, family, harbour):
    post(signed_in, "person-add", family, known_as="Kit", role="child", home_locality=str(harbour.pk))

    assert Person.objects.get(known_as="Kit").home_locality == harbour


def test_it_is_changed_shown_and_stands_in_what_changed(signed_in, worker, amina, harbour):
    response = change(signed_in, amina, home_locality=str(harbour.pk))

    assert "Harbourside" in signed_in.get(response.headers["Location"]).text
    assert "Harbourside" in signed_in.get(reverse("families:person-facts", args=[amina.pk])).text
    told = [field.told for row in what_changed(amina.pk, worker).rows for field in row.fields]
    assert f"{LABEL}: Harbourside" in told


def test_as_it_was_tells_it(worker, amina, harbour):
    lives_in(amina, harbour)

    assert "Lived in Harbourside." in {fact.sentence for fact in as_it_was(amina.pk, worker, TODAY).facts}


def test_where_the_council_has_no_localities_it_is_not_asked(signed_in, amina):
    page = signed_in.get(reverse("families:person-change", args=[amina.pk]))

    assert "home_locality" not in page.context["form"].fields


def test_one_that_is_not_there_is_no_answer(signed_in, amina, harbour):
    response = change(signed_in, amina, home_locality=str(uuid4()))

    assert (response.status_code, "home_locality" in response.context["form"].errors) == (422, True)


def test_who_may_not_see_a_confidential_home_reads_no_locality(client, coach, amina, joan, harbour):
    """Not of whom it is confidential, nor of who lives there with them."""
    lives_in(amina, harbour)
    lives_in(joan, harbour)
    home = ResidenceFactory(person=amina, is_confidential=True).address
    ResidenceFactory(person=joan, address=home)
    client.force_login(coach)

    for person in (amina, joan):
        pages = [person.get_absolute_url(), *(reverse(f"families:{name}", args=[person.pk]) for name in PAGES)]
        assert not [page for page in pages if "Harbourside" in client.get(page).text]
        assert "Harbourside" not in str(what_changed(person.pk, coach).rows)
        assert "Harbourside" not in str(as_it_was(person.pk, coach, TODAY).facts)


def test_where_they_lived_before_is_not_read_of_a_home_in_which_someone_is_hidden_still(
    client, coach, worker, organisation, amina, joan, harbour
):
    """Amina has moved out; Joan lives there still, and nobody is to find her. Where Amina lives now is no secret."""
    home = ResidenceFactory(person=joan, is_confidential=True).address
    ResidenceFactory(person=amina, address=home, period=Period(date(2024, 1, 1), date(2025, 1, 1)))
    lives_in(amina, harbour)
    lives_in(amina, Locality.objects.create(organisation=organisation, name="Hilltop"))
    client.force_login(coach)

    told = str(what_changed(amina.pk, coach).rows)
    assert ("Hilltop" in told, "Harbourside" in told) == (True, False)
    assert "Harbourside" not in str(as_it_was(amina.pk, coach, TODAY).facts)
    assert "Hilltop" in client.get(amina.get_absolute_url()).text
    assert "Harbourside" in str(what_changed(amina.pk, worker).rows)


PAGES = ("person-facts", "person-changes", "person-change")


def test_who_may_see_the_home_reads_it(signed_in, amina, harbour):
    lives_in(amina, harbour)
    ResidenceFactory(person=amina, is_confidential=True)

    assert "Harbourside" in signed_in.get(amina.get_absolute_url()).text


def test_where_no_home_is_confidential_anyone_alongside_reads_it(client, coach, amina, harbour):
    lives_in(amina, harbour)
    ResidenceFactory(person=amina)
    client.force_login(coach)

    assert "Harbourside" in client.get(amina.get_absolute_url()).text


def test_who_may_not_read_it_leaves_it_as_it_is(client, coach, amina, harbour):
    lives_in(amina, harbour)
    ResidenceFactory(person=amina, is_confidential=True)
    client.force_login(coach)

    response = change(client, amina, home_locality="")

    amina.refresh_from_db()
    assert (response.status_code, amina.home_locality) == (302, harbour)


@pytest.mark.parametrize(
    ("homes", "told"),
    [
        ({}, True),
        ({"is_confidential": True}, False),
        ({"is_confidential": True, "period": Period(date(2024, 1, 1), date(2025, 1, 1))}, False),
    ],
)
def test_a_parent_reads_it_where_no_home_was_ever_confidential(client, family, harbour, homes, told):
    dana = MembershipFactory(family=family, person__date_of_birth=date(1990, 4, 2)).person
    child = MembershipFactory(family=family, person__date_of_birth=date(2015, 5, 1)).person
    ResponsibilityFactory(holder=dana, child=child, status="confirmed")
    lives_in(child, harbour)
    ResidenceFactory(person=child, **homes)
    client.force_login(sign_in_of(dana))

    assert ("Harbourside" in client.get("/our-page/written/").text) is told


def test_it_is_open_for_nobody_else(outsider, family, amina, joan, harbour):
    """Not of whom one may not see; and in a family of oneself only, and of whom one reads for."""
    lives_in(amina, harbour)
    lives_in(joan, harbour)
    open_to = [set(Person.objects.filter(home_localities_open_to(user))) for user in (outsider, sign_in_of(joan))]

    assert open_to == [set(), {joan}]


def test_of_two_who_are_one_it_is_asked_where_they_differ(signed_in, organisation, amina, joan, harbour):
    lives_in(amina, harbour)
    lives_in(joan, Locality.objects.create(organisation=organisation, name="Hilltop"))
    said = {"why": "She told us.", "home_locality": "merged"}
    page = reverse("families:person-merge", args=[amina.pk, joan.pk])

    asked = signed_in.get(page).context["form"].fields["home_locality"].choices
    signed_in.post(page, said | dict.fromkeys(("known_as",), "kept"))

    amina.refresh_from_db()
    assert [label for _value, label in asked] == ["Harbourside", "Hilltop"]
    assert str(amina.home_locality) == "Hilltop"


def test_whoever_makes_two_one_is_not_asked_what_they_may_not_read(client, coach, amina, joan, harbour):
    lives_in(joan, harbour)
    ResidenceFactory(person=joan, is_confidential=True)
    client.force_login(coach)

    page = client.get(reverse("families:person-merge", args=[amina.pk, joan.pk]))

    assert "Harbourside" not in page.text


def test_a_home_is_written_with_its_number_and_country(signed_in, amina):
    post(signed_in, "residence-add", amina, **HOME, uprn=" 1000 2333 6956", country="GB")

    address = Residence.objects.get().address
    assert (address.uprn, address.country, str(address)) == ("100023336956", "GB", "12 Ash Road")
    assert "UPRN 100023336956" in signed_in.get(reverse("families:person-facts", args=[amina.pk])).text
    assert "UPRN 100023336956" in signed_in.get(reverse("families:person-changes", args=[amina.pk])).text


def test_a_home_abroad_says_its_country(signed_in, amina):
    post(signed_in, "residence-add", amina, **HOME, country="PL")

    assert "12 Ash Road, Poland" in signed_in.get(amina.get_absolute_url()).text


def test_no_country_stands_chosen_and_the_united_kingdom_comes_first(signed_in, amina):
    country = signed_in.get(reverse("families:residence-add", args=[amina.pk])).context["form"]["country"]

    assert (country.value(), [label for _code, label in country.field.choices][:2]) == (
        None,
        ["Not said", "United Kingdom"],
    )


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"uprn": "12A"}, "uprn", "A UPRN is a number of up to twelve digits, such as 100023336956."),
        ({"uprn": "1234567890123"}, "uprn", "A UPRN is a number of up to twelve digits, such as 100023336956."),
        ({"uprn": "١٢٣"}, "uprn", "A UPRN is a number of up to twelve digits, such as 100023336956."),
        (
            {"uprn": "123", "country": "PL"},
            "uprn",
            "Only an address in the United Kingdom has a UPRN. Take it out, or choose the United Kingdom.",
        ),
        ({"country": "XX"}, "country", "Choose one of the answers that are there."),
    ],
)
def test_what_is_no_number_or_country_comes_back(signed_in, amina, said, field, sentence):
    response = post(signed_in, "residence-add", amina, **HOME | said)

    assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})
    assert "12 Ash Road" in response.text
    assert all(value in response.text for value in said.values() if value != "XX")


def test_a_number_beside_a_home_that_is_known_is_refused(signed_in, amina, joan):
    home = ResidenceFactory(person=joan).address

    response = post(signed_in, "residence-add", amina, address=str(home.pk), kind="lives_here", uprn="12")

    assert response.context["form"].errors == {"uprn": ["This is of another home. Take it out, or write that address."]}


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"uprn": "12A"}, "address_uprn_in_digits"),
        ({"uprn": "12", "country": "PL"}, "address_uprn_here_only"),
        ({"country": "XX"}, "families_address_country_.*_choice"),
    ],
)
def test_past_every_form_the_database_refuses_it(organisation, fields, constraint):
    address = AddressFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Address.objects.filter(pk=address.pk).update(**fields)


def test_another_countrys_number_is_a_sentence_of_the_table_too(organisation):
    with pytest.raises(ValidationError, match="Only an address in the United Kingdom has a UPRN"):
        AddressFactory.build(organisation=organisation, uprn="12", country="PL").full_clean()


def test_the_number_of_a_hidden_home_is_found_in_a_text(amina):
    address = AddressFactory(uprn="100023336956")
    ResidenceFactory(person=amina, address=address, is_confidential=True)

    assert concealed_words({"words": "It is UPRN 1000 2333 6956."}, people=[amina]) == "words"
    assert concealed_words({"words": "It is UPRN 100023336957."}, people=[amina]) is None
