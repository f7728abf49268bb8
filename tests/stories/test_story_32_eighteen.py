"""32. On Jay's 18th birthday Dana no longer reads for him, from midnight on; from 16 on his worker is asked to talk with him."""

from datetime import date

import pytest

from tests.sweeps.conftest import asking, demo, people  # noqa: F401  (the demo's people for this module)

THE_DAY_BEFORE, BIRTHDAY = date(2027, 8, 19), date(2027, 8, 20)


@pytest.fixture
def about_jay(asking, people):  # noqa: F811
    """Something written about Jay alone, shared with him."""
    from families.actions.records import begin_record  # noqa: PLC0415
    from families.models import Family, Person  # noqa: PLC0415

    return begin_record(
        kind="conversation",
        family=Family.objects.get(name="Rowan"),
        happened_on=date(2026, 3, 16),
        subjects=[Person.objects.get(known_as="Jay")],
        by=people["Priya"],
    )


@pytest.mark.parametrize(("day", "reads"), [(THE_DAY_BEFORE, True), (BIRTHDAY, False)])
def test_his_mother_reads_until_he_is_eighteen(about_jay, people, monkeypatch, day, reads):  # noqa: F811
    from families.models import Record, Residence  # noqa: PLC0415

    monkeypatch.setattr("database.clock.today", lambda: day)

    dana = people["Dana"]
    assert Record.objects.visible_to(dana).filter(pk=about_jay.pk).exists() is reads
    assert Residence.objects.visible_to(dana).filter(person__known_as="Jay").exists() is reads
    assert Record.objects.visible_to(people["Jay"]).filter(pk=about_jay.pk).exists()


def test_from_sixteen_on_his_worker_is_asked_to_talk_with_him(client, asking, people):  # noqa: F811
    from families.models import Person  # noqa: PLC0415

    client.force_login(people["Priya"])

    pages = {
        name: client.get(f"/people/{Person.objects.get(known_as=name).pk}/who-may-see/").content.decode()
        for name in ("Jay", "Amina")
    }

    assert {name: "talk with them about who reads for them" in page for name, page in pages.items()} == {
        "Jay": True,
        "Amina": False,
    }
