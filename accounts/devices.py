"""What a browser says of itself, in words that its owner knows it by."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DEVICES = (
    ("iPhone", gettext_lazy("iPhone")),
    ("iPad", gettext_lazy("iPad")),
    ("Android", gettext_lazy("Android phone or tablet")),
    ("Windows", gettext_lazy("Windows computer")),
    ("CrOS", gettext_lazy("Chromebook")),
    ("Macintosh", gettext_lazy("Mac")),
    ("Linux", gettext_lazy("Linux computer")),
)
BROWSERS = (("Edg/", "Edge"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"))
MORE_BROWSERS = (("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def device_words(user_agent: str) -> str:
    """ "Chrome on a Windows computer", as well as it can be told; the order matters, for each copies the others' names."""
    device = next((str(words) for mark, words in DEVICES if mark in user_agent), _("a device that we don’t know"))
    browser = next((name for mark, name in (*BROWSERS, *MORE_BROWSERS) if mark in user_agent), "")
    return _("%(browser)s on %(device)s") % {"browser": browser, "device": device} if browser else device
