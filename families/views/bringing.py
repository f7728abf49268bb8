"""Bringing a file of people into a family: the file, its columns, every change before it is made, how far it is, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent
from accounts.writing import attempt, posted, press
from families.actions import bringing, taking_back
from families.forms.bringing import ColumnsForm, FamiliesForm, FileForm, StartForm, WhoForm
from families.imports.keeping import sheet_of
from families.imports.words import heading_of_where
from families.imports.writing import as_csv, template_csv, template_xlsx
from families.models import Family, PeopleImport
from families.queries import bringing as queries
from families.queries.bringing_families import family_lines
from families.rules.access import works_here
from families.rules.bringing import can_bring_in
from families.views.noting import note_page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = PeopleImport.State


@require_safe
def import_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    family = _family(request, pk)

    return _begin_page(request, family, FileForm())


@require_POST
def import_file(request: UserRequest, pk: UUID) -> HttpResponse:
    family = _family(request, pk)

    form = FileForm(request.POST, request.FILES)
    if one := attempt(form, bringing.keep_file, family=family, by=request.user):
        return redirect("families:import-columns" if one.state == State.DRAFT else "families:people-import", one.pk)

    return _begin_page(request, family, form)


def _begin_page(request: UserRequest, family: Family, form: FileForm) -> HttpResponse:
    note_page_of(family, what="families:import-begin", by=request.user)
    context = {"family": family, "form": form, "imports": queries.imports_into(family, request.user)}
    return _page(request, "import_begin", context, status=422 if form.errors else 200)


@require_safe
def import_template(request: UserRequest, kind: str) -> HttpResponse:
    works_here(request.user).require()

    content = template_xlsx() if kind == "xlsx" else template_csv()
    return file_to_keep(content, f"people.{kind}", XLSX if kind == "xlsx" else "text/csv; charset=utf-8")


@require_safe
def people_import(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _import(request, pk)

    if one.state == State.DRAFT:
        return redirect("families:import-columns", pk)
    if one.state == State.READY and one.position >= len(one.told["people"]):
        return _preview_page(request, one)
    note_page_of(one.family, what="families:people-import", by=request.user)
    context = {"import": one, "family": one.family, "is_own": one.created_by == request.user}
    if one.state in {State.READY, State.RUNNING, State.UNDOING}:
        whole = len(one.told["people"]) if one.state == State.READY else one.total
        return _page(request, "import_progress", context | {"whole": whole, "pause": "pause" in request.GET})
    return _page(request, "import_result", context | {"result": queries.result(one, request.user)})


@require_http_methods(["GET", "POST"])
def import_columns(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _own_import(request, pk, State.DRAFT, State.READY)

    form = ColumnsForm(posted(request), sheet=sheet_of(one.sheet or {"headers": [], "rows": []}))
    if attempt(form, bringing.match_columns, people_import=one, by=request.user):
        return redirect("families:people-import", pk)

    note_page_of(one.family, what="families:import-columns", by=request.user)
    context = {"import": one, "family": one.family, "form": form}
    return _page(request, "import_columns", context, status=422 if form.errors else 200)


@require_POST
def import_choices(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _own_import(request, pk, State.READY)

    chosen, how = _Chosen(request, one), StartForm(request.POST)
    if chosen.where.is_valid():
        facts = {"people_import": one, "how": how.kept(), "by": request.user, **chosen.where.cleaned_data}
        if attempt(chosen.who, bringing.choose_who, **facts):
            return redirect(f"{_address(one)}?from={request.GET.get('from', '')}")

    return _preview_page(request, one, StartForm(initial=request.POST.dict()), chosen)


@require_POST
def import_start(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _own_import(request, pk, State.READY)

    chosen, form = _Chosen(request, one), StartForm(request.POST)
    if chosen.is_valid():
        facts = {"people_import": one, "by": request.user, **chosen.who.cleaned_data, **chosen.where.cleaned_data}
        if attempt(form, bringing.start_import, **facts):
            return redirect("families:people-import", pk)

    return _preview_page(request, one, form, chosen)


class _Chosen:
    """Who the people of one page of the preview are, and which the families of the file: as it stands, or as it was sent."""

    def __init__(self, request: UserRequest, one: PeopleImport) -> None:
        self.page = queries.preview(one, request.user, request.GET.get("from", ""))
        self.families = family_lines(one, request.user)
        self.who = WhoForm(posted(request), lines=self.page.lines)
        self.where = FamiliesForm(posted(request), lines=self.families)

    def is_valid(self) -> bool:
        return self.who.is_valid() and self.where.is_valid()


def _preview_page(
    request: UserRequest, one: PeopleImport, form: StartForm | None = None, chosen: _Chosen | None = None
) -> HttpResponse:
    said = chosen or _Chosen(request, one)
    page, who, where = said.page, said.who, said.where
    named = {family.pk for line in said.families for family in line.found}
    _note(request, one, page.people, page.families | named)
    context = {
        "import": one,
        "family": one.family,
        "page": page,
        "form": form or StartForm(initial={name: getattr(one, name) for name in bringing.HOW}),
        "rows": who.rows(page.lines),
        "families": where.rows(said.families),
        "who": who,
    }
    is_refused = (form and form.errors) or who.errors or where.errors
    return _page(request, "import_preview", context, status=422 if is_refused else 200)


def _note(request: UserRequest, one: PeopleImport, people: set[UUID], families: set[UUID]) -> None:
    note_page_of(one.family, what="families:people-import", by=request.user)
    if people or families:
        looked_at(
            kind=AccessEvent.Kind.SEARCH,
            what="families:people-import",
            families=families,
            people=people,
            by=request.user,
        )


@require_POST
def import_step(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _import(request, pk)

    steps: dict[str, Callable[..., object]] = {
        State.READY: bringing.look_for_known,
        State.RUNNING: bringing.bring_in_next,
        State.UNDOING: taking_back.take_back_next,
    }
    if one.state != State.UNDOING and one.created_by != request.user:
        raise Http404
    step = steps.get(one.state, bringing.bring_in_next)
    at = request.POST.get("position", "")
    position = int(at) if at.isascii() and at.isdigit() and len(at) < 6 else -1
    return press(
        request,
        lambda by: step(people_import=one, position=position, by=by),
        back=_address(one),
    )


@require_safe
def import_left_out(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _own_import(request, pk)

    note_page_of(one.family, what="families:import-left-out", by=request.user)
    rows = [[heading_of_where(one.file_name), str(_("Why it was left out")), *one.headers]]
    rows += [[str(left["line"]), left["why"], *left["cells"]] for left in one.left_out]
    return file_to_keep(as_csv(rows), "left-out.csv", "text/csv; charset=utf-8")


@require_POST
def import_undo(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _import(request, pk)

    return press(request, lambda by: taking_back.begin_undo(people_import=one, by=by), back=_address(one))


@require_POST
def import_drop(request: UserRequest, pk: UUID) -> HttpResponse:
    one = _own_import(request, pk)

    done = _("Thrown away. Nothing of that file is kept.")
    begin = reverse("families:import-begin", args=[one.family_id])
    return press(request, lambda by: bringing.drop_import(people_import=one, by=by), back=begin, done=done)


def _family(request: UserRequest, pk: UUID) -> Family:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_bring_in(request.user, family).require()
    return family


def _import(request: UserRequest, pk: UUID, *states: str) -> PeopleImport:
    """One that the user brings in, or may undo."""
    imports = PeopleImport.objects.visible_to(request.user).select_related("family", "created_by")
    one = get_object_or_404(imports.filter(state__in=states or State.values), pk=pk)
    can_bring_in(request.user, one.family).require()
    return one


def _own_import(request: UserRequest, pk: UUID, *states: str) -> PeopleImport:
    """One whose file the user chose."""
    get_object_or_404(PeopleImport.objects.chosen_by(request.user), pk=pk)
    return _import(request, pk, *states)


def _address(one: PeopleImport) -> str:
    return reverse("families:people-import", args=[one.pk])


def _page(request: UserRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"families/{name}.html", context | {"section": "families"}, status=status)
