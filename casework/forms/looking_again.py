"""Share it now, or keep it back for another while."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.forms.fields import SharingForm
from families.models import ShareState


class LookingAgainForm(SharingForm):
    """Nothing stands chosen: to look again is to decide."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sharing = self.fields["sharing"]
        sharing.choices = [  # type: ignore[attr-defined]
            (ShareState.State.SHARED, _("Share it now with everyone it is about")),
            (ShareState.State.WITHHELD, _("Keep it back for another while, and say why")),
        ]
        sharing.label, sharing.initial, sharing.required = _("What will you do?"), None, True
        self.fields["reason"].label = _("Why not share it yet?")
