"""Terms along a blood or adoptive path (domain.md §5.4 rules 3 to 6)."""

from uuid import UUID

from django.utils.translation import gettext

from families.kin import words
from families.kin.day import FamilyDay, Path
from families.kin.graph import LINEAGE, Basis, Gender, SiblingKind


def blood_term(day: FamilyDay, ego: UUID, alter: UUID, path: Path) -> str:
    """What a blood or adoptive relative is, with birth/adoptive, half and side where they apply."""
    match path.steps:
        case (1, 0):
            return _parent_term(day, ego, alter)
        case (1, 1):
            return _sibling_term(day, ego, alter)
    sides = day.sides(ego, alter, path) if path.up >= 2 else set()
    if len(sides) == 1:
        return _sided_term(day, sides.pop(), path, day.gender(alter))
    return plain_term(path.steps, day.gender(alter))


def plain_term(steps: tuple[int, int], gender: Gender) -> str:
    """The table of rule 3, with nothing said of half, side or basis."""
    up, down = steps
    if down == 0:
        return ancestor_term(up, gender)
    if up == 0:
        return descendant_term(down, gender)
    if up == 1 or down == 1:
        return _collateral_term(up, down, gender)
    return _cousin_term(up, down)


def ancestor_term(generations: int, gender: Gender) -> str:
    """Mother, grandmother, then great-…-grandmother."""
    if generations == 1:
        return words.PARENT.of(gender)
    return great(generations - 2, words.GRANDPARENT.of(gender))


def descendant_term(generations: int, gender: Gender) -> str:
    """Daughter, granddaughter, then great-…-granddaughter."""
    if generations == 1:
        return words.CHILD.of(gender)
    return great(generations - 2, words.GRANDCHILD.of(gender))


def great(times: int, term: str) -> str:
    """Put "great-" before a term so many times."""
    for _ in range(times):
        term = gettext(words.GREAT_PATTERN) % {"term": term}
    return term


def _collateral_term(up: int, down: int, gender: Gender) -> str:
    """Sibling, aunt or uncle, niece or nephew, and the great- ones beyond."""
    if up == down:
        return words.SIBLING.of(gender)
    near, far = (words.AUNT, words.GREAT_AUNT) if up > down else (words.NIECE, words.GREAT_NIECE)
    generations = max(up, down)
    if generations == 2:
        return near.of(gender)
    if generations > 3 and down > up and gender not in {Gender.WOMAN_GIRL, Gender.MAN_BOY}:
        return gettext(words.SIBLINGS_DESCENDANT_PATTERN) % {"descendant": descendant_term(down - 1, gender)}
    return great(generations - 3, far.of(gender))


def _cousin_term(up: int, down: int) -> str:
    """Degree from the nearer one's distance to the shared ancestor, "removed" from the difference."""
    degree, removed = min(up, down) - 1, abs(up - down)
    if (degree, removed) == (1, 0):
        return gettext(words.COUSIN)
    return gettext(words.REMOVED[removed]) % {"cousin": gettext(words.COUSINS[degree - 1])}


def _parent_term(day: FamilyDay, child: UUID, parent: UUID) -> str:
    """Birth or adoptive is said only of a child who has both, and of a parent who is one of them (rule 6)."""
    parents = day.parents_of(child)
    has_both = set().union(*parents.values()) == LINEAGE
    bases = parents[parent]
    if has_both and len(bases) == 1:
        return words.PARENT_ON_BASIS[next(iter(bases))].of(day.gender(parent))
    return words.PARENT.of(day.gender(parent))


def _sibling_term(day: FamilyDay, ego: UUID, alter: UUID) -> str:
    """Full, half, or not known which (rule 4); a recorded sibling link settles only what the parents do not."""
    gender = day.gender(alter)
    shared = day.parents_of(ego).keys() & day.parents_of(alter).keys()
    if len(shared) > 1:
        return words.SIBLING.of(gender)
    if shared and _other_parent_differs(day, ego, alter, shared.pop()):
        return words.HALF_SIBLING.of(gender)
    link = day.links.get(ego, {}).get(alter)
    match link.kind if link else SiblingKind.UNKNOWN:
        case SiblingKind.FULL:
            return words.SIBLING.of(gender)
        case SiblingKind.HALF:
            return words.HALF_SIBLING.of(gender)
    return (words.SIBLING if day.is_told_to_family else words.SIBLING_NOT_KNOWN).of(gender)


def _other_parent_differs(day: FamilyDay, ego: UUID, alter: UUID, shared: UUID) -> bool:
    """Both have a second parent recorded who could have been shared and is not.

    Of a birth child that is a second birth parent: an adoptive one leaves the birth parent unknown, and with them
    whether the two are full siblings. Two adopted by the same person need a second adoptive parent each.
    """
    bases = [day.parents_of(child)[shared] for child in (ego, alter)]
    both_adopted = all(Basis.ADOPTIVE in basis for basis in bases)
    for child, basis in zip((ego, alter), bases, strict=True):
        counted = {Basis.BIRTH} if Basis.BIRTH in basis else {Basis.ADOPTIVE} if both_adopted else LINEAGE
        if sum(bool(held & counted) for held in day.parents_of(child).values()) < 2:
            return False
    return True


def _sided_term(day: FamilyDay, parent: UUID, path: Path, gender: Gender) -> str:
    """The mother's side, the father's, or said with a name where the parent is neither (rule 5)."""
    side = day.person(parent)
    plain = plain_term(path.steps, gender)
    if side.gender == Gender.WOMAN_GIRL:
        whole, pattern = words.MATERNAL, words.MATERNAL_PATTERN
    elif side.gender == Gender.MAN_BOY:
        whole, pattern = words.PATERNAL, words.PATERNAL_PATTERN
    else:
        return gettext(words.SIDE_PATTERN) % {"term": plain, "name": side.name} if side.name else plain
    if path.steps in whole:
        return whole[path.steps].of(gender)
    return gettext(pattern) % {"term": plain}
