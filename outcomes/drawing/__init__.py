"""A curve as a picture, made on the server: solid history, dotted forecast, bold since, dashed what we want (domain.md §7.7). Pure."""

from outcomes.drawing.curve import NARROW, Dot, Line, Picture, Sheet, draw
from outcomes.drawing.small import draw_small

__all__ = ["NARROW", "Dot", "Line", "Picture", "Sheet", "draw", "draw_small"]
