"""The story's lines of what was talked about, what is worked towards, where people put it from 0 to 10, and safety maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.models import (
    Conversation,
    FamilySupervisionNote,
    MyPlan,
    SafetyMap,
    ScalingAnswer,
    SelfReview,
    SharingDecision,
    SignOff,
)
from casework.queries.conversations import present_at, told, with_answers
from casework.queries.corrections import beside_entries, named_beside
from casework.queries.sign_offs import Seen, named_in_seen, said_of, seen_by
from casework.queries.story_sources import Kind, Scope, Source, Teller, Told, always, is_marked
from families.models import Entry, EntryPerson, Goal, GoalScore, people_named_to, with_attachment

OPEN_UP_TO = 3


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as its own page shows it, but for what can be done there."""

    conversation: Conversation
    entries: Sequence[Entry]
    seen: Sequence[Seen] = ()
    scales: Sequence[object] = ()
    is_ours: bool = False

    @property
    def is_short(self) -> bool:
        """Whether all of it stands open. More is folded, but never something that someone says was not so."""
        return len(self.entries) <= OPEN_UP_TO or any(getattr(one, "statements", ()) for one in self.entries)


# What was talked about


def _talks(user: User, scope: Scope) -> QuerySet[Conversation]:
    return Conversation.objects.visible_to(user).filter(scope.records())


def _tells_a_strength(user: User) -> Q:
    strengths = Entry.objects.visible_to(user).filter(kind=Entry.Kind.STRENGTH)
    return Q(Exists(strengths.filter(record=OuterRef("record__id"))))


def tell_talks(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    talks = list(told(Conversation.objects.visible_to(user).filter(pk__in=pks), user))
    records = [talk.record_id for talk in talks]
    entries, said = _entries(records, user), said_of(records, user)
    return {talk.pk: _tell_talk(talk, entries.get(talk.record_id, []), said.get(talk.record_id, [])) for talk in talks}


def _tell_talk(talk: Conversation, entries: Sequence[Entry], said: Sequence[SignOff]) -> Told:
    seen = seen_by(said, talk, entries)
    author = talk.record.author
    there = ", ".join(str(one) for one in talk.presences.all())
    spoke = {entry.speaker_id for entry in entries if entry.speaker_id}
    meant = {whose.person_id for entry in entries for whose in entry.people.all()}
    return Told(
        words=talk.headline,
        href=talk.get_absolute_url(),
        meta=[part for part in (author.name if author else "", there) if part],
        recorded=timezone.localdate(talk.created_at),
        people=present_at([talk]) | spoke | meant | named_beside(entries) | named_in_seen(seen),
        because=talk.record.significant_reason,
        page=Talk(talk, entries, seen),
    )


def _entries(records: Sequence[UUID], user: User) -> dict[UUID, list[Entry]]:
    """Of each record what this reader may read, each with what the family says of it."""
    whose = EntryPerson.objects.visible_to(user).select_related("person").order_by("pk")
    found = (
        with_attachment(Entry.objects.visible_to(user))
        .filter(record__in=records)
        .select_related("speaker", "author", "observer", "created_by")
        .prefetch_related(Prefetch("people", queryset=whose), beside_entries(user))
        .order_by("position", "pk")
    )
    by_record: dict[UUID, list[Entry]] = {}
    for entry in found:
        by_record.setdefault(entry.record_id, []).append(entry)
    return {record: with_answers(entries) for record, entries in by_record.items()}


def _goals(user: User, scope: Scope) -> QuerySet[Goal]:
    return Goal.objects.visible_to(user).filter(scope.records(family="family"))


def _tell_goals(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    return {
        goal.pk: Told(
            words=_("Something to change: %(goal)s") % {"goal": goal.words},
            href=_goals_page(goal, user),
            meta=[str(goal.get_state_display())],
            recorded=timezone.localdate(goal.created_at),
        )
        for goal in Goal.objects.visible_to(user).filter(pk__in=pks)
    }


def _goals_page(goal: Goal, user: User) -> str:
    is_family = user.kind == User.Kind.FAMILY
    page = reverse("casework:our-page") if is_family else reverse("casework:family", args=[goal.family_id])
    return f"{page}#goals"


def _scores(user: User, scope: Scope) -> QuerySet[GoalScore]:
    said = GoalScore.objects.visible_to(user).filter(people_named_to(user, "person__id"), _whose(scope))
    return said.filter(Scope(scope.family).records("goal__record__", "goal__family"))


def _whose(scope: Scope) -> Q:
    return Q(person=scope.person) if scope.person else Q()


def _is_where_they_hoped(_user: User) -> Q:
    return Q(goal__hoped__isnull=False, value__gte=F("goal__hoped"))


def _tell_scores(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    said = GoalScore.objects.visible_to(user).filter(people_named_to(user, "person__id"), pk__in=pks)
    return {score.pk: _tell_score(score, user) for score in said.select_related("goal", "person")}


def _tell_score(score: GoalScore, user: User) -> Told:
    hoped = score.goal.hoped
    words = _("%(goal)s: %(name)s is where they hoped to be, at %(value)s of 10")
    if hoped is None or score.value < hoped:
        words = _("%(goal)s: %(name)s puts it at %(value)s of 10")
    return Told(
        words=words % _named(score, goal=score.goal.words),
        href=_goals_page(score.goal, user),
        meta=[score.note] if score.note else [],
        recorded=timezone.localdate(score.created_at),
        people=[score.person_id],
    )


def _named(score: GoalScore, **more: object) -> Mapping[str, object]:
    return {"name": score.person, "value": f"{score.value.normalize():f}", **more}


# From 0 to 10


def _answers(user: User, scope: Scope) -> QuerySet[ScalingAnswer]:
    """Where someone put it; that someone would rather not say stands on the page of the scale."""
    kept = Scope(scope.family)
    said = ScalingAnswer.objects.visible_to(user).filter(_whose(scope), value__isnull=False)
    return said.filter(kept.records(), kept.records("question__record__"))


def _tell_answers(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    said = ScalingAnswer.objects.visible_to(user).filter(pk__in=pks)
    return {answer.pk: _tell_answer(answer) for answer in said.select_related("question", "person", "practitioner")}


def _tell_answer(answer: Any) -> Told:
    said = {"name": answer.who, "value": f"{answer.value.normalize():f}", "about": answer.question.about}
    return Told(
        words=_("%(about)s: %(name)s puts it at %(value)s of 10") % said,
        href=answer.question.get_absolute_url(),
        recorded=timezone.localdate(answer.created_at),
        people=[answer.person_id] if answer.person_id else [],
    )


# Safety maps


def _safety_maps(user: User, scope: Scope) -> QuerySet[SafetyMap]:
    return SafetyMap.objects.visible_to(user).filter(scope.records())


def _tell_safety_maps(words: Promise) -> Teller:
    """That one was begun, or was complete; what stands on it is read there, with what the family sees differently."""

    def tell(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        found = SafetyMap.objects.visible_to(user).filter(pk__in=pks).select_related("record")
        return {one.pk: Told(words=str(words), href=one.get_absolute_url()) for one in found}

    return tell


# Plans of one's own, as far as their owners share them


def _own_plans(user: User, scope: Scope) -> QuerySet[MyPlan]:
    return MyPlan.objects.visible_to(user).filter(scope.records())


def _tell_own_plans(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    found = MyPlan.objects.visible_to(user).filter(pk__in=pks).select_related("owner")
    return {
        one.pk: Told(
            words=_("%(name)s began a plan of their own") % {"name": one.owner.known_as},
            href=one.get_absolute_url(),
            people=[one.owner_id],
        )
        for one in found
    }


def _self_reviews(user: User, scope: Scope) -> QuerySet[SelfReview]:
    return SelfReview.objects.visible_to(user).filter(scope.records("plan__record__"))


def _tell_self_reviews(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    """That they looked back; how each hope is going is read there, beside the words it is about."""
    found = SelfReview.objects.visible_to(user).filter(pk__in=pks).select_related("plan__owner")
    return {
        one.pk: Told(
            words=_("%(name)s looked back on their own plan") % {"name": one.plan.owner.known_as},
            href=reverse("casework:my-plan-reviews", args=[one.plan_id]),
            people=[one.plan.owner_id],
        )
        for one in found
    }


# What workers thought about together


def _thought_about(user: User, scope: Scope) -> QuerySet[FamilySupervisionNote]:
    return FamilySupervisionNote.objects.visible_to(user).filter(scope.records())


def _tell_thought_about(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    found = FamilySupervisionNote.objects.visible_to(user).filter(pk__in=pks).select_related("record__author")
    return {note.pk: _tell_note(note) for note in found}


def _tell_note(note: FamilySupervisionNote) -> Told:
    decided = _("Decided: %(what)s") % {"what": note.decision} if note.decision else ""
    author = note.record.author
    return Told(
        words=decided or _("Workers thought about it together"),
        href=note.get_absolute_url(),
        meta=[author.name] if author else [],
        recorded=timezone.localdate(note.created_at),
    )


# Whom we told, outside a worry


def _sharing(user: User, scope: Scope) -> QuerySet[SharingDecision]:
    return SharingDecision.objects.outside_worries(user).filter(scope.records())


def _tell_sharing(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    """Whom, and no more: what was told, and why, is read there."""
    told, kept = _("We told %(whom)s"), _("We decided not to tell %(whom)s")
    return {
        one.pk: Told(
            words=(told if one.was_shared else kept) % {"whom": one.with_whom},
            href=one.get_absolute_url(),
            recorded=timezone.localdate(one.created_at),
        )
        for one in SharingDecision.objects.outside_worries(user).filter(pk__in=pks)
    }


_BEGUN = _tell_safety_maps(gettext_lazy("A safety map was begun"))
_WHOLE = _tell_safety_maps(gettext_lazy("The safety map was complete: each danger has its goal"))
TALKS = (
    Source(
        "talk", Kind.TALK, _talks, F("record__happened_on"), tell_talks, F("happened_at"), _tells_a_strength, is_marked
    ),
    Source("thought-about", Kind.TALK, _thought_about, F("record__happened_on"), _tell_thought_about),
    Source("goal", Kind.GOAL, _goals, F("record__happened_on"), _tell_goals),
    Source("goal-said", Kind.GOAL, _scores, F("on"), _tell_scores, good=_is_where_they_hoped),
    Source("scale", Kind.SCALE, _answers, F("record__happened_on"), _tell_answers),
    Source("safety-map", Kind.SAFETY_MAP, _safety_maps, F("record__happened_on"), _BEGUN),
    Source("told", Kind.TOLD, _sharing, F("decided_on"), _tell_sharing),
    Source("own-plan", Kind.OWN_PLAN, _own_plans, F("record__happened_on"), _tell_own_plans),
    Source("own-plan-review", Kind.OWN_PLAN, _self_reviews, F("on"), _tell_self_reviews),
    Source("safety-map-complete", Kind.SAFETY_MAP, _safety_maps, F("completed_on"), _WHOLE, good=always),
)
