"""The one search box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm


class SearchForm(PlainForm):
    q = forms.CharField(
        label=_("Find a person or family"),
        help_text=_(
            "A name, or its beginning; a whole date of birth, such as 12/5/2014; an NHS, pupil or council number."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        error_messages={"required": _("Type a name, or the beginning of one.")},
    )
