"""Nothing typed is ever lost, without a signal too: it stays on the device, goes by itself, and is saved once (docs/adr/0030)."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import Organisation, User
from casework.models import Conversation
from database.asker import acting_as
from families.models import Draft, Person, PersonName
from tests.browser.line import Line
from tests.chromium import PHONE, Someone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINE = "Toast for everyone"
KEPT = "Kept on this phone for three days; it will be sent when you are back online."
WAITS = "Kept on this phone for three days; it will be saved by itself when you are back online."
THREE_DAYS = 73 * 60 * 60
ON_THE_DEVICE = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).map(it => new URL(it.url).pathname)));
  return {
    databases: (await indexedDB.databases()).map(it => it.name), pages: kept.flat().sort(),
    workers: (await navigator.serviceWorker.getRegistrations()).length};
}"""
STATE = "document.querySelector('[data-draft-state]').dataset.draftState"
HEARD = []
NOTHING = {"databases": [], "pages": [], "workers": 0}
ALL_THAT_IS_KEPT = """() => new Promise(resolve => {
  indexedDB.open('kith-kept-here').onsuccess = event => {
    const all = event.target.result.transaction('kept').objectStore('kept').getAll();
    all.onsuccess = () => { event.target.result.close(); resolve(all.result.map(it => ({...it,
      half: String.fromCharCode(...it.half), sealed: String.fromCharCode(...new Uint8Array(it.sealed))}))) };
  };
})"""


@pytest.fixture
def line(live_server):
    """Between the browser and the server."""
    one = Line(("127.0.0.1", live_server.thread.port))
    yield one
    one.cut()


@pytest.fixture
def phone(chromium, demo, line):
    """A phone whose worker stands ready, and whose line can be cut: signed in by name."""
    opened = []

    def sign_in(name="Priya"):
        one = Someone(chromium, line.address, PHONE, service_workers="allow", has_touch=True)
        opened.append(one)
        return ready(one.sign_in(name))

    yield sign_in
    for one in opened:
        one.context.close()


def until(page, says_yes):
    """Until a script says so; the library’s own waiting takes a promise for a yes."""
    for _time in range(150):
        if page.evaluate(says_yes):
            return
        page.wait_for_timeout(100)
    pytest.fail(says_yes)


def ready(person):
    until(person.page, "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))")
    until(person.page, "() => indexedDB.databases().then(all => all.length === 1)")
    return person


@pytest.fixture
def priya(phone):
    return phone("Priya")


@pytest.fixture
def writing(priya):
    """Priya, who has begun a note that the server has, and stays at that page."""
    return begin_note(priya.page)


def begin_note(page):
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    add(page, LINE)
    for _ in range(100):
        if drafts() == [LINE]:
            return page
        page.wait_for_timeout(100)
    raise AssertionError(drafts())


def add(page, words):
    page.get_by_label("In one line").press_sequentially(words)
    page.wait_for_timeout(400)  # the device keeps what is typed every 200 ms: a hand takes longer to close a page


def says(page, sentence):
    expect(page.locator("[data-draft-state]").first).to_have_text(sentence)


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def closed_and_opened(page, line, path="/today/"):
    """As when the browser is closed before the signal is back, and opened once it is."""
    context = page.context
    page.close()
    line.mend()
    opened = context.new_page()
    opened.goto(f"{line.address}{path}")
    return opened


def as_priya(read):
    with acting_as(User.objects.get(email="priya@demo.example").asker), transaction.atomic():
        return list(read())


def notes():
    return as_priya(
        lambda: Conversation.objects.filter(headline__startswith="Toast").values_list("headline", flat=True)
    )


def drafts():
    begun = as_priya(Draft.objects.unfinished)
    return [one.body.get("headline") for one in begun]


def is_kept(page, number):
    until(
        page,
        f"""async () => {{
      const here = await import(document.querySelector('[data-kept-here]').dataset.keptHere);
      return (await here.of(document.body.dataset.who)).length === {number};
    }}""",
    )


def test_what_is_saved_without_a_signal_goes_by_itself_and_once(priya, writing):
    priya.context.set_offline(True)
    add(writing, ", and jam")
    says(writing, KEPT)

    save(writing)
    says(writing, WAITS)
    assert notes() == []
    with writing.expect_navigation():
        priya.context.set_offline(False)

    expect(writing.get_by_role("heading", level=1)).to_have_text("Toast for everyone, and jam")
    assert notes() == ["Toast for everyone, and jam"]
    assert drafts() == []
    is_kept(writing, 0)


def test_what_is_saved_without_a_signal_goes_though_the_page_was_closed(writing, line):
    line.cut()
    add(writing, ", and jam")
    save(writing)
    says(writing, WAITS)
    page = closed_and_opened(writing, line)

    expect(page.get_by_text("What you wrote without a signal is saved now.")).to_be_visible()
    is_kept(page, 0)
    assert notes() == ["Toast for everyone, and jam"]
    assert drafts() == []


def test_what_is_begun_without_a_signal_comes_home_and_is_shared_with_nobody(writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)
    page = closed_and_opened(writing, line)

    page.get_by_role("status").get_by_role("link", name="See it").click()

    expect(page.get_by_label("In one line")).to_have_value("Toast for everyone, and jam")
    expect(page.get_by_role("checkbox", name="Dana", exact=True)).to_be_checked()
    assert notes() == []


def test_opened_where_it_was_begun_it_stands_there(writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)

    page = closed_and_opened(writing, line, re.sub(r".*//[^/]+", "", writing.url))
    expect(page.get_by_label("In one line")).to_have_value("Toast for everyone, and jam")


def test_a_server_that_dies_as_it_answers_has_saved_it_once(writing, line):
    line.is_deaf = True  # it saves, and nobody hears of it
    writing.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
    writing.wait_for_timeout(1500)
    line.cut()
    says(writing, WAITS)
    line.mend()

    expect(writing.get_by_role("heading", level=1)).to_have_text(LINE, timeout=40_000)
    assert notes() == [LINE]


def test_a_note_whose_answer_never_came_is_not_saved_again(writing, line):
    writing.route("**/*", lambda route: heard_by_nobody(route) if route.request.method == "POST" else route.continue_())
    save(writing)
    while not HEARD:
        writing.wait_for_timeout(100)
    assert notes() == [LINE]
    line.cut()
    page = closed_and_opened(writing, line)

    is_kept(page, 0)
    assert notes() == [LINE]
    assert drafts() == []


def heard_by_nobody(route):
    HEARD.append(route.fetch(max_redirects=0))
    route.abort()


def test_an_answer_that_is_lost_while_writing_is_no_other_window(writing, line):
    line.is_deaf = True
    add(writing, ", and jam")
    writing.wait_for_timeout(3500)
    line.cut()
    add(writing, " too")
    says(writing, KEPT)
    line.mend()

    expect(writing.locator("[data-draft-state=saved]").first).to_be_visible(timeout=40_000)
    assert drafts() == ["Toast for everyone, and jam too"]


def test_signed_out_meanwhile_it_comes_home_with_the_next_sign_in(priya, writing, line):
    line.cut()
    add(writing, ", and jam")
    save(writing)
    says(writing, WAITS)
    priya.context.clear_cookies(name="sessionid")
    priya.page = closed_and_opened(writing, line)

    priya.sign_in("Priya")

    expect(priya.page.get_by_text("What you wrote without a signal is saved now.")).to_be_visible()
    assert notes() == ["Toast for everyone, and jam"]


def test_of_two_tabs_neither_loses_a_word(priya, writing, line):
    other = priya.context.new_page()
    other.goto(writing.url)
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)
    other.get_by_label("In one line").fill("Toast for everyone, and tea")
    says(other, KEPT)
    line.mend()
    for _ in range(400):
        if {"saved", "conflict"} == {writing.evaluate(STATE), other.evaluate(STATE)}:
            break
        writing.wait_for_timeout(100)
    (first,) = drafts()
    lost = {"Toast for everyone, and jam", "Toast for everyone, and tea"} - {first}
    writing.close()
    other.close()

    priya.page = priya.context.new_page()
    page = priya.open("/today/")
    page.get_by_text("What you wrote then").click()
    expect(page.get_by_role("listitem").filter(has_text=lost.pop())).to_be_visible()
    priya.problems.clear()  # that it could not be reached
    priya.check_accessible()
    page.get_by_role("button", name="Put what I wrote there").click()

    expect(page.get_by_label("In one line")).not_to_have_value(first)
    is_kept(page, 0)
    assert len(drafts()) == 1


def unsent(priya, writing):
    """Something that is only on the device, as it was changed elsewhere meanwhile."""
    priya.context.set_offline(True)
    add(writing, ", and jam")
    says(writing, KEPT)
    as_priya(lambda: [one.save() for one in change(Draft.objects.unfinished().get())])
    writing.close()
    priya.context.set_offline(False)
    priya.page = priya.context.new_page()
    page = priya.open("/today/")
    page.get_by_role("button", name="Put what I wrote there").wait_for()
    return page


def change(draft):
    draft.body = {"headline": "Toast from another phone"}
    return [draft]


def test_signing_out_asks_first_and_leaves_nothing(priya, writing):
    page = unsent(priya, writing)
    assert page.evaluate(ON_THE_DEVICE)["databases"] == ["kith-kept-here"]

    page.locator(".k-me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("it could not be sent yet", exact=False)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    page.wait_for_url(re.compile("login"))
    assert page.evaluate(ON_THE_DEVICE) == NOTHING


def test_signing_out_takes_no_more_than_one_press_when_all_is_sent(priya):
    priya.page.locator(".k-me summary").click()
    priya.page.get_by_role("button", name="Sign out").click()

    priya.page.wait_for_url(re.compile("login"))
    assert priya.page.evaluate(ON_THE_DEVICE) == NOTHING


def test_after_three_days_it_is_gone(priya, writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)
    writing.close()
    opened = priya.context.new_page()
    opened.wait_for_timeout(1000)  # what the page still sent as it was closed has failed by then
    line.mend()
    opened.clock.install()
    opened.clock.fast_forward(THREE_DAYS * 1000)

    opened.goto(f"{line.address}/today/")

    is_kept(opened, 0)
    assert drafts() == [LINE]


def test_switched_off_it_brings_home_what_there_is_and_keeps_nothing(priya, writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)
    switch_off()
    page = closed_and_opened(writing, line)

    until(page, f"() => ({ON_THE_DEVICE})().then(all => !all.databases.length && !all.workers && !all.pages.length)")
    assert drafts() == ["Toast for everyone, and jam"]


def switch_off():
    with acting_as(User.objects.get(email="alex@demo.example").asker), transaction.atomic():
        Organisation.objects.filter(users__email="alex@demo.example").update(keeps_on_devices=False)


def test_switched_off_the_page_says_that_it_has_to_stay_open(priya, writing, line):
    switch_off()
    writing.reload()
    line.cut()

    add(writing, ", and jam")

    says(writing, "Not saved yet: no signal. Keep this page open.")
    assert writing.evaluate(ON_THE_DEVICE) == NOTHING


def test_whoever_else_signs_in_here_neither_reads_nor_sends_it(priya, writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)
    priya.context.clear_cookies(name="sessionid")
    priya.page = closed_and_opened(writing, line)
    page = ready(priya.sign_in("Hana")).page
    page.wait_for_timeout(500)
    assert drafts() == [LINE]

    priya.context.clear_cookies(name="sessionid")
    priya.sign_in("Priya")

    expect(page.get_by_text("What you began without a signal")).to_be_visible()
    assert drafts() == ["Toast for everyone, and jam"]


def test_nothing_that_lies_on_the_device_can_be_read(priya, writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)

    (one,) = writing.evaluate(ALL_THAT_IS_KEPT)

    assert set(one) == {"id", "who", "day", "at", "half", "iv", "sealed"}
    assert not re.search("Toast|families|Rowan", str(one))


def test_without_a_signal_a_page_says_so_and_no_record_is_kept(priya, line):
    rowan = priya.page.get_by_role("link", name="Rowan", exact=True).first.get_attribute("href")
    priya.open(rowan)
    line.cut()

    page = priya.page
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("You are not online")
    expect(page.get_by_text("Rowan")).to_have_count(0)
    kept = page.evaluate(ON_THE_DEVICE)["pages"]
    assert [one for one in kept if not one.startswith("/static/")] == ["/accounts/offline/"]
    assert all(re.search(r"\.(css|js|svg|woff2)$", one) for one in kept if one.startswith("/static/"))
    priya.problems.clear()  # that it could not be reached
    priya.check_accessible()

    line.mend()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rowan")


def test_where_it_stands_is_said_politely_and_once(priya, writing):
    status = writing.locator("[data-draft-state]").first
    expect(status).to_have_attribute("role", "status")
    writing.evaluate("""() => {
      window.said = [];
      const at = document.querySelector('[data-draft-state]');
      new MutationObserver(() => window.said.push(at.textContent)).observe(at, {childList: true});
    }""")
    priya.context.set_offline(True)

    for _ in range(4):
        add(writing, " more")
        writing.wait_for_timeout(1500)

    assert writing.evaluate("window.said") == [KEPT]


def test_what_waits_for_one_stays_when_another_signs_out(priya, writing, line):
    line.cut()
    add(writing, ", and jam")
    says(writing, KEPT)
    priya.context.clear_cookies(name="sessionid")
    priya.page = closed_and_opened(writing, line)
    page = ready(priya.sign_in("Hana")).page

    page.locator(".k-me summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/**")
    page.goto(f"{line.address}/")
    page = ready(priya.sign_in("Priya")).page

    expect(page.get_by_role("status")).to_contain_text("kept for you")
    assert drafts() == ["Toast for everyone, and jam"]


def test_what_was_put_on_a_device_by_others_is_sent_nowhere(priya, line):
    page = priya.page
    who = page.evaluate("document.body.dataset.who")
    dana = as_priya(lambda: Person.objects.filter(known_as="Dana"))[0]
    priya.context.clear_cookies(name="sessionid")
    page.goto(f"{line.address}/accounts/login/")
    planted = page.evaluate(
        """async ([who, action]) => {
          const kept = await import('/static/js/kept-here.js');
          return kept.keep(crypto.randomUUID(), who, {url: '/nowhere/', page: '/today/', title: '', typed: [], version: '0',
            turn: 1, body: {fields: {}, people: []}, wants: {action, pairs: [['text', 'Planted'], ['kind', 'nickname']]}});
        }""",
        [who, f"/people/{dana.pk}/names/add/"],
    )

    page = ready(priya.sign_in("Priya")).page

    expect(page.get_by_role("status")).to_contain_text("can’t be kept where you wrote it")
    assert (planted, as_priya(lambda: PersonName.objects.filter(text="Planted"))) == (True, [])
