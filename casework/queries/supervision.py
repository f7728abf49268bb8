"""What the pages of supervision read: one's own sessions, and what was thought about a family. Nothing counts anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from casework.models import FamilySupervisionNote, SupervisionSession
from database import clock
from families.models import Draft, Family, Involvement, Person, Record, RecordSubject, ShareState
from families.paging import Page, page_of
from families.queries.ahead import Waiting
from families.queries.readers import Reader, readers_of

SHOWN, NOTES_SHOWN, WAITING_SHOWN, FAMILIES_SHOWN = 20, 10, 10, 40
BEGINNING, OF_A_FAMILY, DRAFT = "supervision:new", "supervision:family", "supervision:"
"""What the drafts of a session and of a family's note are kept by."""
KIND = Record.Kind.SUPERVISION_NOTE
LATELY = timedelta(days=60)
"""A note of a family comes out of a session of these weeks."""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session, with what came out of it for families that this reader may read."""

    session: SupervisionSession
    other: User
    notes: Sequence[FamilySupervisionNote]
    families: Sequence[Family]
    """Those of the supervisee which both may think about."""


@dataclass(frozen=True, slots=True)
class NotePage:
    """What was thought about a family, as this reader may read it."""

    note: FamilySupervisionNote
    family: Family | None
    about: Sequence[Person]
    readers: Sequence[Reader]
    is_kept_back: bool
    session: SupervisionSession | None
    """The session that it came out of, told to the two of it alone."""

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        return {one.pk for one in self.about} | {one.person.pk for one in self.readers if one.person}


def supervisors_of(user: User) -> QuerySet[User]:
    """With whom someone has supervision: who manages their team, and of a family coach the coaches' supervisors."""
    manages = Q(teams_managed__practitioners__user=user, teams_managed__ended_on__isnull=True)
    found = manages | Q(roles__contains=[Role.COACH_SUPERVISOR]) if Role.FAMILY_COACH in user.roles else manages
    return _colleagues(user).filter(found)


def supervised_by(user: User) -> QuerySet[User]:
    """Whom someone supervises."""
    managed = Q(practitioner__team__manager=user, practitioner__team__ended_on__isnull=True)
    coaches = Role.COACH_SUPERVISOR in user.roles
    return _colleagues(user).filter(managed | Q(roles__contains=[Role.FAMILY_COACH]) if coaches else managed)


def _colleagues(user: User) -> QuerySet[User]:
    here = User.objects.filter(organisation=user.organisation_id, kind=User.Kind.STAFF, is_active=True)
    return here.exclude(pk=user.pk).distinct()


def others(user: User) -> list[User]:
    """With whom one may have had supervision, as either of the two."""
    found = {one.pk: one for one in (*supervisors_of(user), *supervised_by(user))}
    return sorted(found.values(), key=lambda one: (one.name, str(one.pk)))


def deciders(user: User) -> QuerySet[User]:
    """Who else may have decided: with whom one has supervision, as either of the two."""
    known = [one.pk for one in others(user)]
    return User.objects.filter(pk__in=known).order_by("name", "pk")


def sessions(user: User, *, after: str = "") -> Page[SupervisionSession]:
    """One's own, the newest first."""
    return page_of(_sessions(user), ("-on", "-pk"), cursor=after, size=SHOWN)


def seen_session(pk: UUID, user: User) -> SupervisionSession:
    """The session, for the two of it; for nobody else there is none."""
    return get_object_or_404(_sessions(user), pk=pk)


def session_page(pk: UUID, user: User) -> SessionPage:
    """One session in a fixed number of queries."""
    session = seen_session(pk, user)
    notes = FamilySupervisionNote.objects.visible_to(user).filter(session=session)
    worked_with = Involvement.objects.current().filter(practitioner__user=session.supervisee_id).values("family")
    families = Family.objects.visible_to(user).filter(pk__in=worked_with).order_by("sort_key", "pk")
    return SessionPage(
        session=session,
        other=session.supervisor if session.supervisee_id == user.pk else session.supervisee,
        notes=list(notes.select_related("record__family").order_by("pk")[:NOTES_SHOWN]),
        families=list(families[:FAMILIES_SHOWN]),
    )


def recent_sessions(user: User) -> QuerySet[SupervisionSession]:
    """Those out of which a note may have come."""
    return _sessions(user).filter(on__gte=clock.today() - LATELY).order_by("-on", "-pk")


def _sessions(user: User) -> QuerySet[SupervisionSession]:
    return SupervisionSession.objects.visible_to(user).select_related("supervisee", "supervisor", "written_by")


def notes_of(family: Family, user: User, *, after: str = "") -> Page[FamilySupervisionNote]:
    """What was thought about a family, the newest first."""
    notes = (
        FamilySupervisionNote.objects.visible_to(user).filter(record__family=family).select_related("record__author")
    )
    return page_of(notes, ("-record__happened_on", "-pk"), cursor=after, size=NOTES_SHOWN)


def note_page(pk: UUID, user: User) -> NotePage:
    """One note in a fixed number of queries; 404 for whoever may not read it."""
    seen = FamilySupervisionNote.objects.visible_to(user)
    note = get_object_or_404(seen.select_related("record__family", "record__author", "decided_by"), pk=pk)
    about = RecordSubject.objects.visible_to(user).filter(record=note.record_id).select_related("person")
    states = ShareState.objects.visible_to(user).filter(record=note.record_id)
    told = list(states.select_related("person__account", "decided_by").order_by("pk"))
    is_staff = user.kind == User.Kind.STAFF
    session = _sessions(user).filter(pk=note.session_id).first() if note.session_id and is_staff else None
    return NotePage(
        note=note,
        family=note.record.family,
        about=[one.person for one in about.order_by("person__sort_key", "person_id")],
        readers=readers_of(told, KIND, user) if is_staff else [],
        is_kept_back=is_staff and any(one.state == ShareState.State.WITHHELD for one in told),
        session=session,
    )


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which a draft goes on."""
    if draft.family_id:
        return reverse("casework:supervision-note-new", args=[draft.family_id])
    if draft.form == BEGINNING:
        return reverse("casework:supervision-new")
    return reverse("casework:supervision-change", args=[UUID(draft.form.removeprefix(DRAFT))])


def waiting_for(user: User) -> list[Waiting]:
    """What the other of the two wrote, until one has agreed to it."""
    found = _sessions(user).filter(agreed_at__isnull=True).exclude(written_by=user).order_by("on", "pk")
    return [
        Waiting(
            _("Is this how it was? Supervision with %(name)s") % {"name": session.written_by.name},
            session.get_absolute_url(),
            since=session.on,
        )
        for session in found[:WAITING_SHOWN]
    ]
