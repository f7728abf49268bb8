"""Whom an answer names, and whether the access log says so (domain.md §9.5, INV-51)."""

import re
from html import unescape

from accounts.models import AccessEvent, User
from families.models import Person

WRITTEN = r'<(\w+) class="k-entry__(?:text|because)".*?</\1>'
"""What someone said or saw, in a sentence: whom it speaks of must not learn from the log that they were spoken of. Who said it, who
was there and whose it is stands beside it, and is noted."""
BESIDE = r"<(script|style|header)\b.*?</\1>|<[^>]*>"


def names_shown(response):
    """Names of people that a page shows outside its header and its sentences; those that staff bear too are left out."""
    page = re.sub(WRITTEN, " ", words_of(response), flags=re.DOTALL)
    text = unescape(re.sub(BESIDE, " ", page, flags=re.DOTALL))
    staff = set(User.objects.filter(kind=User.Kind.STAFF).values_list("name", flat=True))
    names = set(Person.objects.filter(merged_into__isnull=True).values_list("known_as", flat=True))
    return {name for name in names - staff if re.search(rf"\b{re.escape(name)}\b", text)}


def words_of(response):
    """What a page or a drawing says; nothing of a picture, a sound or a PDF, in whose bytes any three letters may stand together.

    That it is noted whom a PNG shows has a test of its own (tests/families/test_tree.py).
    """
    is_read = response["Content-Type"].startswith(("text/", "image/svg"))
    return response.content.decode(errors="replace") if is_read else ""


def unnoted(response):
    """Names that a page shows, of people of whom the access log says nothing."""
    noted = {person for event in AccessEvent.objects.all() for person in event.people}
    return names_shown(response) - set(Person.objects.filter(pk__in=noted).values_list("known_as", flat=True))
