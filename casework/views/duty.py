"""Before a court is asked: who was offered a family meeting, the exemptions, and from when the law asks for it (domain.md §2.1)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.rules import can_administer
from accounts.writing import attempt, posted
from casework.actions import duty as actions
from casework.forms import duty as forms
from casework.queries import duty as queries
from casework.rules import duty as rules
from casework.rules.tips import can_read_lists
from casework.views.papers import as_file, on_paper
from casework.views.tips import list_form, saved
from database import clock
from families.models import Person
from families.paging import page_of
from families.views.noting import note_page_of
from families.views.writing import form_page

LIST, ONE, LETTER = "casework:before-court-list", "casework:before-court", "casework/offer_letter_print.html"
FORM = "casework/exemption_form.html"


@require_safe
def before_court_list(request: UserRequest) -> HttpResponse:
    rules.can_read_duty(request.user).require()

    only_open = request.GET.get("only") == "open"
    page = queries.duty_page(request.user, cursor=request.GET.get("after", ""), only_open=only_open)
    looked_at(kind=AccessEvent.Kind.LIST, what=LIST, people=page.people, by=request.user)
    context = {"report": page, "only_open": only_open, "section": "conferences"}
    return render(request, "casework/before_court_list.html", context)


@require_safe
def before_court(request: UserRequest, pk: UUID) -> HttpResponse:
    report = queries.duty_of_child(pk, request.user)
    rules.can_read_duty(request.user).require()

    [row] = report.rows
    note_page_of(row.child, what=ONE, named=row.people, by=request.user)
    can_write = rules.can_write_exemption(request.user, row.child)
    context = {"report": report, "row": row, "can_write": can_write, "section": "conferences"}
    return render(request, "casework/before_court.html", context)


@require_http_methods(["GET", "POST"])
def exemption_add(request: UserRequest, pk: UUID) -> HttpResponse:
    child = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    rules.can_write_exemption(request.user, child).require()

    form = forms.ExemptionForm(
        posted(request), deciders=queries.deciders(request.user), initial={"decided_on": clock.today()}
    )
    if attempt(form, actions.write_exemption, child=child, by=request.user):
        messages.success(
            request, _("Written down, for those who work with the child. Tell the family yourself, where that is safe.")
        )
        return redirect(ONE, child.pk)
    title = _("Why no family meeting for %(name)s") % {"name": child.known_as}
    return form_page(
        request, form, title=title, about=child, what="casework:exemption-add", template=FORM, button=_("Write it down")
    )


@require_http_methods(["GET", "POST"])
def exemption_end(request: UserRequest, pk: UUID) -> HttpResponse:
    exemption = queries.exemption(pk, request.user)
    rules.can_end_exemption(request.user, exemption).require()

    form = forms.ExemptionEndForm(posted(request), initial={"ended_on": clock.today()})
    if attempt(form, partial(actions.end_exemption, exemption=exemption), by=request.user):
        messages.success(request, _("Ended. That it was decided stays."))
        return redirect(ONE, exemption.child_id)
    title = _("It no longer holds")
    return form_page(
        request,
        form,
        title=title,
        about=exemption.child,
        what="casework:exemption-end",
        template=FORM,
        button=_("It no longer holds"),
    )


@require_safe
def offer_letter_print(request: UserRequest) -> HttpResponse:
    """Words for the letter before proceedings; they name nobody."""
    rules.can_read_duty(request.user).require()
    return on_paper(request, LETTER, _letter(request))


@require_safe
def offer_letter_pdf(request: UserRequest) -> HttpResponse:
    rules.can_read_duty(request.user).require()
    return as_file(request, LETTER, _letter(request))


def _letter(request: UserRequest) -> dict[str, object]:
    back, file = LIST, "casework:offer-letter-pdf"
    return {"duty": queries.duty_of(request.user), "back": reverse(back), "file": reverse(file)}


@require_safe
def meeting_duty(request: UserRequest) -> HttpResponse:
    can_read_lists(request.user).require()

    said = page_of(queries.words_said(request.user), ("-created_at", "-pk"), cursor=request.GET.get("after", ""))
    context = {
        "duty": queries.duty_of(request.user),
        "page": said,
        "can_change": can_administer(request.user),
        "section": "administration",
    }
    return render(request, "casework/meeting_duty.html", context)


@require_http_methods(["GET", "POST"])
def meeting_duty_say(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    duty = queries.duty_of(request.user)
    form = forms.MeetingDutyForm(posted(request), initial={"nation": duty.nation})
    if attempt(form, actions.say_meeting_duty, by=request.user):
        return saved(request, "casework:meeting-duty")
    return list_form(request, form, _("From when the law asks for it"), back="casework:meeting-duty")
