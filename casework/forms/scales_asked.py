"""All that is asked from 0 to 10 within the form of a conversation: each scale, with a row for each who was there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.actions.scaling import WORDS, ScaleAsked
from casework.forms.scaling import ME, AnswerForm, ScaleForm, shows_faces_first
from casework.queries.scaling import Scale
from families.models import Person, Practitioner
from families.queries.granting import is_under_age

PREFIX, NEW = "scale", "new"
OF_SOMEONE = re.compile(rf"{PREFIX}-(?P<scale>[^-]+|[0-9a-f-]{{36}})-(?P<who>{ME}|[0-9a-f-]{{36}})-(?P<name>[a-z_]+)")
UUID_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Block:
    """One scale on the form: one that they have, or the new one; and a row for each who is asked."""

    key: str
    scale: Scale | None
    form: ScaleForm | None
    rows: Sequence[AnswerForm]
    is_asked_for: bool

    @property
    def is_open(self) -> bool:
        begun = self.form is not None and self.form.is_filled_in
        return self.is_asked_for or begun or any(row.is_filled_in for row in self.rows)

    @property
    def ends(self) -> tuple[str, str]:
        return _ends(self.scale, is_childs=False)

    @property
    def ends_for_a_child(self) -> tuple[str, str]:
        return _ends(self.scale, is_childs=True)


def _ends(scale: Scale | None, *, is_childs: bool) -> tuple[str, str]:
    if scale is None:
        return "0", "10"
    asked = scale.question
    if is_childs and asked.child_zero:
        return f"0: {asked.child_zero}", f"10: {asked.child_ten}"
    return f"0: {asked.zero_means}", f"10: {asked.ten_means}"


class ScalesAsked:
    """The scales on the form of a conversation: as they were sent, or as its draft has them. An error summary reads it as a formset."""

    def __init__(
        self,
        said: QueryDict | None,
        *,
        begins: Mapping[str, Any],
        scales: Sequence[Scale],
        people: Iterable[Person],
        me: Practitioner | None,
        came_for: str = "",
    ) -> None:
        self.said, self.begins, self.people, self.me, self.came_for = said, begins, list(people), me, came_for
        self.scales = scales
        self.ticked = set(said.getlist("people")) if said is not None else _several(begins.get("people", ()))
        self.typed = {(found["scale"], found["who"]) for found in _of_someone(begins if said is None else said)}
        self.blocks = [self._block(str(one.question.pk), one) for one in scales]
        self.blocks.append(self._block(NEW, None))

    def __iter__(self) -> Iterator[PlainForm]:
        for block in self.blocks:
            if block.form:
                yield block.form
            yield from block.rows

    @property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self)

    @property
    def is_open(self) -> bool:
        return any(block.is_open for block in self.blocks) or bool(self.total_error_count)

    @property
    def spare_rows(self) -> dict[str, AnswerForm]:
        """What the page makes rows of, for those who are ticked there."""
        young = _spare_row("__name__")
        young.fields["value"].widget.attrs["faces_first"] = True
        return {"numbers": _spare_row("__name__"), "faces": young, "me": _spare_row(ME)}

    @property
    def children(self) -> str:
        """Whose ends are those that a child says, as the page reads it."""
        return " ".join(str(person.pk) for person in self.people if is_under_age(person))

    @property
    def young(self) -> str:
        """Who is shown faces first, as the page reads it."""
        return " ".join(str(person.pk) for person in self.people if shows_faces_first(person))

    def asked(self, there: Iterable[Person]) -> list[ScaleAsked] | None:
        """What was asked of those who were there; None when any of it is not right, with what is wrong beside its field."""
        if self.total_error_count:
            return None
        present = set(there)
        for row in self._rows():
            if isinstance(row.who, Person) and row.who not in present and row.is_filled_in:
                row.add_error("value", format_lazy(_("Tick that {name} was there, or empty this."), name=str(row.who)))
        if self.total_error_count:
            return None
        scales = [asked for block in self.blocks if (asked := _asked(block))]
        return None if self.total_error_count else scales

    def _rows(self) -> Iterator[AnswerForm]:
        return (row for block in self.blocks for row in block.rows)

    def _block(self, key: str, scale: Scale | None) -> Block:
        form = None if scale else self._filled(ScaleForm, f"{PREFIX}-{key}", WORDS)
        who: list[tuple[str, Person | Practitioner]] = [(str(person.pk), person) for person in self.people]
        asked = [(name, one) for name, one in who if name in self.ticked or (key, name) in self.typed]
        if self.me and (asked or (key, ME) in self.typed):
            asked.append((ME, self.me))
        rows = [self._row(key, name, one, scale) for name, one in asked]
        return Block(key, scale, form, rows, is_asked_for=key == self.came_for)

    def _row(self, key: str, name: str, who: Person | Practitioner, scale: Scale | None) -> AnswerForm:
        is_childs = isinstance(who, Person) and is_under_age(who)
        ends = _ends(scale, is_childs=is_childs)
        names = tuple(AnswerForm.base_fields)
        row: AnswerForm = self._filled(AnswerForm, f"{PREFIX}-{key}-{name}", names, who=who, key=name, ends=ends)
        return row

    def _filled(self, form: type[Any], prefix: str, names: Iterable[str], **about: Any) -> Any:
        if self.said is not None:
            return form(self.said, prefix=prefix, **about)
        initial = {name: self.begins[f"{prefix}-{name}"] for name in names if f"{prefix}-{name}" in self.begins}
        return form(None, prefix=prefix, initial=initial, **about)


def _spare_row(who: str) -> AnswerForm:
    return AnswerForm(who=who, ends=("__low__", "__high__"), prefix=f"{PREFIX}-__scale__-__who__")


def scales_named(said: Mapping[str, Any], came_for: str = "") -> list[UUID]:
    """Those of which something was sent, or stands in a draft; and the one that someone came for."""
    keys = {found["scale"] for found in _of_someone(said)} | {came_for}
    return [UUID(key) for key in keys if UUID_KEY.fullmatch(key)]


def _of_someone(said: Mapping[str, Any]) -> Iterator[re.Match[str]]:
    return (found for name in said if (found := OF_SOMEONE.fullmatch(name)))


def _asked(block: Block) -> ScaleAsked | None:
    answers = tuple(given for row in block.rows if (given := row.answer(row.who)))  # type: ignore[arg-type]
    if block.scale:
        return ScaleAsked(block.scale.question, answers=answers) if answers else None
    assert block.form is not None  # noqa: S101  (a block without a scale is the new one)
    words = {name: block.form.cleaned_data[name] for name in WORDS}
    if not any(words.values()):
        if answers:
            block.form.add_error("about", _("Say what the scale is about, and what its two ends are."))
        return None
    return ScaleAsked(words=words, answers=answers)


def _several(said: Any) -> set[str]:
    return {said} if isinstance(said, str) else set(said)
