"""Two people who change the same thing: the second is told, and nobody's words are overwritten unseen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile
from accounts.models.base import Protected


def refuse_stale(row: Protected, known: int | None) -> None:
    """Refuse a change of what someone else has changed since it was opened at version `known`.

    None: the caller shows nothing that could have gone stale, such as another system or a step of its own.
    """
    if known is not None and row.row_version != known:
        raise ChangedMeanwhile(
            _(
                "Someone else saved this while you were writing. What you wrote is still here: look at theirs, then save again."
            )
        )
