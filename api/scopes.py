"""What another system may be let into (domain.md §11.3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """One thing that a token lets its bearer do. A summary is the date, whether the child was seen, and the headline."""

    PEOPLE_READ = "people.read", _("Read people and how they are related")
    PEOPLE_WRITE = "people.write", _("Add people and how they are related")
    FAMILIES_READ = "families.read", _("Read families and who works with them")
    FAMILIES_WRITE = "families.write", _("Begin families and add members")
    CONVERSATIONS_SUMMARY = "conversations.summary", _("Read the date, whether the child was seen, and the headline")
    CONVERSATIONS_READ = "conversations.read", _("Read whole conversations")
    CONVERSATIONS_WRITE = "conversations.write", _("Log conversations")
    CONFERENCES_READ = "conferences.read", _("Read family group conferences")
    CONFERENCES_WRITE = "conferences.write", _("Offer family group conferences")
    PLANS_READ = "plans.read", _("Read the plans that families agreed")
    LINKUPS_READ = "linkups.read", _("Read link-ups")
    LINKUPS_WRITE = "linkups.write", _("Offer link-ups and take them on")
    MEASURES_READ = "measures.read", _("Read results, services, measures, their figures and forecasts")
    MEASURES_WRITE = "measures.write", _("Write results, services, measures and their figures")
    STATUSES_WRITE = "statuses.write", _("Tell what a statutory system says of people")
    CHANGES_READ = "changes.read", _("Be told which of what it may read has changed")
