"""The stories of domain.md §13: the demo's people, on their Monday, in a real browser or by the API."""

from tests.chromium import chromium, demo, someone

__all__ = ["chromium", "demo", "someone"]
