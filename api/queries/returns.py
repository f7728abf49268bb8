"""Families as statutory data sets ask for them: tables of the Standard Safeguarding Dataset, and children for the DfE (domain.md §9.7).

Only what Kith holds and another system may read: a column for anything else stays empty. docs/exports.md says which, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import MD5, Cast, Coalesce, Concat, NullIf

from accounts.models import User
from api.queries.documents import Documents, Known, Told, only, reading
from casework.models import SignOff
from database import clock
from families.ages import last_birthday_of_an_adult
from families.models import DeathPrecision, ExternalIdentifier, FamilyMembership, Involvement, Person, Precision

Scheme = ExternalIdentifier.Scheme
EMPTY = Value(None, output_field=TextField())
LA_CHILD_ID, UPN = r"^[A-Za-z0-9]{1,20}$", r"^.{13}$"
"""What the DfE takes for a child's identifier, and for a pupil's number."""
SEX = {Person.Sex.FEMALE: "F", Person.Sex.MALE: "M", Person.Sex.UNKNOWN: "U"}
GENDER = {Person.Gender.WOMAN_GIRL: "F", Person.Gender.MAN_BOY: "M"}
AGREES = {SignOff.Stance.AGREE: "Y", SignOff.Stance.DISAGREE: "N"}


@reading
def ssd_person(user: User) -> Documents:
    """ssd_person: those who are or were in a family."""
    belongs = FamilyMembership.objects.visible_to(user).filter(person=OuterRef("pk"))
    document = Told(
        pers_legacy_id="id",
        pers_person_id=_called_there("pk"),
        pers_upn=_identifier(Scheme.UPN, "pk"),
        pers_forename=_said("given_name"),
        pers_surname=_said("family_name"),
        pers_sex=_code("sex", SEX),
        pers_gender=_code("gender", GENDER),
        pers_ethnicity=EMPTY,
        pers_dob=_on_that_day("date_of_birth", dob_precision=Precision.DAY),
        pers_single_unique_id=_identifier(Scheme.NHS_NUMBER, "pk"),
        pers_upn_unknown=EMPTY,
        pers_send_flag=EMPTY,
        pers_expected_dob="expected_date",
        pers_death_date=_on_that_day("date_of_death", death_precision=DeathPrecision.DAY),
        pers_is_mother=EMPTY,
        pers_nationality=EMPTY,
    )
    return Documents(Person.objects.visible_to(user).filter(Exists(belongs)), document, people=only("pk"))


@reading
def ssd_family(user: User) -> Documents:
    """ssd_family: who is in which family now."""
    document = Told(fami_table_id="id", fami_family_id="family_id", fami_person_id=_called_there("person_id"))
    visible = FamilyMembership.objects.visible_to(user).current()
    return Documents(visible, document, families=only("family_id"), people=only("person_id"))


@reading
def ssd_involvements(user: User) -> Documents:
    """ssd_involvements: who is or was alongside each child, while the child was in the family or of the child alone."""
    theirs = Q(person=OuterRef("person_id")) | Q(person__isnull=True)
    alongside = Involvement.objects.visible_to(user).filter(
        theirs, family=OuterRef("family_id"), period__overlap=OuterRef("period")
    )
    document = Told(
        invo_involvements_id=Cast(MD5(Concat(_text("pk"), _text(OuterRef("pk")))), UUIDField()),
        invo_professional_id="practitioner_id",
        invo_professional_role_id="role",
        invo_professional_team="practitioner__team__name",
        invo_person_id=_called_there(OuterRef("person_id")),
        invo_involvement_start_date="period__startswith",
        invo_involvement_end_date="period__endswith",
        invo_worker_change_reason=_said("end_reason"),
        invo_referral_id=EMPTY,
    )
    children = FamilyMembership.objects.visible_to(user).filter(Exists(alongside), role=FamilyMembership.Role.CHILD)
    return Documents(
        children,
        document,
        families=only("family_id"),
        people=only("person_id"),
        lines_of=alongside.order_by("pk"),
    )


@reading
def ssd_voice_of_child(user: User) -> Documents:
    """ssd_voice_of_child: of each child who said how they see something that was written about them, what they said last."""
    said = SignOff.objects.visible_to(user).filter(person=OuterRef("pk")).order_by("-created_at", "-pk")
    document = Told(
        voch_table_id="id",
        voch_person_id=_called_there("pk"),
        voch_explained_worries=EMPTY,
        voch_story_help_understand=EMPTY,
        voch_agree_worker=_code("stance_now", AGREES),
        voch_plan_safe=EMPTY,
        voch_tablet_help_explain=EMPTY,
    )
    children = Person.objects.visible_to(user).filter(Exists(_childhoods(user)), Exists(said))
    return Documents(children.annotate(stance_now=Subquery(said.values("stance")[:1])), document, people=only("pk"))


@reading
def dfe_children(user: User) -> Documents:
    """Children whom the council's system knows, as the DfE's data API takes them: what is not held is not there."""
    details = Known(
        unique_pupil_number=_identifier(Scheme.UPN, "pk", UPN),
        former_unique_pupil_number=_identifier(Scheme.FORMER_UPN, "pk", UPN),
        first_name=_said("given_name"),
        surname=_said("family_name"),
        date_of_birth="date_of_birth",
        expected_date_of_birth="expected_date",
        sex=_code("sex", SEX),
        purge=Value(False),  # noqa: FBT003  (what it is in the document)
    )
    document = Known(
        la_child_id=_identifier(Scheme.LCS_PERSON_ID, "pk", LA_CHILD_ID),
        mis_child_id="id",
        purge=Value(False),  # noqa: FBT003
        child_details=details,
    )
    is_young = Q(date_of_birth__isnull=True) | Q(date_of_birth__gt=last_birthday_of_an_adult(clock.today()))
    children = Person.objects.visible_to(user).filter(
        is_young, Exists(_childhoods(user)), Exists(_identifiers(Scheme.LCS_PERSON_ID, "pk", LA_CHILD_ID))
    )
    return Documents(children, document, people=only("pk"))


def _childhoods(user: User) -> QuerySet[FamilyMembership]:
    """Where someone is a child of a family now."""
    belongs = FamilyMembership.objects.visible_to(user).current()
    return belongs.filter(person=OuterRef("pk"), role=FamilyMembership.Role.CHILD)


def _called_there(person: str | OuterRef) -> Combinable:
    """The council's own number of someone; where Kith does not hold it, Kith's id, so that the tables still join."""
    return Coalesce(_identifier(Scheme.LCS_PERSON_ID, person), _text(person))


def _identifier(scheme: Scheme, person: str | OuterRef, shape: str = "") -> Subquery:
    return Subquery(_identifiers(scheme, person, shape).order_by("pk").values("value")[:1])


def _identifiers(scheme: Scheme, person: str | OuterRef, shape: str = "") -> QuerySet[ExternalIdentifier]:
    held = ExternalIdentifier.objects.current().filter(person=OuterRef(person), scheme=scheme)
    return held.filter(value__regex=shape) if shape else held


def _text(column: str | OuterRef) -> Combinable:
    return Cast(column, TextField())


def _said(column: str) -> Combinable:
    return NullIf(F(column), Value(""))


def _on_that_day(column: str, **known: str) -> Combinable:
    """A date that is known to the day, and no other."""
    return Case(When(**known, then=F(column)), default=None)


def _code(column: str, codes: Mapping[Any, str]) -> Combinable:
    whens = [When(**{column: value}, then=Value(code)) for value, code in codes.items()]
    return Case(*whens, default=None, output_field=CharField())
