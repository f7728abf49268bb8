"""What the pages of supervision read: one's own sessions, and what was thought about a family. Nothing counts anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
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
PUT_RIGHT = "supervision:right:"
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
    put_right_by: FamilySupervisionNote | None
    """What stands in its place, as far as this reader may read that."""
    puts_right: FamilySupervisionNote | None

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


def recent_sessions(user: User, *, also: UUID | str | None = None) -> QuerySet[SupervisionSession]:
    """Those out of which a note may have come; `also`: the one out of which it came, however long ago."""
    found = Q(on__gte=clock.today() - LATELY) | (Q(pk=also) if isinstance(also, UUID) else Q())
    return _sessions(user).filter(found).order_by("-on", "-pk")


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
    note = get_object_or_404(seen.select_related("record__family", "record__author", "decided_by", "session"), pk=pk)
    about = RecordSubject.objects.visible_to(user).filter(record=note.record_id).select_related("person")
    states = ShareState.objects.visible_to(user).filter(record=note.record_id)
    told = list(states.select_related("person__account", "decided_by").order_by("pk"))
    is_staff = user.kind == User.Kind.STAFF
    session = _sessions(user).filter(pk=note.session_id).first() if note.session_id and is_staff else None
    others = list(seen.filter(Q(supersedes=note) | Q(put_right_by=note)).select_related("record"))
    return NotePage(
        note=note,
        family=note.record.family,
        about=[one.person for one in about.order_by("person__sort_key", "person_id")],
        readers=readers_of(told, KIND, user) if is_staff else [],
        is_kept_back=is_staff and any(one.state == ShareState.State.WITHHELD for one in told),
        session=session,
        put_right_by=next((one for one in others if one.supersedes_id == note.pk), None),
        puts_right=next((one for one in others if one.pk == note.supersedes_id), None),
    )


def seen_note(pk: UUID, user: User) -> FamilySupervisionNote:
    """A note that the user may read, with its session, which the rules ask for."""
    seen = FamilySupervisionNote.objects.visible_to(user).select_related("record__family", "session")
    return get_object_or_404(seen, pk=pk)


def as_it_stands(note: FamilySupervisionNote, user: User) -> dict[str, Any]:
    """What a note says, as its form begins that puts it right; shared as it is shared now."""
    about = RecordSubject.objects.visible_to(user).filter(record=note.record_id)
    kept = ShareState.objects.visible_to(user).filter(record=note.record_id, state=ShareState.State.WITHHELD).first()
    said = {name: getattr(note, name) for name in ("thought_about", "hypotheses", "decision", "because")}
    said |= {"people": list(about.values_list("person", flat=True)), "happened_on": note.record.happened_on}
    said |= {"session": note.session_id, "decided_by": note.decided_by_id if note.decided_by_id != user.pk else None}
    return said | ({"sharing": kept.state, "reason": kept.reason, "review_on": kept.review_on} if kept else {})


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which a draft goes on."""
    if draft.form.startswith(PUT_RIGHT):
        return reverse("casework:supervision-note-put-right", args=[UUID(draft.form.removeprefix(PUT_RIGHT))])
    if draft.family_id:
        return reverse("casework:supervision-note-new", args=[draft.family_id])
    if draft.form == BEGINNING:
        return reverse("casework:supervision-new")
    return reverse("casework:supervision-change", args=[UUID(draft.form.removeprefix(DRAFT))])


def waiting_for(user: User) -> list[Waiting]:
    """What the other of the two wrote, until one has agreed to it: of the session, and of a family for whose record it was."""
    found = _sessions(user).filter(agreed_at__isnull=True).exclude(written_by=user).order_by("on", "pk")
    notes = FamilySupervisionNote.objects.visible_to(user).filter(
        session__in=_sessions(user).values("pk"), agreed_at__isnull=True, put_right_by__isnull=True
    )
    of_families = notes.exclude(created_by=user).select_related("record__family").order_by("record__happened_on", "pk")
    return [
        Waiting(
            _("Is this what you thought about together? %(name)s") % {"name": note.record.family},
            note.get_absolute_url(),
            since=note.record.happened_on,
            families=frozenset({note.record.family_id} if note.record.family_id else ()),
        )
        for note in of_families[:WAITING_SHOWN]
    ] + [
        Waiting(
            _("Is this how it was? Supervision with %(name)s") % {"name": session.written_by.name},
            session.get_absolute_url(),
            since=session.on,
        )
        for session in found[:WAITING_SHOWN]
    ]
