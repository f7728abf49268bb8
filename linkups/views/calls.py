"""The calls that someone makes who is not the coach; and a pause that a family asks for itself (domain.md §1.5)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import posted, press
from database import clock
from linkups.actions import calls as actions
from linkups.actions.linkups import pause
from linkups.forms import check_ins as forms
from linkups.forms.steps import SureForm
from linkups.models import CallBack, LinkUpPause
from linkups.queries import calls as queries
from linkups.rules import check_ins as rules
from linkups.views.parts import LinkUpStep, base_of, both, seen_link_up, take


@require_safe
def call(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.call_page(request.user, pk)
    person = page.call.check_in.person_id
    looked_at(kind=AccessEvent.Kind.VIEW, what="linkups:call", people=[person], by=request.user)
    context = {"page": page, "call": page.call, "can_take": rules.can_take_call(request.user, page.call)}
    return render(request, "linkups/call.html", context | {"base": base_of(request.user), "section": "today"})


def _seen(request: UserRequest, pk: UUID) -> CallBack:
    found = CallBack.objects.visible_to(request.user).select_related("check_in__person", "check_in__link_up")
    return get_object_or_404(found, pk=pk)


@require_POST
def take_on(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _seen(request, pk)
    rules.can_take_call(request.user, found).require()

    done = _("It is yours now. What they wrote for who rings stands here.")
    return press(request, partial(actions.take_call_on, call=found), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def write_down(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _seen(request, pk)
    rules.can_write_call_down(request.user, found).require()

    form = forms.CallForm(posted(request))
    page = LinkUpStep(
        page="linkups:call-write",
        back=found.get_absolute_url(),
        back_text=_("The call"),
        families=(),
        people=[found.check_in.person_id],
        title=_("How did the call go?"),
        button=_("Save"),
        done=_("That is written down. Thank you for ringing."),
    )
    return take(request, page, form, partial(actions.write_call_down, call=found))


@require_http_methods(["GET", "POST"])
def have_a_break(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_have_a_break(request.user, link_up).require()

    page = LinkUpStep(
        page="linkups:linkup-break",
        back=link_up.get_absolute_url(),
        back_text=_("Our link-up"),
        families=both(link_up),
        title=_("Have a break?"),
        lede=_(
            "No reason is needed. It begins today and uses up no weeks. The other family reads that there is a pause, and not who asked."
        ),
        button=_("Have a break"),
        done=_("There is a pause from today. Your coach goes on with you when you want to."),
    )
    act = partial(pause, link_up=link_up, first_day=clock.today(), reason=LinkUpPause.Reason.NEEDED_A_BREAK)
    return take(request, page, SureForm(posted(request)), act)
