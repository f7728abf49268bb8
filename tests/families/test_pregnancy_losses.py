"""Pregnancies that were lost or ended: private until the parent wants them drawn, on every page and in the history."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from database.asker import acting_as
from families.actions.losses import change_pregnancy_loss, record_pregnancy_loss
from families.actions.merging import merge_people
from families.models import AccessBlock, PregnancyLoss
from families.periods import Period
from families.queries.history import what_changed
from families.queries.tree import family_tree
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_families import PregnancyLossFactory, ResponsibilityFactory, sign_in_of
from tests.families.pages import parts, post
from tests.refusals import change, refused_by

MONDAY = date(2026, 3, 16)
SAID = "a pregnancy lost by miscarriage"
SENT = {"kind": "miscarriage", "wants_drawn": "not_asked"}


@pytest.fixture
def dana(family):
    born = date(1990, 4, 2)
    return MembershipFactory(
        family=family, role="parent_carer", person__known_as="Dana", person__date_of_birth=born
    ).person


@pytest.fixture
def loss(dana):
    return PregnancyLossFactory(person=dana, happened_on=date(2019, 5, 1))


@pytest.fixture
def readers(family, dana, worker):
    """Who sees Dana: her worker, a coach, herself, and her mother, who is of the family."""
    joan = MembershipFactory(family=family, person__known_as="Joan").person
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    return {"worker": worker, "coach": coach, "herself": sign_in_of(dana), "her mother": sign_in_of(joan)}


def who_reads(readers):
    return {who for who, user in readers.items() if PregnancyLoss.objects.visible_to(user)}


def who_sees_it_drawn(readers, family, dana):
    return {who for who, user in readers.items() if SAID in str(family_tree(family.pk, dana.pk, user).drawing)}


# Who reads it


@pytest.mark.parametrize("answer", ["not_asked", "no"])
def test_it_is_theirs_and_their_workers_and_drawn_for_nobody(loss, readers, family, dana, answer):
    change(loss, wants_drawn=answer)

    assert who_reads(readers) == {"worker", "herself"}
    assert who_sees_it_drawn(readers, family, dana) == set()


def test_once_they_say_yes_everyone_who_sees_them_sees_it_drawn(loss, readers, family, dana):
    change(loss, wants_drawn="yes")

    assert who_reads(readers) == set(readers)
    assert who_sees_it_drawn(readers, family, dana) == set(readers)


def test_the_year_is_for_whom_their_dates_are_for(loss, readers, family, dana):
    change(loss, wants_drawn="yes")

    told = {
        who for who, user in readers.items() if f"{SAID}, 2019" in str(family_tree(family.pk, dana.pk, user).drawing)
    }

    assert told == {"worker", "coach", "herself"}


def test_when_they_change_their_mind_it_is_private_again(loss, readers, worker):
    change(loss, wants_drawn="yes")
    loss.refresh_from_db()

    change_pregnancy_loss(loss=loss, kind="miscarriage", happened_on=None, precision="day", wants_drawn="no", by=worker)

    assert who_reads(readers) == {"worker", "herself"}


def test_a_parent_does_not_read_that_of_a_child_for_whom_they_read(family, dana):
    amina = MembershipFactory(family=family, person__date_of_birth=date(2010, 5, 1)).person
    PregnancyLossFactory(person=amina)
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")

    assert not PregnancyLoss.objects.visible_to(sign_in_of(dana))


def test_no_other_system_reads_it_drawn_or_not(loss, organisation):
    client = UserFactory(kind=User.Kind.CLIENT, roles=[])
    change(loss, wants_drawn="yes")

    assert not PregnancyLoss.objects.visible_to(client)


def test_whoever_worked_with_a_family_that_they_left_reads_no_more_of_it(loss, worker, family, dana):
    dana.memberships.update(period=Period(None, MONDAY))

    assert not PregnancyLoss.objects.visible_to(worker)


def test_from_whom_the_parent_is_kept_it_is_kept_drawn_or_not(loss, readers, family, dana, worker):
    change(loss, wants_drawn="yes")
    AccessBlock.objects.create(
        organisation=family.organisation,
        viewer_person=readers["her mother"].person_account.person,
        protected_person=dana,
        ground="other",
        set_by=worker,
        set_on=MONDAY,
        review_on=date(2026, 9, 1),
    )

    assert "her mother" not in who_reads(readers)


def test_of_the_time_before_they_said_yes_the_history_tells_nobody_else(readers, dana, worker):
    with acting_as(worker.asker):
        loss = record_pregnancy_loss(person=dana, kind="stillbirth", by=worker)
        private = [row.kind for row in what_changed(dana.pk, readers["coach"]).rows]
        change_pregnancy_loss(
            loss=loss, kind="miscarriage", happened_on=None, precision="day", wants_drawn="yes", by=worker
        )
        told = str([row.fields for row in what_changed(dana.pk, readers["coach"]).rows])

    assert "Pregnancies that were lost or ended" not in private
    assert ("A miscarriage" in told, "A baby who was stillborn" in told) == (True, False)


@pytest.mark.parametrize(("who", "is_told"), [("worker", True), ("coach", False)])
def test_all_that_is_written_down_says_nothing_of_it_to_who_may_not_read_it(client, loss, readers, dana, who, is_told):
    client.force_login(readers[who])

    page = client.get(reverse("families:person-facts", args=[dana.pk])).text

    assert ("miscarriage" in page, "lost or ended" in page) == (is_told, is_told)


def test_it_is_not_asked_after_on_the_page_of_a_young_child(signed_in, family):
    child = MembershipFactory(family=family, person__date_of_birth=date(2020, 5, 1)).person

    assert "lost or ended" not in signed_in.get(reverse("families:person-facts", args=[child.pk])).text


# What the database holds


def test_a_mistake_is_never_drawn(loss):
    assert refused_by(lambda: change(loss, wants_drawn="yes", mistaken_on=MONDAY)) == "pregnancy_loss_mistake_not_drawn"


def test_a_mistake_stays_one(loss):
    change(loss, mistaken_on=MONDAY)

    assert refused_by(lambda: change(loss, mistaken_on=None)) == "pregnancy_loss_mistaken_once"


def test_it_is_not_moved_to_someone_else(loss):
    assert refused_by(lambda: change(loss, person=PersonFactory())) == "pregnancy_loss_of_one_person"


def test_two_who_are_found_to_be_one_have_it(loss, worker):
    kept = PersonFactory()

    merge_people(kept=kept, merged=loss.person, why="The same birthday", by=worker)

    assert PregnancyLoss.objects.get().person == kept


# Writing it down


def test_it_takes_one_answer_and_is_private(signed_in, dana):
    response = post(signed_in, "pregnancy-loss-add", dana, **SENT)

    loss = PregnancyLoss.objects.get()
    assert (response.status_code, loss.person, loss.happened_on, loss.wants_drawn) == (302, dana, None, "not_asked")


def test_the_day_is_as_far_as_it_is_known(signed_in, dana):
    post(signed_in, "pregnancy-loss-add", dana, **SENT, **parts("happened_on", "", "", "2019"))

    assert PregnancyLoss.objects.get().when == "2019"


def test_a_day_to_come_is_refused_and_kept_on_the_form(signed_in, dana):
    response = post(signed_in, "pregnancy-loss-add", dana, **SENT, **parts("happened_on", "1", "5", "2026"))

    assert (response.status_code, "The day can’t be in the future." in response.text) == (422, True)
    assert 'value="2026"' in response.text


def test_that_they_want_it_drawn_is_said_later(signed_in, loss):
    said = {"kind": "miscarriage", "wants_drawn": "yes", **parts("happened_on", "1", "5", "2019")}

    post(signed_in, "pregnancy-loss-change", loss, **said, row_version=loss.row_version)

    loss.refresh_from_db()
    assert (loss.wants_drawn, loss.happened_on) == ("yes", date(2019, 5, 1))


def test_a_mistake_is_taken_from_every_page_and_kept(signed_in, loss, dana):
    said = {"kind": "miscarriage", "wants_drawn": "yes", "is_mistake": "on"}

    post(signed_in, "pregnancy-loss-change", loss, **said, row_version=loss.row_version)

    loss.refresh_from_db()
    assert (loss.mistaken_on, loss.wants_drawn) == (MONDAY, "no")
    page = signed_in.get(reverse("families:person-facts", args=[dana.pk]))
    assert list(page.context["page"].losses) == []


def test_nobody_writes_what_they_may_not_read(client, readers, dana):
    client.force_login(readers["coach"])

    response = post(client, "pregnancy-loss-add", dana, **SENT)

    assert (response.status_code, PregnancyLoss.objects.count()) == (403, 0)
    assert "Only someone who reads the whole record of their family writes this down." in response.text


@pytest.mark.parametrize(("who", "answer"), [("coach", "no"), ("her mother", "no"), ("her mother", "yes")])
def test_the_page_is_not_there_for_who_may_not_read_it(client, loss, readers, who, answer):
    change(loss, wants_drawn=answer)
    client.force_login(readers[who])

    response = client.get(reverse("families:pregnancy-loss-change", args=[loss.pk]))

    assert response.status_code == (404 if answer == "no" else 403)


@pytest.mark.parametrize("page", ["pregnancy-loss-add", "pregnancy-loss-change"])
def test_neither_page_is_there_for_an_outsider(client, outsider, loss, dana, page):
    client.force_login(outsider)

    assert post(client, page, dana if page.endswith("add") else loss, **SENT).status_code == 404
