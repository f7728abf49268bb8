from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

BY_ADMINISTRATOR = """
    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
    IF NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
"""


def by_administrator(name: str) -> Rule:
    """What everyone here reads is changed by an administrator, who says with whom it was agreed."""
    return Rule(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=BY_ADMINISTRATOR.format(name=name),
        sentences={name: _("Only an administrator changes this list.")},
    )


class LanguageTipQuerySet(models.QuerySet["LanguageTip"]):
    def visible_to(self, user: User) -> LanguageTipQuerySet:
        """Of one's own organisation, for those who work here: it is no record of anyone."""
        ours = self.filter(organisation=user.organisation_id)
        return ours if user.kind == User.Kind.STAFF else ours.none()


@tracked
class LanguageTip(Protected):
    """Other words for a word that hurts or hides, and why: only ever a suggestion (domain.md §3.7).

    An organisation's, or a place's of its own, which stands there instead of the organisation's of the same term.
    """

    class Level(models.TextChoices):
        NEVER = "never_in_ui", _("Kith’s own pages never say it")
        SUGGEST = "suggest", _("Another word is better")
        EXPLAIN = "explain", _("Explain it once")

    class Audience(models.TextChoices):
        ALL = "all", _("Whoever it is about")
        CHILD = "child", _("When it is about a child")
        ADULT = "adult", _("When it is about adults only")

    class Finds(models.TextChoices):
        WORDS = "words", _("These words")
        ABBREVIATIONS = "abbreviations", _("Any abbreviation")

    term = models.CharField(_("instead of"), max_length=200)
    finds = models.CharField(_("what it finds"), max_length=20, choices=Finds, default=Finds.WORDS)
    forms = ArrayField(models.CharField(max_length=80), verbose_name=_("as it is written"), default=list, blank=True)
    not_in = ArrayField(models.CharField(max_length=80), verbose_name=_("but not in"), default=list, blank=True)
    alternatives = ArrayField(models.CharField(max_length=200), verbose_name=_("try"), default=list)
    why = models.CharField(_("why"), max_length=200)
    level = models.CharField(_("how strongly"), max_length=20, choices=Level)
    audience = models.CharField(_("when"), max_length=10, choices=Audience, default=Audience.ALL)
    locality = models.ForeignKey(
        "accounts.Locality", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("where")
    )
    agreed_with = ArrayField(models.CharField(max_length=200), verbose_name=_("agreed with"), default=list, blank=True)
    came_from = models.CharField(_("came from"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = LanguageTipQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                Lower("term"),
                F("organisation"),
                F("locality"),
                nulls_distinct=False,
                name="language_tip_term_once",
                violation_error_message=_("There is a line for this already."),
            ),
            models.CheckConstraint(
                condition=~Q(term__regex=r"^\s*$") & ~Q(why__regex=r"^\s*$"),
                name="language_tip_says_why",
                violation_error_message=_("Say which word, and why another is better."),
            ),
            models.CheckConstraint(
                condition=Q(alternatives__len__gte=1),
                name="language_tip_offers_another",
                violation_error_message=_("Offer at least one other way to say it."),
            ),
            models.CheckConstraint(
                condition=Q(finds="abbreviations") | Q(forms__len__gte=1),
                name="language_tip_finds_something",
                violation_error_message=_("Write at least one way in which the word is written."),
            ),
            models.CheckConstraint(
                condition=~Q(came_from="") | Q(agreed_with__len__gte=1),
                name="language_tip_says_who_agreed",
                violation_error_message=_("Say with whom it was agreed: these words belong to those they are about."),
            ),
        ]
        triggers = [by_administrator("language_tip_by_administrator")]

    def __str__(self) -> str:
        return self.term


class LanguageTipIgnoreQuerySet(models.QuerySet["LanguageTipIgnore"]):
    def visible_to(self, user: User) -> LanguageTipIgnoreQuerySet:
        """One's own; nobody else reads what someone does not want to hear."""
        return self.filter(user=user)

    def standing(self) -> LanguageTipIgnoreQuerySet:
        return self.filter(ended_at__isnull=True)


class LanguageTipIgnore(Protected):
    """Someone does not want to hear this any more. It is theirs alone, and says nothing of what they wrote."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    tip = models.ForeignKey(LanguageTip, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LanguageTipIgnoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "tip"],
                condition=Q(ended_at__isnull=True),
                name="language_tip_ignored_once",
                violation_error_message=_("You are not told this already."),
            )
        ]
        triggers = [
            Rule(
                name="language_tip_ignored_by_oneself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF current_user <> 'kith_owner' AND NEW.user_id IS DISTINCT FROM kith_sec.person() THEN
                      RAISE EXCEPTION 'another''s' USING ERRCODE = '23514', CONSTRAINT = 'language_tip_ignored_by_oneself';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"language_tip_ignored_by_oneself": _("Everyone says for themselves what they are told.")},
            )
        ]

    def __str__(self) -> str:
        return str(self.tip)
