"""Questions to ask, as a form has them beside it and as their list shows them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.rules import can_administer
from casework.models import Question
from families.models import Family
from families.paging import Page, page_of

Asked = Sequence[tuple[str, Sequence[Question]]]
"""What they are for, and the questions."""


def questions_for(family: Family, user: User) -> Asked:
    """Those in use for a family's place, by what they are for, in the order of the kinds."""
    here = Q(locality__isnull=True) | Q(locality=family.locality_id)
    listed = list(Question.objects.visible_to(user).filter(here, is_active=True).order_by("pk"))
    by_kind = ((kind.label, [one for one in listed if one.kind == kind]) for kind in Question.Kind)
    return [(str(label), several) for label, several in by_kind if several]


def question_list(user: User, cursor: str = "") -> Page[Question]:
    """Everything in the bank."""
    listed = Question.objects.visible_to(user).select_related("locality")
    return page_of(listed, ("kind", "pk"), cursor=cursor, size=100)


def questions_to_change(user: User) -> QuerySet[Question]:
    """Those that an administrator may change: all of them."""
    every = Question.objects.visible_to(user)
    return every if can_administer(user) else every.none()
