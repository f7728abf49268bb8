"""The stories that a quality lead reads, and what a family and those who work with it are told of that (domain.md §10.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Locality, Team, User
from accounts.roles import Role
from families.models import Family, Person, StorySample, families_sampled_by, reads_samples
from families.words import with_article

TOLD_SHOWN = 20


def read_by(user: User) -> QuerySet[StorySample]:
    """What someone reads today, the first to end first; none of a family that has closed meanwhile. Ten at most."""
    running = (
        StorySample.objects.visible_to(user).running().filter(families_sampled_by(user, "family__id"), reader=user)
    )
    return running.select_related("family", "drawn_from_locality", "drawn_from_team", "drawn_by").order_by(
        "period", "pk"
    )


def sample_of(family: Family, user: User) -> StorySample | None:
    """The sample by which someone reads the story of a family with which they don’t work; none for everybody else."""
    alone = Family.objects.sampled_by(user).filter(pk=family.pk).values("pk")
    return read_by(user).filter(family__in=alone).first()


def sampled_families(user: User) -> frozenset[UUID]:
    """The families of which this user reads the story and nothing else: ten at most."""
    return frozenset(Family.objects.sampled_by(user).values_list("pk", flat=True))


def sampled_family(pk: UUID, user: User) -> UUID | None:
    """The family, where its story is all that this user reads of it."""
    if not reads_samples(user):
        return None
    return Family.objects.sampled_by(user).filter(pk=pk).values_list("pk", flat=True).first()


def sampled_family_of(person: UUID, user: User) -> UUID | None:
    """The family in whose story someone is named, where that is all that this user reads of it."""
    if not reads_samples(user):
        return None
    named = Person.objects.named_to(user).filter(pk=person).values("memberships__family")
    return Family.objects.sampled_by(user).filter(pk__in=named).order_by("pk").values_list("pk", flat=True).first()


def running_of(family: Family, user: User) -> QuerySet[StorySample]:
    """Who reads the story of a family that one works with."""
    seen = StorySample.objects.visible_to(user).running().filter(family=family)
    return seen.select_related("reader").order_by("period", "pk")


def places_to_draw_from(user: User) -> tuple[QuerySet[Locality], QuerySet[Team]]:
    """The localities and the teams of the organisation."""
    ours = {"organisation": user.organisation_id}
    return (
        Locality.objects.filter(**ours).order_by("name", "pk"),
        Team.objects.filter(**ours, ended_on__isnull=True).order_by("name", "pk"),
    )


def quality_leads(user: User) -> QuerySet[User]:
    """Whom one asks to read a story, but oneself."""
    leads = User.objects.filter(
        organisation=user.organisation_id,
        kind=User.Kind.STAFF,
        is_active=True,
        roles__contains=[Role.QUALITY_LEAD],
    )
    return leads.exclude(pk=user.pk).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class ToldOfSample:
    """What a family reads about a sample of its story: who by their role, from when to when, why, and how it was drawn."""

    said: str
    how: str
    why: str


def told_of_samples(user: User) -> Sequence[ToldOfSample]:
    """To everyone who is in the family today, from the day it begins; it stays readable once it is over."""
    if user.kind != User.Kind.FAMILY:
        return ()
    rows = StorySample.objects.visible_to(user).select_related("reader").order_by("-created_at", "-pk")[:TOLD_SHOWN]
    return [ToldOfSample(_said(row), str(row.get_drawn_how_display()), row.why) for row in rows]


def _said(sample: Any) -> str:
    """`until` is the last day on which it may be read."""
    who = with_article(str(Role.QUALITY_LEAD.label))
    since = date_format(sample.period.lower, "j F Y")
    if sample.ended_at:
        return _("%(who)s read your story, to learn how we work. It began on %(since)s, and has ended.") % {
            "who": who,
            "since": since,
        }
    until = date_format(sample.last_day, "j F Y")
    words = _("%(who)s may read your story from %(since)s to %(until)s, to learn how we work.")
    return words % {"who": who, "since": since, "until": until}
