"""Where the pages of the casework room stand."""

from django.urls import reverse


def at(name, thing):
    return reverse(f"casework:{name}", args=[thing.pk])
