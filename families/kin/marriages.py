"""Relations through a partnership: in-laws, relatives' partners, partners' relatives (domain.md §5.4 rule 7).

Each is one blood path and one bond: ego's relative's partner, or ego's partner's relative.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext

from families.kin import words
from families.kin.bonds import Bond, BondState
from families.kin.day import FamilyDay, Path
from families.kin.graph import Gender
from families.kin.lineage import plain_term
from families.kin.words import Words

Steps = tuple[int, int]


def in_law_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """By marriage or civil partnership: a spouse's parents and siblings, the spouses of children and siblings."""
    for alter, _, steps in _spouses_relatives(day, ego):
        if steps[1] == 0 or steps == (1, 1):
            yield alter, _in_law_term(steps, day.gender(alter))
    for alter, _, steps in _relatives_spouses(day, ego):
        if steps[0] == 0 or steps == (1, 1):
            yield alter, _in_law_term(steps, day.gender(alter))


def relatives_partner_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """An uncle by marriage, a sister's partner; and the niece by marriage that the uncle sees."""
    for pairs in (_relatives_spouses(day, ego), _spouses_relatives(day, ego)):
        for alter, _, steps in pairs:
            if term := _by_marriage_term(steps, day.gender(alter)):
                yield alter, term
    for relative, path, bond in _relatives_partners(day, ego):
        if bond.is_live:
            yield bond.other, _relatives_partner_term(path.steps, day.gender(relative))


def partners_relative_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """A partner's mother, where no marriage makes her an in-law."""
    for alter, bond, steps in _partners_relatives(day, ego):
        if bond.is_live:
            yield alter, _partners_relative_term(steps, day.gender(alter))


def past_terms(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, str]]:
    """What is left of partnerships that ended: said only where nothing else can be."""
    for relative, path, bond in _relatives_partners(day, ego):
        if not bond.is_live:
            late = bond.state == BondState.LATE
            pattern = words.RELATIVES_LATE_PARTNER_PATTERN if late else words.RELATIVES_FORMER_PARTNER_PATTERN
            yield bond.other, gettext(pattern) % {"relative": plain_term(path.steps, day.gender(relative))}
    for alter, bond, steps in _partners_relatives(day, ego):
        if not bond.is_live:
            late = bond.state == BondState.LATE
            pattern = words.LATE_PARTNERS_RELATIVE_PATTERN if late else words.EX_PARTNERS_RELATIVE_PATTERN
            yield alter, gettext(pattern) % {"relative": plain_term(steps, day.gender(alter))}


def _relatives_partners(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, Path, Bond]]:
    """Ego's relatives, the nearest first, each with each of their partners."""
    for relative, path in day.blood(ego).items():
        for bond in day.bonds_of(relative):
            yield relative, path, bond


def _partners_relatives(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, Bond, Steps]]:
    """The relatives of each of ego's partners, the nearest first."""
    for bond in day.bonds_of(ego):
        for relative, path in day.blood(bond.other).items():
            yield relative, bond, path.steps


def _relatives_spouses(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, Bond, Steps]]:
    return ((bond.other, bond, path.steps) for _, path, bond in _relatives_partners(day, ego) if bond.makes_in_laws)


def _spouses_relatives(day: FamilyDay, ego: UUID) -> Iterator[tuple[UUID, Bond, Steps]]:
    return (entry for entry in _partners_relatives(day, ego) if entry[1].makes_in_laws)


def _in_law_term(steps: Steps, gender: Gender) -> str:
    if steps in words.IN_LAW:
        return words.IN_LAW[steps].of(gender)
    return gettext(words.IN_LAW_PATTERN) % {"term": plain_term(steps, gender)}


def _by_marriage_term(steps: Steps, gender: Gender) -> str:
    """For aunts, nieces and cousins; empty where the word would have no gender ("parent's sibling by marriage")."""
    if 0 in steps or steps == (1, 1):
        return ""
    if 1 in steps and gender not in {Gender.WOMAN_GIRL, Gender.MAN_BOY}:
        return ""
    if steps in words.BY_MARRIAGE:
        return words.BY_MARRIAGE[steps].of(gender)
    return gettext(words.BY_MARRIAGE_PATTERN) % {"term": plain_term(steps, gender)}


def _relatives_partner_term(steps: Steps, gender: Gender) -> str:
    return _whole_or_pattern(words.RELATIVES_PARTNER, words.RELATIVES_PARTNER_PATTERN, steps, gender)


def _partners_relative_term(steps: Steps, gender: Gender) -> str:
    return _whole_or_pattern(words.PARTNERS_RELATIVE, words.PARTNERS_RELATIVE_PATTERN, steps, gender)


def _whole_or_pattern(table: Mapping[Steps, Words], pattern: str, steps: Steps, gender: Gender) -> str:
    if steps in table:
        return table[steps].of(gender)
    return gettext(pattern) % {"relative": plain_term(steps, gender)}
