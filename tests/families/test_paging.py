"""Keyset paging: every row once, in order, whatever happens to the list meanwhile."""

import pytest

from families.models import Family
from families.paging import BadCursor, page_of
from tests.factories import FamilyFactory

BY_NAME = ("sort_key", "pk")


@pytest.fixture
def names(organisation):
    """Seven families, two of them of one name."""
    for name in ("Elm", "Ash", "Birch", "Ash", "Fir", "Cedar", "Dill"):
        FamilyFactory(name=name)
    return ["Ash", "Ash", "Birch", "Cedar", "Dill", "Elm", "Fir"]


def walk(by, size):
    pages, cursor = [], ""
    while not pages or cursor:
        page = page_of(Family.objects.all(), by, cursor=cursor, size=size)
        pages.append(page)
        cursor = page.next
    return pages


def names_on(pages):
    return [family.name for page in pages for family in page.rows]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
def test_paging_forward_shows_every_row_once_in_order(names, size):
    assert names_on(walk(BY_NAME, size)) == names


@pytest.mark.parametrize("by", [("-sort_key", "-pk"), ("-sort_key", "pk")])
def test_paging_goes_down_too(names, by):
    assert names_on(walk(by, 2)) == names[::-1]


def test_paging_back_shows_the_page_before(names):
    first, second, third, _last = walk(BY_NAME, 2)

    back = page_of(Family.objects.all(), BY_NAME, cursor=third.previous, size=2)

    assert (back.rows, back.next != "", back.previous != "") == (second.rows, True, True)
    assert page_of(Family.objects.all(), BY_NAME, cursor=back.previous, size=2).rows == first.rows


def test_the_ends_have_no_cursor_beyond_them(names):
    pages = walk(BY_NAME, 4)

    assert [(page.previous != "", page.next != "") for page in pages] == [(False, True), (True, False)]


def test_back_on_the_first_page_there_is_nothing_before(names):
    first, second = walk(BY_NAME, 4)

    back = page_of(Family.objects.all(), BY_NAME, cursor=second.previous, size=4)

    assert (back.rows, back.previous, back.next) == (first.rows, "", first.next)


def test_a_row_added_before_the_page_moves_nothing(names):
    first = page_of(Family.objects.all(), BY_NAME, size=2)
    FamilyFactory(name="Aaron")

    second = page_of(Family.objects.all(), BY_NAME, cursor=first.next, size=2)

    assert names_on([second]) == ["Birch", "Cedar"]


@pytest.mark.parametrize(
    "cursor", ["x", "n:", "0" * 5_000, "n00000000000000000000000000000000:forged", "é:ß", "\u202e"]
)
def test_a_cursor_that_was_not_given_is_refused(names, cursor):
    with pytest.raises(BadCursor):
        page_of(Family.objects.all(), BY_NAME, cursor=cursor)


def test_a_cursor_of_another_order_is_refused(names):
    cursor = page_of(Family.objects.all(), BY_NAME, size=2).next

    with pytest.raises(BadCursor):
        page_of(Family.objects.all(), ("pk",), cursor=cursor)


def test_a_cursor_whose_row_left_the_list_is_refused(names):
    page = page_of(Family.objects.all(), BY_NAME, size=2)

    with pytest.raises(BadCursor):
        page_of(Family.objects.exclude(pk=page.rows[-1].pk), BY_NAME, cursor=page.next)


def test_a_cursor_holds_no_name(names):
    page = page_of(Family.objects.all(), BY_NAME, size=1)

    assert page.next.partition(":")[0] == f"n{page.rows[0].pk.hex}"


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (10_000, 5)])
def test_the_size_stays_within_reason(names, monkeypatch, asked, given):
    monkeypatch.setattr("families.paging.MAX_SIZE", 5)

    assert len(page_of(Family.objects.all(), ("pk",), size=asked).rows) == given


@pytest.mark.parametrize(("start", "queries"), [(False, 2), (True, 1)])
def test_paging_takes_the_same_queries_however_long_the_list(names, start, queries, django_assert_num_queries):
    cursor = "" if start else page_of(Family.objects.all(), BY_NAME, size=2).next

    with django_assert_num_queries(queries):
        page_of(Family.objects.all(), BY_NAME, cursor=cursor, size=2)
