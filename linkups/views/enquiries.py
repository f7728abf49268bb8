"""Enquiries: the list of those that wait, a new one, and what becomes of one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.writing import posted
from families.models import Family
from linkups.actions import enquiries as actions
from linkups.forms.enquiries import EnquiryForm, TakeUpForm
from linkups.forms.steps import SureForm
from linkups.models import FamilyEnquiry
from linkups.queries import enquiries as queries
from linkups.rules import enquiries as rules
from linkups.rules.people import can_coach
from linkups.views.parts import LinkUpStep, take


@require_safe
def enquiry_list(request: UserRequest) -> HttpResponse:
    rules.can_find_families(request.user).require()

    page = queries.enquiries(request.user, request.GET.get("after", ""))
    return render(request, "linkups/enquiry_list.html", {"page": page, "section": "linkups"})


@require_http_methods(["GET", "POST"])
def enquiry_write(request: UserRequest) -> HttpResponse:
    rules.can_find_families(request.user).require()

    page = LinkUpStep(
        page="linkups:enquiry-write",
        title=_("Someone would like to hear more"),
        lede=_("Show them what you write. It is deleted 180 days after you met, or as soon as they want it to be."),
        button=_("Save"),
        done=_("The enquiry is saved."),
        back=reverse("linkups:enquiry-list"),
        back_text=_("Enquiries"),
        families=[],
    )
    return take(request, page, EnquiryForm(posted(request)), actions.write_enquiry)


@require_http_methods(["GET", "POST"])
def enquiry_let_go(request: UserRequest, pk: UUID) -> HttpResponse:
    enquiry = get_object_or_404(FamilyEnquiry.objects.visible_to(request.user), pk=pk)
    rules.can_let_go(request.user, enquiry).require()

    page = LinkUpStep(
        page="linkups:enquiry-let-go",
        title=_("Let the enquiry of %(called)s go") % {"called": enquiry.called},
        lede=_("It is deleted for good, at once. Nothing of it is kept, and it can’t be brought back."),
        button=_("Delete it"),
        done=_("The enquiry is deleted."),
        back=reverse("linkups:enquiry-list"),
        back_text=_("Enquiries"),
        families=[],
    )
    return take(request, page, SureForm(posted(request)), partial(actions.let_go, enquiry=enquiry))


@require_http_methods(["GET", "POST"])
def enquiry_take_up(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    (can_coach(request.user, family) and rules.can_find_families(request.user)).require()

    form = TakeUpForm(posted(request), waiting=queries.waiting(request.user))
    page = LinkUpStep(
        page="linkups:enquiry-take-up",
        title=_("Take an enquiry up"),
        lede=_(
            "Write down first, in the family’s people, what they are called and how they are reached safely:"
            " the enquiry keeps only when and where you met, and what they said yes to."
        ),
        button=_("Take it up"),
        done=_("The enquiry is taken up into this family."),
        back=reverse("linkups:family-linkups", args=[pk]),
        back_text=family.name,
        families=[family.pk],
    )
    return take(request, page, form, partial(actions.take_up_enquiry, family=family))
