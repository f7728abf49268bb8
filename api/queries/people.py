"""People as other systems read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, When
from django.utils.translation import gettext as _

from accounts.models import User
from api.queries.documents import Documents, Look, Told, each, ids, only, reading
from database.prepared import Statement
from families.models import (
    ExternalIdentifier,
    FamilyMembership,
    Parentage,
    Partnership,
    Person,
    home_localities_open_to,
)
from families.queries.alike import Told as AlikeTold
from families.queries.alike import ids_of_people_alike
from families.queries.network import Network, is_over
from families.queries.search import in_order_of_match, words_of

FIELDS = [
    "id",
    "known_as",
    "given_name",
    "family_name",
    "pronouns",
    "gender",
    "gender_words",
    "date_of_birth",
    "dob_precision",
    "expected_date",
    "date_of_death",
    "death_precision",
    "languages",
    "interpreter_language",
    "communication_needs",
    "access_needs",
    "about_me",
    "record_class",
    "created_at",
    "updated_at",
    "row_version",
]
FOUND_FIELDS = ["id", "known_as", "date_of_birth", "dob_precision"]
EDGE_FIELDS = ["id", "source", "confidence", "created_at", "updated_at", "row_version"]


@reading
def people(user: User, *, family: UUID | None = None) -> Documents:
    """The people whom a caller may know of, or those of one family, with their families and what other systems call them.

    Addresses, telephone numbers and the like are not among it (domain.md §8.5, *People and edges*), nor are ethnicity and faith; the
    locality where someone lives is, for who may see their home.
    """
    memberships = FamilyMembership.objects.visible_to(user).filter(person=OuterRef("pk"))
    document = Told(
        **{name: name for name in FIELDS},
        home_locality=Case(When(home_localities_open_to(user), then=F("home_locality__name")), default=None),
        families=each(
            memberships.order_by("pk"),
            id="family_id",
            role="role",
            since="period__startswith",
            until="period__endswith",
        ),
        external_identifiers=each(
            ExternalIdentifier.objects.current().filter(person=OuterRef("pk")).order_by("pk"),
            scheme="scheme",
            value="value",
        ),
    )
    visible = Person.objects.visible_to(user)
    if family:
        visible = visible.filter(
            pk__in=FamilyMembership.objects.visible_to(user).filter(family=family).values("person")
        )
    return Documents(visible, document, families=ids(memberships, "family"), people=only("pk"))


@reading
def merged_people(user: User) -> Documents:
    """Who was found to be someone whom the caller may know of, and whom (domain.md §9.7)."""
    return Documents(merged_into(user), Told(id="id", merged_into="merged_into_id"), people=only("merged_into_id"))


def merged_into(user: User) -> QuerySet[Person]:
    """Those who were found to be someone whom the caller may know of."""
    return Person.objects.filter(merged_into__in=Person.objects.visible_to(user).values("pk"))


def people_alike(user: User, told: AlikeTold, look: Look) -> str | None:
    """The people who may be the one who is told of, the likeliest first, with the families that they are in now."""
    found = ids_of_people_alike(user, told)
    return found_people(user).in_order_of(look, _as_given, found=found) if found else None


def _as_given(_user: User, found: list[UUID]) -> Statement:
    return "SELECT unnest(%s::uuid[])", (found,)


def people_named(user: User, name: str, look: Look) -> str | None:
    """The people who answer to a name, the best match first, with the families that they are in now."""
    words = words_of(name)
    return found_people(user).in_order_of(look, in_order_of_match, **words) if words else None


@reading
def found_people(user: User) -> Documents:
    """People as a search shows them."""
    now = FamilyMembership.objects.visible_to(user).current().filter(person=OuterRef("pk")).order_by("pk")
    document = Told(**{name: name for name in FOUND_FIELDS}, families=each(now, id="family_id", name="family__name"))
    return Documents(Person.objects.visible_to(user), document, families=ids(now, "family"), people=only("pk"))


@reading
def parentages(user: User) -> Documents:
    """Who is whose parent, as it was written down."""
    document = Told(
        **{name: name for name in EDGE_FIELDS},
        parent="parent_id",
        child="child_id",
        basis="basis",
        since="period__startswith",
        until="period__endswith",
        since_precision="since_precision",
        until_precision="until_precision",
    )
    return Documents(Parentage.objects.visible_to(user), document, people=only("parent_id", "child_id"))


@reading
def partnerships(user: User) -> Documents:
    """Who is a couple, as it was written down."""
    document = Told(
        **{name: name for name in EDGE_FIELDS},
        one="a_id",
        other="b_id",
        kind="kind",
        since="period__startswith",
        until="period__endswith",
        since_precision="since_precision",
        until_precision="until_precision",
        end_kind="end_kind",
    )
    return Documents(Partnership.objects.visible_to(user), document, people=only("a_id", "b_id"))


def told_network(found: Network) -> dict[str, Any]:
    """A network as other systems read it. `detail` says that there are more people than are told."""
    cut = _("Only the nearest %(told)s of %(known)s people are told.")
    return {
        "people": [{"id": str(one.one), "known_as": one.called, "hops": steps} for one, steps in found.people],
        "ties": [
            {"kind": tie.fact, "one": str(tie.one), "other": str(tie.other), "what": tie.what, "is_over": is_over(tie)}
            for tie in found.ties
        ],
        "detail": "" if found.is_whole else cut % {"told": len(found.people), "known": found.known},
    }
