"""Families, and who belongs to which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality, User
from accounts.writing import to_choose
from families.actions.members import KnownMember, Member, NewMember
from families.forms.alike import AsksWhoItIs
from families.forms.fields import DayField, NameField, PeriodForm, WritingForm
from families.forms.people import LanguagesField
from families.forms.versions import ChangeForm
from families.models import Family, FamilyMembership

SPARE_PEOPLE = 3
MOST_PEOPLE = 30


class FamilyForm(WritingForm):
    """What a family is called, and what is good to know before knocking."""

    more: tuple[str, ...] = ("good_to_know", "locality")
    name = NameField(
        label=_("What does the family call itself?"),
        error_messages={"required": _("Say what the family calls itself.")},
    )
    good_to_know = forms.CharField(
        label=_("Good to know"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the family’s own words: shoes, dogs, the best time to ring."),
    )
    locality = forms.ModelChoiceField(
        Locality.objects.none(), label=_("Locality"), required=False, empty_label=_("Not said")
    )

    def __init__(self, *args: Any, localities: QuerySet[Locality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = localities  # type: ignore[attr-defined]
        if not localities:
            del self.fields["locality"]


class FamilyBeginForm(FamilyForm):
    more = (*FamilyForm.more, "alongside_since")
    alongside_since = DayField(
        label=_("Since when are you alongside?"), help_text=_("Leave it empty if you begin today."), required=False
    )


class FirstPersonForm(AsksWhoItIs):
    """One of a family's first people; an empty row is no one."""

    sometimes = frozenset({"known_as", "role"})
    known_as = NameField(label=_("Known as"), required=False)
    role = forms.ChoiceField(
        label=_("In this family"),
        choices=to_choose(FamilyMembership.Role.choices),
        required=False,
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_who_it_is(user, "known_as")

    def clean(self) -> dict[str, Any]:
        """Whoever is named is someone in the family."""
        cleaned = super().clean() or {}
        if cleaned.get("known_as") and not cleaned.get("role"):
            self.add_error("role", _("Say who they are in this family."))
        return cleaned

    def member(self) -> Member:
        """Who it is, and as what."""
        cleaned = self.cleaned_data.copy()
        role = FamilyMembership.Role(cleaned["role"])
        if person := self.who_it_is(cleaned):
            return KnownMember(person, role)
        return NewMember(cleaned["known_as"], role, is_none_of=tuple(self.alike.values()))


FirstPeople = forms.formset_factory(FirstPersonForm, extra=SPARE_PEOPLE, max_num=MOST_PEOPLE, validate_max=True)


def first_people(formset: Any) -> list[Member]:
    """The rows in which someone is named."""
    return [form.member() for form in formset if form.cleaned_data.get("known_as")]


class FamilyChangeForm(FamilyForm, ChangeForm):
    """What a family is called, what is good to know, and what they tell of themselves."""

    more = ("locality",)
    field_order = ("name", "good_to_know", "story", "languages", "pets", "locality")
    story = forms.CharField(
        label=_("Their story, as they tell it"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In the family’s own words. They read it on their own page."),
    )
    languages = LanguagesField()
    pets = forms.CharField(
        label=_("Pets"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One in each line, by name and kind: “Bramble, dog”."),
    )

    def clean_pets(self) -> list[str]:
        pets = [line.strip() for line in self.cleaned_data["pets"].splitlines() if line.strip()]
        if any(len(pet) > 100 for pet in pets):
            raise ValidationError(_("Put each pet in a line of its own."))
        return pets

    @staticmethod
    def of(family: Family) -> dict[str, Any]:
        """What stands there now, as the form shows it."""
        names = ("name", "good_to_know", "story", "locality", "row_version")
        return {name: getattr(family, name) for name in names} | {
            "languages": ", ".join(family.languages),
            "pets": "\n".join(family.pets),
        }


class MembershipForm(PeriodForm):
    """Which family someone belongs to: one that is there, or one that begins with them."""

    sometimes = frozenset({"family", "name"})
    family = forms.ModelChoiceField(
        Family.objects.none(), label=_("Which family?"), required=False, empty_label=_("None of these")
    )
    name = NameField(label=_("Or begin a family with them. What does it call itself?"), required=False)
    role = forms.ChoiceField(label=_("In this family"), choices=to_choose(FamilyMembership.Role.choices))

    def __init__(self, *args: Any, families: QuerySet[Family], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].queryset = families  # type: ignore[attr-defined]
        if not families:
            del self.fields["family"]
            self.fields["name"].label = _("A family begins with them. What does it call itself?")

    def clean(self) -> dict[str, Any]:
        """Either a family, or the name of a new one."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("family")) == bool(cleaned.get("name")):
            first = "family" if "family" in self.fields else "name"
            self.add_error(first, _("Choose a family, or name the one that begins with them."))
        return {name: value for name, value in cleaned.items() if value}
