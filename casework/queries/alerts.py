"""Alerts before someone knocks, and those that wait for a manager."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from casework.models import Alert
from database import clock
from families.models import Family, FamilyMembership, Involvement, Person
from families.queries.ahead import Waiting

WAITING_SHOWN = 20


def alerts_of_family(family: Family, user: User) -> list[Alert]:
    """The alerts in force about the people of a family today."""
    members = FamilyMembership.objects.current().filter(family=family).values("person")
    return _shown(Alert.objects.visible_to(user).filter(person__in=members))


def alerts_of_person(person: Person, user: User) -> list[Alert]:
    """The alerts about a person that are in force, and those that wait for a manager."""
    return _shown(Alert.objects.visible_to(user).filter(person=person), also_asked=True)


def _shown(alerts: QuerySet[Alert], *, also_asked: bool = False) -> list[Alert]:
    found = alerts.open() if also_asked else alerts.in_force()  # type: ignore[attr-defined]
    return list(found.select_related("person", "manager").order_by("person__sort_key", "starts", "pk"))


def seen_alert(pk: UUID, user: User) -> Alert:
    """One alert that has not ended; 404 for whoever may not see it."""
    return get_object_or_404(Alert.objects.visible_to(user).open().select_related("person"), pk=pk)


def waiting_for(user: User) -> list[Waiting]:
    """What of alerts waits for this manager: to agree, and to look again; one query however many."""
    if not user.has(Permission.ALERT_AGREE):
        return []
    held = Involvement.objects.held_or_managed_by(user).current()
    alongside = held.filter(family__memberships__person=OuterRef("person"))
    to_agree = Q(manager__isnull=True) & ~Q(created_by=user) & Exists(alongside)
    due = Q(manager=user, review_on__lte=clock.today())
    found = Alert.objects.visible_to(user).open().filter(to_agree | due).select_related("person")
    return [_item(alert) for alert in found.order_by("review_on", "pk")[:WAITING_SHOWN]]


def _item(alert: Alert) -> Waiting:
    name, people = {"name": alert.person.known_as}, frozenset({alert.person_id})
    if alert.manager_id is None:
        href, since = reverse("casework:alert-agree", args=[alert.pk]), timezone.localdate(alert.created_at)
        return Waiting(_("Agree to an alert about %(name)s") % name, href, since=since, people=people)
    href = reverse("casework:alert-review", args=[alert.pk])
    overdue = alert.review_on < clock.today()
    text = _("Look again at an alert about %(name)s") % name
    return Waiting(text, href, by=alert.review_on, is_overdue=overdue, people=people)
