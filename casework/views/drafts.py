"""Keeping what someone writes, for every form that has a draft (ui.md, saving rules)."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.http import UserRequest
from casework.forms.drafts import DraftInput
from casework.queries.conversations import unfinished_draft
from families.actions.records import keep_draft
from families.models import Family, Person


def keep_what_is_written(
    request: UserRequest, *, family: Family | None, form: str, people: QuerySet[Person]
) -> HttpResponse:
    """Keep it, and answer with its version; it sends, shares and tells nothing. Of the people, only those of the form."""
    try:
        said = DraftInput.read(request)
        allowed: set[UUID] = set(people.values_list("pk", flat=True))
        draft = keep_draft(
            family=family,
            form=form,
            body=said.fields,
            people=[person for person in said.people if person in allowed],
            row_version=said.row_version,
            by=request.user,
        )
    except ValidationError as error:
        return JsonResponse({"detail": error.messages[0]}, status=HTTPStatus.BAD_REQUEST)
    except (ChangedMeanwhile, DomainError) as error:
        current = unfinished_draft(family, form, request.user)
        detail = {"detail": str(error), "version": current.row_version if current else 0}
        return JsonResponse(detail, status=HTTPStatus.PRECONDITION_FAILED)
    saved_at = date_format(timezone.localtime(draft.updated_at), "H:i")
    return JsonResponse({"version": draft.row_version, "saved_at": saved_at})
