"""A photo that somebody chooses: looked at, and made anew without where and when it was taken (docs/adr/0028-photos-and-voice-notes.md)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.made_anew import made_anew


class PictureForm(PlainForm):
    """`content`, made anew, in the place of the file; who builds on it asks what can be seen in it."""

    file = forms.FileField(
        label=_("Which photo?"),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. Where and when it was taken is left out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Choose the photo first."),
            "empty": _("This file is empty. Choose the photo again."),
            "invalid": _("Choose the photo first."),
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if file := cleaned.pop("file", None):
            try:
                mime, cleaned["content"] = made_anew(file)
            except ValidationError as error:
                self.add_error("file", error)
            else:
                if mime != "image/jpeg":
                    self.add_error("file", _("That is a recording. Choose the photo."))
                elif self.errors:
                    self.add_error("file", _("Choose the photo once more: no browser keeps it."))
        return cleaned
