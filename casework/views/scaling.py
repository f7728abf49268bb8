"""Scales: where each person of a family puts things between 0 and 10, and each one's own answers over time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from casework.queries import scaling as queries
from casework.rules.conversations import can_log_conversation
from families.models import Family
from linkups.views.parts import base_of


@require_safe
def family_scales(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    page = queries.scales_of(family, request.user, after=request.GET.get("after", ""))
    scales = [queries.scale(question) for question in page.rows]
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:family-scales",
        families=[family.pk],
        people=queries.named_in(scales),
        by=request.user,
    )
    context = {"family": family, "page": page, "scales": scales, "can_log": can_log_conversation(request.user, family)}
    return render(request, "casework/scale_list.html", context | _around(request.user))


@require_safe
def scale(request: UserRequest, pk: UUID) -> HttpResponse:
    shown = queries.scale(queries.one_scale(pk, request.user))
    family = shown.question.record.family
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:scale",
        families=[family.pk] if family else [],
        people=shown.people,
        by=request.user,
    )
    can_log = family is not None and can_log_conversation(request.user, family)
    context = {"scale": shown, "family": family, "can_log": can_log}
    return render(request, "casework/scale.html", context | _around(request.user))


def _around(user: User) -> dict[str, Any]:
    """The page of a family member is made otherwise than that of who works here."""
    is_family = user.kind == User.Kind.FAMILY
    return {
        "is_family": is_family,
        "frame": base_of(user),
        "section": "ours" if is_family else "families",
    }
