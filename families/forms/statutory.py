"""How it is, where the council's system and what is written here differ."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.writing import PlainForm
from families.actions.statutory_settling import ANSWERS
from families.models import StatutoryQuestion

Answer = StatutoryQuestion.Answer


class StatutoryAnswerForm(PlainForm):
    """One answer of those that the question has. None stands chosen: it is a fact about someone."""

    answer = forms.ChoiceField(label=gettext_lazy("How is it?"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: StatutoryQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _words(question)
        field: Any = self.fields["answer"]
        field.choices = [(one.value, words[one]) for one in ANSWERS[question.kind]]


def _words(question: StatutoryQuestion) -> dict[Answer, str]:
    one, other = question.person.known_as, question.other.known_as if question.other else ""
    return {
        Answer.PERSON: _("It is %(name)s") % {"name": one},
        Answer.OTHER: _("It is %(name)s") % {"name": other},
        Answer.NEITHER: _("It is someone else"),
        Answer.THEIRS: _("It is as the council’s system says: write it down so"),
        Answer.OURS: _("It is as it stands here: leave it"),
    }
