"""The photo on a family's card."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.middleware import POLICY
from accounts.writing import press, sent
from families.views.attachments import NOTHING_RUNS
from linkups.actions import cards as actions
from linkups.forms.families import CardPhotoForm
from linkups.models import CardPhoto, FamilyCard, MatchOffer
from linkups.queries.offers import shown_in
from linkups.rules import people as rules
from linkups.views.parts import LinkUpStep, see, take


@require_safe
def card_photo(request: UserRequest, pk: UUID) -> HttpResponse:
    """To whoever reads the card."""
    return _picture(request, pk)


@require_safe
def offered_photo(request: UserRequest, pk: UUID, card: UUID) -> HttpResponse:
    """Beside the cards of an offer: below its address, which alone a phone that is handed over opens."""
    offer = get_object_or_404(MatchOffer.objects.visible_to(request.user), pk=pk)
    return _picture(request, get_object_or_404(shown_in(request.user, offer), card=card).card_id)


def _picture(request: UserRequest, card: UUID) -> HttpResponse:
    """The picture itself; opened as a page of its own it runs nothing."""
    photo = get_object_or_404(CardPhoto.objects.visible_to(request.user).select_related("card"), card=card)
    see("linkups:card-photo", [photo.card.family_id], request.user)
    headers = {
        "Content-Disposition": f'inline; filename="{_("card")}.jpg"',
        POLICY: NOTHING_RUNS,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(bytes(photo.content), content_type="image/jpeg", headers=headers)


def _written(request: UserRequest, pk: UUID) -> FamilyCard:
    card = get_object_or_404(FamilyCard.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_write_card(request.user, card.family).require()
    return card


@require_http_methods(["GET", "POST"])
def card_photo_add(request: UserRequest, pk: UUID) -> HttpResponse:
    card = _written(request, pk)
    form = CardPhotoForm(*sent(request))
    page = LinkUpStep(
        page="linkups:card-photo-add",
        title=_("A photo on your card"),
        lede=_(
            "Of you, your pet, your table, or whatever tells who you are. Everyone in it has to say yes to that, children too."
            " Nobody sees it before you have said yes to the card with it."
        ),
        button=_("Put it on the card"),
        done=_("The photo is on the card. Read it through, and say yes to it when it is right."),
        back=reverse("linkups:family-linkups", args=[card.family_id]),
        back_text=card.family.name,
        families=[card.family_id],
        template="linkups/card_photo_add.html",
    )
    return take(request, page, form, partial(actions.keep_card_photo, card=card), card=card)


@require_POST
def card_photo_away(request: UserRequest, pk: UUID) -> HttpResponse:
    card = _written(request, pk)
    away = partial(actions.take_card_photo_away, card=card)
    back = reverse("linkups:family-linkups", args=[card.family_id])
    return press(request, away, back=back, done=_("Taken away. Nothing of it is kept."))
