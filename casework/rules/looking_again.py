"""Who looks again at what is not shared yet (domain.md §8.2)."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import Record, ShareState
from families.queries.hidden_words import reads_whole_record


def can_look_again(user: User, record: Record) -> Decision:
    """Whoever decided it, and whoever reads all of the family: the lead worker, co-workers and their manager."""
    decided = ShareState.objects.filter(record=record, state=ShareState.State.WITHHELD, decided_by=user)
    return allow_if(
        user.kind == User.Kind.STAFF and (reads_whole_record(user, record.family) or decided.exists()),
        otherwise=_("Whoever kept it back, and the family’s lead worker or manager, look at it again."),
    )
