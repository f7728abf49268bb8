from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Family, Person, PlaceKind, people_not_kept_from

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
    place_kind = models.CharField(_("where?"), max_length=20, choices=PlaceKind, blank=True)
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.held_on or self.planned_for}"


class CheckInQuerySet(models.QuerySet["LinkUpCheckIn"]):
    def visible_to(self, user: User) -> CheckInQuerySet:
        """To the one family and the coach, of whoever is not kept from them; never to the other family, nor to anyone else alongside
        (domain.md §1.7)."""
        known = self.filter(people_not_kept_from(user, "person__id"))
        if user.kind == User.Kind.FAMILY:
            return known.filter(
                family__in=Family.objects.visible_to(user).values("pk"),
                link_up__in=LinkUp.objects.visible_to(user).values("pk"),
            )
        if user.kind == User.Kind.STAFF:
            return known.filter(link_up__in=LinkUp.objects.visible_to(user).coached_by(user).values("pk"))
        return self.none()

    def waiting(self) -> CheckInQuerySet:
        return self.filter(state=LinkUpCheckIn.State.ASKED)


@tracked
class LinkUpCheckIn(Protected):
    """How things are, asked of each person of both families: in our own words, and open to a no (domain.md §1.7, INV-09)."""

    class Things(models.TextChoices):
        BETTER = "better", _("Better")
        SAME = "same", _("The same")
        WORSE = "worse", _("Worse")
        RATHER_NOT_SAY = "rather_not_say", _("Rather not say")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        NO_ANSWER = "no_answer", _("No answer")
        DECLINED = "declined", _("Rather not")

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="check_ins", db_index=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="check_ins")
    person = models.ForeignKey(Person, models.PROTECT, related_name="check_ins")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    things = models.CharField(
        _("since last time, are things for your family better, the same, or worse?"),
        max_length=20,
        choices=Things,
        blank=True,
    )
    getting_on = models.PositiveSmallIntegerField(
        _("how do you get on with the other family?"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    after_meeting = models.PositiveSmallIntegerField(
        _("after you’ve met up, how do you usually feel?"), null=True, blank=True, validators=FACES
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link_up", "person"],
                condition=Q(state="asked"),
                name="check_in_one_open",
                violation_error_message=_("They have been asked already."),
            ),
            models.CheckConstraint(
                condition=(Q(state="answered", answered_on__isnull=False) & ~Q(things=""))
                | (
                    ~Q(state="answered")
                    & Q(answered_on__isnull=True, things="", getting_on__isnull=True, after_meeting__isnull=True)
                ),
                name="check_in_answered_says_how",
                violation_error_message=_(
                    "Say whether things are better, the same or worse, or that you’d rather not say."
                ),
            ),
            models.CheckConstraint(
                condition=Q(getting_on__isnull=True) | Q(getting_on__lte=10),
                name="check_in_on_the_scale",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
        ]
        triggers = [
            Rule(
                name="check_in_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    {UNLESS_MOVED}
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkup link_up JOIN families_familymembership member ON member.family_id = NEW.family_id
                      WHERE link_up.id = NEW.link_up_id AND NEW.family_id IN (link_up.seeking_family_id, link_up.sharing_family_id)
                        AND member.person_id = NEW.person_id) THEN
                      RAISE EXCEPTION 'third person' USING ERRCODE = '23514', CONSTRAINT = 'check_in_of_the_two_families';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"check_in_of_the_two_families": _("Only people of the two families are asked.")},
            ),
            Rule(
                name="check_in_after_a_meetup",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_meetup meetup WHERE meetup.link_up_id = NEW.link_up_id AND meetup.state = 'held') THEN
                      RAISE EXCEPTION 'not met' USING ERRCODE = '23514', CONSTRAINT = 'check_in_once_they_met';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"check_in_once_they_met": _("People are asked once the two families have met.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_on}"


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
