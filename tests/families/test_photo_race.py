"""A yes that is taken back while a photo is put: no point of the photo stays (domain.md §8.4)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Event

import pytest
from django.db import transaction
from PIL import Image

from accounts.models import User
from families.actions.granting import put_photo, record_agreement, withdraw_agreement
from families.models import PersonPhoto
from families.pictures import small_jpeg
from tests.factories import PersonFactory
from tests.families.test_restriction_race import held_open

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def a_photo():
    made = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(made, "JPEG")
    return small_jpeg(made)


def test_a_photo_that_is_put_while_the_yes_is_taken_back_goes_too(organisation):
    kith, image = User.objects.get(kind=User.Kind.SYSTEM), a_photo()
    with transaction.atomic():
        amina = PersonFactory(known_as="Amina")
        said = {"to_what": "photo", "given_how": "spoken", "given_on": date(2026, 3, 16)}
        yes = record_agreement(person=amina, **said, by=kith)
    is_put, may_end, is_taken_back, at_once = Event(), Event(), Event(), Event()
    at_once.set()

    with ThreadPoolExecutor(2) as pool:
        putting = pool.submit(held_open, lambda: put_photo(person=amina, image=image, by=kith), is_put, may_end, kith)
        assert is_put.wait(30)
        taking_back = pool.submit(
            held_open, lambda: withdraw_agreement(agreement=yes, by=kith), is_taken_back, at_once, kith
        )
        is_taken_back.wait(1)  # it waits for the photo to be there
        may_end.set()
        putting.result(30)
        taking_back.result(30)

    with transaction.atomic():
        assert [bytes(photo.image) for photo in PersonPhoto.objects.filter(person=amina)] == [b""]
