"""Who looks again at what is not shared yet (domain.md §8.2)."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family, Record, ShareState
from families.queries.families import works_with
from families.queries.hidden_words import reads_whole_record


def can_look_again(user: User, record: Record) -> Decision:
    """Whoever decided it, and whoever works with the family now and reads all of it: the lead worker, co-workers and their manager."""
    decided = ShareState.objects.filter(record=record, state=ShareState.State.WITHHELD, decided_by=user)
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE) and (_reads_it_all(user, record.family) or decided.exists()),
        otherwise=_("Whoever kept it back, and the family’s lead worker or manager, look at it again."),
    )


def _reads_it_all(user: User, family: Family | None) -> bool:
    return family is not None and works_with(user, family) and reads_whole_record(user, family)
