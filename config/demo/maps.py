"""Who is around Amina: as Joan saw it in September and in March, and as Amina sees it herself; and around them all, by Dana."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from config.demo.calendar import Calendar
from config.demo.rowan import Rowan
from families.actions.lives import record_life_place
from families.actions.support import draw_support_network
from families.models import NetworkTie, Precision
from families.periods import Period

Tie = dict[str, Any]
Circle, Strength, Stress = NetworkTie.Circle, NetworkTie.Strength, NetworkTie.Stress
Direction, Kind, Help = NetworkTie.Direction, NetworkTie.SupporterKind, NetworkTie.Help
HowOften, Wants = NetworkTie.HowOften, NetworkTie.Wants


def drawn(calendar: Calendar, rowan: Rowan, priya: User) -> None:
    """Each with Priya, who writes it down."""
    facts: dict[str, Any] = {"family": rowan.family, "by": priya}
    for day, ties in (
        (calendar.day(2025, 9, 15), _september(rowan, priya)),
        (calendar.day(2026, 3, 9), _march(rowan, priya)),
    ):
        draw_support_network(focus=rowan["Amina"], rated_by=rowan["Joan"], drawn_on=day, ties=ties, **facts)
    draw_support_network(
        focus=rowan["Amina"], rated_by=rowan["Amina"], drawn_on=calendar.day(2026, 3, 10), ties=_aminas(rowan), **facts
    )
    draw_support_network(
        focus=rowan.family,
        rated_by=rowan["Dana"],
        drawn_on=calendar.day(2026, 2, 19),
        ties=_danas(rowan, priya),
        **facts,
    )


def lived(calendar: Calendar, rowan: Rowan, priya: User) -> None:
    """Where Amina has lived, as she told it when they drew it together."""
    year, month = Precision.YEAR, Precision.MONTH
    told: dict[str, Any] = {"person": rowan["Amina"], "by": priya}
    record_life_place(
        place_label="The flat over the chip shop",
        period=Period(calendar.day(2016, 1, 1), calendar.day(2021, 6, 1)),
        since_precision=year,
        until_precision=month,
        who_with=["Mum", "Dad"],
        good="The smell on Fridays. Mr Ali gave me chips.",
        hard="They shouted at night.",
        would_like_to_see_again=["Mr Ali"],
        **told,
    )
    record_life_place(
        place_label="Nanny Jo’s",
        period=Period(calendar.day(2021, 6, 1), calendar.day(2021, 9, 1)),
        since_precision=month,
        until_precision=month,
        who_with=["Nanny Jo", "Grandad"],
        good="Biscuit slept on my bed.",
        **told,
    )


def _tie(circle: str, closeness: int, kind: str, direction: str, **more: Any) -> Tie:
    said = {"circle": circle, "closeness": closeness, "supporter_kind": kind, "direction": direction}
    return said | {"strength": Strength.ORDINARY, "stress": Stress.NONE} | more


def _september(rowan: Rowan, priya: User) -> list[Tie]:
    family, paid = Kind.NATURAL_FAMILY, Kind.PUBLIC_PROFESSIONAL
    return [
        _tie(
            Circle.INTIMACY,
            4,
            family,
            Direction.BOTH,
            person=rowan["Dana"],
            stress=Stress.STRESSFUL,
            wants=Wants.CLOSER,
        ),
        _tie(
            Circle.INTIMACY,
            4,
            family,
            Direction.TO_US,
            person=rowan["Bill"],
            own_word="Grandad",
            helps_with=[Help.LIFTS],
        ),
        _tie(
            Circle.FRIENDSHIP,
            2,
            family,
            Direction.TO_US,
            other_name="Auntie Uma",
            strength=Strength.TENUOUS,
            how_often=HowOften.FEW_TIMES_A_YEAR,
            wants=Wants.CLOSER,
        ),
        _tie(Circle.EXCHANGE, 2, paid, Direction.TO_US, practitioner=priya.practitioner, helps_with=[Help.LISTENING]),
        _tie(Circle.EXCHANGE, 3, paid, Direction.TO_US, other_name="Ms Hall", helps_with=[Help.SCHOOL]),
        _tie(Circle.EXCHANGE, 1, paid, Direction.TO_US, other_name="Dr Osei", strength=Strength.TENUOUS),
        _tie(
            Circle.EXCHANGE,
            1,
            paid,
            Direction.NONE,
            other_name="Housing",
            strength=Strength.BROKEN,
            stress=Stress.STRESSFUL,
        ),
    ]


def _march(rowan: Rowan, priya: User) -> list[Tie]:
    family, friend, paid = Kind.NATURAL_FAMILY, Kind.NATURAL_FRIEND, Kind.PUBLIC_PROFESSIONAL
    strong = Strength.STRONG
    return [
        _tie(Circle.INTIMACY, 5, family, Direction.BOTH, person=rowan["Dana"], strength=strong, stress=Stress.SOME),
        _tie(
            Circle.INTIMACY,
            5,
            family,
            Direction.BOTH,
            person=rowan["Bill"],
            own_word="Grandad",
            strength=strong,
            helps_with=[Help.LIFTS, Help.FUN],
            we_give=[Help.FUN],
        ),
        _tie(Circle.INTIMACY, 3, family, Direction.TO_US, person=rowan["Sid"], helps_with=[Help.FOOD, Help.PRACTICAL]),
        _tie(
            Circle.FRIENDSHIP,
            4,
            family,
            Direction.BOTH,
            person=rowan["Uma"],
            drawn_before_as="Auntie Uma",
            how_often=HowOften.MONTHLY,
            helps_with=[Help.RESPITE_STAY],
            willing_to=[Help.RESPITE_STAY, Help.LIFTS],
        ),
        _tie(
            Circle.FRIENDSHIP,
            4,
            friend,
            Direction.BOTH,
            other_name="Pam next door",
            strength=strong,
            helps_with=[Help.CHILDCARE, Help.LISTENING],
            we_give=[Help.PRACTICAL],
        ),
        _tie(Circle.FRIENDSHIP, 3, friend, Direction.TO_US, other_name="Kayleigh’s mum", helps_with=[Help.LIFTS]),
        _tie(
            Circle.PARTICIPATION,
            3,
            Kind.COMMUNITY_GROUP,
            Direction.BOTH,
            other_name="Girls’ football",
            helps_with=[Help.FUN],
        ),
        _tie(Circle.EXCHANGE, 3, paid, Direction.TO_US, practitioner=priya.practitioner, helps_with=[Help.LISTENING]),
        _tie(Circle.EXCHANGE, 3, paid, Direction.TO_US, other_name="Ms Hall", helps_with=[Help.SCHOOL]),
        _tie(Circle.EXCHANGE, 1, paid, Direction.TO_US, other_name="Dr Osei", strength=Strength.TENUOUS),
    ]


def _aminas(rowan: Rowan) -> list[Tie]:
    family, friend, strong = Kind.NATURAL_FAMILY, Kind.NATURAL_FRIEND, Strength.STRONG
    return [
        _tie(
            Circle.INTIMACY,
            5,
            Kind.PET,
            Direction.BOTH,
            other_name="Biscuit the dog",
            strength=strong,
            we_give=[Help.FUN],
        ),
        _tie(Circle.INTIMACY, 5, family, Direction.BOTH, person=rowan["Joan"], own_word="Nanny Jo", strength=strong),
        _tie(Circle.INTIMACY, 4, family, Direction.BOTH, person=rowan["Dana"], own_word="Mum", strength=strong),
        _tie(
            Circle.INTIMACY,
            4,
            family,
            Direction.TO_US,
            person=rowan["Bill"],
            own_word="Grandad",
            helps_with=[Help.LIFTS],
        ),
        _tie(
            Circle.FRIENDSHIP,
            5,
            friend,
            Direction.BOTH,
            other_name="Kayleigh",
            how_often=HowOften.MOST_DAYS,
            wants=Wants.SAME,
            helps_with=[Help.FUN, Help.LISTENING],
        ),
        _tie(
            Circle.FRIENDSHIP,
            3,
            family,
            Direction.FROM_US,
            person=rowan["Theo"],
            stress=Stress.SOME,
            wants=Wants.CLOSER,
            we_give=[Help.FUN],
        ),
        _tie(Circle.PARTICIPATION, 3, Kind.COMMUNITY_GROUP, Direction.BOTH, other_name="Football on Tuesdays"),
        _tie(
            Circle.EXCHANGE,
            2,
            Kind.PUBLIC_PROFESSIONAL,
            Direction.TO_US,
            other_name="Ms Hall",
            strength=Strength.TENUOUS,
        ),
    ]


def _danas(rowan: Rowan, priya: User) -> list[Tie]:
    paid, friend = Kind.PUBLIC_PROFESSIONAL, Kind.NATURAL_FRIEND
    return [
        _tie(
            Circle.INTIMACY,
            4,
            Kind.NATURAL_FAMILY,
            Direction.TO_US,
            person=rowan["Joan"],
            helps_with=[Help.CHILDCARE, Help.LISTENING],
        ),
        _tie(
            Circle.FRIENDSHIP,
            4,
            friend,
            Direction.BOTH,
            other_name="Pam next door",
            helps_with=[Help.LISTENING],
            we_give=[Help.PRACTICAL],
        ),
        _tie(
            Circle.PARTICIPATION, 2, Kind.VOLUNTARY_ORG, Direction.TO_US, other_name="Food bank", helps_with=[Help.FOOD]
        ),
        _tie(Circle.EXCHANGE, 3, paid, Direction.TO_US, practitioner=priya.practitioner, helps_with=[Help.ADVICE]),
    ]
