"""Choosing a file of people, saying which of its columns holds what, and how we know what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.writing import PlainForm, to_choose
from families.forms.alike import told_apart
from families.imports.columns import COLUMNS, matched
from families.imports.into import NEW_FAMILY
from families.imports.plan import AGAIN
from families.imports.readers import READERS, read
from families.imports.sheets import Sheet
from families.imports.told import NotReadable
from families.models import Confidence, FamilyMembership, Parentage, Source
from families.queries.bringing import Line
from families.queries.bringing_families import FamilyLine

NOT_THERE = ("", _("Not in this file"))
LONGEST_EXAMPLE = 30


class FileForm(PlainForm):
    """A file, and what it says. The file itself is never stored."""

    file = forms.FileField(
        label=_("Which file?"),
        help_text=_(
            "A table (CSV or XLSX, at most 2,000 rows, the first of which says what stands in each column), a GEDCOM file of a family "
            "tree (GED), or a family-chart drawing (JSON). At most 900 kB."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a file first."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """`name` and what the file `said`."""
        file = (super().clean() or {}).get("file")
        if not file:
            return {}
        try:
            return {"name": file.name, "said": read(file, file.name)}
        except NotReadable as error:
            self.add_error("file", str(error))
            return {}


class ColumnsForm(PlainForm):
    """For each thing that Kith can take in, the column that holds it: by the usual spellings, unless someone says otherwise."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = matched(sheet.headers)
        choices = [NOT_THERE, *((str(place), _shown(sheet, place)) for place in range(len(sheet.headers)))]
        for name, column in COLUMNS.items():
            self.fields[name] = forms.ChoiceField(
                label=column.label, choices=choices, initial=str(usual.get(name, "")), required=False
            )
        self.fields["parents_are"] = forms.ChoiceField(
            label=_("Where the file doesn’t say on what basis, its parents are parents"),
            choices=[("", _("Leave those ties out")), *Parentage.Basis.choices],
            required=False,
        )
        self.sometimes = frozenset(self.fields)  # type: ignore[misc]  # a file has what it has
        self.passed_over = [header for place, header in enumerate(sheet.headers) if place not in usual.values()]

    def clean(self) -> dict[str, Any]:
        """`places` by the names of our columns."""
        cleaned = super().clean() or {}
        places = {name: int(cleaned[name]) for name in COLUMNS if cleaned.get(name)}
        if not {"known_as", "given_name", "family_name"} & set(places):
            self.add_error("known_as", _("Say which column holds the name."))
        if len(set(places.values())) < len(places):
            self.add_error(None, _("One column is chosen for two things: choose each once."))
        return {"places": places, "parents_are": cleaned.get("parents_are", "")}


def _shown(sheet: Sheet, place: int) -> str:
    """A header with the first value below it."""
    values = (row.cells[place] for row in sheet.rows if place < len(row.cells) and row.cells[place])
    header, example = sheet.headers[place] or _("(no header)"), next(values, "")[:LONGEST_EXAMPLE]
    return f"{header} ({example})" if example else str(header)


class StartForm(PlainForm):
    """How we know what this file says: asked once, written with every tie of it."""

    source = forms.ChoiceField(label=_("How do we know?"), choices=to_choose(Source.choices))
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=to_choose(Confidence.choices))
    role = forms.ChoiceField(
        label=_("Where the file doesn’t say what someone is in this family, they are"),
        choices=to_choose(FamilyMembership.Role.choices),
    )

    def kept(self) -> dict[str, str]:
        """What is chosen so far."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)}


class FamiliesForm(PlainForm):
    """For each family that the file names: one of that name which the user works with, or a new one. Chosen for them is only the one
    for which the file was.
    """

    def __init__(self, *args: Any, lines: Sequence[FamilyLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"family-{place}": line.key for place, line in enumerate(lines, start=1)}
        for name, line in zip(self.keys, lines, strict=True):
            choices: list[tuple[str, Any]] = [("", _("Choose"))] if line.found else []
            choices += [(str(one.pk), _told_apart(one)) for one in line.found]
            choices += [(NEW_FAMILY, _("A new family"))]
            label = _("Which family is %(name)s?") % {"name": line.name}
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=line.chosen, required=False)
        self.sometimes = frozenset(self.keys)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"families": {key: cleaned[name] for name, key in self.keys.items() if cleaned.get(name)}}

    def rows(self, lines: Sequence[FamilyLine]) -> list[tuple[FamilyLine, forms.BoundField]]:
        """Each family with its choice."""
        return [(line, self[name]) for name, line in zip(self.keys, lines, strict=True)]


def _told_apart(family: Any) -> str:
    """A family by what tells it from another of the same name."""
    said = {"name": family.name, "day": date_format(localtime(family.created_at), "j F Y")}
    people = ngettext("%(count)s person", "%(count)s people", family.size) % {"count": family.size}
    where = f"{family.locality.name}, " if family.locality else ""
    return f"{_('%(name)s, here since %(day)s') % said} ({where}{people})"


class WhoForm(PlainForm):
    """For each person of one page of the preview: someone new, someone who is here already or stands in the file before, or left out."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"who-{line.told.line}": line.told.key for line in lines}
        for name, line in zip(self.keys, lines, strict=True):
            choices: list[tuple[str, Any]] = [("", _("Choose"))] if line.alike or line.again else []
            if line.again:
                choices += [(AGAIN, _("The same person as %(where)s") % {"where": line.again})]
            choices += [(str(one.pk), _("They are %(who)s") % {"who": told_apart(one)}) for one in line.alike]
            choices += [("new", _("Someone new")), ("out", _("Leave them out"))]
            self.fields[name] = forms.ChoiceField(
                label=_("Who is %(name)s?") % {"name": line.told.known_as},
                choices=choices,
                initial=line.chosen,
                required=False,
            )

        self.sometimes = frozenset(self.keys)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"choices": {key: cleaned[name] for name, key in self.keys.items() if cleaned.get(name)}}

    def rows(self, lines: Sequence[Line]) -> list[tuple[Line, forms.BoundField]]:
        """Each line with its choice."""
        return [(line, self[name]) for name, line in zip(self.keys, lines, strict=True)]
