"""Sarah and Priya thought together: half of it is Priya's own, and what they decided for the Rowans stands on the Rowans' record."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from casework.actions import supervision, window_checks
from casework.models import FamilySupervisionNote, SupervisionSession, WindowCheck
from config.demo.calendar import Calendar
from config.demo.rowan import Rowan
from database.asker import acting_as


def thought_together(calendar: Calendar, rowan: Rowan, staff: dict[str, User]) -> FamilySupervisionNote:
    """A week ago, on an afternoon."""
    priya, sarah = staff["Priya"], staff["Sarah"]
    on = calendar.today - timedelta(days=6)
    with acting_as(sarah.asker):
        session = supervision.write_supervision(
            supervisee=priya,
            supervisor=sarah,
            on=on,
            minutes=75,
            kind=SupervisionSession.Kind.INDIVIDUAL,
            wellbeing="Sleeping badly since the week of two late calls. Glad of the walk at noon.",
            development="To ask one more question before offering anything.",
            agreements=["No calls after six this month", "Sit in on one family meeting"],
            by=sarah,
        )
    with acting_as(priya.asker):
        window_checks.look_back(
            about=WindowCheck.About.CONVERSATION,
            support=8,
            challenge=3,
            note="I had the forms filled in before she had said what she wanted.",
            by=priya,
        )
        return supervision.write_family_note(
            family=rowan.family,
            people=[rowan["Dana"]],
            happened_on=on,
            thought_about="You asked for one thing at a time, and we sent you three letters in a week.",
            hypotheses=["Each of us thought that nobody else was writing", "We were in more of a hurry than you"],
            decision="One worker writes to you, and the others go through her.",
            because="You said that a letter you don’t understand makes a bad day.",
            decided_by=sarah,
            session=session,
            by=priya,
        )
