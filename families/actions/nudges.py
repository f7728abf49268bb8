"""Moving someone left or right in the family tree, and back."""

from __future__ import annotations

from django.db.models import Q

from accounts.history import action
from accounts.models import User
from database import clock
from families.models import Family, Nudge, Person
from families.models.nudges import NudgeQuerySet


@action
def move_in_tree(*, family: Family, left: Person, right: Person, by: User) -> Nudge:
    """Say that `left` stands left of `right`; what was said of these two before is put back."""
    both = Q(left=left, right=right) | Q(left=right, right=left)
    _put_back(Nudge.objects.filter(both, family=family))
    nudge = Nudge(organisation=by.organisation, family=family, left=left, right=right, created_by=by)
    nudge.full_clean()
    nudge.save(force_insert=True)
    return nudge


@action
def put_back_in_tree(*, family: Family, person: Person, by: User) -> None:
    """Let someone stand where Kith would put them; what names someone whom `by` may not see stays as it is."""
    theirs = Nudge.objects.visible_to(by).standing().filter(Q(left=person) | Q(right=person), family=family)
    _put_back(Nudge.objects.filter(pk__in=list(theirs.values_list("pk", flat=True))))


def _put_back(nudges: NudgeQuerySet) -> None:
    """Those of them that still stand, once they are locked: another worker may have put one back meanwhile."""
    for nudge in nudges.standing().select_for_update().order_by("pk"):
        nudge.put_back_at = clock.now()
        nudge.save(update_fields=["put_back_at"])
