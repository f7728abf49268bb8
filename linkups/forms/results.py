"""Of which place and quarter the results are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from accounts.writing import PlainForm
from linkups.queries.results import EVERYWHERE, NOWHERE, Quarter


class ResultsForm(PlainForm):
    place = forms.ChoiceField(label=_("Where?"))
    quarter = forms.ChoiceField(label=_("Which quarter?"))

    def __init__(self, *args: Any, places: Iterable[Locality], quarters: Iterable[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in places]
        self.fields["place"].choices = [(EVERYWHERE, _("Everywhere")), *named, (NOWHERE, _("No place written down"))]  # type: ignore[attr-defined]
        self.fields["quarter"].choices = [(one.key, str(one)) for one in quarters]  # type: ignore[attr-defined]
