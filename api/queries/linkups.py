"""Link-ups as other systems read them. How each family felt, and what they answered their coach, is not among it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, OuterRef, Q, When

from accounts.models import User
from api.queries.documents import Documents, Told, each, only, reading
from linkups.models import FamilyCard, LinkUp, Meetup

FIELDS = [
    "id",
    "state",
    "planned_weeks",
    "seeking_chose_at",
    "seeking_agreed_at",
    "sharing_agreed_at",
    "start_date",
    "end_date",
    "end_kind",
    "created_at",
    "updated_at",
    "row_version",
]
MEETUP_FIELDS = ["id", "kind", "state", "planned_for", "held_on", "place_kind"]


@reading
def link_ups(user: User, *, family: UUID | None = None, state: str | None = None) -> Documents:
    """The link-ups that a caller may know of; those of one family, on either side, or in one state when these are named."""
    wanted = Q(seeking_family=family) | Q(sharing_family=family) if family else Q()
    document = Told(
        **{name: name for name in FIELDS},
        seeking_family="seeking_family_id",
        sharing_family="sharing_family_id",
        coach=Case(When(coach__isnull=False, then=Told(id="coach_id", name="coach__name"))),
        meetups=each(
            Meetup.objects.filter(link_up=OuterRef("pk")).order_by("pk"), **{name: name for name in MEETUP_FIELDS}
        ),
    )
    visible = LinkUp.objects.visible_to(user).filter(wanted, **({"state": state} if state else {}))
    return Documents(visible, document, families=only("seeking_family_id", "sharing_family_id"))


CARD_FIELDS = [
    "id",
    "headline",
    "our_story",
    "good_at",
    "tough_times",
    "fun_facts",
    "availability",
    "languages",
    "area_label",
    "version",
    "approved_at",
]


@reading
def sharing_cards(user: User) -> Documents:
    """What sharing families say of themselves, in the words to which they said yes. Whose card it is, it does not say."""
    cards = FamilyCard.objects.visible_to(user).approved().filter(kind=FamilyCard.Kind.SHARING)
    return Documents(cards, Told(**{name: name for name in CARD_FIELDS}), families=only("family_id"))


def card_of(link_up: LinkUp, user: User) -> FamilyCard | None:
    """What the sharing family says of itself to others."""
    cards = FamilyCard.objects.visible_to(user).filter(family=link_up.sharing_family, kind=FamilyCard.Kind.SHARING)
    return cards.order_by("pk").first()
