"""SVG elements that can't be written unescaped, with presentation attributes only.

No style and no class: the picture is the same under a strict content security policy and in WeasyPrint (ui.md §3a).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

INK, LINE, QUIET, PAPER = "#1f1a16", "#4a4038", "#574d45", "#ffffff"
HOME, FOCUS_FILL = "#fbe3c0", "#f6c97f"
FONT = "Atkinson Hyperlegible Next, Noto Sans, system-ui, sans-serif"
NAMESPACE = "http://www.w3.org/2000/svg"


def element(name: str, /, *content: str, **attributes: str | float) -> SafeString:
    """One element; an underscore in an attribute's name stands for a hyphen."""
    written = [f' {key.replace("_", "-")}="{escaped(_said(value))}"' for key, value in attributes.items()]
    return SafeString(f"<{name}{''.join(written)}>{join(content)}</{name}>")


def join(parts: Iterable[str]) -> SafeString:
    return SafeString("".join([escaped(part) for part in parts]))


def escaped(words: str) -> str:
    """Words as they may stand in markup; what is markup already stays as it is."""
    return words if isinstance(words, SafeString) else escape(words)


def number(value: float) -> str:
    """A length in pixels to a tenth, without a needless point."""
    return f"{value:.1f}".removesuffix(".0")


def _said(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)


def text(words: str, x: float, y: float, size: float, **attributes: str | float) -> SafeString:
    """A line of words, centred on `x` unless `text_anchor` says otherwise."""
    look: dict[str, str | float] = {"text_anchor": "middle", "fill": INK, **attributes}
    return element("text", words, x=x, y=y, font_size=size, **look)
