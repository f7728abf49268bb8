"""What every page with a form does: take what was posted, try the one action, and say a refusal where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.http import UserRequest

T = TypeVar("T")
REQUIRED = forms.Field.default_error_messages["required"]

MISSING: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.SplitDateTimeField, _("Give the day and the time: {label}")),
    (forms.DateField, _("Give the day: {label}")),
    (forms.BooleanField, _("Tick this first: {label}")),
    (forms.ChoiceField, _("Choose an answer: {label}")),
    (forms.ModelChoiceField, _("Choose an answer: {label}")),
)
"""What to do in a field that was left empty, by its kind."""
ANSWER, FILL_IN = _("Answer this: {label}"), _("Fill this in: {label}")
WRONG: tuple[tuple[type[forms.Field], str, Any], ...] = (
    (forms.DateField, "invalid", _("That is not a day in the calendar: write it as 27/3/2026.")),
    (forms.TimeField, "invalid", _("That is not a time: write it as 17:30.")),
    (forms.DecimalField, "invalid", _("Write a number, such as 12 or 12.5.")),
    (forms.IntegerField, "invalid", _("Write a whole number.")),
    (forms.Field, "invalid_choice", _("Choose one of the answers that are there.")),
    (
        forms.CharField,
        "max_length",
        _("That is too long: %(limit_value)d characters at most, and you have %(show_value)d."),
    ),
    (forms.IntegerField, "min_value", _("%(limit_value)s at least.")),
    (forms.IntegerField, "max_value", _("%(limit_value)s at most.")),
)
"""What is wrong with an answer, unless its field says it better; a kind stands before the kinds that it is one of."""


def to_choose(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """For a list of which none stands chosen: what is a fact about someone is answered, and never left standing."""
    return [("", _("Choose")), *choices]


class PlainForm(forms.Form):
    """A form whose refusals say what to do, in the words of the field.

    The fields in `sometimes` are needed by some answers and not by others, so the page does not call them “if you like”.
    """

    sometimes: ClassVar[frozenset[str]] = frozenset()

    def full_clean(self) -> None:
        for field in self.fields.values():
            speak_plainly(field)
        super().full_clean()


def speak_plainly(field: forms.Field) -> None:
    """Give a field our own sentences where it has none of its own."""
    said = field.error_messages
    if said["required"] is REQUIRED:
        said["required"] = format_lazy(_what_to_do(field), label=field.label)
    for kind, code, sentence in WRONG:
        if isinstance(field, kind) and said.get(code) is type(field).default_error_messages.get(code):
            said[code] = sentence


def _what_to_do(field: forms.Field) -> Any:
    for kind, sentence in MISSING:
        if isinstance(field, kind):
            return sentence
    return ANSWER if str(field.label).endswith("?") else FILL_IN


class Fillable(Protocol):
    """A form, or several that are filled in as one."""

    @property
    def fields(self) -> Mapping[str, Any]: ...

    @property
    def cleaned_data(self) -> dict[str, Any]: ...

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: Any) -> None: ...


def posted(request: UserRequest) -> QueryDict | None:
    """What was sent, even if it is nothing; None when the page is only opened, so that a form is not yet wrong."""
    return request.POST if request.method == "POST" else None


def sent(request: UserRequest) -> tuple[QueryDict, Any] | tuple[None, None]:
    """`posted`, and the files that came with it, for a form that takes one."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def attempt(form: Fillable, write: Callable[..., T], **facts: Any) -> T | None:
    """Do the one action when the form is right. What the domain refuses becomes an error on the form."""
    if not form.is_valid():
        return None
    try:
        return write(**form.cleaned_data, **facts)
    except (ValidationError, DomainError) as error:
        for name, sentences in _by_field(error).items():
            form.add_error(name if name in form.fields else None, sentences)
    return None


def press(request: UserRequest, write: Callable[..., object], *, back: Any, done: Any = "") -> HttpResponse:
    """A step of one button: do it, say so or say why not, and go back to where it was."""
    try:
        write(by=request.user)
    except (ValidationError, DomainError) as error:
        messages.error(request, " ".join(sentence for said in _by_field(error).values() for sentence in said))
    else:
        if done:
            messages.success(request, str(done))
    return redirect(back)


def _by_field(error: ValidationError | DomainError) -> dict[str, list[str]]:
    if isinstance(error, DomainError):
        return {NON_FIELD_ERRORS: [str(error)]}
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
