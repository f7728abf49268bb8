"""The services of a directory in Open Referral’s form, as far as we can take them. What can’t be taken is left out and said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from html import unescape
from re import compile as pattern
from typing import Any
from uuid import UUID

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from families.directory.service import KINDS, Service, Session, Venue
from families.models import AssetSession, CommunityAsset, Day

STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
CATEGORIES = set(CommunityAsset.Category.values) - {CommunityAsset.Category.INDIVIDUAL.value}
ON_A_DAY = pattern(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
MARKUP = pattern(r"<[a-zA-Z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
NEW_LINE = pattern(r"(?i)<(?:br|/p|/li|/div|/h\d)\b[^>]*>")
TOO_LONG = {"name": 200, "description": 4_000, "url": 400, "cost": 200}


class NotADirectory(ValueError):
    """What was read is no list of services."""


class LeftOut(ValueError):
    """One thing of a service can’t be taken; the sentence says which and why."""


@dataclass(slots=True)
class Directory:
    """What was read. `is_whole`: that it is all of the directory, so that what is missing has gone."""

    services: list[Service] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_whole: bool = True


def read(*pages: Any) -> Directory:
    """The services of one page or of several; each once."""
    found, seen = Directory(), set()
    for page in pages:
        for said in _contents(page):
            try:
                service = _service(said)
            except LeftOut as problem:
                found.problems.append(str(problem))
                found.is_whole = False  # nothing is taken for gone because it could not be read
                continue
            if service.id in seen:
                found.problems.append(_("%(id)s stands there twice; the first is taken.") % {"id": service.id})
            else:
                seen.add(service.id)
                found.services.append(service)
    total = max((page.get("total_pages", 1) for page in pages if isinstance(page, dict)), default=1)
    found.is_whole = found.is_whole and total in {0, 1, len(pages)}
    return found


def _contents(page: Any) -> list[Any]:
    contents = page.get("contents") if isinstance(page, dict) else page
    if not isinstance(contents, list):
        raise NotADirectory(_("It holds no list of services: “contents” is missing."))
    return contents


def _service(said: Any) -> Service:
    if not isinstance(said, dict):
        raise LeftOut(_("Something in the list is no service, so it was left out."))
    own, name, status = _text(said, "id"), _words(said, "name"), _text(said, "status")
    if not _is_id(own) or not name or status not in STATUSES:
        raise LeftOut(_("“%(what)s” was left out: it needs an id, a name and a status.") % {"what": name or own})
    if len(name) > TOO_LONG["name"]:
        raise LeftOut(_("“%(what)s” was left out: its name is too long.") % {"what": name[:60]})
    service = Service(str(UUID(own)), name, _words(said, "description") or name, status)
    service.description = _shortened(service, service.description, "description")
    _read_facts(service, said)
    _read_places(service, said)
    return service


def _read_facts(service: Service, said: Mapping[str, Any]) -> None:
    url = _text(said, "url")
    service.url = (
        url if url.startswith(("http://", "https://")) and len(url) <= TOO_LONG["url"] and " " not in url else ""
    )
    mailbox = _text(said, "assurer_email")
    service.mailbox = mailbox if "@" in mailbox and len(mailbox) <= 254 else ""
    service.min_age, service.max_age = _age(said, "minimum_age"), _age(said, "maximum_age")
    if None not in {service.min_age, service.max_age} and service.min_age > service.max_age:  # type: ignore[operator]
        service.min_age = service.max_age = None
        service.notes.append(_("Its ages are in the wrong order, so they were left out."))
    service.assured_on = _day(service, said, "assured_date")
    service.languages = [name[:60] for one in _several(said, "languages") if (name := _words(one, "name"))]
    service.agency = _words(_one(said, "organization"), "name")[:200]
    service.category = next(_categories(said), "")
    costs = _several(said, "cost_options")
    if len(costs) > 1:
        service.notes.append(_("It has more than one price; the first is taken."))
    for cost in costs[:1]:
        service.cost_words = _shortened(service, _words(cost, "amount_description") or _words(cost, "option"), "cost")
        if _text(cost, "currency").upper() in {"", "GBP"}:
            service.cost_gbp = _number(cost.get("amount"), "0.01", 0, 99_999)


def _categories(said: Mapping[str, Any]) -> Iterator[str]:
    for attribute in _several(said, "attributes"):
        term = _one(attribute, "taxonomy_term")
        code = _text(term, "code")
        if _text(_one(term, "taxonomy_detail"), "id") == str(KINDS) and code in CATEGORIES:
            yield code


def _read_places(service: Service, said: Mapping[str, Any]) -> None:
    service.sessions = [one for schedule in _several(said, "schedules") if (one := _session(service, schedule, None))]
    for at_place in _several(said, "service_at_locations"):
        venue = _venue(_one(at_place, "location"))
        service.venue = service.venue or venue
        schedules = _several(at_place, "schedules")
        service.sessions += [one for schedule in schedules if (one := _session(service, schedule, venue))]


def _venue(said: Mapping[str, Any]) -> Venue | None:
    if said.get("location_type") != "physical":
        return None
    address = next((one for one in _several(said, "addresses") if one.get("address_type") != "postal"), {})
    lines, town, county = (_words(address, key) for key in ("address_1", "city", "state_province"))
    name = _words(said, "name") or lines
    if not name:
        return None
    latitude = _number(said.get("latitude"), "0.000001", -90, 90)
    longitude = _number(said.get("longitude"), "0.000001", -180, 180)
    is_on_map = latitude is not None and longitude is not None
    access = " ".join(_words(one, "description") for one in _several(said, "accessibility"))
    return Venue(
        name[:200],
        lines[:200],
        town[:100],
        "" if county == town else county[:100],
        _text(address, "postal_code")[:10],
        latitude if is_on_map else None,
        longitude if is_on_map else None,
        access.strip()[:1_000],
    )


def _session(service: Service, said: Mapping[str, Any], venue: Venue | None) -> Session | None:
    try:
        return _read_session(service, said, venue)
    except LeftOut as problem:
        service.notes.append(str(problem))
        return None


def _read_session(service: Service, said: Mapping[str, Any], venue: Venue | None) -> Session:
    freq = _text(said, "freq").lower()
    days, week = _days(_text(said, "byday"))
    monthday = _text(said, "bymonthday")
    begins = _day(service, said, "dtstart")
    if not _fits(freq, days, week, monthday, begins):
        raise LeftOut(_("One of its times can’t be taken: it is of a kind that we don’t write down."))
    last = _day(service, said, "valid_to")
    since, until = _day(service, said, "valid_from"), last + timedelta(days=1) if last else None
    opens, closes = _time(_text(said, "opens_at")), _time(_text(said, "closes_at"))
    if (since and until and since >= until) or (opens and closes and opens >= closes):
        raise LeftOut(_("One of its times ends before it begins, so it was left out."))
    interval = _number(said.get("interval"), "1", 1, 52)
    return Session(
        begins_on=begins,
        freq=freq,
        interval=int(interval) if interval and freq else 1,
        byday=days,
        week_of_month=week,
        bymonthday=int(monthday) if monthday else None,
        opens_at=opens,
        closes_at=closes,
        attending=_attending(_text(said, "attending_type")),
        since=since,
        until=until,
        venue=venue,
    )


def _fits(freq: str, days: tuple[str, ...], week: int | None, monthday: str, begins: date | None) -> bool:
    """Whether it is once, every so many weeks, or in every so many months, as we write it down."""
    if freq == "":
        return begins is not None and not days and not monthday
    if freq == "weekly":
        return bool(days) and week is None and not monthday
    of_the_month = monthday.isdecimal() and 1 <= int(monthday) <= 31
    return freq == "monthly" and ((bool(days) and week is not None and not monthday) or (not days and of_the_month))


def _days(said: str) -> tuple[tuple[str, ...], int | None]:
    """The days in the order of the week, and in which week of the month, which is one for all."""
    parts = [ON_A_DAY.fullmatch(part.strip()) for part in said.split(",")] if said else []
    weeks = {part[1] for part in parts if part}
    if None in parts or len(weeks) > 1 or not weeks <= {None, "1", "2", "3", "4", "-1"}:
        raise LeftOut(_("One of its times can’t be taken: “%(days)s” is of several weeks.") % {"days": said[:60]})
    days = {part[2] for part in parts if part}
    week = next(iter(weeks), None)
    return tuple(day for day in Day.values if day in days), int(week) if week else None


def _attending(said: str) -> str:
    return said if said in AssetSession.Attending.values else AssetSession.Attending.IN_PERSON.value


def _day(service: Service, said: Mapping[str, Any], key: str) -> date | None:
    text = _text(said, key)
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        service.notes.append(_("“%(text)s” is not a date, so it was left out.") % {"text": text[:60]})
        return None


def _time(said: str) -> time | None:
    """By the clock of the place: what stands behind the minutes says only when the clock is changed."""
    try:
        return time.fromisoformat(said[:5]) if said else None
    except ValueError:
        return None


def _age(said: Mapping[str, Any], key: str) -> int | None:
    age = _number(said.get(key), "1", 0, 120)
    return None if age is None else int(age)


def _number(said: Any, to: str, least: int, most: int) -> Decimal | None:
    if said is None or isinstance(said, bool | dict | list):
        return None
    try:
        number = Decimal(str(said)).quantize(Decimal(to))
    except InvalidOperation:
        return None
    return number if least <= number <= most else None


def _shortened(service: Service, text: str, what: str) -> str:
    if len(text) > TOO_LONG[what]:
        service.notes.append(_("A text was too long, and was cut: “%(text)s”.") % {"text": text[:40]})
    return text[: TOO_LONG[what]].strip()


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""


def _words(said: Mapping[str, Any], key: str) -> str:
    """A text for people: many directories write theirs as HTML, which is read as what it would look like."""
    text = _text(said, key)
    if not MARKUP.search(text):
        return text
    lines = unescape(strip_tags(NEW_LINE.sub("\n", text))).replace("\xa0", " ").splitlines()
    return "\n".join(line for said in lines if (line := said.strip()))


def _one(said: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = said.get(key)
    return value if isinstance(value, dict) else {}


def _several(said: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = said.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
