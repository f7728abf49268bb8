"""Who may change families and people."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import (
    EmergencyAccess,
    Family,
    FamilyMembership,
    Involvement,
    LifePlace,
    Person,
    backgrounds_open_to,
)
from families.models.emergency import EmergencyAccessQuerySet
from families.queries.families import reads_whole_of, works_with


def can_begin_family(user: User) -> Decision:
    return allow_if(
        user.has(Permission.FAMILY_BEGIN) or user.has(Permission.INTAKE),
        otherwise=_("Only people who work with families begin a family here."),
    )


def can_edit_family(user: User, family: Family) -> Decision:
    """Someone alongside the family now; one whose work there ended reads for 30 days, and writes no more."""
    return allow_if(
        user.has(Permission.FAMILY_EDIT), otherwise=_("Only people who work with families change what is written here.")
    ) and can_work_with(user, family)


def can_edit_person(user: User, person: Person) -> Decision:
    """Someone alongside a family of theirs now; for a person without a family, intake."""
    if not FamilyMembership.objects.filter(person=person).exists():
        return allow_if(
            user.has(Permission.INTAKE), otherwise=_("Only intake changes people who are not in a family yet.")
        )
    involved = Involvement.objects.held_or_managed_by(user).filter(family__memberships__person=person)
    opened = EmergencyAccess.objects.filter(Q(person=person) | Q(family__memberships__person=person))
    return allow_if(
        user.has(Permission.FAMILY_EDIT), otherwise=_("Only people who work with families change what is written here.")
    ) and (ALLOW if involved.current().exists() else _only_reads(user, involved, opened))


def can_work_with(user: User, family: Family) -> Decision:
    """Someone alongside the family today; whoever else may see it reads, and is told why no more than that."""
    if works_with(user, family):
        return ALLOW
    involved = Involvement.objects.held_or_managed_by(user).filter(family=family)
    return _only_reads(user, involved, EmergencyAccess.objects.filter(family=family))


def _only_reads(user: User, involved: QuerySet[Involvement], opened: EmergencyAccessQuerySet) -> Decision:
    if opened.open_to(user).exists():
        return Decision(_("You opened this for four hours: you can read it, not change it."))
    if involved.exists():
        return Decision(_("Your work with this family has ended, so you can read but not change it."))
    return Decision(_("You don’t work with them, so you can read this but not change it."))


def can_note_background(user: User, person: Person) -> Decision:
    """Whoever changes a person and reads the whole record: nobody writes over what they can’t read (UK GDPR, Article 9)."""
    return can_edit_person(user, person) and allow_if(
        Person.objects.filter(backgrounds_open_to(user, "id"), pk=person.pk).exists(),
        otherwise=_("Ethnicity and faith are for those who read the whole record: ask the lead worker."),
    )


def can_take_photo_away(user: User, person: Person) -> Decision:
    """Whose photo it is, always; and whoever changes what is written of them."""
    is_own = Person.objects.filter(pk=person.pk, account__user=user).exists()
    return Decision() if is_own else can_edit_person(user, person)


def is_oneself(user: User, person: Person) -> bool:
    """Whether it is the person who signs in."""
    return Person.objects.filter(pk=person.pk, account__user=user).exists()


def can_read_of_their_life(user: User, person: Person) -> Decision:
    """The person themselves, and who reads the whole record of their family: whether or not there is anything to read."""
    return allow_if(
        is_oneself(user, person) or (user.kind == User.Kind.STAFF and reads_whole_of(person, user)),
        otherwise=_("Where someone has lived is read by them, and by who reads the whole record of their family."),
    )


def can_write_of_their_life(user: User, person: Person) -> Decision:
    """The person themselves; and who may change what is written of someone, and reads the whole of it: nobody writes what they may
    not read.
    """
    if user.kind == User.Kind.FAMILY and is_oneself(user, person):
        return ALLOW
    return can_edit_person(user, person) and allow_if(
        reads_whole_of(person, user),
        otherwise=_("Only someone who reads the whole record of their family writes this down."),
    )


def can_change_life_place(user: User, place: LifePlace) -> Decision:
    """What someone wrote themselves they put right themselves; what was written for them, who writes of their life as a worker."""
    if place.by_themselves:
        return allow_if(
            place.created_by_id == user.pk, otherwise=_("What someone wrote themselves is put right by them alone.")
        )
    return allow_if(
        user.kind == User.Kind.STAFF,
        otherwise=_("Someone who works with you wrote this down. Tell them what was different."),
    ) and can_write_of_their_life(user, place.person)
