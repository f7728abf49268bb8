"""What every table of this room has in common: figures are of places and services, and of nobody (domain.md §7)."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from accounts.models import User

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

BLANK = r"^\s*$"


class FigureQuerySet(models.QuerySet[M_co]):
    """Rows that hold no person's data."""

    def visible_to(self, user: User) -> FigureQuerySet[M_co]:
        """Everyone who works for the organisation, an analyst and an administrator too (domain.md §8.5, table); no family.

        Another system reads them too, where its scope lets it (domain.md §11.3).
        """
        if not user.is_active or user.kind not in {User.Kind.STAFF, User.Kind.CLIENT}:
            return self.none()
        return self.filter(organisation=user.organisation_id)
