"""The steps of a whole family group conference, as six people take them by its pages: Rowan's, about Mia."""

import re
from io import BytesIO

from PIL import Image, ImageDraw

from tests.browser.journey import follow, press
from tests.chromium import every

PLAN = "Mia sleeps at Nanny Jo’s on Fridays, and nobody rings Dana before ten on Saturdays."
STEP = "Fetch Mia from nursery on Fridays"
ASKED_FOR = "Two more hours at nursery on Fridays"
READ_OUT = "I can have her on Fridays, if someone lends me a car seat."


def choose(page, group, name):
    """One of several, or one more, of those that a question offers."""
    asked = page.get_by_role("group", name=group)
    asked.get_by_role("radio", name=name, exact=True).or_(asked.get_by_role("checkbox", name=name, exact=True)).check()


def key_of(address):
    return re.search(r"[0-9a-f-]{36}", address)[0]


class Walk:
    """One conference, and what is seen of it."""

    def __init__(self, album):
        self.album, self.key = album, ""

    def seen(self, someone, name):
        self.album.page(someone, name)

    def at(self, someone, what=""):
        """A page of the conference, for those who work on it."""
        return someone.open(f"/conferences/{self.key}/{what}")

    def ours(self, someone):
        """The page of the meeting, as someone of the family comes to it."""
        page = someone.open("/our-page/")
        page.locator(f"a[href*='/our-meetings/{self.key}/']").first.click()
        page.get_by_role("heading", level=1, name="Our family meeting").wait_for()
        return page

    # --- from the offer to a coordinator

    def take_the_letter(self, priya):
        """What a letter before proceedings says of the offer."""
        priya.open("/before-court/letter/print/")
        self.seen(priya, "letter_of_the_offer")
        self.album.paper(priya, "letter_of_the_offer_a4", "/before-court/letter/pdf/")

    def offer(self, priya):
        page = priya.open("/families/")
        follow(page, "Rowan")
        follow(page, "Offer a family meeting")
        self.seen(priya, "conferences_of_the_family")
        follow(page, "Offer a family meeting")
        for name in ("Mia", "Jay"):
            choose(page, "Who is the meeting about?", name)
        page.get_by_label("About a child or children").check()
        page.get_by_role("checkbox", name=re.compile(r"^Dana \(")).check()
        page.get_by_label("Face to face").check()
        self.seen(priya, "offer")
        press(page, "Write down the offer")
        self.key = key_of(page.url)
        self.seen(priya, "conference_offered")

    def say_yes_to_the_offer(self, dana):
        page = dana.open("/our-page/")
        self.seen(dana, "her_page_with_an_offer")
        page.locator("a[href*='/our-offers/']").first.click()
        page.get_by_role("heading", name="A family meeting is offered to you").wait_for()
        page.get_by_label("Yes", exact=True).check()
        self.seen(dana, "her_answer_to_the_offer")
        press(page, "Send my answer")

    def ask_for_it(self, priya):
        page = self.at(priya)
        follow(page, "Ask for the conference")
        page.get_by_role("radio", name="Dana", exact=True).check()
        page.get_by_label("I asked the child", exact=False).check()
        page.get_by_label("In their own words").fill("I like Nanny’s stairs.")
        page.get_by_label("Why now?").fill("Mia starts nursery, and Dana asked for more hands.")
        page.get_by_label("What is known and going well?").fill("Nanny Jo sings with Mia, and Mia sleeps after it.")
        page.get_by_label("What does the family need to work out?").fill("Who fetches Mia on Fridays?")
        page.get_by_label("What has to be in the plan").fill("An adult who knows Mia is with her every evening.")
        self.seen(priya, "asking_for_it")
        press(page, "Ask for the conference")

    def accept_it(self, sarah):
        page = self.at(sarah)
        follow(page, "Accept it")
        self.seen(sarah, "accepting")
        press(page, "Accept it")
        follow(page, "Choose a coordinator")
        page.get_by_role("radio", name="Ngozi").check()
        self.seen(sarah, "choosing_a_coordinator")
        press(page, "Choose them")
        self.seen(sarah, "conference_with_its_coordinator")

    # --- before the day

    def ask_people(self, ngozi):
        page = self.at(ngozi)
        follow(page, "Ask people to come")
        for name in ("Dana", "Joan"):
            page.get_by_label("Who?").select_option(label=name)
            page.get_by_label("As what?").select_option(label="Family and friends")
            press(page, "Ask them")
        self.seen(ngozi, "who_is_asked")

    def prepare(self, ngozi):
        page = self.at(ngozi, "preparing/")
        self.seen(ngozi, "preparing_begun")
        page.get_by_role("link", name=re.compile("^Write it down")).click()
        page.get_by_label("Who was there?").fill("Priya and Ngozi")
        page.get_by_label("What is the meeting for?").fill("Fridays that work for Mia and for Dana.")
        page.get_by_label("What can be offered to the family?").fill("Nursery hours, and forty pounds for the food.")
        self.seen(ngozi, "the_first_meeting")
        press(page, "Save")
        self._visit(ngozi)
        self._practical_thing(ngozi)
        self._advocate(ngozi)
        self._side(ngozi)
        self.seen(ngozi, "preparing_done")

    def _visit(self, ngozi):
        page = ngozi.page
        follow(page, "Add a visit")
        choose(page, "Who?", "Joan")
        choose(page, "How does it stand?", "Done")
        page.get_by_label("When was it?").fill("2026-03-16")
        page.get_by_label("Where?").select_option(label="At their home")
        page.get_by_label("What do they want from the meeting?").fill("To have Mia on Fridays.")
        page.get_by_label("What do they need, to take part?").fill("A chair with arms.")
        self.seen(ngozi, "a_visit")
        press(page, "Save")

    def _practical_thing(self, ngozi):
        page = ngozi.page
        follow(page, "Add something")
        choose(page, "What is it about?", "Food")
        page.get_by_label("What exactly?").fill("Joan’s soup, and bread")
        page.get_by_label("Who sees to it?").fill("Joan")
        choose(page, "How does it stand?", "Arranged")
        self.seen(ngozi, "a_practical_thing")
        press(page, "Save")

    def _advocate(self, ngozi):
        page = ngozi.page
        follow(page, "It was offered")
        choose(page, "To whom?", "Mia")
        choose(page, "What did they say?", "Yes")
        page.get_by_label("Who speaks for them?").fill("Yusuf")
        self.seen(ngozi, "an_advocate")
        press(page, "Save")

    def _side(self, ngozi):
        page = ngozi.page
        page.get_by_role("link", name=re.compile("^What was tried")).first.click()
        page.get_by_label("What was tried, or why not?").fill(
            "Rob is not told of it, for Dana’s sake. Jay asks his aunt Nell himself."
        )
        self.seen(ngozi, "what_was_tried")
        press(page, "Save")

    def answer(self, someone, said, *, words=""):
        """Someone's own answer to being asked."""
        page = self.ours(someone)
        follow(page, "Say if you will come")
        page.get_by_label(said, exact=True).check()
        page.get_by_label("What do you want to say?").fill(words)
        self.seen(someone, "own_answer")
        press(page, "Send my answer")
        self.seen(someone, "our_meeting_answered")

    def arrange(self, ngozi):
        page = self.at(ngozi, "arrange/")
        page.get_by_label("Day", exact=True).fill("2026-03-27")
        page.get_by_label("Time", exact=True).fill("17:00")
        page.get_by_label("Where?").fill("Mill Lane hall")
        page.get_by_label("Food, travel, childcare, interpreter").fill("Joan brings soup. The hall has toys.")
        self.seen(ngozi, "day_and_place")
        press(page, "Save")

    def give(self, ngozi, paper, people):
        page = self.at(ngozi, "papers/given/")
        choose(page, "Which paper?", paper)
        for name in people:
            choose(page, "Who has it?", name)
        choose(page, "In what way?", "By hand")
        self.seen(ngozi, f"giving_{paper.casefold().replace(' ', '_')}")
        press(page, "Write it down")

    def papers(self, ngozi):
        """What is printed before the day, as the coordinator takes it."""
        self.at(ngozi, "papers/")
        self.seen(ngozi, "papers")
        self.album.paper(ngozi, "information_a4", f"/conferences/{self.key}/information/pdf/")
        self.album.paper(ngozi, "blank_plan_a4", f"/conferences/{self.key}/blank-plan/pdf/")
        for name in ("Joan", "Jay"):
            self._their_paper(ngozi, f"Invitation : {name}", f"invitation_of_{name.casefold()}_a4")

    def _their_paper(self, ngozi, link, name):
        address = ngozi.page.get_by_role("link", name=link, exact=True).get_attribute("href")
        self.album.paper(ngozi, name, address.replace("/print/", "/pdf/"))

    # --- the day

    def begin_the_day(self, ngozi):
        page = self.at(ngozi)
        self.seen(ngozi, "conference_on_the_day")
        follow(page, "Open the page of the day")
        self.seen(ngozi, "the_day")
        press(page, "Just us: begin")
        self.seen(ngozi, "just_us")

    def end_just_us(self, ngozi):
        page = ngozi.page
        page.reload()
        page.get_by_text("70 minutes").wait_for()
        self.seen(ngozi, "just_us_after_an_hour")
        press(page, "The family has called everyone back")
        self.seen(ngozi, "the_day_after_just_us")
        follow(page, "Our plan")
        for one in every(page.get_by_role("main").get_by_role("combobox")):
            one.select_option(label="Came")
        for one in every(page.get_by_label("was there in the family’s own time")):
            one.check()
        self.seen(ngozi, "who_came")
        press(page, "It was held")

    def write_the_plan(self, ngozi):
        page = ngozi.page
        follow(page, "Write the family’s plan")
        page.get_by_label("Our plan, in our own words").fill(PLAN)
        step = page.locator("[data-row]").first
        step.get_by_label("What?").fill(STEP)
        step.get_by_label("Who?").select_option(label="Joan")
        step.get_by_label("By when?").fill("2026-04-03")
        page.get_by_label("If this happens").first.fill("Joan is ill")
        page.get_by_label("then we do this").first.fill("Jay fetches Mia, and Dana comes home by six")
        page.locator("[name=plan_b-0-who]").select_option(label="Dana")
        page.get_by_label("Who in the family keeps an eye on the plan?").select_option(label="Joan")
        page.get_by_label("Which worker do they talk to?").select_option(label="Priya")
        self.seen(ngozi, "writing_the_plan")
        press(page, "Save the family’s plan")

    def ask_a_service(self, ngozi):
        page = self.at(ngozi)
        follow(page, "Something was asked for")
        page.get_by_label("What does the plan need?").fill(ASKED_FOR)
        page.get_by_label("Of whom was it asked?").fill("Early years")
        page.get_by_label("How much, in pounds?").fill("48")
        self.seen(ngozi, "something_asked_for")
        press(page, "It was asked")

    def keep_the_photo(self, ngozi):
        page = self.at(ngozi)
        follow(page, "Add the photo of what the family wrote")
        photo = {"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": flip_chart()}
        page.get_by_label("Which photo?").set_input_files(photo)
        page.get_by_label("What can be read in it?").fill("Fridays: Nanny Jo. Soup. No calls before ten!")
        self.seen(ngozi, "adding_the_photo")
        press(page, "Keep it")
        page.locator("figure img").scroll_into_view_if_needed()
        self.seen(ngozi, "conference_with_plan_and_photo")

    def agree(self, sarah):
        page = self.at(sarah)
        follow(page, "Agree the plan")
        page.get_by_label("Is anything that the plan needs still being asked for?").fill("")
        page.get_by_label("When will the family look back at the plan?").fill("2026-06-05")
        self.seen(sarah, "agreeing_the_plan")
        press(page, "Agree the plan")

    def answer_for_the_service(self, sarah):
        page = self.at(sarah)
        page.get_by_role("link", name=re.compile("^What they said")).click()
        choose(page, "What did they say?", "Agreed")
        page.get_by_label("Who decided?").fill("Early years, Mrs Bell")
        page.get_by_label("When?").fill("2026-03-27")
        self.seen(sarah, "what_the_service_said")
        press(page, "Save")
        self.seen(sarah, "conference_agreed")

    # --- after it

    def tick(self, joan):
        """Joan says that her step is done."""
        page = self.ours(joan)
        self.seen(joan, "our_plan")
        door = page.get_by_role("link", name="For the fridge door").get_attribute("href")
        self.album.paper(joan, "plan_for_the_fridge_door_a4", door.replace("/print/", "/pdf/"))
        page.get_by_role("button", name=re.compile("^Done")).click()
        page.get_by_role("button", name=re.compile("^Not done after all")).wait_for()
        self.seen(joan, "our_plan_ticked")

    def copies(self, ngozi, people):
        """The plan as they are handed it: it differs by what each may read."""
        self.at(ngozi, "papers/")
        for name in ("Joan", "Jay"):
            self._their_paper(ngozi, f"Their copy of the plan : {name}", f"copy_of_{name.casefold()}_a4")
        self.give(ngozi, "Their copy of the plan", people)
        self.seen(ngozi, "who_has_which_paper")

    def set_the_review(self, ngozi, day):
        page = self.at(ngozi)
        follow(page, "Set the day to look back")
        page.get_by_label("When will the family look back at the plan?").fill(day)
        self.seen(ngozi, "setting_the_review")
        press(page, "Save the day")

    def look_back(self, ngozi, day):
        page = self.at(ngozi)
        follow(page, "It is time to look back")
        self.seen(ngozi, "time_to_look_back")
        press(page, "Begin to look back")
        follow(page, "Close the conference")
        page.get_by_label("When did the family look back?").fill(day)
        self.seen(ngozi, "closing")
        press(page, "Close it")
        self.seen(ngozi, "conference_closed")


def flip_chart():
    """A photo of a wall with the family's writing on it."""
    wall = Image.new("RGB", (900, 640), "#dfe6e4")
    drawn = ImageDraw.Draw(wall)
    drawn.rectangle((120, 40, 780, 600), fill="white", outline="#333333", width=6)
    for number, line in enumerate(("OUR PLAN", "Fridays: Nanny Jo", "soup :-)", "no calls before ten!")):
        drawn.text((180, 90 + number * 110), line, fill="#1d3f72", font_size=54)
    made = BytesIO()
    wall.save(made, "JPEG")
    return made.getvalue()
