"""A photo, a drawing or a voice note with what someone writes: all of it if they like, and none of it needs JavaScript."""

from __future__ import annotations

from typing import IO, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.writing import to_choose
from families.actions.records import Attached
from families.forms.fields import WritingForm
from families.made_anew import made_anew
from families.models import Attachment

CHOOSE_AGAIN = _("Choose the photo or the voice note once more: no browser keeps it.")
NOTHING_CHOSEN = _("Choose the photo or the voice note of which you say this, or empty the sentence.")
ACCEPTED = "image/jpeg,image/png,image/webp,audio/webm,audio/mp4,audio/mpeg,.m4a,.mp3"


class AttachingForm(WritingForm):
    """`words_in`: the field in which they write. What is attached may do without words beside it: what can be seen in it is said anyway.

    `is_needed`: whether something has to be said or attached.
    """

    words_in = "body"
    is_needed: ClassVar[bool] = True
    no_words: Any = _("Write something first.")
    asked_of_it = ("attached", "attached_kind", "alt_text")
    sometimes = frozenset({"body", "words", "attached", "attached_kind", "alt_text"})

    attached = forms.FileField(
        label=_("Choose it"),
        required=False,
        help_text=_(
            "A photo (JPEG, PNG, WebP) or a voice note (M4A, MP3, WebM), at most 8 MB. Where and when it was taken is left out."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("This file is empty. Choose another.")},
    )
    attached_kind = forms.ChoiceField(
        label=_("What is it?"), choices=to_choose(Attachment.Kind.choices), required=False
    )
    alt_text = forms.CharField(
        label=_("What can be seen in it, or what is said?"),
        max_length=500,
        required=False,
        help_text=_("In a sentence, for who can’t see or hear it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def first_fields(self) -> list[forms.BoundField]:
        """All but what is asked of a photo or a recording, which stands folded below."""
        return [field for field in super().first_fields() if field.name not in self.asked_of_it]

    def attaching_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.asked_of_it]

    def attaching_is_open(self) -> bool:
        """Something of it was answered, or is not right."""
        return any(field.errors or field.value() for field in self.attaching_fields())

    def clean(self) -> dict[str, Any]:
        """`attached` as the action takes it, in the place of the file and what was said of it."""
        sent = self.cleaned_data
        if sent.get("attached") and not sent.get(self.words_in):
            sent[self.words_in] = sent.get("alt_text", "")
        cleaned = super().clean() or {}
        file, kind, said = (cleaned.pop(name, None) for name in self.asked_of_it)
        if self.is_needed and not (
            cleaned.get(self.words_in) or file or {self.words_in, "attached"} & set(self.errors)
        ):
            self.add_error(self.words_in, self.no_words)
        if said and not file and "attached" not in self.errors:
            self.add_error("attached", NOTHING_CHOSEN)
        cleaned["attached"] = self._attached(file, kind, said) if file else None
        if self.errors:
            self.choose_again()
        return cleaned

    def choose_again(self) -> None:
        """Said where it was not taken: a file goes with the answer."""
        if self.files.get(self.add_prefix("attached")) and "attached" not in self.errors:
            self.add_error("attached", CHOOSE_AGAIN)

    def _attached(self, file: IO[bytes], kind: str | None, said: str | None) -> Attached | None:
        if not kind:
            self.add_error("attached_kind", _("Say what it is: a photo, a drawing or a voice note."))
        if not said:
            self.add_error("alt_text", _("Say in a sentence what can be seen, or what is said."))
        try:
            mime, content = made_anew(file, is_meant_as_sound=kind == Attachment.Kind.AUDIO)
        except ValidationError as error:
            self.add_error("attached", error)
            return None
        is_sound = mime.startswith("audio/")
        if kind and is_sound != (kind == Attachment.Kind.AUDIO):
            self.add_error(
                "attached_kind", _("That is a recording.") if is_sound else _("That is a picture, and no recording.")
            )
        return Attached(Attachment.Kind(kind), mime, content, said) if kind and said and not self.errors else None
