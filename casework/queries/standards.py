"""How family meetings stand by the quality standards: worked out from what is written down anyway, and never typed (domain.md §2.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.rules import can_administer
from casework.models import Conference, Participant, QualityStandard
from casework.queries.meeting_facts import Known, Meeting, meetings_of
from database import clock
from families.models import Parentage
from families.paging import Page, page_of
from families.small_numbers import KEPT_BACK, Sum, kept_back

Shown = QualityStandard.Shown
IN_WORDS = {
    Known.YES: gettext_lazy("Yes"),
    Known.NO: gettext_lazy("No"),
    Known.NOT_YET: gettext_lazy("Not yet"),
    Known.NOT_KNOWN: gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact of one meeting, in words."""

    words: str
    known: Known
    detail: str = ""

    @property
    def in_words(self) -> str:
        return str(IN_WORDS[self.known])


@dataclass(frozen=True, slots=True)
class Counted:
    """The same fact of many meetings: of how many it is so, not so, not yet, and not known; as they may be shown."""

    words: str
    shown: Sequence[str]


@dataclass(frozen=True, slots=True)
class OfStandard:
    """A standard, and what shows it of one meeting."""

    standard: QualityStandard
    facts: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class CountedOfStandard:
    """A standard, and what shows it of many meetings."""

    standard: QualityStandard
    facts: Sequence[Counted]


def standard_list(user: User, cursor: str = "") -> Page[QualityStandard]:
    """All of them, those that are out of use too."""
    return page_of(QualityStandard.objects.visible_to(user), ("code", "pk"), cursor=cursor, size=100)


def standards_to_change(user: User) -> QuerySet[QualityStandard]:
    """Those that an administrator may change: all of them."""
    every = QualityStandard.objects.visible_to(user)
    return every if can_administer(user) else every.none()


def in_use(user: User) -> list[QualityStandard]:
    """Those that hold today, in the order of their numbers; meetings of before are held against them too."""
    ours = QualityStandard.objects.visible_to(user).filter(is_active=True, valid_from__lte=clock.today())
    return list(ours.order_by("code", "pk")[:100])


def evidence_of(conference: Conference, user: User) -> list[OfStandard]:
    """How one meeting stands by each standard, as far as the user may know of those who were asked."""
    [meeting] = meetings_of(
        Conference.objects.visible_to(user).filter(pk=conference.pk),
        Participant.objects.visible_to(user),
        Parentage.objects.visible_to(user),
    )
    return [OfStandard(one, [_evidence(meeting, fact) for fact in one.shown_by]) for one in in_use(user)]


def _evidence(meeting: Meeting, fact: str) -> Evidence:
    words, known = str(Shown(fact).label), getattr(meeting, fact)
    of_each = {
        Shown.PREPARED: [one.is_prepared for one in meeting.to_prepare],
        Shown.INFORMED: [one.informed_on is not None for one in meeting.to_inform],
        Shown.PLAN_GIVEN: [one.plan_given_on is not None for one in meeting.to_have_the_plan],
    }
    if each := of_each.get(Shown(fact)):
        return Evidence(words, known, _("%(count)s of %(of)s") % {"count": sum(each), "of": len(each)})
    if fact == Shown.PRIVATE_TIME and (minutes := meeting.private_minutes) is not None:
        counted = {"count": minutes}
        return Evidence(words, known, ngettext("%(count)s minute", "%(count)s minutes", minutes) % counted)
    return Evidence(words, known)


def evidence_over(meetings: Sequence[Meeting], user: User, *, is_to_share: bool) -> list[CountedOfStandard]:
    """How many of these meetings stand how by each standard."""
    return [
        CountedOfStandard(one, [_counted(meetings, fact, is_to_share=is_to_share) for fact in one.shown_by])
        for one in in_use(user)
    ]


def _counted(meetings: Sequence[Meeting], fact: str, *, is_to_share: bool) -> Counted:
    found = Counter(getattr(meeting, fact) for meeting in meetings)
    figures = {known.value: found[known] for known in Known} | {"all": len(meetings)}
    hidden = kept_back(figures, [Sum("all", [known.value for known in Known])]) if is_to_share else frozenset[str]()
    return Counted(str(Shown(fact).label), [KEPT_BACK if known in hidden else str(figures[known]) for known in Known])
