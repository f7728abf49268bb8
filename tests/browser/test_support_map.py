"""A support map by hand: moved by mouse, by finger and by the rows alone; read through time by a slider and without one."""

import pytest
from playwright.sync_api import expect

from tests.browser import journey as steps
from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RING = "svg => svg.dataset.board.split(' ').map(pair => pair.split(',').map(Number))"
POINT = """(svg, [x, y]) => {
  const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  return [point.x, point.y];
}"""


def maps_of_amina(someone):
    page = steps.the_family_called(someone, "Rowan")
    steps.follow(page, "Amina")
    steps.follow(page, "Support map")
    return page


def drawing(someone):
    """The form of Amina's next map, with the board in sight; the board, and the row in which Kayleigh stands."""
    page = maps_of_amina(someone)
    steps.follow(page, "Draw a support map")
    board = page.locator("svg[data-board]")
    board.scroll_into_view_if_needed()
    name = board.locator("[data-node]").filter(has_text="Kayleigh")
    return page, board, name, page.locator(f"details[data-row='{name.get_attribute('data-node')}']")


def way_to(board, name, circle):
    """From a name on the board to the middle of a circle, straight up."""
    rings = board.evaluate(RING)
    middle = (rings[circle][1] + rings[circle - 1][1]) / 2
    box = name.bounding_box()
    return [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2], board.evaluate(POINT, [30, -middle])


def by_mouse(page, begin, end):
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def by_finger(page, begin, end):
    touch = page.context.new_cdp_session(page)
    half = [(one + other) / 2 for one, other in zip(begin, end, strict=True)]
    for kind, at in (("touchStart", begin), ("touchMove", half), ("touchMove", end), ("touchEnd", None)):
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize(("size", "drag"), [(DESK, by_mouse), (PHONE, by_finger)], ids=["mouse", "finger"])
def test_a_name_that_is_dropped_in_a_circle_stands_there(someone, size, drag):
    priya = someone("Priya", size, has_touch=drag is by_finger)
    page, board, name, row = drawing(priya)
    expect(row.locator("summary small")).to_have_text("Friends")

    drag(page, *way_to(board, name, 2))

    expect(row.locator("summary small")).to_have_text("People I do things with")
    steps.press(page, "Keep this map")
    stands = page.locator(".k-circle", has_text="People I do things with").locator("+ ul")
    expect(stands).to_contain_text("Kayleigh")
    priya.check_accessible()


def test_a_name_that_is_dropped_in_a_circle_is_enough(someone):
    priya = someone("Priya", also=[DESK], has_touch=True)
    page, board, _name, _row = drawing(priya)
    page.get_by_label("Who is there?").fill("Rex the dog")
    page.get_by_label("Who is there?").press("Enter")
    page.get_by_role("button", name="Rob", exact=True).click()
    rex = board.locator("[data-node]").filter(has_text="Rex the dog")
    rex.scroll_into_view_if_needed()

    for who in (rex, board.locator("[data-node]").filter(has_text="Rob")):
        by_finger(page, *way_to(board, who, 2))
    page.evaluate("scrollTo(0, 0)")
    priya.check_accessible()
    steps.press(page, "Keep this map")

    for who in ("Rex the dog", "Rob"):
        expect(page.get_by_text("New on this map:").locator("..")).to_contain_text(who)


def test_a_row_that_changes_moves_and_names_its_place_on_the_board(someone):
    _page, board, name, row = drawing(someone("Priya", DESK))
    before = name.bounding_box()
    row.locator("summary").first.click()

    row.get_by_label("In which circle?").select_option("exchange")
    row.get_by_label("Or a name").fill("Kayleigh Moss")

    moved = board.locator("[data-node]").filter(has_text="Kayleigh Moss")
    assert moved.bounding_box() != before
    expect(row.locator("summary").first).to_contain_text("People who are paid")


def test_someone_is_added_and_another_taken_off_without_leaving_the_page(someone):
    priya = someone("Priya", DESK)
    page, board, _name, kayleighs = drawing(priya)
    page.get_by_role("button", name="Add someone").click()
    row = page.locator("details[data-row]").last
    row.get_by_label("Or a name").fill("Mr Cole")
    row.get_by_label("Or a name").press("Enter")
    expect(kayleighs).to_be_visible()
    expect(board.locator("[data-node]").filter(has_text="Mr Cole")).to_be_visible()
    row.get_by_label("In which circle?").select_option("participation")
    kayleighs.locator("summary").first.click()

    kayleighs.get_by_role("button", name="Take off the map").click()
    steps.press(page, "Keep this map")

    expect(page.get_by_text("New on this map:").locator("..")).to_contain_text("Mr Cole")
    expect(page.get_by_text("No longer on it:").locator("..")).to_contain_text("Kayleigh")


def test_it_is_drawn_without_scripts(someone):
    priya = someone("Priya", java_script_enabled=False)
    page, _board, _name, row = drawing(priya)
    row.locator("summary").first.click()
    with page.expect_navigation():
        row.get_by_role("button", name="Take off the map").click()
    assert page.locator("summary", has_text="Kayleigh").count() == 0
    row = page.locator("details[data-row]").last
    row.get_by_label("Or a name").fill("Mr Cole")
    row.get_by_label("In which circle?").select_option("participation")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this, and give me room for more").click()
    with page.expect_navigation():
        page.locator("details[data-row]").last.get_by_label("Or a name").press("Enter")

    steps.press(page, "Keep this map")

    expect(page.get_by_text("New on this map:").locator("..")).to_contain_text("Mr Cole")


def test_a_slider_moves_through_time(someone):
    priya = someone("Priya", also=[DESK])
    page = maps_of_amina(priya)
    joans = page.locator("[data-map]").filter(has_text="As Joan sees it")
    expect(joans.locator("svg[role=group]")).to_contain_text("Pam next door")

    joans.get_by_label("Move through time").press("ArrowLeft")

    expect(joans.locator("svg[role=group]")).to_contain_text("Housing")
    expect(joans.get_by_label("Move through time")).to_be_focused()
    expect(joans.locator("output")).to_have_text("15 September 2025")
    expect(page.locator("[data-map]").filter(has_text="As Amina sees it")).to_contain_text("Biscuit the dog")
    priya.check_accessible()


def test_every_place_on_a_map_leads_by_keyboard_to_what_is_said_of_it(someone):
    page = maps_of_amina(someone("Priya", DESK))
    place = page.locator("svg[role=group] a").filter(has_text="Biscuit the dog")

    place.focus()
    page.keyboard.press("Enter")

    expect(page.locator("li:target")).to_contain_text("Biscuit the dog")


@pytest.mark.parametrize("name", ["Dana", "Amina"])
def test_the_family_reads_its_maps(someone, name):
    reader = someone(name)
    page = reader.open("/our-page/")
    steps.follow(page, "Support maps of Rowan")
    reader.check_accessible()
    steps.follow(page, "Amina")

    own = name == "Amina"
    expect(page.get_by_role("heading", name="As I see it" if own else "As Amina sees it")).to_be_visible()
    assert page.get_by_role("link", name="Draw").count() == (2 if own else 0)
    reader.check_accessible()


def test_a_child_draws_her_own_people_by_herself(someone):
    amina = someone("Amina", also=[DESK], has_touch=True)
    page = amina.open("/our-page/")
    steps.follow(page, "Draw who is around me")
    page.get_by_label("Who is there?").fill("Rex")
    page.get_by_label("Who is there?").press("Enter")
    board = page.locator("svg[data-board]")
    rex = board.locator("[data-node]").filter(has_text="Rex")
    rex.scroll_into_view_if_needed()

    by_finger(page, *way_to(board, rex, 1))
    page.evaluate("scrollTo(0, 0)")
    amina.check_accessible()
    steps.press(page, "Keep this map")

    expect(page.get_by_role("heading", name="Kayleigh, Theo and Rex are among my friends.")).to_be_visible()
    expect(page.get_by_text("Rex is new.")).to_be_visible()
    amina.check_accessible()


WIDTHS = "box => [box.scrollWidth > box.clientWidth, box.querySelector('svg').getBoundingClientRect().width > box.clientWidth]"


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESK, False)], ids=["scripts", "none"])
def test_the_picture_fits_and_is_made_larger_by_a_tap(someone, size, scripts):
    priya = someone("Priya", size, java_script_enabled=scripts)
    page = maps_of_amina(priya)
    box = page.locator(".k-scroll--fits").first
    seen = [box.evaluate(WIDTHS)]

    for tap in ("Make the picture larger", "Make it fit again"):
        page.get_by_text(tap).first.click()
        seen.append(box.evaluate(WIDTHS))

    assert seen == [[False, False], [True, True], [False, False]]


def test_a_tap_on_the_picture_makes_it_larger_around_its_middle(someone):
    page = maps_of_amina(someone("Priya", PHONE))
    box = page.locator(".k-scroll--fits").first

    box.locator("svg").click(position={"x": 6, "y": 6})

    expect(page.get_by_text("Make it fit again").first).to_be_visible()
    page.wait_for_function("document.querySelector('.k-scroll--fits').scrollLeft > 50")


def test_a_familys_map_asks_whose_view_it_is(someone):
    priya = someone("Priya", also=[DESK])
    page = steps.the_family_called(priya, "Rowan")
    page.goto(f"{page.url}support-map/draw/")
    assert page.get_by_role("radio", checked=True).count() == 0
    priya.check_accessible()

    page.get_by_role("radio", name="Dana").check(force=True)
    steps.press(page, "Go on")

    expect(page.locator(".k-seg [aria-current]")).to_have_text("Dana")
    expect(page.locator("svg[data-board]")).to_contain_text("Pam next door")


def test_where_someone_has_lived_is_read_and_written_down(someone):
    priya = someone("Priya", also=[DESK])
    page = steps.the_family_called(priya, "Rowan")
    steps.follow(page, "Amina")
    steps.follow(page, "Places lived, as they tell it")
    expect(page.get_by_role("heading", name="The flat over the chip shop")).to_be_visible()
    priya.check_accessible()
    steps.follow(page, "Add a place")
    priya.check_accessible()
    page.get_by_label("What do they call it?").fill("With Mum and Sid")

    steps.press(page, "Save")

    expect(page.get_by_role("heading", name="With Mum and Sid")).to_be_visible()


def test_the_form_is_accessible(someone):
    priya = someone("Priya", also=[DESK])
    drawing(priya)[0].evaluate("scrollTo(0, 0)")
    priya.check_accessible()
