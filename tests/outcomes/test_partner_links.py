"""What a partner sees of our curves: what the database holds of its link, and what the link opens (domain.md §7.4 to §7.6)."""

import csv
import re
from datetime import date
from io import StringIO

import pytest

from database import clock
from database.asker import acting_as
from linkups.check_in_links import new_token
from outcomes.actions import partners as actions
from outcomes.actions import points
from outcomes.models import Measure, PartnerLink, PartnerLinkUse, SharedMeasure
from outcomes.queries import partners as queries
from tests import factories
from tests.casework.refusals import change, refused_by
from tests.outcomes import figures as make
from tests.signing_in import someone_at_york

UNTIL = date(2026, 12, 31)


@pytest.fixture
def measure(arun):
    return make.measure(arun, name="Children looked after")


@pytest.fixture
def link(organisation):
    return PartnerLink.objects.create(organisation=organisation, **of_a_link())


def of_a_link(**said):
    return {"name": "The police", "purpose": "Their board", "until": UNTIL, "token_hash": "0" * 64} | said


# What the database holds


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": " "}, "partner_link_says_for_whom"),
        ({"purpose": "\t"}, "partner_link_says_for_whom"),
        ({"token_hash": "the link itself"}, "partner_link_by_its_checksum"),
        ({}, "partner_link_once"),
        ({"until": date(2099, 1, 1), "token_hash": "1" * 64}, "partner_link_for_two_years"),
    ],
)
def test_a_link_says_for_whom_and_until_when_and_is_kept_as_a_checksum(organisation, link, said, name):
    another = of_a_link(**said)

    assert refused_by(lambda: PartnerLink.objects.create(organisation=organisation, **another)) == name


def test_what_was_ended_opens_nothing_again(organisation, link, measure):
    shared = SharedMeasure.objects.create(organisation=organisation, link=link, measure=measure)

    def again():
        SharedMeasure.objects.create(organisation=organisation, link=link, measure=measure)

    assert refused_by(again) == "shared_measure_once"
    assert refused_by(change(link, token_hash="1" * 64)) == "partner_link_stays_ended"
    change(shared, ended_at=clock.now())()
    assert refused_by(change(shared, ended_at=None)) == "shared_measure_stays_ended"
    change(link, ended_at=clock.now())()
    assert refused_by(change(link, ended_at=None)) == "partner_link_stays_ended"
    assert refused_by(again) == "shared_measure_by_a_link_that_opens"


def test_no_family_reads_which_partners_there_are(link):
    dana = factories.UserFactory(kind="family", roles=[])

    assert (PartnerLink.objects.visible_to(dana).exists(), SharedMeasure.objects.visible_to(dana).exists()) == (
        False,
    ) * 2


# What the link opens

WORKED = (400, 418, 431, 452, 466, 470, 462, 455, 449)
THEN = "Help for relatives began"


@pytest.fixture
def worked(arun):
    measure = make.measure(arun, name="Children looked after", tolerance=5, definition="On the last day of the month")
    make.figures(measure, *WORKED, by=arun)
    make.published(measure, arun)
    return measure


def opened_by(by, *measures, until=UNTIL):
    """The path of a link, and its row."""
    with acting_as(by.asker):
        made = actions.make_partner_link(
            name="The police", purpose="Their board", until=until, measures=measures, by=by
        )
    return f"/curves/{made.token}/", made.link


def rows_in(answer):
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_partner_sees_what_was_chosen_and_nothing_else(client, arun, worked):
    make.measure(arun, name="Not chosen")
    path, link = opened_by(arun, worked)

    answer = client.get(path)

    assert answer.status_code == 200
    assert [text in answer.text for text in ("Children looked after", "449 now", "On the last day of the month")] == [
        True
    ] * 3
    assert [text in answer.text for text in ("Not chosen", "Arun", "k-nav", link.pk.hex)] == [False] * 4
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == (
        *("noindex, nofollow", "no-referrer"),
        True,
    )
    assert (answer.cookies, '<meta name="robots" content="noindex, nofollow">' in answer.text) == ({}, True)


def test_what_happened_then_and_who_answers_is_for_those_who_work_here(client, as_, arun, worked):
    Measure.objects.update(owner="Someone by name")
    said = {"period": "July 2025", "value": "462", "note": THEN, "reason": "Said"}
    as_(arun).post(f"/outcomes/measures/{worked.pk}/figures/write/", said)
    path, _link = opened_by(arun, worked)
    client.logout()

    told = [client.get(f"{path}{end}").text for end in ("", "figures.json", f"pictures/{worked.pk}.svg")]
    told.append(client.get(f"{path}figures.csv").content.decode("utf-8-sig"))

    assert [text for text in told if THEN in text or "Someone by name" in text] == []
    assert ">1</text>" not in told[2]  # nor its number in the picture


def test_small_numbers_and_what_would_tell_them_stay_here(client, arun):
    measure = make.measure(arun, unit="percent", good="higher", name="Part")
    make.figures(measure, (20, 40), (3, 40), (38, 40), (37, 41), (30, 40), by=arun)
    make.published(measure, arun, months=3, method="level")
    path, _link = opened_by(arun, measure)

    rows = rows_in(client.get(f"{path}figures.csv"))
    page, picture = client.get(path).text, client.get(f"{path}pictures/{measure.pk}.svg").content.decode()

    assert [(row["figure"], row["number"], row["out_of"], row["expected"]) for row in rows] == [
        ("50", "20", "40", ""),
        ("c", "c", "40", ""),
        ("c", "c", "40", ""),
        ("c", "c", "41", ""),
        ("75", "30", "40", ""),
    ]
    for text in (page, picture):
        assert [
            told
            for told in ("95%", "3 of 40", "38 of 40", "37 of 41", "if nothing changed", "percentage points")
            if told in text
        ] == []
    assert ("it is not said which way it goes" in page, picture.count("<circle")) == (True, 2)


def test_a_last_figure_that_is_kept_back_is_not_said_by_another(client, arun):
    measure = make.measure(arun)
    make.figures(measure, 20, 21, 3, by=arun)
    path, _link = opened_by(arun, measure)

    picture = client.get(f"{path}pictures/{measure.pk}.svg").content.decode()

    assert (picture.count("<circle"), "21 now" in picture, "21 (" in picture) == (2, False, True)


def test_what_was_expected_does_not_say_a_small_number_that_was_put_right_since(client, as_, arun):
    measure = make.measure(arun)
    make.figures(measure, 20, 21, 3, by=arun)
    make.published(measure, arun, months=3, method="level")
    with acting_as(arun.asker):
        points.write_figures(told=[(measure, make.told_of(make.month(3), 22))], reason="Written late", by=arun)
    make.figures(measure, 23, by=arun, begins=4)
    path, _link = opened_by(arun, measure)

    rows = rows_in(client.get(f"{path}figures.csv"))
    page, picture = client.get(path).text, client.get(f"{path}pictures/{measure.pk}.svg").content.decode()
    own = rows_in(as_(arun).get(f"{measure.get_absolute_url()}figures.csv"))

    assert [(row["figure"], row["expected"]) for row in rows] == [("20", ""), ("21", ""), ("22", ""), ("23", "")]
    assert [(row["figure"], row["forecast"]) for row in own] == [("20", ""), ("21", ""), ("22", ""), ("23", "")]
    assert ["was expected" in page, "if nothing changed" in picture] == [False, False]


def test_open_data_says_what_its_figures_mean(client, arun, worked):
    path, _link = opened_by(arun, worked)

    told = client.get(f"{path}figures.json").json()["measures"][0]
    row = rows_in(client.get(f"{path}figures.csv"))[-1]

    assert (told["measure"], told["definition"], told["unit"], told["good"]) == (
        *("Children looked after", "On the last day of the month"),
        *("count", "lower"),
    )
    assert told["says"].startswith("Turned. For 4 periods on end")
    last = told["figures"][-1]
    assert (last["figure"], last["expected"], last["tentative"], last["asked"]) == (449, 533, False, None)
    assert (row["measure"], row["figure"], row["period"], row["asked"], row["answered"], row["missing"]) == (
        *("Children looked after", "449", "September 2025"),
        *("", "", ""),
    )


def test_how_many_were_asked_leaves_with_a_figure_that_has_it_unless_they_are_few(client, arun):
    measure = make.measure(arun, unit="percent")
    told = [make.told_of(make.month(1), (30, 40)).of(100, 40), make.told_of(make.month(2), (30, 38)).of(40, 38)]
    with acting_as(arun.asker):
        points.write_figures(told=[(measure, one) for one in told], by=arun)
    path, _link = opened_by(arun, measure)

    rows = rows_in(client.get(f"{path}figures.csv"))

    assert [(row["asked"], row["answered"], row["missing"]) for row in rows] == [("100", "40", "60"), ("c", "38", "c")]
    assert '<td class="is-number">60</td>' in client.get(path).text


@pytest.mark.parametrize("end", ["", "figures.csv", "figures.json", "pictures/{}.svg"])
@pytest.mark.parametrize("how", ["ended", "over", "never was", "no link at all"])
def test_a_dead_link_does_not_tell_whether_it_ever_was(client, arun, worked, monkeypatch, end, how):
    path, link = opened_by(arun, worked)
    if how == "ended":
        change(link, ended_at=clock.now())()
    if how == "over":
        change(link, until=date(2026, 3, 15))()
    if how == "never was":
        path = f"/curves/{new_token(link.organisation_id)}/"
    if how == "no link at all":
        path = "/curves/nonsense/"

    answer = client.get(f"{path}{end.format(worked.pk)}")

    assert (answer.status_code, "Nothing is shown here" in answer.text) == (404, True)
    assert [text in answer.text for text in ("police", "ended", "Leeds", "Children")] == [False] * 4
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_whoever_is_signed_in_sees_just_the_same_by_a_link(as_, client, arun, worked):
    path, _link = opened_by(arun, worked)
    dana = factories.UserFactory(kind="family", roles=[])
    elsewhere = someone_at_york(name="Yvonne", email="yvonne@york.test")

    shown = []
    for user in (arun, dana, elsewhere):
        with acting_as(user.asker):
            shown.append(as_(user).get(path))

    assert [(one.status_code, "449 now" in one.text, "k-nav" in one.text) for one in shown] == [(200, True, False)] * 3


def test_a_picture_that_was_not_chosen_is_not_there(client, arun, worked):
    other = make.measure(arun)
    make.figures(other, 40, 41, by=arun)
    path, _link = opened_by(arun, worked)

    answers = [client.get(f"{path}pictures/{one.pk}.svg") for one in (worked, other)]

    assert [(one.status_code, one["Content-Type"].split(";")[0]) for one in answers] == [
        (200, "image/svg+xml"),
        (404, "text/html"),
    ]


def test_guessing_ends_and_so_does_asking_too_often(client, arun, worked):
    guesses = [client.get(f"/curves/{number:064}/").status_code for number in range(22)]
    assert (guesses[0], guesses[-1]) == (404, 429)

    path, _link = opened_by(arun, worked)
    assert client.get(path).status_code == 200
    asked = {client.get("/curves/x/").status_code for _time in range(300)}
    assert (asked, client.get(path).status_code) == ({429}, 429)


def test_on_which_day_a_link_was_used_last(client, arun, worked):
    path, link = opened_by(arun, worked)
    for _time in range(2):
        client.get(path)

    link.refresh_from_db()
    assert (queries.seen_link(link.pk, arun).last_used_on, link.row_version) == (clock.today(), 1)
    [use] = PartnerLinkUse.objects.all()
    again = PartnerLinkUse(organisation=link.organisation, link=link, used_on=use.used_on)
    assert refused_by(lambda: again.save(force_insert=True)) == "partner_link_use_once_a_day"


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_partner_s_page_costs(client, arun, django_assert_num_queries, count):
    measures = []
    for _number in range(count):
        measures.append(make.measure(arun))
        make.figures(measures[-1], *WORKED, by=arun)
        make.published(measures[-1], arun)
    path, _link = opened_by(arun, *measures)
    client.get(path)

    with django_assert_num_queries(29):
        client.get(path)


# Whoever looks after it


def test_a_link_is_made_shown_once_changed_and_ended(as_, arun, worked):
    other = make.measure(arun, name="Another curve")
    client = as_(arun)
    said = {"name": "The police", "purpose": "Their board", "until": "2026-12-31", "measures": [str(worked.pk)]}
    bare = client.post("/outcomes/partner-links/new/", said | {"measures": []})
    assert (bare.status_code, "Choose one measure" in bare.text, "Their board" in bare.text) == (422, True, True)
    late = client.post("/outcomes/partner-links/new/", said | {"until": "2026-03-15"})
    assert "still to come" in late.text

    made = client.post("/outcomes/partner-links/new/", said)
    first = client.get(made.url).text
    path = re.search(r"http://testserver(/curves/[^<]+/)", first)[1]
    link = PartnerLink.objects.get()
    assert (path in client.get(made.url).text, link.token_hash in first, path.split("/")[2] in str(link.__dict__)) == (
        False,
    ) * 3
    assert "Children looked after" in client.get(path).text

    other_choice = said | {
        "measures": [str(other.pk)],
        "row_version": "1",
    }  # it was used meanwhile, which changes nothing of it
    assert client.post(f"{made.url}change/", other_choice).status_code == 302
    stale = client.post(f"{made.url}change/", other_choice | {"name": "Someone else"})
    assert (stale.status_code, "Someone else saved this" in stale.text) == (422, True)
    shown = client.get(path).text
    assert ("Another curve" in shown, "Children looked after" in shown) == (True, False)
    chosen = re.findall(r'value="([0-9a-f-]{36})"[^>]*checked', client.get(f"{made.url}change/").text)
    assert chosen == [str(other.pk)]  # what was taken away is not shown again by the next who saves

    client.post(f"{made.url}end/")
    assert client.get(path).status_code == 404
    assert "was ended already" in client.post(f"{made.url}end/", follow=True).text
    assert "ended on 16 March 2026" in client.get("/outcomes/partner-links/").text


def test_who_looks_after_links_sees_what_the_partner_sees(as_, arun, worker, worked):
    _path, link = opened_by(arun, worked)
    page = f"/outcomes/partner-links/{link.pk}/"

    assert [text in as_(arun).get(page).text for text in ("449 now", "/curves/")] == [True, False]
    pages = (page, f"{page}change/", "/outcomes/partner-links/", "/outcomes/partner-links/new/")
    assert {as_(worker).get(one).status_code for one in pages} == {403}
    assert as_(worker).post(f"{page}end/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_list_of_links_costs(as_, arun, worked, django_assert_num_queries, count):
    for _number in range(count):
        opened_by(arun, worked)
    client = as_(arun)
    client.get("/outcomes/partner-links/")

    with django_assert_num_queries(5):
        client.get("/outcomes/partner-links/")
