"""A file of people that is brought into a family: what it says until that is done, and which rows it wrote, so that it can be undone."""

from __future__ import annotations

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.rules import Rule

from .kinship import Confidence, Source
from .people import Family, FamilyMembership, families_open_to

STEPS = Rule(
    name="people_import_steps",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'INSERT' THEN
          IF NEW.state NOT IN ('draft', 'ready') THEN
            RAISE EXCEPTION 'begun elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'people_import_in_order';
          END IF;
        ELSIF (NEW.family_id, NEW.created_by_id) IS DISTINCT FROM (OLD.family_id, OLD.created_by_id) THEN
          RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'people_import_stays';
        ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
          ('draft', 'ready'), ('draft', 'dropped'), ('ready', 'dropped'), ('ready', 'running'),
          ('running', 'done'), ('running', 'undoing'), ('done', 'undoing'), ('undoing', 'undone')) THEN
          RAISE EXCEPTION 'out of order' USING ERRCODE = '23514', CONSTRAINT = 'people_import_in_order';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "people_import_in_order": _("That step can’t be taken now: look at how far it is."),
        "people_import_stays": _("A file is brought into one family, by who chose it."),
    },
)


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, user: User) -> PeopleImportQuerySet:
        """To who chose the file; and once it is being brought in, to who manages them, so that they can undo it. While they may know of
        the family.
        """
        begun = ["running", "done", "undoing", "undone"]
        managed = Q(state__in=begun, created_by__practitioner__team__manager=user)
        return self.filter(families_open_to(user, "family__id"), Q(created_by=user) | managed)

    def chosen_by(self, user: User) -> PeopleImportQuerySet:
        """Those whose file the user chose: what it says is theirs alone to read."""
        return self.filter(created_by=user)


class PeopleImport(Protected):
    """That a file of people is brought into a family. It has no history of its own: what the file says is kept no longer than needed;
    what it wrote has.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("columns to be matched")
        READY = "ready", _("to be looked through")
        RUNNING = "running", _("being brought in")
        DONE = "done", _("brought in")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")
        DROPPED = "dropped", _("thrown away")

    family = models.ForeignKey(Family, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    headers = models.JSONField(default=list, blank=True)
    sheet = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    found = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    families = models.JSONField(default=dict, blank=True)
    written = models.JSONField(default=dict, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    source = models.CharField(_("how do we know?"), max_length=20, choices=Source, blank=True)
    confidence = models.CharField(_("how sure?"), max_length=20, choices=Confidence, blank=True)
    role = models.CharField(_("in this family"), max_length=20, choices=FamilyMembership.Role, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        triggers = [STEPS]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "family"],
                condition=Q(state__in=["draft", "ready", "running", "undoing"]),
                name="people_import_one_unfinished",
                violation_error_message=_("You are bringing in a file already: finish that one, or throw it away."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ready", "running"])
                | Q(sheet={}, told={}, found={}, choices={}, families={}, written={}),
                name="people_import_keeps_nothing",
                violation_error_message=_("What a file says is not kept once it is brought in."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["undone", "dropped"]) | Q(left_out=[], headers=[]),
                name="people_import_undone_keeps_nothing",
                violation_error_message=_("What a file says is not kept once it is taken back."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ready", "dropped"]) | ~Q(source="") & ~Q(confidence="") & ~Q(role=""),
                name="people_import_says_how_known",
                violation_error_message=_("Say how we know what this file says, and how sure it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedRowQuerySet(models.QuerySet["ImportedRow"]):
    def visible_to(self, user: User) -> ImportedRowQuerySet:
        """To who brought it in, and who manages them."""
        return self.filter(people_import__in=PeopleImport.objects.visible_to(user))

    def standing(self) -> ImportedRowQuerySet:
        """Those that are neither taken back nor found to be changed since."""
        return self.filter(taken_back_at__isnull=True, left_because="")


class ImportedRow(Protected):
    """A row that an import wrote, as it was then. The database lets only such a row be noted, and takes it away when it is taken back
    and nobody has changed it since (docs/imports.md).
    """

    class Left(models.TextChoices):
        CHANGED = "changed", _("changed since")
        USED = "used", _("something was written about it since")

    people_import = models.ForeignKey(PeopleImport, models.PROTECT, related_name="written_rows")
    table = models.CharField(max_length=63)
    row = models.UUIDField()
    version = models.PositiveIntegerField()
    person = models.UUIDField(null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=10, choices=Left, blank=True)

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row"], name="imported_row_once"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(left_because=""),
                name="imported_row_taken_back_or_left",
                violation_error_message=_("A row is taken back, or left as it is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
