"""Family group conferences as other systems read them (domain.md §9.7: offers, responses, held, plan agreed, review).

Of private family time nothing is told to another system, not even when it began (domain.md §11.3).
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, OuterRef, Subquery, When

from accounts.models import User
from api.queries.documents import Documents, Told, each, ids, only, reading
from casework.models import Conference, ConferenceFocus, ConferenceOffer, FamilyPlan
from families.models import people_not_kept_from

FIELDS = [
    "id",
    "setting",
    "state",
    "is_urgent",
    "meets_at",
    "held_on",
    "agency_response",
    "review_due_on",
    "reviewed_on",
    "not_going_ahead_reason",
    "created_at",
    "updated_at",
    "row_version",
]
OFFER_FIELDS = [
    "id",
    "offered_on",
    "channel",
    "is_in_letter_before_proceedings",
    "letter_on",
    "response",
    "responded_on",
]


@reading
def conferences(user: User, *, family: UUID | None = None, state: str | None = None) -> Documents:
    """The conferences that a caller may know of; of one family or in one state when these are named."""
    wanted = {name: value for name, value in (("family", family), ("state", state)) if value}
    about = ConferenceFocus.objects.filter(people_not_kept_from(user, "person__id"), conference=OuterRef("pk"))
    document = Told(
        **{name: name for name in FIELDS},
        family="family_id",
        review_of="review_of_id",
        coordinator=Case(When(coordinator__isnull=False, then=Told(id="coordinator_id", name="coordinator__name"))),
        about=each(about.order_by("pk"), id="person_id", known_as="person__known_as"),
        offers=each(
            ConferenceOffer.objects.filter(
                people_not_kept_from(user, "offered_to__id"), conference=OuterRef("pk")
            ).order_by("pk"),
            **{name: name for name in OFFER_FIELDS},
            offered_to="offered_to_id",
        ),
        plan_agreed_on=Subquery(
            FamilyPlan.objects.filter(conference=OuterRef("pk"), agreed_on__isnull=False)
            .order_by("-version")
            .values("agreed_on")[:1]
        ),
    )
    return Documents(
        Conference.objects.visible_to(user).filter(**wanted),
        document,
        families=only("family_id"),
        people=ids(about, "person"),
    )


@reading
def offers(user: User) -> Documents:
    """To whom conferences were offered, and what they said."""
    return Documents(
        ConferenceOffer.objects.visible_to(user),
        Told(**{name: name for name in OFFER_FIELDS}, offered_to="offered_to_id"),
        families=only("conference__family_id"),
        people=only("offered_to_id"),
    )
