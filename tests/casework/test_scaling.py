"""Who reads what of a scale: by the one door, each for themselves (domain.md §3.5, §8.5)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.actions.scaling import ScaleAsked
from casework.models import ScalingAnswer, ScalingQuestion, ScalingReason
from casework.queries.scaling import asked_in, one_scale, scale, to_ask_again
from families.periods import Period
from tests.casework.refusals import refused_by
from tests.casework.scales import WORDS, asked, gives, in_confidence
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory, RestrictionFactory
from tests.factories_families import sign_in_of


@pytest.fixture
def aminas_sign_in(amina):
    return sign_in_of(amina)


@pytest.fixture
def talk(worker, family, dana, amina, joan):
    answers = [
        gives(dana, 7, why_not_lower="Sid makes breakfast", what_plus_one="No shouting on Fridays"),
        gives(amina, 4, why_not_lower="Theo shouts", shown_as="numbers"),
        gives(joan, None),
        gives(worker.practitioner, 5, why_not_lower="Nobody was late"),
    ]
    return asked(worker, family, answers, people=[dana, amina, joan])


@pytest.fixture
def question(talk):
    return ScalingQuestion.objects.get()


def dots(user):
    return {str(one.who): one.value for one in ScalingAnswer.objects.visible_to(user)}


def reasons(user):
    return {str(one.answer.who) for one in ScalingReason.objects.visible_to(user)}


def test_each_is_written_down_for_themselves(talk, worker):
    assert dots(worker) == {"Dana": 7, "Amina": 4, "Joan": None, worker.name: 5}
    assert reasons(worker) == {"Dana", "Amina", worker.name}
    assert ScalingAnswer.events.rel.related_model.objects.count() == 4


def test_everyone_with_whom_it_is_shared_reads_where_each_of_them_puts_it(talk, joans_sign_in, worker):
    assert dots(joans_sign_in) == {"Dana": 7, "Amina": 4, "Joan": None, worker.name: 5}


def test_why_is_read_by_whoever_said_it_and_who_reads_for_them(
    talk, joans_sign_in, danas_sign_in, aminas_sign_in, worker
):
    assert reasons(joans_sign_in) == {worker.name}
    assert reasons(aminas_sign_in) == {"Amina", worker.name}
    assert reasons(danas_sign_in) == {"Dana", "Amina", worker.name}


def test_who_was_not_there_reads_nothing(talk, family, worker):
    uncle = sign_in_of(_uncle(family))

    assert (dots(uncle), list(ScalingQuestion.objects.visible_to(uncle))) == ({}, [])


def _uncle(family):
    return MembershipFactory(family=family, person__known_as="Otto", role="relative").person


def test_an_outsider_reads_nothing(talk):
    outsider = PractitionerFactory().user

    assert (dots(outsider), list(ScalingQuestion.objects.visible_to(outsider))) == ({}, [])


def test_what_a_child_said_in_confidence_stays_theirs(
    talk, question, family, worker, amina, danas_sign_in, aminas_sign_in
):
    colleague = PractitionerFactory()
    InvolvementFactory(family=family, practitioner=colleague, role="co_worker")
    told = asked(worker, family, [gives(amina, 1, why_not_lower="Nights")], question=question, sharing=in_confidence())

    assert [shown(one) for one in asked_in(told.record_id, aminas_sign_in)] == [{"Amina": 1}]
    assert asked_in(told.record_id, danas_sign_in) == []
    assert asked_in(told.record_id, colleague.user) == []
    for reader in (danas_sign_in, colleague.user, worker, aminas_sign_in):
        assert shown(scale(one_scale(question.pk, reader)))["Amina"] == 4


def shown(one):
    return {said.name: said.answer.value for said in one.latest}


def test_a_scale_that_a_child_made_in_confidence_is_asked_of_nobody_else(family, worker, amina, dana):
    asked(worker, family, [gives(amina, 3)], sharing=in_confidence())
    question = ScalingQuestion.objects.get()

    with pytest.raises(ValidationError, match="A child made this scale in confidence"):
        asked(worker, family, [gives(dana, 3)], question=question)

    asked(worker, family, [gives(amina, 5)], question=question, sharing=in_confidence())
    assert ScalingAnswer.objects.count() == 2
    assert refused_by(lambda: asked_past_the_form(question, family, worker)) == "scaling_answer_in_confidence"


def asked_past_the_form(question, family, worker):
    record = type(question.record).objects.create(
        organisation=family.organisation, kind="conversation", family=family, happened_on="2026-03-16"
    )
    ScalingAnswer.objects.create(
        organisation=family.organisation,
        question=question,
        record=record,
        practitioner=worker.practitioner,
        value=3,
    )


def test_it_is_not_offered_beside_the_family_but_to_who_comes_for_it(family, worker, amina):
    asked(worker, family, [gives(amina, 3)], sharing=in_confidence())
    question = ScalingQuestion.objects.get()

    assert to_ask_again(family, worker) == []
    again = to_ask_again(family, worker, [question.pk])
    assert [(one.question, one.latest) for one in again] == [(question, [])]


def test_who_is_kept_from_the_reader_is_neither_named_nor_counted(talk, question, family, worker, dana, joan):
    later = asked(worker, family, [gives(dana, 8)], question=question)
    RestrictionFactory(person=joan)
    colleague = PractitionerFactory()
    InvolvementFactory(family=family, practitioner=colleague, role="co_worker")

    assert asked_in(talk.record_id, colleague.user) == []  # the conversation is about who is restricted
    assert asked_in(later.record_id, colleague.user) == []  # and the words of the scale are of that conversation
    assert dots(colleague.user) == {}


def test_of_who_is_no_longer_known_to_a_family_member_no_dot_stands_there(talk, question, family, joan, danas_sign_in):
    membership = joan.memberships.get()
    membership.period = Period(date(2020, 1, 1), date(2026, 3, 1))
    membership.save()

    assert "Joan" not in shown(scale(one_scale(question.pk, danas_sign_in)))


def test_a_blocked_reader_has_no_scale(talk, question, family, worker, amina, joan, joans_sign_in):
    later = asked(worker, family, [gives(joan, 8)], question=question)
    AccessBlockFactory(viewer_person=joan, protected_person=amina)

    assert dots(joans_sign_in) == {}
    assert list(ScalingQuestion.objects.visible_to(joans_sign_in)) == []
    assert asked_in(later.record_id, joans_sign_in) == []


def test_whoever_is_asked_again_reads_the_scale(talk, question, family, worker):
    otto = _uncle(family)
    asked(worker, family, [gives(otto, 6)], question=question)

    assert dots(sign_in_of(otto)) == {"Otto": 6}


def test_each_ones_own_answers_stand_in_their_order(talk, question, family, worker, dana, amina):
    asked(worker, family, [gives(dana, 8), gives(amina, 4.5)], question=question)

    over_time = {
        one.name: [said.answer.value for said in one.said] for one in scale(one_scale(question.pk, worker)).over_time
    }

    assert over_time == {"Amina": [4, 4.5], "Dana": [7, 8], "Joan": [None], worker.name: [5]}


def test_an_address_that_is_hidden_is_refused_in_what_is_asked(family, worker, dana, monkeypatch):
    seen = {}
    monkeypatch.setattr("casework.actions.conversations.refuse_hidden_words", lambda words, **about: seen.update(words))
    asked(worker, family, [gives(dana, 8, what_plus_one="A lock at home")])
    again = ScaleAsked(ScalingQuestion.objects.get(), answers=(gives(dana, 2),))
    seen_first = dict(seen)
    asked(worker, family, again.answers, question=again.question)

    assert {"Everyone cries before school", "A lock at home"} <= set(seen_first.values())
    assert set(WORDS.values()) <= set(seen.values())
