"""Who says anew what can be seen in a photo, or heard in a voice note (domain.md §11.2)."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import Attachment


def can_describe_anew(user: User, attachment: Attachment) -> Decision:
    """Whoever put it there, for as long as it stands; the database holds the same (`attachment_described_by_who_put_it`)."""
    return allow_if(
        attachment.created_by_id == user.pk,
        otherwise=_("Only whoever put it there says anew what can be seen or heard in it."),
    ) and allow_if(
        attachment.entry.taken_back_at is None,
        otherwise=_("This was taken back: what can be seen in it stays as it was said."),
    )
