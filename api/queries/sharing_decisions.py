"""Whom we told, and why, as other systems read it (domain.md §8.4): what stands outside worries, and is not kept back."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef

from accounts.models import User
from api.queries.documents import Documents, Told, ids, only, reading
from casework.models import SharingDecision
from families.models import RecordSubject

SAID = ["id", "outcome", "with_whom", "what", "why", "basis", "told_subject", "more_detrimental_reason", "decided_on"]


@reading
def sharing_decisions(user: User, *, family: UUID | None = None) -> Documents:
    """Decisions to tell someone, or not to; of one family when it is named."""
    seen = SharingDecision.objects.outside_worries(user)
    about = RecordSubject.objects.visible_to(user).filter(record=OuterRef("record_id")).order_by("pk")
    return Documents(
        seen.filter(record__family=family) if family else seen,
        Told(**{name: name for name in SAID}, family="record__family_id", about=ids(about, "person")),
        families=only("record__family_id"),
        people=ids(about, "person"),
    )
