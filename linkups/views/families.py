"""A sharing family's way, checks and card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import posted
from families.models import Family
from linkups.actions import cards as card_actions
from linkups.actions import profiles as actions
from linkups.actions.training import record_training
from linkups.forms import families as forms
from linkups.forms.steps import SureForm
from linkups.models import FamilyCard, SharingProfile
from linkups.queries.checks import checkable
from linkups.queries.of_the_place import card_words
from linkups.queries.people import members_who_decide
from linkups.queries.training import trainable, trainings
from linkups.rules import people as rules
from linkups.views.parts import LinkUpStep, take

Status = SharingProfile.Status


def _page(name: str, family: Family, back: str, **words: Any) -> LinkUpStep:
    return LinkUpStep(page=f"linkups:{name}", back=back, back_text=family.name, families=[family.pk], **words)


@require_http_methods(["GET", "POST"])
def profile_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_coach(request.user, family).require()

    form = forms.BeginProfileForm(posted(request))
    page = _page(
        "profile-begin",
        family,
        reverse("linkups:family-linkups", args=[pk]),
        title=_("They would like to share"),
        lede=_("A family that has been through something, and has time for another one."),
        button=_("Begin"),
        done=_("That is begun."),
    )
    return take(request, page, form, partial(actions.begin_profile, family=family, coach=request.user.practitioner))


STEPS: dict[SharingProfile.Status, tuple[str | Promise, type[django_forms.Form], Callable[..., object]]] = {
    Status.INTERESTED: (gettext_lazy("They would like to share after all"), SureForm, actions.begin_again),
    Status.GETTING_TO_KNOW: (gettext_lazy("Get to know each other"), SureForm, actions.get_to_know),
    Status.CHECKS: (gettext_lazy("Begin the safety checks"), SureForm, actions.begin_checks),
    Status.TRAINING: (gettext_lazy("Go on to the training"), SureForm, actions.begin_training),
    Status.CARD: (gettext_lazy("The whole family is trained"), forms.TrainedForm, actions.finish_training),
    Status.READY: (gettext_lazy("They are ready to share"), forms.ReadyForm, actions.make_ready),
    Status.RESTING: (gettext_lazy("They take a rest"), forms.RestForm, actions.rest),
    Status.STEPPED_BACK: (gettext_lazy("They step back"), SureForm, actions.step_back),
    Status.NOT_NOW: (gettext_lazy("Not now"), SureForm, actions.not_now),
}
"""Each step of a sharing family: what its page is called, the facts it asks for, and the action."""


@require_http_methods(["GET", "POST"])
def profile_step(request: UserRequest, pk: UUID, to: SharingProfile.Status) -> HttpResponse:
    profile = get_object_or_404(SharingProfile.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_take_profile_step(request.user, profile, to).require()

    title, form_class, act = STEPS[to]
    form = form_class(posted(request), initial={"max_linkups": profile.max_linkups})
    page = _page(
        f"profile-{to.replace('_', '-')}",
        profile.family,
        reverse("linkups:profile", args=[pk]),
        title=str(title),
        button=_("Yes, write it down"),
        done=_("That is written down."),
    )
    return take(request, page, form, partial(act, profile=profile))


@require_http_methods(["GET", "POST"])
def check_add(request: UserRequest, pk: UUID) -> HttpResponse:
    profile = get_object_or_404(SharingProfile.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_coach(request.user, profile.family).require()

    form = forms.CheckForm(posted(request), people=checkable(profile.family, request.user))
    page = _page(
        "check-add",
        profile.family,
        reverse("linkups:profile", args=[pk]),
        title=_("Write a check down"),
        lede=_("The outcome and the dates only. The family does not see this page."),
        button=_("Save"),
        done=_("The check is written down."),
    )
    return take(request, page, form, actions.record_check)


@require_http_methods(["GET", "POST"])
def training_add(request: UserRequest, pk: UUID) -> HttpResponse:
    profile = get_object_or_404(SharingProfile.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_coach(request.user, profile.family).require()

    people, events = trainable(request.user, profile.family), trainings(request.user)
    form = forms.TrainingForm(posted(request), people=people, events=events)
    page = _page(
        "training-add",
        profile.family,
        reverse("linkups:profile", args=[pk]),
        title=_("Who took part in the training?"),
        lede=_("Whole families take part: everyone of five or more, or they catch up later."),
        button=_("Save"),
        done=_("That is written down."),
    )
    return take(request, page, form, record_training)


@require_http_methods(["GET", "POST"])
def card_edit(request: UserRequest, pk: UUID, kind: FamilyCard.Kind) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_write_card(request.user, family).require()

    card = FamilyCard.objects.visible_to(request.user).filter(family=family, kind=kind).first()
    here = card_words(family, card)
    form = forms.CardForm(posted(request), initial=forms.CardForm.of(card), **here)
    page = _page(
        f"card-edit-{kind}",
        family,
        reverse("linkups:family-linkups", args=[pk]),
        title=_("Your card"),
        lede=_("In your own words. Nobody sees it before you have said yes to it, and any change asks you again."),
        button=_("Save the card"),
        done=_("The card is saved. Read it through, and say yes to it when it is right."),
    )
    return take(request, page, form, partial(card_actions.write_card, family=family, kind=kind))


@require_http_methods(["GET", "POST"])
def card_approve(request: UserRequest, pk: UUID) -> HttpResponse:
    card = get_object_or_404(FamilyCard.objects.visible_to(request.user).select_related("family"), pk=pk)
    rules.can_approve_card(request.user, card).require()

    form = forms.ApproveForm(
        posted(request), people=members_who_decide(card.family, request.user), initial={"version": card.version}
    )
    page = _page(
        "card-approve",
        card.family,
        reverse("linkups:family-linkups", args=[card.family_id]),
        title=_("Is this right?"),
        lede=_("This is exactly what another family would read."),
        button=_("Yes, it is right"),
        done=_("The card can be shown now."),
        template="linkups/card_approve.html",
    )
    act = partial(card_actions.approve_card, card=card)
    return take(request, page, form, act, card=card)
