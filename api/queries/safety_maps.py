"""Safety maps as other systems read them (domain.md §3.5): a danger never without its goal and what is seen differently."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable

from accounts.models import User
from api.queries.documents import Documents, Told, all_of, each, ids, only, reading
from casework.models import (
    DangerDisagreement,
    DangerStatement,
    SafetyGoal,
    SafetyMap,
    SafetyMapItem,
    SafetyMapMaker,
    ScalingQuestion,
    SignOff,
)
from families.models import RecordSubject

ITEM = ["id", "part", "text", "taken_off_on"]
DANGER = ["id", "who_is_worried", "worry", "effect_on_child", "if_nothing_changes", "taken_off_on"]
GOAL = ["id", "words", "parents_will_be_seen", "child_will_experience"]


@reading
def safety_maps(user: User, *, family: UUID | None = None) -> Documents:
    """Maps with all that stands on each, and what was taken off; of one family when it is named."""
    seen = SafetyMap.objects.visible_to(user)
    about = RecordSubject.objects.visible_to(user).filter(record=OuterRef("record_id")).order_by("pk")
    makers = SafetyMapMaker.objects.visible_to(user).filter(map=OuterRef("pk")).order_by("pk")
    items = SafetyMapItem.objects.visible_to(user).filter(map=OuterRef("pk")).order_by("pk")
    said = DangerDisagreement.objects.visible_to(user).filter(danger__map=OuterRef("pk"))
    return Documents(
        seen.filter(record__family=family) if family else seen,
        Told(
            id="id",
            family="record__family_id",
            state="state",
            begun_on="record__happened_on",
            completed_on="completed_on",
            about=ids(about, "person"),
            made_with=ids(makers, "person"),
            items=each(items, **{name: name for name in ITEM}, said_by="said_by_id"),
            dangers=_dangers(user),
            sign_offs=_sign_offs(user),
        ),
        families=only("record__family_id"),
        people=all_of(
            ids(about, "person"),
            ids(makers, "person"),
            ids(items.filter(said_by__isnull=False), "said_by"),
            ids(said, "person"),
            ids(SignOff.objects.not_kept_from(user).filter(record=OuterRef("record_id")), "person"),
        ),
    )


def _sign_offs(user: User) -> Combinable:
    """How those whom it is about see it as a whole: of an earlier version, once someone has gone on with the map (INV-32)."""
    later = SignOff.objects.filter(record=OuterRef("record"), person=OuterRef("person"), number__gt=OuterRef("number"))
    since = SafetyMap.objects.filter(record=OuterRef("record"), version__gt=OuterRef("version"))
    said = SignOff.objects.not_kept_from(user).filter(record=OuterRef("record_id"))
    told = said.annotate(is_last=~Exists(later), is_of_earlier_words=Exists(since)).order_by("number")
    fields = ("id", "stance", "comment", "is_last", "is_of_earlier_words")
    return each(told, **{name: name for name in fields}, person="person_id", said_at="created_at")


def _dangers(user: User) -> Combinable:
    said = DangerDisagreement.objects.visible_to(user).filter(danger=OuterRef("pk")).order_by("pk")
    return each(
        DangerStatement.objects.visible_to(user).filter(map=OuterRef("pk")).order_by("pk"),
        **{name: name for name in DANGER},
        seen_differently=each(said, id="id", person="person_id", words="words", said_on="said_on"),
        goal=_goal(user),
    )


def _goal(user: User) -> Subquery:
    """None where nobody has said it yet; its scale, where the caller may read that."""
    scale = ScalingQuestion.objects.visible_to(user).filter(pk=OuterRef("scale_id"))
    goals: QuerySet[Any] = SafetyGoal.objects.visible_to(user).filter(danger=OuterRef("pk"))
    told = goals.annotate(told=Told(**{name: name for name in GOAL}, scale=Subquery(scale.values("pk")[:1])))
    return Subquery(told.values("told")[:1])
