"""What is to be learned from: written in two minutes, and shared once it says why it made sense at the time (domain.md §4.5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.writing import PlainForm
from casework.forms.fields import day, words
from casework.models import LearningNote, LearningTry
from casework.queries.learning import like_names
from families.forms.versions import ChangeForm

YES, NO = "yes", "no"
Audience = LearningNote.Audience
_NO_NAMES = _("Leave out who it was: staff and families alike.")


def yes_or_no(label: Any, **options: Any) -> forms.TypedChoiceField:
    """A question of which neither answer stands chosen."""
    choices = [(YES, pgettext_lazy("an answer", "yes")), (NO, pgettext_lazy("an answer", "no"))]
    return forms.TypedChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, coerce=lambda said: said == YES, **options
    )


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What kind of thing is it?"), choices=LearningNote.Kind.choices, widget=forms.RadioSelect
    )


def _noticed() -> forms.CharField:
    return words(_("What did we notice?"), rows=3)


def _made_sense(**options: Any) -> forms.CharField:
    return words(
        _("Why did it make sense at the time?"),
        rows=3,
        help_text=_(
            "Everyone does what makes sense to them with what they know and have. What was known? What was in the way?"
        ),
        **options,
    )


class NewNoteForm(PlainForm):
    """The note of two minutes: what happened, and no more."""

    kind = _kind()
    what_happened = words(
        _("What happened?"),
        rows=5,
        required=True,
        help_text=_NO_NAMES,
        error_messages={"required": _("Say what happened. One line is enough.")},
    )
    what_we_noticed = _noticed()
    why_it_made_sense = _made_sense()
    hurt = yes_or_no(
        _("Was anyone hurt, or at risk?"),
        help_text=_("This is not kept with the note. If yes, the next page is where you hand that worry over."),
    )
    is_of_safety = False

    def clean(self) -> dict[str, Any]:
        """Whether someone was hurt goes to another place than the note."""
        cleaned = super().clean() or {}
        self.is_of_safety = bool(cleaned.pop("hurt", False))
        return cleaned


class NamesNobodyForm(PlainForm):
    """Words that others will read: what looks like someone's name in them is looked at before they do."""

    readable: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = like_names([str(self[name].value() or "") for name in self.readable], user)
        if self.found:
            names = ", ".join(self.found)
            self.fields["no_names"] = forms.BooleanField(
                label=_("I have looked: none of these is the name of someone here"),
                help_text=format_lazy(
                    _("These words look like names: {names}. Take each out if it is one."), names=names
                ),
                error_messages={
                    "required": format_lazy(_("Take these names out, or say that they are none: {names}."), names=names)
                },
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("no_names", None)
        return cleaned


class NoteForm(NamesNobodyForm, ChangeForm):
    """What a note says."""

    readable = ("title", "what_happened", "what_we_noticed", "why_it_made_sense")
    title = forms.CharField(label=_("In one line"), max_length=200, required=False)
    kind = _kind()
    what_happened = words(_("What happened?"), rows=5, required=True, help_text=_NO_NAMES)
    what_we_noticed = _noticed()
    why_it_made_sense = _made_sense()
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"),
        choices=LearningNote.Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ShareNoteForm(NoteForm):
    """The same, once others are to read it: nothing is shared that does not say why it made sense at the time (INV-70)."""

    title = forms.CharField(label=_("In one line"), max_length=200)
    why_it_made_sense = _made_sense(
        required=True,
        error_messages={"required": _("Say why it made sense at the time. Without that it is not shared.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[one for one in Audience.choices if one[0] != Audience.ME],
        widget=forms.RadioSelect,
    )
    names_author = yes_or_no(_("Shall your name stand with it?"))

    def __init__(self, *args: Any, is_of_a_family: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_of_a_family:
            del self.fields["names_author"]
            wide = [one for one in Audience.choices if one[0] in {Audience.SERVICE, Audience.PARTNERS}]
            self.fields["audience"].choices = wide  # type: ignore[attr-defined]


class TryForm(NamesNobodyForm):
    readable = ("what_we_will_try",)
    what_we_will_try = words(_("What will we try?"), rows=3, required=True, help_text=_("Something small, soon."))
    try_by = day(_("When do we look at how it went?"))


class TriedForm(NamesNobodyForm):
    readable = ("what_happened",)
    tried_on = day(_("When was that?"))
    what_happened = words(_("What happened when you tried?"), rows=4, required=True)
    # Not `keep`, which is what the button *Finish later* is called.
    keep_it = forms.ChoiceField(
        label=_("Do we keep doing it?"), choices=LearningTry.Keep.choices, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["keep"] = cleaned.pop("keep_it", "")
        return cleaned


class LearnedForm(NamesNobodyForm):
    readable = ("what_we_learned",)
    what_we_learned = words(_("What have we learned?"), rows=4, required=True)


class TellFamilyForm(NamesNobodyForm):
    readable = ("what_changed",)
    what_changed = words(
        _("What has changed?"),
        rows=4,
        required=True,
        help_text=_("In plain words, to whoever wrote it. If nothing can change, say so, and why. Thank them."),
    )


class OurLearningForm(PlainForm):
    """Someone of a family says what should be learned from."""

    their_words = words(
        _("What should we learn from?"),
        rows=5,
        required=True,
        help_text=_("What happened, as you saw it. It can be something that went well."),
        error_messages={"required": _("Write what happened. One line is enough.")},
    )
    their_wish = words(_("What would have been better?"), rows=3)
