"""What someone says of themselves, and a family of itself: written, shown where it is filled in, kept when it is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from families.forms.families import FamilyChangeForm
from families.models import Family, Person, PersonAccount
from families.queries.as_it_was import as_it_was
from tests.conftest import make
from tests.families.pages import post
from tests.families.test_history import TODAY

ABOUT = {
    "about_me": "I draw horses.",
    "languages": "English, Kurmanji",
    "interpreter_language": "Kurmanji",
    "communication_needs": "Slowly.",
    "access_needs": "No stairs.",
}
OWN = {"story": "We came by boat.", "languages": "English, Kurmanji", "pets": "Bramble, dog\n\n Mog, cat \n"}


def test_what_they_say_is_written_and_shown(signed_in, amina):
    response = post(signed_in, "person-about", amina, **ABOUT, row_version=amina.row_version)

    page = signed_in.get(response.headers["Location"])
    assert Person.objects.get(pk=amina.pk).languages == ["English", "Kurmanji"]
    assert all(text in page.text for text in ABOUT.values())


def test_a_form_as_it_was_opened_changes_nothing(signed_in, amina):
    post(signed_in, "person-about", amina, **ABOUT, row_version=amina.row_version)
    form = signed_in.get(reverse("families:person-about", args=[amina.pk])).context["form"]

    post(signed_in, "person-about", amina, **form.initial)

    written = Person.objects.get(pk=amina.pk)
    assert (written.about_me, written.languages) == (ABOUT["about_me"], ["English", "Kurmanji"])


def test_the_second_to_save_is_told(signed_in, amina):
    late = {"access_needs": "A hearing loop.", "row_version": amina.row_version}
    post(signed_in, "person-about", amina, **ABOUT, row_version=amina.row_version)

    response = post(signed_in, "person-about", amina, **late)

    assert (response.status_code, "A hearing loop." in response.text) == (422, True)
    assert ("What helps them to take part", "No stairs.") in response.context["theirs"]


def test_the_form_of_names_and_dates_leaves_it_alone(signed_in, amina):
    post(signed_in, "person-about", amina, **ABOUT, row_version=amina.row_version)
    version = Person.objects.get(pk=amina.pk).row_version

    post(signed_in, "person-change", amina, known_as="Mina", gender="not_recorded", row_version=version)

    written = Person.objects.get(pk=amina.pk)
    assert (written.known_as, written.communication_needs, written.languages[0]) == ("Mina", "Slowly.", "English")


def test_what_is_empty_is_not_on_the_page(signed_in, amina):
    page = signed_in.get(amina.get_absolute_url())

    assert not [key for key in ("Interpreter needed in", "What helps them", ">Languages<") if key in page.text]


def test_as_it_was_tells_it(worker, amina):
    Person.objects.filter(pk=amina.pk).update(access_needs="No stairs.", interpreter_language="Kurmanji")

    said = {fact.sentence for fact in as_it_was(amina.pk, worker, TODAY).facts}

    assert {"What helps them to take part: No stairs.", "Needed an interpreter in Kurmanji."} <= said


def test_of_two_who_are_one_each_point_is_asked(signed_in, amina, joan):
    Person.objects.filter(pk=amina.pk).update(access_needs="No stairs.", interpreter_language="Kurmanji")

    page = signed_in.get(reverse("families:person-merge", args=[joan.pk, amina.pk]))

    assert {"access_needs", "interpreter_language"} <= set(page.context["form"].fields)


def test_a_family_tells_of_itself(signed_in, family):
    said = {"name": "Rowan", "row_version": family.row_version, **OWN}

    response = post(signed_in, "family-change", family, **said)

    written = Family.objects.get(pk=family.pk)
    assert (written.story, written.pets) == ("We came by boat.", ["Bramble, dog", "Mog, cat"])
    page = signed_in.get(response.headers["Location"])
    assert all(text in page.text for text in ("We came by boat.", "English, Kurmanji", "Mog, cat"))


def test_the_family_reads_it_on_its_own_page(client, family, amina):
    Family.objects.filter(pk=family.pk).update(story="We came by boat.", pets=["Bramble, dog"])
    user = make.UserFactory(kind="family", roles=[])
    PersonAccount.objects.create(organisation=family.organisation, person=amina, user=user)
    client.force_login(user)

    page = client.get(reverse("casework:our-page"))

    assert ("We came by boat." in page.text, "Bramble, dog" in page.text) == (True, True)


def test_a_family_that_said_nothing_has_no_card(signed_in, family):
    assert "as they tell it" not in signed_in.get(family.get_absolute_url()).text


def test_the_form_shows_what_stands_there(family):
    family.pets, family.languages = ["Bramble, dog", "Mog, cat"], ["English"]

    assert {"pets": "Bramble, dog\nMog, cat", "languages": "English"}.items() <= FamilyChangeForm.of(family).items()


@pytest.mark.parametrize(
    ("pets", "sentence"),
    [
        ("x" * 101, "Put each pet in a line of its own."),
        ("\n".join(["Mog"] * 21), "Write what each pet is called, twenty of them at most."),
    ],
)
def test_too_many_pets_are_refused_and_stay_on_the_form(signed_in, family, pets, sentence):
    response = post(signed_in, "family-change", family, name="Rowan", row_version=family.row_version, pets=pets)

    assert (response.status_code, sentence in response.text, pets[:40] in response.text) == (422, True, True)


@pytest.mark.parametrize("pets", [[""], ["Mog"] * 21])
def test_the_database_refuses_them_too(family, pets):
    family.pets = pets

    with pytest.raises(ValidationError):
        family.full_clean()
    with pytest.raises(IntegrityError, match="family_pets_have_names"), transaction.atomic():
        family.save()
