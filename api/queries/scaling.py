"""Scales as other systems read them (domain.md §3.5)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import User
from api.queries.documents import Documents, Told, each, ids, only, reading
from casework.models import ScalingAnswer, ScalingQuestion, ScalingReason

SCALE = ["id", "about", "zero_means", "ten_means", "child_zero", "child_ten", "created_at"]
ANSWER = ["id", "value", "is_declined", "shown_as"]


@reading
def scales(user: User, *, family: UUID | None = None) -> Documents:
    """Scales with each answer that the caller may read; of one family when it is named."""
    seen = ScalingQuestion.objects.visible_to(user)
    return Documents(
        seen.filter(record__family=family) if family else seen,
        Told(
            **{name: name for name in SCALE},
            family="record__family_id",
            answers=answers_to(user, question=OuterRef("pk")),
        ),
        families=only("record__family_id"),
        people=ids(
            ScalingAnswer.objects.visible_to(user).filter(question=OuterRef("pk"), person__isnull=False), "person"
        ),
    )


def answers_to(user: User, **of: object) -> Combinable:
    """Each answer of a scale or of a record, with what they said of it where the caller may read that."""
    said = ScalingAnswer.objects.visible_to(user).filter(**of).order_by("record__happened_on", "pk")
    return each(
        said,
        **{name: name for name in ANSWER},
        scale="question_id",
        person="person_id",
        practitioner="practitioner_id",
        on=F("record__happened_on"),
        why_not_lower=_reason(user, "why_not_lower"),
        what_plus_one=_reason(user, "what_plus_one"),
    )


def _reason(user: User, name: str) -> Combinable:
    told = ScalingReason.objects.visible_to(user).filter(answer=OuterRef("pk")).order_by("pk")
    return Coalesce(Subquery(told.values(name)[:1]), Value(""))
