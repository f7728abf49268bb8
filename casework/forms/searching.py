"""The words that someone looks for in what was written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm


class WordsForm(PlainForm):
    q = forms.CharField(
        label=_("Words to look for"),
        help_text=_("All of them, in any order. Put “quotation marks” round words that stand side by side."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        error_messages={"required": _("Type a word that was said or written.")},
    )
