"""Tables of the Standard Safeguarding Dataset, and children for the DfE: what Kith holds, and nothing that it does not."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from accounts.models import AccessEvent
from casework.actions.conversations import log_conversation
from casework.actions.sign_offs import say_how_one_sees_it
from database.asker import acting_as
from families.actions.keeping import restrict
from families.models import ExternalIdentifier, Involvement, ShareState
from families.periods import Period, since
from tests.api.dfe_shape import CHILDREN
from tests.api.test_exports import lines, table
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_families import sign_in_of

SSD, DFE = "/api/v1/ssd/", "/api/v1/dfe/children/"
SCOPES = {
    "person": "people.read",
    "family": "families.read",
    "involvements": "families.read",
    "voice-of-child": "conversations.read",
}
Scheme = ExternalIdentifier.Scheme


def called(person, scheme, value):
    return ExternalIdentifier.objects.create(
        organisation=person.organisation, person=person, scheme=scheme, value=value, period=since(date(2020, 1, 1))
    )


@pytest.fixture
def mia(family):
    """A child of whom the council's system knows."""
    facts = {"known_as": "Mia", "given_name": "Mia", "family_name": "Rowan", "sex": "female", "gender": "woman_girl"}
    facts |= {"date_of_birth": date(2017, 5, 4)}
    mia = MembershipFactory(
        family=family, role="child", **{f"person__{name}": said for name, said in facts.items()}
    ).person
    called(mia, Scheme.LCS_PERSON_ID, "C1234")
    called(mia, Scheme.UPN, "A123456789012")
    called(mia, Scheme.NHS_NUMBER, "9434765919")
    return mia


@pytest.fixture
def ana(family):
    """Her mother, of whom only Kith knows, and not much."""
    return MembershipFactory(
        family=family, role="parent_carer", person__known_as="Ana", person__sex="not_recorded"
    ).person


@pytest.fixture
def wrote(caller, family, mia, worker, monkeypatch):
    """Mia says how she sees what was written about her."""
    monkeypatch.setattr("database.clock.now", timezone.now)

    reader = caller("conversations.read", name="Reads first")

    def say(stance):
        mias = sign_in_of(mia)
        talk = log_conversation(family=family, people=[mia], headline="At the park", by=worker)
        reader.get(f"/api/v1/conversations/{talk.pk}/")  # what nobody has opened is not signed
        with acting_as(mias.asker):
            say_how_one_sees_it(conversation=talk, person=mia, stance=stance, entries=[], line_put_right=[], by=mias)
        return talk

    return say


def rows(caller, name):
    told = caller(SCOPES[name], name=name).get(f"{SSD}{name}/")
    assert told.status_code == 200, told.content
    return lines(told)


@pytest.mark.parametrize("name", SCOPES)
def test_without_the_scope_there_is_nothing(caller, mia, name):
    assert caller("measures.read").get(f"{SSD}{name}/").status_code == 403


@pytest.mark.parametrize("name", SCOPES)
def test_who_works_here_gets_no_table(client, worker, mia, name):
    client.force_login(worker)

    assert client.get(f"{SSD}{name}/").status_code == 403


def test_a_person_is_told_by_what_kith_holds(caller, mia):
    told, last = rows(caller, "person")

    assert told == [
        {
            "pers_legacy_id": str(mia.pk),
            "pers_person_id": "C1234",
            "pers_upn": "A123456789012",
            "pers_forename": "Mia",
            "pers_surname": "Rowan",
            "pers_sex": "F",
            "pers_gender": "F",
            "pers_ethnicity": None,
            "pers_dob": "2017-05-04",
            "pers_single_unique_id": "9434765919",
            "pers_upn_unknown": None,
            "pers_send_flag": None,
            "pers_expected_dob": None,
            "pers_death_date": None,
            "pers_is_mother": None,
            "pers_nationality": None,
        }
    ]
    assert last == {"is_complete": True, "rows": 1, "after": str(mia.pk)}


def test_of_whom_the_council_has_no_number_kiths_own_joins_the_tables(caller, ana, family):
    (person,), _last = rows(caller, "person")
    (belongs,), _last = rows(caller, "family")

    assert person["pers_person_id"] == belongs["fami_person_id"] == str(ana.pk)
    assert belongs["fami_family_id"] == str(family.pk)
    assert [person[name] for name in ("pers_forename", "pers_sex", "pers_upn")] == [None, None, None]


@pytest.mark.parametrize("precision", ["month", "year", "about"])
def test_a_day_that_is_not_known_is_not_told(caller, mia, precision):
    type(mia).objects.filter(pk=mia.pk).update(dob_precision=precision)

    (person,), _last = rows(caller, "person")

    assert person["pers_dob"] is None


def test_who_is_alongside_is_told_for_each_child(caller, family, worker, mia, ana):
    jay = MembershipFactory(family=family, role="child", person__known_as="Jay").person
    lead = Involvement.objects.get(family=family)
    Involvement.objects.filter(pk=lead.pk).update(
        period=Period(date(2026, 1, 5), date(2026, 3, 2)), end_reason="CHCHAN"
    )

    told, last = rows(caller, "involvements")

    assert [(one["invo_person_id"], one["invo_professional_id"]) for one in told] == [
        ("C1234", str(lead.practitioner_id)),
        (str(jay.pk), str(lead.practitioner_id)),
    ]
    assert [told[0][name] for name in list(told[0])[5:]] == ["2026-01-05", "2026-03-02", "CHCHAN", None]
    assert told[0]["invo_involvements_id"] != told[1]["invo_involvements_id"]
    assert last["rows"] == 2


def test_who_is_alongside_one_child_is_told_of_that_child(caller, family, mia):
    jay = MembershipFactory(family=family, role="child", person__known_as="Jay").person
    nurse = InvolvementFactory(family=family, person=jay, role="health", practitioner=PractitionerFactory())

    told, _last = rows(caller, "involvements")

    of_nurse = [one for one in told if one["invo_professional_id"] == str(nurse.practitioner_id)]
    assert [one["invo_person_id"] for one in of_nurse] == [str(jay.pk)]


def test_where_a_child_goes_to_school_is_told_to_no_system(caller, family, mia):
    """It is closed as an address is (domain.md §8.6)."""
    InvolvementFactory(family=family, person=mia, role="school", practitioner=PractitionerFactory())

    assert [one["invo_professional_role_id"] for one in rows(caller, "involvements")[0]] == []


def test_who_was_alongside_before_a_child_came_is_not_told_of_the_child(caller, family, worker, mia):
    lead = Involvement.objects.get(family=family)
    Involvement.objects.filter(pk=lead.pk).update(period=Period(date(2015, 1, 5), date(2016, 3, 2)))
    mia.memberships.update(period=since(date(2017, 5, 4)))

    assert rows(caller, "involvements")[0] == []


def test_several_rows_of_one_child_are_several_lines_of_a_table(caller, family, worker, mia):
    for _number in range(2):
        InvolvementFactory(family=family, role="health", practitioner=PractitionerFactory())

    header, *told, last = table(caller("families.read").get(f"{SSD}involvements/", HTTP_ACCEPT="text/csv"))

    assert header[:2] == ["invo_involvements_id", "invo_professional_id"]
    assert len({row[0] for row in told}) == 3
    assert last[:2] == ["# is_complete=true", "rows=3"]


@pytest.mark.parametrize(("stance", "flag"), [("agree", "Y"), ("disagree", "N"), ("partly", None), ("not_said", None)])
def test_what_a_child_said_last_of_what_was_written_is_the_only_flag(caller, mia, wrote, stance, flag):
    wrote(stance)

    (voice,), _last = rows(caller, "voice-of-child")

    assert voice == {
        "voch_table_id": str(mia.pk),
        "voch_person_id": "C1234",
        "voch_explained_worries": None,
        "voch_story_help_understand": None,
        "voch_agree_worker": flag,
        "voch_plan_safe": None,
        "voch_tablet_help_explain": None,
    }


def test_who_said_nothing_has_no_row(caller, mia, ana):
    assert rows(caller, "voice-of-child")[0] == []


@pytest.mark.parametrize("state", [ShareState.State.WITHHELD, ShareState.State.CHILD_ONLY])
def test_what_was_said_of_what_is_not_shared_is_not_told(caller, worker, wrote, state):
    kept = wrote("disagree")
    ShareState.objects.filter(record=kept.record).update(
        state=state, reason="other", decided_by=worker, decided_on="2026-03-16", review_on="2026-04-16"
    )

    assert rows(caller, "voice-of-child")[0] == []


def test_each_table_notes_whom_it_shows(caller, family, worker, mia, ana):
    client = caller("people.read", "families.read")

    for name in ("person", "family", "involvements"):
        lines(client.get(f"{SSD}{name}/"))

    noted = AccessEvent.objects.filter(kind="api").order_by("id")
    assert [(one.what, set(one.people)) for one in noted] == [
        ("api:ssd-person", {mia.pk, ana.pk}),
        ("api:ssd-family", {mia.pk, ana.pk}),
        ("api:ssd-involvements", {mia.pk}),
    ]


@pytest.mark.parametrize("name", SCOPES)
def test_who_is_restricted_is_in_no_table(caller, manager, mia, name, wrote):
    wrote("agree")
    assert rows(caller, name)[0] != []
    review_on = timezone.now().date() + timedelta(days=9)
    restrict(what=mia, ground="other", allowed=[], review_on=review_on, by=manager)

    told = caller(SCOPES[name], name="Eclipse").get(f"{SSD}{name}/")

    assert (told["X-Total-Count"], lines(told)[0]) == ("0", [])


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_takes_the_same_statements_for_one_and_for_three(caller, family, worker, statements, count):
    MembershipFactory.create_batch(count, family=family, role="child")
    client = caller("families.read")

    with statements("SELECT", "SELECT", "SELECT", "SELECT"):
        assert lines(client.get(f"{SSD}involvements/"))[1]["rows"] == count


def test_children_are_told_as_the_dfe_takes_them(caller, mia, ana):
    called(mia, Scheme.FORMER_UPN, "B123456789012")

    answer = caller("people.read").get(DFE).json()

    assert answer["results"] == [
        {
            "la_child_id": "C1234",
            "mis_child_id": str(mia.pk),
            "purge": False,
            "child_details": {
                "unique_pupil_number": "A123456789012",
                "former_unique_pupil_number": "B123456789012",
                "first_name": "Mia",
                "surname": "Rowan",
                "date_of_birth": "2017-05-04",
                "sex": "F",
                "purge": False,
            },
        }
    ]
    Draft202012Validator(CHILDREN, format_checker=FormatChecker()).validate(answer["results"])


def test_what_is_not_held_or_does_not_fit_is_not_there(caller, family):
    kit = MembershipFactory(family=family, role="child", person__given_name="", person__sex="not_recorded").person
    called(kit, Scheme.LCS_PERSON_ID, "77")
    called(kit, Scheme.UPN, "short")

    (child,) = caller("people.read").get(DFE).json()["results"]

    assert set(child["child_details"]) <= {"surname", "date_of_birth", "purge"}
    Draft202012Validator(CHILDREN, format_checker=FormatChecker()).validate([child])


@pytest.mark.parametrize("number", ["", "with space", "x" * 21, "a-b"])
def test_whom_the_dfe_could_not_be_told_of_is_left_out(caller, family, number):
    kit = MembershipFactory(family=family, role="child").person
    if number:
        called(kit, Scheme.LCS_PERSON_ID, number)

    assert caller("people.read").get(DFE).json()["results"] == []


def test_no_adult_is_told_as_a_child(caller, mia):
    type(mia).objects.filter(pk=mia.pk).update(date_of_birth=date(2008, 3, 16))

    assert caller("people.read").get(DFE).json()["results"] == []


@pytest.mark.parametrize(("size", "status"), [("100", 200), ("101", 400)])
def test_a_page_is_no_more_than_the_dfe_takes_at_once(caller, mia, size, status):
    assert caller("people.read").get(DFE, {"page_size": size}).status_code == status


def test_a_restricted_child_goes_to_nobody(caller, manager, mia, frozen_clock):
    client = caller("people.read")
    assert client.get(DFE).json()["results"] != []

    restrict(what=mia, ground="other", allowed=[], review_on=frozen_clock.date() + timedelta(days=9), by=manager)

    assert client.get(DFE).json()["results"] == []
