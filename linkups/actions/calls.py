"""Calls that someone else than the coach makes, and the links by which people answer past the coach (domain.md §1.5 and §1.7)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from accounts.texts import send_text, sends_texts
from accounts.working_days import working_days_after
from database import clock
from families.models import ContactPoint
from families.queries.sign_ins import ways_to_write
from linkups.actions.steps import StepRefused
from linkups.check_in_links import checksum_of, new_token
from linkups.models import CallBack, CheckInLink, LinkUpCheckIn, WordsPastCoach
from linkups.queries.calls import is_low_again, who_rings

DAYS_TO_RING = 2
"""Working days (domain.md §1.5)."""


@action
def ask_for_call(
    *, check_in: LinkUpCheckIn, words: str = "", wants_call: bool = False, whom: str = "", by: User
) -> CallBack | None:
    """Have someone who is not the coach ring, if what was answered asks for it; what was written goes to them alone.

    `whom`: the id of the one whom they would like to ring, of those who may (domain.md §1.5: the family chooses who).
    """
    reasons = _reasons(check_in, words=words.strip(), wants_call=wants_call)
    if not reasons:
        return None
    call = CallBack(
        organisation=check_in.organisation,
        check_in=check_in,
        reasons=reasons,
        holder=who_rings(check_in, first=whom),
        due_on=working_days_after(clock.today(), DAYS_TO_RING, check_in.organisation),
        created_by=by,
    )
    call.full_clean()
    call.save()
    if words.strip():
        written = WordsPastCoach(organisation=check_in.organisation, call=call, words=words.strip(), created_by=by)
        written.clean_fields()
        written.save()
    return call


def _reasons(check_in: LinkUpCheckIn, *, words: str, wants_call: bool) -> list[CallBack.Reason]:
    found = {
        CallBack.Reason.WORSE: check_in.things == LinkUpCheckIn.Things.WORSE,
        CallBack.Reason.LOW_FACES: is_low_again(check_in),
        CallBack.Reason.WORDS: bool(words),
        CallBack.Reason.ASKED: wants_call,
    }
    return [reason for reason, holds in found.items() if holds]


def _open(call: CallBack) -> CallBack:
    found = CallBack.objects.select_for_update(of=("self",)).select_related("check_in").get(pk=call.pk)
    if found.done_on is not None:
        raise StepRefused(_("This call was made already."))
    return found


@action
def take_call_on(*, call: CallBack, by: User) -> CallBack:
    """Ring oneself what was late with another: what was written for who rings is read by the new one from then on."""
    found = _open(call)
    found.holder = by
    found.save(update_fields=["holder"])
    return found


@action
def write_call_down(*, call: CallBack, outcome: CallBack.Outcome, what_happened: str = "", by: User) -> CallBack:
    """The call was made. What was said in it stays with who rang."""
    found = _open(call)
    found.done_on, found.outcome, found.what_happened = clock.today(), outcome, what_happened
    found.full_clean()
    found.save(update_fields=["done_on", "outcome", "what_happened"])
    return found


@action
def escalate_calls(*, by: User) -> list[CallBack]:
    """A call that is late goes to a manager too; one that nobody holds goes to whoever can ring now.

    Where nobody can, or whom it went to has left, it is asked again the next morning.
    """
    waits = CallBack.objects.open().filter(Q(due_on__lt=clock.today()) | Q(holder__isnull=True))
    found = (
        waits.exclude(escalated_to__is_active=True).select_for_update(of=("self",)).select_related("check_in__link_up")
    )
    return [call for call in found.order_by("due_on", "pk") if _went_on(call)]


def _went_on(call: CallBack) -> bool:
    whom = who_rings(call.check_in, but=_holder(call), managers_first=True)
    if whom is None:
        return False
    call.escalated_on, call.escalated_to = clock.today(), whom
    call.save(update_fields=["escalated_on", "escalated_to"])
    return True


def _holder(call: CallBack) -> Collection[UUID]:
    return [call.holder_id] if call.holder_id else []


@action
def send_link(*, check_in: LinkUpCheckIn, by: User) -> CheckInLink | None:
    """Write to someone by a way that is safe for them, with a link that is theirs; none, where no way is.

    A former link opens nothing from now on. Of the new one only its checksum is kept: so it is made where it is sent.
    """
    found = LinkUpCheckIn.objects.select_for_update(of=("self",)).select_related("person").get(pk=check_in.pk)
    if found.state != LinkUpCheckIn.State.ASKED or not (point := _way_to(found)):
        return None
    CheckInLink.objects.open().filter(check_in=found).update(ended_at=clock.now())
    token = new_token(found.organisation_id)
    is_text = point.kind == ContactPoint.Kind.MOBILE
    link = CheckInLink(
        organisation=found.organisation,
        check_in=found,
        token_hash=checksum_of(token),
        way=CheckInLink.Way.TEXT if is_text else CheckInLink.Way.EMAIL,
        created_by=by,
    )
    link.save()
    _write_to(point.value, token, is_text=is_text)
    return link


def _way_to(check_in: LinkUpCheckIn) -> ContactPoint | None:
    """A text before an e-mail, where texts can be sent."""
    ways = ways_to_write(check_in.person)
    texts = [one for one in ways if one.kind == ContactPoint.Kind.MOBILE and sends_texts()]
    mails = [one for one in ways if one.kind == ContactPoint.Kind.EMAIL]
    return next(iter([*texts, *mails]), None)


def _write_to(to: str, token: str, *, is_text: bool) -> None:
    """Neutral outside and in: no name, no word of what it is about (domain.md §8.6). If it can't be sent, nothing of it is kept."""
    link = f"{settings.KITH_URL or 'http://localhost:8000'}{reverse('check-in-by-link', args=[token])}"
    if is_text:
        send_text(to, render_to_string("linkups/email/check_in_text.txt", {"link": link}).strip())
        return
    subject = render_to_string("linkups/email/check_in_subject.txt").strip()
    message = render_to_string("linkups/email/check_in_message.txt", {"link": link})
    by_now = get_connection(settings.KITH_EMAIL_BACKEND)
    EmailMessage(subject, message, settings.DEFAULT_FROM_EMAIL, [to], connection=by_now).send()


@action
def use_link(*, link: CheckInLink, by: User) -> CheckInLink:
    """A link that was used opens nothing again."""
    found = CheckInLink.objects.select_for_update(of=("self",)).open().filter(pk=link.pk).first()
    if found is None:
        raise StepRefused(_("This link has been used, or there is a newer one."))
    found.used_at = clock.now()
    found.save(update_fields=["used_at"])
    return found
