"""What the pages of what we learn read, and which words of a note look like names (domain.md §4.5). Nothing is counted of anyone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from casework.models import LearningNote, LearningTry
from database import clock
from families.models import Draft, Family, Person
from families.paging import Page, page_of
from families.queries.ahead import Waiting
from families.queries.drafts import unfinished_draft

TOLD_LATELY = timedelta(days=42)
SHOWN, OWN_SHOWN, WAITING_SHOWN = 20, 20, 10
BEGINNING, OURS = "learning:new", "learning:ours"
"""What the draft of a note that is not there yet is kept by: of who works here, and of a family."""
DRAFT = "learning:"
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]+")
_PARTS_OF_NAMES = 3
"""A part of a colleague’s name shorter than this is a word as likely as a name."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How many ideas were tried, and what came of how many: of all of us together, of no team and of nobody."""

    tried: int
    told: int
    by_families: int


@dataclass(frozen=True, slots=True)
class Board:
    """What we learn: what is shared, the newest first, and what only this reader may go on with."""

    page: Page[LearningNote]
    own: Sequence[LearningNote]
    from_families: Sequence[LearningNote]
    tried: Tried
    theme: str
    draft: Draft | None

    @property
    def themes(self) -> list[tuple[str, str]]:
        """What notes may be looked for by."""
        return [(value, str(label)) for value, label in LearningNote.Theme.choices]


@dataclass(frozen=True, slots=True)
class NotePage:
    """One note as its reader sees it."""

    note: LearningNote
    tries: Sequence[LearningTry]
    author: str
    """Whose name stands with it; empty where the writer did not want that."""
    is_mine: bool
    themes: Sequence[str]


def board(user: User, *, theme: str = "", after: str = "") -> Board:
    """All that is shared with the user, in a fixed number of queries."""
    seen = LearningNote.objects.visible_to(user)
    wanted = theme if theme in LearningNote.Theme.values else ""
    shared = seen.shared().filter(themes__contains=[wanted]) if wanted else seen.shared()
    tries = LearningTry.objects.order_by("-tried_on", "-pk")
    told = shared.prefetch_related(Prefetch("tries", tries, to_attr="told"))
    unshared = seen.filter(state=LearningNote.State.PRIVATE).order_by("-created_at", "-pk")
    return Board(
        page=page_of(told, ("-shared_on", "-pk"), cursor=after, size=SHOWN),
        own=list(unshared.filter(created_by=user)[:OWN_SHOWN]),
        from_families=list(_untold(user).order_by("created_at", "pk")[:OWN_SHOWN]),
        tried=_tried(user),
        theme=wanted,
        draft=unfinished_draft(None, BEGINNING, user),
    )


def _tried(user: User) -> Tried:
    written = LearningTry.objects.filter(note=OuterRef("pk"))
    ideas = Q(state__in=[LearningNote.State.TRYING, LearningNote.State.LEARNED])
    counted = LearningNote.objects.visible_to(user).shared().annotate(is_told=Exists(written))
    found = counted.aggregate(
        tried=Count("pk", filter=ideas),
        told=Count("pk", filter=ideas & Q(is_told=True)),
        by_families=Count("pk", filter=Q(begun_by_family=True)),
    )
    return Tried(**found)


def _untold(user: User) -> QuerySet[LearningNote]:
    """What families began and have not been told the end of."""
    if not user.has(Permission.LEARNING_LEAD):
        return LearningNote.objects.none()
    return LearningNote.objects.told_in_their_words(user).filter(told_family_on__isnull=True)


def seen_note(pk: UUID, user: User) -> LearningNote:
    """The note, if the user may read it."""
    return get_object_or_404(LearningNote.objects.visible_to(user), pk=pk)


def note_page(pk: UUID, user: User) -> NotePage:
    """A note and what happened when it was tried, in a fixed number of queries."""
    note = get_object_or_404(LearningNote.objects.visible_to(user).select_related("created_by"), pk=pk)
    is_mine = note.created_by_id == user.pk
    labels = dict(LearningNote.Theme.choices)
    return NotePage(
        note=note,
        tries=list(LearningTry.objects.visible_to(user).filter(note=note).order_by("-tried_on", "-pk")),
        author=note.created_by.name if note.names_author and note.created_by else "",
        is_mine=is_mine,
        themes=[str(labels[theme]) for theme in note.themes],
    )


def reads_their_words(user: User, note: LearningNote) -> bool:
    """Whether someone reads what a family wrote as it wrote it: whoever takes it up, and the one of the family."""
    return note.begun_by_family and LearningNote.objects.told_in_their_words(user).filter(pk=note.pk).exists()


def our_notes(user: User, *, after: str = "") -> Page[LearningNote]:
    """What someone of a family wrote, the newest first, with what changed because of it."""
    return page_of(LearningNote.objects.visible_to(user), ("-created_at", "-pk"), cursor=after, size=SHOWN)


def newly_told(user: User) -> LearningNote | None:
    """The last thing of which they were told in these weeks what changed."""
    since = clock.today() - TOLD_LATELY
    told = LearningNote.objects.visible_to(user).filter(begun_by_family=True, told_family_on__gte=since)
    return told.order_by("-told_family_on", "-pk").first()


def like_names(texts: Iterable[str], user: User) -> list[str]:
    """The words of a note that are names: of who works here, and of people and families whom its writer may see.

    A name that is a word too is found as well: whoever writes looks at each, and says that it is none.
    """
    whole = " ".join(texts)
    words = set(_CAPITALISED.findall(whole))
    if not words:
        return []
    colleagues = User.objects.filter(organisation=user.organisation_id, kind=User.Kind.STAFF)
    parts = {
        part
        for name in colleagues.values_list("name", flat=True)
        for part in name.split()
        if len(part) >= _PARTS_OF_NAMES
    }
    people = Person.objects.visible_to(user).filter(known_as__in=words).values_list("known_as", flat=True)
    families = Family.objects.visible_to(user).filter(name__in=words).values_list("name", flat=True)
    return sorted(words & (parts | set(people) | set(families)))


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which a draft of a note goes on."""
    if draft.form == BEGINNING:
        return reverse("casework:learning-new")
    note, _colon, step = draft.form.removeprefix(DRAFT).partition(":")
    return reverse(f"casework:learning-{step}", args=[UUID(note)])


def waiting_for(user: User) -> list[Waiting]:
    """What a family began, to whoever takes it up; and to a writer, that it is time to look at how their idea went."""
    took = LearningNote.objects.filter(created_by=user, state=LearningNote.State.TRYING, try_by__lte=clock.today())
    looked = took.filter(~Exists(LearningTry.objects.filter(note=OuterRef("pk"))))
    found = (_untold(user) | looked).order_by("created_at", "pk")[:WAITING_SHOWN]
    return [_waits(note) for note in found]


def _waits(note: LearningNote) -> Waiting:
    if note.begun_by_family and note.told_family_on is None:
        text = _("Someone of a family wrote what we should learn from")
        return Waiting(text, note.get_absolute_url(), since=note.created_at.date())
    return Waiting(_("How did it go? %(title)s") % {"title": note.title}, note.get_absolute_url(), by=note.try_by)
