"""The story's lines of homes, births, couples and deaths; and of worries and alerts, for who may read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.models import Alert, ConcernPerson, SafeguardingConcern
from casework.queries.story_sources import Kind, Scope, Source, Teller, Told, always
from database.lookups import SetOf
from families.dates import known_date
from families.models import Confidence, Partnership, Person, Precision, Residence, reads_for

BEGINS, ENDS = F("period__startswith"), F("period__endswith")
MOVED_IN: Mapping[str, Promise] = {
    Residence.Kind.LIVES_HERE: gettext_lazy("%(name)s moved into a home"),
    Residence.Kind.STAYS_HERE: gettext_lazy("%(name)s began to stay at another home some of the time"),
    Residence.Kind.TEMPORARY: gettext_lazy("%(name)s moved somewhere for now"),
    Residence.Kind.FOSTER: gettext_lazy("%(name)s went to live with foster carers"),
    Residence.Kind.KINSHIP: gettext_lazy("%(name)s went to live with relatives or friends"),
    Residence.Kind.PRISON: gettext_lazy("%(name)s went to prison"),
    Residence.Kind.HOSPITAL: gettext_lazy("%(name)s went into hospital"),
    Residence.Kind.NO_FIXED: gettext_lazy("%(name)s had no fixed address any more"),
}
MOVED_OUT: Mapping[str, Promise] = {
    Residence.Kind.LIVES_HERE: gettext_lazy("%(name)s moved out of a home"),
    Residence.Kind.STAYS_HERE: gettext_lazy("%(name)s stayed at another home no longer"),
    Residence.Kind.TEMPORARY: gettext_lazy("%(name)s left where they were for now"),
    Residence.Kind.FOSTER: gettext_lazy("%(name)s left foster care"),
    Residence.Kind.KINSHIP: gettext_lazy("%(name)s no longer lived with relatives or friends"),
    Residence.Kind.PRISON: gettext_lazy("%(name)s came out of prison"),
    Residence.Kind.HOSPITAL: gettext_lazy("%(name)s came out of hospital"),
    Residence.Kind.NO_FIXED: gettext_lazy("%(name)s had an address again"),
}
"""A refuge is in neither: that someone went to one is told in no story."""
BECAME: Mapping[str, Promise] = {
    Partnership.Kind.MARRIED: gettext_lazy("%(a)s and %(b)s married"),
    Partnership.Kind.CIVIL: gettext_lazy("%(a)s and %(b)s became civil partners"),
    Partnership.Kind.COHABITING: gettext_lazy("%(a)s and %(b)s began to live together"),
    Partnership.Kind.RELATIONSHIP: gettext_lazy("%(a)s and %(b)s became a couple"),
}
PARTED: Mapping[str, Promise] = {
    Partnership.EndKind.SEPARATED: gettext_lazy("%(a)s and %(b)s separated"),
    Partnership.EndKind.DIVORCED: gettext_lazy("%(a)s and %(b)s divorced"),
}
PARTED_SOMEHOW = gettext_lazy("%(a)s and %(b)s were no longer a couple")


def _dated(user: User, *paths: str) -> Q:
    """A family member reads dates of themselves and of children for whom they read (domain.md §8.5, *People and edges*)."""
    if user.kind != User.Kind.FAMILY:
        return Q()
    found = Q()
    for path in paths:
        found |= reads_for(user, path)
    return found


def _page_of(person: UUID, user: User, part: str) -> str:
    """Staff read the page of a person; a family member what is written about them."""
    if user.kind == User.Kind.FAMILY:
        return reverse("families:our-facts")
    return f"{reverse('casework:person', args=[person])}#{part}"


# Homes


def _homes(user: User, scope: Scope) -> QuerySet[Residence]:
    """That someone moved, and never where to. Nothing of a home that is confidential for anyone who lives there (§8.6)."""
    secret = Residence.objects.filter(address=OuterRef("address"), is_confidential=True)
    found = Residence.objects.visible_to(user).filter(~Q(Exists(secret)), person__id__any=scope.people(user))
    return found.exclude(kind=Residence.Kind.REFUGE)


def _tell_homes(words: Mapping[str, Promise], *, is_first: bool) -> Teller:
    def told(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        found = Residence.objects.visible_to(user).filter(pk__in=pks, kind__in=words).select_related("person")
        return {
            one.pk: Told(
                words=str(words[one.kind]) % {"name": one.person},
                href=_page_of(one.person_id, user, "homes"),
                recorded=timezone.localdate(one.created_at) if is_first else None,
                people=[one.person_id],
            )
            for one in found
        }

    return told


# Births and deaths


def _people(user: User, scope: Scope) -> QuerySet[Person]:
    return Person.objects.visible_to(user).filter(_dated(user, "pk"), pk__any=scope.people(user))


def _tell_life(words: Promise, day: Callable[[Person], str]) -> Teller:
    def told(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        return {
            person.pk: Told(
                words=str(words) % {"name": person},
                href=_page_of(person.pk, user, "about"),
                when=day(person),
                people=[person.pk],
            )
            for person in Person.objects.visible_to(user).filter(_dated(user, "pk"), pk__in=pks)
        }

    return told


def _born(person: Person) -> str:
    return _as_known(person.dob_precision, known_date(person.date_of_birth, person.dob_precision))


def _died(person: Person) -> str:
    return _as_known(person.death_precision, known_date(person.date_of_death, person.death_precision))


def _as_known(precision: str, words: str) -> str:
    return "" if precision == Precision.DAY else words


# Couples


def _couples(user: User, scope: Scope) -> QuerySet[Partnership]:
    theirs = scope.people(user)
    found = Partnership.objects.visible_to(user).filter(_dated(user, "a__id", "b__id"))
    return found.filter(Q(a__id__any=theirs) | Q(b__id__any=theirs))


def _not_by_death(user: User, scope: Scope) -> QuerySet[Partnership]:
    return _couples(user, scope).exclude(end_kind=Partnership.EndKind.DEATH)


def _began(one: Partnership) -> str:
    return _as_known(one.since_precision or Precision.DAY, known_date(one.period.lower, one.since_precision))


def _ended(one: Partnership) -> str:
    return _as_known(one.until_precision or Precision.DAY, known_date(one.period.upper, one.until_precision))


def _tell_couples(words: Callable[[Partnership], Promise], *, is_first: bool) -> Teller:
    def told(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        found = Partnership.objects.visible_to(user).filter(_dated(user, "a__id", "b__id"), pk__in=pks)
        return {
            one.pk: Told(
                words=str(words(one)) % {"a": one.a, "b": one.b},
                href=_page_of(one.a_id, user, "people"),
                meta=[str(one.get_source_display())],
                when=_began(one) if is_first else _ended(one),
                recorded=timezone.localdate(one.created_at) if is_first else None,
                people=[one.a_id, one.b_id],
                is_disputed=one.confidence == Confidence.DISPUTED,
            )
            for one in found.select_related("a", "b")
        }

    return told


# Worries and alerts


def _worries(user: User, scope: Scope) -> QuerySet[SafeguardingConcern]:
    about = ConcernPerson.objects.filter(person__id__any=scope.people(user))
    return SafeguardingConcern.objects.visible_to(user).filter(pk__any=SetOf(about.values("concern")))


def _tell_worries(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    """That there was one; what it says stands on its own page."""
    words = _("A worry about someone’s safety was handed over")
    found = SafeguardingConcern.objects.visible_to(user).filter(pk__in=pks)
    return {
        one.pk: Told(words=words, href=one.get_absolute_url(), meta=[str(one.get_state_display())]) for one in found
    }


def _alerts(user: User, scope: Scope) -> QuerySet[Alert]:
    return Alert.objects.visible_to(user).filter(person__id__any=scope.people(user), manager__isnull=False)


def _tell_alerts(words: Promise, *, is_first: bool) -> Teller:
    def told(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        found = Alert.objects.visible_to(user).filter(pk__in=pks, manager__isnull=False).select_related("person")
        return {
            one.pk: Told(
                words=str(words) % {"name": one.person, "kind": one.get_kind_display()},
                href=_page_of(one.person_id, user, "main"),
                recorded=timezone.localdate(one.created_at) if is_first else None,
                people=[one.person_id],
            )
            for one in found
        }

    return told


LIFE = (
    Source("moved-in", Kind.HOME, _homes, BEGINS, _tell_homes(MOVED_IN, is_first=True)),
    Source("moved-out", Kind.HOME, _homes, ENDS, _tell_homes(MOVED_OUT, is_first=False)),
    Source(
        "born",
        Kind.LIFE,
        _people,
        F("date_of_birth"),
        _tell_life(gettext_lazy("%(name)s was born"), _born),
        good=always,
    ),
    Source("died", Kind.LIFE, _people, F("date_of_death"), _tell_life(gettext_lazy("%(name)s died"), _died)),
    Source("couple", Kind.LIFE, _couples, BEGINS, _tell_couples(lambda one: BECAME[one.kind], is_first=True)),
    Source(
        "parted",
        Kind.LIFE,
        _not_by_death,
        ENDS,
        _tell_couples(lambda one: PARTED.get(one.end_kind, PARTED_SOMEHOW), is_first=False),
    ),
)
SAFETY = (
    Source("worry", Kind.SAFETY, _worries, TruncDate("raised_at"), _tell_worries, F("raised_at")),
    Source(
        "alert",
        Kind.SAFETY,
        _alerts,
        F("starts"),
        _tell_alerts(gettext_lazy("An alert about %(name)s began: %(kind)s"), is_first=True),
    ),
    Source(
        "alert-ended",
        Kind.SAFETY,
        _alerts,
        F("ended_on"),
        _tell_alerts(gettext_lazy("An alert about %(name)s ended: %(kind)s"), is_first=False),
    ),
)
