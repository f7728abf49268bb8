"""Words and lengths of the place where a family of a link-up lives (domain.md §1.9)."""

from __future__ import annotations

from typing import Any

from families.models import Family, ListKind
from families.queries.localities import Words, weeks_words, words_here, words_of_place
from linkups.models import FamilyCard, LinkUp

CARD = (ListKind.GOAL_THEMES, ListKind.CARD_SECTIONS, ListKind.PROMPTS)


def card_words(family: Family, card: FamilyCard | None) -> dict[str, Any]:
    """What a family is asked for its card; what it chose before stays choosable, in the words of that day. One query."""
    here = words_of_place(family.locality_id, *CARD)
    themes, sections, prompts = (here[kind] for kind in CARD)
    return {"themes": {**(card.theme_words if card else {}), **themes}, "sections": sections, "prompts": prompts}


def weeks_of(link_up: LinkUp) -> list[tuple[int, str]]:
    """How long this link-up may last: as families agreed where the seeking family lives."""
    return weeks_words(words_here(link_up.seeking_family, ListKind.LENGTHS))


def places_of(link_up: LinkUp) -> Words:
    """Where the two families may meet, in the words of the place where the seeking family lives."""
    return words_here(link_up.seeking_family, ListKind.PLACE_KINDS)
