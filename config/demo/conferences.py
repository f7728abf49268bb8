"""Two family group conferences: Rowan's is being prepared, Osei's has been held, agreed and looked back at."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from casework.actions import conferences, duty, exclusions, giving_papers, meetings, plan_needs, plans, preparing
from casework.models import (
    Conference,
    ConferenceOffer,
    DutyExemption,
    Exclusion,
    PaperCopy,
    Participant,
    PlanAction,
    PracticalThing,
    PrepVisit,
)
from config.demo import pictures
from config.demo.calendar import Calendar
from config.demo.neighbours import Household
from config.demo.rowan import Rowan
from families.actions import access
from families.models import Involvement

Kind, Come = Participant.Kind, Participant.WillCome


def being_prepared(calendar: Calendar, rowan: Rowan, staff: dict[str, User]) -> Conference:
    """About Amina and Theo: offered to Dana, asked for by Priya, prepared by Ngozi, who has seen Joan and Dana."""
    ngozi = staff["Ngozi"]
    conference = _referred_by_rowan(calendar, rowan, staff["Priya"])
    conferences.accept_conference(conference=conference, accepted_on=calendar.day(2026, 2, 20), by=staff["Sarah"])
    conference = conferences.allocate_coordinator(
        conference=conference, coordinator=ngozi.practitioner, by=staff["Sarah"]
    )
    for name, reply in (("Dana", Come.YES), ("Joan", Come.YES), ("Bill", Come.YES), ("Sid", Come.MAYBE), ("Uma", None)):
        one = meetings.ask_participant(conference=conference, kind=Kind.FAMILY_NETWORK, person=rowan[name], by=ngozi)
        if reply:
            visited = calendar.day(2026, 3, 9)
            meetings.note_reply(participant=one, will_come=reply, visited_on=visited, by=ngozi)
    giving_papers.give_papers(
        conference=conference,
        paper=PaperCopy.Paper.INFORMATION,
        people=[conference.participants.get(person=rowan["Dana"])],
        way=PaperCopy.Way.BY_HAND,
        given_on=calendar.day(2026, 3, 9),
        place="",
        by=ngozi,
    )
    exclusions.exclude(
        conference=conference,
        person=rowan["Sid"],
        extent=Exclusion.Extent.DIFFERENT_PART,
        ground=Exclusion.Ground.WOULD_STOP_SOMEONE_SPEAKING,
        evidence_note="Uma says that she is silent when Sid shouts, and Sid says so himself. Ngozi asked them both.",
        how_views_come_in="Sid comes for the food and for the plan. Ngozi reads out what he says before.",
        review_on=calendar.day(2026, 4, 20),
        by=ngozi,
    )
    _prepare(calendar, conference, rowan, ngozi)
    return conference


def _prepare(calendar: Calendar, conference: Conference, rowan: Rowan, ngozi: User) -> None:
    """What Ngozi has done of it, and what is still to do."""
    preparing.write_baseline(
        conference=conference,
        held_on=calendar.day(2026, 2, 24),
        who_was_there="Priya, Ngozi, and Dana on the phone",
        aim="Mornings that work for the children, and somewhere to go when it gets loud.",
        resources="A place at the breakfast club. Bus passes until the summer. Forty pounds for the food.",
        by=ngozi,
    )
    seen = (
        ("Dana", 9, "home", "To say it once, and to all of them.", "Uma is not shouted down."),
        ("Joan", 9, "their_choice", "To have the little ones on Fridays.", "A chair with arms."),
    )
    for name, day, place, wants, needs in seen:
        preparing.write_visit(
            conference=conference,
            person=rowan[name],
            state=PrepVisit.State.DONE,
            on=calendar.day(2026, 3, day),
            place_kind=place,
            wants=wants,
            needs=needs,
            by=ngozi,
        )
    preparing.write_visit(
        conference=conference,
        person=rowan["Uma"],
        state=PrepVisit.State.PLANNED,
        planned_for=calendar.day(2026, 3, 18),
        by=ngozi,
    )
    wanted = (
        ("food", "Joan’s soup, and a cake, as Amina asked", "Joan", PracticalThing.State.ARRANGED),
        ("transport", "A lift for Bill, who does not drive at night", "", PracticalThing.State.WANTED),
        ("creche", "Someone to play with the smallest", "", PracticalThing.State.WANTED),
    )
    for kind, what, who, state in wanted:
        preparing.want_practical_thing(
            conference=conference,
            kind=kind,
            what=what,
            who=who,
            state=state,
            by_when=calendar.day(2026, 3, 20),
            by=ngozi,
        )
    preparing.note_side_tried(
        conference=conference,
        parent=rowan["Rob"],
        on=calendar.day(2026, 3, 10),
        what="Rob was rung twice: he is still thinking about it. Amina would like his sister Nell there; Dana asks her.",
        by=ngozi,
    )
    preparing.offer_advocate(
        conference=conference,
        person=rowan["Amina"],
        offered_on=calendar.day(2026, 3, 9),
        answer="yes",
        advocate="Yusuf",
        by=ngozi,
    )


def _referred_by_rowan(calendar: Calendar, rowan: Rowan, worker: User) -> Conference:
    return conferences.refer_conference(
        conference=_accepted_by_dana(calendar, rowan, worker),
        consent_from=rowan["Dana"],
        consent_on=calendar.day(2026, 2, 19),
        is_child_view_sought=True,
        child_view_words="I want Grandad to be there. And cake.",
        why_now="Rent, mornings and tiredness came all at once; the family has more help to give than anyone asked for.",
        going_well="Gran cooks on Sundays and everyone comes. Amina reads to Theo each night.",
        questions="Who can be there on school mornings?\nWhere can Amina go when it gets loud?",
        bottom_lines="Each child has a safe grown-up to go to every day.",
        by=worker,
    )


def _accepted_by_dana(calendar: Calendar, rowan: Rowan, worker: User) -> Conference:
    conference = conferences.offer_conference(
        family=rowan.family,
        about=[rowan["Amina"], rowan["Theo"]],
        offered_to=[rowan["Dana"], rowan["Rob"]],
        offered_on=calendar.day(2026, 2, 16),
        channel=ConferenceOffer.Channel.FACE,
        by=worker,
    )
    offer = conference.offers.get(offered_to=rowan["Dana"])
    conferences.answer_offer(
        offer=offer,
        response=ConferenceOffer.Response.ACCEPTED,
        responded_on=calendar.day(2026, 2, 19),
        by=worker,
    )
    return conference


def exempt(calendar: Calendar, rowan: Rowan, staff: dict[str, User]) -> None:
    """Of Jay no meeting is held for now: it is written down why, and that Sarah decided."""
    duty.write_exemption(
        child=rowan["Jay"],
        stage=DutyExemption.Stage.HOLD,
        reason="Jay asked that there is no meeting about him before his exams. He talks with Priya and his tutor instead.",
        decided_by=staff["Sarah"].practitioner,
        decided_on=calendar.day(2026, 3, 3),
        by=staff["Priya"],
    )


def looked_back_at(calendar: Calendar, osei: Household, staff: dict[str, User]) -> Conference:
    """About Kwame: a plan of three steps, agreed on the day; two were done when they looked back."""
    priya, ngozi, sarah = staff["Priya"], staff["Ngozi"], staff["Sarah"]
    conference = _referred_by_osei(calendar, osei, priya)
    conferences.accept_conference(conference=conference, accepted_on=calendar.day(2025, 10, 9), by=sarah)
    access.begin_involvement(
        family=osei.family,
        practitioner=ngozi.practitioner,
        role=Involvement.Role.FGC_COORDINATOR,
        period=calendar.since(2025, 10, 16),
        by=sarah,
    )
    conference = conferences.allocate_coordinator(conference=conference, coordinator=ngozi.practitioner, by=sarah)
    for name in ("Abena", "Kofi", "Pru"):
        one = meetings.ask_participant(conference=conference, kind=Kind.FAMILY_NETWORK, person=osei[name], by=ngozi)
        meetings.note_reply(participant=one, will_come=Come.YES, visited_on=calendar.day(2025, 10, 20), by=ngozi)
    conference = _met(calendar, conference, ngozi)
    _plan(calendar, conference, osei, ngozi, priya)
    conference = plans.agree_plan(
        conference=conference,
        answered_by=sarah.practitioner,
        review_due_on=calendar.day(2026, 2, 14),
        by=sarah,
    )
    _needs(calendar, conference, ngozi)
    conference = plans.begin_review(conference=conference, by=ngozi)
    for step in PlanAction.objects.filter(plan__conference=conference).order_by("position")[:2]:
        plans.note_progress(plan_action=step, state=PlanAction.State.DONE, by=ngozi)
    return conferences.close_conference(conference=conference, reviewed_on=calendar.day(2026, 2, 14), by=ngozi)


def _needs(calendar: Calendar, conference: Conference, ngozi: User) -> None:
    """What was asked of services for it, one of them agreed to and one refused with a reason; and the sheet from the wall."""
    asked = (
        ("Taxis to the hospital on Sundays", "Larkfield Council", "agreed", ""),
        (
            "A bed that folds out",
            "Housing",
            "refused",
            "There is no money for furniture this year. Try the Hub’s furniture store.",
        ),
    )
    for what, whom, state, reason in asked:
        resource = plan_needs.ask_for_resource(
            conference=conference,
            what=what,
            from_whom=whom,
            asked_on=calendar.day(2025, 11, 8),
            answer_by=calendar.day(2025, 11, 14),
            by=ngozi,
        )
        plan_needs.answer_resource(
            resource=resource,
            state=state,
            decided_by="Sarah",
            decided_on=calendar.day(2025, 11, 12),
            reason=reason,
            by=ngozi,
        )
    plan_needs.keep_plan_photo(
        conference=conference,
        content=pictures.written_on_the_wall(),
        alt_text="A sheet with three lines, in felt pen: Pru sleeps here. Sundays at the hospital. Kwame says when.",
        by=ngozi,
    )


def _referred_by_osei(calendar: Calendar, osei: Household, worker: User) -> Conference:
    conference = conferences.offer_conference(
        family=osei.family,
        about=[osei["Kwame"]],
        offered_to=[osei["Abena"]],
        offered_on=calendar.day(2025, 10, 6),
        channel=ConferenceOffer.Channel.FACE,
        by=worker,
    )
    conferences.answer_offer(
        offer=conference.offers.get(),
        response=ConferenceOffer.Response.ACCEPTED,
        responded_on=calendar.day(2025, 10, 8),
        by=worker,
    )
    return conferences.refer_conference(
        conference=conference,
        consent_from=osei["Abena"],
        consent_on=calendar.day(2025, 10, 8),
        is_child_view_sought=True,
        child_view_words="I want to stay with Papa Kofi and see Mum more.",
        why_now="Kofi goes into hospital for his knee in January.",
        questions="Who looks after Kwame while Kofi is in hospital?",
        by=worker,
    )


def _met(calendar: Calendar, conference: Conference, coordinator: User) -> Conference:
    held_on = calendar.day(2025, 11, 8)
    conference = meetings.arrange_conference(
        conference=conference,
        meets_at=calendar.at(held_on, 11),
        venue="St Mary’s hall",
        practicalities="Jollof rice from Auntie Pru; the hall has toys.",
        by=coordinator,
    )
    return meetings.hold_conference(
        conference=conference,
        held_on=held_on,
        is_private_time_offered=True,
        private_time_started=calendar.at(held_on, 12),
        private_time_ended=calendar.at(held_on, 13, 10),
        attendance=[
            meetings.Attendance(one, Participant.Attended.YES, in_private_time=True)
            for one in conference.participants.order_by("pk")
        ],
        by=coordinator,
    )


def _plan(calendar: Calendar, conference: Conference, osei: Household, coordinator: User, worker: User) -> None:
    january = calendar.day(2026, 1, 12)
    plans.write_plan(
        conference=conference,
        in_our_words="Kwame stays at Papa Kofi’s. While Kofi is in hospital Pru moves in, and Mum comes every day.",
        steps=[
            plans.PlannedStep("Stay at Tanner Street while Kofi is in hospital", osei["Pru"], january),
            plans.PlannedStep("Have tea with Kwame every day at five", osei["Abena"], january),
            plans.PlannedStep(
                "Ask housing about a rail on the stairs", worker.practitioner, january - timedelta(days=7)
            ),
        ],
        plan_b=[plans.PlanB("Pru can’t stay", "Kwame sleeps at Abena’s", osei["Abena"])],
        watch=plans.Watch(worker_link=worker.practitioner, family_monitor=osei["Kofi"]),
        by=coordinator,
    )
