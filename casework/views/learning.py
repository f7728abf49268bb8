"""“Never waste a mistake”: what we learn, by those who work here and by families (domain.md §4.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Decision
from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from casework.actions import learning as actions
from casework.forms import learning as learning_forms
from casework.models import LearningNote
from casework.queries import learning as queries
from casework.rules import learning as rules
from families.forms.versions import caught_up
from families.views.drafts import DraftHere
from linkups.views.parts import base_of

Words = str | Promise
VERSION = "row_version"
CHANGED = ("title", "kind", "what_happened", "what_we_noticed", "why_it_made_sense", "themes", VERSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page on which something is written of a note. `key` ends its address's name and that of its draft."""

    key: str
    asks: Callable[..., forms.Form]
    act: Callable[..., object]
    may: Callable[[User, LearningNote], Decision]
    title: Words
    button: Words
    done: Words
    lede: Words = ""
    changes: tuple[str, ...] = ()


@require_safe
def learning(request: UserRequest) -> HttpResponse:
    """What we learn here, and where it is written."""
    rules.can_read_learning(request.user).require()
    asked = {"theme": request.GET.get("theme", ""), "after": request.GET.get("after", "")}
    page = queries.board(request.user, **asked)
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:learning", by=request.user)
    return render(request, "casework/learning.html", {"page": page, "section": "learning"})


@require_safe
def learning_note(request: UserRequest, pk: UUID) -> HttpResponse:
    rules.can_read_learning(request.user).require()
    page, user = queries.note_page(pk, request.user), request.user
    note = page.note
    _looked(user, note, "casework:learning-note")
    context = {
        "page": page,
        "note": note,
        "reads_their_words": queries.reads_their_words(user, note),
        "can_change": rules.can_change_note(user, note),
        "can_share": rules.can_share_note(user, note),
        "can_try": rules.can_try(user, note),
        "can_note_try": rules.can_note_try(user, note),
        "can_say_learned": rules.can_say_learned(user, note, is_tried=bool(page.tries)),
        "can_tell_family": rules.can_tell_family(user, note),
        "section": "learning",
    }
    return render(request, "casework/learning_note.html", context)


@require_http_methods(["GET", "POST", "PUT"])
def learning_new(request: UserRequest) -> HttpResponse:
    rules.can_read_learning(request.user).require()
    draft = DraftHere(request, family=None, form=queries.BEGINNING, back=reverse("casework:learning"))
    if kept := draft.kept():
        return kept
    form = learning_forms.NewNoteForm(posted(request), initial=draft.words)
    if later := draft.left(form):
        return later
    if note := attempt(form, actions.begin_learning, by=request.user):
        draft.finish()
        if form.is_of_safety:
            messages.success(
                request, _("Your note is kept. Now hand over that someone was hurt or at risk: it stands apart.")
            )
            return redirect("casework:worry-new")
        messages.success(request, _("Kept, for you alone. Share it when you are ready."))
        return redirect(note)
    return _written(
        request,
        form,
        draft,
        what="casework:learning-new",
        title=_("Something to learn from"),
        lede=_("Two minutes are enough. Nobody else reads it until you share it, and nobody is blamed by it."),
        button=_("Keep it"),
        back_text=_("What we learn"),
    )


SHARE = Step(
    key="share",
    asks=learning_forms.ShareNoteForm,
    act=actions.share_learning,
    may=rules.can_share_note,
    title=gettext_lazy("Share it"),
    lede=gettext_lazy(
        "This is what others will read. Nobody is named in it, and why it made sense at the time stands in it."
    ),
    button=gettext_lazy("Share it"),
    done=gettext_lazy("Shared. Thank you."),
    changes=CHANGED,
)
CHANGE = Step(
    key="change",
    asks=learning_forms.NoteForm,
    act=actions.change_learning,
    may=rules.can_change_note,
    title=gettext_lazy("Change what it says"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Saved."),
    changes=CHANGED,
)
TRY = Step(
    key="try",
    asks=learning_forms.TryForm,
    act=actions.try_learning,
    may=rules.can_try,
    title=gettext_lazy("What will we try?"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Saved. Whoever tries it can write down how it went."),
)
TRIED = Step(
    key="tried",
    asks=learning_forms.TriedForm,
    act=actions.note_try,
    may=rules.can_note_try,
    title=gettext_lazy("What happened when you tried?"),
    lede=gettext_lazy("That it did not work is worth as much. Who tried it is not asked."),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Written down. Thank you."),
)
TELL = Step(
    key="tell-family",
    asks=learning_forms.TellFamilyForm,
    act=actions.tell_family_what_changed,
    may=rules.can_tell_family,
    title=gettext_lazy("Tell them what has changed"),
    lede=gettext_lazy("It stands on their own page from now on, and stays in these words."),
    button=gettext_lazy("Tell them"),
    done=gettext_lazy("They read it on their own page."),
)


@require_http_methods(["GET", "POST", "PUT"])
def learning_share(request: UserRequest, pk: UUID) -> HttpResponse:
    note = queries.seen_note(pk, request.user)
    return _step(request, note, SHARE, is_of_a_family=note.begun_by_family)


@require_http_methods(["GET", "POST", "PUT"])
def learning_change(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, queries.seen_note(pk, request.user), CHANGE)


@require_http_methods(["GET", "POST", "PUT"])
def learning_try(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, queries.seen_note(pk, request.user), TRY)


@require_http_methods(["GET", "POST", "PUT"])
def learning_tried(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, queries.seen_note(pk, request.user), TRIED)


@require_http_methods(["GET", "POST", "PUT"])
def learning_learned(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.note_page(pk, request.user)

    def may(user: User, note: LearningNote) -> Decision:
        return rules.can_say_learned(user, note, is_tried=bool(page.tries))

    learned = Step(
        key="learned",
        asks=learning_forms.LearnedForm,
        act=actions.say_learned,
        may=may,
        title=_("What have we learned?"),
        button=_("Save"),
        done=_("Written down. It stands on the page of what we learn."),
    )
    return _step(request, page.note, learned)


@require_http_methods(["GET", "POST", "PUT"])
def learning_tell_family(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, queries.seen_note(pk, request.user), TELL)


def _step(request: UserRequest, note: LearningNote, step: Step, **asked: Any) -> HttpResponse:
    """Write one thing of a note, with its draft, and go back to it."""
    rules.can_read_learning(request.user).require()
    step.may(request.user, note).require()
    draft = DraftHere(request, family=None, form=f"{queries.DRAFT}{note.pk.hex}:{step.key}", back=note)
    if kept := draft.kept():
        return kept
    stands = {name: getattr(note, name) for name in step.changes}
    begun = {name: text for name, text in draft.words.items() if name != VERSION}
    form = step.asks(posted(request), user=request.user, initial=stands | begun, **asked)
    if later := draft.left(form):
        return later
    if attempt(form, step.act, note=note, by=request.user):
        draft.finish()
        messages.success(request, str(step.done))
        return redirect(note)
    _looked(request.user, note, f"casework:learning-{step.key}")
    shown = {"title": step.title, "lede": step.lede, "button": step.button, "back_text": str(note), "note": note}
    if queries.reads_their_words(request.user, note):
        shown["their_words"], shown["their_wish"] = note.their_words, note.their_wish
    return _shown(request, form, draft, **shown)


# For families


@require_safe
def our_learning(request: UserRequest) -> HttpResponse:
    """What someone of a family wrote, and what changed because of it."""
    rules.can_begin_ours(request.user).require()
    page = queries.our_notes(request.user, after=request.GET.get("after", ""))
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:our-learning", by=request.user)
    return render(request, "casework/our_learning.html", {"page": page, "section": "ours"})


@require_http_methods(["GET", "POST", "PUT"])
def our_learning_write(request: UserRequest) -> HttpResponse:
    rules.can_begin_ours(request.user).require()
    draft = DraftHere(request, family=None, form=queries.OURS, back=reverse("casework:our-learning"))
    if kept := draft.kept():
        return kept
    form = learning_forms.OurLearningForm(posted(request), initial=draft.words)
    if later := draft.left(form):
        return later
    if attempt(form, actions.begin_our_learning, by=request.user):
        draft.finish()
        messages.success(request, _("Thank you. Someone reads it, and tells you here what changed."))
        return redirect("casework:our-learning")
    return _written(
        request,
        form,
        draft,
        what="casework:our-learning-write",
        title=_("Something you should learn from"),
        lede=_(
            "Tell us what happened. It is not about who is to blame: it helps us do better. You don’t have to say any names."
        ),
        button=_("Send it"),
        back_text=_("What you told us"),
        is_ours=True,
    )


def _looked(user: User, note: LearningNote, what: str) -> None:
    """By the note, and by nobody whom it could be about: it names none."""
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, record=note.pk, by=user)


def _written(request: UserRequest, form: forms.Form, draft: DraftHere, *, what: str, **shown: Any) -> HttpResponse:
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, by=request.user)
    return _shown(request, form, draft, **shown)


def _shown(request: UserRequest, form: forms.Form, draft: DraftHere, **shown: Any) -> HttpResponse:
    back = draft.back if isinstance(draft.back, str) else draft.back.get_absolute_url()
    context = {
        "form": form,
        "draft": draft.row,
        "back": back,
        "theirs": caught_up(form),
        "frame": base_of(request.user),
    }
    section = "ours" if request.user.kind == User.Kind.FAMILY else "learning"
    status = 422 if form.is_bound else 200
    return render(request, "casework/learning_form.html", context | {"section": section} | shown, status=status)
