"""How Dana and Joan see what Priya wrote: each of the words that she reads."""

from __future__ import annotations

from casework.actions.sign_offs import say_how_one_sees_it
from casework.models import Conversation, SignOff
from casework.queries.conversations import conversation_page
from casework.queries.sign_offs import line_put_right, standing
from config.demo.rowan import Rowan

Stance = SignOff.Stance
SAID = (
    ("Joan", "Joan on the phone about Saturdays", Stance.AGREE, ""),
    (
        "Dana",
        "After school, at the kitchen table",
        Stance.PARTLY,
        "The mornings are better, yes. The bags were for the swimming trip, though: nobody was leaving.",
    ),
)


def said(rowan: Rowan) -> None:
    """Amina says nothing, and nothing is taken from that."""
    for name, headline, stance, comment in SAID:
        by = rowan[name].account.user
        told = Conversation.objects.get(record__family=rowan.family, headline=headline)
        page = conversation_page(told.pk, by)
        say_how_one_sees_it(
            conversation=told,
            person=rowan[name],
            stance=stance,
            comment=comment,
            entries=standing(page.entries),
            line_put_right=line_put_right(page.conversation),
            by=by,
        )
