"""Families as other systems read them."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from api.queries.conversations import statements_on_line
from api.queries.documents import NULL, Documents, Told, each, ids, only, reading
from families.models import Family, FamilyMembership, Involvement, Practitioner, Record

STORY = 20
"""How many conversations stand in a family: the latest."""


@reading
def families(user: User) -> Documents:
    """The families that a caller may know of, with who is in them now and who leads the work."""
    return Documents(
        Family.objects.visible_to(user),
        Told(**_fields(user)),
        families=only("pk"),
        people=ids(_members(user), "person"),
    )


@reading
def whole_families(user: User, *, tells_story: bool) -> Documents:
    """The same, with all who are alongside and the latest conversations; without these to whom the scopes deny them."""
    document = Told(
        **_fields(user),
        good_to_know="good_to_know",
        story="story",
        languages="languages",
        pets="pets",
        alongside=each(
            Involvement.objects.visible_to(user).current().filter(family=OuterRef("pk")).order_by("pk"),
            id="practitioner_id",
            name="practitioner__name",
            role="role",
            since="period__startswith",
        ),
        conversations=_story(user) if tells_story else NULL,
    )
    return Documents(
        Family.objects.visible_to(user), document, families=only("pk"), people=ids(_members(user), "person")
    )


@reading
def memberships(user: User) -> Documents:
    """Who is or was in which family."""
    document = Told(
        id="id",
        family="family_id",
        person="person_id",
        role="role",
        since="period__startswith",
        until="period__endswith",
    )
    visible = FamilyMembership.objects.visible_to(user)
    return Documents(visible, document, families=only("family_id"), people=only("person_id"))


@reading
def practitioners(user: User) -> Documents:
    """Those whose work is with families: an id to write in a body."""
    return Documents(
        Practitioner.objects.visible_to(user),
        Told(id="id", name="name", role_title="role_title", is_independent="is_independent"),
    )


def _fields(user: User) -> dict[str, object]:
    leading = Involvement.objects.current().filter(family=OuterRef("pk"), role=Involvement.Role.LEAD_WORKER)
    return {
        "id": "id",
        "name": "name",
        "locality": "locality__name",
        "members": each(
            _members(user).order_by("pk"),
            id="person_id",
            known_as="person__known_as",
            role="role",
            since="period__startswith",
        ),
        "lead_worker": Subquery(
            leading.annotate(told=Told(id="practitioner_id", name="practitioner__name")).values("told")[:1]
        ),
        "created_at": "created_at",
        "updated_at": "updated_at",
        "row_version": "row_version",
    }


def _members(user: User) -> QuerySet[FamilyMembership]:
    """Who is in a family now, of those whom the caller may see there."""
    return FamilyMembership.objects.visible_to(user).current().filter(family=OuterRef("pk"))


def _story(user: User) -> ArraySubquery:
    latest = (
        Record.objects.visible_to(user)
        .filter(family=OuterRef("pk"), kind=Record.Kind.CONVERSATION)
        .order_by("-happened_on", "-pk")[:STORY]
    )
    return each(
        latest,
        id="conversation__id",
        happened_at="conversation__happened_at",
        purpose="conversation__purpose",
        is_child_seen="conversation__is_child_seen",
        is_child_seen_alone="conversation__is_child_seen_alone",
        headline="conversation__headline",
        statements=statements_on_line(user, "pk"),
    )
