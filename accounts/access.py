"""The answer to "may they?": yes, or no with the reason why."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy when allowed. Join decisions with `and`: the first refusal wins."""

    refusal: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.refusal

    def require(self) -> None:
        """Turn a refusal into a 403 that tells the person why."""
        if self.refusal:
            raise PermissionDenied(str(self.refusal))


ALLOW = Decision()


def allow_if(condition: bool, *, otherwise: str | Promise) -> Decision:
    """Allowed when the condition holds; otherwise refused with this sentence."""
    return ALLOW if condition else Decision(otherwise)
