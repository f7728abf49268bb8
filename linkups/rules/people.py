"""Who may do what with a link-up: its coach, and the people of the two families. The moment comes last."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family, FamilyMembership, Involvement
from families.queries.families import works_with
from linkups import lifecycle
from linkups.models import NEEDS_CARD, FamilyCard, LinkUp, MatchOffer, Meetup, SharingProfile
from linkups.queries.people import is_grown_up

State = LinkUp.State
NOT_NOW = _("This is not the moment for that step.")
LOOKED_INTO = _("It is paused while something is looked into. You will see here when it can go on.")


def can_coach(user: User, family: Family) -> Decision:
    """A coach, or who supervises one, whose work with the family has not ended."""
    return _is_coach(user) and allow_if(
        works_with(user, family),
        otherwise=_("Only a coach who is alongside the family does this."),
    )


def can_offer_cards(user: User, family: Family) -> Decision:
    """A family looks at cards when it has no link-up, and none on the way."""
    on_the_way = LinkUp.objects.open().filter(seeking_family=family, seeking_chose_at__isnull=False)
    return can_coach(user, family) and allow_if(
        not on_the_way.exists(), otherwise=_("This family has a link-up already. One at a time.")
    )


def can_coach_link_up(user: User, link_up: LinkUp) -> Decision:
    """A coach who is alongside either family now."""
    both = [link_up.seeking_family_id, link_up.sharing_family_id]
    return _is_coach(user) and allow_if(
        Involvement.objects.held_or_managed_by(user).current().filter(family__in=both).exists(),
        otherwise=_("Only a coach who is alongside one of the two families does this."),
    )


def _is_coach(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH), otherwise=_("Only family coaches do this.")
    ) and allow_if(
        hasattr(user, "practitioner"),
        otherwise=_("You have to be known as a practitioner first. Ask an administrator."),
    )


def can_take_step(user: User, link_up: LinkUp, to: LinkUp.State) -> Decision:
    """A step of the coach's, when it is its moment."""
    return can_coach_link_up(user, link_up) and allow_if(lifecycle.can_become(link_up, to), otherwise=NOT_NOW)


def can_ask(user: User, link_up: LinkUp) -> Decision:
    """Once the seeking family has approved what the other family will read of it (domain.md §1.3, step 8)."""
    cards = FamilyCard.objects.approved().filter(family=link_up.seeking_family_id, kind=FamilyCard.Kind.SEEKING)
    return can_take_step(user, link_up, State.AGREEING) and allow_if(cards.exists(), otherwise=NEEDS_CARD)


def can_celebrate(link_up: LinkUp) -> Decision:
    """A link-up that finished as planned; whoever reads the link-up reads this (domain.md §1.6)."""
    return allow_if(
        link_up.state == State.COMPLETED,
        otherwise=_("This page comes when a link-up has finished as planned."),
    )


def can_talk_over(user: User, link_up: LinkUp) -> Decision:
    """The coach, once a family said that it may know the other."""
    return can_coach_link_up(user, link_up) and allow_if(
        link_up.state == State.AGREEING and link_up.may_know_each_other,
        otherwise=_("Nobody has said that they may know the other family."),
    )


def can_start(user: User, link_up: LinkUp) -> Decision:
    """When both families have said yes; whose check is missing is said when it is tried."""
    return can_take_step(user, link_up, State.ACTIVE) and allow_if(
        link_up.state == State.AGREEING and link_up.have_both_agreed,
        otherwise=_("Both families have to say yes before a link-up starts."),
    )


def can_end(user: User, link_up: LinkUp) -> Decision:
    return can_take_step(user, link_up, State.COMPLETED)


def can_resume(user: User, link_up: LinkUp) -> Decision:
    """The coach; but not while something is looked into: whoever looks into it says when (domain.md §12.2)."""
    return (
        can_coach_link_up(user, link_up)
        and allow_if(link_up.state == State.PAUSED, otherwise=NOT_NOW)
        and allow_if(not link_up.is_looked_into, otherwise=LOOKED_INTO)
    )


def can_change_length(user: User, link_up: LinkUp) -> Decision:
    """Once, while it is under way (domain.md §1.3, step 13)."""
    return (
        can_coach_link_up(user, link_up)
        and allow_if(link_up.state in LinkUp.UNDER_WAY, otherwise=NOT_NOW)
        and allow_if(link_up.weeks_before_change is None, otherwise=_("The length was changed once already."))
    )


def can_take_profile_step(user: User, profile: SharingProfile, to: SharingProfile.Status) -> Decision:
    return can_coach(user, profile.family) and allow_if(lifecycle.can_profile_become(profile, to), otherwise=NOT_NOW)


def can_speak_for(user: User, family: Family) -> Decision:
    """A grown-up of the family itself; a child is asked together with one."""
    members = (
        FamilyMembership.objects.current().filter(family=family, person__account__user=user).select_related("person")
    )
    found = members.first()
    return allow_if(
        found is not None, otherwise=_("Only the family itself does this, or its coach together with it.")
    ) and allow_if(
        found is not None and is_grown_up(found), otherwise=_("Do this together with a grown-up of your family.")
    )


def _family_or_coach(user: User, family: Family) -> Decision:
    return can_speak_for(user, family) if user.kind == User.Kind.FAMILY else can_coach(user, family)


def can_answer_offer(user: User, offer: MatchOffer) -> Decision:
    """The family chooses: signed in, or with the coach who hands over the phone."""
    return _family_or_coach(user, offer.family) and allow_if(
        offer.answered_at is None, otherwise=_("This was answered already.")
    )


def can_hand_over(user: User, offer: MatchOffer) -> Decision:
    """A coach hands the phone over; a family has its own."""
    return allow_if(user.kind == User.Kind.STAFF, otherwise=_("Only a coach hands a phone over.")) and can_answer_offer(
        user, offer
    )


def can_agree(user: User, link_up: LinkUp, side: LinkUp.Side) -> Decision:
    """The family of that side says yes, or its coach writes down what it said; where it may know the other, that is talked over first."""
    return (
        _side_or_coach(user, link_up, side)
        and allow_if(link_up.state == State.AGREEING, otherwise=NOT_NOW)
        and allow_if(
            not link_up.is_to_be_talked_over(side),
            otherwise=_("The two families may know each other: the coach and the family talk it over first."),
        )
    )


def can_say_not_this_time(user: User, link_up: LinkUp, side: LinkUp.Side | None) -> Decision:
    """Either family, or its coach, until it has started."""
    return _side_or_coach(user, link_up, side) and allow_if(
        lifecycle.can_become(link_up, State.NOT_THIS_TIME), otherwise=NOT_NOW
    )


def can_change_its_mind(user: User, link_up: LinkUp, side: LinkUp.Side | None) -> Decision:
    """A family that chose, said yes, or may know the other, until it has started: whoever is still asked says it where they are asked."""
    is_said = link_up.state == State.CHOSEN or (
        link_up.state == State.AGREEING
        and side is not None
        and (link_up.has_agreed(side) or link_up.is_to_be_talked_over(side))
    )
    return allow_if(is_said, otherwise=NOT_NOW) and can_say_not_this_time(user, link_up, side)


def _side_or_coach(user: User, link_up: LinkUp, side: LinkUp.Side | None) -> Decision:
    if user.kind != User.Kind.FAMILY:
        return can_coach_link_up(user, link_up)
    return can_speak_for(user, link_up.seeking_family if side == LinkUp.Side.SEEKING else link_up.sharing_family)


def can_meet(user: User, link_up: LinkUp) -> Decision:
    """Anyone of the two families writes down that they met, and so does the coach; first meetings come before the start."""
    ours = user.kind == User.Kind.FAMILY or can_coach_link_up(user, link_up)
    return ours and allow_if(link_up.state in {State.AGREEING, *LinkUp.UNDER_WAY}, otherwise=NOT_NOW)


def can_put_on_board(user: User, link_up: LinkUp) -> Decision:
    """The seeking family, whose goals they are, or its coach together with it; from when both are asked until the end."""
    return _side_or_coach(user, link_up, LinkUp.Side.SEEKING) and allow_if(
        link_up.state in {State.AGREEING, *LinkUp.UNDER_WAY}, otherwise=NOT_NOW
    )


def can_say_how_it_was(user: User, meetup: Meetup) -> Decision:
    """Anyone of the two families, each for their own side."""
    return allow_if(user.kind == User.Kind.FAMILY, otherwise=_("Only the families say how it was.")) and allow_if(
        meetup.state == Meetup.State.HELD, otherwise=_("How it was can be said once it has been.")
    )


def can_write_card(user: User, family: Family) -> Decision:
    """A family writes its own card, or its coach does with it."""
    return _family_or_coach(user, family)


def can_approve_card(user: User, card: FamilyCard) -> Decision:
    """The family says yes to the exact text; its coach may write down who did."""
    return _family_or_coach(user, card.family) and allow_if(
        card.approved_at is None, otherwise=_("This card is approved as it is.")
    )
