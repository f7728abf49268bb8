from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import Family, ListKind, PlaceKind, held_by_one_choice

from .linkups import LinkUp

FACES = [MinValueValidator(1), MaxValueValidator(5)]


class Face(models.IntegerChoices):
    """How it was, in five faces (domain.md §1.4); not saying is as good an answer."""

    VERY_HARD = 1, _("Very hard")
    HARD = 2, _("Hard")
    ALL_RIGHT = 3, _("All right")
    GOOD = 4, _("Good")
    VERY_GOOD = 5, _("Very good")


class MeetupQuerySet(models.QuerySet["Meetup"]):
    def visible_to(self, user: User) -> MeetupQuerySet:
        """With the link-up: both families see when and where they met; how it was for the other family is left out by the pages."""
        return self.filter(link_up__in=LinkUp.objects.visible_to(user).values("pk"))

    def held(self) -> MeetupQuerySet:
        return self.filter(state=Meetup.State.HELD)

    def planned(self) -> MeetupQuerySet:
        return self.filter(state=Meetup.State.PLANNED)


@tracked
class Meetup(Protected):
    """The two families met, or plan to: two taps and a sentence if they like, and nobody polices it (domain.md §1.3, step 11)."""

    class Kind(models.TextChoices):
        MEET_FIRST = "meet_first", _("Meeting for the first time")
        WEEKLY = "weekly", _("Meeting up")
        CELEBRATION = "celebration", _("Celebrating")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MISSED = "missed", _("Didn’t happen")
        MOVED = "moved", _("Moved to another day")

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="meetups", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.WEEKLY)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    planned_for = models.DateField(_("which day?"), null=True, blank=True)
    held_on = models.DateField(_("when was it?"), null=True, blank=True)
    place_kind = models.CharField(_("where?"), max_length=20, blank=True)
    place_kind_label = models.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False, help_text="The words of the place then."
    )
    what = models.CharField(_("what did you do?"), max_length=200, blank=True)
    face_seeking = models.PositiveSmallIntegerField(null=True, blank=True, validators=FACES)
    face_sharing = models.PositiveSmallIntegerField(null=True, blank=True, validators=FACES)

    objects = MeetupQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["link_up", "-held_on", "-id"], name="meetup_story")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="held", held_on__isnull=False)
                | (~Q(state="held") & Q(held_on__isnull=True, planned_for__isnull=False)),
                name="meetup_says_when",
                violation_error_message=_("Say which day."),
            ),
            models.CheckConstraint(
                condition=Q(state="held") | Q(face_seeking__isnull=True, face_sharing__isnull=True),
                name="meetup_faces_when_held",
                violation_error_message=_("How it was can be said once it has been."),
            ),
        ]
        triggers = [
            Rule(
                name="meetup_place_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=held_by_one_choice(
                    ListKind.PLACE_KINDS,
                    column="place_kind",
                    family="(SELECT seeking_family_id FROM linkups_linkup WHERE id = NEW.link_up_id)",
                    usual=PlaceKind.values,
                    broken="meetup_where_families_meet",
                ),
                sentences={"meetup_where_families_meet": _("Choose where from what families of the place say.")},
            ),
            Rule(
                name="meetup_inside",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__held_on__isnull=False),
                # Beside INV-15. The first meeting comes before the start; none comes after the end.
                func="""
                    IF EXISTS (
                      SELECT FROM linkups_linkup link_up
                      WHERE link_up.id = NEW.link_up_id AND link_up.end_date < NEW.held_on FOR SHARE) THEN
                      RAISE EXCEPTION 'after the end' USING ERRCODE = '23514', CONSTRAINT = 'meetup_before_the_end';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"meetup_before_the_end": _("The link-up had ended by then.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.held_on or self.planned_for}"

    @property
    def place_words(self) -> str:
        """Where it was, in the words that counted when it was written."""
        return self.place_kind_label or str(dict(PlaceKind.choices).get(self.place_kind, ""))


class LinkUpEndingQuerySet(models.QuerySet["LinkUpEnding"]):
    def visible_to(self, user: User) -> LinkUpEndingQuerySet:
        """To staff with the link-up, and to the family whose change it was; the other hears only that it ended."""
        if user.kind == User.Kind.FAMILY:
            return self.filter(link_up__seeking_family__in=Family.objects.visible_to(user).values("pk"))
        return self.filter(link_up__in=LinkUp.objects.visible_to(user).values("pk"))


@tracked
class LinkUpEnding(Protected):
    """What stays when a link-up ends (domain.md §1.6). When and why stand on the link-up itself."""

    class Next(models.TextChoices):
        ANOTHER_FAMILY = "another_family", _("Meet another family")
        A_BREAK = "a_break", _("A break")
        SOMETHING_ELSE = "something_else", _("Something else")
        NOTHING = "nothing", _("Nothing more")

    link_up = models.OneToOneField(LinkUp, models.PROTECT, related_name="ending")
    celebrated_on = models.DateField(_("when did you celebrate?"), null=True, blank=True)
    what_changed = models.CharField(_("what has changed?"), max_length=4_000, blank=True)
    what_next = models.CharField(_("what comes next?"), max_length=20, choices=Next, default=Next.NOTHING)
    seeking_stays_in_touch = models.BooleanField(_("the seeking family would like to stay in touch"), default=False)
    sharing_stays_in_touch = models.BooleanField(_("the sharing family would like to stay in touch"), default=False)

    objects = LinkUpEndingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.link_up}, {self.link_up.end_date}"

    @property
    def both_stay_in_touch(self) -> bool:
        """Both want it: then it is theirs, and we step out."""
        return self.seeking_stays_in_touch and self.sharing_stays_in_touch
