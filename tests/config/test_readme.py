"""README.md tells of everyone who has a button on the demo's sign-in page, and leads to every guide."""

from pathlib import Path

from config.demo import staff

BASE_DIR = Path(__file__).parents[2]
README = (BASE_DIR / "README.md").read_text()
PEOPLE = README.partition("## The people of the demo")[2].partition("## ")[0]


def test_it_names_everyone_who_works_in_the_demo():
    assert [name for name in staff.PEOPLE if name not in PEOPLE] == []


def test_it_leads_to_every_guide():
    assert [path.name for path in sorted(BASE_DIR.glob("docs/*.md")) if f"(docs/{path.name})" not in README] == []
