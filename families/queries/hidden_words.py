"""Words that would tell someone where another is: addresses, postcodes and numbers that are hidden from whom a text is shared with.

A new address typed into a note once sent a letter to the old one (security.md §1, the ICO's reprimands).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, UUIDField, Value, When
from django.db.models.functions import Cast

from accounts.models import User
from database import clock, prepared
from database.prepared import Given, Statement
from families.models import (
    AccessBlock,
    ContactPoint,
    Family,
    HelperAccess,
    ParentalResponsibility,
    Person,
    Residence,
)
from families.models.contact import held_to_read
from families.models.people import families_read_whole_by

LEAST_DIGITS = 6
LEAST_LETTERS = 5
BETWEEN = r"[\W_]*"
STREETS = ("road", "street", "lane", "avenue", "crescent", "terrace", "gardens", "grove", "mews", "court")
"""Not house, park or close: a family's plan is full of them."""
AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
    "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW "
    "UB W WA WC WD WF WN WR WS WV YO ZE"
)
"""Where British postcodes begin: “at 3.15 at school” is none."""
SHAPES = re.compile(
    "|".join(
        [
            rf"\b(?:{'|'.join(map(' ?'.join, AREAS.split(' ')))}) ?[0-9] ?(?:[0-9a-z] ?)?[0-9] ?[abd-hjlnp-uw-z] ?[abd-hjlnp-uw-z]\b",
            " ?".join(LEAST_DIGITS * [r"\d"]),
            rf"\d[\w ]{{0,60}}?(?:{'|'.join(map(' ?'.join, STREETS))})\b",
        ]
    ),
    re.IGNORECASE,
)
"""What is written like a postcode, a number or a street, as loosely as `_pattern` allows once all between letters is one space."""


AT, DOT = r"\s*[(\[{<]?\s*\bat\b\s*[)\]}>]?\s*", r"\s*[(\[{<]?\s*\bdot\b\s*[)\]}>]?\s*"
ENDINGS = "com|org|net|uk|co|eu|info|me|io"
E_MAIL = re.compile(
    rf"\w\s*@\s*\w|\w{AT}[\w-]+(?:{DOT}|\.)(?:\w+(?:{DOT}|\.))*(?:{ENDINGS})\b|\w{AT}[\w-]+{DOT}\w", re.IGNORECASE
)
"""With its sign, or as people write it to get round one: “anna at mail dot org”."""
DATES = re.compile(r"\b(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d\b")
"""A day in digits is no number to ring."""


class Kept(NamedTuple):
    """A home or a number that is confidential, or of someone who is protected: whose, and how it would be written. `is_only_theirs`: they
    keep it from who reads for them too."""

    person: UUID
    address: UUID | None
    lines: str
    postcode: str
    is_confidential: bool
    is_only_theirs: bool = False
    uprn: str = ""
    """The number of a home in lists of addresses, by which anyone can look it up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A field that holds what is hidden from someone with whom it would be shared."""

    field: str
    reader: Person
    kept: Kept

    def is_known_to(self, user: User) -> bool:
        """Whether the user may see the home or the number itself."""
        whose, kept = {"person": self.kept.person}, self.kept
        if kept.address:
            return Residence.objects.visible_to(user).filter(address=kept.address, **whose).exists()
        return ContactPoint.objects.visible_to(user).filter(value=kept.lines, **whose).exists()


def written_like_one(texts: Mapping[str, str]) -> str | None:
    """The first field that holds what is written like an address, a postcode or a number, whether or not it is anyone's."""
    plain = {name: re.sub(r"[\W_]+", " ", DATES.sub("–", text)) for name, text in texts.items()}
    return next((name for name, text in texts.items() if E_MAIL.search(text) or SHAPES.search(plain[name])), None)


def tells_where(texts: Mapping[str, str], *, lines: str, postcode: str) -> str | None:
    """The first field that holds this street or this postcode."""
    pattern = _pattern(Kept(UUID(int=0), UUID(int=0), lines, postcode, is_confidential=True))
    return next((name for name, text in texts.items() if pattern and pattern.search(text)), None)


def reads_whole_record(user: User, family: Family | None) -> bool:
    """Whether a user works with the family in a role that reads what is hidden there (`visible_contact`)."""
    if family is None or user.kind != User.Kind.STAFF:
        return False
    return Family.objects.filter(families_read_whole_by(user), pk=family.pk).exists()


def hidden_words(texts: Mapping[str, str], *, shared_with: Iterable[Person], family: Family | None) -> Hit | None:
    """The first field that holds an address, postcode or number hidden from a reader, or from who reads for one or helps one.

    One query, and six more at a hit.
    """
    readers = list(shared_with)
    if not readers:
        return None
    for kept in _kept(readers, family):
        pattern = _pattern(kept)
        field = next((name for name, text in texts.items() if pattern and pattern.search(text)), None)
        if field and (reader := _from_whom(kept, readers)):
            return Hit(field, reader, kept)
    return None


def concealed_words(texts: Mapping[str, str], *, people: Iterable[Person], family: Family | None = None) -> str | None:
    """The first field that holds a confidential or protected home or number of these people, or of this family's, whoever reads."""
    whose = {person.pk: person for person in people}
    theirs = [kept for kept in _kept(list(whose.values()), family) if family or kept.person in whose]
    patterns = [pattern for kept in theirs if (pattern := _pattern(kept))]
    return next((name for name, text in texts.items() if any(one.search(text) for one in patterns)), None)


def _kept(readers: list[Person], family: Family | None) -> list[Kept]:
    whose: dict[str, Given] = {"readers": [reader.pk for reader in readers]}
    if family:
        whose["family"] = family.pk
    return [Kept(*row) for row in prepared.asked(_concealed, **whose)]


def _concealed(readers: list[UUID], family: UUID | None = None) -> Statement:
    concerned = Q(person__id__any=Value(readers, ArrayField(UUIDField()))) | Q(person__memberships__family=family)
    blocked = AccessBlock.objects.in_force().filter(protected_person=OuterRef("person"))
    worth_hiding = concerned & (Q(is_confidential=True) | Q(Exists(blocked)))
    homes = Residence.objects.filter(worth_hiding).annotate(there=F("address_id"))
    points = ContactPoint.objects.filter(worth_hiding | concerned & Q(is_only_theirs=True)).annotate(
        there=Cast(Value(None), UUIDField())
    )
    told = homes.annotate(said=F("address__lines"), code=F("address__postcode"), hides=F("is_confidential"))
    told = told.annotate(only=Value(value=False), number=F("address__uprn"))
    numbers = points.annotate(said=F("value"), code=Cast(Value(""), CharField()), only=F("is_only_theirs"))
    numbers = numbers.annotate(
        number=Cast(Value(""), CharField()),
        hides=Case(When(is_only_theirs=True, then=Value(value=True)), default=F("is_confidential")),
    )
    columns = ("person_id", "there", "said", "code", "hides", "only", "number")
    found: Statement = told.values_list(*columns).union(numbers.values_list(*columns)).query.sql_with_params()
    return found


def _pattern(kept: Kept) -> re.Pattern[str] | None:
    """How it may be written: with or without spaces, commas, a country code; in either case."""
    written = [_spelled(part) for part in (kept.lines.partition("\n")[0], kept.postcode, kept.uprn)]
    if kept.address is None:
        written = [_reach(kept.lines)]
    found = "|".join(one for one in written if one)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE) if found else None


def _spelled(text: str) -> str:
    letters = re.sub(r"[\W_]", "", text)
    return BETWEEN.join(map(re.escape, letters)) if len(letters) >= LEAST_LETTERS else ""


def _reach(text: str) -> str:
    """A way to reach someone: an e-mail address, a number, or another."""
    if "@" in text:
        return _mail(text)
    digits = re.sub(r"\D", "", text)
    return _number(digits) if len(digits) >= LEAST_DIGITS else _spelled(text)


def _mail(text: str) -> str:
    """An e-mail address, also with words in the place of its signs."""
    signs = {"@": rf"{BETWEEN}(?:at)?{BETWEEN}", ".": rf"{BETWEEN}(?:dot)?{BETWEEN}"}
    parts = [
        signs.get(part) or BETWEEN.join(map(re.escape, re.sub(r"[\W_]", "", part))) for part in re.split("([@.])", text)
    ]
    return "".join(parts)


def _number(digits: str) -> str:
    """A British number is the same with 0 and with +44 before it."""
    own = re.sub(r"^(?:0044|44|0)", "", digits)
    return rf"(?:\+?(?:00)?44{BETWEEN})?{BETWEEN}0?{BETWEEN}" + BETWEEN.join(own)


def _from_whom(kept: Kept, readers: list[Person]) -> Person | None:
    """The first reader from whom it is hidden: by a block; or as confidential, unless it is theirs too or they read for who has it."""
    readers = [*readers, *_reading_with(readers)]
    pks = [reader.pk for reader in readers]
    blocks = AccessBlock.objects.in_force().filter(viewer_person__in=pks, protected_person=kept.person)
    blocked = set(blocks.values_list("viewer_person", flat=True))
    there = Residence.objects.filter(person__in=pks, address=kept.address) if kept.address else Residence.objects.none()
    same = (
        ContactPoint.objects.filter(person__in=pks, value=kept.lines)
        if not kept.address
        else ContactPoint.objects.none()
    )
    theirs = {kept.person, *there.values_list("person", flat=True), *same.values_list("person", flat=True)}
    read_for = theirs - {kept.person} if kept.is_only_theirs else theirs
    held = ParentalResponsibility.objects.filter(
        holder__in=pks, child__in=read_for, status="confirmed", period__contains=clock.today()
    )
    theirs |= set(held.values_list("holder", flat=True))
    if kept.is_only_theirs:
        wrote_it = ContactPoint.objects.filter(value=kept.lines, theirs_by__person_account__person__in=pks)
        theirs |= set(wrote_it.values_list("theirs_by__person_account__person", flat=True))
    hidden = blocked | ({pk for pk in pks if pk not in theirs} if kept.is_confidential else set())
    return next((reader for reader in readers if reader.pk in hidden - {kept.person}), None)


def _reading_with(readers: list[Person]) -> list[Person]:
    """Who reads what is shared with one of these: as a parent, or as someone of a family who helps them (domain.md §8.5, lines 9, 10)."""
    pks = [reader.pk for reader in readers]
    parents = held_to_read().filter(child__in=pks).values("holder")
    helpers = HelperAccess.objects.held().filter(owner__in=pks).values("helper__person_account__person")
    found = Person.objects.filter(Q(pk__in=parents) | Q(pk__in=helpers)).exclude(pk__in=pks)
    return list(found.order_by("sort_key", "pk"))
