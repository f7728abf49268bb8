"""What the tests of the pages share: an address, the words of an answer, and a place with much in it."""

from datetime import date

from django.urls import reverse

from linkups.models import Meetup

MONDAY = date(2026, 3, 16)


def address(name: str, *of: object) -> str:
    return reverse(f"linkups:{name}", args=[getattr(one, "pk", one) for one in of])


def words(response) -> str:
    return response.content.decode()


def has_met(link_up, on, **how):
    return Meetup.objects.create(organisation=link_up.organisation, link_up=link_up, state="held", held_on=on, **how)
