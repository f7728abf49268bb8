"""Results, measures and their curves. Empty so far: it keeps its place in the line of rooms (CONTRIBUTING.md)."""
