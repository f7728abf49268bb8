"""A photo of someone, with their yes to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from families.forms.fields import WritingForm
from families.models import Agreement, Person
from families.pictures import NotAPicture, small_jpeg


class PhotoForm(WritingForm):
    """The picture is made anew before anything of it is kept; the yes is asked for where none holds."""

    more = ("given_by",)
    file = forms.FileField(
        label=_("Which photo?"),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. It is made small, and where and when it was taken is left out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Choose a photo first."),
            "empty": _("This file is empty. Choose a photo."),
            "invalid": _("Choose a photo first."),
        },
    )
    given_how = forms.ChoiceField(
        label=_("How did they say yes to a photo here?"),
        choices=[choice for choice in Agreement.GivenHow.choices if choice[0] != "online"],
        widget=forms.RadioSelect,
    )
    given_by = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who agreed for them?"),
        required=False,
        empty_label=_("They did themselves"),
        help_text=_("Only for a child: someone who holds parental responsibility."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], has_said_yes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].queryset = people  # type: ignore[attr-defined]
        if has_said_yes:
            del self.fields["given_how"], self.fields["given_by"]

    def clean(self) -> dict[str, Any]:
        """`image`, in the place of the file."""
        cleaned = super().clean() or {}
        if file := cleaned.pop("file", None):
            try:
                cleaned["image"] = small_jpeg(file)
            except NotAPicture as error:
                self.add_error("file", str(error))
            else:
                if self.errors:  # a browser sends a file once, and puts nothing back into its field
                    self.add_error("file", _("Choose the photo once more: no browser keeps it."))
        return cleaned
