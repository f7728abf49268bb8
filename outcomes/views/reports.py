"""The report of a curve, and writing into it (domain.md §7.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.writing import attempt, posted, press
from casework.pdf import Look
from casework.views.papers import as_file, on_paper
from database import clock
from families.forms.versions import caught_up
from families.queries.drafts import at_its_address
from families.views.drafts import DraftHere
from outcomes.actions import reports as actions
from outcomes.forms import reports as forms
from outcomes.models import AgendaItem, Factor, Idea, PartnerRole, Proposal, ReportPart, TurnTheCurveReport
from outcomes.queries import reports as queries
from outcomes.queries.asked import asked_of
from outcomes.queries.board import seen_measure
from outcomes.queries.curves import is_of_few
from outcomes.queries.pictures import paper_picture_of, picture_of
from outcomes.queries.saying import wanted
from outcomes.rules.figures import can_read_figures, can_write_figures
from outcomes.rules.reports import can_write_report

ONE_PAGE = Look(
    ("static/turn.css",),
    smaller="""
        @page { margin: 8mm 11mm 9mm }
        .k-turn { font-size: 8.5pt; line-height: 1.22 }
        .k-turn h2 { font-size: 10pt; margin: 1.5mm 0 .5mm }
        .k-turn li, .k-turn p { margin-bottom: .6mm }
        .k-turn__picture svg { max-height: 52mm }
    """,
    is_large_again=True,
)
"""Nothing on it is under eight and a half points; what needs more than a page is set larger again, and goes on."""
WRITES = ["GET", "POST", "PUT"]
ANOTHER = "another"
"""The name of the button that saves and goes on with one more."""
VERSION = "row_version"


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that a report says, and how it is asked for. `name` begins its addresses' names."""

    name: str
    section: str
    model: type[ReportPart]
    asks: type[forms.PartForm]
    asks_again: type[django_forms.Form]
    title: str | Promise


@dataclass(frozen=True, slots=True)
class Writing:
    """One page on which something of a report is written: what `stands` there, and to which section it leads back."""

    asks: Callable[..., django_forms.Form]
    act: Callable[..., object]
    title: str | Promise
    section: str
    stands: dict[str, Any]
    has_another: bool = False


PARTS = (
    Part(
        "factor", "story", Factor, forms.FactorForm, forms.ChangeFactorForm, gettext_lazy("Why the curve is as it is")
    ),
    Part(
        "partner-role",
        "partners",
        PartnerRole,
        forms.PartnerRoleForm,
        forms.ChangePartnerRoleForm,
        gettext_lazy("A partner who could help"),
    ),
    Part("idea", "ideas", Idea, forms.IdeaForm, forms.ChangeIdeaForm, gettext_lazy("What could work")),
    Part(
        "proposal", "proposals", Proposal, forms.ProposalForm, forms.ChangeProposalForm, gettext_lazy("What we propose")
    ),
    Part(
        "agenda-item",
        "agenda",
        AgendaItem,
        forms.AgendaItemForm,
        forms.ChangeAgendaItemForm,
        gettext_lazy("What we don’t know yet"),
    ),
)


@require_safe
def report(request: UserRequest, pk: UUID) -> HttpResponse:
    """All that a report says, with its curve, and what is new since the last meeting."""
    can_read_figures(request.user).require()
    page = queries.report_page(pk, request.user)
    context = {
        "page": page,
        "report": page.report,
        "measure": page.curve.measure,
        "picture": picture_of(page.curve),
        "can_write": can_write_report(request.user, page.report),
        "can_begin": can_write_figures(request.user) and page.report.is_held and page.versions[0] == page.report,
        "section": "curves",
    }
    return render(request, "outcomes/report.html", context)


def _on_paper(pk: UUID, request: UserRequest) -> dict[str, Any]:
    """What stands on the one page of a report."""
    can_read_figures(request.user).require()
    page = queries.report_page(pk, request.user)
    last = page.curve.last
    return {
        "page": page,
        "report": page.report,
        "measure": page.curve.measure,
        "picture": paper_picture_of(page.curve),
        "stories": [figure for figure in page.curve.figures if figure.number],
        "asked": asked_of(last.point) if last else None,
        "is_tentative": last is not None and is_of_few(last.point),
        "wanted": wanted(page.curve.measure),
        "back": page.report.get_absolute_url(),
        "file": reverse("outcomes:report-pdf", args=[pk]),
        "printed_at": clock.now(),
    }


@require_safe
def report_print(request: UserRequest, pk: UUID) -> HttpResponse:
    """The report for paper: one page of A4."""
    return on_paper(request, "outcomes/report_print.html", _on_paper(pk, request))


@require_safe
def report_pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    return as_file(request, "outcomes/report_print.html", _on_paper(pk, request), look=ONE_PAGE)


@require_POST
def report_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    """Begin the report of the next meeting."""
    measure = seen_measure(pk, request.user)
    can_write_figures(request.user).require()
    try:
        begun = actions.begin_report(measure=measure, by=request.user)
    except DomainError as error:  # someone began it before
        messages.error(request, str(error))
        return redirect(queries.reports_of(measure, request.user).first() or measure)
    messages.success(request, _("The report is begun. Write down first why the curve is as it is."))
    return redirect(begun)


@require_http_methods(WRITES)
def report_change(request: UserRequest, pk: UUID) -> HttpResponse:
    """When the meeting is, and what families said."""
    one = queries.seen_report(pk, request.user)
    stands = {name: getattr(one, name) for name in ("meeting_on", "families_said", VERSION)}
    writing = Writing(
        forms.ReportForm, actions.change_report, _("The meeting, and what families said"), "families", stands
    )
    return _write(request, one, writing, report=one)


@require_http_methods(["GET", "POST"])
def report_hold(request: UserRequest, pk: UUID) -> HttpResponse:
    """Say that the meeting was held: its report stays as it is from then on."""
    one = queries.seen_report(pk, request.user)
    can_write_report(request.user, one).require()
    form = forms.HoldForm(posted(request), initial={"meeting_on": one.meeting_on})
    if attempt(form, actions.hold_report, report=one, by=request.user):
        messages.success(
            request, _("The meeting was held. Its report stays as it is; the next one starts with a copy.")
        )
        return redirect(one)
    context = {
        "form": form,
        "measure": one.measure,
        "title": _("The meeting was held"),
        "lede": _("From then on nothing of this report changes. The next one starts with a copy of it."),
        "back": one.get_absolute_url(),
        "back_text": str(one),
        "section": "curves",
    }
    return render(request, "outcomes/measure_form.html", context, status=422 if form.errors else 200)


def _adding(part: Part) -> Callable[..., HttpResponse]:
    @require_http_methods(WRITES)
    def part_add(request: UserRequest, pk: UUID) -> HttpResponse:
        one = queries.seen_report(pk, request.user)
        initial = {name: request.GET[name][:20] for name in ("direction", "kind") if name in request.GET}
        writing = Writing(part.asks, actions.add_part, part.title, part.section, initial, has_another=True)
        return _write(request, one, writing, report=one, model=part.model)

    return part_add


def _changing(part: Part) -> Callable[..., HttpResponse]:
    @require_http_methods(WRITES)
    def part_change(request: UserRequest, pk: UUID) -> HttpResponse:
        one = queries.seen_part(part.model, pk, request.user)
        stands = {name: getattr(one, name) for name in (*part.model.SAID, VERSION)}
        writing = Writing(part.asks_again, actions.change_part, part.title, part.section, stands)
        return _write(request, one.report, writing, part=one)

    return part_change


def _stepping(part: Part, act: Callable[..., object], done: str | Promise = "") -> Callable[..., HttpResponse]:
    @require_POST
    def part_step(request: UserRequest, pk: UUID) -> HttpResponse:
        one = queries.seen_part(part.model, pk, request.user)
        can_write_report(request.user, one.report).require()

        def step(**facts: object) -> object:
            return act(part=one, **facts)

        return press(request, step, back=_at(one.report, part.section), done=done)

    return part_step


adding = {part.name: _adding(part) for part in PARTS}
changing = {part.name: _changing(part) for part in PARTS}
taking_out = {
    part.name: _stepping(part, actions.take_part_out, gettext_lazy("Taken out of the report.")) for part in PARTS
}
moving = {part.name: _stepping(part, actions.move_part_earlier) for part in PARTS}


def _write(request: UserRequest, one: TurnTheCurveReport, writing: Writing, **facts: Any) -> HttpResponse:
    """Write one thing into a report, with its draft, and go back to where it stands.

    What was typed while the meeting was held is refused with the form, and not with a page that has lost it.
    """
    (can_write_figures(request.user) if request.method == "POST" else can_write_report(request.user, one)).require()
    back = _at(one, writing.section)
    draft = DraftHere(request, family=None, form=at_its_address(request.path), back=back)
    if kept := draft.kept():
        return kept
    begun = {name: text for name, text in draft.words.items() if name != VERSION}
    form = writing.asks(posted(request), user=request.user, initial=writing.stands | begun)
    if later := draft.left(form):
        return later
    if attempt(form, writing.act, by=request.user, **facts):
        draft.finish()
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path() if ANOTHER in request.POST else back)
    context = {
        "form": form,
        "draft": draft.row,
        "theirs": caught_up(form),
        "title": writing.title,
        "measure": one.measure,
        "has_another": writing.has_another,
        "back": back,
        "back_text": str(one),
        "section": "curves",
    }
    return render(request, "outcomes/report_form.html", context, status=422 if form.errors else 200)


def _at(one: TurnTheCurveReport, section: str) -> str:
    return f"{one.get_absolute_url()}#{section}"
