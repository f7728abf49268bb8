"""Breaking the glass from a page: the quiet marker, the reason, the note on every page, the look afterwards (domain.md §9.5)."""

from datetime import date, timedelta

import pytest
from django.db.models import Value
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AccessEvent
from casework.actions.conversations import log_conversation
from database import clock
from database.asker import acting_as
from families.actions import emergency, keeping
from families.actions.records import EntryText, Sharing
from families.models import EmergencyAccess, FamilyMembership, PersonAccount, PersonName, Record
from families.periods import Period
from families.queries.emergency import due_on
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    PractitionerFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories_families import ResponsibilityFactory, sign_in_of

WHY = "She rang and was afraid to go home"
REASON = {"reason_code": "immediate_safety", "reason_text": WHY}
SECRET = "Not at Dad’s tonight"  # noqa: S105  (what a child told)
MARKER = "Told in confidence on 16 March 2026"
LATER = date(2026, 9, 14)
FOUND = {"finding": "fine", "told_words": "You were afraid, and nobody knew where you were."}


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person


@pytest.fixture
def told(family, amina, worker):
    """What Amina told Priya and nobody else."""
    return log_conversation(
        family=family,
        people=[amina],
        headline="On the way home",
        entries=[EntryText("said", SECRET, {"speaker": amina})],
        sharing=Sharing("child_only"),
        by=worker,
    )


@pytest.fixture
def lena(organisation):
    return PractitionerFactory(user__name="Lena", user__roles=["safeguarding_lead"]).user


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def opened(target, by, **reason):
    with acting_as(by.asker):
        access = emergency.break_glass(target=target, by=by, **(REASON | reason))
    by.refresh_from_db()
    return access


def looked_at(access, by, **found):
    with acting_as(by.asker):
        return emergency.review_emergency_access(access=access, by=by, **(FOUND | found))


def open_page(record):
    return f"/records/{record.pk}/open/"


def page_of(person):
    return f"/people/{person.pk}/"


@pytest.mark.parametrize("role", ["co_worker", "lead_child_protection", "decision_maker"])
def test_who_reads_the_whole_record_may_know_that_something_was_told(as_, family, amina, told, role):
    hana = InvolvementFactory(family=family, role=role).practitioner.user

    shown = as_(hana).get(page_of(amina)).text

    assert MARKER in shown
    assert open_page(told.record) in shown
    assert SECRET not in shown


@pytest.mark.parametrize("role", ["family_coach", "fgc_coordinator", "other"])
def test_who_does_not_read_the_whole_record_learns_nothing(as_, family, amina, told, role):
    user = InvolvementFactory(family=family, role=role).practitioner.user

    assert "Told in confidence" not in as_(user).get(page_of(amina)).text
    assert as_(user).get(open_page(told.record)).status_code == 404


def test_it_stands_on_the_child_s_page_and_not_on_the_family_s(as_, family, amina, told, manager):
    assert "Told in confidence" not in as_(manager).get(f"/families/{family.pk}/").text
    assert MARKER in as_(manager).get(page_of(amina)).text


def test_what_was_told_in_confidence_is_not_on_the_family_s_page_for_who_heard_it(as_, family, told, worker):
    assert "On the way home" not in as_(worker).get(f"/families/{family.pk}/").text


@pytest.mark.parametrize("who", ["interest in her", "interest in the family", "block"])
def test_who_may_not_know_of_her_opens_nothing(as_, family, amina, told, worker, who):
    hana = InvolvementFactory(family=family, role="co_worker").practitioner.user
    if who == "block":
        person = MembershipFactory().person
        PersonAccount.objects.create(organisation=family.organisation, user=hana, person=person)
        keeping.set_block(viewer=person, protected=amina, ground="other", review_on=LATER, by=worker)
    else:
        known = amina if who == "interest in her" else family
        keeping.declare_interest(practitioner=hana.practitioner, known=known, kind="friend", by=hana)

    assert as_(hana).get(open_page(told.record)).status_code == 404
    assert as_(hana).post(open_page(told.record), REASON).status_code == 404
    assert not EmergencyAccess.objects.exists()


def test_a_parent_learns_nothing(as_, family, amina, told):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")

    assert as_(sign_in_of(dana)).get(open_page(told.record)).status_code == 404


def test_what_is_restricted_too_and_secretly_is_not_marked(as_, amina, told, manager, worker):
    keeping.restrict(what=told.record, ground="legal", allowed=[], review_on=LATER, by=worker)

    assert "Told in confidence" not in as_(manager).get(page_of(amina)).text
    assert as_(manager).get(open_page(told.record)).status_code == 404


def test_whose_work_has_ended_may_not_know_that_something_was_told(as_, family, amina, told):
    ended = Period(None, clock.today() - timedelta(days=28))
    former = InvolvementFactory(family=family, role="co_worker", period=ended).practitioner.user

    answer = as_(former).get(page_of(amina))

    assert (answer.status_code, "Told in confidence" in answer.text) == (200, False)
    assert as_(former).get(open_page(told.record)).status_code == 404


def test_what_someone_restricted_wrote_is_not_marked(as_, family, amina, told, manager, worker):
    writer = MembershipFactory(family=family, person__known_as="Rob").person
    Record.objects.filter(pk=told.record_id).update(author_person=writer)
    assert MARKER in as_(manager).get(page_of(amina)).text

    keeping.restrict(what=writer, ground="adoption", allowed=[], review_on=LATER, is_secret=False, by=worker)

    assert "Told in confidence" not in as_(manager).get(page_of(amina)).text
    assert as_(manager).get(open_page(told.record)).status_code == 404


def test_a_reason_is_asked_and_what_was_typed_is_kept(as_, told, manager):
    answer = as_(manager).post(open_page(told.record), {"reason_code": "cover", "reason_text": "She rang"})

    assert answer.status_code == 422
    assert "in at least 20 characters" in answer.text
    assert ">She rang</textarea>" in answer.text.replace("\n", "")
    assert not EmergencyAccess.objects.exists()


def test_no_address_carries_the_reason(as_, told, manager):
    as_(manager).get(open_page(told.record), REASON)

    assert not EmergencyAccess.objects.exists()


def test_with_a_reason_it_opens_for_four_hours_and_each_page_says_so(as_, told, manager):
    answer = as_(manager).post(open_page(told.record), REASON, follow=True)

    access = EmergencyAccess.objects.get()
    until = timezone.localtime(access.expires_at).strftime("%H:%M")
    assert SECRET in answer.text
    for path in ("/today/", "/families/", f"/conversations/{told.pk}/", "/nowhere/"):
        shown = as_(manager).get(path).text
        assert f"Open to you until {until}:" in shown
        assert "something about Amina" in shown


def test_it_is_said_to_nobody_else(as_, told, manager, worker):
    opened(told.record, manager)

    assert "Open to you until" not in as_(worker).get("/today/").text


def test_stopping_closes_it_at_once(as_, told, manager):
    access = opened(told.record, manager)

    as_(manager).post(f"/emergencies/{access.pk}/stop/")

    assert as_(manager).get(f"/conversations/{told.pk}/").status_code == 404
    assert "Open to you until" not in as_(manager).get("/today/").text


def test_stopping_one_leaves_the_other_open(as_, family, told, manager):
    other = MembershipFactory().family
    access = opened(told.record, manager)
    opened(other, manager)

    as_(manager).post(f"/emergencies/{access.pk}/stop/")

    assert other.name in as_(manager).get("/today/").text


def test_after_four_hours_by_the_database_s_clock_it_is_closed(as_, told, manager, monkeypatch):
    opened(told.record, manager)
    later = timezone.now() + timedelta(hours=4, minutes=1)
    monkeypatch.setattr("families.models.emergency.Now", lambda: Value(later))
    monkeypatch.setattr("accounts.written._written", {})  # what was composed before knows the other clock

    assert as_(manager).get(f"/conversations/{told.pk}/").status_code == 404
    assert "Open to you until" not in as_(manager).get("/today/").text


def test_nobody_stops_what_another_opened(as_, told, manager, lena):
    access = opened(told.record, manager)

    assert as_(lena).post(f"/emergencies/{access.pk}/stop/").status_code == 403
    assert as_(UserFactory()).post(f"/emergencies/{access.pk}/stop/").status_code == 404


def test_a_page_of_who_opened_nothing_costs_no_query(
    as_, told, worker, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_(worker)
    client.get("/interests/")
    with django_assert_max_num_queries(8) as before:
        client.get("/interests/")
    opened(told.record, worker)

    with django_assert_num_queries(len(before) + 2):
        client.get("/interests/")


def test_restricted_says_which_team_to_ask_and_offers_no_way_in(as_, family, amina, worker, manager):
    hana = InvolvementFactory(family=family, role="co_worker").practitioner.user
    worker.practitioner.team = TeamFactory(name="Adoption", manager=manager)
    worker.practitioner.save()
    keeping.restrict(what=amina, ground="adoption", allowed=[], review_on=LATER, is_secret=False, by=worker)

    shown = as_(hana).get(f"/families/{family.pk}/").text

    assert "Restricted: ask Adoption" in shown
    assert "Amina" not in shown
    assert "Open it with a reason" not in shown
    assert as_(hana).get(f"/people/{amina.pk}/open/").status_code == 403


def test_a_secret_restriction_is_not_told(as_, family, amina, worker):
    lead = InvolvementFactory(family=family, practitioner__user__roles=["quality_lead"]).practitioner.user
    keeping.restrict(what=amina, ground="adoption", allowed=[], review_on=LATER, by=worker)

    assert "Restricted" not in as_(lead).get(f"/families/{family.pk}/").text
    assert as_(lead).get(f"/people/{amina.pk}/open/").status_code == 404


def test_the_quality_lead_opens_what_is_restricted(as_, family, amina, worker):
    joyce = InvolvementFactory(
        family=family, role="other", practitioner__user__roles=["quality_lead"]
    ).practitioner.user
    keeping.restrict(what=amina, ground="adoption", allowed=[], review_on=LATER, is_secret=False, by=worker)
    assert as_(joyce).get(page_of(amina)).status_code == 404

    answer = as_(joyce).post(f"/people/{amina.pk}/open/", REASON, follow=True)

    assert (answer.redirect_chain[-1][0], answer.status_code) == (page_of(amina), 200)


def called(**changed):
    return REASON | {"name": "Amina", "born_0": "1", "born_1": "5", "born_2": "2015"} | changed


def test_a_family_is_opened_by_a_name_and_a_birthday(as_, family, amina, outsider):
    assert as_(outsider).get(f"/families/{family.pk}/").status_code == 404

    answer = as_(outsider).post("/emergency/", called(name="amina"), follow=True)

    assert answer.redirect_chain[-1][0] == f"/families/{family.pk}/"
    assert EmergencyAccess.objects.get().family == family
    assert AccessEvent.objects.filter(kind="search", user=outsider, families=[family.pk]).exists()


@pytest.mark.parametrize("name", ["Amina Rowan", " amina rowan ", "Minnie Rowan"])
def test_a_family_is_opened_by_a_name_with_the_family_s_after_it(as_, family, amina, outsider, name):
    PersonName.objects.create(organisation=family.organisation, person=amina, text="Minnie", kind="nickname")

    answer = as_(outsider).post("/emergency/", called(name=name), follow=True)

    assert answer.redirect_chain[-1][0] == f"/families/{family.pk}/"


@pytest.mark.parametrize("why", ["another family", "left", "known from life", "restricted name", "another day", "less"])
def test_the_name_of_a_family_tells_no_more_than_the_uniform_answer(as_, family, amina, outsider, why):
    nobody = refused(as_, outsider, name="Zzyzx")
    name, born = "Amina Rowan", {}
    if why == "another family":
        name = "Amina Pike"
    elif why == "left":
        MembershipFactory(person=amina, family=FamilyFactory(name="Pike"))
        FamilyMembership.objects.filter(family=family).update(period=Period(date(2020, 1, 1), date(2021, 1, 1)))
    elif why == "known from life":
        MembershipFactory(person=amina, family=FamilyFactory(name="Pike"))
        keeping.declare_interest(practitioner=outsider.practitioner, known=family, kind="friend", by=outsider)
    elif why == "restricted name":
        PersonName.objects.create(
            organisation=family.organisation, person=amina, text="Minnie", kind="nickname", is_restricted=True
        )
        name = "Minnie Rowan"
    elif why == "another day":
        born = {"born_0": "2"}
    else:
        name = "Amina Row"

    assert refused(as_, outsider, name=name, **born) == nobody


def refused(as_, user, **changed):
    answer = as_(user).post("/emergency/", called(**changed))
    assert answer.status_code == 422
    return answer.text.split("<main", 1)[1].split('name="csrf', 1)[0]


@pytest.mark.parametrize("why", ["restricted", "interest", "family interest", "another day"])
def test_one_answer_for_whoever_is_not_theirs_to_find(as_, family, amina, outsider, worker, why):
    nobody = refused(as_, outsider, name="Zzyzx")
    if why == "restricted":
        keeping.restrict(what=amina, ground="refuge", allowed=[], review_on=LATER, by=worker)
    elif "interest" in why:
        known = amina if why == "interest" else family
        keeping.declare_interest(practitioner=outsider.practitioner, known=known, kind="friend", by=outsider)

    assert refused(as_, outsider, **({"born_0": "2"} if why == "another day" else {})) == nobody
    assert "Nothing can be opened" in nobody


@pytest.mark.parametrize("role", ["family_coach", "conference_coordinator", "quality_lead", "analyst", "administrator"])
def test_others_open_no_family(as_, role, family):
    user = PractitionerFactory(user__roles=[role]).user

    assert as_(user).get("/emergency/").status_code == 403
    assert "/emergency/" not in as_(user).get("/today/").text.replace("/emergency/to-look-at/", "")


def test_who_works_with_the_family_already_opens_nothing(as_, family, amina, worker):
    answer = as_(worker).post("/emergency/", called(), follow=True)

    assert answer.redirect_chain[-1][0] == f"/families/{family.pk}/"
    assert not EmergencyAccess.objects.exists()


def test_through_an_opened_family_a_child_s_confidence_is_opened_by_itself(as_, family, amina, told, outsider):
    as_(outsider).post("/emergency/", called())
    assert SECRET not in as_(outsider).get(page_of(amina)).text

    answer = as_(outsider).post(open_page(told.record), REASON, follow=True)

    assert SECRET in answer.text


def test_it_waits_for_the_lead_by_the_fifth_working_day(as_, told, manager, lena):
    access = opened(told.record, manager)

    today, queue = as_(lena).get("/today/").text, as_(lena).get("/emergency/to-look-at/").text

    assert f"/emergencies/{access.pk}/look/" in today
    assert f"by {date_format(due_on(access, lena), 'l j F')}" in today
    assert "Amina" not in today
    assert (access.user.name in queue, WHY in queue, "Amina" in queue) == (True, False, False)
    assert WHY in as_(lena).get(f"/emergencies/{access.pk}/look/").text


def test_a_promise_that_is_broken_is_marked(as_, told, manager, lena, monkeypatch):
    access = opened(told.record, manager)
    monkeypatch.setattr("database.clock.today", lambda: due_on(access, lena) + timedelta(days=1))

    assert "We are late with this" in as_(lena).get("/emergency/to-look-at/").text


@pytest.mark.parametrize("count", [1, 3])
def test_queue_query_count(as_, told, manager, lena, django_assert_num_queries, count):
    for _again in range(count):
        opened(told.record, manager)

    client = as_(lena)

    with django_assert_num_queries(6):
        client.get("/emergency/to-look-at/")


def test_nobody_looks_at_what_they_opened_themselves(as_, told, lena):
    access = opened(told.record, lena)

    assert as_(lena).get(f"/emergencies/{access.pk}/look/").status_code == 403
    for path in ("/today/", "/emergency/to-look-at/"):
        assert f"/emergencies/{access.pk}/look/" not in as_(lena).get(path).text


def test_what_a_lead_opened_is_looked_at_by_the_quality_lead(as_, told, lena, manager):
    joyce = PractitionerFactory(user__roles=["quality_lead"]).user
    hers, others = opened(told.record, lena), opened(told.record, manager)

    assert as_(joyce).get(f"/emergencies/{hers.pk}/look/").status_code == 200
    assert as_(joyce).get(f"/emergencies/{others.pk}/look/").status_code == 404


@pytest.mark.parametrize("known", ["child", "family"])
def test_a_lead_who_knows_them_does_not_look(as_, family, amina, told, manager, lena, known):
    access = opened(told.record, manager)
    target = amina if known == "child" else family
    keeping.declare_interest(practitioner=lena.practitioner, known=target, kind="friend", by=lena)

    assert as_(lena).get(f"/emergencies/{access.pk}/look/").status_code == 404
    assert f"/emergencies/{access.pk}/" not in as_(lena).get("/today/").text


@pytest.mark.parametrize("who", ["worker", "manager", "outsider"])
def test_nobody_else_looks(as_, request, told, manager, lena, outsider, worker, who):
    access = opened(told.record, lena)

    user = request.getfixturevalue(who)
    assert as_(user).get("/emergency/to-look-at/").status_code == 403
    assert as_(user).post(f"/emergencies/{access.pk}/look/", FOUND).status_code == 404


def test_the_look_is_written_down_once(as_, told, manager, lena):
    access = opened(told.record, manager)

    answers = [as_(lena).post(f"/emergencies/{access.pk}/look/", FOUND).status_code for _twice in range(2)]

    access.refresh_from_db()
    assert answers == [302, 403]
    assert (access.reviewed_by, access.finding, access.told_on) == (lena, "fine", clock.today())


def test_a_look_says_what_the_child_reads(as_, told, manager, lena):
    access = opened(told.record, manager)

    answer = as_(lena).post(f"/emergencies/{access.pk}/look/", FOUND | {"told_words": " "})

    assert answer.status_code == 422
    assert "Write why it was opened" in answer.text


def read_by(as_, user):
    return as_(user).get("/our-page/who-has-looked/").text


def test_the_child_reads_who_looked_and_why_once_someone_has_looked(as_, amina, told, manager, lena):
    child = sign_in_of(amina)
    access = opened(told.record, manager)
    assert "Opened for a reason" not in read_by(as_, child)

    looked_at(access, lena)

    day = date_format(timezone.localtime(access.started_at), "j F Y")
    assert f"A team manager looked on {day}" in read_by(as_, child)
    assert FOUND["told_words"] in read_by(as_, child)
    assert "Sarah" not in read_by(as_, child)


def test_the_child_reads_it_from_the_day_that_was_said(as_, amina, told, manager, lena, monkeypatch):
    child = sign_in_of(amina)
    looked_at(opened(told.record, manager), lena, told_on=date(2026, 3, 20))
    assert "Opened for a reason" not in read_by(as_, child)

    monkeypatch.setattr("database.clock.today", lambda: date(2026, 3, 20))

    assert "Opened for a reason" in read_by(as_, child)


def test_a_parent_reads_neither_that_nor_that_anyone_looked_at_it(as_, family, amina, told, manager, lena):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")
    mother = sign_in_of(dana)
    access = opened(told.record, manager)
    as_(manager).get(f"/conversations/{told.pk}/")
    for path in ("/emergency/to-look-at/", f"/emergencies/{access.pk}/look/"):
        assert as_(lena).get(path).status_code == 200

    looked_at(access, lena)

    assert "Nobody has looked yet" in read_by(as_, mother)
    assert "Opened for a reason" not in read_by(as_, mother)


def test_of_a_whole_family_nobody_reads_from_whom_someone_of_it_is_kept(as_, family, amina, outsider, lena, worker):
    rob = MembershipFactory(family=family, person__known_as="Rob").person
    looked_at(opened(family, outsider), lena)
    his = sign_in_of(rob)
    assert "Opened for a reason" in read_by(as_, his)

    keeping.set_block(viewer=rob, protected=amina, ground="domestic_abuse", review_on=LATER, by=worker)

    assert "Opened for a reason" not in read_by(as_, his)
