"""Our curves for partners: links that are made and ended here, and what each opens, without a sign-in (domain.md §7.5)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.system import asking_for
from accounts.http import UserRequest, file_to_keep
from accounts.models import Organisation
from accounts.secrets import Unreadable, seal, unseal
from accounts.writing import attempt, posted, press
from families.forms.versions import caught_up
from families.imports.writing import as_csv
from linkups.check_in_links import organisation_in
from outcomes.actions import partners as actions
from outcomes.forms.partners import ChangePartnerLinkForm, PartnerLinkForm
from outcomes.models import PartnerLink
from outcomes.partner_links import partner_link_in
from outcomes.queries import partners as queries
from outcomes.queries.outside import Outside, open_data, open_rows
from outcomes.rules.figures import can_write_figures

SHOWN_ONCE, MINUTES = "kith_new_partner_link", 10 * 60
Answer = Callable[[HttpRequest, PartnerLink, Sequence[Outside]], HttpResponse | None]


@require_safe
def partner_list(request: UserRequest) -> HttpResponse:
    """Which partners see our curves."""
    can_write_figures(request.user).require()
    page = queries.partner_list(request.user, request.GET.get("after", ""))
    return render(request, "outcomes/partner_list.html", {"page": page, "section": "curves"})


@require_http_methods(["GET", "POST"])
def partner_new(request: UserRequest) -> HttpResponse:
    can_write_figures(request.user).require()
    form = PartnerLinkForm(posted(request), user=request.user)
    if made := attempt(form, actions.make_partner_link, by=request.user):
        request.session[SHOWN_ONCE] = seal(json.dumps([made.link.pk.hex, made.token]))
        return redirect(made.link)
    return _form(request, form, _("A link for a partner"), reverse("outcomes:partner-list"))


@require_safe
def partner(request: UserRequest, pk: UUID) -> HttpResponse:
    """A link, and just what its partner sees."""
    can_write_figures(request.user).require()
    page = queries.partner_page(pk, request.user)
    token = _told_once(request, pk)
    address = request.build_absolute_uri(reverse("curves-by-link", args=[token])) if token else ""
    context = {"page": page, "link": page.link, "curves": page.curves, "address": address, "section": "curves"}
    return render(request, "outcomes/partner.html", context)


@require_http_methods(["GET", "POST"])
def partner_change(request: UserRequest, pk: UUID) -> HttpResponse:
    can_write_figures(request.user).require()
    link = queries.seen_link(pk, request.user)
    stands: dict[str, Any] = {name: getattr(link, name) for name in ("name", "purpose", "until", "row_version")}
    stands["measures"] = [
        str(one) for one in queries.measures_shown_by(link, request.user).values_list("pk", flat=True)
    ]
    form = ChangePartnerLinkForm(posted(request), user=request.user, initial=stands)
    if attempt(form, actions.change_partner_link, link=link, by=request.user):
        messages.success(request, _("Saved. The link stays the same."))
        return redirect(link)
    return _form(request, form, _("What a partner sees"), link.get_absolute_url())


@require_POST
def partner_end(request: UserRequest, pk: UUID) -> HttpResponse:
    can_write_figures(request.user).require()
    link = queries.seen_link(pk, request.user)

    def end(**facts: Any) -> object:
        return actions.end_partner_link(link=link, **facts)

    return press(request, end, back=link, done=_("Ended: the link opens nothing any more."))


def _form(request: UserRequest, form: django_forms.Form, title: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "back_text": _("Curves for partners"),
        "theirs": caught_up(form),
        "section": "curves",
    }
    return render(request, "outcomes/measure_form.html", context, status=422 if form.errors else 200)


def _told_once(request: UserRequest, pk: UUID) -> str:
    """The secret of this link, if it was made a moment ago here; it is shown this once."""
    try:
        whose, token = json.loads(unseal(request.session.get(SHOWN_ONCE, ""), seconds=MINUTES))
    except Unreadable:
        return ""
    if whose != pk.hex:
        return ""
    del request.session[SHOWN_ONCE]
    return str(token)


# By the link, without a sign-in


@login_not_required
@never_cache
@require_safe
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The curves that a partner sees."""

    def page(request: HttpRequest, link: PartnerLink, curves: Sequence[Outside]) -> HttpResponse:
        whose = {"link": link, "organisation": link.organisation, "curves": curves, "token": token}
        return render(request, "outcomes/curves_by_link.html", whose)

    return _opened(request, token, page)


@login_not_required
@never_cache
@require_safe
def csv_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Their figures as open data, each row with its definition."""

    def file(request: HttpRequest, link: PartnerLink, curves: Sequence[Outside]) -> HttpResponse:
        return file_to_keep(as_csv(open_rows(curves)), "curves.csv", "text/csv; charset=utf-8")

    return _opened(request, token, file)


@login_not_required
@never_cache
@require_safe
def json_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same for machines."""

    def data(request: HttpRequest, link: PartnerLink, curves: Sequence[Outside]) -> HttpResponse:
        return JsonResponse(open_data(curves), json_dumps_params={"ensure_ascii": False})

    return _opened(request, token, data)


@login_not_required
@never_cache
@require_safe
def picture_by_link(request: HttpRequest, token: str, pk: UUID) -> HttpResponse:
    """One curve as a picture, to stand on a partner’s own page."""

    def picture(request: HttpRequest, link: PartnerLink, curves: Sequence[Outside]) -> HttpResponse | None:
        one = next((curve for curve in curves if curve.measure.pk == pk), None)
        return HttpResponse(one.picture, content_type="image/svg+xml") if one and one.picture else None

    return _opened(request, token, picture)


def _opened(request: HttpRequest, token: str, answer: Answer) -> HttpResponse:
    """What a link opens, to whoever has it; no search engine keeps it, and no other page learns the link."""
    if not consume(request, app="allauth.account", action="partner_link", limit_get=True):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    pk = organisation_in(token)
    organisation = Organisation.objects.filter(pk=pk).first() if pk else None
    found = _answered(request, token, organisation, answer) if organisation else None
    response = found or _dead(request)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answered(request: HttpRequest, token: str, organisation: Organisation, answer: Answer) -> HttpResponse | None:
    with asking_for(organisation) as system:
        link = partner_link_in(token)
        if link is None:
            return None
        actions.note_link_used(link=link, by=system)
        return answer(request, link, queries.shown_by(link))


def _dead(request: HttpRequest) -> HttpResponse:
    """The same for a link that was ended, one that is over, and one that never was."""
    if not consume(request, app="allauth.account", action="partner_link_dead", limit_get=True):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return render(request, "outcomes/curves_no_more.html", status=HTTPStatus.NOT_FOUND)
