"""What families in Harbour changed, by the yes of one of them; and what waits for her answer (domain.md §1.9)."""

from __future__ import annotations

from accounts.models import Locality, User
from config.demo.staff import DOMAIN
from database.asker import acting_as
from families.actions import localities as actions
from families.actions import people
from families.models import Family, ListKind, LocalityList
from families.queries.localities import usual_words

LIVE_THERE = ("Brandt", "Novak", "Ahmed")
SAID = (
    "Dinners with eleven families over six weeks. Ten weeks frightened nobody, but for a new baby six are a beginning, and twelve a"
    " school term. “Routines” sounded like a clinic. Everyone asked who helps with a new baby."
)
CHANGED = "Six and twelve weeks, and three words; and a theme for new babies."
THEMES = {
    "kids_behaviour": "When the kids kick off",
    "routines": "Getting through the day",
    "fun": "A laugh together",
    "own_new_baby": "A new baby",
}
QUESTIONS = {"getting_on": "How are you and the other family getting along?"}


def of_harbour(coach: User, lou: User) -> None:
    harbour = Locality.objects.get(organisation=lou.organisation, name="Harbour")
    for family in Family.objects.filter(organisation=lou.organisation, name__in=LIVE_THERE):
        people.change_family(family=family, row_version=family.row_version, locality=harbour, by=coach)
    grace = User.objects.get(email=f"grace.family@{DOMAIN}")
    with acting_as(lou.asker):
        actions.name_partner(place=harbour, email=grace.email, named="a mother who shares", by=lou)
        note = actions.write_scoping_note(place=harbour, what_families_said=SAID, what_we_changed=CHANGED, by=lou)
        weeks = dict.fromkeys(["6", "12", "20", "30"], "")
        actions.write_list(place=harbour, kind=ListKind.LENGTHS, lines=weeks, note=note, by=lou)
        themes = {**usual_words(ListKind.GOAL_THEMES), **THEMES}
        themes["other"] = themes.pop("other")
        actions.write_list(place=harbour, kind=ListKind.GOAL_THEMES, lines=themes, note=note, by=lou)
        actions.propose_lists(place=harbour, by=lou)
    with acting_as(grace.asker):
        for proposed in LocalityList.objects.visible_to(grace).open():
            actions.agree_to_list(proposed=proposed, row_version=proposed.row_version, by=grace)
    with acting_as(lou.asker):
        questions = {**usual_words(ListKind.CHECKIN_QUESTIONS), **QUESTIONS}
        actions.write_list(place=harbour, kind=ListKind.CHECKIN_QUESTIONS, lines=questions, note=note, by=lou)
        actions.propose_lists(place=harbour, by=lou)
