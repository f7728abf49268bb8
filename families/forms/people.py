"""A person: what is written of them, and the names that they go by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality, User
from accounts.writing import to_choose
from database import clock
from families.actions.members import NewMember
from families.forms.alike import AsksWhoItIs
from families.forms.fields import DateParts, NameField, PartialDate, PartialDayField, PeriodForm, WritingForm
from families.forms.versions import ChangeForm
from families.models import DeathPrecision, FamilyMembership, Person, PersonName, Precision
from families.models.people import BORN_TO_COME, DIED_TO_COME


class LanguagesField(forms.CharField):
    """The languages that someone speaks."""

    def __init__(self) -> None:
        super().__init__(label=_("Languages"), max_length=400, required=False, help_text=_("With commas between them."))

    def clean(self, value: Any) -> Any:
        """Each by itself."""
        languages = listed(super().clean(value))
        if any(len(language) > 60 for language in languages):
            raise ValidationError(_("Put a comma between languages."))
        return languages


class PersonFields(WritingForm):
    """What is written of a person. Dates are as far as they are known."""

    more = (
        "given_name",
        "family_name",
        "also_known_as",
        "pronouns",
        "gender_words",
        "expected_date",
        "date_of_death",
        "died_unknown_when",
        "languages",
        "communication_needs",
        "home_locality",
    )
    known_as = NameField(
        label=_("Known as"),
        help_text=_("The name that they use. “Uncle Dave” will do."),
        error_messages={"required": _("Say what they are called.")},
    )
    gender = forms.ChoiceField(
        label=_("Gender"), choices=Person.Gender, initial=Person.Gender.NOT_RECORDED, required=False
    )
    date_of_birth = PartialDayField(
        label=_("Date of birth"), help_text=_("As far as you know it: the year alone will do.")
    )
    is_about = forms.BooleanField(label=_("The year is a guess"), required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=200, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=200, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=60, required=False)
    gender_words = forms.CharField(label=_("Gender, in their own words"), max_length=200, required=False)
    expected_date = PartialDayField(label=_("Baby due"))
    date_of_death = PartialDayField(label=_("Date of death"))
    died_unknown_when = forms.BooleanField(label=_("They have died, and we don’t know when"), required=False)
    languages = LanguagesField()
    communication_needs = forms.CharField(
        label=_("How to talk with them"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    home_locality = forms.ModelChoiceField(
        Locality.objects.none(),
        label=_("Locality where they live"),
        required=False,
        empty_label=_("Not said"),
        help_text=_("Roughly where. Whoever may not know their home does not read it."),
    )

    def __init__(self, *args: Any, localities: QuerySet[Locality] | None = None, **kwargs: Any) -> None:
        """`localities` to choose from; None or none: it is not asked, and stays as it is."""
        super().__init__(*args, **kwargs)
        if localities:
            self.fields["home_locality"].queryset = localities  # type: ignore[attr-defined]
        else:
            del self.fields["home_locality"]

    def clean_gender(self) -> str:
        return str(self.cleaned_data["gender"] or Person.Gender.NOT_RECORDED)

    def clean_date_of_birth(self) -> PartialDate | None:
        return self._past("date_of_birth", BORN_TO_COME)

    def clean_date_of_death(self) -> PartialDate | None:
        return self._past("date_of_death", DIED_TO_COME)

    def _past(self, name: str, otherwise: Any) -> PartialDate | None:
        known: PartialDate | None = self.cleaned_data[name]
        if known and known[0] > clock.today():
            raise ValidationError(otherwise)
        return known

    def clean(self) -> dict[str, Any]:
        """Dates and their precision as the fields of a person."""
        cleaned = super().clean() or {}
        guess = cleaned.pop("is_about", False)
        for name, precision_field in (("date_of_birth", "dob_precision"), ("date_of_death", "death_precision")):
            day, precision = cleaned.pop(name, None) or (None, Precision.DAY)
            about = guess and name == "date_of_birth" and precision == Precision.YEAR
            cleaned |= {name: day, precision_field: Precision.ABOUT if about else precision}
        if cleaned.pop("died_unknown_when", False):
            if cleaned["date_of_death"]:
                self.add_error(
                    "died_unknown_when", _("Give the date of death, or say that nobody knows when: not both.")
                )
            cleaned["death_precision"] = DeathPrecision.UNKNOWN
        due = cleaned.pop("expected_date", None)
        cleaned["expected_date"] = due[0] if due else None
        return cleaned


class PersonForm(PersonFields, AsksWhoItIs):
    """Someone new in a family. Where people of that name are known already, it asks whether it is one of them."""

    field_order = ("known_as", "role", "date_of_birth", "is_about", "gender")
    role = forms.ChoiceField(label=_("In this family"), choices=to_choose(FamilyMembership.Role.choices))
    also_known_as = forms.CharField(
        label=_("Also known as"),
        max_length=400,
        required=False,
        help_text=_("Nicknames and other names that they are found by, with commas between them."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_who_it_is(user, "known_as")

    def clean_also_known_as(self) -> list[str]:
        names = listed(self.cleaned_data["also_known_as"])
        if any(len(name) > 200 for name in names):
            raise ValidationError(_("Put a comma between names."))
        return names

    def clean(self) -> dict[str, Any]:
        """`who` is the person, if they are written down already, and otherwise the new one."""
        cleaned = super().clean()
        person, role = self.who_it_is(cleaned), cleaned.pop("role", FamilyMembership.Role.RELATIVE)
        known_as = cleaned.pop("known_as", "")
        new = NewMember(known_as, about=cleaned, is_none_of=tuple(self.alike.values()))
        return {"who": person or new, "role": role}


class PersonChangeForm(PersonFields, ChangeForm):
    """Who someone is: names, gender and dates. How they talk, and what helps, stand with what they say of themselves."""

    languages, communication_needs = None, None  # type: ignore[assignment]

    @staticmethod
    def of(person: Person) -> dict[str, Any]:
        """What stands there now, as the form shows it."""
        names = [name for name in PersonChangeForm.base_fields if hasattr(person, name)]
        return {name: getattr(person, name) for name in names} | {
            "date_of_birth": known(person.date_of_birth, person.dob_precision),
            "date_of_death": known(person.date_of_death, person.death_precision),
            "expected_date": known(person.expected_date, Precision.DAY),
            "is_about": person.dob_precision == Precision.ABOUT,
            "died_unknown_when": person.death_precision == DeathPrecision.UNKNOWN,
        }


class NameFields(WritingForm):
    """A name and what kind of name it is."""

    text = NameField(label=_("Name"), error_messages={"required": _("Write the name.")})
    kind = forms.ChoiceField(
        label=_("What kind of name is it?"),
        choices=[choice for choice in PersonName.Kind.choices if choice[0] != PersonName.Kind.KNOWN_AS],
        widget=forms.RadioSelect,
    )


class NameForm(NameFields, PeriodForm):
    """Another name that someone goes or went by."""

    is_restricted = forms.TypedChoiceField(
        label=_("Who may read it?"),
        choices=[
            ("", _("As is usual")),
            ("no", _("Everyone who may see them")),
            ("yes", _("Only they and their lead worker")),
        ],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "A name that someone left behind is theirs to tell: ask them. The usual: a name from before an adoption or a change of gender "
            "only they and their lead worker read; any other, everyone."
        ),
    )


def listed(text: str) -> list[str]:
    """What stands between the commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def known(day: date | None, precision: str) -> list[int | str] | None:
    """A date as `PartialDayField` shows it: its parts, for a widget of several takes a pair for two of them."""
    return DateParts().decompress((day, Precision(precision))) if day else None
