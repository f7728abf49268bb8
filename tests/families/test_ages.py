"""From what age someone is an adult: a number of the law, written down once."""

import re
from pathlib import Path

HERE = Path(__file__).parents[2]
ROOMS = ("api", "casework", "linkups", "families", "accounts")
AN_AGE = re.compile(
    r"interval '18 |\bage\b[^\n#\"]*[<>]=? ?18\b|^[A-Z_, ]*(ADULT|GROWN|AGE|STOPS)[A-Z_, ]* = .*\b18$|year - 18\b",
    re.MULTILINE,
)


def test_it_is_written_down_once():
    code = [path for room in ROOMS for path in (HERE / room).rglob("*.py") if "migrations" not in path.parts]

    assert [path.name for path in code if AN_AGE.search(path.read_text(encoding="utf-8"))] == ["ages.py"]
