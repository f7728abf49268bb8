"""What the pages and endpoints of the link-ups read."""

from linkups.queries.lists import (
    LinkUpRow,
    coming_up,
    family_linkups,
    link_ups,
    linkup_list,
    waiting_for,
)
from linkups.queries.pages import GoalBoard, LinkUpPage, goal_board, linkup_page, offer_page, profile_page

__all__ = [
    "GoalBoard",
    "LinkUpPage",
    "LinkUpRow",
    "coming_up",
    "family_linkups",
    "goal_board",
    "link_ups",
    "linkup_list",
    "linkup_page",
    "offer_page",
    "profile_page",
    "waiting_for",
]
