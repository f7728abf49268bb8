"""Conferences: the list, one of them, and the steps from the offer to the coordinator, and at the end."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.roles import Permission
from accounts.writing import attempt, posted
from casework.actions import conferences as actions
from casework.forms import conferences as forms
from casework.queries import conferences as queries
from casework.queries.exclusions import exclusions
from casework.queries.papers_given import stands_of
from casework.queries.preparing import lines_of, with_preparation
from casework.rules import conferences as rules
from casework.rules.giving_papers import GIVEN_IN
from casework.views.next_steps import given, how_it_stands, main_link, other_links, steps_of
from casework.views.steps import ConferenceStep, seen_conference, take
from database import clock
from families.forms.named import people_offered
from families.models import Family
from families.paging import page_of
from families.queries.families import everyone_of
from families.queries.reading import seen_of_all
from families.views.noting import note_page_of


@require_safe
def conference_list(request: UserRequest) -> HttpResponse:
    rows = queries.conference_list(request.user)
    page = page_of(rows, ("-created_at", "-pk"), cursor=request.GET.get("after", ""), size=30)
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:conference-list",
        families=(families := {conference.family_id for conference in page.rows}),
        people={*everyone_of(families), *queries.people_about(page.rows)},
        by=request.user,
    )
    return render(request, "casework/conference_list.html", {"page": page, "section": "conferences"})


@require_safe
def family_conferences(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rows = queries.family_conferences(family, request.user)
    page = page_of(rows, ("-created_at", "-pk"), cursor=request.GET.get("after", ""), size=30)
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:family-conferences",
        families=[family.pk],
        people={*everyone_of([family.pk]), *queries.people_about(page.rows)},
        record=family.pk,
        by=request.user,
    )
    context = {
        "family": family,
        "page": page,
        "can_offer_conference": rules.can_offer_conference(request.user, family),
        "seen": seen_of_all([family], request.user),
        "section": "families",
    }
    return render(request, "casework/conference_family.html", context)


@require_safe
def conference(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.conference_page(pk, request.user, with_preparation)
    if request.user.kind == "family":
        return redirect("casework:our-meeting", pk)
    another_way = exclusions(page.conference, request.user)
    papers = stands_of(page.conference, page.participants) if page.conference.state in GIVEN_IN else None
    prepared = lines_of(page.conference)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:conference",
        families=[page.conference.family_id],
        people={
            *(person.pk for person in page.people),
            *(one.person_id for one in another_way),
            *(prepared.people if prepared else ()),
            *(papers.people if papers else ()),
        },
        record=page.conference.record_id,
        by=request.user,
    )
    main = main_link(page, request.user)
    others = other_links(page, request.user, main)
    context = {
        "page": page,
        "conference": page.conference,
        "how_it_stands": how_it_stands(page, prepared),
        "prepared": prepared,
        "steps": steps_of(page),
        "main": main,
        "others": others,
        "another_way": another_way,
        "may_agree": request.user.has(Permission.CONFERENCE_ALLOCATE),
        "can_offer_to": any(link["page"] == "casework:conference-offer-to" for link in others),
        "can_prepare": rules.can_prepare(request.user, page.conference),
        "can_write_information": any(link["page"] == "casework:conference-information" for link in others),
        "given": given(page.conference),
        "papers": papers,
        "tickable": rules.steps_to_tick(request.user, page.plan.actions if page.plan else ()),
        "section": "conferences",
    }
    return render(request, "casework/conference.html", context)


@require_http_methods(["GET", "POST"])
def conference_offer(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_offer_conference(request.user, family).require()

    form = forms.OfferForm(
        posted(request),
        members=queries.members(family, request.user),
        offerable=queries.people_to_offer(family, request.user),
        earlier=queries.earlier_conferences(family, request.user),
        initial={"offered_on": clock.today()},
    )
    if offered := attempt(form, actions.offer_conference, family=family, by=request.user):
        messages.success(request, _("Offer written down."))
        return redirect(offered)

    note_page_of(family, what="casework:conference-offer", named=people_offered(form), by=request.user)
    context = {"family": family, "form": form, "section": "families"}
    return render(request, "casework/conference_offer.html", context, status=422 if form.is_bound else 200)


OFFER_TO = ConferenceStep(
    page="casework:conference-offer-to",
    title=gettext_lazy("Offer it to someone else"),
    button=gettext_lazy("Write down the offer"),
    done=gettext_lazy("Offer written down."),
)


@require_http_methods(["GET", "POST"])
def conference_offer_to(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_offer_to(request.user, conference).require()
    form = forms.OfferToForm(
        posted(request),
        offerable=queries.people_to_offer(conference.family, request.user),
        initial={"offered_on": clock.today()},
    )
    return take(request, conference, form=form, action=partial(actions.offer_to, conference=conference), page=OFFER_TO)


ANSWER = ConferenceStep(
    page="casework:offer-answer",
    title=gettext_lazy("What did they say?"),
    button=gettext_lazy("Save the answer"),
    done=gettext_lazy("Answer written down."),
)


@require_http_methods(["GET", "POST"])
def offer_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    offer, conference = queries.offer(pk, request.user)
    rules.can_offer_to(request.user, conference).require()
    known = {
        "response": offer.response,
        "responded_on": offer.responded_on or clock.today(),
        "row_version": offer.row_version,
    }
    form = forms.OfferAnswerForm(posted(request), initial=known)
    answer = partial(actions.answer_offer, offer=offer)
    about, named = offer.offered_to, [offer.offered_to_id] if offer.offered_to_id else ()
    return take(request, conference, form=form, action=answer, page=ANSWER, about=about, named=named)


REFER = ConferenceStep(
    page="casework:conference-refer",
    title=gettext_lazy("Ask for the conference"),
    lede=gettext_lazy("Once someone who can has agreed, and the child was asked how they see it."),
    button=gettext_lazy("Ask for the conference"),
    done=gettext_lazy("The conference is asked for."),
    template="casework/conference_refer.html",
)


@require_http_methods(["GET", "POST"])
def conference_refer(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_refer_conference(request.user, conference).require()
    form = forms.ReferForm(
        posted(request),
        consenting=queries.those_who_may_consent(conference, request.user),
        initial={"consent_on": clock.today()},
    )
    refer = partial(actions.refer_conference, conference=conference)
    missing = queries.without_holder(conference, request.user)
    return take(request, conference, form=form, action=refer, page=REFER, without_holder=missing)


ACCEPT = ConferenceStep(
    page="casework:conference-accept",
    title=gettext_lazy("Accept the conference"),
    lede=gettext_lazy("It will be prepared. Next you choose who coordinates it."),
    button=gettext_lazy("Accept it"),
    done=gettext_lazy("Accepted. Now choose a coordinator."),
)


@require_http_methods(["GET", "POST"])
def conference_accept(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_accept_conference(request.user, conference).require()
    form = forms.AcceptForm(posted(request), initial={"accepted_on": clock.today()})
    accept = partial(actions.accept_conference, conference=conference)
    return take(request, conference, form=form, action=accept, page=ACCEPT)


ALLOCATE = ConferenceStep(
    page="casework:conference-coordinator",
    title=gettext_lazy("Choose a coordinator"),
    button=gettext_lazy("Choose them"),
    done=gettext_lazy("Coordinator chosen. They see the conference from now on."),
    template="casework/conference_coordinator.html",
)


@require_http_methods(["GET", "POST"])
def conference_coordinator(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_allocate_coordinator(request.user, conference).require()
    choices = queries.coordinators(conference, request.user)
    known = {"coordinator": conference.coordinator_id, "row_version": conference.row_version}
    form = forms.CoordinatorForm(posted(request), coordinators=choices, initial=known)
    allocate = partial(actions.allocate_coordinator, conference=conference)
    preference = queries.coordinator_preference(conference, request.user)
    return take(request, conference, form=form, action=allocate, page=ALLOCATE, preference=preference)


STOP = ConferenceStep(
    page="casework:conference-stop",
    title=gettext_lazy("The conference is not going ahead"),
    button=gettext_lazy("It is not going ahead"),
    done=gettext_lazy("Written down. It can be offered again at any time."),
)


@require_http_methods(["GET", "POST"])
def conference_stop(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_stop_conference(request.user, conference).require()
    form = forms.StopForm(posted(request))
    stop = partial(actions.stop_conference, conference=conference)
    return take(request, conference, form=form, action=stop, page=STOP)


CLOSE = ConferenceStep(
    page="casework:conference-close",
    title=gettext_lazy("Close the conference"),
    lede=gettext_lazy("The coordinator’s access to the family ends with it."),
    button=gettext_lazy("Close it"),
    done=gettext_lazy("Closed. The plan stays with the family."),
)


@require_http_methods(["GET", "POST"])
def conference_close(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_close_conference(request.user, conference).require()
    form = forms.CloseForm(posted(request), initial={"reviewed_on": clock.today()})
    close = partial(actions.close_conference, conference=conference)
    return take(request, conference, form=form, action=close, page=CLOSE)
