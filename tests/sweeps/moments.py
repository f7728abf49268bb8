"""The moment at which each form stands open: who opens it, and what has to have happened in the demo before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from linkups.actions import profiles
from tests.sweeps.ways import People, Rows
from tests.sweeps.ways_administration import a_place, account_ended, an_agency
from tests.sweeps.ways_conferences import (
    a_need,
    a_plan_photo,
    agreed,
    agreed_to,
    arranged,
    as_conference,
    exempt,
    held,
    looking_back,
    not_agreed,
    of_an_adult,
    offered,
    planned,
    referred,
)
from tests.sweeps.ways_importing import file_chosen
from tests.sweeps.ways_learning import begun_by_dana, kept_for_oneself, shared_with_all
from tests.sweeps.ways_linkups import (
    TO_TRAINING,
    agreed_in_writing,
    another_coach,
    as_link_up,
    asked,
    asked_again,
    both_said_yes,
    brandt,
    card_to_approve,
    chosen,
    covered,
    meets_soon,
    met,
    offer_waiting,
    on_the_way,
    over,
    paused,
    rested,
    with_okafor,
)
from tests.sweeps.ways_maps import TWO_STAND_THERE, nobody_drew_theo
from tests.sweeps.ways_merging import merged, twin
from tests.sweeps.ways_safety import (
    REASON,
    acknowledged,
    asked_for,
    declared,
    gone_without_goodbye,
    kept_back,
    map_complete,
    opened_by_hana,
    opened_by_sarah,
    own_words_read,
    raised,
    restricted,
    restricted_openly,
    safe_to_write_to,
    said_otherwise,
    told_in_confidence,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Who opens the form, the rows that its address takes once `happened` has, and what the form needs to be `said`."""

    who: str = "Priya"
    happened: Callable[[People], Rows] = lambda people: {}
    said: Mapping[str, str] = field(default_factory=dict)


NO_MORE = {"tolerance": "0", "wanted_value": "300", "wanted_by": "2027-03-31", "min_run": "3", "decimals": "0"}
"""Of a measure, what is asked in numbers."""

MOMENTS: Mapping[str, Moment] = {
    "casework:look-again": Moment(happened=kept_back, said={"sharing": "shared"}),
    "casework:worry-pass-on": Moment("Priya", raised, {"family_told": "not_safe"}),
    "casework:worry-acknowledge": Moment("Lena"),
    "casework:worry-outcome": Moment("Lena", acknowledged),
    "casework:worry-go-on": Moment("Lena", acknowledged),
    "casework:worry-family-told": Moment(said={"family_told": "not_safe"}),
    "casework:alert-add": Moment(said={"review_on": "2026-06-16"}),
    "casework:alert-agree": Moment("Sarah", asked_for),
    "casework:alert-review": Moment("Sarah", said={"review_on": "2026-06-16"}),
    "casework:alert-end": Moment("Sarah"),
    "families:block-add": Moment(said={"review_on_1": "6"}),
    "families:restriction-end": Moment(happened=restricted),
    "families:restriction-add": Moment(said={"review_on_1": "6"}),
    "families:interest-end": Moment("Sarah", declared, {"on_0": "17", "on_1": "3", "on_2": "2026"}),
    "families:import-columns": Moment(happened=file_chosen),
    "families:person-merge": Moment(happened=twin),
    "families:merge-undo": Moment(happened=merged),
    "families:record-open": Moment("Sarah", told_in_confidence, REASON),
    "families:person-open": Moment("Lena", restricted_openly, REASON),
    "families:emergency": Moment(
        "Tom", said={**REASON, "name": "Bill", "born_0": "3", "born_1": "12", "born_2": "1958"}
    ),
    "families:emergency-review": Moment("Lena", opened_by_sarah, {"told_on_1": "4"}),
    "families:asset-add": Moment(
        said={"category": "association", "url": "https://example.org", "mailbox": "hub@larkfield.test"}
    ),
    "families:session-add": Moment(said={"how_often": "weekly", "byday": "TU"}),
    "families:our-helper-add": Moment("Dana", said={"until_1": "6"}),
    "families:our-reach-add": Moment("Dana", said={"kind": "other"}),
    "families:our-reach-change": Moment("Dana"),
    "families:our-reach-end": Moment("Dana"),
    "families:sample-draw": Moment("Joyce"),
    "families:contact-point-add": Moment(said={"kind": "other"}),
    "families:helper-add": Moment(said={"until_1": "6"}),
    "casework:conversation-new": Moment(said={"shown-alt_text": ""}),
    "casework:conversation-add": Moment(said={"alt_text": ""}),
    "casework:only-mine-write": Moment("Amina", said={"alt_text": ""}),
    "casework:our-plan-begin": Moment("Amina", said={"read_by": "only_me"}),
    "casework:my-plan-days": Moment("Dana"),
    "casework:my-plan-people": Moment("Dana"),
    "casework:my-plan-hopes": Moment("Dana"),
    "casework:my-plan-more": Moment("Dana"),
    "casework:my-plan-readers": Moment("Dana", said={"read_by": "only_me"}),
    "casework:my-plan-look-back": Moment("Dana"),
    "casework:learning-new": Moment(said={"hurt": "no"}),
    "casework:learning-share": Moment(happened=kept_for_oneself, said={"audience": "team", "names_author": "no"}),
    "casework:learning-try": Moment("Joyce", shared_with_all, {"try_by": "2026-06-16"}),
    "casework:learning-tell-family": Moment("Lena", begun_by_dana),
    "casework:learning-tried": Moment(said={"tried_on": "2026-03-16"}),
    "outcomes:result-new": Moment("Arun"),
    "outcomes:service-new": Moment("Arun"),
    "outcomes:measure-new": Moment("Arun", said=NO_MORE | {"frequency": "monthly"}),
    "outcomes:measure-change": Moment("Arun", said=NO_MORE),
    "outcomes:figure-write": Moment(
        "Arun", said={"period": "March 2026", "value": "440", "asked": "460", "answered": "450"}
    ),
    "outcomes:figures-paste": Moment("Arun", said={"lines": "March 2026\t440", "looked": "1"}),
    "outcomes:figures-file": Moment("Arun"),
    "outcomes:measure-counted": Moment("Arun"),
    "outcomes:counted-new": Moment(
        "Arun", said={"query": "conversations_shared", "frequency": "monthly", "since": "2026-01-01"}
    ),
    "outcomes:paste": Moment("Arun", said={"lines": "Children looked after\tMarch 2026\t440", "looked": "1"}),
    "outcomes:forecast-new": Moment(
        "Arun", said={"since": "2025-06-01", "until": "2026-02-01", "method": "level", "ahead": "2", "expected": ""}
    ),
    "outcomes:published-file": Moment("Arun", said={"council": "Larkfield"}),
    "casework:supervision-new": Moment(said={"on": "2026-03-16", "minutes": "60"}),
    "casework:supervision-note-new": Moment(said={"happened_on": "2026-03-16"}),
    "casework:our-learning-write": Moment("Dana"),
    "casework:our-link-up-felt": Moment("Grace", over),
    "casework:our-meeting-felt": Moment("Dana", as_conference(held)),
    "casework:window-check-new": Moment(said={"support": "7", "challenge": "3"}),
    "casework:our-write": Moment("Dana", said={"alt_text": ""}),
    "casework:not-how-it-was": Moment("Dana"),
    "casework:entry-put-right": Moment(happened=own_words_read, said={"body": "Something else."}),
    "casework:how-i-see-it": Moment("Dana", opened_by_hana),
    "casework:plan-how-i-see-it": Moment("Dana", as_conference(planned)),
    "casework:safety-map-how-i-see-it": Moment("Dana", map_complete),
    "casework:entry-not-how-it-was": Moment("Dana"),
    "casework:correction-answer": Moment(
        happened=said_otherwise, said={"state": "corrected", "answer": "Words", "new_words": "Words"}
    ),
    "families:invitation-add": Moment(happened=safe_to_write_to),
    "accounts:signing-in": Moment("Alex"),
    "accounts:organisation": Moment("Alex"),
    "accounts:on-devices": Moment("Alex"),
    "accounts:single-sign-on": Moment("Alex", said={"issuer": "https://login.example.org/leeds"}),
    "administration:client-add": Moment("Alex"),
    "families:colleague-invite": Moment("Alex", said={"email": "new@larkfield.test"}),
    "families:colleague-again": Moment("Alex", account_ended, said={"email": "new@larkfield.test"}),
    "families:colleague-roles": Moment("Alex", said={"roles": "intake"}),
    "families:colleague-team": Moment("Alex"),
    "families:colleague-end": Moment("Alex"),
    "families:colleague-back": Moment("Alex", account_ended),
    "families:second-step-reset": Moment("Alex"),
    "families:team-add": Moment("Alex"),
    "families:team-change": Moment("Alex"),
    "families:locality-add": Moment("Alex"),
    "casework:tip-add": Moment("Alex"),
    "casework:tip-change": Moment("Alex", said={"agreed_with": "Our young people’s group"}),
    "casework:question-add": Moment("Alex"),
    "casework:question-change": Moment("Alex"),
    "casework:basis-add": Moment("Alex"),
    "casework:basis-change": Moment("Alex"),
    "casework:standard-add": Moment("Alex", said={"shown_by": "independent"}),
    "casework:standard-change": Moment("Alex", said={"shown_by": "independent"}),
    "casework:meeting-duty-say": Moment("Alex", said={"stands": "from_a_day"}),
    "casework:exemption-add": Moment(said={"decided_on": "2026-03-16"}),
    "casework:exemption-end": Moment(happened=exempt, said={"ended_on": "2026-03-16"}),
    "families:locality-change": Moment("Alex", a_place),
    "families:advocate-add": Moment("Alex", said={"email": "new@larkfield.test"}),
    "families:agency-add": Moment("Alex"),
    "families:agency-change": Moment("Alex", an_agency),
    "casework:conference-refer": Moment("Priya", as_conference(offered)),
    "casework:conference-accept": Moment("Sarah", as_conference(referred)),
    "casework:conference-coordinator": Moment("Sarah"),
    "casework:conference-close": Moment("Ngozi", as_conference(looking_back)),
    "casework:conference-people": Moment("Ngozi"),
    "casework:conference-arrange": Moment("Ngozi"),
    "casework:conference-information": Moment("Ngozi"),
    "casework:papers-given": Moment("Ngozi", said={"paper": "blank_plan", "way": "by_hand", "given_on": "2026-03-16"}),
    "casework:paper-not-so": Moment("Ngozi"),
    "casework:our-reply": Moment("Dana"),
    "casework:exclusion-add": Moment("Ngozi", said={"review_on": "2026-06-16"}),
    "casework:exclusion-agree": Moment("Sarah"),
    "casework:exclusion-told": Moment("Ngozi", agreed_to),
    "casework:exclusion-review": Moment("Sarah", said={"review_on": "2026-06-16"}),
    "casework:exclusion-end": Moment("Sarah"),
    "casework:resource-ask": Moment("Ngozi", as_conference(agreed), {"amount_gbp": "120"}),
    "casework:resource-answer": Moment(
        "Ngozi", a_need, {"state": "agreed", "decided_by": "Sarah", "decided_on": "2026-03-16"}
    ),
    "casework:plan-photo-away": Moment("Ngozi", a_plan_photo),
    "casework:conference-baseline": Moment("Ngozi"),
    "casework:visit-add": Moment("Ngozi", said={"state": "done", "on": "2026-03-16", "place_kind": "home"}),
    "casework:visit-change": Moment("Ngozi", said={"state": "done", "on": "2026-03-16", "place_kind": "home"}),
    "casework:side-tried": Moment("Ngozi"),
    "casework:practical-add": Moment("Ngozi"),
    "casework:practical-change": Moment("Ngozi"),
    "casework:advocate-offer-add": Moment("Ngozi", said={"answer": "yes", "offered_on": "2026-03-16"}),
    "casework:advocate-offer-answer": Moment("Ngozi", said={"answer": "yes", "offered_on": "2026-03-16"}),
    "casework:capacity-add": Moment("Ngozi", as_conference(of_an_adult), {"outcome": "decides"}),
    "casework:conference-postpone": Moment("Ngozi", as_conference(arranged)),
    "casework:private-time-begin": Moment("Ngozi", as_conference(arranged)),
    "casework:private-time-end": Moment("Ngozi", as_conference(arranged)),
    "casework:conference-held": Moment("Ngozi", as_conference(arranged)),
    "casework:plan-write": Moment("Ngozi", as_conference(held)),
    "casework:plan-agree": Moment("Sarah", as_conference(planned)),
    "casework:plan-refuse": Moment("Sarah", as_conference(planned)),
    "casework:plan-resources": Moment("Sarah", as_conference(agreed)),
    "casework:review-set": Moment("Ngozi", as_conference(agreed)),
    "casework:review-begin": Moment("Ngozi", as_conference(agreed)),
    "casework:participant-reply": Moment("Ngozi"),
    "casework:action-progress": Moment("Ngozi", as_conference(agreed)),
    "casework:action-change": Moment("Ngozi", as_conference(agreed)),
    "casework:our-offer": Moment("Dana"),
    "casework:our-plan-change": Moment("Dana", as_conference(not_agreed)),
    "linkups:profile-begin": Moment("Marlon", brandt),
    "linkups:offer-build": Moment("Marlon", brandt),
    "linkups:enquiry-take-up": Moment("Marlon", brandt),
    "linkups:card-edit-sharing": Moment("Marlon", brandt),
    "linkups:card-edit-seeking": Moment("Marlon", brandt),
    "linkups:card-approve": Moment("Marlon", card_to_approve),
    "linkups:offer": Moment("Marlon", offer_waiting),
    "linkups:offer-none": Moment("Marlon", offer_waiting),
    "linkups:offer-hand-over": Moment("Marlon", offer_waiting, said={"pin": "4711"}),
    "linkups:offer-choose": Moment("Marlon", offer_waiting),
    "linkups:offer-put-aside": Moment("Marlon", offer_waiting),
    "linkups:profile-getting-to-know": Moment("Marlon", on_the_way()),
    "linkups:profile-checks": Moment("Marlon", on_the_way(profiles.get_to_know)),
    "linkups:profile-training": Moment("Marlon", on_the_way(*TO_TRAINING[:-1])),
    "linkups:profile-card": Moment("Marlon", on_the_way(*TO_TRAINING)),
    "linkups:profile-not-now": Moment("Marlon", on_the_way()),
    "linkups:profile-ready": Moment("Marlon", rested()),
    "linkups:profile-stepped-back": Moment("Marlon", rested()),
    "linkups:profile-interested": Moment("Marlon", rested(profiles.step_back)),
    "linkups:meetup-how": Moment("Grace", met),
    "linkups:meetup-did-not": Moment("Marlon", meets_soon),
    "linkups:linkup-break": Moment("Grace", with_okafor),
    "linkups:call-write": Moment("Maya"),
    "linkups:agreement-yes": Moment("Marlon", agreed_in_writing),
    "linkups:follow-up-record": Moment("Marlon", asked_again, said={"state": "answered", "things": "better"}),
    "linkups:cover-arrange": Moment("Marlon", another_coach, {"last_day": "2026-03-20"}),
    "linkups:cover-end": Moment("Marlon", covered),
    "linkups:linkup-length": Moment("Marlon", said={"planned_weeks": "30"}),
    "casework:person-map-draw": Moment(happened=nobody_drew_theo, said=TWO_STAND_THERE),
    "casework:danger-scale": Moment(said={"scale": "new"}),
    "families:parent-add": Moment(said={"basis": "foster"}),
    "families:born-together-add": Moment(
        said={"confidence": "disputed"}
    ),  # her brothers and sisters are of other years
    "families:responsibility-add": Moment(said={"new_name": "", "basis": "care_order"}),  # of a council, or of a person
    "families:involvement-begin": Moment(said={"role": "advocate"}),
    "families:involvement-goodbye": Moment(happened=gone_without_goodbye),
    "families:residence-add": Moment(said={"is_main": "false", "uprn": "100023336956"}),
    "casework:conference-offer-to": Moment(happened=as_conference(lambda people: offered(people, to="Rob"))),
    "linkups:linkup-ask": Moment("Marlon", as_link_up(chosen)),
    "linkups:linkup-agree-seeking": Moment("Marlon", as_link_up(asked)),
    "linkups:linkup-agree-sharing": Moment("Marlon", as_link_up(asked)),
    "linkups:linkup-not-this-time": Moment("Marlon", as_link_up(asked)),
    "linkups:linkup-start": Moment("Marlon", as_link_up(both_said_yes)),
    "linkups:linkup-resume": Moment("Marlon", as_link_up(paused)),
}


def moment_of(name: str) -> Moment:
    """Most forms stand open on any day, to the worker of the family or to the coach."""
    return MOMENTS.get(name) or Moment("Marlon" if name.startswith("linkups:") else "Priya")
