"""Which days are worked, where an organisation is: neither weekends nor the bank holidays of its nation (docs/adr/0026)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from accounts.models import Organisation

SATURDAY = 5
Nation = Organisation.Nation
CODES = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}


@lru_cache(maxsize=200)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """Of one year, as they are known to this release: what a government decrees for one year comes with the next one."""
    return frozenset(country_holidays("GB", subdiv=CODES[Nation(nation)], years=year))


def is_worked(day: date, nation: str) -> bool:
    """Whether offices are open on this day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(nation, day.year)


def working_days_after(day: date, number: int, organisation: Organisation) -> date:
    """The day on which so many working days are over; on that day what is due is still in time."""
    while number:
        day += timedelta(days=1)
        number -= is_worked(day, organisation.nation)
    return day
