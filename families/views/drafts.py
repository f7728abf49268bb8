"""Keeping what someone writes, for every form that has a draft (ui.md, saving rules)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.http import UserRequest
from accounts.models import User
from families.actions.records import keep_draft
from families.forms.drafts import KEEP, LATER, DraftInput
from families.models import Draft, Family, Person
from families.queries.drafts import unfinished_draft


def keep_what_is_written(
    request: UserRequest, *, family: Family | None, form: str, people: QuerySet[Person]
) -> HttpResponse:
    """Keep it, and answer with its version; it sends, shares and tells nothing. Of the people, only those of the form."""
    try:
        draft = _keep(request, DraftInput.read(request), family, form, people)
    except ValidationError as error:
        return JsonResponse({"detail": error.messages[0]}, status=HTTPStatus.BAD_REQUEST)
    except (ChangedMeanwhile, DomainError) as error:
        current = unfinished_draft(family, form, request.user)
        detail = {"detail": str(error), "version": current.row_version if current else 0}
        return JsonResponse(detail, status=HTTPStatus.PRECONDITION_FAILED)
    saved_at = date_format(timezone.localtime(draft.updated_at), "H:i")
    return JsonResponse({"version": draft.row_version, "saved_at": saved_at})


def kept_for_later(  # noqa: PLR0913  (a request, what was filled in, and whose draft it is)
    request: UserRequest,
    filled_in: Form,
    *,
    family: Family | None,
    form: str,
    people: QuerySet[Person],
    ticked: str,
    back: Any,
    said: QueryDict | None = None,
    on_the_way: Mapping[str, str] | None = None,
) -> HttpResponse | None:
    """Without JavaScript: keep what stands in the form by its button *Finish later*, and go back; or ask for other rows.

    `said`: what to keep, where it is not all that was sent. `on_the_way`: where other buttons that keep it lead.
    None when the form was sent to be saved, and when nothing could be kept: the form then says why.
    """
    if KEEP not in request.POST or not filled_in.is_bound:
        return None
    try:
        _keep(request, DraftInput.posted(said or request.POST, ticked), family, form, people)
    except (ValidationError, DomainError) as error:
        filled_in.errors.clear()
        filled_in.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        return None
    if request.POST[KEEP] != LATER:
        return redirect((on_the_way or {}).get(request.POST[KEEP], request.get_full_path()))
    is_family = request.user.kind == User.Kind.FAMILY  # who has no Today
    on_today = _("Kept for you, and shared with nobody. It waits on your Today.")
    messages.success(
        request, _("Kept for you, and shared with nobody. It waits for you there.") if is_family else on_today
    )
    return redirect(back)


def _keep(request: UserRequest, said: DraftInput, family: Family | None, form: str, people: QuerySet[Person]) -> Draft:
    allowed: set[UUID] = set(people.values_list("pk", flat=True))
    return keep_draft(
        family=family,
        form=form,
        body=said.fields,
        people=[person for person in said.people if person in allowed],
        row_version=said.row_version,
        by=request.user,
    )
