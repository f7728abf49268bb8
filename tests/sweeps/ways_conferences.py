"""How a conference of family Rowan comes as far as each of its steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from casework.actions import conferences, duty, exclusions, meetings, plans
from casework.models import Conference, ConferenceOffer, DutyExemption, Exclusion, FamilyPlan, Participant, PlanAction
from database import clock
from families.models import Family, Person
from tests.sweeps.ways import MONDAY, People, Rows


def rowan() -> Family:
    return Family.objects.get(name="Rowan")


def offered(people: People, to: str = "Dana") -> Conference:
    """Another conference of Rowan's, only offered."""
    amina, asked = (Person.objects.get(known_as=name) for name in ("Amina", to))
    conference = conferences.offer_conference(
        family=rowan(),
        about=[amina],
        offered_to=[asked],
        offered_on=MONDAY,
        channel=ConferenceOffer.Channel.FACE,
        by=people["Priya"],
    )
    conferences.answer_offer(
        offer=conference.offers.get(), response="accepted", responded_on=MONDAY, by=people["Priya"]
    )
    return conference


def referred(people: People) -> Conference:
    return conferences.refer_conference(
        conference=offered(people),
        consent_from=Person.objects.get(known_as="Dana"),
        consent_on=MONDAY,
        is_child_view_sought=True,
        why_now="They are ready.",
        by=people["Priya"],
    )


def of_an_adult(people: People) -> Conference:
    """A meeting about Joan, which is hers; prepared by Ngozi."""
    joan = Person.objects.get(known_as="Joan")
    conference = conferences.offer_conference(
        family=rowan(),
        setting=Conference.Setting.ADULT,
        about=[joan],
        offered_to=[joan],
        offered_on=MONDAY,
        channel=ConferenceOffer.Channel.FACE,
        by=people["Priya"],
    )
    conferences.answer_offer(
        offer=conference.offers.get(), response="accepted", responded_on=MONDAY, by=people["Priya"]
    )
    said = {"consent_from": joan, "consent_on": MONDAY, "is_child_view_sought": True, "why_now": "She asks for it."}
    conferences.refer_conference(conference=conference, by=people["Priya"], **said)
    conferences.accept_conference(conference=conference, accepted_on=MONDAY, by=people["Sarah"])
    ngozi = people["Ngozi"].practitioner
    return conferences.allocate_coordinator(conference=conference, coordinator=ngozi, by=people["Sarah"])


def arranged(people: People) -> Conference:
    conference = Conference.objects.get(family__name="Rowan")
    return meetings.arrange_conference(
        conference=conference, meets_at=clock.now() - timedelta(hours=1), venue="Mill Lane hall", by=people["Ngozi"]
    )


def held(people: People) -> Conference:
    conference = arranged(people)
    came = [meetings.Attendance(one, Participant.Attended.YES) for one in conference.participants.all()]
    return meetings.hold_conference(
        conference=conference, held_on=MONDAY, is_private_time_offered=True, attendance=came, by=people["Ngozi"]
    )


def planned(people: People) -> Conference:
    conference = held(people)
    joan, priya = Person.objects.get(known_as="Joan"), people["Priya"].practitioner
    step = plans.PlannedStep("Have the children on Saturdays", joan, date(2026, 3, 28))
    watch = plans.Watch(worker_link=priya, family_monitor=joan)
    plans.write_plan(conference=conference, in_our_words="Ours", steps=[step], watch=watch, by=people["Ngozi"])
    return conference


def agreed(people: People) -> Conference:
    return plans.agree_plan(
        conference=planned(people),
        answered_by=people["Sarah"].practitioner,
        resources_pending="The taxi",
        review_due_on=date(2026, 5, 1),
        by=people["Sarah"],
    )


def not_agreed(people: People) -> Conference:
    return plans.refuse_plan(
        conference=planned(people),
        answered_by=people["Sarah"].practitioner,
        reason="Saturday is not safe yet.",
        told_at=clock.now(),
        by=people["Sarah"],
    )


def looking_back(people: People) -> Conference:
    return plans.begin_review(conference=agreed(people), by=people["Ngozi"])


def exempt(people: People) -> Rows:
    """Sarah decided that a meeting would not be best for Amina."""
    decided = {"stage": DutyExemption.Stage.HOLD, "reason": "Too soon.", "decided_on": MONDAY}
    by_sarah = {"decided_by": people["Sarah"].practitioner, "by": people["Priya"]}
    exemption = duty.write_exemption(child=Person.objects.get(known_as="Amina"), **decided, **by_sarah)
    return {"exemptions": exemption.pk}


def agreed_to(people: People) -> Rows:
    """Sarah agrees that Sid takes part another way."""
    exclusion = exclusions.agree_to_exclusion(exclusion=Exclusion.objects.get(), by=people["Sarah"])
    return {"exclusions": exclusion.pk}


def as_conference(come: Callable[[People], Conference]) -> Callable[[People], Rows]:
    def happened(people: People) -> Rows:
        conference = come(people)
        plan = FamilyPlan.objects.filter(conference=conference).first()
        step = PlanAction.objects.filter(plan=plan).first() if plan else None
        return {
            "conferences": conference.pk,
            "our-meetings": conference.pk,
            **({"plans": plan.pk} if plan else {}),
            **({"plan-actions": step.pk} if step else {}),
        }

    return happened
