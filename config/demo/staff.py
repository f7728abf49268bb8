"""The people who work at the demo's council."""

from __future__ import annotations

from accounts.models import Organisation, Team, User
from accounts.queries import DEMO_DOMAIN
from accounts.roles import Role
from families.models import Practitioner

DOMAIN = DEMO_DOMAIN
PASSWORD = "kith demo only, never real"  # noqa: S105  (a synthetic council; the one-click sign-ins need none)

PEOPLE: dict[str, tuple[str, list[Role]]] = {
    "Priya": ("Social worker", [Role.SOCIAL_WORKER]),
    "Hana": ("Social worker", [Role.SOCIAL_WORKER]),
    "Tom": ("Social worker", [Role.SOCIAL_WORKER]),
    "Marlon": ("Family coach", [Role.FAMILY_COACH]),
    "Maya": ("Coaches’ supervisor", [Role.COACH_SUPERVISOR]),
    "Ngozi": ("Conference coordinator", [Role.CONFERENCE_COORDINATOR]),
    "Sarah": ("Team manager", [Role.TEAM_MANAGER]),
    "Joyce": ("Principal social worker", [Role.QUALITY_LEAD]),
    "Arun": ("Analyst", [Role.ANALYST]),
    "Lena": ("Safeguarding lead", [Role.SAFEGUARDING_LEAD]),
    "Ines": ("Front door", [Role.INTAKE]),
    "Lou": ("Locality lead", [Role.LOCALITY_LEAD]),
    "Alex": ("Administrator", [Role.ADMINISTRATOR]),
    "Noor": ("Administrator", [Role.ADMINISTRATOR]),
}
TEAM = ("Priya", "Hana")


def hire(organisation: Organisation) -> dict[str, User]:
    """Everyone who works there, by first name; Sarah manages Priya and Hana."""
    staff = {name: _sign_in(organisation, name, roles) for name, (_title, roles) in PEOPLE.items()}
    team = Team.objects.create(organisation=organisation, name="North", manager=staff["Sarah"])
    for name, (title, _roles) in PEOPLE.items():
        Practitioner.objects.create(
            organisation=organisation,
            user=staff[name],
            name=name,
            role_title=title,
            team=team if name in TEAM else None,
            is_independent=name == "Ngozi",
        )
    return staff


def _sign_in(organisation: Organisation, name: str, roles: list[Role]) -> User:
    email = f"{name.lower()}@{DOMAIN}"
    return User.objects.create_user(email, PASSWORD, name=name, roles=roles, organisation=organisation)


def family_sign_in(organisation: Organisation, name: str) -> User:
    """A sign-in for someone of a family."""
    email = f"{name.lower()}.family@{DOMAIN}"
    return User.objects.create_user(email, name=name, kind=User.Kind.FAMILY, organisation=organisation)
