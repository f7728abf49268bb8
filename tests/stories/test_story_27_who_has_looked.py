"""27. Dana sees role and date of each read, search hit and API pull; the log can't be changed as the application's database user."""

import os
import re

import psycopg
import pytest
from django.db import connection, transaction
from playwright.sync_api import expect

from accounts.models import AccessEvent, User
from database.asker import acting_as
from tests import postgres
from tests.chromium import DESK
from tests.stories.other_system import mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MONDAY = "Monday 16 March 2026"


def who_has_looked(dana):
    """The list as Dana comes to it from her family's page."""
    dana.open("/our-page/").get_by_role("link", name="Who has looked").click()
    dana.page.get_by_role("heading", level=1, name="Who has looked").wait_for()
    return dana.page


def lines(page):
    day = page.locator(".k-card").filter(has=page.get_by_role("heading", name=MONDAY))
    day.wait_for()
    for closed in day.locator("details:not([open]) > summary").all():
        closed.click()
    return day.get_by_role("listitem").all_inner_texts()


def read(priya):
    """Priya reads Dana's page, one conversation, and finds her by a search."""
    page = priya.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("list", name="Our story so far").get_by_role("link", name=re.compile("After school")).click()
    page.get_by_role("searchbox").fill("Dana")
    page.get_by_role("button", name="Find").first.click()
    page.get_by_role("list", name="People").get_by_role("link", name=re.compile("Dana")).first.click()
    page.get_by_role("heading", level=1, name="Dana").wait_for()
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_she_sees_who_by_role_when_and_what(someone, live_server):
    dana, priya = someone("Dana"), someone("Priya", DESK)
    pk = read(priya)
    with mosaic_bridge(live_server.url) as mosaic:
        mosaic.get(f"people/{pk}/")

    page = who_has_looked(dana)

    said = " | ".join(lines(page))
    assert "A social worker read a person’s page" in said
    assert "A social worker read what was talked about" in said
    assert "A social worker found you in a search" in said
    assert "Another system: mosaic-bridge, received facts about people" in said
    assert "about you" in said
    assert "Priya" not in page.get_by_role("main").inner_text()
    dana.check_accessible()


def test_who_tried_in_vain_is_no_look_but_a_manager_reads_of_it(someone):
    priya, tom, sarah, dana = someone("Priya"), someone("Tom"), someone("Sarah", DESK), someone("Dana")
    pk = read(priya)
    before = len(lines(who_has_looked(dana)))

    tom.open(f"/people/{pk}/").get_by_role("heading", level=1).wait_for()

    assert len(lines(who_has_looked(dana))) == before
    page = sarah.open(f"/people/{pk}/who-has-looked/")
    toms = page.get_by_role("list", name=re.compile("Tom")).get_by_role("listitem")
    expect(toms.filter(has_text="was not let in")).to_have_count(1)
    sarah.check_accessible()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_accessevent SET what = 'nothing'",
        "DELETE FROM accounts_accessevent",
        "TRUNCATE accounts_accessevent",
    ],
)
def test_nobody_changes_the_log_as_the_applications_database_user(someone, sql):
    read(someone("Priya"))
    connection.close()
    priya = User.objects.get(name="Priya")
    with acting_as(priya.asker), transaction.atomic():
        before = AccessEvent.objects.count()

    address = postgres.address(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"])
    with psycopg.connect(address) as application:
        application.execute("SELECT set_config('kith.asker', %s, true)", [priya.asker.token()])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(sql)

    with acting_as(priya.asker), transaction.atomic():
        assert AccessEvent.objects.count() == before > 0
