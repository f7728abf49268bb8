"""While a coach is away: who covers, and that they are back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import posted
from linkups.actions import covering as actions
from linkups.forms.covering import CoverForm
from linkups.forms.steps import SureForm
from linkups.models import CoachCover
from linkups.queries import covering as queries
from linkups.rules import covering as rules
from linkups.views.parts import LinkUpStep, take


def _page(name: str, title: str, lede: str, button: str, done: str) -> LinkUpStep:
    return LinkUpStep(
        page=f"linkups:{name}",
        back=reverse("linkups:week"),
        back_text=_("My week"),
        families=[],
        title=title,
        lede=lede,
        button=button,
        done=done,
    )


@require_http_methods(["GET", "POST"])
def cover_arrange(request: UserRequest) -> HttpResponse:
    rules.can_arrange_cover(request.user).require()

    form = CoverForm(
        posted(request),
        away=queries.may_be_away(request.user),
        covers=queries.may_cover(request.user),
        initial={"coach": getattr(request.user, "practitioner", None)},
    )
    page = _page(
        "cover-arrange",
        _("While a coach is away"),
        _("Somebody else is there for their families on these days, and sees what they see. Why is nobody’s business."),
        _("Arrange it"),
        _("It is arranged. The families read who is there for them."),
    )
    return take(request, page, form, actions.arrange_cover)


@require_http_methods(["GET", "POST"])
def cover_end(request: UserRequest, pk: UUID) -> HttpResponse:
    shown = CoachCover.objects.visible_to(request.user).select_related("coach", "cover")
    cover = get_object_or_404(shown, pk=pk)
    rules.can_end_cover(request.user, cover).require()

    page = _page(
        "cover-end",
        _("Is %(name)s back?") % {"name": cover.coach.name},
        _("From today %(name)s covers no more.") % {"name": cover.cover.name},
        _("Yes, back again"),
        _("That is written down. Welcome back."),
    )
    return take(request, page, SureForm(posted(request)), partial(actions.end_cover, cover=cover))
