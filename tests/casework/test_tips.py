"""Other words are only ever suggested, kept nowhere, and changed with those they are about."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import DomainError
from accounts.models import Locality, User
from casework.actions.questions import add_question, begin_questions, change_question
from casework.actions.tips import add_tip, begin_tips, change_tip, hear_tip_again, ignore_tip
from casework.models import LanguageTip, LanguageTipIgnore, Question
from casework.queries.questions import questions_for
from casework.queries.tips import remarks_on
from database.asker import acting_as
from database.models import Change
from families.models import Person
from tests import factories as make
from tests.refusals import again, change, refused_by

ENGAGE = {
    "term": "failed to engage",
    "forms": ["failed to engage"],
    "alternatives": ["said no"],
    "why": "It takes two.",
    "level": "suggest",
    "agreed_with": ["Our young people’s group"],
}


@pytest.fixture
def system(organisation):
    return User.objects.get(kind="system")


@pytest.fixture
def tip(system):
    return add_tip(**ENGAGE, by=system)


@pytest.fixture
def alex(organisation):
    return make.UserFactory(name="Alex", roles=["administrator"])


@pytest.fixture
def harbour(family, system):
    family.locality = Locality.objects.create(organisation=family.organisation, name="Harbour", created_by=system)
    family.save()
    return family.locality


def said_to(user, family, text="Dana failed to engage.", **options):
    found = remarks_on({"note": text}, family=family, people=Person.objects.none(), user=user, **options)
    return [one.words for one in found.get("note", [])]


def test_what_comes_with_kith_is_all_eighty_and_is_taken_up_once(system):
    assert (begin_tips(by=system), begin_tips(by=system), LanguageTip.objects.count()) == (80, 0, 80)
    assert not LanguageTip.objects.exclude(agreed_with=[]).exists()


def test_each_that_comes_with_kith_finds_every_way_it_is_written(system, family, worker):
    begin_tips(by=system)
    everyone = remarks_on(
        {f"{tip.term} {form}": f"it is a {form} now" for tip in LanguageTip.objects.all() for form in tip.forms},
        family=family,
        people=Person.objects.none(),
        user=worker,
    )

    silent = [
        f"{tip.term}: {form}"
        for tip in LanguageTip.objects.exclude(audience="child")
        for form in tip.forms
        if f"{tip.term} {form}" not in everyone
    ]
    assert silent == []


def test_someone_is_told_once_they_write_it(family, worker, tip):
    assert said_to(worker, family) == ["failed to engage"]


def test_who_ignores_it_is_never_told_again_and_others_are(family, worker, manager, tip):
    with acting_as(worker.asker):
        ignore_tip(tip=tip, by=worker)
        ignore_tip(tip=tip, by=worker)

    assert (said_to(worker, family), said_to(manager, family)) == ([], ["failed to engage"])
    assert LanguageTipIgnore.objects.visible_to(manager).count() == 0


def test_it_is_heard_again_by_who_says_so(family, worker, tip):
    with acting_as(worker.asker):
        ignore_tip(tip=tip, by=worker)
        hear_tip_again(tip=tip, by=worker)

        assert said_to(worker, family) == ["failed to engage"]
        with pytest.raises(DomainError, match="told of this already"):
            hear_tip_again(tip=tip, by=worker)


def test_a_place_has_its_own_line_and_may_leave_one_out(family, worker, system, harbour, tip):
    there = add_tip(**ENGAGE | {"term": "Failed to engage", "forms": ["engage"]}, locality=harbour, by=system)
    assert said_to(worker, family) == ["engage"]

    change(there, is_active=False)

    assert said_to(worker, family) == []
    assert said_to(worker, make.FamilyFactory()) == ["failed to engage"]


@pytest.mark.parametrize(("born", "told"), [("2015-05-01", ["failed to engage"]), ("1980-05-01", [])])
def test_what_is_for_children_is_said_of_children(family, worker, tip, born, told):
    change(tip, audience="child")
    person = make.MembershipFactory(family=family, person__date_of_birth=born).person

    found = remarks_on(
        {"note": "failed to engage"}, family=family, people=Person.objects.filter(pk=person.pk), user=worker
    )

    assert [one.words for one in found.get("note", [])] == told


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_the_same_however_long_the_list(family, worker, system, count):
    for number in range(count):
        add_tip(**ENGAGE | {"term": f"word {number}", "forms": [f"word {number}"]}, by=system)

    with CaptureQueriesContext(connection) as asked:
        said_to(worker, family, "word 0, word 1")

    assert len(asked) == 2


def test_only_an_administrator_changes_a_list(worker, alex, tip):
    with acting_as(worker.asker):
        assert refused_by(lambda: change(tip, why="Because.")) == "language_tip_by_administrator"
        with pytest.raises(DomainError, match="Only an administrator"):
            add_question(kind="coping", text="How?", min_age=None, locality=None, by=worker)
    with acting_as(alex.asker):
        add_question(kind="coping", text="How?", min_age=None, locality=None, by=alex)

    assert Question.objects.get().text == "How?"


def test_a_change_says_with_whom_it_was_agreed(system, tip):
    with pytest.raises(ValidationError, match="Say with whom it was agreed"):
        change_tip(
            tip=tip,
            **ENGAGE | {"agreed_with": []},
            not_in=[],
            audience="all",
            locality=None,
            is_active=True,
            by=system,
        )


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"agreed_with": []}, "language_tip_says_who_agreed"),
        ({"why": " "}, "language_tip_says_why"),
        ({"alternatives": []}, "language_tip_offers_another"),
        ({"forms": []}, "language_tip_finds_something"),
    ],
)
def test_the_database_keeps_what_a_line_needs(tip, changed, rule):
    assert refused_by(lambda: change(tip, **changed)) == rule


def test_a_word_stands_once(tip):
    assert refused_by(lambda: again(tip, term="Failed To Engage")) == "language_tip_term_once"


def test_nobody_ignores_for_another(worker, manager, tip):
    with acting_as(worker.asker):
        mine = ignore_tip(tip=tip, by=worker)

        assert refused_by(lambda: again(mine)) == "language_tip_ignored_once"
        assert refused_by(lambda: again(mine, user=manager)) == "language_tip_ignored_by_oneself"


def test_questions_of_the_place_stand_in_the_order_of_their_kinds(family, worker, system, harbour):
    elsewhere = Locality.objects.create(organisation=family.organisation, name="North", created_by=system)
    for kind, text, place in [
        ("child", "A wand?", None),
        ("coping", "How?", harbour),
        ("coping", "Not here?", elsewhere),
    ]:
        add_question(kind=kind, text=text, min_age=None, locality=place, by=system)

    shown = [(kind, [one.text for one in several]) for kind, several in questions_for(family, worker)]

    assert shown == [("How they keep going", ["How?"]), ("With a child", ["A wand?"])]


def test_a_question_out_of_use_is_not_offered(family, worker, system):
    begin_questions(by=system)
    for one in Question.objects.all():
        change_question(
            question=one, kind=one.kind, text=one.text, min_age=None, locality=None, is_active=False, by=system
        )

    assert (questions_for(family, worker), begin_questions(by=system)) == ([], 0)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [({"text": " "}, "question_not_blank"), ({"min_age": 121}, "question_age_of_someone")],
)
def test_the_database_keeps_what_a_question_needs(system, changed, rule):
    question = add_question(kind="coping", text="How?", min_age=None, locality=None, by=system)

    assert refused_by(lambda: change(question, **changed)) == rule
    assert refused_by(lambda: again(question)) == "question_asked_once"


def test_a_worker_may_not_change_a_question_past_the_form(system, worker):
    question = add_question(kind="coping", text="How?", min_age=None, locality=None, by=system)

    with acting_as(worker.asker):
        assert refused_by(lambda: change(question, text="Why?")) == "question_by_administrator"


@pytest.fixture
def at_the_form(client, family, worker, tip):
    client.force_login(worker)
    return reverse("casework:conversation-new", args=[family.pk])


def rows(**entry):
    management = {"entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0"}
    return management | {f"entries-0-{name}": value for name, value in entry.items()}


def test_a_pause_tells_it_beside_its_box_and_keeps_nothing(client, at_the_form, tip):
    before = Change.objects.count()

    shown = client.post(f"{at_the_form}words/", {"note": "She failed to engage", **rows()})

    assert 'data-words-for="note"' in shown.text
    assert "said no" in shown.text
    assert "It takes two." in shown.text
    assert Change.objects.count() == before


@pytest.mark.parametrize("kind", ["said", "child_view", "reported"])
def test_what_others_said_is_never_looked_through(client, at_the_form, kind):
    sent = {"note": "We met. She failed to engage", **rows(kind=kind, body="She failed to engage", at="8")}

    assert "data-words-for" not in client.post(f"{at_the_form}words/", sent).text


def test_ones_own_view_is_looked_through_with_its_reason(client, at_the_form):
    sent = rows(kind="professional_view", body="It is hard", because="She failed to engage")

    assert 'data-words-for="entries-0-because"' in client.post(f"{at_the_form}words/", sent).text


def test_without_javascript_the_form_comes_back_whole_with_the_remarks(client, at_the_form, family):
    person = make.MembershipFactory(family=family).person
    sent = {"people": [person.pk], "headline": "At home", "note": "Dana failed to engage", "others": "Uncle Bo"}

    shown = client.post(at_the_form, {**sent, **rows(kind="worry", body="It rains"), "look": "words"})

    assert shown.status_code == 200
    assert all(words in shown.text for words in ("Dana failed to engage", "Uncle Bo", "It rains", "said no"))
    assert shown.context["form"].initial["people"] == [str(person.pk)]
    assert "error-summary" not in shown.text


def test_without_javascript_it_is_ignored_with_nothing_lost(client, at_the_form, worker, tip):
    shown = client.post(at_the_form, {"note": "Dana failed to engage", **rows(), "ignore": tip.pk})

    assert ("Dana failed to engage" in shown.text, "said no" in shown.text) == (True, False)
    assert LanguageTipIgnore.objects.get().user == worker


def test_it_blocks_nothing(client, at_the_form, family):
    person = make.MembershipFactory(family=family).person

    sent = {"people": [person.pk], "headline": "She failed to engage", "note": "She failed to engage"}

    assert client.post(at_the_form, sent | rows()).status_code == 302


def test_the_list_is_there_for_all_who_work_here_and_an_own_silence_ends_there(client, worker, tip):
    client.force_login(worker)
    with acting_as(worker.asker):
        ignore_tip(tip=tip, by=worker)

    assert "Our young people’s group" in client.get(reverse("casework:tip-list")).text
    client.post(reverse("casework:tip-hear-again"), {"tip": tip.pk})

    assert LanguageTipIgnore.objects.standing().count() == 0


@pytest.mark.parametrize("name", ["tip-list", "question-list"])
def test_a_family_has_no_use_for_the_lists(client, family, name):
    client.force_login(make.UserFactory(kind="family"))

    assert client.get(reverse(f"casework:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["tips-begin", "questions-begin", "tip-add", "question-add"])
def test_a_worker_changes_no_list(client, worker, name):
    client.force_login(worker)

    assert client.post(reverse(f"casework:{name}")).status_code == 403


def test_an_administrator_begins_with_what_comes_with_kith(client, alex):
    client.force_login(alex)

    client.post(reverse("casework:tips-begin"))
    client.post(reverse("casework:questions-begin"))

    assert (LanguageTip.objects.count(), Question.objects.count()) == (80, 18)


@pytest.mark.parametrize("name", ["tip-list", "question-list"])
def test_a_list_asks_the_database_the_same_however_long_it_is(client, worker, system, harbour, name):
    client.force_login(worker)
    counts = []
    for number in range(3):
        add_tip(**ENGAGE | {"term": f"word {number}"}, locality=harbour, by=system)
        add_question(kind="coping", text=f"How {number}?", min_age=None, locality=harbour, by=system)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"casework:{name}"))
        counts.append(len(asked))

    assert counts[0] == counts[2]
