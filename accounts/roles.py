"""What people do here, and what each may do. Who may see whom is another matter: that is the door (domain.md §8.5)."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that someone may do to what they may see."""

    FAMILY_BEGIN = "family.begin"
    FAMILY_EDIT = "family.edit"
    CONVERSATION_WRITE = "conversation.write"
    CONFERENCE_OFFER = "conference.offer"
    CONFERENCE_ALLOCATE = "conference.allocate"
    CONFERENCE_COORDINATE = "conference.coordinate"
    CONFERENCE_FIGURES = "conference.figures"
    PLAN_ANSWER = "plan.answer"
    LINKUP_COACH = "linkup.coach"
    LINKUP_FIGURES = "linkup.figures"
    WORRY_LEAD = "worry.lead"
    ALERT_AGREE = "alert.agree"
    INTAKE = "intake"
    LOOKED_READ = "looked.read"
    EMERGENCY_OPEN = "emergency.open"
    RESTRICTED_OPEN = "restricted.open"
    LOOKED_COUNT = "looked.count"
    CONTINUITY_READ = "continuity.read"
    TEAM_LEAD = "team.lead"
    LEARNING_LEAD = "learning.lead"
    STORIES_SAMPLE = "stories.sample"
    FIGURES_WRITE = "figures.write"
    PLACES_ADAPT = "places.adapt"
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
    LOCALITY_LEAD = "locality_lead", _("Locality lead")
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
        Permission.CONFERENCE_FIGURES,
        Permission.LINKUP_FIGURES,
        Permission.PLAN_ANSWER,
        Permission.ALERT_AGREE,
        Permission.LOOKED_READ,
        Permission.EMERGENCY_OPEN,
        Permission.CONTINUITY_READ,
        Permission.TEAM_LEAD,
        Permission.FIGURES_WRITE,
    },
    Role.COACH_SUPERVISOR: frozenset(
        {Permission.LINKUP_COACH, Permission.LINKUP_FIGURES, Permission.CONVERSATION_WRITE}
    ),
    Role.QUALITY_LEAD: frozenset(
        {
            Permission.LOOKED_READ,
            Permission.RESTRICTED_OPEN,
            Permission.LEARNING_LEAD,
            Permission.CONFERENCE_FIGURES,
            Permission.LINKUP_FIGURES,
            Permission.STORIES_SAMPLE,
            Permission.FIGURES_WRITE,
        }
    ),
    Role.SAFEGUARDING_LEAD: frozenset(
        {
            Permission.WORRY_LEAD,
            Permission.LOOKED_READ,
            Permission.EMERGENCY_OPEN,
            Permission.RESTRICTED_OPEN,
            Permission.LEARNING_LEAD,
        }
    ),
    Role.ANALYST: frozenset({Permission.CONFERENCE_FIGURES, Permission.LINKUP_FIGURES, Permission.FIGURES_WRITE}),
    Role.INTAKE: frozenset({Permission.INTAKE, Permission.FAMILY_BEGIN, Permission.FAMILY_EDIT}),
    Role.LOCALITY_LEAD: frozenset({Permission.PLACES_ADAPT}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.ORGANISATION_ADMINISTER, Permission.LOOKED_COUNT, Permission.PLACES_ADAPT}
    ),
}

ROLES_WITH_FAMILIES = tuple(
    role.value
    for role, may in ROLE_PERMISSIONS.items()
    if may & {Permission.FAMILY_EDIT, Permission.CONVERSATION_WRITE, Permission.RESTRICTED_OPEN}
)
"""Whoever holds one of these may come alongside a family; an administrator or an analyst reads no record (domain.md §8.5, table)."""

PERMISSION_WORDS: Mapping[Permission, str | Promise] = {
    Permission.FAMILY_BEGIN: _("begin a family here"),
    Permission.FAMILY_EDIT: _(
        "write down who is in a family and how they are related, where they work with the family"
    ),
    Permission.CONVERSATION_WRITE: _("write down conversations with families they work with"),
    Permission.CONFERENCE_OFFER: _("offer a family group conference"),
    Permission.CONFERENCE_ALLOCATE: _("say who coordinates a conference"),
    Permission.CONFERENCE_COORDINATE: _("prepare and hold conferences they are asked to coordinate"),
    Permission.CONFERENCE_FIGURES: _("read how far family meetings came, as figures of the whole organisation"),
    Permission.PLAN_ANSWER: _("answer a family’s plan, and find what it needs"),
    Permission.LINKUP_COACH: _("coach families who link up with one another"),
    Permission.LINKUP_FIGURES: _("read what came of link-ups, as figures of a place and a quarter"),
    Permission.WORRY_LEAD: _("take on worries that are passed on"),
    Permission.ALERT_AGREE: _("agree to an alert, and end it"),
    Permission.INTAKE: _("see people who are in no family yet, and bring someone alongside them first"),
    Permission.EMERGENCY_OPEN: _("open a family in an emergency for four hours, for a reason that others look at"),
    Permission.RESTRICTED_OPEN: _("open what is restricted in an emergency, and look afterwards at what others opened"),
    Permission.LOOKED_READ: _("read who has looked at a family they may see"),
    Permission.LOOKED_COUNT: _("read who used Kith and when, without whom it was about"),
    Permission.CONTINUITY_READ: _("read how steadily their team stays alongside its families, as figures"),
    Permission.TEAM_LEAD: _("find in one inbox what waits from their team, and the families to speak with again"),
    Permission.LEARNING_LEAD: _("take up what families say we should learn from, and tell them what changed"),
    Permission.STORIES_SAMPLE: _("read a few families’ stories for a while, to learn how we work; each family is told"),
    Permission.FIGURES_WRITE: _("say what is measured, write figures of it, and publish what is forecast"),
    Permission.PLACES_ADAPT: _("write down what families of a place said, and propose words and lengths of its own"),
    Permission.ORGANISATION_ADMINISTER: _(
        "let people in, say what each may do, arrange teams, and let other systems in; they read no record"
    ),
}
"""What each permission lets someone do, in words for the page of roles."""

ROLE_ADDS: Mapping[Role, str | Promise] = {
    Role.TEAM_MANAGER: _("read the records of the families that their team works with"),
    Role.ANALYST: _("see figures, and no one’s record"),
}
"""What a role opens besides its permissions, by the door (domain.md §8.5)."""
