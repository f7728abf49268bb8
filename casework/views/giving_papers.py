"""Who has which paper of a family meeting: written down, sent where that is safe, and said that it was not so."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.entering import this_place
from accounts.http import UserRequest
from accounts.writing import attempt, posted, press
from casework.actions import giving_papers as actions
from casework.forms.giving_papers import GivePaperForm
from casework.models import PaperCopy
from casework.queries.papers_given import who_has
from casework.rules import giving_papers as rules
from casework.views.steps import looked, seen_conference
from database import clock
from families.rules.access import works_here


@require_http_methods(["GET", "POST"])
def papers_given(request: UserRequest, pk: UUID) -> HttpResponse:
    """Who has what, and the form by which whoever gave a paper writes it down."""
    conference = seen_conference(request, pk)
    works_here(request.user).require()
    can_give = rules.can_give_papers(request.user, conference)
    if request.method == "POST":
        can_give.require()
    page = who_has(conference, request.user)
    known = {"paper": request.GET.get("paper", ""), "given_on": clock.today()}
    may = partial(rules.can_have, request.user)
    form = GivePaperForm(posted(request), asked=page.asked, may=may, initial=known)
    give = partial(actions.give_papers, conference=conference, place=this_place(request))
    if attempt(form, give, by=request.user):
        messages.success(request, _said(form))
        return redirect("casework:papers-given", pk)

    looked(request, conference, "casework:papers-given", named=page.people)
    context = {"page": page, "conference": conference, "form": form, "can_give": can_give, "section": "conferences"}
    return render(request, "casework/papers_given.html", context, status=422 if form.is_bound else 200)


def _said(form: GivePaperForm) -> str:
    if form.cleaned_data["way"] == PaperCopy.Way.EMAIL:
        return _("Written down, and on its way. If an e-mail does not go, it says so here.")
    return _("Written down.")


@require_POST
def paper_not_so(request: UserRequest, pk: UUID) -> HttpResponse:
    """A slip: the paper was not given as it stands there."""
    seen = PaperCopy.objects.visible_to(request.user).select_related("conference__coordinator")
    copy = get_object_or_404(seen, pk=pk)
    rules.can_say_it_was_not_so(request.user, copy).require()
    back = reverse("casework:papers-given", args=[copy.conference_id])
    return press(
        request, partial(actions.say_it_was_not_so, copy=copy), back=back, done=_("It stands there as not so.")
    )
