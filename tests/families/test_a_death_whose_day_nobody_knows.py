"""Someone has died, and nobody knows when: written down, read on every page as a death is, and found in no choice of the living."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from families.forms.merging import MERGED, MergeForm
from families.models import Person
from families.queries.as_it_was import as_it_was
from families.queries.families import people_in
from families.queries.history import what_changed
from families.queries.kinship import kin_term
from families.queries.tree import family_tree
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import AddressFactory, PartnershipFactory, ResidenceFactory
from tests.families.pages import parts, post

TODAY = datetime.now(tz=UTC).date()  # of the database, whose clock no test stops
UNKNOWN = {"death_precision": "unknown"}


@pytest.fixture
def bill(family):
    return MembershipFactory(family=family, person__known_as="Bill", role="relative").person


def died(person):
    for name, value in UNKNOWN.items():
        setattr(person, name, value)
    person.save()


def test_a_day_is_known_or_not(organisation):
    with pytest.raises(IntegrityError, match="person_death_known_or_not"), transaction.atomic():
        PersonFactory(date_of_death=date(2020, 1, 1), **UNKNOWN)


def test_a_birth_is_never_unknown_so(organisation):
    with pytest.raises(IntegrityError, match="_choice"), transaction.atomic():
        PersonFactory(dob_precision="unknown")


def test_who_lives_and_who_has_died():
    said = [Person(), Person(date_of_death=date(2020, 1, 1)), Person(**UNKNOWN)]

    assert [person.has_died for person in said] == [False, True, True]


def test_there_is_no_age_without_a_day():
    assert Person(date_of_birth=date(1950, 1, 1), **UNKNOWN).age is None


def test_it_is_written_down_and_put_right(signed_in, bill):
    page = reverse("families:person-change", args=[bill.pk])
    said = {"known_as": "Bill", "gender": "man_boy"}

    signed_in.post(page, said | {"row_version": bill.row_version, "died_unknown_when": "on"})
    bill.refresh_from_db()
    assert (bill.has_died, bill.date_of_death) == (True, None)
    assert signed_in.get(page).context["form"].initial["died_unknown_when"] is True

    signed_in.post(page, said | {"row_version": bill.row_version, **parts("date_of_death", "", "", "2020")})
    bill.refresh_from_db()
    assert (bill.date_of_death, bill.death_precision) == (date(2020, 1, 1), "year")

    signed_in.post(page, said | {"row_version": bill.row_version})
    bill.refresh_from_db()
    assert (bill.has_died, bill.death_precision) == (False, "day")


def test_both_are_refused_with_a_sentence_and_kept(signed_in, bill):
    said = {"known_as": "Bill", "row_version": bill.row_version, "died_unknown_when": "on"}

    response = post(signed_in, "person-change", bill, **said, **parts("date_of_death", "", "", "2020"))

    assert (response.status_code, 'value="2020"' in response.text) == (422, True)
    assert "Give the date of death, or say that nobody knows when: not both." in response.text


def test_someone_new_is_written_down_so(signed_in, family):
    post(signed_in, "person-add", family, known_as="Old Tom", role="relative", died_unknown_when="on")

    assert Person.objects.get(known_as="Old Tom").has_died


@pytest.mark.parametrize(("kind", "term"), [("married", "husband"), ("cohabiting", "partner")])
def test_a_partner_is_late(worker, joan, bill, kind, term):
    bill.gender = "man_boy"
    bill.save()
    PartnershipFactory(a=joan, b=bill, kind=kind)
    assert kin_term(joan.pk, bill.pk, worker) == term

    died(bill)

    assert kin_term(joan.pk, bill.pk, worker) == f"late {term}"


def test_the_tree_crosses_them_out(family, worker, joan, bill):
    PartnershipFactory(a=joan, b=bill)
    crossed = Person(pk=bill.pk, known_as="Bill", date_of_death=date(2020, 1, 1))

    def drawing():
        return family_tree(family.pk, joan.pk, worker).drawing

    lives = drawing()
    died(bill)
    unknown = drawing()
    Person.objects.filter(pk=crossed.pk).update(date_of_death=crossed.date_of_death, death_precision="day")
    dated = drawing()

    assert [one.key == dated.key for one in (lives, unknown)] == [False, True]
    assert unknown.svg.count("<line") + unknown.svg.count("<path") == dated.svg.count("<line") + dated.svg.count(
        "<path"
    )
    assert ("has died" in unknown.svg, "died 2020" in dated.svg) == (True, True)


def test_on_the_tree_they_live_nowhere(family, worker, joan, bill):
    home = AddressFactory(lines="3 Mill Lane")
    for one in (joan, bill):
        ResidenceFactory(person=one, address=home)
    died(bill)

    drawing = family_tree(family.pk, joan.pk, worker).drawing

    who = {one.name: [line.name for line in one.people] for one in drawing.households}
    assert (who["3 Mill Lane"], "Bill" in who[""]) == (["Joan"], True)
    assert drawing.svg.count("lives in this household") == 1


def test_a_goal_is_not_theirs(family, worker, joan, bill):
    died(bill)

    assert set(people_in(family, worker)) == {joan}


def test_what_changed_says_it(worker, bill):
    died(bill)

    newest = next(row for row in what_changed(bill.pk, worker).rows if row.kind == "About them")
    assert [(field.label, field.old, field.new) for field in newest.fields] == [
        ("Date of death", "", "on a day that nobody knows")
    ]
    assert "Died on a day that nobody knows." in {fact.sentence for fact in as_it_was(bill.pk, worker, TODAY).facts}


@pytest.mark.parametrize("keeps", ["kept", "merged"])
def test_of_two_who_are_one_it_is_asked_whether_they_died(organisation, bill, keeps):
    lives = PersonFactory(known_as="Bill")
    died(bill)

    form = MergeForm(
        {"why": "the same", "known_as": "kept", "date_of_death": keeps}, kept=lives, merged=bill, reads_homes=True
    )

    assert list(form.fields["date_of_death"].choices) == [
        ("kept", "Not recorded"),
        (MERGED, "on a day that nobody knows"),
    ]
    assert (form.fields["date_of_death"].initial, form.is_valid()) == (MERGED, True)
    assert form.cleaned_data["chosen"].get("death_precision", "") == ("unknown" if keeps == "merged" else "")
