"""What two families agree on, and whose yes is written down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.forms.versions import VersionedForm
from families.models import Person
from linkups.forms.parts import PeoplePicker

TO_BEGIN_WITH = _(
    "We meet about once a week, where it suits us both. We tell each other when we can’t come.\n"
    "What we tell each other stays between us. If somebody may be hurt, we tell our coach, and say so first.\n"
    "We lend no money, and nobody stays overnight or looks after the other’s children alone, unless we have talked it over with our"
    " coach.\n"
    "If it isn’t working, either of us can say so, to the other family or to the coach. Either of us can stop, and nobody has to say why."
)
TO_BEGIN_WITH_CHILDREN = _(
    "We meet the other family and do nice things together.\n"
    "You can say when you don’t like something. You can say stop.\n"
    "If somebody hurts you or you are scared, tell a grown-up you trust. That is never a secret."
)


class AgreementForm(VersionedForm):
    row_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("In words for adults"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": 4_000}),
        help_text=_(
            "How you keep in touch, what stays between you and what can’t, and what you do if it isn’t working."
            " Change what is written here with them."
        ),
    )
    child_body = forms.CharField(
        label=_("In words for children"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2_000}),
        help_text=_("Short and plain, to be read aloud."),
    )


class AgreementYesForm(PlainForm):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who says yes to it?"),
        help_text=_("Each person by themselves; a child to the words for children."),
        widget=PeoplePicker,
        empty_label=None,
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
