"""What Larkfield learns: one thing that is tried, one that is shared, one that Priya keeps for herself, and one that Dana began."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from casework.actions import learning
from casework.models import LearningNote, LearningTry
from config.demo.calendar import Calendar
from config.demo.rowan import Rowan
from database.asker import acting_as

K, T, A = LearningNote.Kind, LearningNote.Theme, LearningNote.Audience
WRONG_DAY, LETTER = "We came on the wrong day", "The letter came after the visit"


def learned(calendar: Calendar, rowan: Rowan, staff: dict[str, User]) -> None:
    """In the order of the week."""
    priya, joyce, dana = staff["Priya"], staff["Joyce"], rowan["Dana"].account.user
    with acting_as(priya.asker):
        wrong_day = learning.begin_learning(
            kind=K.MISTAKE,
            what_happened="We came for a visit a day early. Nobody was ready, and the children were still at school.",
            what_we_noticed="The day was said on the phone, and written down an hour later.",
            by=priya,
        )
        learning.share_learning(
            note=wrong_day,
            title=WRONG_DAY,
            why_it_made_sense="Three calls came in a row, and there was no pen in the car.",
            themes=[T.TIME, T.MEETING],
            audience=A.TEAM,
            names_author=True,
            by=priya,
        )
        learning.try_learning(
            note=wrong_day,
            what_we_will_try="A text with the day and the time while we are still on the phone.",
            try_by=calendar.today + timedelta(days=14),
            by=priya,
        )
        learning.note_try(
            note=wrong_day,
            tried_on=calendar.today,
            what_happened="It took ten seconds, and the mother wrote back: she could only do Thursday.",
            keep=LearningTry.Keep.YES,
            by=priya,
        )
        learning.begin_learning(
            kind=K.WENT_WELL, what_happened="A boy drew what he could not say, on the back of my notes.", by=priya
        )
    with acting_as(joyce.asker):
        letter = learning.begin_learning(
            kind=K.NEAR_MISS,
            what_happened="A family nearly missed its own meeting: the letter came after it.",
            by=joyce,
        )
        learning.share_learning(
            note=letter,
            title=LETTER,
            why_it_made_sense="Letters leave on a Friday, and nobody had told us that.",
            themes=[T.SAYING_WHAT_HAPPENS],
            audience=A.SERVICE,
            names_author=False,
            by=joyce,
        )
    with acting_as(dana.asker):
        learning.begin_our_learning(
            their_words="I had to tell the same story three times in one week, each time to someone new.",
            their_wish="One person who writes it down, and the others read it first.",
            by=dana,
        )
