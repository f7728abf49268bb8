"""The settings by which a lower room leads to a page of a higher one, which it may not name (design.md §2)."""

from django.urls import reverse

ABSOLUTE_URL_OVERRIDES = {
    "families.family": lambda family: reverse("casework:family", args=[family.pk]),
    "families.person": lambda person: reverse("casework:person", args=[person.pk]),
    "families.record": lambda record: reverse("casework:record", args=[record.pk]),
    "families.supportnetwork": lambda network: reverse("casework:support-map", args=[network.pk]),
}
ADMINISTRATION_URL = "administration:home"
"""Where someone begins whose only work is administration."""
