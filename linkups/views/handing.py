"""Handing the phone over with the cards, and taking it back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.handed_over import hand_over as hand_session_over
from accounts.handed_over import handed_over_at, is_handed_over, take_back
from accounts.http import UserRequest
from accounts.writing import posted
from linkups.forms.handing import HandOverForm, TakeBackForm
from linkups.models import MatchOffer
from linkups.rules import people as rules
from linkups.views.parts import see


@require_http_methods(["GET", "POST"])
def hand_over(request: UserRequest, pk: UUID) -> HttpResponse:
    """From here on this session opens these cards alone."""
    offer = get_object_or_404(MatchOffer.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_hand_over(request.user, offer).require()
    cards = reverse("linkups:offer", args=[pk])
    if is_handed_over(request):
        return redirect(cards)

    form = HandOverForm(posted(request))
    if form.is_valid():
        leave, back = reverse("linkups:handed-back"), reverse("linkups:family-linkups", args=[offer.family_id])
        hand_session_over(request, under=cards, leave=leave, back=back, **form.cleaned_data)
        return redirect(cards)
    see("linkups:offer-hand-over", [offer.family_id], request.user)
    context = {"form": form, "offer": offer, "family": offer.family, "cards": cards, "section": "linkups"}
    return render(request, "linkups/hand_over.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
def handed_back(request: UserRequest) -> HttpResponse:
    """The number opens the rest again. After a few wrong ones the session ends: signing in is the other way out."""
    if not is_handed_over(request):
        return redirect("linkups:linkup-list")

    form = TakeBackForm(posted(request))
    if form.is_valid():
        back, left = take_back(request, pin=form.cleaned_data["pin"])
        if back:
            messages.success(request, _("You have the phone back."))
            return redirect(back)
        if not left:
            logout(request)
            return redirect("account_login")
        form.add_error("pin", _not_that(left))
    return render(
        request, "linkups/handed_back.html", {"form": form, "cards": handed_over_at(request)}, status=_status(form)
    )


def _not_that(left: int) -> str:
    return ngettext(
        "That is not the number. You can try once more; then you sign in again.",
        "That is not the number. You can try %(count)s more times; then you sign in again.",
        left,
    ) % {"count": left}


def _status(form: TakeBackForm | HandOverForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
