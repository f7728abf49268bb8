"""Who works with a family: beginning and ending it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from database import clock
from families.actions.access import begin_involvement, end_involvement
from families.forms.access import InvolvementForm
from families.forms.fields import EndWithReasonForm
from families.models import Family, Involvement
from families.queries.families import practitioners
from families.rules.access import can_arrange_involvement
from families.views.writing import form_page, say


@require_http_methods(["GET", "POST"])
def involvement_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_arrange_involvement(request.user, family).require()

    initial = {"since": clock.today()}
    form = InvolvementForm(posted(request), practitioners=practitioners(request.user), initial=initial)
    if begun := attempt(form, begin_involvement, family=family, by=request.user):
        say(request, begun, _("%(name)s is alongside the family.") % {"name": form.cleaned_data["practitioner"]})
        return redirect("families:family-people", family.pk)

    return form_page(request, form, title=_("Someone comes alongside"), about=family, what="families:involvement-begin")


@require_http_methods(["GET", "POST"])
def involvement_end(request: UserRequest, pk: UUID) -> HttpResponse:
    involvements = Involvement.objects.visible_to(request.user).select_related("family", "practitioner")
    involvement = get_object_or_404(involvements, pk=pk)
    can_arrange_involvement(request.user, involvement.family).require()

    form = EndWithReasonForm(
        posted(request),
        fact=involvement,
        reason="end_reason",
        label=_("Why did it end?"),
        choices=Involvement.EndReason,
    )
    if written := attempt(form, end_involvement, involvement=involvement, by=request.user):
        say(request, written, _("Written down. They can read for 30 days more, then no longer."))
        return redirect("families:family-list")

    title = _("%(name)s no longer works with the family") % {"name": involvement.practitioner}
    return form_page(request, form, title=title, about=involvement.family, what="families:involvement-end")
