"""Looking for words in what was said and written. The families and people whom it finds read in who has looked that it did."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from casework.forms.searching import WordsForm
from casework.queries import searching as queries
from casework.queries.story import named_in
from families.models import Family
from families.rules.access import works_here
from families.views.asked import asked, keep_asked
from linkups.views.parts import base_of

ASKED = "kith_words_asked"
EVERYWHERE, OF_FAMILY = "casework:conversation-search", "casework:family-conversation-search"


@require_http_methods(["GET", "HEAD", "POST"])
def conversation_search(request: UserRequest) -> HttpResponse:
    """In all that its reader may read."""
    if request.user.kind != User.Kind.FAMILY:
        works_here(request.user).require()
    return _search(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def family_conversation_search(request: UserRequest, pk: UUID) -> HttpResponse:
    """In what is of one family."""
    return _search(request, queries.family_to_search(pk, request.user))


def _search(request: UserRequest, family: Family | None) -> HttpResponse:
    """What is sent is kept and looked up by the page that it leads to; each showing is noted anew."""
    about = family.pk.hex if family else ""
    if request.method != "POST":
        return _page(request, family, text=asked(request, ASKED, about))
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, family, form=form)
    keep_asked(request, ASKED, form.cleaned_data["q"], about)
    return redirect(_here(family))


def _here(family: Family | None) -> str:
    return reverse(OF_FAMILY, args=[family.pk]) if family else reverse(EVERYWHERE)


def _page(
    request: UserRequest, family: Family | None, *, text: str = "", form: WordsForm | None = None
) -> HttpResponse:
    is_family = request.user.kind == User.Kind.FAMILY
    after = request.GET.get("after", "")
    lines = queries.conversations_that_say(text, request.user, family=family, after=after) if text else None
    if lines or family:
        looked_at(
            kind=AccessEvent.Kind.SEARCH if lines else AccessEvent.Kind.VIEW,
            what=OF_FAMILY if family else EVERYWHERE,
            families=(queries.families_in(lines) if lines else set()) | ({family.pk} if family else set()),
            people=named_in(lines.rows) if lines else (),
            by=request.user,
        )
    context = {
        "form": form or WordsForm(initial={"q": text}),
        "text": text,
        "lines": lines,
        "family": family,
        "here": _here(family),
        "is_family": is_family,
        "frame": base_of(request.user),
        "section": "ours" if is_family else "families",
    }
    return render(request, "casework/conversation_search.html", context, status=422 if form else 200)
