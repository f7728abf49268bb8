from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User

from .people import Family

WRITTEN_ON = "written on"
"""Among the fields of a draft: on which open page it was written last, and the how manieth time that page kept it."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> DraftQuerySet:
        """One's own; nobody reads what another has not saved."""
        return self.filter(author=user)

    def unfinished(self) -> DraftQuerySet:
        return self.filter(finished_at__isnull=True)


class Draft(Protected):
    """What someone is writing and has not saved: kept from the first keystroke, only for the people it is keyed to (ui.md, §4)."""

    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="drafts")
    # None for what may be about anyone: its `form` then says for whom it is kept.
    family = models.ForeignKey(Family, models.PROTECT, related_name="drafts", null=True, blank=True)
    form = models.CharField(max_length=100)
    people = ArrayField(models.UUIDField(), default=list)
    body = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "family", "form"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="draft_one_unfinished",
                violation_error_message=_("You have begun this already."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(body={}),
                name="draft_finished_is_empty",
                violation_error_message=_("A finished draft holds nothing."),
            ),
        ]

    def __str__(self) -> str:
        return self.form

    def is_before(self, body: Mapping[str, Any]) -> bool:
        """Whether the page that now keeps this wrote the draft itself, earlier: the answer to that was lost on its way."""
        page, _space, turn = str(self.body.get(WRITTEN_ON, "")).rpartition(" ")
        mine, _space, my_turn = str(body.get(WRITTEN_ON, "")).rpartition(" ")
        return bool(page) and page == mine and int(turn) < int(my_turn)
