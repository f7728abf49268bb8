"""What the Department for Education publishes, as it comes: a mark at its beginning, three levels of places, codes for numbers."""

from io import BytesIO

import pytest

from outcomes.imports.published import COUNCIL, NotPublished, Series, read
from outcomes.models import ComparisonPoint, DataPoint, Measure, PublishedFile
from tests.outcomes import figures as make

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "la_name,new_la_code,population_type,population_estimate,children_count,rate_per_10000"
)
WHERE = {
    "England": "National,E92,England,,,,,",
    "South West": "Regional,E92,England,E12,South West,,,",
    "Old Dorset": "Local authority,E92,England,E12,South West,835,Dorset,E10000009",
    "Dorset": "Local authority,E92,England,E12,South West,838,Dorset,E06000059",
    "Poole": "Local authority,E92,England,E12,South West,839,Poole,E06000029",
}
ON_31_MARCH, STARTING = "Looked after on 31 March", "Starting"


def row(year, where, population, count, rate, kind=ON_31_MARCH):
    return f"{year},Reporting year,{WHERE[where]},{kind},{population},{count},{rate}"


ROWS = [
    row(2025, "England", 12_183_016, 81_770, 67),
    row(2024, "England", 12_100_000, 83_000, 69),
    row(2025, "South West", 1_100_000, 6_600, 60),
    row(2024, "South West", 1_100_000, 6_490, 59),
    row(2025, "Dorset", 67_149, 437, 65),
    row(2024, "Dorset", 66_436, 447, 67),
    row(2023, "Old Dorset", 66_267, 433, 65),
    row(2022, "Old Dorset", 65_983, "c", "c"),
    row(2021, "Old Dorset", "z", "z", "z"),
    row(2025, "Poole", 30_000, "x", "k"),
    row(2025, "Dorset", 67_149, 138, 21, STARTING),
]
TEXT = "\r\n".join([HEADER, *ROWS]) + "\r\n"
RATE = Series("rate_per_10000", ON_31_MARCH)


def kept(client, text=TEXT, name="cla.csv"):
    file = BytesIO(b"\xef\xbb\xbf" + text.encode())
    file.name = name
    answer = client.post("/outcomes/published/read/", {"file": file})
    assert answer.status_code == 302
    return answer.url


def choice(series=RATE, council="Dorset", text=TEXT):
    return {"council": council, "series": str(read(text).series().index(series))}


def test_what_holds_numbers_and_codes_is_figures_and_what_holds_words_says_of_what():
    table = read("\ufeff" + TEXT)

    assert table.figures == ["population_estimate", "children_count", "rate_per_10000"]
    assert (table.words, table.councils(), table.frequency) == (["population_type"], ["Dorset", "Poole"], "yearly")
    assert table.region_of("Dorset") == "South West"
    cells = table.cells(RATE, COUNCIL, "Dorset")
    assert [(cell.span[1].year, cell.value, cell.code) for cell in cells] == [
        (2021, None, "z"),
        (2022, None, "c"),
        (2023, 65, ""),
        (2024, 67, ""),
        (2025, 65, ""),
    ]
    assert (cells[-1].numerator, cells[-1].denominator) == (437, 67_149)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no column “time_period”"),
        ("a,b\n1,2", "no column “time_period”"),
        ("time_period,geographic_level,la_name\n2025,National,", "There are no figures"),
        ("time_period,geographic_level,la_name,x,x\n", "Two columns of this file have one name."),
        ("time_period,geographic_level,la_name,figure\n", "There are no figures"),
        ("time_period,geographic_level,la_name," + "x" * 140_000, "can’t be read as a table"),
        (f"time_period,geographic_level,la_name,x\n1,2,3,{'x' * 140_000}", "can’t be read as a table"),
    ],
)
def test_a_file_that_is_laid_out_otherwise_says_what_is_missing(text, sentence):
    with pytest.raises(NotPublished, match=sentence):
        read(text)


def places(number):
    return "".join(f"\n2025,Local authority,Town {one},Starting,1,2" for one in range(number))


def things(number):
    """Each of two figures of so many things."""
    return "".join(f"\n2025,Local authority,Dorset,Thing {one},1,2" for one in range(number))


@pytest.mark.parametrize(
    ("rows", "is_read"), [(places(4), True), (places(5), False), (things(2), True), (things(3), False)]
)
def test_no_page_offers_more_than_can_be_chosen_from(monkeypatch, rows, is_read):
    monkeypatch.setattr("outcomes.imports.published.MOST_CHOICES", 4)
    text = f"time_period,geographic_level,la_name,what,first,second{rows}"

    if is_read:
        assert read(text).rows
    else:
        with pytest.raises(NotPublished, match="too many places or things"):
            read(text)


def test_two_councils_of_one_name_are_told_apart_by_their_codes(as_, arun):
    other = row(2025, "Dorset", 5_000, 40, 80).replace("E06000059", "E06009999")
    table = read("\n".join([HEADER, *ROWS, other]))

    assert table.councils() == ["Dorset (E06000059)", "Dorset (E06009999)", "Dorset (E10000009)", "Poole"]
    assert [int(one.value) for one in table.cells(RATE, COUNCIL, "Dorset (E06009999)")] == [80]
    client = as_(arun)
    page = kept(client, "\n".join([HEADER, *ROWS, other]))
    asked = client.post(page, {"council": "Dorset", "series": "0"})
    assert (asked.status_code, "Dorset (E06009999)" in asked.text) == (422, True)


def test_a_year_stands_once_in_a_series():
    table = read("\n".join([HEADER, *ROWS, ROWS[4]]))
    with pytest.raises(NotPublished, match="Row 13 tells of one year a second time"):
        table.cells(RATE, COUNCIL, "Dorset")
    wrong = read("\n".join([HEADER, ROWS[4].replace("2025,", "205,", 1)]))
    with pytest.raises(NotPublished, match="Write the year as"):
        wrong.cells(RATE, COUNCIL, "Dorset")


def test_a_file_is_kept_once_and_a_wrong_one_is_refused_in_words(as_, arun):
    client = as_(arun)
    assert kept(client) == kept(client)
    assert PublishedFile.objects.count() == 1

    for content, sentence in (
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"a,b\n1,2", "no column"),
        (b"time_period\x00", "no text"),
        (b"", "This file is empty."),
    ):
        file = BytesIO(content)
        file.name = "x.csv"
        answer = client.post("/outcomes/published/read/", {"file": file})
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert client.post("/outcomes/published/read/").status_code == 422


def test_figures_are_seen_before_they_are_written_and_nothing_stands_twice(as_, arun, worker):
    client, result = as_(arun), make.result(arun)
    url = kept(client)
    assert client.post(url, {"council": "Atlantis", "series": "0"}).status_code == 422
    chosen = client.post(url, choice())
    assert chosen.status_code == 302

    looked = client.get(chosen.url).text
    assert "No figure: kept back, for the number is small." in looked
    assert "No figure: not applicable." in looked
    assert ("England" in looked, "South West" in looked, "Open Government Licence" in looked) == (True, True, True)
    assert not DataPoint.objects.exists()

    bare = client.post(url, choice() | {"looked": "1", "name": "CLA rate"})
    assert (bare.status_code, "Choose the result" in bare.text, 'value="CLA rate"' in bare.text) == (422, True, True)
    new = {"looked": "1", "name": "CLA rate", "result": result.pk, "unit": "rate_per_10000", "good": "lower"}
    saved = client.post(url, choice() | new, follow=True)
    assert "3 figures are written." in saved.text

    measure = Measure.objects.get()
    assert (measure.unit, measure.frequency) == ("rate_per_10000", "yearly")
    shown = as_(worker).get(measure.get_absolute_url()).text
    assert "Department for Education: Dorset. Open Government Licence v3.0." in shown
    assert "65.1" in shown
    assert "437 of 67,149" in shown
    assert '<th scope="col" class="is-number">South West</th>' in shown
    assert '<td class="is-number">59.0</td>' in shown
    assert "From here on the place has another code (E06000059)" in shown
    assert {point.comparison.name for point in ComparisonPoint.objects.all()} == {"England", "South West"}


@pytest.fixture
def followed(as_, arun):
    client = as_(arun)
    new = {"name": "CLA rate", "result": make.result(arun).pk, "unit": "rate_per_10000", "good": "lower", "looked": "1"}
    client.post(kept(client), choice() | new)
    return Measure.objects.get()


def test_next_year_s_file_goes_on_and_says_what_was_put_right(as_, arun, followed):
    later = [
        row(2026, "Dorset", 67_000, 400, 60),
        row(2026, "England", 12_000_000, 80_000, 67),
        row(2025, "England", 12_183_016, 80_400, 66),
        row(2025, "Dorset", 67_149, 440, 66),
        *(one for one in ROWS if not one.startswith("2025") or ("Dorset" not in one and "England,,,,," not in one)),
    ]
    text = "\n".join([HEADER, *later])
    client = as_(arun)
    url = kept(client, text, "cla-2026.csv")

    looked = client.get(client.post(url, choice(text=text)).url).text
    assert "“CLA rate” follows these figures." in looked
    assert "It changes: 65.1 before." in looked
    assert "It is here already." in looked
    saved = client.post(url, choice(text=text) | {"looked": "1"}, follow=True)
    assert "2 figures are written." in saved.text
    again = client.post(url, choice(text=text) | {"looked": "1"}, follow=True)
    assert "Nothing is new: every figure is here already." in again.text

    points = followed.points.filter(is_current=True).order_by("period")
    assert [(point.period.upper.year, point.revision) for point in points] == [
        (2023, 1),
        (2024, 1),
        (2025, 2),
        (2026, 1),
    ]
    assert points[2].reason_for_revision == "As published in cla-2026.csv"
    england = ComparisonPoint.objects.filter(comparison__name="England").order_by("period")
    assert [int(point.value) for point in england] == [69, 66, 67]


def test_a_measure_follows_one_series(as_, arun, followed):
    client = as_(arun)
    url = kept(client)
    other = choice(Series("rate_per_10000", STARTING)) | {"looked": "1", "measure": followed.pk}

    answer = client.post(url, other)
    assert answer.status_code == 422
    assert followed.series.count() == 1


def test_a_measure_that_is_there_may_begin_to_follow(as_, arun):
    client = as_(arun)
    measure = make.measure(arun, unit="count", frequency="yearly")

    url = kept(client)
    client.post(url, choice(Series("children_count", ON_31_MARCH)) | {"looked": "1", "measure": measure.pk})

    assert [int(point.value) for point in measure.points.order_by("period")] == [433, 447, 437]
    assert not measure.comparisons.exists()


def test_figures_that_do_not_fit_a_unit_are_refused_in_words(as_, arun):
    client = as_(arun)
    text = TEXT.replace("67149,437,65", "67149,437,65.4")
    url = kept(client, text)
    new = {"looked": "1", "name": "CLA", "result": make.result(arun).pk, "unit": "count", "good": "lower"}

    answer = client.post(url, choice() | new)

    assert (answer.status_code, "does not fit the measure" in answer.text) == (422, True)
    assert not Measure.objects.exists()
