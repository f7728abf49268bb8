"""Help for whoever asks, and what is said of who can use Kith: there for strangers too, and never of a family."""

import re
from pathlib import Path

import pytest

from accounts.models import User
from tests.conftest import make

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize("path", ["/help/", "/accessibility/"])
def test_whoever_can_not_sign_in_finds_it(client, db, path):
    assert path in client.get("/accounts/login/").text
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("kind", "roles", "said", "not_said"),
    [
        (User.Kind.FAMILY, [], "These are your pages", "Where to begin"),
        (User.Kind.STAFF, ["social_worker"], "Where to begin", "These are your pages"),
        (User.Kind.STAFF, ["administrator"], "What changes who may see more", "Where to begin"),
    ],
)
def test_everyone_is_told_what_is_theirs(client, organisation, kind, roles, said, not_said):
    client.force_login(make.UserFactory(kind=kind, roles=roles))

    page = client.get("/help/").text

    assert (said in page, not_said in page) == (True, False)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (User.Kind.FAMILY, ("Find words in what was written", "Who has looked", "asked to a family meeting")),
        (User.Kind.STAFF, ("Find words in what was written", "Our curves", "Raise a worry")),
    ],
)
def test_help_names_what_stands_in_the_pages(client, organisation, kind, names):
    client.force_login(make.UserFactory(kind=kind, roles=[] if kind == User.Kind.FAMILY else ["social_worker"]))

    page = client.get("/help/").text

    assert [name for name in names if name not in page] == []


@pytest.mark.parametrize(
    "quoted",
    sorted(
        set(
            re.findall("<b>([^<]+)</b>|“([^”]+)”", "".join(path.read_text() for path in TEMPLATES.glob("_help_*.html")))
        )
    ),
)
def test_what_help_calls_by_its_name_is_called_so(quoted):
    name = "".join(quoted)
    elsewhere = (path.read_text() for path in TEMPLATES.rglob("*.html") if not path.name.startswith("_help"))

    assert any(name in text or name.replace("’", "'") in text for text in elsewhere)
