"""The pictures of a page that is made a file, as far as its reader may see them."""

from __future__ import annotations

import re
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from families.models import Attachment

_NOBODY = UUID(int=0)
MOST = 60
"""More would not fit into the memory of a server; those stand there by their words."""


def pictures_on(html: str, user: User) -> dict[str, bytes]:
    """By the paths at which the page shows them."""
    before, after = reverse("families:attachment", args=[_NOBODY]).split(str(_NOBODY))
    named = re.findall(f'src="{re.escape(before)}([0-9a-f-]{{36}}){re.escape(after)}"', html)
    seen = Attachment.objects.visible_to(user).filter(pk__in=named[:MOST], mime=Attachment.Mime.JPEG)
    return {reverse("families:attachment", args=[one.pk]): bytes(one.content) for one in seen}
