"""What Kith counts of its own records: each measure as data, with its definition, version and statement (domain.md §7.4).

A statement that would answer otherwise than before gets the next `version`; its figures say by which they were counted. All are of a
whole organisation: none of a worker, a team or a family.
"""

from __future__ import annotations

from collections.abc import Mapping

from outcomes.counted.conferences import CONFERENCES
from outcomes.counted.continuity import CONTINUITY
from outcomes.counted.conversations import CONVERSATIONS
from outcomes.counted.linkups import LINK_UPS
from outcomes.counted.query import FEWEST_WORKERS, Counted, Query

QUERIES: Mapping[str, Query] = {one.key: one for one in (*CONTINUITY, *CONFERENCES, *LINK_UPS, *CONVERSATIONS)}

__all__ = ["FEWEST_WORKERS", "QUERIES", "Counted", "Query"]
