"""A family listens to its pages: by the browser's own speech, and by no voice that would send them elsewhere (issue D, 6)."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VOICES = """
window.said = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, speak: (piece) => window.said.push(piece.text), cancel: () => window.said.push("stopped"),
  addEventListener: () => {},
}});
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""
OWN = '[{"lang": "cy-GB", "localService": true}, {"lang": "en-GB", "localService": true, "default": true}]'
ELSEWHERE = '[{"lang": "en-GB", "localService": false, "default": true}]'


def with_voices(someone, name, voices):
    person = someone(name)
    person.context.add_init_script(VOICES % voices)
    return person


def test_dana_listens_and_stops(someone):
    dana = with_voices(someone, "Dana", OWN)
    page = dana.open("/our-page/")
    dana.check_accessible()

    page.get_by_role("button", name="Listen").click()
    page.get_by_role("button", name="Stop").click()

    said = page.evaluate("window.said")
    assert ("What we talked about" in said, said[-1], "Sign out" in said) == (True, "stopped", False)
    expect(page.get_by_role("button", name="Listen")).to_be_visible()


def test_what_is_marked_is_read_alone(someone):
    page = with_voices(someone, "Dana", OWN).open("/our-page/")
    heading = page.get_by_role("heading", name="Our people")

    heading.select_text()
    page.get_by_role("button", name="Listen").click()

    assert page.evaluate("window.said") == ["Our people"]


def test_a_voice_from_elsewhere_is_offered_nothing(someone):
    page = with_voices(someone, "Dana", ELSEWHERE).open("/our-page/")

    expect(page.get_by_role("link", name="Leave this page quickly")).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_be_hidden()


def test_help_is_accessible(someone):
    for name in ("Dana", "Priya", "Alex"):
        person = someone(name)
        for path in ("/help/", "/accessibility/"):
            person.open(path)
            person.check_accessible()
