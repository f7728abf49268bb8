"""What someone says of themselves: how they tell it, what helps them to take part; apart from it, their ethnicity and faith."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import WritingForm
from families.forms.people import LanguagesField
from families.forms.versions import ChangeForm, VersionedForm
from families.models import ETHNIC_GROUPS, Person, PersonBackground

ETHNICITY = ("ethnicity_words", "ethnicity_code", "faith", "told_by")


class AboutForm(WritingForm, ChangeForm):
    """About someone, as they would say it."""

    about_me = forms.CharField(
        label=_("About me"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In their own words: what matters to them, what they like, what they want people to know."),
    )
    communication_needs = forms.CharField(
        label=_("How to talk with them"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    access_needs = forms.CharField(
        label=_("What helps them to take part"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as a room without stairs, large print, a break after half an hour."),
    )
    languages = LanguagesField()
    interpreter_language = forms.CharField(
        label=_("Interpreter needed in"),
        max_length=60,
        required=False,
        help_text=_("The language, such as Polish or British Sign Language. Leave it empty if they need none."),
    )

    @staticmethod
    def of(person: Person) -> dict[str, Any]:
        """What stands there now, as the form shows it."""
        return {name: getattr(person, name) for name in AboutForm.base_fields} | {
            "languages": ", ".join(person.languages)
        }


class BackgroundForm(WritingForm, VersionedForm):
    """Someone’s ethnicity and faith: asked, never guessed. A version of 0 says that nothing was written yet."""

    sometimes = frozenset({"told_by"})
    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    ethnicity_words = forms.CharField(
        label=_("Ethnicity, in their own words"),
        max_length=200,
        required=False,
        help_text=_("As they say it: “Welsh and Jamaican”, “Kurdish”."),
    )
    ethnicity_code = forms.ChoiceField(
        label=_("Ethnic group"),
        choices=[("", _("Not asked")), *ETHNIC_GROUPS],
        required=False,
        help_text=_("The groups of the census. Let them choose."),
    )
    faith = forms.CharField(
        label=_("Faith"),
        max_length=200,
        required=False,
        help_text=_("As they say it, with what follows from it: “Muslim, prays at midday”, “none”."),
    )
    told_by = forms.ChoiceField(
        label=_("Who said so?"), choices=PersonBackground.ToldBy, required=False, widget=forms.RadioSelect
    )

    @staticmethod
    def of(known: PersonBackground | None) -> dict[str, Any]:
        """What stands there now, as the form shows it."""
        return {name: getattr(known, name, "") for name in ETHNICITY} | {
            "row_version": known.row_version if known else 0
        }

    def clean(self) -> dict[str, Any]:
        """Where something is written someone said it; where nothing is, nobody did."""
        cleaned = super().clean() or {}
        is_written = any(cleaned.get(name) for name in ETHNICITY if name != "told_by")
        if is_written and not cleaned.get("told_by"):
            self.add_error("told_by", _("Say who told you: nobody’s ethnicity or faith is a guess."))
        return cleaned if is_written else cleaned | {"told_by": ""}
