"""The one search box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm


class SearchForm(PlainForm):
    q = forms.CharField(
        label=_("Find a person or family"),
        help_text=_("A name, a date of birth such as 12/5/2014, or a number by which another system knows them."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        error_messages={"required": _("Type a name or the beginning of one, a date of birth, or a number.")},
    )
