"""What families of a place said, and what is different there since: words and lengths of their own (domain.md §1.3, step 1; §1.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality, Protected, User
from database.history import tracked
from database.rules import Rule

from . import door
from .goals import Goal
from .locality_rules import HELD, ListKind, by_lead, fits
from .people import Family
from .places import PlaceKind

Lines = list[dict[str, str]]

LENGTHS = (10, 20, 30)
"""Weeks, where a place has said nothing else (domain.md §1.3, *Length*)."""
CARD_SECTIONS: Mapping[str, Any] = {
    "headline": _("Who are you, in one line?"),
    "our_story": _("Your story, as much of it as you like"),
    "good_at": _("What are you good at?"),
    "tough_times": _("What have you been through?"),
    "fun_facts": _("Something fun"),
    "availability": _("When are you free?"),
    "languages": _("Which languages do you speak?"),
    "area_label": _("Roughly where are you?"),
}
CHECKIN_QUESTIONS: Mapping[str, Any] = {
    "things": _("Since last time, are things for your family better, the same, or worse?"),
    "getting_on": _("How do you get on with the other family?"),
    "after_meeting": _("After you’ve met up, how do you usually feel?"),
    "words": _("Is there anything you want someone other than your coach to know?"),
    "things_child": _("Is it better at home than last time, the same, or worse?"),
    "after_meeting_child": _("How do you feel after you’ve met the other family?"),
    "words_child": _("Is there something you want to tell a grown-up who is not your coach?"),
}
"""The four questions, and how a child is asked them. What is answered, and who reads it, is the same everywhere."""
USUAL: Mapping[ListKind, Mapping[str, str | Promise]] = {
    ListKind.LENGTHS: {str(weeks): "" for weeks in LENGTHS},
    ListKind.GOAL_THEMES: dict(Goal.Theme.choices),
    ListKind.CARD_SECTIONS: CARD_SECTIONS,
    ListKind.PROMPTS: {},
    ListKind.CHECKIN_QUESTIONS: CHECKIN_QUESTIONS,
    ListKind.PLACE_KINDS: dict(PlaceKind.choices),
}
"""What counts wherever families have not agreed on anything else."""


def _of_leads(user: User) -> bool:
    return user.kind in {User.Kind.STAFF, User.Kind.SYSTEM} and user.is_active


def own_places(user: User) -> models.QuerySet[Family, Any]:
    """The places of the families that someone is in."""
    return Family.objects.filter(door.own(user)).values("locality")


def _partnered(user: User) -> models.QuerySet[FamilyPartner, Any]:
    return FamilyPartner.objects.current().filter(user=user).values("locality")


class FamilyPartnerQuerySet(models.QuerySet["FamilyPartner"]):
    def visible_to(self, user: User) -> FamilyPartnerQuerySet:
        """To those who work here, and to themselves: others read only how they want to be named."""
        return self.filter() if _of_leads(user) else self.filter(user=user, ended_at__isnull=True)

    def current(self) -> FamilyPartnerQuerySet:
        """Those whose yes counts."""
        return self.filter(ended_at__isnull=True, user__is_active=True)


@tracked
class FamilyPartner(Protected):
    """Someone with a family's sign-in who checks words, cards and questions for a place, and says yes to them (domain.md §1.2)."""

    locality = models.ForeignKey(Locality, models.PROTECT, related_name="partners", db_index=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="partner_of", verbose_name=_("who?"))
    named = models.CharField(_("how do they want to be named?"), max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FamilyPartnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "user"],
                condition=Q(ended_at__isnull=True),
                name="family_partner_once",
                violation_error_message=_("They are a family partner of this place already."),
            ),
            models.CheckConstraint(
                condition=~Q(named__regex=r"^\s*$"),
                name="family_partner_has_a_name",
                violation_error_message=_("Say how they want to be named."),
            ),
        ]
        triggers = [
            by_lead("family_partner", _("Only an administrator or a locality lead says who a family partner is.")),
            Rule(
                name="family_partner_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.user_id AND kind = 'family') THEN
                      RAISE EXCEPTION 'works here' USING ERRCODE = '23514', CONSTRAINT = 'family_partner_of_a_family';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "family_partner_of_a_family": _(
                        "A family partner signs in as someone of a family, and does not work here."
                    )
                },
            ),
        ]

    def __str__(self) -> str:
        return self.named


class ScopingNoteQuerySet(models.QuerySet["ScopingNote"]):
    def visible_to(self, user: User) -> ScopingNoteQuerySet:
        """To those who work here; to families of the place once something there is different by it; to who is asked for their yes."""
        if _of_leads(user):
            return self.filter()
        lists = LocalityList.objects.visible_to(user).values("note")
        return self.filter(pk__in=lists)


@tracked
class ScopingNote(Protected):
    """What families of a place said, and what was changed by it; nothing about families whom anyone could know by it (§1.3, step 1)."""

    locality = models.ForeignKey(Locality, models.PROTECT, related_name="scoping_notes")
    what_families_said = models.CharField(_("what did families say?"), max_length=4_000)
    what_we_changed = models.CharField(_("what did we change, or want to?"), max_length=4_000, blank=True)

    objects = ScopingNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what_families_said__regex=r"^\s*$"),
                name="scoping_note_says_something",
                violation_error_message=_("Write what families said."),
            )
        ]
        triggers = [
            by_lead("scoping_note", _("Only an administrator or a locality lead writes down what families said.")),
            Rule(
                name="scoping_note_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.locality_id <> OLD.locality_id OR EXISTS (
                      SELECT FROM families_localitylist own WHERE own.note_id = NEW.id AND own.valid_from IS NOT NULL) THEN
                      RAISE EXCEPTION 'read by families' USING ERRCODE = '23514', CONSTRAINT = 'scoping_note_stays';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "scoping_note_stays": _("Families agreed to something by this note, so it stays. Write a new one.")
                },
            ),
        ]

    def __str__(self) -> str:
        return self.what_families_said


class LocalityListQuerySet(models.QuerySet["LocalityList"]):
    def visible_to(self, user: User) -> LocalityListQuerySet:
        """To those who work here; what counts or counted, to families of the place; what is proposed, to its family partners."""
        if _of_leads(user):
            return self.filter()
        if user.kind != User.Kind.FAMILY or not user.is_active:
            return self.none()
        theirs = Q(locality__in=own_places(user)) | Q(locality__in=_partnered(user))
        asked = Q(proposed_at__isnull=False, withdrawn_at__isnull=True, locality__in=_partnered(user))
        return self.filter(theirs & Q(valid_from__isnull=False) | asked)

    def in_force(self) -> LocalityListQuerySet:
        """What counts now."""
        return self.filter(valid_from__isnull=False, valid_until__isnull=True)

    def open(self) -> LocalityListQuerySet:
        """What is being written, or waits for a yes."""
        return self.filter(valid_from__isnull=True, withdrawn_at__isnull=True)


class _TimeRange(models.Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


@tracked
class LocalityList(Protected):
    """One version of one list of a place: being written, proposed, in force by a family partner's yes, or followed by another (§1.9)."""

    Kind = ListKind

    locality = models.ForeignKey(Locality, models.PROTECT, related_name="lists", db_index=False)
    kind = models.CharField(max_length=20, choices=ListKind)
    items = models.JSONField()
    note = models.ForeignKey(
        ScopingNote, models.PROTECT, related_name="lists", null=True, blank=True, verbose_name=_("what led to it?")
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    agreed_with = models.CharField(_("who said yes?"), max_length=200, blank=True)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = LocalityListQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="locality_list_one_at_a_time",
                expressions=[
                    (_TimeRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                    ("locality", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                ],
                condition=Q(valid_from__isnull=False),
                violation_error_message=_("Another version counts for that time already."),
            ),
            models.UniqueConstraint(
                fields=["locality", "kind"],
                condition=Q(valid_from__isnull=True, withdrawn_at__isnull=True),
                name="locality_list_one_proposal",
                violation_error_message=_(
                    "Someone is changing this list already. Look at theirs, and go on from there."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, agreed_with="", agreed_by__isnull=True)
                | (Q(valid_from__isnull=False, proposed_at__isnull=False) & ~Q(agreed_with__regex=r"^\s*$")),
                name="locality_list_says_who_agreed",
                violation_error_message=_("Say which family partner said yes."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=False, valid_until__gte=F("valid_from")),
                name="locality_list_ends_after_it_began",
                violation_error_message=_("A version ends after it began."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(valid_from__isnull=True),
                name="locality_list_withdrawn_before_a_yes",
                violation_error_message=_("It counts already, so it can’t be taken back. Propose another version."),
            ),
        ]
        triggers = [
            HELD,
            fits({kind: list(usual) for kind, usual in {**USUAL, ListKind.PROMPTS: CARD_SECTIONS}.items()}),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.locality}"

    @property
    def words(self) -> dict[str, str]:
        """Its lines, by their keys."""
        return {line["key"]: line["words"] for line in self.items}

    @property
    def state(self) -> str:
        """Where it stands, in one word for the pages."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.valid_from:
            return "over" if self.valid_until else "in_force"
        return "proposed" if self.proposed_at else "written"
