"""What someone asked for is kept in their session, so that no words of anyone's stand in an address and going back works."""

from __future__ import annotations

import json
from typing import Final

from accounts.http import UserRequest
from accounts.secrets import Unreadable, seal, unseal

HOUR: Final = 60 * 60


def keep_asked(request: UserRequest, where: str, text: str, about: str = "") -> None:
    """`where`: which search it is; `about`: whose page it stands on, if it is one's."""
    request.session[where] = seal(json.dumps([request.user.pk.hex, about, text]))


def asked(request: UserRequest, where: str, about: str = "") -> str:
    """What this person last asked for here, within the hour; nothing of anyone else's."""
    try:
        whose, of, text = json.loads(unseal(request.session.get(where, ""), seconds=HOUR))
    except (Unreadable, ValueError):
        return ""
    return str(text) if (whose, of) == (request.user.pk.hex, about) else ""
