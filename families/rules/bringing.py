"""Who may bring a file of people into a family."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import Family, families_read_whole_by
from families.rules.people import can_edit_family


def can_bring_in(user: User, family: Family) -> Decision:
    """Someone who works with the family now and reads its whole record: else they would write down beside what they can't see."""
    return can_edit_family(user, family) and allow_if(
        Family.objects.filter(families_read_whole_by(user), pk=family.pk).exists(),
        otherwise=_("Only those who read the whole of a family’s record bring a file into it: ask its lead worker."),
    )
