"""The one search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from families.forms.search import SearchForm
from families.queries.finding import day_in, people_found
from families.queries.search import families_named
from families.rules.access import can_see_intake, works_here
from families.rules.people import can_begin_family
from families.views.asked import asked, keep_asked

ASKED = "kith_search"


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: UserRequest) -> HttpResponse:
    """What is sent is kept and looked up by the page that it leads to; each showing is noted anew."""
    works_here(request.user).require()

    if request.method != "POST":
        text = asked(request, ASKED)
        return _found(request, text) if text else _page(request, SearchForm())
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    keep_asked(request, ASKED, form.cleaned_data["q"])
    return redirect("families:search")


def _found(request: UserRequest, text: str) -> HttpResponse:
    people = people_found(request.user, text)
    families = [] if day_in(text)[0] else families_named(request.user, text)
    looked_at(
        kind=AccessEvent.Kind.SEARCH,
        what="families:search",
        families=[family.pk for family in families],
        people=[person.pk for person in people],
        by=request.user,
    )
    return _page(request, SearchForm(initial={"q": text}), has_asked=True, people=people, families=families)


def _page(request: UserRequest, form: SearchForm, *, status: int = 200, **shown: object) -> HttpResponse:
    context = {
        "form": form,
        "can_begin_family": can_begin_family(request.user),
        "can_see_intake": can_see_intake(request.user),
        "section": "families",
        **shown,
    }
    return render(request, "families/search.html", context, status=status)
