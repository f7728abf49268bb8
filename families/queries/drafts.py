"""What someone began to write and has not saved."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from accounts.models import User
from families.models import Draft, Family

AT = "at "
"""How the draft of a form begins that is kept by the address of its page, where it goes on: of a room above this one."""


def at_its_address(path: str) -> str:
    """What a draft is kept by that goes on at this address."""
    return f"{AT}{path}"


def where_draft_goes_on(draft: Draft) -> str:
    """The address by which it is kept."""
    return draft.form.removeprefix(AT)


def unfinished_draft(family: Family | None, form: str, user: User) -> Draft | None:
    """What the user began to write for this family, or for no certain one, and has not saved."""
    return Draft.objects.visible_to(user).unfinished().filter(family=family, form=form).first()


def unfinished_drafts(whose: Mapping[str, Family | None], user: User) -> dict[str, Draft]:
    """The same of several forms at once, by the form: `whose` says for which family each is."""
    asked = Q(pk__in=())
    for form, family in whose.items():
        asked |= Q(family=family, form=form)
    return {draft.form: draft for draft in Draft.objects.visible_to(user).unfinished().filter(asked)}
