"""Taking in what a government publishes: the file, what is chosen of it, each figure before it is written, and what follows it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import attempt
from outcomes.actions import published as actions
from outcomes.forms.published import ChooseForm, FollowForm, PublishedFileForm
from outcomes.imports.published import NotPublished, Table, read
from outcomes.queries import published as queries
from outcomes.rules.figures import can_write_figures

BOTH = ["GET", "POST"]
LOOKED = "looked"


@require_safe
def published(request: UserRequest) -> HttpResponse:
    """Choose a file, or go on with one that is here."""
    can_write_figures(request.user).require()
    return _begin_page(request, PublishedFileForm())


@require_POST
def published_read(request: UserRequest) -> HttpResponse:
    """Read the file that was chosen, and keep it."""
    can_write_figures(request.user).require()
    form = PublishedFileForm(request.POST, request.FILES)
    if file := attempt(form, actions.keep_published_file, by=request.user):
        return redirect(file)
    return _begin_page(request, form)


def _begin_page(request: UserRequest, form: PublishedFileForm) -> HttpResponse:
    context = {"form": form, "files": queries.files_of(request.user), "section": "curves"}
    return render(request, "outcomes/published.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def published_file(request: UserRequest, pk: UUID) -> HttpResponse:
    """Choose a council and a series; look at what would be written; and write it."""
    can_write_figures(request.user).require()
    file = queries.seen_file(pk, request.user)
    table = read(file.content)
    said = request.POST if request.method == "POST" else request.GET
    choose = ChooseForm(said if said or request.method == "POST" else None, table=table)
    chosen = _chosen(choose, table, request.user)
    if request.method == "POST" and chosen and LOOKED not in request.POST:
        return redirect(f"{request.path}?{urlencode({name: request.POST[name] for name in choose.fields})}")
    is_sent = request.method == "POST" and chosen is not None and chosen.follows is None
    form = FollowForm(request.POST if is_sent else None, table=table, user=request.user)
    if request.method == "POST" and chosen:
        facts: dict[str, Any] = {"file": file, "chosen": chosen, "by": request.user}
        taken = (
            actions.take_in_published(**facts) if chosen.follows else attempt(form, actions.take_in_published, **facts)
        )
        if taken:
            messages.success(request, _taken_words(taken.written))
            return redirect(taken.measure)
    wrong = form if form.errors else choose
    context = {"file": file, "choose": choose, "chosen": chosen, "form": form, "wrong": wrong, "section": "curves"}
    return render(request, "outcomes/published_file.html", context, status=422 if wrong.errors else 200)


def _chosen(choose: ChooseForm, table: Table, user: User) -> queries.Chosen | None:
    """What was chosen; None while nothing is, and where the file does not tell of it in order."""
    if not choose.is_valid():
        return None
    try:
        return queries.chosen(table, choose.cleaned_data["council"], choose.cleaned_data["series"], user)
    except NotPublished as error:
        choose.add_error(None, str(error))
        return None


def _taken_words(written: int) -> str:
    if not written:
        return _("Nothing is new: every figure is here already.")
    return ngettext("%(count)d figure is written.", "%(count)d figures are written.", written) % {"count": written}
