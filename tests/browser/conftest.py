"""Pages looked at in a real browser."""

from tests.chromium import chromium, demo, someone

__all__ = ["chromium", "demo", "someone"]
