"""What is said about the words of a form that is being written (domain.md §3.7): never of what others said, and kept nowhere."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounts.http import UserRequest
from casework.actions.tips import ignore_tip
from casework.forms.conversations import own_words
from casework.queries.tips import Remarks, heard, remarks_on
from families.models import Family, Person

LOOK, IGNORE = "look", "ignore"


def asks_for_remarks(request: UserRequest) -> bool:
    """Without JavaScript: whether the form was sent by *Look at my words*, or by *Don't tell me this again*."""
    return LOOK in request.POST or IGNORE in request.POST


def remarks_asked_for(request: UserRequest, family: Family, people: QuerySet[Person]) -> Remarks:
    """Of the form that was sent, about whom was ticked in it; or about everyone who could have been."""
    if (ignored := request.POST.get(IGNORE)) and (tip := heard(request.user, ignored)):
        ignore_tip(tip=tip, by=request.user)
    texts, others = own_words(request.POST)
    ticked = _ids(request.POST.getlist("people"))
    about = people.filter(pk__in=ticked) if ticked else people
    return remarks_on(texts, leaves=others, family=family, people=about, user=request.user)


def _ids(said: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in said]
    except ValueError:
        return []
