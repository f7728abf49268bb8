"""The steps of a link-up, each a page of its own with the facts that it needs."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import posted
from families.models import Family
from linkups.actions import linkups as actions
from linkups.actions.offers import not_this_time
from linkups.forms import steps as forms
from linkups.models import LinkUp
from linkups.queries.board import not_there_yet, open_goals
from linkups.queries.of_the_place import weeks_of
from linkups.queries.sides import card_to_show, sides_of
from linkups.rules import people as rules
from linkups.views.parts import LinkUpStep, both, seen_link_up, take, whose_yes, whose_yes_knowing

State = LinkUp.State


def _page(name: str, link_up: LinkUp, **words: Any) -> LinkUpStep:
    return LinkUpStep(
        page=f"linkups:{name}",
        back=link_up.get_absolute_url(),
        back_text=_("The link-up"),
        families=both(link_up),
        **words,
    )


@require_http_methods(["GET", "POST"])
def ask(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_ask(request.user, link_up).require()

    form = forms.AskForm(posted(request), goals=open_goals(request.user, link_up), weeks=weeks_of(link_up))
    page = _page(
        "linkup-ask",
        link_up,
        title=_("Ask both families"),
        lede=_("Both are asked the same: for how long, and towards what. Both have to say yes before it starts."),
        button=_("Ask them"),
        done=_("Both families are asked now."),
    )
    return take(request, page, form, partial(actions.ask_both, link_up=link_up))


@require_http_methods(["GET", "POST"])
def choose_goals(request: UserRequest, pk: UUID) -> HttpResponse:
    """More of what the seeking family wants to change comes on the board."""
    link_up = seen_link_up(request, pk)
    rules.can_put_on_board(request.user, link_up).require()

    goals = open_goals(request.user, link_up).exclude(link_ups__link_up=link_up)
    page = _page(
        "goal-choose",
        link_up,
        title=_("Put a goal on the board"),
        lede=_("Only what the family wants the other family to see: these, and no others, from the start to the end."),
        button=_("Put it on the board"),
        done=_("It stands on the board."),
    )
    return take(
        request, page, forms.BoardForm(posted(request), goals=goals), partial(actions.put_on_board, link_up=link_up)
    )


@require_http_methods(["GET", "POST"])
def agree(request: UserRequest, pk: UUID, side: LinkUp.Side) -> HttpResponse:
    """One family's yes: its own page shows what is asked, and the other family's card."""
    link_up = seen_link_up(request, pk)
    rules.can_agree(request.user, link_up, side).require()

    family = _family(link_up, side)
    form, said = (whose_yes if link_up.knows(side) else whose_yes_knowing)(request, family)
    is_family = request.user.kind == User.Kind.FAMILY
    page = _page(
        f"linkup-agree-{side}",
        link_up,
        title=_("Would you like this link-up?")
        if is_family
        else _("Does %(family)s say yes?") % {"family": family.name},
        lede=_("You can say no, now or later. Nobody asks why."),
        button=_("Yes, we would") if is_family else _("They say yes"),
        done=_("Thank you. That is written down."),
        template="linkups/agree.html",
    )
    return take(
        request,
        page,
        form,
        partial(actions.agree, link_up=link_up, side=side, **said),
        link_up=link_up,
        card=card_to_show(request.user, link_up, [side]),
        goals=[one.goal for one in link_up.goals.visible_to(request.user).select_related("goal").order_by("pk")],
    )


@require_http_methods(["GET", "POST"])
def talk_over(request: UserRequest, pk: UUID) -> HttpResponse:
    """A family may know the other one: the coach talks with them before anybody's name is said."""
    link_up = seen_link_up(request, pk)
    rules.can_talk_over(request.user, link_up).require()

    form = forms.TalkedOverForm(posted(request))
    page = _page(
        "linkup-talk-over",
        link_up,
        title=_("They may know each other"),
        lede=_("Talk with each family by itself, and say no names. Then they can say yes, or not this time."),
        button=_("We talked it over"),
        done=_("That is written down. Both can say yes now."),
    )
    return take(request, page, form, partial(actions.talk_over, link_up=link_up))


def _family(link_up: LinkUp, side: LinkUp.Side) -> Family:
    return link_up.seeking_family if side == LinkUp.Side.SEEKING else link_up.sharing_family


@require_http_methods(["GET", "POST"])
def say_not_this_time(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_say_not_this_time(request.user, link_up, next(iter(sides_of(request.user, link_up)), None)).require()

    form = forms.SureForm(posted(request))
    page = _page(
        "linkup-not-this-time",
        link_up,
        title=_("Not this time?"),
        lede=_("No reason is needed. The other family hears “not this time”, and nothing more."),
        button=_("Not this time"),
        done=_("That is written down. Thank you for thinking about it."),
    )
    return take(request, page, form, partial(not_this_time, link_up=link_up))


@require_http_methods(["GET", "POST"])
def start(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_start(request.user, link_up).require()

    form = forms.StartForm(posted(request))
    from_then_on = _("From this day the weeks count, and the sharing family sees the goals that were agreed.")
    page = _page(
        "linkup-start",
        link_up,
        title=_("Start the link-up"),
        lede=" ".join([from_then_on, *not_there_yet(link_up)]),
        button=_("Start it"),
        done=_("The link-up has started."),
    )
    return take(request, page, form, partial(actions.start, link_up=link_up))


@require_http_methods(["GET", "POST"])
def pause(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_take_step(request.user, link_up, State.PAUSED).require()

    form = forms.PauseForm(posted(request))
    page = _page(
        "linkup-pause",
        link_up,
        title=_("Have a pause"),
        lede=_("A pause uses up no weeks. The planned end moves with it."),
        button=_("Write the pause down"),
        done=_("The pause is written down."),
    )
    return take(request, page, form, partial(actions.pause, link_up=link_up))


@require_http_methods(["GET", "POST"])
def resume(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_resume(request.user, link_up).require()

    form = forms.ResumeForm(posted(request))
    page = _page(
        "linkup-resume", link_up, title=_("Go on after the pause"), button=_("Go on"), done=_("The link-up goes on.")
    )
    return take(request, page, form, partial(actions.resume, link_up=link_up))


@require_http_methods(["GET", "POST"])
def change_length(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_change_length(request.user, link_up).require()

    form = forms.LengthForm(posted(request), initial={"planned_weeks": link_up.planned_weeks}, weeks=weeks_of(link_up))
    page = _page(
        "linkup-length",
        link_up,
        title=_("Make it longer or shorter"),
        lede=_("Once, and when both families want it."),
        button=_("Change the length"),
        done=_("The length is changed."),
    )
    return take(request, page, form, partial(actions.change_length, link_up=link_up))


@require_http_methods(["GET", "POST"])
def end(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_end(request.user, link_up).require()

    form = forms.EndForm(posted(request))
    page = _page(
        "linkup-end",
        link_up,
        title=_("End the link-up"),
        lede=_("From that moment the sharing family no longer sees the goals. What each family wrote stays theirs."),
        button=_("End it"),
        done=_("The link-up has ended."),
    )
    return take(request, page, form, partial(actions.end, link_up=link_up))
