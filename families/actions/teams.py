"""Teams, and the list of bodies beside the organisation."""

from __future__ import annotations

from accounts.history import action
from accounts.models import Team, User
from accounts.versions import refuse_stale
from database import clock
from families.models import Agency


@action
def add_team(*, name: str, manager: User | None = None, by: User) -> Team:
    """Begin a team. Its manager reads the families that its people work with (domain.md §8.5, line 7)."""
    team = Team(organisation=by.organisation, name=name, manager=manager, created_by=by)
    team.full_clean()
    team.save()
    return team


@action
def change_team(
    *, team: Team, name: str, manager: User | None = None, row_version: int | None = None, by: User
) -> Team:
    """What a team is called, and who manages it, from now on."""
    locked = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    refuse_stale(locked, row_version)
    locked.name, locked.manager = name, manager
    locked.full_clean()
    locked.save(update_fields=["name", "manager"])
    return locked


@action
def end_team(*, team: Team, by: User) -> Team:
    """End a team that nobody is in any more; what it did stays in the history."""
    locked = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    locked.ended_on = clock.today()
    locked.save(update_fields=["ended_on"])
    return locked


@action
def add_agency(*, name: str, sector: Agency.Sector, by: User) -> Agency:
    """A body beside the organisation: a school, a charity, the police (design.md §3a)."""
    agency = Agency(organisation=by.organisation, name=name, sector=sector, created_by=by)
    agency.full_clean()
    agency.save()
    return agency


@action
def name_agency(*, name: str, sector: Agency.Sector, by: User) -> Agency:
    """The body of this name, with whatever capitals; where none is called so, a new one of this sector."""
    known = Agency.objects.filter(organisation=by.organisation, name__iexact=name).order_by("name", "pk").first()
    return known or add_agency(name=name, sector=sector, by=by)


@action
def change_agency(
    *, agency: Agency, name: str, sector: Agency.Sector, row_version: int | None = None, by: User
) -> Agency:
    """What a body is called, and of which kind it is, from now on."""
    locked = Agency.objects.select_for_update().get(pk=agency.pk)
    refuse_stale(locked, row_version)
    locked.name, locked.sector = name, sector
    locked.full_clean()
    locked.save(update_fields=["name", "sector"])
    return locked
