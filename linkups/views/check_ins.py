"""How is it going? Asked by the coach, answered signed in or by the link that someone was sent (domain.md §1.7)."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.system import asking_for
from accounts.http import UserRequest
from accounts.models import Organisation, User
from accounts.writing import attempt, posted, press
from database import clock
from linkups.actions import check_ins as actions
from linkups.check_in_links import link_in, organisation_in
from linkups.forms import check_ins as forms
from linkups.forms.steps import SureForm
from linkups.models import CheckInLink, LinkUpCheckIn
from linkups.queries.calls import who_may_ring
from linkups.rules import check_ins as rules
from linkups.views.parts import LinkUpStep, both, seen_link_up, take

CHILD_UNDER = 16
"""Who is younger is asked in short words, by faces."""
How = LinkUpCheckIn.How
SOMEONE_RINGS = gettext_lazy(
    "If things are worse, or you asked for it, someone other than your coach rings you within two working days."
)


@require_POST
def ask(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_ask_check_ins(request.user, link_up).require()

    done = _("Everyone of 5 or more in both families is asked how it is going.")
    return press(request, partial(actions.ask_check_ins, link_up=link_up), done=done, back=link_up.get_absolute_url())


def _seen(request: UserRequest, pk: UUID) -> LinkUpCheckIn:
    found = LinkUpCheckIn.objects.visible_to(request.user).select_related(
        "person", "link_up__seeking_family", "link_up__sharing_family"
    )
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, pk: UUID) -> HttpResponse:
    check_in = _seen(request, pk)
    rules.can_answer_check_in(request.user, check_in).require()

    how = How.SIGNED_IN if request.user.kind == User.Kind.FAMILY else How.WITH_COACH
    is_own = rules.is_asked(request.user, check_in)
    words = check_in.questions
    form = _form_for(check_in, posted(request)) if is_own else forms.CheckInForm(posted(request), words=words)
    page = LinkUpStep(
        page="linkups:check-in-answer",
        back=check_in.link_up.get_absolute_url(),
        back_text=_("The link-up"),
        families=both(check_in.link_up),
        title=_("How is it going, %(name)s?") % {"name": check_in.person.known_as},
        lede=_("Your coach reads this. Nobody in your family does, and nobody in the other family."),
        button=_("Save"),
        done=_thanks(is_own and not _is_child(check_in)),
        people=[check_in.person_id],
        template="linkups/check_in.html",
    )
    act = partial(actions.answer_check_in, check_in=check_in, how=how)
    return take(request, page, form, act, check_in=check_in)


def _thanks(is_told_of_calls: bool) -> str:
    """The same whatever was answered: who looks over their shoulder learns nothing from it."""
    thanks = _("Thank you for saying.")
    return f"{thanks} {SOMEONE_RINGS}" if is_told_of_calls else thanks


def _form_for(check_in: LinkUpCheckIn, said: Any) -> forms.CheckInForm:
    own = forms.ChildCheckInForm if _is_child(check_in) else forms.OwnCheckInForm
    return own(said, may_ring=who_may_ring(check_in), words=check_in.questions)


def _is_child(check_in: LinkUpCheckIn) -> bool:
    age = check_in.person.age_on(clock.today())
    return age is not None and age < CHILD_UNDER


@require_POST
def decline(request: UserRequest, pk: UUID) -> HttpResponse:
    check_in = _seen(request, pk)
    rules.can_answer_check_in(request.user, check_in).require()

    act = partial(actions.decline_check_in, check_in=check_in)
    return press(request, act, done=_("That is fine."), back=check_in.link_up.get_absolute_url())


@require_POST
def send_again(request: UserRequest, pk: UUID) -> HttpResponse:
    check_in = _seen(request, pk)
    rules.can_send_again(request.user, check_in).require()

    done = _(
        "A new link is on its way, if there is a way to write to them that is safe. The former link opens nothing any more."
    )
    back = check_in.link_up.get_absolute_url()
    return press(request, partial(actions.send_again, check_in=check_in), done=done, back=back)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it uses nothing up: programs that read mail open links too. It names nobody, and shows nothing of a record."""
    pk = organisation_in(token)
    organisation = Organisation.objects.filter(pk=pk).first() if pk else None
    if organisation is None:
        return _spent(request)
    with asking_for(organisation) as system:
        link = link_in(token)
        if link is None or _is_anothers(request, link):
            return _spent(request)
        return _answer_by(request, link, system)


def _is_anothers(request: HttpRequest, link: CheckInLink) -> bool:
    """Someone else is signed in here: they read what a link that is spent reads."""
    return isinstance(request.user, User) and not rules.is_asked(request.user, link.check_in)


def _answer_by(request: HttpRequest, link: CheckInLink, system: User) -> HttpResponse:
    check_in, said = link.check_in, request.POST if request.method == "POST" else None
    context: dict[str, Any] = {"is_child": _is_child(check_in)}
    if said is not None and "rather_not" in said:
        done = attempt(SureForm(said), actions.decline_by_link, link=link, by=system)
        return render(request, "linkups/check_in_thanks.html", context) if done else _spent(request)
    form = _form_for(check_in, said)
    if attempt(form, actions.answer_by_link, link=link, by=system):
        told = {} if context["is_child"] else {"someone_rings": SOMEONE_RINGS}
        return render(request, "linkups/check_in_thanks.html", context | told)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "linkups/check_in_by_link.html", context | {"form": form}, status=status)


def _spent(request: HttpRequest) -> HttpResponse:
    """The same for a link that was used, one that a newer follows, one that is another's, and one that never was."""
    if not consume(request, app="allauth.account", action="check_in_link", limit_get=True):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return render(request, "linkups/check_in_spent.html", status=HTTPStatus.NOT_FOUND)
