"""What was opened in an emergency: once for Jay, who reads of it since; and once out of hours, which waits for Lena."""

from __future__ import annotations

from accounts.models import User
from casework.actions.conversations import log_conversation
from config.demo.calendar import Calendar
from config.demo.neighbours import Household
from config.demo.rowan import Rowan
from database.asker import acting_as
from families.actions.emergency import break_glass, end_emergency_access, review_emergency_access
from families.actions.records import EntryText, Sharing
from families.models import EmergencyAccess, Entry, Family, Record, ShareState

Reason = EmergencyAccess.Reason


def opened(calendar: Calendar, rowan: Rowan, osei: Household, staff: dict[str, User]) -> None:
    """Sarah, for Jay; and Tom, for a neighbour of the Oseis who rang at night. Both are closed again."""
    told = log_conversation(
        family=rowan.family,
        people=[rowan["Jay"]],
        headline="On the phone, late",
        happened_at=calendar.at(calendar.day(2026, 3, 9), 21, 30),
        entries=[EntryText(Entry.Kind.SAID, "I am at a friend’s. Don’t tell anyone where.", {"speaker": rowan["Jay"]})],
        sharing=Sharing(ShareState.State.CHILD_ONLY),
        by=staff["Priya"],
    )
    why = "Jay was not home at midnight and Priya was on leave."
    access = _open_for_a_moment(told.record, staff["Sarah"], Reason.IMMEDIATE_SAFETY, why)
    with acting_as(staff["Lena"].asker):
        review_emergency_access(
            access=access,
            finding=EmergencyAccess.Finding.FINE,
            told_words="You were not home at midnight, and Priya was away. Sarah looked for where you might be safe.",
            by=staff["Lena"],
        )
    _open_for_a_moment(osei.family, staff["Tom"], Reason.OUT_OF_HOURS, "A neighbour rang: Kwame stood in the street.")


def _open_for_a_moment(target: Record | Family, by: User, code: EmergencyAccess.Reason, why: str) -> EmergencyAccess:
    with acting_as(by.asker):
        access = break_glass(target=target, reason_code=code, reason_text=why, by=by)
        return end_emergency_access(access=access, by=by)
