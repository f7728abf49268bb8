"""31. A directory of Open Referral UK is imported, exported and imported again: nothing differs, and nobody’s gift leaves."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from families.models import AssetSession, CommunityAsset, Place
from tests.factories_assets import GiftFactory
from tests.families.directory.hsds_rules import faults
from tests.families.directory.oruk import services

TABLES = (CommunityAsset, AssetSession, Place)


@pytest.fixture
def directory(organisation, tmp_path):
    file = tmp_path / "york.json"
    file.write_text(json.dumps(services()), encoding="utf-8")
    return file


def imported(file):
    told = StringIO()
    call_command("import_assets", str(file), source="york", show=True, commit=True, stdout=told)
    return told.getvalue()


def rows():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def test_import_export_import_leaves_zero_differences(directory, tmp_path):
    GiftFactory(name="Joan’s bread")
    assert "new        4" in imported(directory)
    before, back = rows(), tmp_path / "back.json"

    call_command("export_assets", str(back))
    told = imported(back)

    assert ("unchanged  4" in told, "to be looked at: 0" in told) == (True, True)
    assert rows() == before
    exported = json.loads(back.read_text())
    assert faults(exported) == []
    assert ("Joan" in str(exported), len(exported["contents"])) == (False, 4)


def test_what_is_exported_twice_is_the_same(directory, tmp_path):
    imported(directory)
    first, second = tmp_path / "1.json", tmp_path / "2.json"

    call_command("export_assets", str(first))
    imported(first)
    call_command("export_assets", str(second))

    assert first.read_text() == second.read_text()
