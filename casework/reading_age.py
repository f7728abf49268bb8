"""How old a child is who can read a text: Flesch and Kincaid's grade at school, and five years to it (Kincaid et al. 1975).

It knows no model and keeps nothing. It hears English only, and says nothing of what a text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

AGE = 11
"""What Kith and its papers say to families a child of eleven can read (domain.md §0.3)."""
SHORTEST = 4
"""Words in a sentence; a label of two or three says nothing of how hard a page reads."""
WORD, SENTENCE = re.compile(r"[A-Za-z][A-Za-z’']*"), re.compile(r"(?<=[.!?:])\s+|\n+")


def reading_age(texts: Iterable[str]) -> float:
    """In years; 0 of texts without a sentence."""
    sentences = [
        words for text in texts for part in SENTENCE.split(text) if len(words := WORD.findall(part)) >= SHORTEST
    ]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


def syllables(word: str) -> int:
    """As many as groups of vowels, but for an e that is not heard."""
    said = re.sub(r"[^a-z]", "", word.lower())
    heard = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$", "", said)
    return max(1, len(re.findall(r"[aeiouy]+", heard)))
