"""What people do here, and what each may do. Who may see whom is another matter: that is the door (domain.md §8.5)."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that someone may do to what they may see."""

    FAMILY_BEGIN = "family.begin"
    FAMILY_EDIT = "family.edit"
    CONVERSATION_WRITE = "conversation.write"
    CONFERENCE_OFFER = "conference.offer"
    CONFERENCE_ALLOCATE = "conference.allocate"
    CONFERENCE_COORDINATE = "conference.coordinate"
    PLAN_ANSWER = "plan.answer"
    LINKUP_COACH = "linkup.coach"
    WORRY_LEAD = "worry.lead"
    ALERT_AGREE = "alert.agree"
    INTAKE = "intake"
    LOOKED_READ = "looked.read"
    EMERGENCY_OPEN = "emergency.open"
    RESTRICTED_OPEN = "restricted.open"
    LOOKED_COUNT = "looked.count"
    ORGANISATION_ADMINISTER = "organisation.administer"


class Role(TextChoices):
    """A job at the organisation (domain.md §8.5 and §10); one person may hold several."""

    SOCIAL_WORKER = "social_worker", _("Social worker")
    FAMILY_COACH = "family_coach", _("Family coach")
    CONFERENCE_COORDINATOR = "conference_coordinator", _("Conference coordinator")
    TEAM_MANAGER = "team_manager", _("Team manager")
    COACH_SUPERVISOR = "coach_supervisor", _("Coaches’ supervisor")
    QUALITY_LEAD = "quality_lead", _("Quality lead")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    ANALYST = "analyst", _("Analyst")
    INTAKE = "intake", _("Intake")
    ADMINISTRATOR = "administrator", _("Administrator")


_WORK_WITH_FAMILIES = frozenset(
    {Permission.FAMILY_BEGIN, Permission.FAMILY_EDIT, Permission.CONVERSATION_WRITE, Permission.CONFERENCE_OFFER}
)

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.SOCIAL_WORKER: _WORK_WITH_FAMILIES | {Permission.EMERGENCY_OPEN},
    Role.FAMILY_COACH: frozenset(
        {Permission.FAMILY_BEGIN, Permission.FAMILY_EDIT, Permission.CONVERSATION_WRITE, Permission.LINKUP_COACH}
    ),
    Role.CONFERENCE_COORDINATOR: frozenset({Permission.CONFERENCE_COORDINATE, Permission.CONVERSATION_WRITE}),
    Role.TEAM_MANAGER: _WORK_WITH_FAMILIES
    | {
        Permission.CONFERENCE_ALLOCATE,
        Permission.PLAN_ANSWER,
        Permission.ALERT_AGREE,
        Permission.LOOKED_READ,
        Permission.EMERGENCY_OPEN,
    },
    Role.COACH_SUPERVISOR: frozenset({Permission.LINKUP_COACH, Permission.CONVERSATION_WRITE}),
    Role.QUALITY_LEAD: frozenset({Permission.LOOKED_READ, Permission.RESTRICTED_OPEN}),
    Role.SAFEGUARDING_LEAD: frozenset(
        {Permission.WORRY_LEAD, Permission.LOOKED_READ, Permission.EMERGENCY_OPEN, Permission.RESTRICTED_OPEN}
    ),
    Role.ANALYST: frozenset(),
    Role.INTAKE: frozenset({Permission.INTAKE, Permission.FAMILY_BEGIN, Permission.FAMILY_EDIT}),
    Role.ADMINISTRATOR: frozenset({Permission.ORGANISATION_ADMINISTER, Permission.LOOKED_COUNT}),
}
