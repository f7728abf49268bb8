"""What may follow what: the steps of a conference, of a plan's actions, of a worry, of what someone says was not so and of what is learned,
as data (domain.md §12.3, §12.4, §12.6, §12.9, §12.11)."""

from collections.abc import Mapping

from casework.models import Conference, CorrectionRequest, LearningNote, PlanAction, SafeguardingConcern

C = Conference.State
A = PlanAction.State
W = SafeguardingConcern.State
R = CorrectionRequest.State
L = LearningNote.State

STEPS: Mapping[Conference.State, frozenset[Conference.State]] = {
    C.OFFERED: frozenset({C.REFERRED, C.NOT_GOING_AHEAD}),
    C.REFERRED: frozenset({C.ACCEPTED, C.NOT_GOING_AHEAD}),
    C.ACCEPTED: frozenset({C.PREPARING, C.NOT_GOING_AHEAD}),
    C.PREPARING: frozenset({C.ARRANGED, C.NOT_GOING_AHEAD}),
    C.ARRANGED: frozenset({C.HELD, C.NOT_GOING_AHEAD}),
    C.HELD: frozenset({C.PLAN_AGREED, C.PLAN_NOT_AGREED}),
    C.PLAN_NOT_AGREED: frozenset({C.PLAN_AGREED, C.REVIEW_DUE}),
    C.PLAN_AGREED: frozenset({C.REVIEW_DUE}),
    C.REVIEW_DUE: frozenset({C.CLOSED_REVIEWED}),
    C.CLOSED_REVIEWED: frozenset(),
    C.NOT_GOING_AHEAD: frozenset(),
}

ACTION_STEPS: Mapping[PlanAction.State, frozenset[PlanAction.State]] = {
    A.NOT_STARTED: frozenset({A.UNDER_WAY, A.DONE, A.CHANGED, A.NOT_HAPPENING, A.NO_LONGER_NEEDED}),
    A.UNDER_WAY: frozenset({A.DONE, A.CHANGED, A.NOT_HAPPENING, A.NO_LONGER_NEEDED}),
    A.DONE: frozenset({A.UNDER_WAY}),  # ticked by mistake
    A.CHANGED: frozenset(),
    A.NOT_HAPPENING: frozenset({A.UNDER_WAY}),
    A.NO_LONGER_NEEDED: frozenset({A.UNDER_WAY}),
}


WORRY_STEPS: Mapping[SafeguardingConcern.State, frozenset[SafeguardingConcern.State]] = {
    W.RAISED: frozenset({W.PASSED_ON}),
    W.PASSED_ON: frozenset({W.ACKNOWLEDGED}),
    W.ACKNOWLEDGED: frozenset({W.OUTCOME_KNOWN}),
    W.OUTCOME_KNOWN: frozenset(),
}

CORRECTION_STEPS: Mapping[CorrectionRequest.State, frozenset[CorrectionRequest.State]] = {
    R.ASKED: frozenset({R.LOOKING, R.CORRECTED, R.STATEMENT_ATTACHED, R.NOT_CHANGED}),
    R.LOOKING: frozenset({R.CORRECTED, R.STATEMENT_ATTACHED, R.NOT_CHANGED}),
    R.CORRECTED: frozenset(),
    R.STATEMENT_ATTACHED: frozenset(),
    R.NOT_CHANGED: frozenset(),
}

NOTE_STEPS: Mapping[LearningNote.State, frozenset[LearningNote.State]] = {
    L.PRIVATE: frozenset({L.SHARED}),
    L.SHARED: frozenset({L.TRYING}),
    L.TRYING: frozenset({L.LEARNED}),
    L.LEARNED: frozenset(),
}


def can_note_become(note: LearningNote, state: LearningNote.State) -> bool:
    """Whether this state may follow the one that a learning note is in."""
    return state in NOTE_STEPS[L(note.state)]


def can_correction_become(correction: CorrectionRequest, state: CorrectionRequest.State | str) -> bool:
    """Whether this may be answered to what someone said, after what has been answered."""
    return R(state) in CORRECTION_STEPS[R(correction.state)]


def can_worry_become(concern: SafeguardingConcern, state: SafeguardingConcern.State) -> bool:
    """Whether this state may follow the one that the worry is in."""
    return state in WORRY_STEPS[W(concern.state)]


def can_become(conference: Conference, state: Conference.State) -> bool:
    """Whether this state may follow the one that the conference is in."""
    return state in STEPS[C(conference.state)]


def is_open(conference: Conference) -> bool:
    """Whether anything may still follow."""
    return bool(STEPS[C(conference.state)])


def action_can_become(action: PlanAction, state: PlanAction.State) -> bool:
    """Whether a step of a plan may go on to this state."""
    return state in ACTION_STEPS[A(action.state)]
