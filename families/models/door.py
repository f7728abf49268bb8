"""Who sees what: domain.md §8.5, line by line, first match wins, default deny.

Every `visible_to(user)` is made from these; nothing else decides. In which module each line stands is in `docs/visibility.md`.

 1. an account that is not active        → nothing
    a role that reads no record (table)  → nothing, whoever names them
 2. an access block                      → it does not exist
 3. a declared interest                  → it does not exist
 4. only the child’s                     → the child, whom they chose
 5. restricted                           → those who are named
 6. withheld                             → staff as in 7, not the subject
 7. staff                                → involved, or 30 days after
 8. a link-up                            → the board of shared goals
 9. a family member                      → their own, and a child’s
10. a helper                             → exactly what was given
11. another system                       → what is unrestricted

Breaking the glass stands in for an involvement and opens lines 4 and 5, never 2 and 3.

A condition stands on a path (`prefix`) to a Family, a Person or a Record, by the names of relations, so that people, edges and
records can all use it. The sets are made once for each statement (`database/lookups.py`).
"""

from datetime import timedelta

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from accounts.models import Team, User
from accounts.roles import Permission
from database import clock
from database.lookups import SetOf
from families.periods import Period

NOBODY = Q(pk__in=())
EVERYONE = Q()
READ_AFTER_END = timedelta(days=30)
"""An ended involvement reads on for this long (§8.5, line 7)."""

READS_ALL = ("lead_worker", "co_worker", "family_help_lead", "lead_child_protection", "team_manager", "decision_maker")
"""Involvement roles that read the family's whole record; the others read what belongs to their own work (§8.5, table)."""
READS_OWN_KINDS = {"family_coach": ("goal", "coach_session"), "fgc_coordinator": ("conference", "family_plan")}


def is_closed_to(user: User) -> bool:
    """Line 1; and of the table the roles that read no record, whatever names whoever holds no other."""
    return not user.is_active or user.reads_no_record


def first_match(*lines: tuple[Q, Q], otherwise: Q) -> Q:
    """The first line whose condition holds decides, for EVERYONE or for NOBODY; `otherwise` when none does."""
    decided = otherwise
    for when, then in reversed(lines):
        decided = when | decided if then is EVERYONE else ~when & decided
    return decided


def lately() -> Period:
    """Today and the days for which an ended involvement still reads."""
    today = clock.today()
    return Period(today - READ_AFTER_END, today, "[]")


def alongside(user: User, prefix: str = "", roles: tuple[str, ...] = ()) -> Q:
    """Line 7, of the family at `prefix`: involved now or in the last 30 days, or managing someone who is."""
    return is_ones_work(user, f"{prefix}involvements__", roles)


def is_ones_work(user: User, involvement: str = "", roles: tuple[str, ...] = ()) -> Q:
    """Line 7, of an involvement: the user’s or that of someone they manage, now or in the last 30 days."""
    involved = Q(**{f"{involvement}period__overlap": lately()})
    if roles:
        # COALESCE keeps the exclusion's index out of it: asked for a role, PostgreSQL reads the whole of that instead of a few rows.
        involved &= Q(In(Coalesce(F(f"{involvement}role"), Value("")), roles))
    oneself = User.objects.filter(pk=user.pk).values("practitioner__pk")
    managed = Team.objects.filter(manager=user).values("practitioners__pk")
    # One set of both, and not an OR of two: `involvement_of_practitioner` answers it alone, without the rows themselves.
    workers = SetOf(oneself.union(managed, all=True))
    return Q(**{f"{involvement}practitioner__id__any": workers}) & involved


def own(user: User, prefix: str = "") -> Q:
    """Line 9: a family that they are in now."""
    return Q(
        **{
            f"{prefix}memberships__person__account__user": user,
            f"{prefix}memberships__period__contains": clock.today(),
        }
    )


def is_oneself(user: User) -> Q:
    """Of a table whose rows are for a person or for a worker’s sign-in: the user’s, as either."""
    return Q(user=user) | Q(person__account__user=user)


def leads(user: User, prefix: str) -> Q:
    """People and edges: a restricted edge is seen by the current lead worker."""
    return Q(
        **{
            f"{prefix}involvements__practitioner__user": user,
            f"{prefix}involvements__role": "lead_worker",
            f"{prefix}involvements__period__contains": clock.today(),
        }
    )


def does_intake(user: User) -> bool:
    """People and edges, *Intake*: new people without a family are seen by the organisation's intake role."""
    return user.kind == User.Kind.STAFF and user.has(Permission.INTAKE)
