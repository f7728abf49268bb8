"""Building an offer, and choosing from it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.writing import posted, press
from families.models import Family
from families.queries.families import localities
from families.queries.localities import every_theme
from linkups import queries
from linkups.actions import offers as actions
from linkups.forms.families import OfferForm, WantedForm
from linkups.models import FamilyCard, MatchOffer
from linkups.queries.deck import ANYTHING, Wanted, deck
from linkups.queries.offers import shown_in
from linkups.rules import people as rules
from linkups.views.parts import LinkUpStep, base_for, section_of, see, take, whose_yes

ASKED = {"theme", "language", "day", "locality"}


def _wanted(form: WantedForm) -> Wanted:
    if not form.is_valid():
        return ANYTHING
    said, place = form.cleaned_data, form.cleaned_data["locality"]
    return Wanted(said["theme"], said["language"].strip(), said["day"].strip().rstrip("s"), place.pk if place else None)


@require_http_methods(["GET", "POST"])
def build(request: UserRequest, pk: UUID) -> HttpResponse:
    """The coach chooses a few cards from those that can be offered; the family chooses from these."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_offer_cards(request.user, family).require()
    if waiting := MatchOffer.objects.visible_to(request.user).waiting().filter(family=family).first():
        return redirect("linkups:offer", waiting.pk)

    wanted = WantedForm(
        request.GET if ASKED & {*request.GET} else None,
        places=localities(request.user),
        themes=every_theme(request.user),
    )
    asked_for = _wanted(wanted)
    found = deck(request.user, family, asked_for)
    suggested = [card.pk for card in found.cards if card.family_id in found.suggested]
    form = OfferForm(posted(request), cards=found.cards, user=request.user, initial={"cards": suggested})
    page = LinkUpStep(
        page="linkups:offer-build",
        title=_("Choose a few cards to look at"),
        lede=_("The order is the same for every family. %(family)s will choose.") % {"family": family.name},
        button=_("Show them these cards"),
        done=_("The cards are ready to look at together."),
        back=reverse("linkups:family-linkups", args=[family.pk]),
        back_text=family.name,
        families=[family.pk, *found.families],
        template="linkups/offer_build.html",
    )
    act = partial(actions.offer_cards, family=family, coach=request.user.practitioner)
    chosen = {str(pk) for pk in (form["cards"].value() or ())}
    takes_away = asked_for != ANYTHING or bool(wanted.errors)
    return take(
        request, page, form, act, deck=found, family=family, chosen=chosen, wanted=wanted, takes_away=takes_away
    )


@require_safe
def offer(request: UserRequest, pk: UUID) -> HttpResponse:
    """The cards side by side; on the family's own phone, or handed over by the coach."""
    page = queries.offer_page(request.user, pk)
    see("linkups:offer", page.families, request.user)
    context = {
        "page": page,
        "offer": page.offer,
        "family": page.offer.family,
        "can_answer": rules.can_answer_offer(request.user, page.offer),
        "base": base_for(request),
        "section": section_of(request.user),
    }
    return render(request, "linkups/offer.html", context)


def _seen(request: UserRequest, pk: UUID) -> MatchOffer:
    found = get_object_or_404(MatchOffer.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_answer_offer(request.user, found).require()
    return found


def _shown_card(request: UserRequest, found: MatchOffer, card: UUID) -> FamilyCard:
    return get_object_or_404(shown_in(request.user, found).select_related("card"), card=card).card


@require_http_methods(["GET", "POST"])
def choose(request: UserRequest, pk: UUID, card: UUID) -> HttpResponse:
    """A family's own button chooses; a coach is asked who of the family said so."""
    found = _seen(request, pk)
    shown = _shown_card(request, found, card)

    form, said = whose_yes(request, found.family)
    page = LinkUpStep(
        page="linkups:offer-choose",
        title=_("Would you like to meet them?"),
        lede=_("You choose, and you can say no later too."),
        button=_("Would like to meet them"),
        done=_("That is written down. Your coach asks the other family next."),
        back=reverse("linkups:offer", args=[pk]),
        back_text=_("The cards"),
        families=[found.family_id, shown.family_id],
        template="linkups/choose.html",
    )
    act = partial(actions.choose_card, offer=found, card=shown, **said)
    return take(request, page, form, act, card=shown)


@require_POST
def put_aside(request: UserRequest, pk: UUID, card: UUID) -> HttpResponse:
    """“Not for us”, or back again."""
    found = _seen(request, pk)
    aside = request.POST.get("back") != "1"
    act = partial(actions.put_aside, offer=found, card=_shown_card(request, found, card), is_not_for_us=aside)
    done = _("Put aside.") if aside else _("Back with the others.")
    return press(request, act, done=done, back=reverse("linkups:offer", args=[pk]))


@require_POST
def none_of_these(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _seen(request, pk)
    act = partial(actions.none_of_these, offer=found)
    return press(request, act, done=_("That is fine. You can keep looking."), back=reverse("linkups:offer", args=[pk]))
