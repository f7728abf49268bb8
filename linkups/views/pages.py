"""What is read: the coach's list, one link-up, its board, and the link-ups of one family."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.roles import Permission
from linkups import queries
from linkups.models import LinkUp
from linkups.queries.board import people_on
from linkups.queries.coaching import coaching_of
from linkups.queries.covering import covers_today
from linkups.queries.enquiries import how_we_met
from linkups.queries.linkup import times_met
from linkups.queries.listening import worth_a_call
from linkups.queries.readiness import readiness_of
from linkups.rules import coaching
from linkups.rules import people as rules
from linkups.rules.check_ins import can_have_a_break
from linkups.views.parts import base_of, both, section_of, see


@require_safe
def linkup_list(request: UserRequest) -> HttpResponse:
    found = queries.linkup_list(request.user, cursor=request.GET.get("after", ""))
    families = [family for one in found.page.rows for family in both(one)]
    see("linkups:linkup-list", families, request.user, kind=AccessEvent.Kind.LIST)
    context = {"list": found, "base": base_of(request.user), "section": section_of(request.user)}
    context["may_begin"] = request.user.has(Permission.LINKUP_COACH)
    return render(request, "linkups/linkup_list.html", context)


@require_safe
def linkup(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.linkup_page(request.user, pk)
    see("linkups:linkup", both(page.link_up), request.user, people=page.people)
    context = {
        "page": page,
        "link_up": page.link_up,
        "can_coach": rules.can_coach_link_up(request.user, page.link_up),
        "can_meet": not page.we_may_know_them and rules.can_meet(request.user, page.link_up),
        "can_change_its_mind": not page.is_staff
        and rules.can_change_its_mind(request.user, page.link_up, page.my_side),
        "can_put_on_board": page.my_side != LinkUp.Side.SHARING and rules.can_put_on_board(request.user, page.link_up),
        "can_have_a_break": not page.is_staff and can_have_a_break(request.user, page.link_up),
        "worth_a_call": page.is_staff and worth_a_call(request.user, [page.link_up]).get(page.link_up.pk),
        "cover": covers_today(request.user, page.link_up),
        "coaching": coaching_of(request.user, page.link_up),
        "can_record_session": coaching.can_record_session(request.user, page.link_up),
        "can_record_boundary": coaching.can_record_boundary_moment(request.user, page.link_up),
        "base": base_of(request.user),
        "section": section_of(request.user),
    }
    template = "linkups/linkup.html" if page.is_staff else "linkups/our_linkup.html"
    return render(request, template, context)


@require_safe
def celebration(request: UserRequest, pk: UUID) -> HttpResponse:
    """A link-up that finished as planned: what they did and what has changed, on one page to print and keep."""
    page = queries.linkup_page(request.user, pk)
    rules.can_celebrate(page.link_up).require()
    see("linkups:celebration", both(page.link_up), request.user, people=people_on(page.board))
    context = {
        "page": page,
        "link_up": page.link_up,
        "met": times_met(page.link_up),
        "base": base_of(request.user),
        "section": section_of(request.user),
    }
    return render(request, "linkups/celebration.html", context)


@require_safe
def goal_board(request: UserRequest, pk: UUID) -> HttpResponse:
    board = queries.goal_board(request.user, pk)
    see("linkups:goal-board", both(board.link_up), request.user, people=people_on(board.goals))
    context = {"board": board, "base": base_of(request.user), "section": section_of(request.user)}
    return render(request, "linkups/goal_board.html", context)


@require_safe
def family_linkups(request: UserRequest, pk: UUID) -> HttpResponse:
    found = queries.family_linkups(request.user, pk)
    see("linkups:family-linkups", found.families, request.user)
    context = {
        "found": found,
        "family": found.family,
        "can_coach": rules.can_coach(request.user, found.family),
        "how_we_met": how_we_met(request.user, found.family),
        "can_offer_cards": rules.can_offer_cards(request.user, found.family),
        "can_write_card": rules.can_write_card(request.user, found.family),
        "base": base_of(request.user),
        "section": "families" if request.user.kind == "staff" else "ours",
    }
    return render(request, "linkups/family_linkups.html", context)


@require_safe
def profile(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.profile_page(request.user, pk)
    family, can_coach = page.profile.family, rules.can_coach(request.user, page.profile.family)
    needs = readiness_of(request.user, [page.profile])[page.profile.pk] if can_coach else None
    see("linkups:profile", page.families, request.user, people=[*page.named, *(needs.people if needs else ())])
    context = {
        "page": page,
        "profile": page.profile,
        "family": family,
        "needs": needs,
        "can_coach": can_coach,
        "can_write_card": rules.can_write_card(request.user, family),
        "base": base_of(request.user),
        "section": section_of(request.user),
    }
    return render(request, "linkups/profile.html", context)
