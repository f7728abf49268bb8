from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from families.periods import DatedQuerySet, PeriodField, not_empty

from .access_rules import BY_WHO_WORKS_WITH_FAMILIES, TEAM_BY_ADMINISTRATOR
from .contact import Residence, reaches_open_to
from .kept import people_not_kept_from
from .people import Family, FamilyMembership, Person, families_open_to


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: User) -> AgencyQuerySet:
        """Agencies are no secret to those who work here; a family hears of its own through its pages."""
        return self.filter() if user.kind in {User.Kind.STAFF, User.Kind.CLIENT} else self.none()


@tracked
class Agency(Protected):
    """A body beside the organisation, or outside it: a school, a charity, the police, another council."""

    class Sector(models.TextChoices):
        COUNCIL = "council", _("Council")
        HEALTH = "health", _("Health")
        SCHOOL = "school", _("School")
        POLICE = "police", _("Police")
        COURT = "court", _("Court")
        VOLUNTARY = "voluntary", _("Voluntary")
        COMMUNITY = "community", _("Community")
        FAITH = "faith", _("Faith")
        PRIVATE = "private", _("Private")
        INFORMAL = "informal", _("Informal")

    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="agency_name_once")]

    def __str__(self) -> str:
        return self.name


class PractitionerQuerySet(models.QuerySet["Practitioner"]):
    def visible_to(self, user: User) -> PractitionerQuerySet:
        """Colleagues know one another; a family hears of those who work with it through its own pages."""
        return self.filter() if user.kind in {User.Kind.STAFF, User.Kind.CLIENT} else self.none()


@tracked
class Practitioner(Protected):
    """Someone whose work is with families: of the organisation, or of an agency; a sign-in is not needed (design.md §3a)."""

    user = models.OneToOneField(
        "accounts.User", models.PROTECT, related_name="practitioner", null=True, blank=True, verbose_name=_("sign-in")
    )
    name = models.CharField(_("name"), max_length=200)
    role_title = models.CharField(_("role"), max_length=200)
    team = models.ForeignKey(
        "accounts.Team", models.PROTECT, related_name="practitioners", null=True, blank=True, verbose_name=_("team")
    )
    works_for = models.ForeignKey(
        Agency, models.PROTECT, related_name="practitioners", null=True, blank=True, verbose_name=_("works for")
    )
    is_independent = models.BooleanField(_("independent"), default=False)

    objects = PractitionerQuerySet.as_manager()

    class Meta:
        triggers = [TEAM_BY_ADMINISTRATOR]

    def __str__(self) -> str:
        return self.name


def _schools_open_to(user: User) -> Q:
    """A school without a child is the family’s, and told to no one from whom someone of the family is kept."""
    hidden = Q(Exists(Residence.objects.current().filter(person=OuterRef("person"), is_confidential=True)))
    fellows = FamilyMembership.objects.filter(family=OuterRef("family"))
    is_kept = Q(Exists(fellows.exclude(people_not_kept_from(user, "person__id"))))
    return reaches_open_to(user, hidden) | (Q(person__isnull=True) & ~is_kept)


class InvolvementQuerySet(DatedQuerySet["Involvement"]):
    def visible_to(self, user: User) -> InvolvementQuerySet:
        """Who is alongside a family is known to whoever knows of the family, the family itself first of all.

        Where someone goes to school is hidden as an address is (domain.md §8.6): `contact.py` says from whom.
        """
        seen = self.filter(families_open_to(user, "family__id"), people_not_kept_from(user, "person__id"))
        return seen.filter(~Q(role="school") | _schools_open_to(user))

    def held_or_managed_by(self, user: User) -> InvolvementQuerySet:
        """Those of the user and of whom they manage, of any time: what they may read goes by `door.alongside` (domain.md §8.5, line 7)."""
        return self.filter(Q(practitioner__user=user) | Q(practitioner__team__manager=user))

    def managed_by(self, user: User) -> InvolvementQuerySet:
        """Those of people whose team a user manages."""
        return self.filter(practitioner__team__manager=user)

    def led_by(self, user: User) -> InvolvementQuerySet:
        """Those by which a user is the lead worker of a family."""
        return self.filter(practitioner__user=user, role=Involvement.Role.LEAD_WORKER)


@tracked
class Involvement(Protected):
    """That a practitioner is alongside a family, in a role and for a time (domain.md §4.4, §8.5)."""

    class Role(models.TextChoices):
        LEAD_WORKER = "lead_worker", _("Lead worker")
        CO_WORKER = "co_worker", _("Co-worker")
        FAMILY_HELP_LEAD = "family_help_lead", _("Family Help lead")
        LEAD_CHILD_PROTECTION = ("lead_child_protection", _("Lead child protection practitioner"))
        FAMILY_COACH = "family_coach", _("Family coach")
        FGC_COORDINATOR = "fgc_coordinator", _("Conference coordinator")
        TEAM_MANAGER = "team_manager", _("Team manager")
        DECISION_MAKER = "decision_maker", _("Decision maker")
        ADVOCATE = "advocate", _("Advocate")
        HEALTH = "health", _("Health")
        SCHOOL = "school", _("School")
        OTHER = "other", _("Other")

    class EndReason(models.TextChoices):
        """The codes of the standard safeguarding dataset (INVO004A), in words (domain.md §4.4)."""

        MANAGE = "MANAGE", _("To share the work out")
        FCONTA = "FCONTA", _("First contact, or the family came back")
        LEFTRL = "LEFTRL", _("Left this work")
        ORGRST = "ORGRST", _("The service was rearranged")
        TSPROC = "TSPROC", _("The usual move to another team")
        ABSENC = "ABSENC", _("Away for long, or back again")
        CHCHAN = "CHCHAN", _("The child asked for someone else")
        PCCHAN = "PCCHAN", _("A parent or carer asked for someone else")
        SWDIED = "SWDIED", _("The worker died")
        OTHERS = "OTHERS", _("Another reason")

    class Goodbye(models.TextChoices):
        """How they parted from the family (domain.md §4.4)."""

        TOGETHER = "said_goodbye_together", _("We said goodbye together")
        INTRODUCED = "introduced_new_worker", _("The next worker was introduced")
        LETTER = "letter", _("By letter")
        NONE_YET = "none_yet", _("Not yet: it is still to come")
        NONE = "none", _("There was no goodbye")

    family = models.ForeignKey(Family, models.PROTECT, related_name="involvements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements", null=True, blank=True)
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="involvements", db_index=False)
    role = models.CharField(_("role"), max_length=30, choices=Role)
    period = PeriodField()
    start_reason = models.CharField(_("why now?"), max_length=200, blank=True)
    end_reason = models.CharField(_("why did it end?"), max_length=10, choices=EndReason, blank=True)
    goodbye_kind = models.CharField(_("how did you say goodbye?"), max_length=30, choices=Goodbye, blank=True)
    goodbye_said = models.CharField(_("the goodbye, in your own words"), max_length=200, blank=True)
    handover_on = models.DateField(_("when did the two of you meet the family?"), null=True, blank=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        indexes = [
            # The door asks it for nearly every page: whose families are these? It holds all that the door reads.
            models.Index(
                fields=["organisation", "practitioner"],
                include=["family", "role", "period"],
                name="involvement_of_practitioner",
            )
        ]
        constraints = [
            not_empty("involvement_has_a_day"),
            models.CheckConstraint(
                condition=Q(period__upper_inf=False)
                | Q(end_reason="", goodbye_kind="", goodbye_said="", handover_on__isnull=True),
                name="involvement_goodbye_at_the_end",
                violation_error_message=_("How it ended and how you said goodbye can be said once it has an end."),
            ),
            models.CheckConstraint(
                condition=Q(handover_on__isnull=True)
                | Q(period__startswith__isnull=True)
                | Q(handover_on__gte=F("period__startswith")),
                name="involvement_handover_after_start",
                violation_error_message=_("They met the family together after this began, not before."),
            ),
            ExclusionConstraint(
                name="involvement_one_lead",
                expressions=[("family", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(role="lead_worker"),
                violation_error_message=_("The family has a lead worker for that time already."),
            ),
            ExclusionConstraint(
                name="involvement_no_overlap",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    ("practitioner", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("They work with this family in that role already."),
            ),
        ]
        triggers = [BY_WHO_WORKS_WITH_FAMILIES]

    def __str__(self) -> str:
        return f"{self.practitioner}, {self.get_role_display()} of {self.family}"

    @property
    def is_handed_over(self) -> bool:
        """Whether somebody else may come next in it: a school is begun and ended, and a coordinator or coach comes and goes with
        the conference or link-up."""
        return self.role not in {self.Role.SCHOOL, self.Role.FGC_COORDINATOR, self.Role.FAMILY_COACH}

    def parted(self, came_next: str = "") -> str:
        """How they parted, as the family reads it; empty where nobody was asked. `came_next`: whom they introduced, where that is known."""
        said = {
            self.Goodbye.TOGETHER: _("Said goodbye together."),
            self.Goodbye.INTRODUCED: _("Introduced %(name)s, who came next.") % {"name": came_next}
            if came_next
            else _("Introduced the next worker."),
            self.Goodbye.LETTER: _("Said goodbye by letter."),
            self.Goodbye.NONE_YET: _("The goodbye is still to come."),
            self.Goodbye.NONE: _("There was no goodbye."),
        }
        return str(said[self.Goodbye(self.goodbye_kind)]) if self.goodbye_kind else ""

    @property
    def role_words(self) -> str:
        """As what they are alongside; where the role says only that it is another, what their work is called."""
        return self._work or self.get_role_display()

    @property
    def role_to_family(self) -> str:
        """The same as a family understands it."""
        return self._work or str(TO_FAMILIES[self.Role(self.role)])

    @property
    def role_before(self) -> str:
        """The same of somebody who is alongside no more."""
        return self._work or str(WERE_TO_FAMILIES[self.Role(self.role)])

    @property
    def _work(self) -> str:
        return self.practitioner.role_title if self.role == self.Role.OTHER else ""


TO_FAMILIES = {
    Involvement.Role.LEAD_WORKER: _("Your main worker"),
    Involvement.Role.CO_WORKER: _("Works with you too"),
    Involvement.Role.FAMILY_HELP_LEAD: _("Leads the help for your family"),
    Involvement.Role.LEAD_CHILD_PROTECTION: _("Leads on keeping children safe"),
    Involvement.Role.FAMILY_COACH: _("Family coach"),
    Involvement.Role.FGC_COORDINATOR: _("Sets up family meetings"),
    Involvement.Role.TEAM_MANAGER: _("Manages the workers"),
    Involvement.Role.DECISION_MAKER: _("Decides what the council can do"),
    Involvement.Role.ADVOCATE: _("Helps you have your say"),
    Involvement.Role.HEALTH: _("Health worker"),
    Involvement.Role.SCHOOL: _("School"),
    Involvement.Role.OTHER: _("Works with you in another way"),
}
"""What somebody alongside is to a family, in its words."""
WERE_TO_FAMILIES = {
    Involvement.Role.LEAD_WORKER: _("Was your main worker"),
    Involvement.Role.CO_WORKER: _("Worked with you too"),
    Involvement.Role.FAMILY_HELP_LEAD: _("Led the help for your family"),
    Involvement.Role.LEAD_CHILD_PROTECTION: _("Led on keeping children safe"),
    Involvement.Role.FAMILY_COACH: _("Was your family coach"),
    Involvement.Role.FGC_COORDINATOR: _("Set up family meetings"),
    Involvement.Role.TEAM_MANAGER: _("Managed the workers"),
    Involvement.Role.DECISION_MAKER: _("Decided what the council could do"),
    Involvement.Role.ADVOCATE: _("Helped you have your say"),
    Involvement.Role.HEALTH: _("Was a health worker for you"),
    Involvement.Role.SCHOOL: _("Was the school"),
    Involvement.Role.OTHER: _("Worked with you in another way"),
}
"""The same of somebody who was."""
