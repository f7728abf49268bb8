from __future__ import annotations

from django.db import models
from django.db.models import BinaryField, Exists, F, Func, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from . import door
from .granting import Agreement
from .people import Person, people_open_to

JPEG = b"\xff\xd8\xff"
MOST_BYTES = 300_000


class PersonPhotoQuerySet(models.QuerySet["PersonPhoto"]):
    def visible_to(self, user: User) -> PersonPhotoQuerySet:
        """To staff who see the person, and to themselves; only while their yes to a photo holds (domain.md §8.4)."""
        if user.kind not in {User.Kind.STAFF, User.Kind.FAMILY}:
            return self.filter(door.NOBODY)
        yes = Agreement.objects.given().filter(person=OuterRef("person"), to_what=Agreement.ToWhat.PHOTO)
        seen = people_open_to(user, "person__id")
        own = Q(person__account__user=user) if user.kind == User.Kind.FAMILY else Q()
        return self.standing().filter(seen, own, Exists(yes))

    def standing(self) -> PersonPhotoQuerySet:
        """Those that nobody has taken away."""
        return self.filter(taken_away_on__isnull=True)


@tracked
class PersonPhoto(Protected):
    """Someone’s photo, made small by us. Of one that was taken away only that it was there is left, here and in the history."""

    kept_out_of_history = ("image",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="photos")
    image = models.BinaryField(blank=True)
    taken_away_on = models.DateField(_("taken away on"), null=True, blank=True)

    objects = PersonPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(taken_away_on__isnull=True),
                name="photo_one_of_a_person",
                violation_error_message=_("There is a photo of them already."),
            ),
            models.CheckConstraint(
                condition=Q(taken_away_on__isnull=True) | Q(image=b""),
                name="photo_taken_away_is_gone",
                violation_error_message=_("Of a photo that was taken away nothing is kept."),
            ),
            models.CheckConstraint(
                condition=Q(taken_away_on__isnull=False)
                | Q(
                    models.lookups.Exact(
                        Func(F("image"), Value(1), Value(3), function="substr", output_field=BinaryField()), JPEG
                    ),
                    models.lookups.LessThanOrEqual(
                        Func(F("image"), function="octet_length", output_field=models.IntegerField()), MOST_BYTES
                    ),
                ),
                name="photo_is_a_small_jpeg",
                violation_error_message=_("A photo is kept as a small JPEG."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("a photo"))
