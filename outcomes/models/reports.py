"""Why a curve is as it is, and what is done about it: one report for each meeting, frozen once it was held (domain.md §7.2)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from casework.models.learning import names_nobody
from database.history import tracked
from database.rules import Rule

from .base import FigureQuerySet
from .measures import Measure


@tracked
class TurnTheCurveReport(Protected):
    """What a meeting has before it, and what comes of it. The next one begins with a copy, and the one before stays as it was."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        HELD = "held", _("The meeting was held")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField(editable=False)
    meeting_on = models.DateField(_("when is the meeting?"), null=True, blank=True)
    families_said = models.CharField(_("what did families say?"), max_length=4_000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    held_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FigureQuerySet["TurnTheCurveReport"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "version"],
                name="report_version_once",
                violation_error_message=_("Someone else began this version just now. Go on with theirs."),
            ),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(state="draft"),
                name="report_one_draft",
                violation_error_message=_("A report of this curve is begun already. Go on with that one."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", held_at__isnull=True)
                | Q(state="held", held_at__isnull=False, meeting_on__isnull=False),
                name="report_held_on_a_day",
                violation_error_message=_("Say on which day the meeting was held."),
            ),
        ]
        triggers = [
            Rule(
                name="report_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF TG_OP = 'INSERT' THEN
                      IF NEW.state <> 'draft' OR NEW.version <> 1 + coalesce((
                        SELECT max(r.version) FROM outcomes_turnthecurvereport r WHERE r.measure_id = NEW.measure_id), 0) THEN
                        RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'report_begins_as_the_next_draft';
                      END IF;
                    ELSE
                      IF OLD.state = 'held' THEN
                        RAISE EXCEPTION 'frozen' USING ERRCODE = '23514', CONSTRAINT = 'report_frozen';
                      END IF;
                      IF (NEW.measure_id, NEW.version) IS DISTINCT FROM (OLD.measure_id, OLD.version) THEN
                        RAISE EXCEPTION 'moved' USING ERRCODE = '23514', CONSTRAINT = 'report_stays_with_its_curve';
                      END IF;
                      IF NEW.state = 'held' AND NOT EXISTS (
                        SELECT FROM outcomes_factor factor WHERE factor.report_id = NEW.id AND factor.taken_out_at IS NULL) THEN
                        RAISE EXCEPTION 'no story' USING ERRCODE = '23514', CONSTRAINT = 'report_says_why';
                      END IF;
                      IF NEW.state = 'held' AND NEW.meeting_on > current_date THEN
                        RAISE EXCEPTION 'to come' USING ERRCODE = '23514', CONSTRAINT = 'report_held_once_the_day_has_come';
                      END IF;
                    END IF;
                    {names_nobody("report_names_nobody", "families_said")}
                    RETURN NEW;
                """,  # noqa: S608  (constants)
                sentences={
                    "report_begins_as_the_next_draft": _("The next report of a curve begins as a draft."),
                    "report_frozen": _(
                        "That meeting was held, and its report stays as it was. Begin the next one: it starts with a copy."
                    ),
                    "report_stays_with_its_curve": _("A report stays with its curve."),
                    "report_says_why": _("Write down first why the curve is as it is: one cause at the least."),
                    "report_held_once_the_day_has_come": _("The day of the meeting is still to come."),
                    "report_names_nobody": _(
                        "What families said holds the whole name of someone who works here. Take it out."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return gettext("Report %(version)d") % {"version": self.version}

    def get_absolute_url(self) -> str:
        return reverse("outcomes:report", args=[self.pk])

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD
