from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database.history import tracked
from database.rules import Rule
from families.models import (
    UNLESS_MOVED,
    Family,
    Goal,
    ListKind,
    Person,
    Sha256,
    array_sql,
    in_force_sql,
    people_not_kept_from,
    words_sql,
)

NOT_OVER = ("suggested", "offered", "chosen", "agreeing", "active", "paused")
"""The states of a link-up that is not over. `LinkUp` is defined above this."""


class FamilyCardQuerySet(models.QuerySet["FamilyCard"]):
    def visible_to(self, user: User) -> FamilyCardQuerySet:
        """With the family; an approved one also to coaches, and to the family that it is offered or introduced to, until that is over."""
        families = Family.objects.visible_to(user).values("pk")
        offered = self.model.objects.filter(
            Q(offered__offer__family__in=families, offered__offer__answered_at__isnull=True)
            | Q(
                chosen_in__family__in=families,
                chosen_in__link_ups__sharing_family=F("family"),
                chosen_in__link_ups__state__in=NOT_OVER,
            )
        )
        introduced = self.model.objects.filter(
            kind=FamilyCard.Kind.SEEKING,
            family__link_ups_seeking__sharing_family__in=families,
            family__link_ups_seeking__asked_at__isnull=False,
            family__link_ups_seeking__state__in=NOT_OVER,
        )
        seen = Q(pk__in=offered.values("pk")) | Q(pk__in=introduced.values("pk"))
        if user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH):
            seen |= Q(kind=FamilyCard.Kind.SHARING)
        return self.filter(Q(family__in=families) | (seen & Q(approved_at__isnull=False)))

    def approved(self) -> FamilyCardQuerySet:
        """Those to which their family has said yes as they are."""
        return self.filter(approved_at__isnull=False)


@tracked
class FamilyCard(Protected):
    """What a family says of itself to another, in words that it approved: no surname, address, school or distance (§1.3, step 6)."""

    class Kind(models.TextChoices):
        SHARING = "sharing", _("As a sharing family")
        SEEKING = "seeking", _("As a seeking family")

    TEXT = ("headline", "our_story", "good_at", "tough_times", "fun_facts", "availability", "languages", "area_label")
    """What the family approves; a change to any of them asks it again."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="cards", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    headline = models.CharField(_("who are you, in one line?"), max_length=80)
    our_story = models.CharField(_("your story, as much of it as you like"), max_length=600, blank=True)
    good_at = ArrayField(models.CharField(max_length=80), verbose_name=_("good at"), default=list, blank=True)
    tough_times = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("what have you been through?"),
        default=list,
        blank=True,
    )
    fun_facts = models.CharField(_("something fun"), max_length=200, blank=True)
    availability = ArrayField(
        models.CharField(max_length=80), verbose_name=_("when are you free?"), default=list, blank=True
    )
    languages = ArrayField(models.CharField(max_length=60), verbose_name=_("languages"), default=list, blank=True)
    area_label = models.CharField(_("roughly where"), max_length=60, blank=True)
    theme_labels = models.JSONField(
        default=dict, blank=True, editable=False, help_text="The words of the place when they were chosen."
    )
    photo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    photo_alt = models.CharField(_("what can be seen in the photo?"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = FamilyCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "kind"],
                name="card_once",
                violation_error_message=_("The family has this card already."),
            ),
            models.CheckConstraint(
                condition=~Q(headline__regex=r"^\s*$"),
                name="card_has_a_headline",
                violation_error_message=_("Say in one line who you are."),
            ),
            models.CheckConstraint(
                condition=Q(photo_sha256="", photo_alt="") | ~Q(photo_sha256="") & ~Q(photo_alt__regex=r"^\s*$"),
                name="card_photo_says_what_it_shows",
                violation_error_message=_("Say what can be seen in the photo, for who can’t see it."),
            ),
            models.CheckConstraint(
                condition=Q(good_at__len__lte=5),
                name="card_good_at_five",
                violation_error_message=_("Name up to five things that you are good at."),
            ),
        ]
        triggers = [
            Rule(
                name="card_edit_asks_again",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                # Whoever edits a card, the family approves the exact text before anyone is shown it (INV-13).
                func="""
                    IF (OLD.headline, OLD.our_story, OLD.good_at, OLD.tough_times, OLD.fun_facts, OLD.availability,
                        OLD.languages, OLD.area_label, OLD.photo_sha256, OLD.photo_alt) IS DISTINCT FROM
                       (NEW.headline, NEW.our_story, NEW.good_at, NEW.tough_times, NEW.fun_facts, NEW.availability,
                        NEW.languages, NEW.area_label, NEW.photo_sha256, NEW.photo_alt) THEN
                      NEW.version := OLD.version + 1;
                      NEW.approved_at := NULL;
                    END IF;
                    RETURN NEW;
                """,
                sentences={},
            ),
            Rule(
                name="card_themes_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # domain.md §1.9: what was chosen stays choosable for the card that has it, in the words of that day.
                func=f"""
                    DECLARE here jsonb; one text; said text; kept jsonb := '{{}}';
                    BEGIN
                    IF TG_OP = 'UPDATE' AND NEW.tough_times = OLD.tough_times THEN
                      NEW.theme_labels := OLD.theme_labels;
                      RETURN NEW;
                    END IF;
                    here := {in_force_sql(ListKind.GOAL_THEMES, "NEW.family_id")};
                    FOREACH one IN ARRAY NEW.tough_times LOOP
                      said := {words_sql("here", "one")};
                      IF said IS NULL AND TG_OP = 'UPDATE' AND one = ANY (OLD.tough_times) THEN
                        said := OLD.theme_labels->>one;
                      ELSIF said IS NULL AND (here IS NOT NULL OR one <> ALL ({array_sql(Goal.Theme.values)})) THEN
                        RAISE EXCEPTION 'not of the list' USING ERRCODE = '23514', CONSTRAINT = 'card_themes_of_the_place';
                      END IF;
                      IF said IS NOT NULL THEN
                        kept := kept || jsonb_build_object(one, said);
                      END IF;
                    END LOOP;
                    NEW.theme_labels := kept;
                    RETURN NEW;
                    END;
                """,
                sentences={
                    "card_themes_of_the_place": _("Choose what you have been through from the list of your place.")
                },
            ),
            Rule(
                name="card_photo_there",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=~pgtrigger.Q(new__photo_sha256=""),
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_cardphoto photo WHERE photo.card_id = NEW.id AND photo.sha256 = NEW.photo_sha256
                        AND photo.gone_at IS NULL) THEN
                      RAISE EXCEPTION 'no such photo' USING ERRCODE = '23514', CONSTRAINT = 'card_photo_is_kept';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"card_photo_is_kept": _("This photo is not there any more: choose it again.")},
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def themes(self) -> list[str]:
        """What the family has been through, in words."""
        return list(self.theme_words.values())

    @property
    def theme_words(self) -> dict[str, str]:
        """The same by its keys."""
        usual = dict(Goal.Theme.choices)
        return {key: self.theme_labels.get(key) or str(usual.get(key, key)) for key in self.tough_times}

    @property
    def key(self) -> str:
        """Its id as a form's field says it."""
        return str(self.pk)


class CardPhotoQuerySet(models.QuerySet["CardPhoto"]):
    def visible_to(self, user: User) -> CardPhotoQuerySet:
        """With the card that shows it; of one that was taken away nothing is left."""
        shown = FamilyCard.objects.visible_to(user).filter(pk=OuterRef("card"), photo_sha256=OuterRef("sha256"))
        return self.filter(Exists(shown), gone_at__isnull=True)


@tracked
class CardPhoto(Protected):
    """The photo of a family's card, of themselves or of whatever they like; made anew, without where and when it was taken.

    It is part of what the family says yes to: a card whose photo changes asks again (docs/adr/0028-photos-and-voice-notes.md).
    """

    kept_out_of_history = ("content",)

    card = models.ForeignKey(FamilyCard, models.PROTECT, related_name="photos")
    content = models.BinaryField(blank=True)
    sha256 = models.CharField(max_length=64)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = CardPhotoQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="card_photo_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.gone_at IS NOT NULL OR (NEW.gone_at IS NULL AND
                      (NEW.content, NEW.sha256, NEW.card_id) IS DISTINCT FROM (OLD.content, OLD.sha256, OLD.card_id)) THEN
                      RAISE EXCEPTION 'stays' USING ERRCODE = '23514', CONSTRAINT = 'card_photo_as_it_was';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "card_photo_as_it_was": _("A card’s photo is not changed: take it away, or choose another.")
                },
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["card"],
                condition=Q(gone_at__isnull=True),
                name="card_photo_one",
                violation_error_message=_("A card has one photo: the new one takes the place of the other."),
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(content=b""),
                name="card_photo_gone_is_gone",
                violation_error_message=_("Of a card’s photo that was taken away nothing is kept."),
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=False) | Q(sha256=Sha256(F("content"))),
                name="card_photo_by_its_digest",
                violation_error_message=_("This is not the photo that was sent: choose it again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}"


class CardApprovalQuerySet(models.QuerySet["CardApproval"]):
    def visible_to(self, user: User) -> CardApprovalQuerySet:
        """To who may know of the family, and of the person; those who are shown a card don't learn who approved it."""
        families = Family.objects.visible_to(user).values("pk")
        return self.filter(people_not_kept_from(user, "person__id"), card__family__in=families)


@tracked
class CardApproval(Protected):
    """That someone of the family said yes to the exact text of a card."""

    card = models.ForeignKey(FamilyCard, models.PROTECT, related_name="approvals", db_index=False)
    version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who says yes?"))

    objects = CardApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "version", "person"],
                name="card_approved_once",
                violation_error_message=_("They have said yes to this card already."),
            )
        ]
        triggers = [
            Rule(
                name="card_approval_of_this_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    {UNLESS_MOVED}
                    IF NOT EXISTS (
                      SELECT FROM linkups_familycard card JOIN families_familymembership member USING (family_id)
                      WHERE card.id = NEW.card_id AND card.version = NEW.version AND member.person_id = NEW.person_id) THEN
                      RAISE EXCEPTION 'not theirs to approve' USING ERRCODE = '23514', CONSTRAINT = 'card_approved_by_the_family';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "card_approved_by_the_family": _(
                        "Someone of the family has to approve the card as it is now. Look at it again."
                    )
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.card}"
