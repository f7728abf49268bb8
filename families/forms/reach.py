"""How someone says they are reached, on the family's own pages (domain.md §8.6)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.contact import NewWay, SafeWays
from families.forms.versions import ChangeForm
from families.models import ContactPoint

KEPT_FROM_PARENTS = _(
    "Others who work here don’t. Your parents don’t see it here either, and nobody who reads for you can change it or say that it is over."
)


class SafeForMeForm(SafeWays):
    """What is safe, in words for whom it keeps safe."""

    safe_to = forms.MultipleChoiceField(
        label=_("What may we do?"),
        choices=ContactPoint.SafeWay,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what you tick is safe. If you tick nothing, we ask you first."),
    )
    safe_times = forms.CharField(
        label=_("When is it safe?"),
        max_length=200,
        required=False,
        help_text=_("“Mornings, while the children are at school.”"),
    )
    is_shared_device = forms.BooleanField(label=_("Others use this phone or computer too"), required=False)
    code_word = forms.CharField(
        label=_("A word that we say first"),
        max_length=60,
        required=False,
        help_text=_("If you like: so that you know it is us, or can say that it is not a good moment."),
    )
    is_confidential = forms.BooleanField(
        label=_("Only those who work closely with my family may see it"),
        required=False,
        help_text=_("Others who work here don’t."),
    )
    field_order: tuple[str, ...] = ("safe_to", "safe_times", "is_shared_device", "code_word", "is_confidential")

    def __init__(self, *args: Any, is_child: bool, is_oneself: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_child:
            self.fields["safe_times"].help_text = _("“After school, before tea.”")
        if is_child and is_oneself:
            self.fields["is_confidential"].help_text = KEPT_FROM_PARENTS


class ReachMeForm(NewWay, SafeForMeForm):
    """A way to reach oneself."""

    field_order = ("kind", "value", *SafeForMeForm.field_order)


class SafeForMeChangeForm(SafeForMeForm, ChangeForm):
    """What is safe now; the number stays, for someone may come in by it."""

    def __init__(self, *args: Any, point: ContactPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_what_fits(point)
        self.initial.update({name: getattr(point, name) for name in self.fields})
