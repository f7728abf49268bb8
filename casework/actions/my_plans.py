"""Writing one's own plan, saying who reads it, and inviting someone to write one (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.history import action, bad_input
from accounts.models import User
from casework.models import MyHope, MyPlan, MyPlanVersion, PlanInvitation, ReadBy, SelfReview
from casework.models.my_plans import WORDS
from database import clock
from database.prepared import insert
from families.actions.granting import choose_reader, unchoose_reader
from families.actions.records import Sharing, begin_record, hold_record, refuse_hidden_words
from families.models import ChosenReader, Family, Person, PersonAccount, Record, ShareState

State = ShareState.State
OF_A_VERSION = (*WORDS, "helped_by")


class InvitationAnswered(DomainError):
    """It was answered in another window."""

    code = "plan_invitation_answered"


@action
def begin_my_plan(
    *,
    owner: Person,
    family: Family,
    read_by: ReadBy,
    readers: Iterable[Person | User] = (),
    by: User,
    **said: str,
) -> MyPlan:
    """Begin one's own plan with what one `said` of it first, for whoever one says may read it."""
    if not any(text.strip() for text in said.values()):
        raise ValidationError(_("Write something first, whatever you like."))
    shared = read_by == ReadBy.WORKERS
    sharing = Sharing(State.SHARED) if shared else Sharing(State.CHILD_ONLY, chosen=tuple(readers))
    _refuse_hidden(in_words(MyPlanVersion, said), owner, family, sharing, by)
    record = begin_record(
        kind=Record.Kind.MY_PLAN,
        family=family,
        happened_on=clock.today(),
        subjects=[owner],
        sharing=sharing,
        author_person=owner,
        by=by,
    )
    plan = MyPlan(organisation=by.organisation, record=record, owner=owner, created_by=by)
    first = _version(plan, 1, said, [], by)
    first.clean_fields(exclude={"plan"})
    with bad_input():
        insert([plan])
        insert([first])
    end_invitations(person=owner, by=by)
    return plan


@action
def write_my_plan(
    *, plan: MyPlan, row_version: int, hopes: Sequence[str] | None = None, by: User, **said: str
) -> MyPlan:
    """Change what a plan says; what it said before stays as it was. `row_version`: the number of the version that was seen.

    `hopes`: all of them, in their order. A hope whose words stand is the same one; in other words it is another.
    """
    hold_record(plan.record_id)
    held = MyPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    former = MyPlanVersion.objects.filter(plan=held).order_by("-number")[0]
    if former.number != row_version:
        raise ChangedMeanwhile(_("Someone else has changed the plan meanwhile, or you have in another window."))
    whole = {name: getattr(former, name) for name in OF_A_VERSION} | said
    new, named = _hopes(held, hopes, by) if hopes is not None else ([], former.hopes)
    if not new and named == former.hopes and all(getattr(former, name) == text for name, text in whole.items()):
        return plan
    words = {name: text for name, text in said.items() if name in WORDS}
    now = in_words(MyPlanVersion, words) | _hopes_in_words(new)
    refuse_hidden_where_shared(now, plan=plan, sharing=sharing_of(plan), by=by)
    version = _version(plan, former.number + 1, whole, named, by)
    for row in (*new, version):
        row.clean_fields(exclude={"plan"})
    with bad_input():
        insert([*new])
        insert([version])
    end_invitations(person=plan.owner, by=by)
    return plan


@action
def choose_plan_readers(*, plan: MyPlan, read_by: ReadBy, readers: Iterable[Person | User] = (), by: User) -> MyPlan:
    """Say anew who reads one's plan. Whoever is no longer among them reads it no more, from their next page on."""
    hold_record(plan.record_id)
    share = ShareState.objects.select_for_update().get(record=plan.record_id)
    shared = read_by == ReadBy.WORKERS
    wanted = [] if shared else list(dict.fromkeys(readers))
    sharing = Sharing(State.SHARED) if shared else Sharing(State.CHILD_ONLY, chosen=tuple(wanted))
    refuse_hidden_where_shared(all_words_of(plan), plan=plan, sharing=sharing, by=by)
    for chosen in _standing(share):
        if (chosen.person or chosen.user) not in wanted:
            unchoose_reader(chosen=chosen, by=by)
    share.state = State.SHARED if shared else State.CHILD_ONLY
    share.full_clean()
    share.save(update_fields=["state"])
    for reader in wanted:
        choose_reader(share_state=share, reader=reader, by=by)
    return plan


@action
def invite_to_plan(*, person: Person, by: User) -> PlanInvitation:
    """Invite someone to write a plan of their own, or to look back on it. It stands on their page until they write, or say *not now*."""
    invitation = PlanInvitation(organisation=by.organisation, person=person, invited_on=clock.today(), created_by=by)
    invitation.full_clean()
    invitation.save(force_insert=True)
    return invitation


@action
def say_not_now(*, invitation: PlanInvitation, by: User) -> PlanInvitation:
    """Decline it, without a reason."""
    held = PlanInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if held.ended_on:
        raise InvitationAnswered(_("You have answered this already."))
    held.ended_on = clock.today()
    held.save(update_fields=["ended_on"])
    return held


@action
def end_invitations(*, person: Person, by: User) -> None:
    """What they were invited to they have done: nothing waits on their page any more. Who helps them ends nothing for them."""
    if PersonAccount.objects.filter(user=by, person=person).exists():
        PlanInvitation.objects.standing().filter(person=person).update(ended_on=clock.today())


def sharing_of(plan: MyPlan) -> Sharing:
    """How a plan is shared now, and with whom of the family."""
    share = ShareState.objects.get(record=plan.record_id)
    return Sharing(State(share.state), chosen=tuple(Person.objects.filter(chosen_for__in=_standing(share))))


def _standing(share: ShareState) -> QuerySet[ChosenReader]:
    return ChosenReader.objects.filter(share_state=share, removed_on__isnull=True)


def all_words_of(plan: MyPlan) -> dict[str, str]:
    """Everything that whoever reads a plan reads of it: as it is, and how its owner looked back on it."""
    version = MyPlanVersion.objects.filter(plan=plan).order_by("-number")[0]
    said = in_words(MyPlanVersion, {name: getattr(version, name) for name in WORDS})
    said |= _hopes_in_words(MyHope.objects.filter(plan=plan).order_by("pk"))
    for review in SelfReview.objects.filter(plan=plan).order_by("pk"):
        day = date_format(review.on, "j F Y")
        texts = in_words(SelfReview, {name: getattr(review, name) for name in ("keep", "stop", "start")})
        said |= {f"{label} ({day}, {review.pk})": text for label, text in texts.items()}
    return said


def in_words(model: type[MyPlanVersion | SelfReview], texts: Mapping[str, str]) -> dict[str, str]:
    """What was written, by the words that stand above it."""
    fields = {name: model._meta.get_field(name) for name in texts}
    return {capfirst(str(fields[name].verbose_name)): text for name, text in texts.items()}  # type: ignore[union-attr]


def refuse_hidden_where_shared(said: Mapping[str, str], *, plan: MyPlan, sharing: Sharing, by: User) -> None:
    """Where it is shared, whoever reads for a child, or helps someone, reads it too; what is only theirs goes no further than to whom of
    the family they chose.
    """
    _refuse_hidden(said, plan.owner, plan.record.family, sharing, by)


def _refuse_hidden(said: Mapping[str, str], owner: Person, family: Family | None, sharing: Sharing, by: User) -> None:
    chosen = [one for one in sharing.chosen if isinstance(one, Person)]
    shared = None if chosen else sharing
    refuse_hidden_words(said, shared_with=[owner, *chosen], family=family, sharing=shared, by=by)


def _hopes_in_words(hopes: Iterable[MyHope]) -> dict[str, str]:
    return {_("Hope %(number)s") % {"number": number}: hope.words for number, hope in enumerate(hopes, start=1)}


def _version(plan: MyPlan, number: int, said: Mapping[str, Any], hopes: Sequence[Any], by: User) -> MyPlanVersion:
    return MyPlanVersion(
        organisation=by.organisation,
        plan=plan,
        number=number,
        written_on=clock.today(),
        hopes=list(hopes),
        created_by=by,
        **said,
    )


def _hopes(plan: MyPlan, words: Sequence[str], by: User) -> tuple[list[MyHope], list[Any]]:
    """The new ones, and the ids of all of them in their order. A hope that was let go and is hoped again is the same one."""
    known = {hope.words: hope for hope in MyHope.objects.filter(plan=plan).order_by("-pk")}
    today, new, named = clock.today(), [], []
    for text in dict.fromkeys(one.strip() for one in words if one.strip()):
        hope = known.get(text)
        if hope is None:
            hope = MyHope(organisation=by.organisation, plan=plan, words=text, said_on=today, created_by=by)
            new.append(hope)
        named.append(hope.pk)
    return new, named
