"""Rules that the database keeps, and the sentence that a person reads when one is broken."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.utils.functional import Promise


class Rule(pgtrigger.Trigger):
    """A trigger that refuses by raising a named constraint. `sentences` holds what to say, by the constraint's name."""

    def __init__(self, *, sentences: Mapping[str, str | Promise], **options: Any) -> None:
        self.sentences = dict(sentences)
        super().__init__(**options)


def broken_rule(error: IntegrityError) -> tuple[str, str] | None:
    """The name and the sentence of the rule that the database refused by; None when it is none of ours."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    sentence = _sentences().get(str(name))
    return (str(name), str(sentence)) if sentence else None


def rule_that_says(sentence: str) -> str | None:
    """The name of the rule whose sentence this is: what other systems are told beside it."""
    return next((name for name, said in _sentences().items() if str(said) == sentence), None)


@cache
def _sentences() -> dict[str, str | Promise]:
    sentences: dict[str, str | Promise] = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            sentence = constraint.violation_error_message
            if sentence and sentence != BaseConstraint.default_violation_error_message:
                sentences[constraint.name] = sentence
        for trigger in getattr(model._meta, "triggers", ()):
            sentences.update(getattr(trigger, "sentences", {}))
    return sentences
