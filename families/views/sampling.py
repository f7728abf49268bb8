"""“Stories I’m reading”: drawing a sample, its list, asking for one to be read, and ending it (domain.md §10.5)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from families.actions import sampling as actions
from families.forms.sampling import AskForm, DrawForm
from families.models import Family, StorySample
from families.queries import sampling as queries
from families.rules import sampling as rules
from families.views.writing import form_page


@require_safe
def samples(request: UserRequest) -> HttpResponse:
    rules.can_read_samples(request.user).require()
    rows = list(queries.read_by(request.user))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="families:samples",
        families=[row.family_id for row in rows],
        by=request.user,
    )
    return render(request, "families/samples.html", {"samples": rows, "section": "learning"})


@require_http_methods(["GET", "POST"])
def sample_draw(request: UserRequest) -> HttpResponse:
    rules.can_read_samples(request.user).require()
    localities, teams = queries.places_to_draw_from(request.user)
    form = DrawForm(posted(request), localities=localities, teams=teams)
    if drawn := attempt(form, actions.draw_samples, by=request.user):
        looked_at(
            kind=AccessEvent.Kind.LIST,
            what="families:sample-draw",
            families=[one.family_id for one in drawn],
            by=request.user,
        )
        number = len(drawn)
        words = ngettext("%(number)d story was drawn.", "%(number)d stories were drawn.", number) % {"number": number}
        fewer = _("There were no more to draw there.") if number < form.cleaned_data["how_many"] else ""
        messages.success(request, f"{words} {fewer}".strip())
        return redirect("families:samples")

    looked_at(kind=AccessEvent.Kind.VIEW, what="families:sample-draw", by=request.user)
    context = {"form": form, "section": "learning"}
    return render(request, "families/sample_draw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sample_ask(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_ask_for_sample(request.user, family).require()
    form = AskForm(posted(request), readers=queries.quality_leads(request.user))
    if asked := attempt(form, actions.ask_for_sample, family=family, by=request.user):
        messages.success(request, _("%(name)s can read it now. The family is told.") % {"name": asked.reader.name})
        return redirect(family)

    title = _("Ask a quality lead to read the story")
    return form_page(request, form, title=title, about=family, what="families:sample-ask")


@require_POST
def sample_end(request: UserRequest, pk: UUID) -> HttpResponse:
    sample = get_object_or_404(StorySample.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_end_sample(request.user, sample).require()
    actions.end_sample(sample=sample, by=request.user)
    messages.success(request, _("Ended. It is closed again."))
    return redirect("families:samples" if sample.reader_id == request.user.pk else sample.family)
