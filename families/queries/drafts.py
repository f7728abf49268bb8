"""What someone began to write and has not saved."""

from __future__ import annotations

from accounts.models import User
from families.models import Draft, Family


def unfinished_draft(family: Family | None, form: str, user: User) -> Draft | None:
    """What the user began to write for this family, or for no certain one, and has not saved."""
    return Draft.objects.visible_to(user).unfinished().filter(family=family, form=form).first()
