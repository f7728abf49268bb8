from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """Where people meet, as they would say it: one list, used everywhere (domain.md §1.4)."""

    OUR_HOME = "our_home", _("Our home")
    THEIR_HOME = "their_home", _("Their home")
    PARK_OR_OUTDOORS = "park_or_outdoors", _("Park or outdoors")
    CAFE = "cafe", _("Café")
    LIBRARY = "library", _("Library")
    SCHOOL = "school", _("School")
    COMMUNITY_PLACE = "community_place", _("Community place")
    FAITH_PLACE = "faith_place", _("Place of faith")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")
    CAR = "car", _("In the car")
    OFFICE = "office", _("Office")
    OTHER = "other", _("Somewhere else")
