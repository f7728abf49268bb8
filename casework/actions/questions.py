"""The questions that are there to ask: begun with Kith's own, and changed by each organisation."""

from __future__ import annotations

import tomllib

from django.conf import settings

from accounts.history import action
from accounts.models import Locality, User
from accounts.versions import refuse_stale
from casework.models import Question

REFERENCE = settings.BASE_DIR / "casework" / "reference" / "questions.toml"


@action
def begin_questions(*, by: User) -> int:
    """Take up the questions that come with Kith and are not there yet; how many."""
    ours = Question.objects.filter(organisation=by.organisation_id, locality__isnull=True)
    there = set(ours.values_list("text", flat=True))
    said = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["question"]
    new = [
        Question(organisation_id=by.organisation_id, created_by=by, **one) for one in said if one["text"] not in there
    ]
    Question.objects.bulk_create(new)
    return len(new)


@action
def add_question(*, kind: str, text: str, min_age: int | None, locality: Locality | None, by: User) -> Question:
    """One of the organisation's own, or of one place."""
    question = Question(
        organisation_id=by.organisation_id, created_by=by, kind=kind, text=text, min_age=min_age, locality=locality
    )
    question.full_clean()
    question.save()
    return question


@action
def change_question(  # noqa: PLR0913  (a question, as its form has it)
    *,
    question: Question,
    kind: str,
    text: str,
    min_age: int | None,
    locality: Locality | None,
    is_active: bool,
    row_version: int | None = None,
    by: User,
) -> Question:
    """Change a question, or take it out of use."""
    locked = Question.objects.select_for_update().get(pk=question.pk, organisation=by.organisation_id)
    refuse_stale(locked, row_version)
    locked.kind, locked.text, locked.min_age = kind, text, min_age
    locked.locality, locked.is_active = locality, is_active
    locked.full_clean()
    locked.save()
    return locked
