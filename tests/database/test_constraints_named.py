"""No rule of a table without a test that breaks it (style.md §1.4): at the least, one that names it."""

import re
from pathlib import Path

from django.apps import apps

TESTS = Path(__file__).parents[1]
ROOMS = {"accounts", "families", "linkups", "casework", "outcomes", "api"}
NOTHING_BREAKS = {"user_of_organisation"}
"""An id is one user's already; it stands there for the keys of other tables to point at."""


def test_every_constraint_is_named_by_a_test():
    ours = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    names = {constraint.name for model in ours for constraint in model._meta.constraints}
    others = [path for path in TESTS.rglob("*.py") if path != Path(__file__)]
    said = {word for path in others for word in re.findall(r"\w+", path.read_text())}

    assert names - said == NOTHING_BREAKS
