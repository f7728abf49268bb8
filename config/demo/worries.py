"""One worry that is passed on and waits for Lena, and one thing to know before knocking."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from casework.actions import alerts, worries
from casework.models import Alert, SafeguardingConcern
from config.demo.calendar import Calendar
from config.demo.neighbours import Household


def raised(osei: Household, staff: dict[str, User]) -> SafeguardingConcern:
    """About Kwame: Priya saw it this morning, and told the front door at once."""
    concern = worries.raise_worry(
        words="Kwame said: “There was nobody when I woke up.” The back door stood open when I came at half past eight.",
        about=[osei["Kwame"]],
        by=staff["Priya"],
    )
    return worries.pass_on(
        concern=concern,
        told=SafeguardingConcern.Told.FRONT_DOOR,
        family_told=SafeguardingConcern.FamilyTold.YES,
        by=staff["Priya"],
    )


def before_knocking(calendar: Calendar, osei: Household, staff: dict[str, User]) -> Alert:
    """About Kofi, who knows of it: his dog. Sarah has agreed."""
    alert = alerts.ask_for_alert(
        person=osei["Kofi"],
        kind=Alert.Kind.RISK_TO_STAFF,
        text="The dog is loose in the yard. Ring before you open the gate: Kofi ties her up.",
        evidence="She bit the meter reader in January; Kofi told Priya himself.",
        discussed=Alert.Discussed.YES,
        discussed_on=calendar.day(2026, 3, 9),
        review_on=calendar.today + timedelta(days=180),
        by=staff["Priya"],
    )
    return alerts.agree_to_alert(alert=alert, by=staff["Sarah"])
