"""Nothing is seen before what it belongs to: a row that someone may see names no row that they may not, but for the ties below.

Models and their ties are read from the product: what is added later joins by existing (domain.md §8.5).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import ForeignKey, Model

from accounts.models import User
from database.asker import acting_as
from families.actions.keeping import declare_interest, set_block
from families.models import AccessBlock, DeclaredInterest, Person, PersonAccount
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
    # Who said yes: no page names them, or only to whoever may know them.
    "families.Agreement.given_by",
    "linkups.LinkUp.seeking_agreed_by",
    "linkups.LinkUp.seeking_chose_by",
    "linkups.LinkUp.sharing_agreed_by",
}
"""Ties that lead from what someone sees to what they don't. A new one is a reviewed line here."""
AS_IT_IS = ["Priya", "Marlon", "Tom", "Dana", "Amina", "Rob", "Yusuf", "Lena"]
NO_ROW = {
    "casework.ConcernAddition",
    "casework.FeltWith",
    "casework.LanguageTipIgnore",
    "casework.WindowCheck",
    "families.Advocate",
    "families.ImportedRow",
    "families.Invitation",
    "families.NotSamePerson",
    "families.Nudge",
    "families.OwnSay",
    "families.ReportedOffer",
    "families.ToBeSettled",
    "linkups.ExcludedCard",
    "linkups.LinkUpEnding",
}
"""Of these the demo has none, or none but for everyone: their own tests try them."""
KEPT_FROM_SOME = ["Priya", "Marlon", "Dana", "Joan"]


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
