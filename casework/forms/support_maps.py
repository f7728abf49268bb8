"""Drawing a support map: whose view, when, and who stands where (domain.md §5.3, §5.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import OneOfField, PeoplePicker, SharingForm, day, key_of
from casework.queries.support_maps import MINE, Sheet
from database import clock
from families.forms.drafts import KEEP
from families.models import Agency, NetworkTie, Person, Practitioner, ShareState
from families.models.support import MOST_TIES
from families.models.ties import by_name
from families.queries.support_words import listed
from families.support_measures import PAID

Tie = NetworkTie
SPARE_ROWS = 2
PREFIX, OFF = "ties", "off-"
ROW_NUMBERS = {str(number) for number in range(MOST_TIES)}
SOMEONE = ("who", "other_name")
NOT_SAID = _("Nobody said")
IF_IT_COMES_UP = (
    "closeness",
    "how_often",
    "wants",
    "supporter_kind",
    "direction",
    "strength",
    "stress",
    "own_word",
    "helps_with",
    "we_give",
    "willing_to",
)
"""What may be left unsaid: a name and a circle are enough."""


class MapForm(SharingForm):
    sometimes = SharingForm.sometimes | {"shared_with"}
    drawn_on = day(_("When was it drawn?"))
    shared_with = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who else in the family can read it?"), required=False, widget=PeoplePicker
    )
    field_order = ("drawn_on", "shared_with")

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = sheet.may_share_with
        self.fields["shared_with"].queryset = self.people  # type: ignore[attr-defined]
        self.fields["sharing"].choices = list(_ways_to_share(sheet))  # type: ignore[attr-defined]

    def clean_sharing(self) -> str:
        """What is only theirs is nobody's to read who was ticked; whom they choose, they choose when it is there."""
        sharing = str(self.cleaned_data["sharing"])
        if sharing == ShareState.State.CHILD_ONLY and self.cleaned_data.get("shared_with"):
            raise ValidationError(
                _("Someone is ticked above who would read it. Untick them, or choose the first of these.")
            )
        return sharing


def _ways_to_share(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    if sheet.is_by_themselves:
        yield from _ones_own_ways(sheet)
        return
    reading = [str(one) for one in dict.fromkeys([sheet.about, sheet.drawer]) if isinstance(one, Person)]
    everyone = format_lazy(_("{names}, those chosen above, and the team"), names=", ".join(reading))
    yield ShareState.State.SHARED, everyone if reading else _("Those chosen above, and the team")
    yield ShareState.State.WITHHELD, _("The team only for now, and I say why")
    if sheet.may_be_only_theirs:
        name = str(sheet.drawer)
        yield ShareState.State.CHILD_ONLY, format_lazy(_("Only {name}, I, and whom {name} chooses"), name=name)


def _ones_own_ways(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """By the words of whoever draws it themselves. It is with the team as what they talk about is."""
    if sheet.answers_for_them:
        names = listed([one.known_as for one in sheet.answers_for_them])
        everyone = _("Me, whom I ticked above, {names} because they answer for me, and the people who work with us")
        yield ShareState.State.SHARED, format_lazy(everyone, names=names)
    else:
        yield ShareState.State.SHARED, _("Me, whom I ticked above, and the people who work with us")
    if sheet.may_be_only_theirs:
        yield ShareState.State.CHILD_ONLY, _("Only me. I can let someone else read it afterwards")


class WhoseViewForm(PlainForm):
    """Whose map it is to be. Nobody's stands chosen: the worker's own least of all."""

    view = forms.ChoiceField(label=_("Whose view is it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), person.known_as) for person in sheet.drawers]
        self.fields["view"].choices = [*people, (MINE, _("My own, as their worker"))]  # type: ignore[attr-defined]


class TieForm(PlainForm):
    """One person or place on the map. A row in which nothing is said is nobody."""

    sometimes = frozenset({*SOMEONE, "drawn_before_as", "circle", *IF_IT_COMES_UP})
    who = OneOfField(label=_("Who?"), required=False)
    other_name = forms.CharField(
        label=_("Or a name"), max_length=200, required=False, help_text=_("A neighbour, a group, the dog.")
    )
    drawn_before_as = forms.ChoiceField(
        label=_("Drawn before by another name?"),
        required=False,
        help_text=_("Only if they stood on an earlier map by a name alone. Then they are not said to be new."),
    )
    circle = forms.ChoiceField(label=_("In which circle?"), required=False)
    closeness = forms.ChoiceField(
        label=_("How close, from 1 to 5?"),
        choices=[*((str(number), str(number)) for number in range(1, 6)), ("", NOT_SAID)],
        widget=forms.RadioSelect(attrs={"low": _("not close"), "high": _("very close")}),
        required=False,
    )
    supporter_kind = forms.ChoiceField(
        label=_("Who are they?"), choices=[("", NOT_SAID), *Tie.SupporterKind.choices], required=False
    )
    direction = forms.ChoiceField(label=_("Who gives?"), required=False)
    strength = forms.ChoiceField(
        label=_("How is the tie?"), choices=[("", NOT_SAID), *Tie.Strength.choices], required=False
    )
    stress = forms.ChoiceField(
        label=_("Is it strained?"), choices=[("", NOT_SAID), *Tie.Stress.choices], required=False
    )
    own_word = forms.CharField(label=_("What do they call them?"), max_length=200, required=False)
    helps_with = forms.MultipleChoiceField(
        label=_("What do they help with?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    we_give = forms.MultipleChoiceField(
        label=_("What do we give them?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    willing_to = forms.MultipleChoiceField(
        label=_("They’d be willing to help with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    how_often = forms.ChoiceField(
        label=_("How often are they in touch?"), choices=[("", NOT_SAID), *Tie.HowOften.choices], required=False
    )
    wants = forms.ChoiceField(label=_("We’d like to be"), choices=[("", NOT_SAID), *Tie.Wants.choices], required=False)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._speak(sheet)
        self.fields["closeness"].widget.template_name = "django/forms/widgets/scale.html"
        groups = [
            (_("Family"), sheet.people),
            (_("Who works with them"), sheet.workers),
            (_("Organisations"), sheet.agencies),
        ]
        self.fields["who"].offer(groups, empty=_("Choose"))  # type: ignore[attr-defined]
        self.names_before = sheet.names_before
        names = [("", NOT_SAID), *((name, name) for name in self.names_before)]
        self.fields["drawn_before_as"].choices = names  # type: ignore[attr-defined]
        if not self.names_before:
            del self.fields["drawn_before_as"]

    def _speak(self, sheet: Sheet) -> None:
        """Ask as whoever draws it would be asked, and answer as they would say it."""
        voice = sheet.voice
        for name, answers, empty in (
            ("circle", Tie.Circle, _("Choose")),
            ("direction", Tie.Direction, NOT_SAID),
            ("helps_with", Tie.Help, None),
            ("we_give", Tie.Help, None),
            ("willing_to", Tie.Help, None),
        ):
            self.fields[name].choices = voice.choices(answers, empty=empty)  # type: ignore[attr-defined]
        if sheet.is_by_themselves:
            self.fields["own_word"].label = _("What do you call them?")
            self.fields["we_give"].label = _("What do you give them?")
            self.fields["how_often"].label = _("How often are you in touch?")
            self.fields["wants"].label = _("I’d like us to be")
        elif voice.is_own:
            self.fields["we_give"].label = format_lazy(_("What does {name} give them?"), name=voice.name)
        if voice.name and not sheet.is_by_themselves:
            self.fields["wants"].label = format_lazy(_("{name}: “I’d like us to be”"), name=voice.name)

    @property
    def name(self) -> str:
        """Who stands in this row as far as it has been said, for its heading and its place on the drawing."""
        own, who, other = (str(self[name].value() or "").strip() for name in ("own_word", *SOMEONE))
        return own or str(self.fields["who"].things.get(who, "")) or other  # type: ignore[attr-defined]

    @property
    def has_errors_within(self) -> bool:
        """Whether what is folded away was refused."""
        return any(name in self.errors for name in IF_IT_COMES_UP)

    @property
    def circle_words(self) -> str:
        """The circle that was chosen, in words."""
        chosen = self["circle"].value()
        return str(dict(self.fields["circle"].choices).get(chosen, "")) if chosen else ""  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who it is, once; and where they stand."""
        cleaned = super().clean() or {}
        who, name = cleaned.get("who"), (cleaned.get("other_name") or "").strip()
        if not self.errors and self._says_something(cleaned):
            _fill_in(cleaned)
            if bool(who) == bool(name):
                self.add_error("who", self._one_of_the_two(name))
                return cleaned
            if self._is_by_the_same_name(cleaned):
                cleaned["drawn_before_as"] = ""
            if not cleaned.get("circle"):
                sentence = _("{name}: choose the circle in which they stand.")
                self.add_error("circle", format_lazy(sentence, name=self.name))
        return cleaned

    def _one_of_the_two(self, name: str) -> Any:
        """Whoever picks the person beside the name that stood there is told how to say that it is the same one."""
        if name in self.names_before:
            sentence = _(
                "Is this {name} of the map before? Empty the name, and choose it under “Drawn before by another name?”."
            )
            return format_lazy(sentence, name=name)
        return _("Choose someone from the list, or write a name: one of the two.")

    @staticmethod
    def _is_by_the_same_name(said: Mapping[str, Any]) -> bool:
        """Whoever still stands there by the same name is the same anyway."""
        return by_name(said.get("other_name") or "") == by_name(said.get("drawn_before_as") or "")

    def tie(self) -> dict[str, Any] | None:
        """As the action takes it; None for a row in which nothing was said."""
        said = dict(self.cleaned_data)
        if not self._says_something(said):
            return None
        who = said.pop("who")
        for kind, model in (("person", Person), ("practitioner", Practitioner), ("agency", Agency)):
            said[kind] = who if isinstance(who, model) else None
        return said | {"closeness": int(said["closeness"]) if said["closeness"] else None}

    @staticmethod
    def _says_something(said: Mapping[str, Any]) -> bool:
        return any(said.get(name) for name in (*SOMEONE, "circle", *IF_IT_COMES_UP))


def _fill_in(said: dict[str, Any]) -> None:
    """What need not be said twice: a worker here is someone whose job it is, and whoever is paid has a circle."""
    if isinstance(said.get("who"), Practitioner):
        said["supporter_kind"] = said.get("supporter_kind") or Tie.SupporterKind.PUBLIC_PROFESSIONAL
    if said.get("supporter_kind") in PAID:
        said["circle"] = said.get("circle") or Tie.Circle.EXCHANGE


class TieRows(forms.BaseFormSet):  # type: ignore[type-arg]
    def drawn(self) -> list[dict[str, Any]]:
        """Who stands on the map, in their order."""
        return [tie for form in self.forms if (tie := form.tie()) is not None]

    def placed(self) -> list[tuple[str, str, str]]:
        """Every row's prefix, the name in it, and the circle that was chosen, as they stand on the page."""
        return [(form.prefix, form.name, str(form["circle"].value() or "")) for form in self.forms]


_TieRows = forms.formset_factory(
    TieForm, formset=TieRows, extra=SPARE_ROWS, max_num=MOST_TIES, absolute_max=MOST_TIES, validate_max=True
)


def tie_rows(said: QueryDict | None, *, sheet: Sheet, initial: Sequence[Mapping[str, Any]]) -> Any:
    """The rows of a map: as they were sent, or as they begin. What was sent stands for itself, as in `entry_rows`."""
    begins = initial if said is None else None
    return _TieRows(said, prefix=PREFIX, initial=begins, form_kwargs={"sheet": sheet})


def begun(sheet: Sheet, body: Mapping[str, Any] | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form begins with: the draft, or the same drawer's last map as it would be drawn today."""
    if body is None:
        return {"drawn_on": clock.today()}, [_as_row(tie) for tie in sheet.ties]
    rows: dict[int, dict[str, Any]] = {}
    for name, value in body.items():
        prefix, _dash, rest = name.partition("-")
        number, _dash, field = rest.partition("-")
        if prefix == PREFIX and number in ROW_NUMBERS:
            rows.setdefault(int(number), {})[field] = value
    said = [row for _number, row in sorted(rows.items()) if TieForm._says_something(row)]
    return {name: value for name, value in body.items() if "-" not in name}, said


def _as_row(tie: NetworkTie) -> dict[str, Any]:
    whole = tie.person or tie.practitioner or tie.agency
    row = {name: getattr(tie, name) for name in ("other_name", "drawn_before_as", "circle", *IF_IT_COMES_UP)}
    return row | {"who": key_of(whole) if whole else ""}


def without_row(said: QueryDict) -> QueryDict:
    """What was sent, without the row whose button *Take off* was pressed."""
    kept = said.copy()
    number = said.get(KEEP, "").removeprefix(OFF)
    for name in [name for name in said if name.startswith(f"{PREFIX}-{number}-")]:
        del kept[name]
    return kept
