"""An address by which someone signs in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.lookups import Exact


class AddressField(models.EmailField):  # type: ignore[type-arg]  # (not generic when it runs)
    """Found however it is written: people write capitals, and the library asks for an address in small letters alone."""

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.EmailField", args, options


@AddressField.register_lookup
class SameAddress(Exact):
    """As `user_email_once` compares, and by its index."""

    def process_lhs(self, *said: Any, **options: Any) -> Any:
        sql, params = super().process_lhs(*said, **options)
        return f"LOWER({sql})", params

    def process_rhs(self, *said: Any, **options: Any) -> Any:
        sql, params = super().process_rhs(*said, **options)
        return f"LOWER({sql})", params
