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


@pytest.fixture
def talk_with_jay(asking, people):  # noqa: F811
    """A conversation with Jay alone, shared with him."""
    from casework.actions.conversations import log_conversation  # noqa: PLC0415
    from families.models import Family, Person  # noqa: PLC0415

    jay, family = Person.objects.get(known_as="Jay"), Family.objects.get(name="Rowan")
    return log_conversation(family=family, people=[jay], headline="About college", by=people["Priya"])


@pytest.mark.parametrize(("day", "reads"), [(THE_DAY_BEFORE, True), (BIRTHDAY, False)])
def test_his_mother_s_pages_and_his_own_say_the_same(client, talk_with_jay, people, monkeypatch, day, reads):  # noqa: F811
    monkeypatch.setattr("database.clock.today", lambda: day)

    client.force_login(people["Dana"])
    hers = client.get(talk_with_jay.get_absolute_url()).status_code, "About college" in client.get("/our-page/").text
    client.force_login(people["Jay"])
    his = client.get("/our-page/helpers/").text

    assert hers == ((200, True) if reads else (404, False))
    assert ("Who reads for you" in his, "Dana" in his) == (reads, reads)
    assert client.get(talk_with_jay.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("day", "has"), [(THE_DAY_BEFORE, 200), (BIRTHDAY, 403)])
def test_a_child_s_own_space_ends_at_18_and_what_stands_there_stays(client, asking, people, monkeypatch, day, has):  # noqa: F811
    from casework.models import Conversation  # noqa: PLC0415

    told = Conversation.objects.get(headline="On the phone, late")
    monkeypatch.setattr("database.clock.today", lambda: day)
    client.force_login(people["Jay"])

    assert client.get("/our-page/only-mine/write/").status_code == has
    assert client.get(told.get_absolute_url()).status_code == 200
