"""Nothing is seen before what it belongs to: a row that someone may see names no row that they may not, but for the ties below.

Models and their ties are read from the product: what is added later joins by existing (domain.md §8.5).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import ForeignKey, Model
from psycopg import sql

from accounts.models import User
from casework.models import (
    CapacityView,
    ConcernAddition,
    Conference,
    ConferenceReferral,
    DutyExemption,
    FeltWith,
    SafeguardingConcern,
    WindowCheck,
)
from database import bootstrap
from database.asker import acting_as
from families.actions.keeping import declare_interest, set_block
from families.models import (
    AccessBlock,
    ContactPoint,
    DeclaredInterest,
    Family,
    ImportedRow,
    Invitation,
    NotSamePerson,
    Nudge,
    OwnSay,
    PeopleImport,
    Person,
    PersonAccount,
    Record,
    ReportedOffer,
    StatutoryQuestion,
    ToBeSettled,
)
from families.periods import Period
from linkups.models import (
    AgreementSignature,
    BoundaryMoment,
    CheckInLink,
    CoachSession,
    ExcludedCard,
    FollowUp,
    LinkUp,
    LinkUpAgreement,
    LinkUpCheckIn,
    LinkUpEnding,
    MatchOffer,
)
from tests.sweeps.planting import kept_models

LATER = date(2026, 9, 14)
MEANT = {
    # Whoever acts on a worry, or reads that something was passed on, is told of whom it is (domain.md §9.3).
    "casework.ConcernPerson.person",
    "casework.SharingDecision.subject",
    # What was said of a record is read with it; pages leave out the name of whom a helper doesn't know.
    "casework.CorrectionRequest.person",
    "casework.SignOff.person",
    "casework.SafetyGoal.scale",
    # What was thought for a family stands on its record; the session of the two who met doesn't.
    "casework.FamilySupervisionNote.session",
    # Named to families by what they see of it, though agencies, places and people who offer something are not theirs to read.
    "families.Advocate.works_for",
    "families.CommunityAsset.agency",
    "families.CommunityAsset.agreement",
    "families.CommunityAsset.person",
    "families.CommunityAsset.place",
    # Who looks at what was opened learns that it was, and reads nothing of it (domain.md §9.5).
    "families.EmergencyAccess.family",
    "families.EmergencyAccess.record",
    # Who was two people is one now, until somebody parts them.
    "families.PersonMerge.merged",
    # A helper reads what they are let read, and not the family’s page.
    "families.Record.family",
    # Of whom someone said that they know them, and who is kept from whom: pages name those whom the reader may know.
    "families.AccessBlock.protected_person",
    "families.AccessBlock.viewer_person",
    "families.DeclaredInterest.person",
    "families.Restriction.parentage",
    # Whoever leads on safeguarding settles what it may be that nobody else sees; one's own answer stays one's own.
    "casework.FeltWith.about_record",
    "families.ToBeSettled.other",
    "families.ToBeSettled.person",
    # Who said yes: no page names them, or only to whoever may know them.
    "families.Agreement.given_by",
    "linkups.LinkUp.seeking_agreed_by",
    "linkups.LinkUp.seeking_chose_by",
    "linkups.LinkUp.sharing_agreed_by",
}
"""Ties that lead from what someone sees to what they don't. A new one is a reviewed line here."""
AS_IT_IS = ["Priya", "Marlon", "Tom", "Dana", "Amina", "Rob", "Yusuf", "Lena"]
NO_ROW = {
    "casework.LanguageTipIgnore",
    "families.Advocate",
    "families.LocalityList",
    "outcomes.AgendaItem",
    "outcomes.Baseline",
    "outcomes.Comparison",
    "outcomes.ComparisonPoint",
    "outcomes.CountedMeasure",
    "outcomes.DataPoint",
    "outcomes.Factor",
    "outcomes.Forecast",
    "outcomes.ForecastPoint",
    "outcomes.Idea",
    "outcomes.Measure",
    "outcomes.PartnerLinkUse",
    "outcomes.PartnerRole",
    "outcomes.Proposal",
    "outcomes.PublishedSeries",
    "outcomes.SharedMeasure",
    "outcomes.TurnTheCurveReport",
}
"""These name only what all who work here may know: their own tests try them."""
KEPT_FROM_SOME = ["Priya", "Marlon", "Dana", "Joan"]


@pytest.fixture(scope="module", autouse=True)
def rows_that_the_demo_lacks(demo, django_db_blocker):
    """One of each kind, about Amina and Joan, written past every rule."""
    from tests.conftest import FROZEN  # noqa: PLC0415

    host, name = os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), transaction.atomic(), bootstrap.connect(host, name) as admin:
        kith, priya = User.objects.get(name="Kith"), User.objects.get(name="Priya")
        with acting_as(kith.asker):
            lacking = list(rows_about(FROZEN, kith, priya))
        admin.execute("SET session_replication_role = replica")
        for row in lacking:
            fields = [one for one in row._meta.concrete_fields if not one.generated]
            insert = sql.SQL("INSERT INTO {table} ({columns}) VALUES ({values})").format(
                table=sql.Identifier(row._meta.db_table),
                columns=sql.SQL(", ").join(sql.Identifier(one.column) for one in fields),
                values=sql.SQL(", ").join(sql.Placeholder() for _one in fields),
            )
            said = [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
            admin.execute(insert, said)


def rows_about(now: datetime, kith: User, priya: User) -> Iterator[Model]:
    amina, joan = sorted((Person.objects.get(known_as=name) for name in ("Amina", "Joan")), key=lambda one: one.pk)
    rowan, day = Family.objects.get(name="Rowan"), now.date()
    record = Record.objects.filter(family=rowan, kind=Record.Kind.CONFERENCE)[0]
    ours: dict[str, Any] = {"organisation": priya.organisation, "created_by": kith}
    asked = {"checked_how": "we_have_met", "checked_on": day, "checked_by": priya, "expires_at": now}
    offer, link_up = MatchOffer.objects.all()[0], LinkUp.objects.filter(ending=None, agreements=None)[0]
    said = {"words": "Words", "added_by": priya, "added_at": now}
    yield NotSamePerson(a=amina, b=joan, **ours)
    yield Nudge(family=rowan, left=amina, right=joan, **ours)
    yield OwnSay(child=amina, holder=joan, why_competent="Words", period=Period(day, None), **ours)
    yield ReportedOffer(person=amina, is_offered=True, **ours)
    yield StatutoryQuestion(kind="two_people", person=amina, other=joan, sent_by=kith, scheme="upn", value="A1", **ours)
    yield ToBeSettled(person=amina, other=joan, told="Words", facts={}, **ours)
    yield Invitation(
        person=joan, user=priya, contact_point=ContactPoint.objects.filter(person=joan)[0], **asked, **ours
    )
    yield ImportedRow(
        people_import=PeopleImport.objects.all()[0], table="families_person", row=joan.pk, version=1, **ours
    )
    yield ConcernAddition(concern=SafeguardingConcern.objects.all()[0], **said, **ours)
    yield DutyExemption(
        child=amina, stage="hold", reason="Words", decided_by=priya.practitioner, decided_on=day, **ours
    )
    yield FeltWith(person=joan, about_record=record, answer="with", said_on=day, **ours)
    yield WindowCheck(about="conversation", about_record=record, support=1, challenge=1, **ours)
    yield ExcludedCard(offer=offer, family=offer.family, reason="not_ready", **ours)
    yield LinkUpEnding(link_up=link_up, **ours)
    agreement = LinkUpAgreement(link_up=link_up, version=1, body="Words", child_body="Words", **ours)
    yield agreement
    yield AgreementSignature(agreement=agreement, family=link_up.seeking_family, person=joan, **ours)
    yield CoachSession(link_up=link_up, with_whom="both", held_on=day, **ours)
    yield BoundaryMoment(link_up=link_up, kind="gift", noticed_on=day, what="Words", **ours)
    yield FollowUp(link_up=link_up, months=3, due_on=day, **ours)
    yield from rows_of_meetings(rowan, joan, day, ours)


def rows_of_meetings(rowan: Family, joan: Person, day: date, ours: dict[str, Any]) -> Iterator[Model]:
    yield CheckInLink(check_in=LinkUpCheckIn.objects.all()[0], token_hash="0" * 64, way="email", **ours)
    meeting = Conference.objects.filter(family=rowan)[0]
    looked = {"decision": "Words", "who_looked": "Words", "help_given": "Words", "outcome": "decides"}
    yield CapacityView(conference=meeting, person=joan, looked_on=day, **looked, **ours)


def ties(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """The columns of a model that name a row of which not everyone knows."""
    kept = kept_models()
    return [field for field in model._meta.concrete_fields if field.related_model in kept]  # type: ignore[misc]


def unbacked(user: User) -> dict[str, int]:
    """Of how many rows that someone sees each tie names one that they don't."""
    with acting_as(user.asker):
        seen = {
            model: model._default_manager.visible_to(user).in_bulk()  # type: ignore[attr-defined]
            for model in kept_models()
        }
    known = {model: set(rows) for model, rows in seen.items()}
    known[Person] |= set(PersonAccount.objects.filter(user=user).values_list("person", flat=True))  # oneself
    found: dict[str, int] = {}
    for model, rows in seen.items():
        for tie in ties(model):
            named = [getattr(row, tie.attname) for row in rows.values()]
            beyond = sum(pk is not None and pk not in known[tie.related_model] for pk in named)  # type: ignore[index]
            if beyond:
                found[f"{model._meta.label}.{tie.name}"] = beyond
    return found


@pytest.mark.parametrize("name", AS_IT_IS)
def test_what_is_seen_names_nothing_that_is_not(people, rows, name):
    assert set(unbacked(people[name])) <= MEANT


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("name", KEPT_FROM_SOME)
def test_nor_once_half_of_those_whom_they_saw_are_kept_from_them(people, rows, name, half):
    """Blocked from a family member, known to a worker from their own life: nothing that is left names whoever is kept."""
    user = people[name]
    with acting_as(user.asker):
        them = list(Person.objects.visible_to(user).order_by("known_as", "pk")[half::2])
    with acting_as(people["Kith"].asker):
        for person in them:
            keep_from(user, person, by=people["Priya"])
        assert (
            not Person.objects.visible_to(user)
            .filter(pk__in=[one.pk for one in them if not is_own(one, user)])
            .exists()
        )

    found = unbacked(user)
    assert set(found) <= MEANT


def keep_from(user: User, person: Person, *, by: User) -> None:
    if user.kind == User.Kind.STAFF:
        declare_interest(practitioner=user.practitioner, known=person, kind=DeclaredInterest.Kind.FRIEND, by=user)
    elif not is_own(person, user):
        viewer = user.person_account.person
        set_block(viewer=viewer, protected=person, ground=AccessBlock.Ground.OTHER, review_on=LATER, by=by)


def is_own(person: Person, user: User) -> bool:
    return PersonAccount.objects.filter(person=person, user=user).exists()


def test_each_kind_of_row_that_names_another_is_looked_at(people, rows):
    """Of most there is a row that a stranger would see by it, were its door taken away: else the sweep would prove nothing."""
    tom = people["Tom"]
    with acting_as(tom.asker):
        seen = {
            model: set(model._default_manager.visible_to(tom).values_list("pk", flat=True)) for model in kept_models()
        }
    with acting_as(people["Kith"].asker):
        told = {
            model._meta.label
            for model in kept_models()
            for tie in ties(model)
            if model._base_manager.exclude(**{f"{tie.name}__isnull": True})
            .exclude(**{f"{tie.attname}__in": seen[tie.related_model]})
            .exists()
        }

    assert {model._meta.label for model in kept_models() if ties(model)} - told == NO_ROW


def test_what_a_child_said_as_a_meeting_was_asked_for_is_no_parent_s_to_read(people, rows):
    """It stands in what was asked for, which names the meeting alone: that Dana reads."""

    def seen(name):
        with acting_as(people[name].asker):
            return ConferenceReferral.objects.visible_to(people[name]).filter(conference__family__name="Rowan").count()

    assert (seen("Priya"), seen("Dana"), seen("Amina")) == (1, 0, 0)
