"""What changed and as it was, read from the database's own history."""

import importlib
import inspect
import pkgutil
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

import api.actions
import families.actions
from database.asker import acting_as
from families.actions.members import NewMember, add_new_member
from families.actions.people import add_name
from families.models import ContactPoint, PersonName
from families.queries import as_it_was as then
from families.queries.as_it_was import as_it_was
from families.queries.history import what_changed
from tests import factories as make

TODAY = datetime.now(tz=UTC).date()
"""The history is written by the database, whose clock no test stops."""


@pytest.fixture
def dana(family):
    return make.MembershipFactory(family=family, role="parent_carer", person__known_as="Dana").person


@pytest.fixture
def phone(dana):
    return ContactPoint.objects.create(
        organisation=dana.organisation, person=dana, kind="mobile", value="07700 900123", is_confidential=True
    )


def everything(page):
    """All that the page says of old and new."""
    return " | ".join(f"{field.label}: {field.old} > {field.new}" for row in page.rows for field in row.fields)


def of_the_person(page):
    """Without the facts that a test wrote in the same moment."""
    return [row for row in page.rows if row.kind == "About them"]


def test_a_change_says_what_when_who_and_in_which_act(worker, dana):
    with acting_as(worker.asker):
        add_name(person=dana, text="Dee", kind=PersonName.Kind.NICKNAME, by=worker)

        newest = what_changed(dana.pk, worker).rows[0]

    assert (newest.kind, newest.who, newest.act) == ("Names", "Priya", "a name was added")
    assert ("Name", "Dee") in [(field.label, field.new) for field in newest.fields]


def test_a_name_and_a_family_are_not_headed_as_if_they_were_added_someone(worker, family):
    with acting_as(worker.asker):
        added = add_new_member(family=family, new=NewMember("Sid"), by=worker)

        acts = {row.kind: row.act for row in what_changed(added.pk, worker).rows}

    with_them = "written down when they were added"
    assert acts == {"About them": "someone was added", "Names": with_them, "Families": with_them}


def test_a_change_says_from_what_to_what(worker, dana):
    dana.pronouns = "they"
    dana.save()

    newest = of_the_person(what_changed(dana.pk, worker))[0]

    assert [(field.label, field.old, field.new) for field in newest.fields] == [("Pronouns", "", "they")]


def test_a_confidential_number_is_not_read_by_who_may_not_see_it(worker, dana, family, phone):
    health = make.PractitionerFactory()
    make.InvolvementFactory(family=family, practitioner=health, role="health")

    assert "900123" in everything(what_changed(dana.pk, worker))
    assert "900123" not in everything(what_changed(dana.pk, health.user))


def test_a_number_that_was_confidential_stays_so_when_another_takes_its_place(worker, dana, phone):
    phone.value, phone.is_confidential = "0113 496 0000", False
    phone.save()

    said = everything(what_changed(dana.pk, worker))

    assert ("900123" in said, "0113 496 0000" in said) == (False, True)


def test_a_restricted_name_is_read_by_the_lead_worker_alone(worker, family, dana):
    beside = make.InvolvementFactory(family=family, role="co_worker").practitioner.user
    make_secret = PersonName(organisation=dana.organisation, person=dana, text="Zed", is_restricted=True)
    make_secret.save()

    assert ["Zed" in everything(what_changed(dana.pk, reader)) for reader in (worker, beside)] == [True, False]


def test_a_family_that_the_reader_does_not_know_is_not_named(worker, dana):
    elsewhere = make.FamilyFactory(name="Secret")
    make.MembershipFactory(family=elsewhere, person=dana)

    assert "Secret" not in everything(what_changed(dana.pk, worker))


def test_a_long_history_goes_on(worker, dana):
    for number in range(30):
        dana.about_me = f"I am {number}"
        dana.save()

    first = what_changed(dana.pk, worker)
    second = what_changed(dana.pk, worker, first.next)

    assert len(first.rows) == 25
    said = [row.fields[0].new for page in (first, second) for row in of_the_person(page)]
    assert said[:30] == [f"I am {number}" for number in reversed(range(30))]


def test_as_it_was_on_an_evening(worker, dana):
    page = as_it_was(dana.pk, worker, TODAY)

    assert {fact.kind for fact in page.facts} == {"About them", "Names", "Families"}


def sentences(page, kind):
    return [(fact.sentence, fact.more, fact.today) for fact in page.facts if fact.kind == kind]


def test_as_it_was_reads_as_people_say_it(worker, dana, family, phone):
    joan = make.MembershipFactory(family=family, person__known_as="Joan").person
    make.ParentageFactory(parent=joan, child=dana, basis="birth")
    dana.date_of_birth, dana.dob_precision = date(1990, 1, 1), "year"
    dana.save()

    page, hers = as_it_was(dana.pk, worker, TODAY), as_it_was(joan.pk, worker, TODAY)

    assert ("Born 1990.", "", "") in sentences(page, "About them")
    assert sentences(page, "Names") == [("Known as Dana.", "", "")]
    assert [said for said, *_ in sentences(page, "Families")] == [f"In the family {family.name}: parent or carer."]
    assert [said for said, *_ in sentences(page, "How to reach them")] == ["Was reached by mobile: 07700 900123."]
    ties = [said for one in (page, hers) for said, *_ in sentences(one, "Parents, carers and children")]
    assert ties == ["Joan was a parent or carer: by birth.", "Dana was their child: by birth."]


@pytest.fixture
def evening_before(monkeypatch):
    """Whatever is written after this was written on a later day."""
    states, written = then.states_of, {}

    def later(person, user):
        for state in states(person, user):
            if written and state.event.pgh_id not in written[state.model]:
                state.event.pgh_created_at += timedelta(days=2)
            yield state

    def begin(person, user):
        for state in states(person, user):
            written.setdefault(state.model, set()).add(state.event.pgh_id)
        monkeypatch.setattr(then, "states_of", later)

    return begin


def test_what_differs_today_is_said_beside_it(worker, dana, phone, evening_before):
    evening_before(dana, worker)
    phone.safe_times = "Evenings"
    phone.save()
    dana.pronouns, dana.known_as = "they", "Dee"
    dana.save()
    dana.memberships.update(period=(date(2020, 1, 1), date(2026, 1, 1)))

    page = as_it_was(dana.pk, worker, TODAY)

    assert [today for *_said, today in sentences(page, "How to reach them")] == ["today: Safe times: Evenings"]
    assert ("Was called Dana.", "", "today: Dee") in sentences(page, "About them")
    assert [today for *_said, today in sentences(page, "Families")] == ["not any more"]


def test_what_may_not_be_shown_today_is_not_said_beside_it(worker, dana, family, evening_before):
    phone = ContactPoint.objects.create(
        organisation=dana.organisation, person=dana, kind="mobile", value="0113 496 0001"
    )
    evening_before(dana, worker)
    phone.value, phone.is_confidential = "07700 900124", True
    phone.save()
    health = make.PractitionerFactory()
    make.InvolvementFactory(family=family, practitioner=health, role="health")

    assert "900124" in str(as_it_was(dana.pk, worker, TODAY).facts)
    assert "900124" not in str(as_it_was(dana.pk, health.user, TODAY).facts)


def test_before_anything_was_written_there_is_nothing(worker, dana):
    assert as_it_was(dana.pk, worker, TODAY - timedelta(days=2)).facts == []


def test_what_had_ended_by_then_is_left_out(worker, dana, family):
    dana.memberships.update(period=(date(2020, 1, 1), TODAY - timedelta(days=1)))

    assert "Families" not in {fact.kind for fact in as_it_was(dana.pk, worker, TODAY).facts}


def test_as_it_was_keeps_what_was_confidential_that_evening(worker, dana, phone, monkeypatch):
    """A public number, then a confidential one, and only after that evening a public one again."""
    for value, is_confidential in (("0113 496 0001", False), ("07700 900124", True), ("0113 496 0002", False)):
        phone.value, phone.is_confidential = value, is_confidential
        phone.save()
    states = then.states_of

    def the_last_came_later(person, user):
        for state in states(person, user):
            if getattr(state.event, "value", "") == "0113 496 0002":
                state.event.pgh_created_at += timedelta(days=2)
            yield state

    monkeypatch.setattr(then, "states_of", the_last_came_later)

    assert "How to reach them" not in {fact.kind for fact in as_it_was(dana.pk, worker, TODAY).facts}


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-02-30", "That is not a day."),
        ("", "Say which day."),
        ("2026-03-17", "That day is still to come."),
        ("\u0663", "That is not a day."),
    ],
)
def test_a_day_that_can_not_be_is_told(client, worker, dana, on, sentence):
    client.force_login(worker)

    answer = client.get(f"/people/{dana.pk}/as-it-was/", {"on": on})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("what-changed/", 35), ("as-it-was/?on=2026-03-16", 33)])
def test_query_count(client, worker, dana, count, address, queries, django_assert_num_queries):
    for number in range(count):
        dana.about_me = f"I am {number}"
        dana.save()
    client.force_login(worker)

    with django_assert_num_queries(queries):
        client.get(f"/people/{dana.pk}/{address}")


def test_a_page_that_was_not_given_is_told(client, worker, dana):
    client.force_login(worker)

    assert client.get(f"/people/{dana.pk}/what-changed/?after=x").status_code == 400


def test_every_act_about_people_has_words():
    modules = [api.actions] + [
        importlib.import_module(f"families.actions.{found.name}")
        for found in pkgutil.iter_modules(families.actions.__path__)
        if found.name not in {"colleagues", "localities", "sampling", "teams"}  # of those who work here, and of a place
    ]
    acts = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if hasattr(function, "__wrapped__") and function.__module__ == module.__name__
    }
    not_of_a_person = {
        *("agree_to_client", "change_secret", "make_next_secret", "agree_to_next_secret", "say_where_it_asks_from"),
        *(
            "add_subject",
            "begin_involvement",
            "begin_record",
            "change_family",
            "end_involvement",
            "hand_over",
            "say_goodbye",
            "finish_draft",
        ),
        *("draw_support_network", "keep_draft", "record_goal", "score_goal"),
        *("share_goal", "stop_sharing_goals", "write_entries"),
        *("write_to_workers", "add_to_conversation", "take_back_entry"),
        *("create_client", "stop_client"),
        *(
            "set_block",
            "end_keeping",
            "declare_interest",
            "end_interest",
            "choose_reader",
            "unchoose_reader",
            "let_help",
        ),
        *(
            "take_back_help",
            "note_own_say",
            "end_own_say",
            "record_agreement",
            "withdraw_agreement",
            "break_glass",
            "open_in_an_emergency",
        ),
        *("end_emergency_access", "review_emergency_access", "throw_away_settled", "write_or_keep", "write_address"),
        *("let_advocate_in", "end_advocate", "bring_advocate_back"),
        *("invite", "accept_invitation", "end_family_sign_in", "end_sign_in_by"),
        *("say_not_same", "take_back_not_same"),
        *("find_place", "add_asset", "change_asset", "confirm_asset", "doubt_asset", "hide_asset", "close_asset"),
        *("add_session", "end_session", "add_gift", "forget_gift", "introduce", "follow_up", "keep_words_among_us"),
        *("take_service", "look_for_missing"),
        *("put_photo", "take_photo_away"),
        *("keep_file", "match_columns", "look_for_known", "choose_who", "start_import", "drop_import", "begin_undo"),
        "drop_forgotten",
    }

    assert acts - not_of_a_person == set(settings.ACT_WORDS)
