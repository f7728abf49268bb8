"""A page's form as a browser reads it: what it asks for, and what a person would send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

TEXT_TYPES = {"text", "search", "email", "tel", "url"}
FILLED = {"date": "2026-03-16", "time": "08:30", "number": "7", "password": "never shown again"}
DATE_PARTS = ("16", "3", "2026")


@dataclass(frozen=True, slots=True)
class Control:
    """One name of a form: what kind of box it is, what stands in it, and what it offers."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    is_required: bool = False
    longest: int | None = None
    """Characters, where a browser counts them."""

    @property
    def is_text(self) -> bool:
        """A box in which someone may write what they like."""
        return self.kind in {"text", "textarea"}

    @property
    def sent(self) -> tuple[str, ...]:
        """What a browser sends of it untouched: of a list, the first line when none is chosen."""
        return self.values or (self.options[:1] if self.kind == "select" else ())


@dataclass
class Form:
    """One form of a page."""

    action: str
    controls: dict[str, Control] = field(default_factory=dict)
    enter: tuple[str, str] | None = None
    """The name and the value of its first button: what a browser presses when someone presses Enter."""

    @property
    def texts(self) -> list[str]:
        return [control.name for control in self.controls.values() if control.is_text]

    @property
    def each(self) -> list[Control]:
        """One of each box: the rows of a formset repeat theirs."""
        return [*{re.sub(r"-\d+-", "-", name): control for name, control in self.controls.items()}.values()]

    def typed(self) -> dict[str, list[str]]:
        """What would be sent if the button were pressed now."""
        return {control.name: list(control.sent) for control in self.controls.values() if control.sent}

    def sent(self, text: Callable[[str], str], *, fully: bool = False) -> dict[str, list[str]]:
        """What someone sends who writes `text(name)` in every box: the rest as it stands, or as it must be; `fully`, all of it."""
        said = self.typed()
        for control in self.controls.values():
            if control.is_text:
                said[control.name] = [text(control.name)]
            elif not any(control.sent) and (fully or control.is_required) and not control.name.endswith("-DELETE"):
                said[control.name] = [_fitting(control)]
        return said


def _fitting(control: Control) -> str:
    if control.kind == "part":
        return DATE_PARTS[int(control.name[-1])]
    if control.kind in FILLED:
        return FILLED[control.kind]
    return next((option for option in control.options if option), "")


def forms_in(html: str) -> list[Form]:
    """The forms of a page that are sent by POST, but for the search that stands at the head of every page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.forms


def own_form(html: str, path: str) -> Form | None:
    """The form that a page is for: sent to its own address."""
    return next((form for form in forms_in(html) if form.action in {"", path}), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area: str | None = None
        self.select: str | None = None
        self.text: list[str] = []
        self.longest: int | None = None
        self.is_spare = False
        self.is_in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.is_spare = self.is_spare or tag == "template"  # a row that a script may add; no browser sends it
        if self.is_spare:
            return
        self.is_in_head = self.is_in_head or tag == "header"
        if tag == "form":
            is_sent = said.get("method", "").lower() == "post" and not self.is_in_head
            self.form = Form(said.get("action", "")) if is_sent else None
            if self.form:
                self.forms.append(self.form)
        elif self.form and (begin := getattr(self, f"_{tag}", None)):
            begin(said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.is_spare = False
        elif tag == "header":
            self.is_in_head = False
        elif tag == "form":
            self.form = None
        elif tag == "textarea" and self.form and self.area:
            text = "".join(self.text).removeprefix("\n")
            self._keep(Control(self.area, "textarea", (text,) if text else (), longest=self.longest))
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def _keep(self, control: Control) -> None:
        assert self.form
        known = self.form.controls.get(control.name)
        if known:
            control = replace(
                known, values=(*known.values, *control.values), options=(*known.options, *control.options)
            )
        self.form.controls[control.name] = control

    def _button(self, said: Mapping[str, str]) -> None:
        if self.form and self.form.enter is None and said.get("type", "submit") == "submit":
            self.form.enter = said.get("name", ""), said.get("value", "")

    def _textarea(self, said: Mapping[str, str]) -> None:
        self.area, self.text, self.longest = said.get("name"), [], _number(said.get("maxlength"))

    def _select(self, said: Mapping[str, str]) -> None:
        self.select = said["name"]
        self._keep(Control(said["name"], "select", is_required="required" in said))

    def _option(self, said: Mapping[str, str]) -> None:
        if self.select:
            value = said.get("value", "")
            self._keep(Control(self.select, "select", (value,) if "selected" in said else (), (value,)))

    def _input(self, said: Mapping[str, str]) -> None:
        name, kind = said.get("name"), said.get("type", "text")
        if not name or name == "csrfmiddlewaretoken" or kind in {"submit", "button", "file"}:
            return
        value = said.get("value", "on" if kind == "checkbox" else "")
        required = "required" in said
        if kind in {"radio", "checkbox"}:
            chosen = (value,) if "checked" in said else ()
            self._keep(Control(name, kind, chosen, (value,), required))
        else:
            kind = "part" if said.get("inputmode") == "numeric" and name[-2:] in {"_0", "_1", "_2"} else kind
            kind = "text" if kind in TEXT_TYPES else kind
            longest = _number(said.get("maxlength"))
            self._keep(Control(name, kind, (value,) if value else (), is_required=required, longest=longest))


def _number(said: str | None) -> int | None:
    return int(said) if said else None


def words_of(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(" ".join(_words(html)).split())


def _words(html: str) -> Iterator[str]:
    reader: Any = HTMLParser(convert_charrefs=True)
    said: list[str] = []
    reader.handle_data = said.append
    reader.feed(html)
    reader.close()
    return iter(said)


def scripts_in(html: str) -> list[str]:
    """What would run in a page beyond our own modules: the content policy forbids all of it."""
    reader = _Scripts()
    reader.feed(html)
    reader.close()
    return reader.found


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: (value or "").strip().lower() for name, value in attrs}
        self.is_inside = tag == "script" and "src" not in said and said.get("type") != "application/json"
        self.found += [f"{tag} {name}" for name in said if name.startswith("on")]
        self.found += [f"{tag} {name}={said[name]}" for name in ("href", "src", "action") if _runs(said.get(name, ""))]

    def handle_data(self, data: str) -> None:
        if self.is_inside and data.strip():
            self.found.append(f"script {data}")

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = False


def _runs(address: str) -> bool:
    return address.startswith(("javascript:", "vbscript:", "data:text"))
