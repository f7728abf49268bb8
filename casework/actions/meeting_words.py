"""What is written of a family meeting: all of the family who are asked to it read it (domain.md §8.6)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import BaselineMeeting, Conference, Participant, PracticalThing
from families.actions.records import refuse_hidden_words, stands_above
from families.models import Person

ON_THE_INVITATION = ("going_well", "questions", "bottom_lines", "venue", "practicalities")
"""What stands there before they meet: whoever is asked last reads what was written first."""


def family_side(conference: Conference) -> list[Person]:
    """Who is asked as family, and is in some part of it."""
    asked = (
        Participant.objects.asked()
        .filter(conference=conference, person__isnull=False)
        .select_related("person")
        .order_by("pk")
    )
    return [one.person for one in asked if one.person and one.is_family]


def refuse_hidden_from_family(
    conference: Conference,
    said: Mapping[str, str],
    *,
    of: type[models.Model] = Conference,
    field: str = "",
    is_a_place: bool = False,
    by: User,
) -> None:
    """Stop before one of these texts, by the fields of the model, tells someone asked as family what is hidden from them.

    `field`: where the form has it by another name.
    """
    readers = family_side(conference)
    for name, text in said.items():
        words, shown = {stands_above(of, name): text}, field or name
        refuse_hidden_words(
            words, shared_with=readers, family=conference.family, field=shown, is_a_place=is_a_place, by=by
        )


def refuse_hidden_from_newcomer(conference: Conference, person: Person, *, field: str, by: User) -> None:
    """Stop before someone is asked to a meeting of which they must not read what is written already."""
    words = {stands_above(Conference, name): getattr(conference, name) for name in ON_THE_INVITATION}
    first = BaselineMeeting.objects.filter(conference=conference).values_list("who_was_there", "aim", "resources")
    things = PracticalThing.objects.filter(conference=conference).values_list("what", "who")
    words[_("Getting ready")] = "\n".join(text for row in (*first, *things) for text in row)
    refuse_hidden_words(words, shared_with=[person], family=conference.family, field=field, is_a_place=True, by=by)
