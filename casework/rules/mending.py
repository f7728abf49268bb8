"""Who puts right what stands in a conversation (domain.md §12.5)."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if


def can_mend(*, wrote_something: bool) -> Decision:
    """Whoever wrote it; until when, the rows say (`entry_words_stay`, `conversation_line_stays`)."""
    return allow_if(
        wrote_something, otherwise=_("Only whoever wrote it puts it right. You can say that it was not like that.")
    )
