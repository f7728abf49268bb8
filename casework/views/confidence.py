"""A child's own space (domain.md §8.5, line 4; story 25)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted, sent
from casework.actions import confidence as actions
from casework.forms.confidence import ConfidenceForm, ReadersForm
from casework.queries import confidence as queries
from casework.rules import confidence as rules
from families.actions.granting import unchoose_reader
from families.models import ChosenReader
from families.queries.drafts import unfinished_draft
from families.views.attachments import hears_itself
from families.views.drafts import DraftHere
from linkups.views.parts import base_of, section_of


@require_safe
def only_mine(request: UserRequest) -> HttpResponse:
    child = queries.child_of(request.user)
    rules.can_have_own_space(request.user, is_child=child is not None).require()

    page = queries.only_mine(request.user, request.GET.get("after", ""))
    draft = unfinished_draft(None, queries.WRITING, request.user)
    people = {one.person_id for share in page.rows for one in share.read_by if one.person_id}  # type: ignore[attr-defined]
    assert child is not None  # noqa: S101  (the rule has just said so)
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:only-mine", people=people | {child.pk}, by=request.user)
    return render(request, "casework/only_mine.html", {"page": page, "draft": draft, "section": "ours"})


@require_http_methods(["GET", "POST", "PUT"])
def only_mine_write(request: UserRequest) -> HttpResponse:
    child = queries.child_of(request.user)
    rules.can_have_own_space(request.user, is_child=child is not None).require()
    assert child is not None  # noqa: S101  (the rule has just said so)

    draft = DraftHere(request, family=None, form=queries.WRITING, back=reverse("casework:only-mine"))
    if kept := draft.kept():
        return kept
    people = queries.people_to_choose(child, request.user)
    form = ConfidenceForm(
        *sent(request),
        workers=queries.workers_to_choose(child),
        advocates=queries.advocates_to_choose(child),
        people=people,
        initial=draft.words,
    )
    if later := draft.left(form):
        return later
    if written := attempt(form, actions.write_in_confidence, child=child, by=request.user):
        draft.finish()
        messages.success(request, _("Only you and whom you chose can read it, unless someone may not be safe."))
        return redirect(written)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:only-mine-write",
        people=[person.pk for person in people],
        by=request.user,
    )
    context = {"form": form, "draft": draft.row, "section": "ours"}
    return hears_itself(render(request, "casework/only_mine_form.html", context, status=422 if form.is_bound else 200))


@require_http_methods(["GET", "POST"])
def only_mine_readers(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.readers(pk, request.user)
    rules.can_choose_readers(request.user, page.share).require()

    people = page.people_left(request.user)
    form = ReadersForm(posted(request), workers=page.workers_left(), advocates=page.advocates_left(), people=people)
    if attempt(form, actions.choose_readers, share_state=page.share, by=request.user):
        messages.success(request, _("They can read it now."))
        return redirect("casework:only-mine-readers", pk)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:only-mine-readers",
        people=page.people | {person.pk for person in people},
        record=page.share.record_id,
        by=request.user,
    )
    context = {"page": page, "form": form, "base": base_of(request.user), "section": section_of(request.user)}
    return render(request, "casework/only_mine_readers.html", context, status=422 if form.is_bound else 200)


@require_POST
def reader_take_back(request: UserRequest, pk: UUID) -> HttpResponse:
    """The child takes back what they let someone read."""
    found = ChosenReader.objects.filter(share_state__in=queries.shares(request.user), removed_on__isnull=True)
    chosen = get_object_or_404(found.select_related("share_state__record"), pk=pk)
    rules.can_choose_readers(request.user, chosen.share_state).require()
    unchoose_reader(chosen=chosen, by=request.user)
    messages.success(request, _("Taken back. They can’t read it any more."))
    return redirect("casework:only-mine-readers", chosen.share_state_id)
