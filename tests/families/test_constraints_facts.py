"""What is known of people and families: each rule of the database tried past every form (domain.md §11.4)."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from families import models
from families.periods import Period
from tests.conftest import FROZEN
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    ParentageFactory,
    PersonFactory,
    RecordFactory,
    UserFactory,
    the_organisation,
)
from tests.factories_access import DeclaredInterestFactory, HelperAccessFactory, OwnSayFactory
from tests.factories_families import (
    AddressFactory,
    ContactPointFactory,
    GoalFactory,
    PartnershipFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    SiblingLinkFactory,
)
from tests.refusals import again, refused_by

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY = date(2026, 3, 16)


def row_of(model, **fields):
    return lambda: model.objects.create(
        organisation=the_organisation(),
        **{name: value() if isinstance(value, type) else value for name, value in fields.items()},
    )


a_name = row_of(models.PersonName, person=PersonFactory, text="Ali")
an_identifier = row_of(models.ExternalIdentifier, person=PersonFactory, scheme="upn", value="A1")
an_agency = row_of(models.Agency, name="Ash School", sector="school")
a_goal_share = row_of(models.GoalShare, goal=GoalFactory, family=FamilyFactory)
a_score = row_of(models.GoalScore, goal=GoalFactory, person=PersonFactory, on=MONDAY, value=5)
a_subject = row_of(models.RecordSubject, record=RecordFactory, person=PersonFactory)
a_merge = row_of(models.PersonMerge, kept=PersonFactory, merged=PersonFactory, why="The same birthday and mother.")
kept_for_someone = row_of(models.ToBeSettled, person=PersonFactory, told="A parent", facts={}, created_by=UserFactory)
an_entry = row_of(models.Entry, record=RecordFactory, position=1, kind="seen", body="Toast")


def someone_of_an_entry():
    return row_of(models.EntryPerson, entry=an_entry(), person=PersonFactory)()


def a_moved_row():
    row = PersonFactory()
    return row_of(models.MergedRow, merge=a_merge(), position=0, how="moved", table="families_person", row=row.pk)()


def an_invitation():
    person, worker = PersonFactory(), UserFactory()
    return row_of(
        models.Invitation,
        person=person,
        user=UserFactory(kind="family", roles=[]),
        contact_point=ContactPointFactory(person=person, kind="email", value="a@home.test", safe_to=["email"]),
        checked_how="we_have_met",
        checked_on=MONDAY,
        checked_by=worker,
        expires_at=FROZEN + timedelta(days=14),
    )()


def test_where_a_refuge_is_stays_confidential():
    home = ResidenceFactory(kind="refuge", is_confidential=True)

    assert refused_by(lambda: again(home, is_confidential=False)) == "residence_refuge_is_confidential"


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("parentage_has_a_day", ParentageFactory),
        ("partnership_has_a_day", PartnershipFactory),
        ("sibling_link_has_a_day", SiblingLinkFactory),
        ("responsibility_has_a_day", ResponsibilityFactory),
        ("residence_has_a_day", ResidenceFactory),
        ("contact_point_has_a_day", ContactPointFactory),
        ("external_identifier_has_a_day", an_identifier),
        ("involvement_has_a_day", InvolvementFactory),
        ("goal_share_has_a_day", a_goal_share),
        ("person_name_has_a_day", a_name),
        ("declared_interest_has_a_day", DeclaredInterestFactory),
        ("own_say_has_a_day", OwnSayFactory),
        ("helper_access_has_a_day", HelperAccessFactory),
    ],
)
def test_what_is_dated_has_a_day(name, row):
    written = row()

    assert refused_by(lambda: again(written, period=Period(MONDAY, MONDAY))) == name


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("responsibility_no_overlap", ResponsibilityFactory, {"period": Period(MONDAY, None)}),
        ("involvement_no_overlap", InvolvementFactory, {"period": Period(MONDAY, None)}),
        ("goal_share_no_overlap", a_goal_share, {"period": Period(MONDAY, None)}),
        ("address_not_blank", AddressFactory, {"lines": " "}),
        ("contact_point_not_blank", ContactPointFactory, {"value": " "}),
        ("person_name_not_blank", a_name, {"text": "\n"}),
        ("agency_name_once", an_agency, {}),
        ("record_subject_once", a_subject, {}),
        ("entry_place_once", an_entry, {}),
        ("entry_child_view_says_how", an_entry, {"kind": "child_view", "speaker": PersonFactory}),
        ("entry_person_once", someone_of_an_entry, {}),
        ("goal_has_words", GoalFactory, {"words": " "}),
        ("goal_hope_on_the_scale", GoalFactory, {"hoped": 11}),
        ("goal_hope_on_the_scale", GoalFactory, {"hoped": -1}),
        ("goal_score_once_a_day", a_score, {}),
        ("invitation_one_at_a_time", an_invitation, {}),
        ("invitation_used_or_withdrawn", an_invitation, {"used_at": FROZEN, "withdrawn_at": FROZEN}),
        ("invitation_other_check_in_words", an_invitation, {"checked_how": "other", "checked_words": " "}),
        ("person_merge_undone_by_someone", a_merge, {"undone_at": FROZEN}),
        ("person_merge_undone_by_someone", a_merge, {"undone_by": UserFactory}),
        ("person_merge_once", a_merge, {"kept": PersonFactory}),
        ("merged_row_in_turn", a_moved_row, {}),
        ("to_be_settled_about_someone", kept_for_someone, {"person": None}),
        ("to_be_settled_about_someone", kept_for_someone, {"family": FamilyFactory}),
        ("to_be_settled_by_someone", kept_for_someone, {"state": "accepted"}),
        ("to_be_settled_by_someone", kept_for_someone, {"settled_by": UserFactory, "settled_on": MONDAY}),
        (
            "to_be_settled_by_another",
            kept_for_someone,
            {"state": "accepted", "settled_by": F("created_by"), "settled_on": MONDAY},
        ),
    ],
)
def test_what_is_known_is_held(name, row, changed):
    written = row()

    assert refused_by(lambda: again(written, **changed)) == name
