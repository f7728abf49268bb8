"""Finds words for which others are better in what someone writes: whole terms, never inside a quotation (domain.md §3.7).

It knows no model and keeps nothing. 1,000 words take it a millisecond or two (bench/wording.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

ABBREVIATION = re.compile(r"[A-Z]{2,5}s?")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[\s\-‐–/]*")
"""What may stand between the words of one term: a full stop or a quotation mark ends it."""
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|‘(?:[^‘’]|’(?=\w))*’(?!\w)")
"""None runs over the next opening mark, so that a text of nothing but opening marks takes no longer than another."""
_LEFT_OUT = "¶"


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the list, by its key: how it is written, and the phrases in which it means something else."""

    key: str
    forms: tuple[str, ...]
    not_in: tuple[str, ...] = ()
    is_any_abbreviation: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The key of a term, and the words of the text that it is about."""

    key: str
    words: str


Phrases = Mapping[str, list[tuple[tuple[str, ...], str]]]
"""By their first word: the whole phrase, longest first, and the key of its term; none for what is left alone."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A list of terms, made ready to look for all of them at once."""

    phrases: Phrases
    abbreviations: str
    """The key of the term for abbreviations, or none."""


@lru_cache(maxsize=64)
def lexicon(terms: tuple[Term, ...]) -> Lexicon:
    """Of a phrase that two terms share, the first keeps it; what one of them leaves alone, another may still find."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    listed = [*_forms(terms), *((form, "") for term in terms for form in term.not_in)]
    for form, key in listed:
        words = tuple(_folded(form))
        if words and words not in seen:
            seen.add(words)
            phrases[words[0]].append((words, key))
    for several in phrases.values():
        several.sort(key=lambda one: -len(one[0]))
    return Lexicon(dict(phrases), next((term.key for term in terms if term.is_any_abbreviation), ""))


def _forms(terms: Iterable[Term]) -> Iterator[tuple[str, str]]:
    return ((form, term.key) for term in terms for form in term.forms)


def _folded(text: str) -> list[str]:
    return [_fold(found[0]) for found in _WORD.finditer(text)]


def _fold(word: str) -> str:
    return word.casefold().replace("’", "'")


def look_through(text: str, words: Lexicon, *, leaves: Iterable[str] = ()) -> list[Found]:
    """What is found, each term once, in the order of the text. `leaves`: passages that someone else said."""
    found: dict[str, Found] = {}
    unquoted = _without(text, leaves)
    tokens = list(_WORD.finditer(unquoted))
    folded = [_fold(token[0]) for token in tokens]
    at = 0
    while at < len(tokens):
        count, key = _at(at, tokens, folded, unquoted, words)
        if key and key not in found:
            found[key] = Found(key, text[tokens[at].start() : tokens[at + count - 1].end()])
        at += count
    return list(found.values())


def _without(text: str, leaves: Iterable[str]) -> str:
    """The same length, with nothing to find in the place of what others said."""
    for passage in leaves:
        if passage:
            text = text.replace(passage, _LEFT_OUT * len(passage))
    return _QUOTED.sub(lambda quoted: _LEFT_OUT * len(quoted[0]), text)


def _at(at: int, tokens: list[re.Match[str]], folded: list[str], text: str, words: Lexicon) -> tuple[int, str]:
    """How many words the longest phrase takes that stands here, and of which term it is."""
    for phrase, key in words.phrases.get(folded[at], ()):
        end = at + len(phrase)
        if tuple(folded[at:end]) == phrase and _are_one(tokens[at:end], text):
            return len(phrase), key
    is_short = words.abbreviations and ABBREVIATION.fullmatch(tokens[at][0])
    return 1, words.abbreviations if is_short and not text.isupper() else ""


def _are_one(tokens: list[re.Match[str]], text: str) -> bool:
    return all(_BETWEEN.fullmatch(text, one.end(), other.start()) for one, other in pairwise(tokens))
