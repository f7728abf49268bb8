"""All that Kith's own pages, messages and refusals say: the texts of templates, and every string that goes through gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("config", "api", "outcomes", "casework", "linkups", "families", "accounts")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_NOT_SAID = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<script\b.*?</script>|<style\b.*?</style>", re.DOTALL)
_TRANSLATED = re.compile(r"{%\s*(?:translate|trans)\s+(['\"])(.*?)\1", re.DOTALL)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>", re.DOTALL)


def own_copy() -> Iterator[tuple[str, str]]:
    """Each file, and each thing that it says."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from ((_name(path), text) for text in said_by_template(path.read_text(encoding="utf-8")))
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts and "demo" not in path.parts:
                yield from ((_name(path), text) for text in said_by_code(path.read_text(encoding="utf-8")))


def said_by_template(source: str) -> Iterator[str]:
    seen = _NOT_SAID.sub(" ", source)
    yield from (found[2] for found in _TRANSLATED.finditer(seen))
    for part in _MARKUP.split(_TAG.sub("\0", seen)):
        if text := " ".join(part.replace("\0", " … ").split()).strip(" …"):
            yield text


def said_by_code(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            yield from (
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))
