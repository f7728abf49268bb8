"""Who was born together: what the database holds, who sees it, and how it is written down and put right."""

from datetime import date

import pytest
from django.urls import reverse

from families.actions.births import record_born_together
from families.actions.merging import MergeRefused, merge_people, unmerge_people
from families.models import AccessBlock, MultipleBirth, Parentage, Person, ToBeSettled
from families.queries.as_it_was import as_it_was
from families.queries.history import what_changed
from families.queries.tree import family_tree
from tests.factories import InvolvementFactory, MembershipFactory, ParentageFactory, PersonFactory
from tests.factories_families import MultipleBirthFactory, SiblingLinkFactory, sign_in_of
from tests.families.pages import HOW, post
from tests.refusals import again, change, refused_by

BORN = date(2015, 5, 1)


FACTS = 26


def born(family, name, day=BORN, **more):
    person = {"person__known_as": name, "person__date_of_birth": day, **more}
    return MembershipFactory(family=family, **person).person


@pytest.fixture
def theo(family):
    return born(family, "Theo")


@pytest.fixture
def mia(family):
    return born(family, "Mia")


@pytest.fixture
def twins(amina, theo):
    Person.objects.filter(pk=amina.pk).update(date_of_birth=BORN)
    return MultipleBirthFactory(a=amina, b=theo)


@pytest.fixture
def hana(family):
    return InvolvementFactory(family=family).practitioner.user


def said_in_tree(user, family, focus):
    page = family_tree(family.pk, focus.pk, user)
    return {line.name: line.siblings for household in page.drawing.households for line in household.people}


# What the database holds


def test_twins_are_two_people(twins, amina):
    assert refused_by(lambda: again(twins, a=amina, b=amina)) == "multiple_birth_ordered"


def test_twins_are_written_down_once(twins):
    assert refused_by(lambda: again(twins)) == "multiple_birth_once"


def test_what_was_a_mistake_may_be_written_anew(twins):
    change(twins, mistaken_on=BORN)

    again(twins, mistaken_on=None)

    assert MultipleBirth.objects.standing().count() == 1


def test_a_mistake_stays_one(twins):
    change(twins, mistaken_on=BORN)

    assert refused_by(lambda: change(twins, mistaken_on=None)) == "multiple_birth_mistaken_once"


@pytest.mark.parametrize(
    ("day", "precision", "is_refused"),
    [
        (date(2015, 5, 2), "day", False),
        (date(2015, 5, 3), "day", True),
        (date(2015, 4, 29), "day", True),
        (date(2015, 1, 1), "year", False),
        (None, "day", False),
    ],
)
def test_those_born_together_have_one_birthday_or_two_around_midnight(family, theo, day, precision, is_refused):
    other = born(family, "Mia", day, person__dob_precision=precision)

    if is_refused:
        assert refused_by(lambda: MultipleBirthFactory(a=theo, b=other)) == "multiple_birth_of_one_day"
    else:
        assert MultipleBirthFactory(a=theo, b=other)


def test_nobody_joins_two_birthdays_and_so_two_births(family, amina, theo):
    MultipleBirthFactory(a=theo, b=amina)  # whose birthday is not known
    later = born(family, "Mia", date(2018, 5, 1))

    assert refused_by(lambda: MultipleBirthFactory(a=amina, b=later)) == "multiple_birth_of_one_day"


def test_what_is_disputed_is_kept_beside_any_birthday(family, theo):
    assert MultipleBirthFactory(a=theo, b=born(family, "Mia", date(2018, 5, 1)), confidence="disputed")


# Who sees it


def test_whoever_sees_both_reads_it_in_the_tree(twins, worker, family, amina):
    assert said_in_tree(worker, family, amina)["Theo"] == ("twin of Amina",)


def test_whoever_may_not_see_one_of_them_finds_no_trace(family, twins, amina, theo, worker, client):
    rob = born(family, "Rob", None)
    reader = sign_in_of(rob)
    a_block = {"viewer_person": rob, "protected_person": theo, "ground": "other", "set_by": worker}
    AccessBlock.objects.create(
        organisation=family.organisation, set_on=date(2026, 3, 16), review_on=date(2026, 9, 1), **a_block
    )

    assert said_in_tree(reader, family, amina)["Amina"] == ()
    assert not MultipleBirth.objects.visible_to(reader)
    assert "born together" not in str(family_tree(family.pk, amina.pk, reader).drawing)


def test_of_three_one_who_is_hidden_leaves_two(family, twins, amina, theo, mia, worker):
    MultipleBirthFactory(a=amina, b=mia)
    MultipleBirthFactory(a=theo, b=mia)
    rob = born(family, "Rob", None)
    AccessBlock.objects.create(
        organisation=family.organisation,
        viewer_person=rob,
        protected_person=mia,
        ground="other",
        set_by=worker,
        set_on=date(2026, 3, 16),
        review_on=date(2026, 9, 1),
    )

    assert said_in_tree(sign_in_of(rob), family, amina)["Amina"] == ("twin of Theo",)


def test_what_is_kept_to_the_lead_worker_is_nobody_elses(family, twins, amina, worker, hana):
    change(twins, visibility="restricted")

    assert [said_in_tree(user, family, amina)["Amina"] for user in (worker, hana)] == [("twin of Theo",), ()]


def test_what_is_disputed_or_a_mistake_is_not_drawn(family, twins, amina, worker):
    change(twins, confidence="disputed")
    disputed = said_in_tree(worker, family, amina)["Amina"]
    change(twins, confidence="believed", mistaken_on=BORN)

    assert (disputed, said_in_tree(worker, family, amina)["Amina"]) == ((), ())


def test_a_refusal_by_what_is_unseen_is_kept_for_someone_who_sees_it(family, twins, amina, theo, hana):
    change(twins, visibility="restricted")

    kept = record_born_together(one=amina, other=theo, identical="yes", by=hana)

    assert isinstance(kept, ToBeSettled)


def test_a_birthday_of_someone_whose_birth_is_unseen_is_not_told_by_a_refusal(family, amina, theo, hana):
    mia = born(family, "Mia", date(2018, 5, 1))
    MultipleBirthFactory(a=amina, b=mia, visibility="restricted")

    kept = record_born_together(one=amina, other=theo, identical="yes", by=hana)

    assert isinstance(kept, ToBeSettled)


# Writing it down and putting it right


@pytest.fixture
def brother(amina, theo):
    SiblingLinkFactory(a=amina, b=theo)
    return theo


def test_a_twin_who_is_written_down_takes_three_taps(signed_in, amina, brother):
    response = post(signed_in, "born-together-add", amina, relative=brother.pk, identical="no", source="they_said")

    birth = MultipleBirth.objects.get()
    assert (response.status_code, birth.identical, birth.said_by, birth.confidence) == (302, "no", amina, "believed")


def test_only_brothers_and_sisters_are_offered(signed_in, amina, brother, joan):
    page = signed_in.get(reverse("families:born-together-add", args=[amina.pk]))

    assert list(page.context["form"].fields["relative"].queryset) == [brother]


def test_who_has_the_same_parent_is_a_brother_or_sister(signed_in, amina, joan, theo):
    for child in (amina, theo):
        ParentageFactory(parent=joan, child=child)

    page = signed_in.get(reverse("families:born-together-add", args=[amina.pk]))

    assert list(page.context["form"].fields["relative"].queryset) == [theo]


def test_without_a_brother_or_sister_one_is_written_down_first(signed_in, amina):
    response = signed_in.get(reverse("families:born-together-add", args=[amina.pk]), follow=True)

    assert "the form asks whether they were born together" in response.text


def test_a_new_twin_is_written_down_with_the_form_of_a_sibling(signed_in, amina, joan):
    edge = ParentageFactory(parent=joan, child=amina)

    post(signed_in, "sibling-add", amina, new_name="Theo", kind="full", shared=[edge.pk], identical="yes", **HOW)

    birth = MultipleBirth.objects.get()
    assert ({birth.a.known_as, birth.b.known_as}, birth.identical) == ({"Amina", "Theo"}, "yes")
    assert Parentage.objects.filter(parent=joan).count() == 2


def test_a_third_is_born_together_with_both(signed_in, twins, amina, theo, mia):
    SiblingLinkFactory(a=amina, b=mia)

    post(signed_in, "born-together-add", amina, relative=mia.pk, identical="yes", **HOW)

    pairs = {frozenset((one.a, one.b)): one.identical for one in MultipleBirth.objects.all()}
    assert pairs == {
        frozenset((amina, theo)): "unknown",
        frozenset((amina, mia)): "yes",
        frozenset((theo, mia)): "unknown",
    }


def test_birthdays_too_far_apart_are_said_on_the_form(signed_in, family, amina, brother):
    change(amina, date_of_birth=date(2018, 5, 1))

    response = post(signed_in, "born-together-add", amina, relative=brother.pk, identical="no", **HOW)

    assert (response.status_code, "Check the days they were born." in response.text) == (422, True)


def test_birthdays_that_were_corrected_apart_are_pointed_out(signed_in, twins, amina):
    change(amina, date_of_birth=date(2018, 5, 1))

    page = signed_in.get(reverse("families:person-facts", args=[amina.pk]))

    assert "check the days they were born" in page.text


def test_that_they_are_identical_is_found_out_later(signed_in, twins):
    post(signed_in, "born-together-change", twins, identical="yes", row_version=twins.row_version)

    twins.refresh_from_db()
    assert (twins.identical, twins.mistaken_on) == ("yes", None)


def test_a_mistake_is_put_right_and_kept(signed_in, worker, twins, amina):
    post(signed_in, "born-together-change", twins, identical="mistake", row_version=twins.row_version)

    twins.refresh_from_db()
    assert twins.mistaken_on == date(2026, 3, 16)
    told = [field.label for row in what_changed(amina.pk, worker).rows for field in row.fields]
    assert "Found to be a mistake on" in told
    assert not [fact for fact in as_it_was(amina.pk, worker, date(2100, 1, 1)).facts if fact.kind == "Born together"]
    assert signed_in.get(reverse("families:born-together-change", args=[twins.pk])).status_code == 404


@pytest.mark.parametrize("page", ["born-together-add", "born-together-change"])
def test_neither_page_is_there_for_an_outsider(client, outsider, twins, amina, page):
    client.force_login(outsider)

    response = post(client, page, amina if page.endswith("add") else twins, identical="yes", **HOW)

    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    signed_in, family, amina, count, django_assert_num_queries
):
    for number in range(count):
        MultipleBirthFactory(a=amina, b=born(family, f"Twin {number}"))

    with django_assert_num_queries(FACTS):
        signed_in.get(reverse("families:person-facts", args=[amina.pk]))


# Found to be one


def test_two_who_are_found_to_be_one_have_their_twin_once_and_twice_again(worker, twins, amina, theo):
    double = PersonFactory(known_as="Minnie")
    MultipleBirthFactory(a=double, b=theo)

    merge = merge_people(kept=amina, merged=double, why="The same birthday", by=worker)
    once = MultipleBirth.objects.count()
    unmerge_people(merge=merge, by=worker)

    assert (once, MultipleBirth.objects.count()) == (1, 2)


def test_those_born_together_are_two(worker, twins, amina, theo):
    with pytest.raises(MergeRefused, match="born together: they are two"):
        merge_people(kept=amina, merged=theo, why="The same birthday", by=worker)


@pytest.mark.parametrize("wrong", [{"mistaken_on": date(2026, 3, 16)}, {"confidence": "disputed"}])
def test_twins_who_were_one_all_along_are_not_twins(worker, twins, amina, theo, wrong):
    change(twins, **wrong)

    merge_people(kept=amina, merged=theo, why="The same birthday", by=worker)

    assert not MultipleBirth.objects.exists()


def test_who_may_not_see_that_they_were_born_together_is_told_nothing_of_it(hana, twins, amina, theo):
    change(twins, visibility="restricted")

    with pytest.raises(MergeRefused, match="can’t be made one as they stand"):
        merge_people(kept=amina, merged=theo, why="The same birthday", by=hana)
