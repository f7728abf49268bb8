"""What has to have happened before the forms of what we learn stand open."""

from __future__ import annotations

from casework.models import LearningNote
from tests.sweeps.ways import People, Rows


def kept_for_oneself(people: People) -> Rows:
    """Something that Priya has not shared."""
    return {"learning-notes": _the(created_by=people["Priya"], state="private")}


def shared_with_all(people: People) -> Rows:
    """Something that Joyce shared with everyone."""
    return {"learning-notes": _the(created_by=people["Joyce"], state="shared")}


def begun_by_dana(people: People) -> Rows:
    """What Dana says should be learned from."""
    return {"learning-notes": _the(created_by=people["Dana"])}


def _the(**said: object) -> object:
    return LearningNote.objects.get(**said).pk
