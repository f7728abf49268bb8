"""What is different in a place, and by whose yes; and setting up a new one, step by step (domain.md §1.9)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.models import Locality, User
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from families.actions import localities as actions
from families.forms import localities as forms
from families.forms.versions import caught_up
from families.models import FamilyPartner, ListKind
from families.queries import localities as queries
from families.rules import localities as rules


@require_safe
def locality_changed(request: UserRequest, pk: UUID) -> HttpResponse:
    place = get_object_or_404(queries.places_open_to(request.user), pk=pk)

    context = {
        "page": queries.place_page(place, request.user),
        "can_adapt": rules.can_adapt_places(request.user),
        "answers": request.user.kind == User.Kind.FAMILY,
        "section": "ours" if request.user.kind == User.Kind.FAMILY else "administration",
    }
    return render(request, "families/locality_changed.html", context)


@require_POST
def list_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    proposed = get_object_or_404(queries.lists_to_answer(request.user), pk=pk)
    rules.can_say_yes(request.user, proposed).require()

    form = forms.YesForm(request.POST)
    back = reverse("families:locality-changed", args=[proposed.locality_id])
    if not form.is_valid():
        messages.error(request, _("Look at it once more, and then say yes."))
        return redirect(back)
    agree = partial(actions.agree_to_list, proposed=proposed, row_version=form.cleaned_data["row_version"])
    return press(request, agree, back=back, done=_("Thank you. It counts from now on."))


@require_POST
def list_send_back(request: UserRequest, pk: UUID) -> HttpResponse:
    proposed = get_object_or_404(queries.lists_to_answer(request.user), pk=pk)
    rules.can_say_yes(request.user, proposed).require()

    back = reverse("families:locality-changed", args=[proposed.locality_id])
    act = partial(actions.send_list_back, proposed=proposed)
    return press(request, act, back=back, done=_("Thank you. It is written anew before you are asked again."))


@require_POST
def list_take_back(request: UserRequest, pk: UUID) -> HttpResponse:
    written = get_object_or_404(queries.lists_to_adapt(request.user), pk=pk)
    rules.can_adapt_places(request.user).require()

    act = partial(actions.take_list_back, written=written)
    back = reverse("families:locality-sign-off", args=[written.locality_id])
    return press(request, act, back=back, done=_("Taken back. What counts there stays as it is."))


def _place(request: UserRequest, pk: UUID) -> Locality:
    return get_object_or_404(queries.places_to_adapt(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def locality_said(request: UserRequest, pk: UUID) -> HttpResponse:
    place = _place(request, pk)
    rules.can_adapt_places(request.user).require()

    note = queries.note_to_go_on_with(place, request.user)
    form = forms.ScopingNoteForm(posted(request), initial=forms.note_said(note))
    if request.method == "POST" and not form.has_changed():
        return _on_from(request, place, "locality-said")
    if attempt(form, actions.write_scoping_note, place=place, note=note, by=request.user):
        return _on_from(request, place, "locality-said")
    return _step(request, place, form, "locality-said")


@require_http_methods(["GET", "POST"])
def locality_words(request: UserRequest, pk: UUID, kind: ListKind) -> HttpResponse:
    place = _place(request, pk)
    rules.can_adapt_places(request.user).require()

    own = queries.open_list(place, kind, request.user)
    words = own.words if own else queries.words_of_place(place.pk, kind)[kind]
    notes = queries.notes_of(place, request.user)
    form = forms.FORMS[kind](posted(request), kind=kind, words=words, notes=notes, initial=forms.initial_of(own, notes))
    name = queries.step_of(kind)
    write = partial(_written, place=place, kind=kind)
    if attempt(form, write, by=request.user):
        return _on_from(request, place, name)
    return _step(request, place, form, name, own=own, takes_out=kind in forms.TAKES_OUT)


def _written(**facts: Any) -> bool:
    actions.write_list(**facts)
    return True


@require_http_methods(["GET", "POST"])
def locality_sign_off(request: UserRequest, pk: UUID) -> HttpResponse:
    place = _place(request, pk)
    rules.can_adapt_places(request.user).require()

    can_write_down = rules.can_write_down_yes(request.user, place)
    form = (forms.SignOffForm if can_write_down else forms.AskPartnersForm)(posted(request))
    act = actions.sign_off_lists if can_write_down else actions.propose_lists
    number = attempt(form, act, place=place, by=request.user)
    if number is not None:
        messages.success(request, _counts(number) if can_write_down else _waits(number))
        return redirect("families:locality-changed", place.pk)
    written, partners = queries.open_lists(place, request.user), list(queries.partners(place, request.user))
    all_wait = bool(written and partners) and all(one.own.proposed_at for one in written)
    context = {
        "written": written,
        "partners": partners,
        "can_write_down": can_write_down,
        "asks": bool(written) and not all_wait,
        "waits": _waiting_for(partners) if all_wait else "",
    }
    return _step(request, place, form, "locality-sign-off", **context)


def _waiting_for(partners: list[FamilyPartner]) -> str:
    return _("Waiting for the yes of %(who)s.") % {"who": get_text_list([one.named for one in partners], _("or"))}


def _counts(number: int) -> str:
    return ngettext("%(number)s list counts from now on.", "%(number)s lists count from now on.", number) % {
        "number": number
    }


def _waits(number: int) -> str:
    return ngettext(
        "%(number)s list waits for a family partner’s yes.", "%(number)s lists wait for a family partner’s yes.", number
    ) % {"number": number}


@require_http_methods(["GET", "POST"])
def partner_add(request: UserRequest, pk: UUID) -> HttpResponse:
    place = _place(request, pk)
    rules.can_adapt_places(request.user).require()

    form = forms.PartnerForm(posted(request))
    back = reverse("families:locality-sign-off", args=[place.pk])
    if attempt(form, actions.name_partner, place=place, by=request.user):
        messages.success(request, _("From now on the yes is theirs."))
        return redirect(back)
    context = {"form": form, "title": _("A family partner"), "back": back, "section": "administration", "place": place}
    return render(request, "families/administration_form.html", context, status=422 if form.errors else 200)


@require_POST
def partner_end(request: UserRequest, pk: UUID) -> HttpResponse:
    partner = get_object_or_404(queries.partners_to_end(request.user), pk=pk)
    rules.can_adapt_places(request.user).require()

    back = reverse("families:locality-sign-off", args=[partner.locality_id])
    done = _("They are asked no more. What they said yes to stays.")
    return press(request, partial(actions.end_partner, partner=partner), back=back, done=done)


def _on_from(request: UserRequest, place: Locality, name: str) -> HttpResponse:
    """What was written is kept, whichever way one goes on."""
    where = queries.beside(name, forward=request.POST.get("go") != "back")
    is_before_the_first = where == "locality-change" and not can_administer(request.user)
    if request.POST.get("go") == "later":
        messages.success(request, _("Kept. Go on with it whenever you like."))
        return redirect("families:locality-list")
    return redirect("families:locality-list") if is_before_the_first else redirect(f"families:{where}", place.pk)


def _step(request: UserRequest, place: Locality, form: django_forms.Form, name: str, **context: Any) -> HttpResponse:
    context |= {
        "place": place,
        "form": form,
        "name": name,
        "steps": queries.steps_of(place, request.user, at=name),
        "can_administer": can_administer(request.user),
        "theirs": caught_up(form),
        "section": "administration",
    }
    return render(request, "families/locality_step.html", context, status=422 if form.errors else 200)
