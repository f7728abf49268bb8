"""Who takes part in a family meeting another way, whom that may be decided of, and what of it waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from casework.models import Conference, ConferenceFocus, Exclusion, Participant
from casework.models.conferences import ENDED
from casework.queries.around import people_around
from casework.queries.conferences import YOUNGEST_FIRST
from database import clock
from families.models import Involvement, Person
from families.queries.ahead import Waiting

WAITING_SHOWN = 20
BACK = """
    WITH RECURSIVE back (id, review_of_id) AS (
      SELECT id, review_of_id FROM casework_conference WHERE id = %s
      UNION SELECT met.id, met.review_of_id FROM back JOIN casework_conference met ON met.id = back.review_of_id)
    SELECT id FROM back"""
"""A meeting, and those that it looks back at, one after the other."""


def exclusions(conference: Conference, user: User) -> list[Exclusion]:
    """Those of this meeting that hold, and of those that it looks back at: what was decided there is decided anew or ended."""
    of_it = Q(conference__in=RawSQL(BACK, (conference.pk,)))  # noqa: S611  (a parameter)
    held = (
        Exclusion.objects.visible_to(user).in_force().filter(of_it).select_related("person", "agreed_by", "created_by")
    )
    return list(held.order_by("decided_on", "pk"))


def seen_exclusion(pk: UUID, user: User) -> Exclusion:
    """One that has not ended; 404 for whoever may not see it."""
    seen = Exclusion.objects.visible_to(user).in_force()
    return get_object_or_404(
        seen.select_related("person", "created_by", "conference__family", "conference__coordinator"), pk=pk
    )


def people_to_exclude(conference: Conference, user: User) -> QuerySet[Person]:
    """Who is asked, and who is around the family; but those whom it is about, and those of whom it is decided already."""
    asked = Participant.objects.visible_to(user).filter(conference=conference, person__isnull=False).values("person")
    decided = Exclusion.objects.in_force().filter(conference=conference).values("person")
    about = ConferenceFocus.objects.filter(conference=conference).values("person")
    near = people_around(conference.family, user).values("pk")
    found = Person.objects.visible_to(user).filter(Q(pk__in=asked) | Q(pk__in=near))
    return found.exclude(Q(pk__in=decided) | Q(pk__in=about)).order_by(YOUNGEST_FIRST, "sort_key", "pk")


def waiting_for(user: User) -> list[Waiting]:
    """What of them waits for this user: for a manager to agree, and to look at again, where whoever agreed has left too; for the
    coordinator to tell them. One query however many.
    """
    agrees, coordinates = (user.has(one) for one in (Permission.CONFERENCE_ALLOCATE, Permission.CONFERENCE_COORDINATE))
    if not (agrees or coordinates):
        return []
    over = Q(review_on__lte=clock.today())
    due = Q(agreed_by=user) & over
    if agrees:
        held = Involvement.objects.held_or_managed_by(user).current()
        alongside = Q(Exists(held.filter(family=OuterRef("conference__family"))))
        nobodys = Q(agreed_by__isnull=True) | Q(agreed_by__is_active=False) & over
        due |= nobodys & ~Q(created_by=user) & alongside
    if coordinates:
        due |= Q(created_by=user, agreed_by__isnull=False, told_on__isnull=True) & ~Q(ground="domestic_abuse")
    # What keeps a meeting from someone holds on after it has ended, and is looked at again as long as it does.
    is_past = Q(conference__state__in=ENDED) & ~Q(ground="domestic_abuse")
    found = Exclusion.objects.visible_to(user).in_force().filter(due).exclude(is_past)
    shown = found.select_related("person", "conference__family").order_by("review_on", "pk")[:WAITING_SHOWN]
    return [_item(one, user) for one in shown]


def _item(one: Exclusion, user: User) -> Waiting:
    said = _what_waits(one, user, {"name": one.person.known_as, "family": one.conference.family.name})
    return replace(said, people=frozenset({one.person_id}), families=frozenset({one.conference.family_id}))


def _what_waits(one: Exclusion, user: User, name: Mapping[str, str]) -> Waiting:
    """What is this user’s to do: whoever decided it tells them, and never looks at it again by themselves."""
    if one.agreed_by_id is None:
        href, since = reverse("casework:exclusion-agree", args=[one.pk]), timezone.localdate(one.created_at)
        return Waiting(_("Agree how %(name)s takes part in the meeting of %(family)s") % name, href, since=since)
    if one.created_by_id == user.pk:
        href = reverse("casework:exclusion-told", args=[one.pk])
        return Waiting(_("Tell %(name)s how they take part in the meeting") % name, href, since=one.agreed_on)
    text, href = _("Look again at how %(name)s takes part") % name, reverse("casework:exclusion-review", args=[one.pk])
    return Waiting(text, href, by=one.review_on, is_overdue=one.review_on < clock.today())
