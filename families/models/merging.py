"""That two who are written down are one person, so that it can be undone; and that two are not (domain.md §9.7, §13 story 33)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .people import Person, people_open_to

MERGE_STAYS = Rule(
    name="person_merge_holds",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    # The lock makes a merge wait for one the other way round, and then see that it came second.
    func="""
        PERFORM FROM families_person WHERE id IN (NEW.kept_id, NEW.merged_id) ORDER BY id FOR UPDATE;
        IF TG_OP = 'INSERT' THEN
          IF EXISTS (SELECT FROM families_person
                     WHERE id IN (NEW.kept_id, NEW.merged_id) AND merged_into_id IS NOT NULL) THEN
            RAISE EXCEPTION 'merged already' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_of_two_who_are_there';
          END IF;
          IF EXISTS (SELECT FROM families_notsameperson
                     WHERE a_id = least(NEW.kept_id, NEW.merged_id) AND b_id = greatest(NEW.kept_id, NEW.merged_id)
                       AND taken_back_on IS NULL) THEN
            RAISE EXCEPTION 'two people' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_of_one_person';
          END IF;
          IF EXISTS (SELECT FROM families_multiplebirth
                     WHERE a_id = least(NEW.kept_id, NEW.merged_id) AND b_id = greatest(NEW.kept_id, NEW.merged_id)
                       AND mistaken_on IS NULL AND confidence <> 'disputed') THEN
            RAISE EXCEPTION 'born together' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_not_of_born_together';
          END IF;
          -- What their own days say is chosen between, and may be corrected; those who were born with them have but one day.
          IF (WITH RECURSIVE together(person) AS (
                SELECT unnest(ARRAY[NEW.kept_id, NEW.merged_id])
                UNION SELECT CASE birth.a_id WHEN together.person THEN birth.b_id ELSE birth.a_id END
                FROM families_multiplebirth birth JOIN together ON together.person IN (birth.a_id, birth.b_id)
                WHERE birth.mistaken_on IS NULL AND birth.confidence <> 'disputed')
              SELECT max(one.date_of_birth) - min(one.date_of_birth)
              FROM families_person one JOIN together ON together.person = one.id
              WHERE one.dob_precision = 'day' AND one.id NOT IN (NEW.kept_id, NEW.merged_id)) > 1 THEN
            RAISE EXCEPTION 'two births' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_of_one_birth';
          END IF;
          IF EXISTS (SELECT FROM families_accessblock
                     WHERE ended_on IS NULL
                       AND (viewer_person_id, protected_person_id) IN ((NEW.kept_id, NEW.merged_id), (NEW.merged_id, NEW.kept_id))) THEN
            RAISE EXCEPTION 'kept apart' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_not_of_kept_apart';
          END IF;
        ELSIF OLD.undone_at IS NOT NULL
          OR (NEW.kept_id, NEW.merged_id, NEW.why) IS DISTINCT FROM (OLD.kept_id, OLD.merged_id, OLD.why) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_stays';
        ELSIF NEW.undone_at IS NOT NULL AND EXISTS (
          SELECT FROM families_person WHERE id = NEW.merged_id AND merged_into_id IS NOT NULL) THEN
          RAISE EXCEPTION 'still merged' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_undone_whole';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "person_merge_of_two_who_are_there": _("One of them was found to be someone else already."),
        "person_merge_of_one_person": _(
            "Someone said that these are two people. Take that back first, if you are sure that it was wrong."
        ),
        "person_merge_not_of_born_together": _(
            "They were written down as born together: they are two. If that was wrong, put it right first."
        ),
        # Past the action, which says both by name to who may know: here they tell nobody of a birth, or of a block.
        "person_merge_of_one_birth": _("These two can’t be made one as they stand: nobody is born twice."),
        "person_merge_not_of_kept_apart": _("These two can’t be made one as they stand."),
        "person_merge_stays": _("What was found stays as it was written. It can be undone, once."),
        "person_merge_undone_whole": _("A merge is undone as a whole."),
    },
)


class PersonMergeQuerySet(models.QuerySet["PersonMerge"]):
    def visible_to(self, user: User) -> PersonMergeQuerySet:
        """To staff who see the person who is kept; once they are two again, to those who see both."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        both = Q(undone_at__isnull=True) | people_open_to(user, "merged__id")
        return self.filter(people_open_to(user, "kept__id"), both)

    def standing(self) -> PersonMergeQuerySet:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)


@tracked
class PersonMerge(Protected):
    """That someone is one person with another who is written down: who is kept, who is now only a sign to them, and how we know."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges_away")
    why = models.CharField(_("how do you know that they are one person?"), max_length=400)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        triggers = [MERGE_STAYS]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("merged")),
                name="person_merge_of_two",
                violation_error_message=_("Choose two people: no one is merged with themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(why__regex=r"^\s*$"),
                name="person_merge_says_why",
                violation_error_message=_("Say how you know that they are one person."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="person_merge_undone_by_someone",
                violation_error_message=_("Say who undid it."),
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="person_merge_once",
                violation_error_message=_("One of them was found to be someone else already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class MergedRowQuerySet(models.QuerySet["MergedRow"]):
    def visible_to(self, user: User) -> MergedRowQuerySet:
        """To nobody: it holds what some who see the person may not. Only undoing reads it."""
        return self.none()


@tracked
class MergedRow(Protected):
    """What a merge did to one row, in the order in which it was done, so that undoing can put each back as it was.

    A row that says what another says already is set aside: the database takes it away in the same breath in which it keeps it here.
    """

    class How(models.TextChoices):
        MOVED = "moved", _("moved, or changed")
        SET_ASIDE = "set_aside", _("set aside")

    merge = models.ForeignKey(PersonMerge, models.PROTECT, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=How)
    table = models.CharField(max_length=63)
    row = models.UUIDField()
    was = models.JSONField(default=dict)
    became = models.JSONField(default=dict)
    put_back_at = models.DateTimeField(null=True, blank=True)

    objects = MergedRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "position"], name="merged_row_in_turn")]

    def __str__(self) -> str:
        return f"{self.how} {self.table} {self.row}"


class NotSamePersonQuerySet(models.QuerySet["NotSamePerson"]):
    def visible_to(self, user: User) -> NotSamePersonQuerySet:
        """To staff who see both."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(people_open_to(user, "a__id"), people_open_to(user, "b__id"))

    def standing(self) -> NotSamePersonQuerySet:
        """Those that nobody has taken back."""
        return self.filter(taken_back_on__isnull=True)


@tracked
class NotSamePerson(Protected):
    """That someone said of two who look alike that they are two: they are not suggested again. `a` is the smaller id."""

    a = models.ForeignKey(Person, models.PROTECT, related_name="not_the_same_a")
    b = models.ForeignKey(Person, models.PROTECT, related_name="not_the_same_b")
    taken_back_on = models.DateField(null=True, blank=True)

    objects = NotSamePersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="not_same_person_ordered",
                violation_error_message=_("Two people are two: said once of each pair."),
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=Q(taken_back_on__isnull=True),
                name="not_same_person_once",
                violation_error_message=_("That is written down already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} / {self.b}"
