"""Whoever listens for harm: a supervisor, a manager, and what was sent."""

import re

from django.core import mail

from accounts.roles import Role
from tests.factories import PractitionerFactory, UserFactory
from tests.factories_families import ContactPointFactory


def a_supervisor(name: str = "Maya", **user):
    """Who supervises coaches, and works with no family."""
    return UserFactory(name=name, roles=[Role.COACH_SUPERVISOR], **user)


def a_manager_of(coach, name: str = "Sarah"):
    """Who manages the coach's team."""
    from tests.factories import TeamFactory  # noqa: PLC0415

    sarah = PractitionerFactory(user__name=name, user__roles=[Role.TEAM_MANAGER]).user
    coach.practitioner.team = TeamFactory(manager=sarah)
    coach.practitioner.save()
    return sarah


def can_be_written_to(person, value: str, **facts):
    return ContactPointFactory(person=person, kind="email", value=value, safe_to=["email"], **facts)


def links_sent() -> dict[str, str]:
    """The path of the last link that went to each address."""
    return {
        one.to[0]: re.search(r"https?://[^/]+(/\S+)", one.body)[1] for one in mail.outbox if "/how-is-it/" in one.body
    }
