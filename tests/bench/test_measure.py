"""The harness times nothing that does not say the same, and counts every statement."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from bench import bringing, measure, place
from bench.measure import Differs, Result, Task
from database import bootstrap
from tests.conftest import make

ROOT = Path(__file__).parents[2]
CLUSTER = f"postgres-test-{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"
RESULT = Result("family_list", {"floor": 2.0, "ours": 3.0, "plain": 12.0}, 5)


def test_ways_that_differ_are_not_timed():
    task = Task("words", [1], {"floor": lambda _: b"1", "ours": lambda _: b"1", "plain": lambda _: b"2"}, int)

    with pytest.raises(Differs, match="plain says 2"):
        measure.measure([task], rounds=1)


@pytest.mark.django_db
def test_each_way_is_timed():
    task = Task("words", [1, 2], dict.fromkeys(measure.WAYS, lambda _row: b"1"), int)

    [result] = measure.measure([task], rounds=2)

    assert (result.name, set(result.p50_ms), result.queries) == ("words", set(measure.WAYS), 0)


@pytest.mark.django_db
def test_a_statement_counts():
    def ask():
        connection.cursor().execute("SELECT 1")
        connection.tell_asker()
        return b""

    assert measure.statements(ask) == 2


def test_the_report_has_the_figures():
    assert measure.report([RESULT], 0.1, noting=(1.0, 1.5)) == {
        "access_event": {"read_p50_ms": 1.0, "read_and_noted_p50_ms": 1.5},
        "scale": 0.1,
        "results": [
            {
                "name": "family_list",
                "floor_p50_ms": 2.0,
                "ours_p50_ms": 3.0,
                "plain_drf_p50_ms": 12.0,
                "ratio_to_floor": 1.5,
                "plain_drf_over_ours": 4.0,
                "queries": 5,
            }
        ],
    }


def test_the_table_has_a_line_for_each_task():
    assert measure.table([RESULT]).splitlines()[-1] == "| family_list | 2.0 | 3.0 | 12.0 | 1.5 | 4.0 | 5 |"


def test_what_has_no_floor_stands_beside_it():
    others = [{"name": "genogram_20", "drawn_p50_ms": 20.0}]

    told = measure.report([RESULT], 0.1, noting=(1.0, 1.5), others=others)

    assert [one["name"] for one in told["results"]] == ["family_list", "genogram_20"]


def test_an_import_is_told_in_rows_a_second():
    seconds = {"ours": [2.0, 1.0, 4.0], "copy": [0.5], "bulk_create": [1.0]}
    brought = bringing.Bringing(seconds=seconds, looking=[2.0], undoing=[4.0], rows=1000, people=400)

    assert bringing.import_table(brought).splitlines()[-1] == (
        "| import_rows | 500 | 2,000 | 1,000 | 0.25 | 0.5 | 250 | 200 |"
    )


def test_a_file_that_is_measured_has_what_its_headers_say():
    sheet = bringing._sheet(1)

    assert len(sheet.rows) == 4 * bringing.HOUSEHOLDS
    assert {len(row.cells) for row in sheet.rows} == {len(sheet.headers)}


def test_whoever_looks_like_someone_of_the_data_is_someone_new(family, worker):
    sheet = bringing._sheet(1)
    make.MembershipFactory(family=family, person__known_as=sheet.rows[0].cells[1])
    one = bringing._looked_through(family.pk, worker, sheet, bringing.Bringing())

    assert one.found
    assert bringing._started(one, worker).state == "running"


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory):
    """Everything: a database of its own, two clans, each task each way. The environment is a newcomer's."""
    to = tmp_path_factory.mktemp("bench") / "bench.json"
    said = ["--scale", "0.0001", "--rounds", "1", "--cluster", CLUSTER, "--report", to]
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PG_BIN"}}
    ran = subprocess.run(
        [sys.executable, "-m", "bench", *said], check=False, cwd=ROOT, env=kept, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return ran, json.loads(to.read_text())


@pytest.mark.slow
def test_a_run_reports_each_task(whole_run):
    _ran, report = whole_run

    names = ["family_list", "family_detail", "name_search", "name_search_common", "word_search", "word_search_common"]
    names += ["timeline_first_page", "timeline_at_depth", "kin_term", "network_3_hops", "available_cards"]
    names += ["create_conversation", "export_people", "export_conversations"]
    names += ["genogram_20", "genogram_60", "coach_week", "board_of_curves", "look_through_1000_words", "import_rows"]
    assert (report["scale"], [one["name"] for one in report["results"]]) == (0.0001, names)


@pytest.mark.slow
def test_a_run_reports_what_the_access_event_costs(whole_run):
    _ran, report = whole_run

    assert set(report["access_event"]) == {"read_p50_ms", "read_and_noted_p50_ms"}
    assert min(report["access_event"].values()) > 0


@pytest.mark.slow
def test_a_read_keeps_to_its_statements(whole_run):
    """At most three for who asks and the answer, one for the asker and one for the access log (performance.md); for cards the coach's
    rule beside them. The board is a page: its statements are counted in tests/outcomes.
    """
    _ran, report = whole_run

    most = dict.fromkeys((one["name"] for one in report["results"] if "queries" in one), 5) | {"available_cards": 7}
    del most["create_conversation"], most["board_of_curves"]
    assert [one["name"] for one in report["results"] if one.get("queries", 0) > most.get(one["name"], 99)] == []


@pytest.mark.slow
def test_a_run_prints_a_line_for_each(whole_run):
    ran, report = whole_run

    assert [one["name"] for one in report["results"] if f"| {one['name']} |" not in ran.stdout] == []


@pytest.mark.slow
def test_a_run_draws_and_brings_in(whole_run):
    _ran, report = whole_run

    found = {one["name"]: one for one in report["results"]}
    assert min(found["genogram_60"]["drawn_p50_ms"], found["genogram_60"]["answered_p50_ms"]) > 0
    assert found["import_rows"]["rows"] == bringing.HOUSEHOLDS * 17
    assert min(found["import_rows"][f"{way}_rows_per_s"] for way in ("ours", "copy", "bulk_create", "undone")) > 0


@pytest.mark.slow
def test_the_application_cannot_become_the_loader(whole_run):
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"]) as admin:
        [may] = admin.execute("SELECT pg_has_role('kith_app', %s, 'MEMBER')", [place.LOADER]).fetchone()

    assert may is False
