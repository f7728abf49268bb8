"""Support maps: who stands around someone, how near, who gives what to whom (domain.md §5.3, §5.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .kept import people_not_kept_from
from .merged import UNLESS_MOVED
from .people import Family, Person
from .records import Record, records_open_to

MOST_TIES = 60
"""More than this no one can read on one page, on paper or on a screen."""


class SupportNetworkQuerySet(models.QuerySet["SupportNetwork"]):
    def visible_to(self, user: User) -> SupportNetworkQuerySet:
        """With its record, so that a child's map that is only theirs stays so; but for maps of or by who is kept from the user."""
        kept = people_not_kept_from(user, "focus_person__id") & people_not_kept_from(user, "rated_by__id")
        return self.filter(records_open_to(user, "record__"), kept)


@tracked
class SupportNetwork(Protected):
    """One support map as somebody drew it on a day. It stays as it was drawn: whatever has changed is drawn anew.

    `rated_by` is whose view it is: a child, a parent, or, when no one of the family is named, the worker who wrote it.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="support_network")
    focus_person = models.ForeignKey(
        Person, models.PROTECT, related_name="support_networks", null=True, blank=True, verbose_name=_("around whom?")
    )
    family = models.ForeignKey(Family, models.PROTECT, related_name="support_networks", null=True, blank=True)
    rated_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("who drew it?")
    )
    drawn_on = models.DateField(_("when"))
    size = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST_TIES)])

    objects = SupportNetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_person__isnull=True, family__isnull=False)
                | Q(focus_person__isnull=False, family__isnull=True),
                name="support_network_around_one",
                violation_error_message=_("A map is drawn around one person or around one family."),
            ),
            models.CheckConstraint(
                condition=Q(size__lte=MOST_TIES),
                name="support_network_can_be_read",
                violation_error_message=_("A map holds at most 60 people and places."),
            ),
        ]
        triggers = [
            Rule(
                name="support_network_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"{UNLESS_MOVED} RAISE EXCEPTION 'redrawn' USING ERRCODE = '23514', CONSTRAINT = 'support_network_stays';",
                sentences={"support_network_stays": _("A map stays as it was drawn that day. Draw a new one.")},
            ),
            Rule(
                name="support_network_only_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # Its record comes before it, with everyone whom it is about and what each may read.
                func="""
                    IF (NEW.focus_person_id IS NULL OR NEW.rated_by_id IS DISTINCT FROM NEW.focus_person_id) AND EXISTS (
                      SELECT FROM families_sharestate state
                      WHERE state.record_id = NEW.record_id AND state.state = 'child_only') THEN
                      RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'support_network_only_theirs';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "support_network_only_theirs": _(
                        "Only a map that a child drew around themselves can be only theirs."
                    )
                },
            ),
            Rule(
                name="support_network_by_oneself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # A parent may read for their child. They never see for them.
                func="""
                    IF EXISTS (
                      SELECT FROM families_record record JOIN accounts_user writer ON writer.id = record.author_id
                      WHERE record.id = NEW.record_id AND writer.kind = 'family') AND NOT EXISTS (
                      SELECT FROM families_record record JOIN families_personaccount account ON account.user_id = record.author_id
                      WHERE record.id = NEW.record_id AND account.person_id = NEW.focus_person_id
                        AND account.person_id = NEW.rated_by_id) THEN
                      RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'support_network_by_oneself';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "support_network_by_oneself": _(
                        "Whoever signs in as one of a family draws the map around themselves, and nobody else’s."
                    )
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drawn_on}"

    @property
    def headline(self) -> str:
        """What it is called where it stands among other records."""
        return str(_("Support map of %(day)s")) % {"day": date_format(self.drawn_on, "j F Y")}

    if TYPE_CHECKING:  # ABSOLUTE_URL_OVERRIDES says it: the page stands in a room above this one

        def get_absolute_url(self) -> str: ...

    @property
    def focus(self) -> Person | Family:
        """Whom it is drawn around."""
        return self.focus_person or self.family  # type: ignore[return-value]  # support_network_around_one

    @property
    def is_by_themselves(self) -> bool:
        """Whether whose view it is wrote it, too, by a sign-in of their own."""
        author = self.record.author
        return author is not None and author.kind == User.Kind.FAMILY

    @property
    def drawer(self) -> UUID | None:
        """Whose view it is. Maps of two drawers are never compared."""
        return self.rated_by_id or self.record.author_id
