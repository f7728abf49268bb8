"""Where the pages of the casework room stand."""

from django.urls import reverse


def at(name, thing):
    return reverse(f"casework:{name}", args=[thing.pk])


def read(client, user, name, thing):
    """What one user is answered there."""
    client.force_login(user)
    return client.get(at(name, thing))
