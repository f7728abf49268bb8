"""Keeping what someone writes, for every form that has a draft (ui.md, saving rules)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
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

from accounts.actions.sending import hold
from accounts.errors import ChangedMeanwhile, DomainError
from accounts.http import UserRequest
from accounts.models import User
from accounts.sending import where_it_led
from families.actions.records import finish_draft, keep_draft
from families.forms.drafts import KEEP, LATER, NOT_WRITTEN, DraftInput
from families.models import Draft, Family, Person
from families.queries.drafts import unfinished_draft

THROW_AWAY = "throw_away"
"""The name of the button that throws a draft away."""


def keep_what_is_written(
    request: UserRequest, *, family: Family | None, form: str, people: QuerySet[Person]
) -> HttpResponse:
    """Keep it, and answer with its version; it sends, shares and tells nothing. Of the people, only those of the form.

    What was saved by now, from this very page or by what a device kept of it, is not begun anew: the answer says where it is.
    """
    try:
        said = DraftInput.read(request)
        if said.sent_as:
            hold(said.sent_as, request.user)
            if led_to := where_it_led(said.sent_as, request.user):
                return JsonResponse({"saved": led_to}, status=HTTPStatus.CONFLICT)
        draft = _keep(request, said, family, form, people)
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
    if has_nothing(filled_in, said or request.POST) and unfinished_draft(family, form, request.user) is None:
        return _nothing_kept(request, back, on_the_way or {})
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
    if request.FILES:
        messages.warning(
            request, _("Only the words are kept. Choose the photo or the voice note again when you go on.")
        )
    return redirect(back)


def has_nothing(filled_in: Form, said: QueryDict) -> bool:
    """Whether someone sent a form as they found it: what no box of it has, such as the rows of another form, counts as written."""
    begins = tuple(filled_in[name].html_name for name in filled_in.fields)
    more = (name for name in said if name not in NOT_WRITTEN and not name.startswith(begins))
    return not filled_in.has_changed() and not any(text for name in more for text in said.getlist(name))


def _nothing_kept(request: UserRequest, back: Any, on_the_way: Mapping[str, str]) -> HttpResponse:
    if request.POST[KEEP] != LATER:
        return redirect(on_the_way.get(request.POST[KEEP], request.get_full_path()))
    messages.success(request, _("You have not written anything yet, so nothing is kept."))
    return redirect(back)


class DraftHere:
    """The draft of a form that names no people: kept by PUT to the page's own address, thrown away there by a button.

    `form`: what it is kept by. `back`: where it leads to, saved or not.
    """

    def __init__(self, request: UserRequest, *, family: Family | None, form: str, back: Any) -> None:
        self.request, self.back = request, back
        self.whose: Any = {"family": family, "form": form}
        self.row = unfinished_draft(family, form, request.user)

    @property
    def words(self) -> dict[str, Any]:
        """What was begun, by the fields of the form."""
        return dict(self.row.body) if self.row else {}

    def kept(self) -> HttpResponse | None:
        """The answer to what is sent while someone writes, and to the button that throws it away; None for all else."""
        if self.request.method == "PUT":
            return keep_what_is_written(self.request, **self.whose, people=Person.objects.none())
        if THROW_AWAY in self.request.POST:
            self.finish()
            messages.success(self.request, _("Draft thrown away."))
            return redirect(self.back)
        return None

    def left(self, filled_in: Form) -> HttpResponse | None:
        """`kept_for_later`, of this form. What was sent to be saved and is not right is kept too, so that it stands in its boxes whenever
        the page is opened again; by JavaScript it is kept before it is sent.
        """
        nobody = Person.objects.none()
        later = kept_for_later(self.request, filled_in, **self.whose, people=nobody, ticked="", back=self.back)
        is_empty = self.row is None and has_nothing(filled_in, self.request.POST)
        is_sent = later is None and filled_in.is_bound and KEEP not in self.request.POST
        if is_sent and not is_empty and not filled_in.is_valid():
            with suppress(ValidationError, DomainError):  # it was kept anew meanwhile
                self.row = _keep(self.request, DraftInput.posted(self.request.POST, ""), **self.whose, people=nobody)
        return later

    def finish(self) -> None:
        """It is saved, or thrown away."""
        finish_draft(**self.whose, by=self.request.user)


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
