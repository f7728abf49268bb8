"""Someone’s gift, from its pages: written down by their own yes, and gone when they ask (domain.md §6)."""

from datetime import timedelta

import pytest

from families.actions.introductions import introduce
from families.models import CommunityAsset, Introduction
from tests.factories import InvolvementFactory, PersonFactory
from tests.factories_assets import (
    MONDAY,
    AssetFactory,
    GiftFactory,
)
from tests.factories_families import ResidenceFactory, sign_in_of
from tests.families.pages import parts
from tests.refusals import change, refused_by

LIST = "/nearby/"


def page_of(asset, what=""):
    return f"/nearby/{asset.pk}/{what}"


def test_a_gift_is_written_down_with_its_yes(signed_in, dana):
    said = {"name": "Bread", "what_it_offers": "Bakes", "shown_to": "coaches", "given_how": "spoken"}

    answer = signed_in.post(f"/people/{dana.pk}/gifts/add/", said)

    gift = CommunityAsset.objects.get()
    assert (answer.url, gift.agreement.given_on) == (page_of(gift), MONDAY)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"shown_to": "families"}, "Say near where"),
        ({"given_on_0": "17", "given_on_1": "3", "given_on_2": "2026"}, "That day is still to come."),
        ({"given_how": ""}, "Choose an answer: How did they say yes?"),
    ],
)
def test_a_gift_without_a_whole_yes_is_refused(signed_in, dana, said, says):
    whole = {"name": "Bread", "what_it_offers": "Bakes", "shown_to": "coaches", "given_how": "spoken"}

    answer = signed_in.post(f"/people/{dana.pk}/gifts/add/", whole | said)

    assert (answer.status_code, says in answer.text.replace("&#x27;", "'")) == (422, True)


def test_only_who_works_with_the_giver_changes_a_gift(client, outsider, dana, harbour):
    gift = GiftFactory(person=dana, locality=harbour)
    client.force_login(outsider)

    assert client.get(page_of(gift)).status_code == 200
    assert client.get(page_of(gift, "change/")).status_code == 403


@pytest.mark.parametrize("who", ["giver", "worker"])
def test_a_gift_is_deleted_when_its_giver_asks(client, worker, dana, harbour, who):
    gift = GiftFactory(person=dana, locality=harbour)
    client.force_login(worker if who == "worker" else sign_in_of(dana))

    client.post(page_of(gift, "forget/"))

    gift.refresh_from_db()
    assert (gift.name, gift.forgotten_on, client.get(page_of(gift)).status_code) == ("", MONDAY, 404)


def test_nobody_else_deletes_a_gift_and_nothing_else_is_deleted(client, signed_in, neighbour, dana, harbour):
    gift, group = GiftFactory(person=dana, locality=harbour), AssetFactory()
    assert signed_in.post(page_of(group, "forget/")).status_code == 403

    client.force_login(neighbour)
    assert client.post(page_of(gift, "forget/")).status_code == 403


def test_where_a_stranger_lives_is_no_word_of_a_gift(signed_in, dana):
    """Whoever is in no family is not taken for the giver: else it would be told that someone lives there."""
    ResidenceFactory(person=PersonFactory(), is_confidential=True, address__lines="The Old Forge")
    said = {"name": "Bread", "what_it_offers": "Bakes at The Old Forge", "shown_to": "coaches", "given_how": "spoken"}

    assert signed_in.post(f"/people/{dana.pk}/gifts/add/", said).status_code == 302


def test_a_gift_does_not_say_where_its_giver_lives(signed_in, dana):
    ResidenceFactory(person=dana, is_confidential=True, address__lines="The Old Forge")
    said = {"name": "Bread", "what_it_offers": "Bakes at The Old Forge", "shown_to": "coaches", "given_how": "spoken"}

    answer = signed_in.post(f"/people/{dana.pk}/gifts/add/", said)

    assert (answer.status_code, CommunityAsset.objects.exists()) == (422, False)


@pytest.mark.parametrize(("who", "asked"), [("giver", "Do you still like to?"), ("worker", "Do they still like to?")])
def test_a_giver_is_spoken_to(client, worker, dana, harbour, who, asked):
    gift = GiftFactory(person=dana, locality=harbour)
    client.force_login(worker if who == "worker" else sign_in_of(dana))

    assert asked in client.get(page_of(gift)).text


def without_a_yes(gift, how):
    """Its yes was taken back on this day, or ends with it."""
    if how == "withdrawn":
        change(gift.agreement, withdrawn_on=MONDAY)
    else:
        change(gift, shown_until=MONDAY)


@pytest.mark.parametrize("how", ["withdrawn", "a year is over"])
def test_a_gift_without_a_yes_says_so_and_nobody_is_introduced(signed_in, family, dana, harbour, how):
    gift = GiftFactory(person=dana, locality=harbour)
    assert "Introduce someone" in signed_in.get(page_of(gift)).text
    without_a_yes(gift, how)

    page, listed = signed_in.get(page_of(gift)).text, signed_in.get(LIST).text
    answer = signed_in.post(page_of(gift, "introduce/"), {"who": str(family.pk), **parts("on", "16", "3", "2026")})

    assert "Their yes does not hold any more." in page
    assert "Their yes does not hold any more." in listed
    assert not [word for word in ("Introduce someone", "Yes: I asked today", "Families nearby") if word in page]
    assert (answer.status_code, Introduction.objects.count()) == (403, 0)


@pytest.mark.parametrize("how", ["withdrawn", "a year is over"])
def test_past_the_page_the_table_introduces_nobody_without_a_yes(worker, family, dana, harbour, how):
    gift = GiftFactory(person=dana, locality=harbour)
    without_a_yes(gift, how)

    introduced = {
        "family": family,
        "asset": gift,
        "introduced_by": worker.practitioner,
        "organisation": gift.organisation,
    }
    refused = refused_by(lambda: Introduction._base_manager.bulk_create([Introduction(on=MONDAY, **introduced)]))

    assert refused == "introduction_while_yes_holds"


@pytest.mark.parametrize("how", ["withdrawn", "a year is over"])
def test_who_was_introduced_while_it_held_is_written_down_later(worker, family, dana, harbour, how):
    gift = GiftFactory(person=dana, locality=harbour)
    without_a_yes(gift, how)

    assert introduce(asset=gift, who=family, on=MONDAY - timedelta(days=1), by=worker).pk


def test_what_its_giver_reads_once_they_took_their_yes_back(client, dana, harbour):
    gift = GiftFactory(person=dana, locality=harbour)
    without_a_yes(gift, "withdrawn")
    client.force_login(sign_in_of(dana))

    assert "Your yes does not hold any more." in client.get(page_of(gift)).text


@pytest.mark.parametrize("looked", [None, MONDAY])
def test_what_nobody_has_looked_at_is_not_offered_for_paper(signed_in, looked):
    club = AssetFactory(safe_to_show=True, state="verified" if looked else "check", last_checked_on=looked)

    assert ("For paper" in signed_in.get(LIST).text, "On paper" in signed_in.get(page_of(club)).text) == (
        bool(looked),
        bool(looked),
    )


def test_whoever_works_elsewhere_introduces_someone_while_the_yes_holds(client, outsider, dana, harbour):
    """Though they may not read of the giver, nor of what the giver said yes to."""
    gift = GiftFactory(person=dana, locality=harbour)
    theirs = InvolvementFactory(practitioner=outsider.practitioner).family
    client.force_login(outsider)

    answer = client.post(page_of(gift, "introduce/"), {"who": str(theirs.pk), **parts("on", "16", "3", "2026")})

    assert (answer.status_code, Introduction.objects.get().family) == (302, theirs)
