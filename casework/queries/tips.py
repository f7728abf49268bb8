"""What is said to someone about their words, and the list from which it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Locality, User
from accounts.rules import can_administer
from casework.models import LanguageTip, LanguageTipIgnore
from casework.wording import Lexicon, Term, lexicon, look_through
from families.ages import ADULT_FROM
from families.models import Family, Person
from families.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that someone wrote, and the line of the list that is about them."""

    words: str
    tip: LanguageTip


Remarks = Mapping[str, Sequence[Remark]]
"""By the name of the box in which the words stand."""


def remarks_on(
    texts: Mapping[str, str],
    *,
    leaves: Iterable[str] = (),
    family: Family,
    people: QuerySet[Person],
    user: User,
) -> Remarks:
    """Look through what someone writes of these people. It reads the list, and keeps nothing of the texts."""
    tips = tips_heard_by(user, family, audiences_of(people))
    words, left = _ready(list(tips.values())), list(leaves)
    found: dict[str, list[Remark]] = defaultdict(list)
    for name, text in texts.items():
        for one in look_through(text, words, leaves=left):
            found[name].append(Remark(one.words, tips[one.key]))
    return dict(found)


def _ready(tips: Sequence[LanguageTip]) -> Lexicon:
    return lexicon(
        tuple(
            Term(str(tip.pk), tuple(tip.forms), tuple(tip.not_in), tip.finds == LanguageTip.Finds.ABBREVIATIONS)
            for tip in tips
        )
    )


def audiences_of(people: QuerySet[Person]) -> set[str]:
    """For whom it is written, by their ages; one whose age is not known may be a child."""
    is_child = [person.age is None or person.age < ADULT_FROM for person in people]
    return {LanguageTip.Audience.ALL, LanguageTip.Audience.CHILD if any(is_child) else LanguageTip.Audience.ADULT}


def tips_heard_by(user: User, family: Family, audiences: set[str]) -> dict[str, LanguageTip]:
    """The lines in use for a family's place, by key, without those that the user does not want to hear.

    A place's own line stands in the place of the organisation's of the same term, also when it is out of use there.
    """
    ignored, here = ignored_by(user), Q(locality__isnull=True) | Q(locality=family.locality_id)
    listed = LanguageTip.objects.visible_to(user).filter(here).order_by("pk")
    by_term: dict[str, LanguageTip] = {}
    for tip in listed:
        term = tip.term.lower()
        if term not in by_term or tip.locality_id:
            by_term[term] = tip
    return {
        str(tip.pk): tip
        for tip in by_term.values()
        if tip.is_active and tip.pk not in ignored and tip.audience in audiences
    }


def ignored_by(user: User) -> set[UUID]:
    """Of which lines the user does not want to hear."""
    return set(LanguageTipIgnore.objects.visible_to(user).standing().values_list("tip_id", flat=True))


def tip_list(user: User, cursor: str = "") -> Page[LanguageTip]:
    """Everything on the list."""
    listed = LanguageTip.objects.visible_to(user).select_related("locality")
    return page_of(listed, ("term", "pk"), cursor=cursor, size=100)


def tips_to_change(user: User) -> QuerySet[LanguageTip]:
    """Those that an administrator may change: all of them."""
    every = LanguageTip.objects.visible_to(user)
    return every if can_administer(user) else every.none()


def heard(user: User, tip: str) -> LanguageTip | None:
    """The line of this key, if there is one."""
    try:
        return LanguageTip.objects.visible_to(user).filter(pk=UUID(tip)).first()
    except ValueError:
        return None


def places(user: User) -> QuerySet[Locality]:
    """The places whose own line it may be."""
    return Locality.objects.filter(organisation=user.organisation_id).order_by("name", "pk")
