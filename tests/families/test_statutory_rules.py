"""One direction for each field, held by the database (domain.md §9.7)."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from accounts.history import act
from database import clock
from families.actions.statutory import take_statutory_people
from families.imports.statutory import ToldFact, ToldPerson
from families.models import (
    ExternalIdentifier,
    Family,
    FieldOwner,
    Person,
    StatutoryQuestion,
    StatutoryRecord,
)
from families.models.statutory_rules import SETTLE, TAKE
from families.periods import Period
from tests.factories_api import credentials
from tests.refusals import again, change, refused_by, refused_past_triggers

NUMBER = ("lcs_person_id", "LARK1")
IN_NEED = ToldFact("status", "s1", "child in need", period=Period(date(2026, 3, 3), None))


@pytest.fixture
def sender(organisation):
    return credentials("statuses.write").client.user


@pytest.fixture
def record(amina, sender):
    ExternalIdentifier.objects.create(organisation=amina.organisation, person=amina, scheme=NUMBER[0], value=NUMBER[1])
    told = ToldPerson(NUMBER, given_name="Amina", facts=(IN_NEED,), kinds=frozenset({"status"}))
    take_statutory_people(told=[told], by=sender)
    return StatutoryRecord.objects.get()


@pytest.fixture
def question(amina, sender):
    return StatutoryQuestion.objects.create(
        organisation=amina.organisation, kind="born", person=amina, sent_by=sender, scheme=NUMBER[0], value=NUMBER[1]
    )


def fed(operation):
    """The same as if a feed did it."""

    def done():
        with act(TAKE):
            operation()

    return done


def test_only_the_feed_writes_what_it_knows(record):
    fact = record.facts.get()

    assert refused_by(lambda: change(record, given_name="Mine")) == "statutory_record_by_the_feed"
    assert refused_by(lambda: again(record, value="X")) == "statutory_record_by_the_feed"
    assert refused_by(lambda: change(fact, words="child looked after")) == "statutory_fact_by_the_feed"
    assert refused_by(lambda: again(fact, source_id="s2")) == "statutory_fact_by_the_feed"


def test_who_settles_writes_it_too(record):
    with act(SETTLE):
        change(record, given_name="Aminah")

    assert StatutoryRecord.objects.get().given_name == "Aminah"


LOCAL = {
    "known_as": "Mina",
    "pronouns": "they",
    "gender_words": "girl",
    "about_me": "I like otters",
    "given_name": "Other",
    "date_of_birth": date(2015, 5, 6),
}


@pytest.mark.parametrize("field", LOCAL)
def test_a_feed_changes_no_field_of_a_person(amina, field):
    assert refused_by(fed(lambda: change(amina, **{field: LOCAL[field]}))) == "person_fed_as_owned"


@pytest.mark.parametrize("field", ["name", "story"])
def test_a_feed_changes_no_field_of_a_family(family, field):
    assert refused_by(fed(lambda: change(family, **{field: "Theirs"}))) == "family_fed_as_owned"


def test_a_page_changes_them_as_before(amina):
    change(amina, about_me="I like otters")

    assert Person.objects.get(pk=amina.pk).about_me == "I like otters"


@pytest.mark.parametrize(("model", "resource"), [(Person, "person"), (Family, "family")])
def test_every_field_has_an_owner(model, resource, organisation):
    ours = {"id", "organisation_id", "created_at", "created_by_id", "updated_at", "row_version", "merged_into_id"}
    fields = {one.attname for one in model._meta.concrete_fields if not one.generated} - ours

    assert fields == set(FieldOwner.objects.filter(resource=resource).values_list("field", flat=True))


def test_a_field_has_one_direction_and_a_known_owner(organisation):
    assert refused_past_triggers(FieldOwner(pk=9_001, resource="person", field="known_as", owner="lcs")) == (
        "field_owner_one_direction"
    )
    assert refused_past_triggers(FieldOwner(pk=9_002, resource="person", field="shoes", owner="nobody")) == (
        "field_owner_known"
    )


def test_the_application_changes_no_owner(organisation):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FieldOwner.objects.filter(field="known_as").update(owner="lcs")


def test_a_number_has_one_record_of_each_system(record):
    assert refused_by(fed(lambda: again(record))) == "statutory_record_once"


def test_what_is_forgotten_is_forgotten_whole(record):
    assert refused_by(fed(lambda: change(record, forgotten_at=clock.now()))) == "statutory_record_forgotten_whole"


def test_a_fact_is_said_once_has_a_day_and_words_while_it_stands(record):
    fact = record.facts.get()

    assert refused_by(fed(lambda: again(fact))) == "statutory_fact_once"
    assert refused_by(fed(lambda: change(fact, words=" "))) == "statutory_fact_says_something"
    assert refused_by(fed(lambda: change(fact, gone_on=date(2026, 3, 16)))) == "statutory_fact_says_something"
    assert refused_by(fed(lambda: change(fact, period=Period(date(2026, 1, 1), date(2026, 1, 1))))) == (
        "statutory_fact_has_a_day"
    )


def test_a_question_waits_once_and_is_settled_by_someone(question):
    assert refused_by(lambda: again(question)) == "statutory_question_once"
    assert refused_by(lambda: change(question, answer="ours")) == "statutory_question_settled_by_someone"
    assert refused_by(lambda: change(question, settled_at=clock.now())) == "statutory_question_settled_by_someone"
