from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from . import door
from .contact import people_read_whole
from .people import Person, people_open_to
from .unseen import among


class Ethnicity(models.TextChoices):
    """The 19 groups of the 2021 census of England and Wales (18 and Roma), and the answer of who would rather not say.

    Who was not asked has none: no group is ever a guess.
    """

    WHITE_BRITISH = "white_british", _("English, Welsh, Scottish, Northern Irish or British")
    WHITE_IRISH = "white_irish", _("Irish")
    WHITE_TRAVELLER = "white_traveller", _("Gypsy or Irish Traveller")
    WHITE_ROMA = "white_roma", _("Roma")
    WHITE_OTHER = "white_other", _("Any other White background")
    MIXED_WHITE_CARIBBEAN = "mixed_white_caribbean", _("White and Black Caribbean")
    MIXED_WHITE_AFRICAN = "mixed_white_african", _("White and Black African")
    MIXED_WHITE_ASIAN = "mixed_white_asian", _("White and Asian")
    MIXED_OTHER = "mixed_other", _("Any other Mixed or multiple ethnic background")
    ASIAN_INDIAN = "asian_indian", _("Indian")
    ASIAN_PAKISTANI = "asian_pakistani", _("Pakistani")
    ASIAN_BANGLADESHI = "asian_bangladeshi", _("Bangladeshi")
    ASIAN_CHINESE = "asian_chinese", _("Chinese")
    ASIAN_OTHER = "asian_other", _("Any other Asian background")
    BLACK_CARIBBEAN = "black_caribbean", _("Caribbean")
    BLACK_AFRICAN = "black_african", _("African")
    BLACK_OTHER = "black_other", _("Any other Black, Black British or Caribbean background")
    ARAB = "arab", _("Arab")
    OTHER = "other", _("Any other ethnic group")
    NOT_SAID = "not_said", _("They would rather not say")


def _of(word: str) -> list[tuple[str, object]]:
    return [(value, label) for value, label in Ethnicity.choices if value.startswith(f"{word}_")]


ETHNIC_GROUPS = [
    (_("White"), _of("white")),
    (_("Mixed or multiple ethnic groups"), _of("mixed")),
    (_("Asian or Asian British"), _of("asian")),
    (_("Black, Black British, Caribbean or African"), _of("black")),
    (_("Other ethnic group"), [(one.value, one.label) for one in (Ethnicity.ARAB, Ethnicity.OTHER)]),
    (_("No answer"), [(Ethnicity.NOT_SAID.value, Ethnicity.NOT_SAID.label)]),
]
"""The same under the headings of the census, for a list to choose from."""


def backgrounds_open_to(user: User, person: str) -> Q:
    """Special category data (UK GDPR, Article 9): of the person at this path, to who reads the whole record of a family of theirs, to
    intake while they are in none, and to themselves. No other system reads it: none of its scopes names it."""
    seen = people_open_to(user, person)
    if user.kind == User.Kind.FAMILY:
        return seen & Q(**{f"{person.removesuffix('id')}account__user": user})
    if user.kind != User.Kind.STAFF:
        return door.NOBODY
    whole = among(person, people_read_whole(user))
    if door.does_intake(user):
        whole |= Q(**{f"{person}__in": Person.objects.filter(memberships__isnull=True).values("pk")})
    return seen & whole


class PersonBackgroundQuerySet(models.QuerySet["PersonBackground"]):
    def visible_to(self, user: User) -> PersonBackgroundQuerySet:
        return self.filter(backgrounds_open_to(user, "person__id"))


@tracked
class PersonBackground(Protected):
    """What someone says of their ethnicity and faith (domain.md §11.1). It stands apart from the person, so that whoever reads a person
    without it reads no row of it."""

    class ToldBy(models.TextChoices):
        """Who said so. Nobody guesses it."""

        THEMSELVES = "themselves", _("They said so themselves")
        PARENT_CARER = "parent_carer", _("A parent or carer said so")
        LCS = "lcs", _("From the council’s system")

    person = models.OneToOneField(Person, models.PROTECT, related_name="background")
    ethnicity_words = models.CharField(_("ethnicity, in their own words"), max_length=200, blank=True)
    ethnicity_code = models.CharField(_("ethnic group"), max_length=40, choices=Ethnicity, blank=True)
    faith = models.CharField(_("faith"), max_length=200, blank=True)
    told_by = models.CharField(_("who said so?"), max_length=20, choices=ToldBy, blank=True)

    objects = PersonBackgroundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ethnicity_words="", ethnicity_code="", faith="") | ~Q(told_by=""),
                name="background_says_who_told",
                violation_error_message=_("Say who told you: nobody’s ethnicity or faith is a guess."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Ethnicity and faith"))
