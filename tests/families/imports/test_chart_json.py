"""A family-chart drawing: who is who in it, and what it does not say."""

import json
from io import BytesIO

import pytest

from families.imports.chart_json import NotAChart, read


def someone(key, name="", gender="F", birthday="", **rels):
    data = {"first name": name, "last name": "Rowan" if name else "", "birthday": birthday, "gender": gender}
    return {"id": key, "data": {**data, "avatar": "https://a.example/x.jpg"}, "rels": rels}


def chart(*people):
    return read(BytesIO(json.dumps(people).encode()))


def sentences(told):
    return [lost.sentence for lost in told.lost]


def test_three_generations_as_they_are_drawn():
    told = chart(
        someone("a", "Amina", birthday="2015-05-01", mother="d", father="r"),
        someone("d", "Dana", birthday="1985", spouses=["r"], children=["a"], mother="j"),
        someone("r", "Rob", "M", spouses=["d"], children=["a"]),
        someone("j", "Joan", children=["d"]),
    )

    assert [(one.known_as, one.gender, str(one.born and one.born.on)) for one in told.people] == [
        ("Amina Rowan", "woman_girl", "2015-05-01"),
        ("Dana Rowan", "woman_girl", "1985-01-01"),
        ("Rob Rowan", "man_boy", "None"),
        ("Joan Rowan", "woman_girl", "None"),
    ]
    assert {(tie.parent, tie.child, tie.basis) for tie in told.parentages} == {
        ("r", "a", "birth"),
        ("d", "a", "birth"),
        ("j", "d", "birth"),
    }
    assert [(one.one, one.other, one.kind) for one in told.partnerships] == [("d", "r", "married")]


def test_that_it_says_no_basis_is_said():
    told = chart(someone("a", "Amina", mother="d"), someone("d", "Dana"))

    assert sentences(told)[0].startswith("The drawing does not say on what basis someone is a parent: all 1 ties")
    assert sentences(told)[-1] == "Not carried: entries “avatar” (2)."


def test_a_drawing_that_lies_loses_ties_and_says_so():
    told = chart(
        someone("a", "Amina", mother="a", father="nobody", children=["d"]),
        someone("d", "Dana", birthday="31.1.1985", mother="a", children=["a"], spouses="a"),
        someone("a", "Again"),
        someone("x", mother="d"),
    )

    assert [(tie.parent, tie.child) for tie in told.parentages] == [("a", "d"), ("d", "x")]
    assert told.people[-1].known_as == "Unknown (line 4)"
    assert {"“a” came before; the first is taken.", "A tie leads to someone who is not in the file."} <= set(
        sentences(told)
    )
    assert "Dana Rowan: the birthday “31.1.1985” was left out: it is in words." in sentences(told)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "[1]", '[{"data": {}}]', "[" * 100_000])
def test_what_is_no_drawing_is_refused(text):
    with pytest.raises(NotAChart):
        read(BytesIO(text.encode()))


@pytest.mark.parametrize("day", ["1970-13-31", "1970-00-10", "1970-02-30"])
def test_a_birthday_that_never_was_is_left_out_and_said(day):
    told = read(BytesIO(json.dumps([{"id": "1", "data": {"first name": "Ann", "birthday": day}}]).encode()))

    assert told.people[0].born is None
    assert [lost for lost in told.lost if day in lost.sentence]
