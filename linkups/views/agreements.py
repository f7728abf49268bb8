"""What two families agree on: written with them, and each person's yes to it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import posted
from linkups.actions import agreements as actions
from linkups.forms import agreements as forms
from linkups.models import LinkUp
from linkups.queries import agreements as queries
from linkups.rules import agreements as rules
from linkups.views.parts import LinkUpStep, both, seen_link_up, take


def _page(name: str, link_up: LinkUp, **words: Any) -> LinkUpStep:
    return LinkUpStep(
        page=f"linkups:{name}",
        back=link_up.get_absolute_url(),
        back_text=_("The link-up"),
        families=both(link_up),
        **words,
    )


@require_http_methods(["GET", "POST"])
def agreement_write(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_write_agreement(request.user, link_up).require()

    last = queries.newest(link_up)
    said = {
        "body": last.body if last else forms.TO_BEGIN_WITH,
        "child_body": last.child_body if last else forms.TO_BEGIN_WITH_CHILDREN,
        "row_version": last.version if last else 0,
    }
    form = forms.AgreementForm(posted(request), initial=said)
    page = _page(
        "agreement-write",
        link_up,
        title=_("What you agree on together"),
        lede=_("Both families read it. When it changes, everyone is asked to say yes anew."),
        button=_("Save"),
        done=_("It is written down. Now everyone is asked to say yes."),
    )
    return take(request, page, form, partial(actions.write_agreement, link_up=link_up))


@require_http_methods(["GET", "POST"])
def agreement_yes(request: UserRequest, pk: UUID) -> HttpResponse:
    """The words themselves, who said yes to them, and whoever is there to say so now."""
    link_up = seen_link_up(request, pk)
    agreed = queries.agreed(request.user, link_up)
    rules.can_read_agreement(request.user, link_up, agreed.agreement).require()
    if request.method == "POST":
        rules.can_say_yes_to_agreement(request.user, link_up).require()

    people = queries.who_may_say_yes(request.user, agreed.waiting)
    form = forms.AgreementYesForm(posted(request), people=people)
    page = _page(
        "agreement-yes",
        link_up,
        title=_("What we agree on"),
        button=_("Say yes to it"),
        done=_("That yes is written down."),
        people=agreed.people,
        template="linkups/agreement.html",
    )
    act = partial(actions.say_yes, link_up=link_up)
    may_say = rules.can_say_yes_to_agreement(request.user, link_up)
    return take(request, page, form, act, agreed=agreed, may_say=may_say, has_people=people.exists())
