"""What is strong around Larkfield: eight things to belong to, and who was introduced to them. None of it exists."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from accounts.models import Locality, Team, User
from config.demo.calendar import Calendar
from config.demo.rowan import Rowan
from families.actions import assets, introductions
from families.models import Agency, Agreement, CommunityAsset, Introduction

LIBRARY = {
    "name": "Larkfield Library",
    "lines": "12 Market Street",
    "town": "Larkfield",
    "county": "Larkshire",
    "access_notes": "Flat from the street. Prams stay in the hall.",
}
HALL = {"name": "Harbour Hall", "lines": "3 Quay Lane", "town": "Larkfield", "county": "Larkshire"}
NEARBY: tuple[dict[str, Any], ...] = (
    {
        "name": "Bumps and Babies",
        "category": "association",
        "what_it_offers": "Tea, toys and other people who have not slept either. Older children are welcome.",
        "how_to_start": "Ask for Bev on Tuesdays, she puts the kettle on at half past nine.",
        "good_for": "Anyone with a child under five",
        "cost_words": "A pound, if you have it",
        "languages": ["English", "Polish"],
        "max_age": 5,
        "feels_like": "Nobody asks why you came. Bev just hands you a biscuit.",
        "place": HALL,
    },
    {
        "name": "Homework table",
        "category": "institution",
        "what_it_offers": "A big table, someone who is good at sums, and squash.",
        "how_to_start": "Come in and ask for Mr Adeyemi.",
        "cost_gbp": 0,
        "min_age": 7,
        "max_age": 14,
        "place": LIBRARY,
    },
    {
        "name": "Bike shed",
        "category": "exchange",
        "what_it_offers": "Bring a bike that is too small and take one that fits. They show you how to mend it.",
        "how_to_start": "Knock on the green door. Saturday is best.",
        "cost_gbp": 0,
        "place": {"name": "The green door", "lines": "Behind 40 Mill Road", "town": "Larkfield", "county": "Larkshire"},
    },
    {
        "name": "Harbour Street Food Bank",
        "category": "association",
        "what_it_offers": "Food for three days, and no form to fill in.",
        "how_to_start": "Just come. Ask for Gloria if you would rather talk first.",
        "cost_gbp": 0,
        "place": HALL,
    },
    {
        "name": "Mela in the park",
        "category": "culture_story",
        "what_it_offers": "Music, food and stories from everywhere that people in Larkfield come from.",
        "how_to_start": "Bring a blanket.",
        "cost_gbp": 0,
        "languages": ["English", "Urdu", "Somali"],
        "place": {"name": "North Park", "town": "Larkfield", "county": "Larkshire"},
    },
    {
        "name": "Paddling pool",
        "category": "physical",
        "what_it_offers": "Ankle deep, with shade and a tap. Open when it is warm.",
        "cost_gbp": 0,
        "place": {"name": "North Park", "town": "Larkfield", "county": "Larkshire"},
    },
    {
        "name": "Safe Haven",
        "category": "institution",
        "what_it_offers": "Somewhere to stay and someone to talk to, for women who have to leave home.",
        "how_to_start": "Ring the national helpline from a phone that is safe. Anyone who works with you can ring with you.",
        "cost_gbp": 0,
        "hide_location": True,
        "place": {"name": "Safe Haven", "town": "Larkfield"},
    },
)
TIMES: dict[str, dict[str, Any]] = {
    "Bumps and Babies": {"freq": "weekly", "byday": ["TU", "TH"], "opens_at": time(9, 30), "closes_at": time(11, 30)},
    "Homework table": {"freq": "weekly", "byday": ["MO", "WE"], "opens_at": time(15, 30), "closes_at": time(17)},
    "Bike shed": {"freq": "monthly", "byday": ["SA"], "week_of_month": 1, "opens_at": time(10), "closes_at": time(13)},
    "Harbour Street Food Bank": {"freq": "weekly", "byday": ["FR"], "opens_at": time(12), "closes_at": time(14)},
}


def around(calendar: Calendar, rowan: Rowan, staff: dict[str, User], localities: list[Locality]) -> None:
    """Seven that anyone may belong to, one of them half a year unseen; Joan’s gift; and what the Rowans were introduced to."""
    priya = staff["Priya"]
    there = {one.name: one for one in (_one(facts, localities, priya) for facts in NEARBY)}
    for name, when in TIMES.items():
        assets.add_session(asset=there[name], by=priya, **when)
    assets.add_session(
        asset=there["Mela in the park"], begins_on=calendar.day(2026, 6, 20), opens_at=time(11), by=priya
    )
    unseen = calendar.today - timedelta(days=200)
    CommunityAsset.objects.filter(pk=there["Paddling pool"].pk).update(last_checked_on=unseen)
    _joan(calendar, rowan, localities[1], priya)
    _introduced(calendar, rowan, there, priya)


def _one(facts: dict[str, Any], localities: list[Locality], priya: User) -> CommunityAsset:
    team = Team.objects.get(organisation=priya.organisation, name="North")
    agency = Agency.objects.filter(organisation=priya.organisation, name=facts["name"]).first()
    return assets.add_asset(
        **facts,
        agency=agency,
        locality=localities[1],
        team=team,
        mailbox="nearby@larkfield.test",
        safe_to_show=True,
        has_looked=True,
        by=priya,
    )


def _joan(calendar: Calendar, rowan: Rowan, locality: Locality, priya: User) -> None:
    gift = assets.add_gift(
        person=rowan["Joan"],
        name="Sewing with Nanny Jo",
        what_it_offers="Turns up trousers, makes costumes, and shows how. She would like company on Saturdays.",
        how_to_start="Ask Priya, who asks her.",
        shown_to=CommunityAsset.ShownTo.COACHES,
        locality=locality,
        given_how=Agreement.GivenHow.SPOKEN,
        given_on=calendar.day(2026, 3, 2),
        by=priya,
    )
    assets.add_session(asset=gift, freq="weekly", byday=["SA"], by=priya)


def _introduced(calendar: Calendar, rowan: Rowan, there: dict[str, CommunityAsset], priya: User) -> None:
    went = introductions.introduce(
        asset=there["Bumps and Babies"], who=rowan.family, on=calendar.day(2026, 2, 24), went_with=True, by=priya
    )
    introductions.follow_up(
        introduction=went,
        outcome=Introduction.Outcome.GOES_REGULARLY,
        went_with=True,
        words="The first time I would have turned round at the door.",
        may_be_read=True,
        by=priya,
    )
    introductions.introduce(asset=there["Homework table"], who=rowan["Jay"], on=calendar.day(2026, 3, 9), by=priya)
