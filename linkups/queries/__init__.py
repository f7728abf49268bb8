"""What the pages and endpoints of the link-ups read."""

from linkups.queries.board import GoalBoard, goal_board
from linkups.queries.linkup import LinkUpPage, linkup_page
from linkups.queries.lists import (
    LinkUpRow,
    coming_up,
    family_linkups,
    link_ups,
    linkup_list,
    waiting_for,
)
from linkups.queries.offers import offer_page
from linkups.queries.profiles import profile_page

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
