"""Adding and ending parental responsibility, of a person or of a council."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions import relatives
from families.actions.kinship import end_fact
from families.forms.fields import EndForm
from families.forms.responsibility import ResponsibilityForm
from families.models import ParentalResponsibility
from families.queries.near import councils_here
from families.rules.people import can_edit_person
from families.views.kinship import ENDED, Tie, add_tie
from families.views.writing import form_page, say

RESPONSIBILITY = Tie(
    "families:responsibility-add",
    ResponsibilityForm,
    relatives.add_responsibility,
    gettext_lazy("Who holds parental responsibility for %(name)s?"),
    gettext_lazy("Parental responsibility recorded."),
)


@require_http_methods(["GET", "POST"])
def responsibility_add(request: UserRequest, pk: UUID) -> HttpResponse:
    return add_tie(request, pk, RESPONSIBILITY, councils=councils_here(request.user))


@require_http_methods(["GET", "POST"])
def responsibility_end(request: UserRequest, pk: UUID) -> HttpResponse:
    held = ParentalResponsibility.objects.visible_to(request.user).select_related("holder", "agency", "child")
    responsibility = get_object_or_404(held, pk=pk)
    can_edit_person(request.user, responsibility.child).require()

    form = EndForm(posted(request), fact=responsibility)
    if written := attempt(form, end_fact, fact=responsibility, by=request.user):
        say(request, written, str(ENDED))
        return redirect(responsibility.child)

    title = _("%(name)s no longer holds parental responsibility") % {"name": responsibility.held_by}
    child, also = responsibility.child, [responsibility.holder_id] if responsibility.holder_id else []
    return form_page(request, form, title=title, about=child, also=also, what="families:responsibility-end")
