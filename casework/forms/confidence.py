"""What a child writes in confidence, and for whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from families.forms.attachments import AttachingForm
from families.forms.fields import WritingForm
from families.models import Person


class ReadersForm(WritingForm):
    """People of the family, those who work with it, and advocates who help the child; nobody is ticked before the child ticks them."""

    sometimes = frozenset({"workers", "advocates", "people"})
    needs_someone: ClassVar[bool] = True

    workers = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("People who work with you"), required=False, widget=forms.CheckboxSelectMultiple
    )
    advocates = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Advocates who help you"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("People of your family"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, workers: QuerySet[User], advocates: QuerySet[User], people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in {"workers": workers, "advocates": advocates, "people": people}.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
            if not found:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The lists as the action takes them."""
        cleaned = super().clean() or {}
        cleaned["readers"] = [who for name in ("workers", "advocates", "people") for who in cleaned.pop(name, [])]
        if self.needs_someone and not cleaned["readers"]:
            self.add_error(None, _("Choose at least one person."))
        return cleaned


class ConfidenceForm(AttachingForm, ReadersForm):
    words_in = "words"
    no_words = _("Write what you want to say.")
    sometimes = AttachingForm.sometimes | ReadersForm.sometimes
    words = forms.CharField(
        label=_("What do you want to say?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("words", "workers", "advocates", "people")
