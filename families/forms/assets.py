"""What is nearby: finding it, writing it down, when it happens, and someone’s gift."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality, Team
from accounts.writing import PlainForm, to_choose
from database import clock
from families.forms.fields import DayField, NameField, WritingForm
from families.forms.people import listed
from families.forms.versions import ChangeForm
from families.models import Agency, Agreement, CommunityAsset, Day

PLACE = {
    "place_name": "name",
    "place_lines": "lines",
    "place_town": "town",
    "place_county": "county",
    "place_postcode": "postcode",
    "place_access": "access_notes",
}
"""The boxes of a venue, and what each is of it."""
NOT_A_GIFT = [choice for choice in CommunityAsset.Category.choices if choice[0] != "individual"]


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FindForm(PlainForm):
    """What someone looks for nearby; nothing of it is about anyone."""

    words = forms.CharField(
        label=_("In a word or two"), max_length=100, required=False, help_text=_("Such as toddlers, bikes or Polish.")
    )
    category = forms.ChoiceField(label=_("What kind?"), required=False)
    day = forms.ChoiceField(label=_("On which day?"), required=False, choices=[("", _("Any day")), *Day.choices])
    language = forms.ChoiceField(label=_("In which language?"), required=False)
    age = forms.IntegerField(label=_("For what age?"), required=False, min_value=0, max_value=120)
    free = forms.BooleanField(label=_("Only what costs nothing"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [("", _("Any language")), *((one, one) for one in languages)]
        self.fields["language"].choices = spoken  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("All kinds")), *CommunityAsset.Category.choices]  # type: ignore[attr-defined]


class PickForm(PlainForm):
    """What is to be left behind on paper."""

    pick = forms.ModelMultipleChoiceField(
        CommunityAsset.objects.none(), error_messages={"required": _("Tick what you want to leave behind.")}
    )

    def __init__(self, *args: Any, assets: QuerySet[CommunityAsset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pick"].queryset = assets  # type: ignore[attr-defined]


class _Offers(WritingForm):
    """What is there, and how one begins."""

    name = NameField(label=_("What is it called?"))
    what_it_offers = forms.CharField(
        label=_("What is there?"), max_length=4_000, widget=_text(3), help_text=_("In a sentence or two.")
    )
    how_to_start = forms.CharField(
        label=_("How does one start?"),
        max_length=400,
        required=False,
        help_text=_("Whom to ask for, and when: “ask for Bev on Tuesdays”."),
    )
    good_for = forms.CharField(label=_("Who is it good for?"), max_length=400, required=False)


class AssetForm(_Offers):
    """Something nearby that is nobody’s own gift."""

    more = (
        *("good_for", "languages", "min_age", "max_age", "access_notes", "feels_like", "url", "agency", "locality"),
        *("place_lines", "place_town", "place_county", "place_postcode", "place_access", "hide_location"),
        *("team", "mailbox"),
    )
    field_order = ("name", "category", "what_it_offers", "how_to_start", "cost_words", "cost_gbp", "place_name")
    category = forms.ChoiceField(
        label=_("What is it?"),
        choices=to_choose(NOT_A_GIFT),
        help_text=_("A school, library, surgery or refuge is a place that is there to help."),
    )
    cost_words = forms.CharField(
        label=_("What does it cost?"),
        max_length=200,
        required=False,
        help_text=_("As you would say it: “a pound, if you have it”."),
    )
    cost_gbp = forms.DecimalField(
        label=_("That is, in pounds"),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        help_text=_("0 if it is free. Leave it empty if you don’t know."),
    )
    languages = forms.CharField(
        label=_("Languages spoken there"), max_length=400, required=False, help_text=_("With commas between them.")
    )
    min_age = forms.IntegerField(label=_("From what age?"), required=False, min_value=0, max_value=120)
    max_age = forms.IntegerField(label=_("Up to what age?"), required=False, min_value=0, max_value=120)
    access_notes = forms.CharField(
        label=_("Getting there and in"), max_length=1_000, required=False, help_text=_("Steps, prams, buses, noise.")
    )
    feels_like = forms.CharField(
        label=_("What do families say?"),
        max_length=4_000,
        required=False,
        widget=_text(2),
        help_text=_("In their words."),
    )
    url = forms.CharField(
        label=_("Page on the web"),
        max_length=400,
        required=False,
        validators=[
            RegexValidator(r"^https?://\S+$", _("Write the whole address, such as https://example.org/group."))
        ],
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Who runs it?"), required=False, empty_label=_("Nobody in the list")
    )
    locality = forms.ModelChoiceField(
        Locality.objects.none(), label=_("Near where?"), required=False, empty_label=_("Not said")
    )
    place_name = forms.CharField(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        help_text=_("What the place is called, such as Harbour Hall."),
    )
    place_lines = forms.CharField(label=_("Street"), max_length=200, required=False)
    place_town = forms.CharField(label=_("Town"), max_length=100, required=False)
    place_county = forms.CharField(label=_("County"), max_length=100, required=False)
    place_postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    place_access = forms.CharField(label=_("Getting around in there"), max_length=1_000, required=False)
    hide_location = forms.BooleanField(
        label=_("Where it is must not be told"),
        required=False,
        help_text=_("Such as a refuge: no family and no paper is told the place, and it leaves in no list."),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Which team looks after this page?"),
        required=False,
        empty_label=_("Whoever wrote it down"),
        help_text=_("They are asked twice a year whether it is still there."),
    )
    mailbox = forms.EmailField(
        label=_("Their shared mailbox"),
        required=False,
        help_text=_("Never one person’s own address."),
        error_messages={"invalid": _("Write the whole address, such as hub@council.gov.uk.")},
    )
    safe_to_show = forms.BooleanField(label=_("Families may be shown it"), required=False)

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        localities: QuerySet[Locality],
        teams: QuerySet[Team],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("agency", agencies), ("locality", localities), ("team", teams)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_languages(self) -> list[str]:
        languages = listed(self.cleaned_data["languages"])
        if any(len(language) > 60 for language in languages):
            raise ValidationError(_("Put a comma between languages."))
        return languages

    def clean(self) -> dict[str, Any]:
        """Fold the boxes of the venue into the `place` that the action takes."""
        cleaned = super().clean() or {}
        place = {of: cleaned.pop(box, "") for box, of in PLACE.items()}
        if not place["name"] and any(place.values()):
            self.add_error("place_name", _("Say what the place is called."))
        cleaned["place"] = place if place["name"] else None
        return cleaned


class AssetAddForm(AssetForm):
    """The same, of what is written down for the first time."""

    has_looked = forms.BooleanField(label=_("I have been there, or have rung: it is there"), required=False)


class AssetChangeForm(AssetForm, ChangeForm):
    """The same, of what is there."""

    @staticmethod
    def of(asset: CommunityAsset) -> dict[str, Any]:
        """What stands there now."""
        names = [
            name for name in AssetForm.base_fields if name not in {*PLACE, "languages", "agency", "locality", "team"}
        ]
        said = {name: getattr(asset, name) for name in names}
        said |= {box: getattr(asset.place, of) if asset.place else "" for box, of in PLACE.items()}
        said |= {name: getattr(asset, f"{name}_id") for name in ("agency", "locality", "team")}
        return said | {"languages": ", ".join(asset.languages), "row_version": asset.row_version}


class _Gift(_Offers):
    """What someone is good at, and would like to share."""

    more = ("good_for", "how_to_start")
    shown_to = forms.ChoiceField(label=_("Who may be told?"), choices=CommunityAsset.ShownTo, widget=forms.RadioSelect)
    locality = forms.ModelChoiceField(
        Locality.objects.none(),
        label=_("Families near where?"),
        required=False,
        empty_label=_("Not said"),
        help_text=_("Needed only if families nearby may be told."),
    )
    sometimes = frozenset({"locality"})

    def __init__(self, *args: Any, localities: QuerySet[Locality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = localities  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("shown_to") == CommunityAsset.ShownTo.FAMILIES and not cleaned.get("locality"):
            self.add_error("locality", _("Say near where, so that families nearby can be told."))
        return cleaned


class GiftForm(_Gift):
    """The same, with their own yes."""

    given_how = forms.ChoiceField(
        label=_("How did they say yes?"),
        choices=[choice for choice in Agreement.GivenHow.choices if choice[0] != "online"],
        widget=forms.RadioSelect,
    )
    given_on = DayField(label=_("When did they say so?"), help_text=_("Leave it empty for today."))

    def clean_given_on(self) -> Any:
        on = self.cleaned_data["given_on"] or clock.today()
        if on > clock.today():
            raise ValidationError(_("That day is still to come."))
        return on


class GiftChangeForm(_Gift, ChangeForm):
    """The same, of what is there."""

    @staticmethod
    def of(gift: CommunityAsset) -> dict[str, Any]:
        """What stands there now."""
        names = ("name", "what_it_offers", "how_to_start", "good_for", "shown_to", "row_version")
        return {name: getattr(gift, name) for name in names} | {"locality": gift.locality_id}
