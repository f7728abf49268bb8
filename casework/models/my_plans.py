"""A plan that someone writes for themselves, in their own words, and that stays theirs (domain.md §8.3).

Who reads it is theirs to say: its record is `child_only`, with whom they chose, or `shared` (§8.2). Nobody who works here begins it,
writes on it or ends it; they may invite someone to write one, and no more.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, Record, people_open_to, records_open_to

BLANK = r"^\s*$"
WORDS = ("what_matters", "good_day", "bad_day", "people", "what_helps", "what_doesnt", "money")
"""What a plan says besides its hopes; none of it has to be there."""
_THEIR_OWN = _("Whose plan it is writes it, or someone whom they let write for them.")


def in_their_name(name: str, owner: str, day: str) -> str:
    """Refuse what was not written by `owner`, or on that `day` by someone whom they let write for them; or in another's name."""
    return f"""
        IF NOT EXISTS (
            SELECT FROM families_personaccount account
            WHERE account.person_id = {owner} AND account.user_id = NEW.created_by_id)
          AND NOT EXISTS (
            SELECT FROM families_helperaccess help
            WHERE help.owner_id = {owner} AND help.helper_id = NEW.created_by_id AND help.can = 'write_for_me'
              AND help.revoked_at IS NULL AND help.period @> {day})
          OR (kith_sec.asker())[3] <> 'system' AND NEW.created_by_id IS DISTINCT FROM kith_sec.person_or_none() THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = '{name}';
        END IF;
    """  # noqa: S608  (a constant)


def stays(name: str) -> str:
    """Refuse every change."""
    return f"""
        IF TG_OP = 'UPDATE' THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = '{name}';
        END IF;
    """


class MyPlanQuerySet(models.QuerySet["MyPlan"]):
    def visible_to(self, user: User) -> MyPlanQuerySet:
        """With its record: to whose it is, whom they chose, and those with whom they share it."""
        return self.filter(records_open_to(user, "record__"))


class ReadBy(models.TextChoices):
    """Who reads a plan, as its owner says it."""

    ONLY_ME = "only_me", _("Only me")
    CHOSEN = "chosen", _("Me, and only those whom I tick")
    WORKERS = "workers", _("Me, and those who work with my family")


@tracked
class MyPlan(Protected):
    """Someone's own plan: what it says stands in its versions, the last of which is the plan as it is."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="my_plan")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    objects = MyPlanQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="my_plan_is_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # The person is held, so that nobody begins two in one moment. Two plans of one person come of a merge alone.
                func=f"""
                    {UNLESS_MOVED}
                    {stays("my_plan_stays")}
                    PERFORM FROM families_person person WHERE person.id = NEW.owner_id FOR NO KEY UPDATE;
                    IF EXISTS (SELECT FROM casework_myplan other WHERE other.owner_id = NEW.owner_id) THEN
                      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'my_plan_once';
                    END IF;
                    IF NOT EXISTS (
                      SELECT FROM families_record record JOIN families_recordsubject subject ON subject.record_id = record.id
                      WHERE record.id = NEW.record_id AND record.kind = 'my_plan'
                        AND record.author_person_id = NEW.owner_id AND subject.person_id = NEW.owner_id
                        AND record.author_id = NEW.created_by_id) THEN
                      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'my_plan_of_its_owner';
                    END IF;
                    IF NOT EXISTS (
                      SELECT FROM families_personaccount account
                      WHERE account.person_id = NEW.owner_id AND account.user_id = NEW.created_by_id)
                      OR (kith_sec.asker())[3] <> 'system' AND NEW.created_by_id IS DISTINCT FROM kith_sec.person_or_none() THEN
                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'my_plan_begun_by_its_owner';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "my_plan_stays": _("A plan stays whose it is."),
                    "my_plan_once": _("You have a plan already: go on with that one."),
                    "my_plan_of_its_owner": _("A plan is about whose it is, and about nobody else."),
                    "my_plan_begun_by_its_owner": _("A plan is begun by whose it is, and by nobody for them."),
                },
            )
        ]

    @property
    def is_earlier(self) -> bool:
        """Whether its reader reads a newer one of the same person too (`casework/queries/my_plans.py`)."""
        return bool(getattr(self, "has_newer", False))

    def __str__(self) -> str:
        return str(_("Plan of %(name)s")) % {"name": self.owner.known_as}

    def get_absolute_url(self) -> str:
        return reverse("casework:my-plan", args=[self.pk])


class MyHopeQuerySet(models.QuerySet["MyHope"]):
    def visible_to(self, user: User) -> MyHopeQuerySet:
        """To whose plan it is; to others while it stands on the plan as they read it, or in a review that they read."""
        theirs = Q(plan__owner__account__user=user)
        itself = Func(OuterRef("pk"), template="ARRAY[%(expressions)s]", output_field=ArrayField(models.UUIDField()))
        stands = Exists(MyPlanVersion.objects.visible_to(user).filter(plan=OuterRef("plan"), hopes__contains=itself))
        looked_back_on = Q(looked_back_on__isnull=False)
        return self.filter(theirs | Q(stands) | looked_back_on, records_open_to(user, "plan__record__")).distinct()


@tracked
class MyHope(Protected):
    """One hope of a plan, in its owner's own words. It stays in them, for they look back on it; in other words it is another hope."""

    plan = models.ForeignKey(MyPlan, models.PROTECT, related_name="all_hopes")
    words = models.CharField(_("what do you hope for?"), max_length=400)
    said_on = models.DateField()

    objects = MyHopeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=BLANK),
                name="my_hope_says_something",
                violation_error_message=_("Write what you hope for, or leave it out."),
            ),
        ]
        triggers = [
            Rule(
                name="my_hope_is_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=stays("my_hope_stays")  # noqa: S608  (a constant)
                + in_their_name(
                    "my_hope_by_its_owner",
                    "(SELECT plan.owner_id FROM casework_myplan plan WHERE plan.id = NEW.plan_id)",
                    "NEW.said_on",
                )
                + "RETURN NEW;",
                sentences={
                    "my_hope_stays": _("A hope stays in its words. Write it anew, and the plan says that instead."),
                    "my_hope_by_its_owner": _THEIR_OWN,
                },
            )
        ]

    def __str__(self) -> str:
        return self.words


class MyPlanVersionQuerySet(models.QuerySet["MyPlanVersion"]):
    def visible_to(self, user: User) -> MyPlanVersionQuerySet:
        """To whose plan it is, all of them; to whoever else reads it, the plan as it is. What was written before was not for them."""
        later = MyPlanVersion.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        theirs = Q(plan__owner__account__user=user)
        return self.filter(theirs | ~Exists(later), records_open_to(user, "plan__record__"))


@tracked
class MyPlanVersion(Protected):
    """What a plan said from one day on, until its owner changed it."""

    class HelpedBy(models.TextChoices):
        SELF = "self", _("Nobody, I wrote it myself")
        PEER = "peer", _("Someone in the same place as me")
        RELATIVE = "relative", _("Someone of my family, or a friend")
        VOLUNTARY_ORG = "voluntary_org", _("Someone of a voluntary organisation")
        WORKER = "worker", _("Someone who works with us")

    plan = models.ForeignKey(MyPlan, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    written_on = models.DateField()
    what_matters = models.CharField(_("what matters to me"), max_length=4_000, blank=True)
    good_day = models.CharField(_("what is a good day like?"), max_length=4_000, blank=True)
    bad_day = models.CharField(_("what is a bad day like?"), max_length=4_000, blank=True)
    people = models.CharField(_("who is there for me?"), max_length=4_000, blank=True)
    what_helps = models.CharField(_("what helps?"), max_length=4_000, blank=True)
    what_doesnt = models.CharField(_("what doesn’t help?"), max_length=4_000, blank=True)
    money = models.CharField(_("what about money?"), max_length=4_000, blank=True)
    helped_by = models.CharField(_("who helped me with it?"), max_length=20, choices=HelpedBy, blank=True)
    # Which hopes it has, in their order: a hope is one and the same for as long as its words stand.
    hopes = ArrayField(models.UUIDField(), default=list, blank=True)

    objects = MyPlanVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="my_plan_version_once",
                violation_error_message=_("The plan was changed in another window."),
            ),
            models.CheckConstraint(
                condition=~(
                    Q(what_matters__regex=BLANK, good_day__regex=BLANK, bad_day__regex=BLANK, people__regex=BLANK)
                    & Q(what_helps__regex=BLANK, what_doesnt__regex=BLANK, money__regex=BLANK, hopes=[])
                ),
                name="my_plan_says_something",
                violation_error_message=_("Write something first, whatever you like."),
            ),
        ]
        triggers = [
            Rule(
                name="my_plan_version_is_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=stays("my_plan_version_stays")  # noqa: S608  (a constant)
                + """
                    IF NEW.number <> 1 + (
                      SELECT coalesce(max(former.number), 0) FROM casework_myplanversion former
                      WHERE former.plan_id = NEW.plan_id AND former.number <> NEW.number) THEN
                      RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'my_plan_version_in_turn';
                    END IF;
                    IF EXISTS (
                      SELECT FROM unnest(NEW.hopes) named(id) WHERE NOT EXISTS (
                        SELECT FROM casework_myhope hope WHERE hope.id = named.id AND hope.plan_id = NEW.plan_id)) THEN
                      RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'my_plan_has_its_own_hopes';
                    END IF;
                """
                + in_their_name(
                    "my_plan_by_its_owner",
                    "(SELECT plan.owner_id FROM casework_myplan plan WHERE plan.id = NEW.plan_id)",
                    "NEW.written_on",
                )
                + "RETURN NEW;",
                sentences={
                    "my_plan_version_stays": _(
                        "What the plan said stays readable as it was. Change the plan as it is."
                    ),
                    "my_plan_version_in_turn": _("The plan was changed in another window."),
                    "my_plan_has_its_own_hopes": _("A plan has hopes of its own, and of no other plan."),
                    "my_plan_by_its_owner": _THEIR_OWN,
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("casework:my-plan-version", args=[self.pk])


class PlanInvitationQuerySet(models.QuerySet["PlanInvitation"]):
    def visible_to(self, user: User) -> PlanInvitationQuerySet:
        """To whom it invites, and to the staff who may know of them."""
        if user.kind == User.Kind.STAFF:
            return self.filter(people_open_to(user, "person__id"))
        return self.filter(person__account__user=user)

    def standing(self) -> PlanInvitationQuerySet:
        return self.filter(ended_on__isnull=True)


@tracked
class PlanInvitation(Protected):
    """That someone who works with them invited a person to write a plan of their own, or to look back on it.

    It ends when they say *not now*, or write: which of the two is theirs to tell, and stands nowhere here.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="plan_invitations")
    invited_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = PlanInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="plan_invitation_one_at_a_time",
                violation_error_message=_("They are invited already. They need not answer."),
            ),
        ]
        triggers = [
            Rule(
                name="plan_invitation_by_who_works_here",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF TG_OP = 'INSERT' AND (NEW.ended_on IS NOT NULL OR NOT EXISTS (
                      SELECT FROM accounts_user writer WHERE writer.id = NEW.created_by_id AND writer.kind = 'staff')) THEN
                      RAISE EXCEPTION 'not staff' USING ERRCODE = '23514', CONSTRAINT = 'plan_invitation_by_who_works_here';
                    END IF;
                    IF TG_OP = 'UPDATE' AND (
                      (NEW.person_id, NEW.invited_on, NEW.created_by_id)
                        IS DISTINCT FROM (OLD.person_id, OLD.invited_on, OLD.created_by_id)
                      OR OLD.ended_on IS NOT NULL
                      OR (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
                        SELECT FROM families_personaccount account
                        WHERE account.person_id = OLD.person_id AND account.user_id = kith_sec.person_or_none())) THEN
                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'plan_invitation_ended_by_whom_it_invites';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "plan_invitation_by_who_works_here": _("Someone who works with them invites them."),
                    "plan_invitation_ended_by_whom_it_invites": _(
                        "Whom it invites answers it, once, and nobody for them."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.invited_on}"
