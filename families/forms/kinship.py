"""The few primitive ties from which kinship is derived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from families.actions.members import NewMember
from families.actions.relatives import NewRelative
from families.forms.alike import AsksWhoItIs
from families.forms.fields import (
    EndAsKnownForm,
    EndWithReasonForm,
    NameField,
    PeopleRadios,
    PeriodAsKnownForm,
    PeriodForm,
    WritingForm,
)
from families.models import (
    Confidence,
    Family,
    FamilyMembership,
    MultipleBirth,
    Parentage,
    Partnership,
    Person,
    SiblingLink,
    Source,
    Visibility,
)

NEW_FIELDS = ("new_name", "new_gender")
THEY_SAID = "they_said"
"""That the person whose page it is told us: the source, and who said so, in one answer."""
HOW_WE_KNOW = {
    Source.TOLD_US: _("Someone else told us: believed"),
    Source.SEEN_DOCUMENT: _("We saw a document: confirmed"),
    Source.LCS: _("From the council’s system: believed"),
    Source.GUESS: _("A guess: believed"),
}
"""How we know, and how sure that makes it: whoever chooses reads both, and no answer stands that nobody gave."""


BORN_TOGETHER = {
    MultipleBirth.Identical.YES: _("Yes, identical"),
    MultipleBirth.Identical.NO: _("Yes, not identical"),
    MultipleBirth.Identical.UNKNOWN: _("Yes; nobody knows whether identical"),
}


class RelativeForm(WritingForm, AsksWhoItIs):
    """Who it is: someone written down, or someone new who then belongs to the same family."""

    sometimes = frozenset({"relative", "new_name"})
    relative = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who is it?"), required=False, empty_label=None, widget=PeopleRadios
    )
    new_name = NameField(
        label=_("Or someone new: what are they called?"),
        required=False,
        help_text=_("“Nanny Jo” will do."),
    )
    new_gender = forms.ChoiceField(
        label=_("Their gender, if they are new"),
        choices=Person.Gender,
        initial=Person.Gender.NOT_RECORDED,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        family: Family | None,
        joins_as: FamilyMembership.Role = FamilyMembership.Role.RELATIVE,
        may_restrict: bool = False,
        user: User | None = None,
        about: Person | None = None,
        **kwargs: Any,
    ) -> None:
        """`user` is who writes it down: they are asked whether someone new is one of those whom they know here. `about` is whose
        relative it is."""
        super().__init__(*args, **kwargs)
        self.about = about
        self.family, self.joins_as = family, joins_as
        self.fields["relative"].queryset = people  # type: ignore[attr-defined]
        unused = [] if may_restrict else ["visibility"]
        if not people:
            unused.append("relative")
            self.fields["new_name"].label = _("What are they called?")
        for name in [*unused, *([] if family else NEW_FIELDS)]:
            self.fields.pop(name, None)
        self.ask_who_it_is(user, "new_name", listed=people, about=about)

    def clean(self) -> dict[str, Any]:
        """`relative` is the person, or the new one: exactly one of the two is named."""
        cleaned = super().clean() or {}
        gender = cleaned.pop("new_gender", "") or Person.Gender.NOT_RECORDED
        person, name, chosen = self.who_it_is(cleaned), cleaned.pop("new_name", ""), cleaned.get("relative")
        if self.is_no_person(cleaned, is_named=bool(name or chosen)):
            return cleaned
        if bool(name) == bool(chosen):
            either = _("Choose who it is, or write the name of someone new.")
            self.add_error(None, either if "relative" in self.fields else _("Say what they are called."))
        elif name and self.family:
            about = {"gender": gender}
            new = NewMember(name, self.joins_as, about=about, is_none_of=self.is_none_of)
            cleaned["relative"] = person or NewRelative(self.family, new)
        return cleaned

    def is_no_person(self, cleaned: dict[str, Any], *, is_named: bool) -> bool:
        """Whether something else is meant, which then is the `relative` of `cleaned`. `is_named`: whether a person is named besides."""
        return False


class HowKnownForm(PeriodForm):
    """How we know of a fact about someone (`about`), and who may see it."""

    more: tuple[str, ...] = ("confidence", "since", "until", "visibility")
    source = forms.ChoiceField(label=_("How do we know?"), choices=tuple(HOW_WE_KNOW.items()), widget=forms.RadioSelect)
    confidence = forms.ChoiceField(
        label=_("How sure is it?"),
        choices=[("", _("As sure as what you chose says")), *Confidence.choices],
        required=False,
    )
    visibility = forms.ChoiceField(
        label=_("Who may see this?"),
        choices=Visibility,
        initial=Visibility.NORMAL,
        required=False,
        help_text=_("Some ties are a secret. What is kept to the lead worker changes no one else’s page."),
    )
    about: Person | None

    def offer_their_word(self) -> None:
        """That the person themselves told us is the first answer, while they live."""
        if self.about and not self.about.has_died:
            they_said = (THEY_SAID, _("%(name)s told us: believed") % {"name": self.about.known_as})
            self.fields["source"].choices = [they_said, *HOW_WE_KNOW.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One answer says how we know, from whom, and how sure that makes it, unless something else is said of that."""
        cleaned = super().clean()
        source = cleaned.get("source")
        if source == THEY_SAID:
            cleaned |= {"source": Source.TOLD_US, "said_by": self.about}
        by_it = Confidence.CONFIRMED if source == Source.SEEN_DOCUMENT else Confidence.BELIEVED
        return cleaned | {"confidence": cleaned.get("confidence") or by_it}

    def clean_visibility(self) -> str:
        return str(self.cleaned_data["visibility"] or Visibility.NORMAL)


class EdgeForm(RelativeForm, HowKnownForm):
    """A tie of kinship, and how we know of it."""

    more = ("new_gender", *HowKnownForm.more)
    field_order = (
        "relative",
        *NEW_FIELDS,
        "basis",
        "kind",
        "shared",
        "identical",
        "end_kind",
        "source",
        "confidence",
        "since",
        "until",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_their_word()


class ParentForm(PeriodAsKnownForm, EdgeForm):
    basis = forms.ChoiceField(label=_("On what basis?"), choices=Parentage.Basis, widget=forms.RadioSelect)


class PartnerForm(PeriodAsKnownForm, EdgeForm):
    more = ("new_gender", "end_kind", "confidence", "since", "until", "visibility")
    sometimes = EdgeForm.sometimes | {"end_kind"}
    kind = forms.ChoiceField(label=_("As what?"), choices=Partnership.Kind, widget=forms.RadioSelect)
    end_kind = forms.ChoiceField(
        label=_("Is it over?"),
        choices=[("", _("It has not ended")), *Partnership.EndKind.choices],
        required=False,
        help_text=_("How it ended is enough: the day may stay empty."),
    )

    def clean(self) -> dict[str, Any]:
        """A couple that has an end says how it ended."""
        cleaned = super().clean()
        period = cleaned.get("period")
        if period and period.upper and not cleaned.get("end_kind"):
            self.add_error("end_kind", _("Say how it ended."))
        return cleaned


class ParentsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the parents whom someone has, each by name."""

    def label_from_instance(self, edge: Any) -> str:
        return str(edge.parent.known_as)


class SiblingForm(EdgeForm):
    """A brother or sister, through the parents whom they share as far as those are written down."""

    more = ("new_gender", "shared", "identical", "confidence", "visibility")
    sometimes = EdgeForm.sometimes | {"shared"}
    since, until = None, None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label=_("Do they have the same parents?"),
        choices=[*SiblingLink.Kind.choices[:2], (SiblingLink.Kind.UNKNOWN.value, _("Not known"))],
        initial=SiblingLink.Kind.UNKNOWN,
        widget=forms.RadioSelect,
    )
    shared = ParentsField(
        Parentage.objects.none(),
        label=_("Which parent do they share?"),
        required=False,
        help_text=_("Leave it empty if you don’t know."),
        widget=forms.CheckboxSelectMultiple,
    )

    identical = forms.ChoiceField(
        label=_("Were they born together, as twins or more?"),
        choices=[("", _("No, or nobody has said")), *BORN_TOGETHER.items()],
        required=False,
    )

    def __init__(self, *args: Any, parents: QuerySet[Parentage] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parents:
            self.fields["shared"].queryset = parents  # type: ignore[attr-defined]
        else:
            del self.fields["shared"]

    def clean(self) -> dict[str, Any]:
        """With the same parents they share all who are written down; with one the same, not two."""
        cleaned = super().clean()
        if "shared" not in self.fields:
            return cleaned
        if cleaned.get("kind") == SiblingLink.Kind.FULL:
            cleaned["shared"] = self.fields["shared"].queryset  # type: ignore[attr-defined]
        elif cleaned.get("kind") == SiblingLink.Kind.HALF and len(cleaned.get("shared", ())) > 1:
            self.add_error("shared", _("Half siblings share one parent: tick one, or say that they have the same."))
        cleaned["shared"] = list(cleaned.get("shared", ()))
        return cleaned


class PartingForm(EndAsKnownForm, EndWithReasonForm):
    """How a couple parted; the day is often not known."""

    def __init__(self, *args: Any, fact: Partnership, **kwargs: Any) -> None:
        label = _("How did it end?")
        super().__init__(*args, fact=fact, reason="end_kind", label=label, choices=Partnership.EndKind, **kwargs)
        self.fields["on"].required = False
        self.fields["on"].help_text = _("As far as you know: the year alone will do. Leave it empty if you don’t know.")
