"""The steps of the main job, as they are taken by hand: each begins at a page and ends at the next."""

import re

from tests.chromium import every

FAMILY, CHILD, IMPORTED = "Barnes", "Leon", "Child LARK0417"
ABOUT = "Where Leon sleeps in the holidays"
PATIENCE = 10_000
PLAN = "We share the nights, and ring each other before it gets hard."
WOMAN, MAN = "Woman or girl", "Man or boy"


def press(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click(timeout=PATIENCE)


def follow(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name, exact=True).first.click(timeout=PATIENCE)


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def the_family(someone):
    return the_family_called(someone, FAMILY)


def the_family_called(someone, name):
    page = someone.open("/families/")
    follow(page, name)
    return page


def person(someone, name):
    page = the_family(someone)
    follow(page, name)
    return page


def take_in(ines):
    """Intake finds the imported child, gives them their name, and begins a family with them."""
    page = ines.page
    follow(page, "People without a family")
    follow(page, IMPORTED)
    follow(page, "Change")
    page.get_by_label("Known as", exact=True).fill(CHILD)
    press(page, "Save")
    follow(page, "Find a family")
    page.get_by_label("A family begins with them. What does it call itself?").fill(FAMILY)
    page.get_by_label("In this family").select_option(label="Child")
    press(page, "Save")


def ask_in(ines, name):
    """Intake says who leads; from then on the family is theirs."""
    page = the_family(ines)
    follow(page, "Someone comes alongside")
    page.get_by_label("Who?").select_option(label=name)
    page.get_by_label("As what?").select_option(label="Lead worker")
    press(page, "Save")


def add(page, what, name, gender, **said):
    """Someone new, from the page of the person to whom they belong; ends there too."""
    follow(page, what)
    page.get_by_label("what are they called?").fill(name)
    say_more(page)
    page.get_by_label("Their gender, if they are new").select_option(label=gender)
    for label in said.get("ticked", ()):
        page.get_by_label(label, exact=True).check()
    how_it_is_known(page)
    press(page, "Save")
    if page.get_by_role("radio", name="Someone new").count():  # their name sounds like that of someone known here
        page.get_by_role("radio", name="Someone new").check(force=True)
        press(page, "Save")


def say_more(page):
    page.locator("summary", has_text="More, if you know it").click()


def how_it_is_known(page):
    page.get_by_role("radio", name="We saw a document: confirmed").check(force=True)


def draw_the_family(priya):
    """Three generations, parents who have parted, a half-sister, a foster carer."""
    page = person(priya, CHILD)
    add(page, "Add a parent or carer", "Carla", WOMAN, ticked=["By birth"])
    add(page, "Add a parent or carer", "Dean", MAN, ticked=["By birth"])
    add(page, "Add a parent or carer", "Grace", WOMAN, ticked=["Foster carer"])
    add(page, "Add a brother or sister", "Maisie", WOMAN, ticked=["One parent the same", "Carla"])
    page = person(priya, "Carla")
    add(page, "Add a parent or carer", "Nan Rose", WOMAN, ticked=["By birth"])
    follow(page, "Add a partner")
    page.get_by_role("radio", name="Dean", exact=True).check()
    page.get_by_label("Living together", exact=True).check()
    say_more(page)
    page.get_by_label("Is it over?").select_option(label="Separated")
    how_it_is_known(page)
    press(page, "Save")
    page = person(priya, "Maisie")
    add(page, "Add a parent or carer", "Kev", MAN, ticked=["By birth"])


def their_people(page):
    """Who is what to the person of this page."""
    rows = page.locator(".k-card", has=page.get_by_role("heading", name="Their people")).locator("li")
    return {row.get_by_role("link").inner_text(): row.locator("small").inner_text() for row in every(rows)}


def entry(page, number, kind, words, **asked):
    """One thing said, seen, told or thought: only what its kind needs is asked for."""
    row = page.locator("[data-rows] [data-row]").nth(number)
    row.get_by_label("What is it?").select_option(label=kind)
    row.get_by_label("In words").fill(words)
    for label, answer in asked.items():
        field = row.get_by_label(re.compile(label))
        field.fill(answer) if field.evaluate("it => it.tagName") == "INPUT" else field.select_option(label=answer)


def log_a_conversation(priya, kinds):
    page = the_family(priya)
    follow(page, "Add a conversation")
    for name in ("Carla", CHILD):
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.get_by_label("In one line, what was it about?").fill(ABOUT)
    page.get_by_text("Add what was said, seen, hoped or decided").click()
    for number, (kind, asked) in enumerate(kinds.items()):
        if page.locator("[data-rows] [data-row]").count() <= number:
            page.get_by_role("button", name="Add another").click()
        entry(page, number, kind, f"{kind}: three good weeks at school", **asked)
    press(page, "Save")


def offer_a_meeting(priya):
    page = person(priya, CHILD)
    follow(page, "Add who holds it")
    page.get_by_role("radio", name="Carla", exact=True).check()
    page.get_by_label("On what basis?").select_option(index=1)
    page.get_by_label("Confirmed").check()
    press(page, "Save")
    page = the_family(priya)
    follow(page, "Offer a family meeting")
    follow(page, "Offer a family meeting")
    page.get_by_role("checkbox", name=CHILD, exact=True).check()
    page.get_by_label("About a child or children").check()
    page.get_by_label("Carla (parental responsibility for Leon)").check()
    page.get_by_label("Face to face").check()
    press(page, "Write down the offer")
    page.get_by_role("link", name=re.compile("Their answer.*Carla")).click()
    page.get_by_label("Yes", exact=True).check()
    press(page, "Save the answer")
    follow(page, "Ask for the conference")
    page.get_by_role("radio", name="Carla", exact=True).check()
    page.get_by_label("I asked the child", exact=False).check()
    page.get_by_label("Why now?").fill("The holidays begin in three weeks.")
    page.get_by_label("What has to be in the plan").fill("An adult is with Leon every night.")
    press(page, "Ask for the conference")


def accept_it(sarah):
    page = sarah.open("/today/")
    follow(page, "A conference for Barnes is asked for: accept it")
    press(page, "Accept it")
    follow(page, "Choose a coordinator")
    page.get_by_role("radio", name="Ngozi").check()
    press(page, "Choose them")


def prepare_and_hold(ngozi, on):
    page = ngozi.open("/today/")
    follow(page, "Prepare the conference of Barnes")
    follow(page, "Ask people to come")
    for name in ("Carla", "Nan Rose", "Dean"):
        page.get_by_label("Who?").select_option(label=name)
        page.get_by_label("As what?").select_option(label="Family and friends")
        press(page, "Ask them")
    follow(page, "Back to the conference")
    follow(page, "Day and place")
    page.get_by_role("group", name="When do they meet?").locator("input[type=date]").fill(on)
    page.get_by_role("group", name="When do they meet?").locator("input[type=time]").fill("10:00")
    page.get_by_label("Where?").fill("The cricket pavilion")
    press(page, "Save")
    follow(page, "Open the page of the day")
    press(page, "Just us: begin")
    press(page, "The family has called everyone back")
    follow(page, "Our plan")
    for name in ("Carla", "Nan Rose", "Dean", CHILD):
        page.get_by_label(name, exact=False).first.select_option(label="Came")
    press(page, "It was held")


def write_the_plan(ngozi, steps):
    page = ngozi.page
    follow(page, "Write the family’s plan")
    page.get_by_label("Our plan, in our own words").fill(PLAN)
    for number, (what, who, by) in enumerate(steps):
        page.get_by_label("What?").nth(number).fill(what)
        page.locator(f"[name=steps-{number}-who]").select_option(label=who)
        page.get_by_label("By when?").nth(number).fill(by)
    page.get_by_label("Who in the family keeps an eye on the plan?").select_option(label="Nan Rose")
    page.get_by_label("Which worker do they talk to?").select_option(label="Priya")
    press(page, "Save the family’s plan")


def agree_it(sarah, look_back):
    page = sarah.open("/today/")
    follow(page, "Answer the plan of Barnes")
    page.get_by_label("When will the family look back at the plan?").fill(look_back)
    press(page, "Agree the plan")
