"""What two families agree on before and while they meet, and who said yes to it (domain.md §1.3, step 10)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Family, Person

from .linkups import LinkUp

BLANK = r"^\s*$"


class LinkUpAgreementQuerySet(models.QuerySet["LinkUpAgreement"]):
    def visible_to(self, user: User) -> LinkUpAgreementQuerySet:
        """With the link-up: both families read the same words."""
        return self.filter(link_up__in=LinkUp.objects.visible_to(user).values("pk"))


@tracked
class LinkUpAgreement(Protected):
    """How two families keep in touch, what stays between them and what can't: in words for adults, and in words for children.

    Another wording is another version, to which everyone is asked to say yes anew.
    """

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="agreements", db_index=False)
    version = models.PositiveSmallIntegerField()
    body = models.CharField(_("in words for adults"), max_length=4_000)
    child_body = models.CharField(_("in words for children"), max_length=2_000)

    objects = LinkUpAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link_up", "version"],
                name="agreement_version_once",
                violation_error_message=_("Somebody wrote a new version at this moment. Read it first."),
            ),
            models.CheckConstraint(
                condition=~Q(body__regex=BLANK) & ~Q(child_body__regex=BLANK),
                name="agreement_in_both_words",
                violation_error_message=_("Write it in words for adults, and in words for children."),
            ),
        ]
        triggers = [
            Rule(
                name="agreement_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF TG_OP = 'UPDATE' AND (NEW.link_up_id, NEW.version, NEW.body, NEW.child_body) IS DISTINCT FROM
                      (OLD.link_up_id, OLD.version, OLD.body, OLD.child_body) THEN
                      RAISE EXCEPTION 'as it was' USING ERRCODE = '23514', CONSTRAINT = 'agreement_stays_as_it_was';
                    END IF;
                    IF TG_OP = 'INSERT' AND NOT EXISTS (
                      SELECT FROM linkups_linkup link_up WHERE link_up.id = NEW.link_up_id
                        AND link_up.state IN ('agreeing', 'active', 'paused')) THEN
                      RAISE EXCEPTION 'not now' USING ERRCODE = '23514', CONSTRAINT = 'agreement_while_they_agree';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "agreement_stays_as_it_was": _("What people said yes to stays as it was. Write a new version."),
                    "agreement_while_they_agree": _(
                        "An agreement is written once both families are asked, and until the link-up ends."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.link_up}, version {self.version}"


class AgreementSignatureQuerySet(models.QuerySet["AgreementSignature"]):
    def visible_to(self, user: User) -> AgreementSignatureQuerySet:
        """To staff with the link-up, of whom they may see; a family reads its own."""
        known = self.filter(person__in=Person.objects.visible_to(user).values("pk"))
        seen = known.filter(agreement__link_up__in=LinkUp.objects.visible_to(user).values("pk"))
        if user.kind == User.Kind.FAMILY:
            return seen.filter(family__in=Family.objects.visible_to(user).values("pk"))
        return seen


@tracked
class AgreementSignature(Protected):
    """That one person of the two families said yes to one version of it: grown-ups and children, each by themselves."""

    agreement = models.ForeignKey(LinkUpAgreement, models.PROTECT, related_name="signatures", db_index=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_on = models.DateField(default=clock.today)

    objects = AgreementSignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "person"],
                name="agreement_yes_once",
                violation_error_message=_("They have said yes to it already."),
            ),
        ]
        triggers = [
            Rule(
                name="agreement_yes_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    {UNLESS_MOVED}
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkupagreement agreement
                      JOIN linkups_linkup link_up ON link_up.id = agreement.link_up_id
                      JOIN families_familymembership member ON member.family_id = NEW.family_id
                      WHERE agreement.id = NEW.agreement_id AND member.person_id = NEW.person_id
                        AND NEW.family_id IN (link_up.seeking_family_id, link_up.sharing_family_id)
                        AND member.period @> current_date) THEN
                      RAISE EXCEPTION 'third person' USING ERRCODE = '23514', CONSTRAINT = 'agreement_yes_of_the_two_families';
                    END IF;
                    IF EXISTS (
                      SELECT FROM linkups_linkupagreement agreement JOIN linkups_linkupagreement newer
                        ON newer.link_up_id = agreement.link_up_id AND newer.version > agreement.version
                      WHERE agreement.id = NEW.agreement_id) THEN
                      RAISE EXCEPTION 'older' USING ERRCODE = '23514', CONSTRAINT = 'agreement_yes_to_the_newest';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "agreement_yes_of_the_two_families": _(
                        "Only people who are in one of the two families say yes to it."
                    ),
                    "agreement_yes_to_the_newest": _("There is a newer version. Read that one first."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.said_on}"
