"""Before a court is asked: from when the law asks for an offer, to whom one was made, and why one was not (domain.md §2.1, INV-25)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent, User
from accounts.roles import Role
from casework.actions.duty import ExemptionOver, end_exemption, say_meeting_duty, write_exemption
from casework.models import ConferenceOffer, DutyExemption, MeetingDuty
from casework.queries import duty as queries
from database.asker import acting_as
from families.actions.keeping import declare_interest
from families.models import DeclaredInterest, Involvement, ReportedOffer
from families.periods import Period
from tests.casework.refusals import change, refused_by
from tests.factories import MembershipFactory, PersonFactory, PractitionerFactory, UserFactory
from tests.factories_conferences import ConferenceFactory, FocusFactory, OfferFactory
from tests.factories_families import ResponsibilityFactory

MONDAY, LETTER = date(2026, 3, 16), date(2026, 3, 2)
DAY = date(2026, 3, 1)
LIST, LIST_QUERIES = "casework:before-court-list", 12


@pytest.fixture
def system(organisation):
    return User.objects.get(kind="system")


@pytest.fixture
def alex(organisation):
    return UserFactory(name="Alex", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def rob(family, amina):
    """Amina’s father, who holds parental responsibility too."""
    person = PersonFactory(known_as="Rob", date_of_birth=date(1988, 4, 4))
    MembershipFactory(family=family, person=person, role="parent_carer")
    ResponsibilityFactory(holder=person, child=amina, basis="married_to_mother")
    return person


@pytest.fixture
def decided(amina, manager):
    facts = {"stage": "offer", "reason": "He has threatened whoever is told.", "decided_on": LETTER}
    return DutyExemption.objects.create(
        organisation=amina.organisation, child=amina, decided_by=manager.practitioner, **facts
    )


def said(**facts):
    return {"nation": "england", "stands": "from_a_day", "in_force_from": DAY, "where_said": "SI 2026/1"} | facts


def words(client, child):
    """What the page of a child says, without its markup’s line breaks."""
    return " ".join(client.get(reverse("casework:before-court", args=[child.pk])).text.split())


# --- From when the law asks for it


@pytest.mark.parametrize(
    ("stands", "day", "of_the_nation", "since"),
    [
        ("from_a_day", DAY, None, DAY),
        ("not_in_force", None, DAY, None),
        ("as_in_the_nation", None, DAY, DAY),
        ("as_in_the_nation", None, None, None),
    ],
)
def test_the_last_word_here_counts_and_else_the_nation_s(settings, worker, system, stands, day, of_the_nation, since):
    settings.FGDM_DUTY_IN_FORCE_FROM = {"england": of_the_nation} if of_the_nation else {}
    say_meeting_duty(**said(in_force_from=date(2020, 1, 1)), by=system)
    say_meeting_duty(**said(stands=stands, in_force_from=day), by=system)
    say_meeting_duty(**said(nation="wales", in_force_from=date(2020, 1, 1)), by=system)

    assert queries.duty_of(worker).in_force_from == since


def test_it_is_in_force_on_its_day_and_not_the_day_before(settings, worker):
    found = []
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        settings.FGDM_DUTY_IN_FORCE_FROM = {"england": day}
        found.append(queries.duty_of(worker).is_in_force)

    assert found == [True, False]


def test_a_day_to_come_is_told_before_it_comes(client, settings, worker, amina):
    settings.FGDM_DUTY_IN_FORCE_FROM = {"england": date(2027, 3, 1)}
    client.force_login(worker)

    told = words(client, amina)
    assert "It is good practice now" in told
    assert "From Monday 1 March 2027 the law asks for it." in told


def test_no_section_is_named_of_another_nation_s_law(client, settings, worker, amina):
    worker.organisation.nation = "wales"
    worker.organisation.save()
    settings.FGDM_DUTY_IN_FORCE_FROM = {"wales": DAY, "england": date(2020, 1, 1)}
    client.force_login(worker)

    told = words(client, amina)
    assert "The law asks for it since Sunday 1 March 2026" in told
    assert "31ZA" not in told


def test_an_administrator_says_it_and_who_said_what_stands_there(client, alex, worker, amina):
    client.force_login(alex)
    sent = client.post(reverse("casework:meeting-duty-say"), said(in_force_from="2026-03-01"))
    page = client.get(reverse("casework:meeting-duty")).text
    assert (sent.status_code, "SI 2026/1" in page, "Alex, " in page) == (302, True, True)

    client.force_login(worker)
    assert "31ZA" in words(client, amina)
    assert client.post(reverse("casework:meeting-duty-say"), said()).status_code == 403


def test_what_was_typed_is_kept_when_it_is_refused(client, alex):
    client.force_login(alex)
    refused = client.post(reverse("casework:meeting-duty-say"), said(in_force_from=""))

    assert refused.status_code == 422
    assert "Give the day from which the law asks for it, and only then." in refused.text
    assert 'value="SI 2026/1"' in refused.text


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"in_force_from": None}, "meeting_duty_has_its_day"),
        ({"stands": "not_in_force"}, "meeting_duty_has_its_day"),
        ({"where_said": " "}, "meeting_duty_says_where"),
    ],
)
def test_the_database_holds_what_is_said_of_the_law(system, wrong, rule):
    made = said(**wrong)
    assert refused_by(lambda: MeetingDuty.objects.create(organisation=system.organisation, **made)) == rule


def test_what_was_said_stays_and_only_an_administrator_says_it(system, worker):
    duty = say_meeting_duty(**said(), by=system)

    assert refused_by(change(duty, where_said="Elsewhere")) == "meeting_duty_stays"
    with acting_as(worker.asker):
        mine = refused_by(lambda: MeetingDuty.objects.create(organisation=worker.organisation, **said()))
    assert mine == "meeting_duty_by_administrator"


# --- To whom it was offered


def test_each_holder_has_an_offer_or_the_page_says_so(client, worker, offered, amina, dana, rob):
    offer = offered.offers.get()
    change(offer, response="accepted", responded_on=MONDAY, is_in_letter_before_proceedings=True, letter_on=LETTER)()
    client.force_login(worker)

    told = words(client, amina)
    assert "Offered to 1 of 2 people with parental responsibility; accepted by 1." in told
    assert "In the letter before proceedings of Monday 2 March 2026." in told
    assert "Not offered yet." in told
    assert "Still to do: an offer to each of them, or why there is none." in told

    OfferFactory(conference=offered, offered_to=rob)
    told = words(client, amina)
    assert "Offered to 2 of 2 people with parental responsibility; accepted by 1." in told
    assert "Still to do" not in told


@pytest.mark.parametrize("how", ["disputed", "ended"])
def test_who_does_not_hold_it_today_undisputed_is_not_waited_for(worker, offered, amina, rob, how):
    held = rob.responsibilities_held.get()
    change(held, **({"status": "disputed"} if how == "disputed" else {"period": (None, LETTER)}))()

    [row] = queries.before_court([amina], worker)
    assert ([holder.person.known_as for holder in row.holders], row.is_whole) == (["Dana"], True)


def test_an_offer_about_another_child_is_none_about_this_one(worker, family, offered, dana, amina):
    theo = MembershipFactory(family=family, person__known_as="Theo", person__date_of_birth=date(2019, 2, 11)).person
    ResponsibilityFactory(holder=dana, child=theo, basis="mother_at_birth")

    [row] = queries.before_court([theo], worker)
    assert (row.offered, row.is_whole) == (0, False)


def test_a_child_without_a_known_holder_is_not_called_whole(worker, family):
    child = MembershipFactory(family=family, person__date_of_birth=date(2020, 1, 1)).person

    [row] = queries.before_court([child], worker)
    assert not row.is_whole


def test_an_exemption_stands_in_an_offer_s_place_until_it_ends(client, worker, amina, dana, decided, manager):
    client.force_login(worker)
    told = words(client, amina)
    assert "Not offered, as it was decided." in told
    assert "He has threatened whoever is told." in told
    assert "Sarah decided on Monday 2 March 2026." in told

    end_exemption(exemption=decided, ended_on=MONDAY, by=worker)
    told = words(client, amina)
    assert "Not offered yet." in told
    assert "No longer from Monday 16 March 2026." in told


def test_that_holding_one_would_not_be_best_is_no_reason_not_to_offer(worker, amina, decided):
    hold = {"stage": "hold", "reason": "Too soon.", "decided_on": LETTER, "decided_by": decided.decided_by}
    end_exemption(exemption=decided, ended_on=MONDAY, by=worker)
    write_exemption(child=amina, by=worker, **hold)

    [row] = queries.before_court([amina], worker)
    assert not row.is_exempt


# --- The report


def children(user, **options):
    return [row.child.known_as for row in queries.duty_page(user, **options).rows]


@pytest.mark.parametrize("why", ["conference", "letter", "exemption", "another system"])
def test_a_child_is_in_it_for_each_of_four_reasons(request, worker, manager, family, amina, why):
    if why == "conference":
        FocusFactory(conference=ConferenceFactory(family=family), person=amina)
    elif why == "letter":
        ended = ConferenceFactory(family=family, state="not_going_ahead", not_going_ahead_reason="other")
        FocusFactory(conference=ended, person=amina)
        OfferFactory(conference=ended, is_in_letter_before_proceedings=True)
    elif why == "exemption":
        request.getfixturevalue("decided")
    else:
        ours = {"organisation": amina.organisation, "person": amina}
        ReportedOffer.objects.create(proceedings_on=LETTER, is_offered=True, **ours)

    assert children(worker) == ["Amina"]


def test_nobody_is_in_it_for_less(worker, family, amina, dana):
    ended = ConferenceFactory(family=family, state="not_going_ahead", not_going_ahead_reason="other")
    FocusFactory(conference=ended, person=amina)
    OfferFactory(conference=ended)
    ReportedOffer.objects.create(organisation=amina.organisation, person=amina, is_offered=True)
    FocusFactory(conference=ConferenceFactory(family=family), person=dana)  # who is no child

    assert children(worker) == []


@pytest.mark.parametrize(
    ("facts", "is_in"),
    [
        ({"date_of_birth": date(2008, 3, 16)}, False),  # 18 today
        ({"date_of_birth": date(2008, 3, 17)}, True),
        ({"date_of_birth": None}, True),
        ({"date_of_death": LETTER}, False),
    ],
)
def test_it_is_of_the_living_who_are_not_18(client, worker, offered, amina, facts, is_in):
    change(amina, **facts)()
    client.force_login(worker)

    assert children(worker) == (["Amina"] if is_in else [])
    assert client.get(reverse("casework:before-court", args=[amina.pk])).status_code == (200 if is_in else 404)


def test_only_what_is_still_to_do(worker, family, offered, amina, rob, manager):
    assert children(worker, only_open=True) == ["Amina"]

    OfferFactory(conference=offered, offered_to=rob)
    assert (children(worker), children(worker, only_open=True)) == (["Amina"], [])

    alone = MembershipFactory(family=family, person__known_as="Kai", person__date_of_birth=date(2020, 1, 1)).person
    FocusFactory(conference=offered, person=alone)
    assert children(worker, only_open=True) == ["Kai"]


def test_what_was_offered_about_one_child_is_still_to_do_about_another(worker, family, offered, amina, dana):
    theo = MembershipFactory(family=family, person__known_as="Theo", person__date_of_birth=date(2019, 2, 11)).person
    ResponsibilityFactory(holder=dana, child=theo, basis="mother_at_birth")
    FocusFactory(conference=ConferenceFactory(family=family), person=theo)

    assert (children(worker), children(worker, only_open=True)) == (["Amina", "Theo"], ["Theo"])


def test_an_exemption_from_the_offer_leaves_nothing_to_do_and_one_that_ended_does(worker, amina, dana, decided):
    assert children(worker, only_open=True) == []

    end_exemption(exemption=decided, ended_on=MONDAY, by=worker)
    assert children(worker, only_open=True) == ["Amina"]


def test_it_asks_the_same_for_one_child_and_for_three(client, worker, family, offered, amina, dana, rob):
    client.force_login(worker)
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(LIST)).status_code == 200
        counts.append(len(asked))
        child = PersonFactory(known_as=f"Child {number}", date_of_birth=date(2019, 1, 1))
        MembershipFactory(family=family, person=child)
        ResponsibilityFactory(holder=dana, child=child, basis="mother_at_birth")
        meeting = ConferenceFactory(family=family)
        FocusFactory(conference=meeting, person=child)
        OfferFactory(conference=meeting, offered_to=dana)

    assert counts == [LIST_QUERIES] * 3


# --- By the one door


def test_a_stranger_reads_nothing_of_it(client, outsider, danas_sign_in, offered, amina, decided):
    client.force_login(outsider)
    pages = [reverse("casework:before-court", args=[amina.pk]), reverse("casework:exemption-add", args=[amina.pk])]
    ends = reverse("casework:exemption-end", args=[decided.pk])
    assert [client.get(page).status_code for page in [*pages, ends]] == [404] * 3
    assert "Amina" not in client.get(reverse(LIST)).text

    client.force_login(danas_sign_in)
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(pages[0]).status_code == 403
    assert not DutyExemption.objects.visible_to(danas_sign_in).exists()


def test_an_analyst_and_an_administrator_read_no_child_s(client, alex, offered, amina):
    for user in (alex, UserFactory(roles=[Role.ANALYST])):
        client.force_login(user)
        assert client.get(reverse(LIST)).status_code == 403
        assert client.get(reverse("casework:before-court", args=[amina.pk])).status_code == 404


def test_a_holder_whom_the_reader_does_not_see_is_not_even_counted(client, worker, offered, amina, rob):
    declare_interest(practitioner=worker.practitioner, known=rob, kind=DeclaredInterest.Kind.FRIEND, by=worker)
    client.force_login(worker)

    told = words(client, amina)
    assert "Offered to 1 of 1 person with parental responsibility" in told
    assert "Rob" not in told


def test_whoever_is_named_can_learn_that_it_was_read(client, worker, offered, amina, rob):
    client.force_login(worker)
    client.get(reverse(LIST))
    client.get(reverse("casework:before-court", args=[amina.pk]))

    seen = AccessEvent.objects.filter(what__startswith="casework:before-court")
    assert {event.what for event in seen} == {LIST, "casework:before-court"}
    assert all({amina.pk, rob.pk} <= {*event.people} for event in seen)


# --- Writing an exemption


def test_a_manager_s_decision_is_written_down_and_ended(client, worker, manager, amina, dana):
    client.force_login(worker)
    add = reverse("casework:exemption-add", args=[amina.pk])
    typed = {"stage": "hold", "reason": "Too soon after the birth.", "decided_on": "2026-03-02"}
    refused = client.post(add, typed)
    assert refused.status_code == 422
    assert "A manager decides this: choose who did." in refused.text
    assert "Too soon after the birth." in refused.text

    assert "tell them yourself why there is no meeting" in client.get(add).text
    written = client.post(add, typed | {"decided_by": str(manager.practitioner.pk)}, follow=True)
    assert "Tell the family yourself, where that is safe." in written.text
    exemption = DutyExemption.objects.get()
    assert (exemption.stage, exemption.created_by) == ("hold", worker)

    end = reverse("casework:exemption-end", args=[exemption.pk])
    sent = {"ended_on": "2026-03-16"}
    assert [client.post(end, sent).status_code, client.post(end, sent).status_code] == [302, 404]


def test_whose_work_has_ended_reads_on_and_writes_none(client, worker, family, amina, offered):
    Involvement.objects.filter(family=family, practitioner__user=worker).update(
        period=Period(date(2026, 1, 5), date(2026, 3, 10))
    )
    client.force_login(worker)

    assert client.get(reverse("casework:before-court", args=[amina.pk])).status_code == 200
    assert client.get(reverse("casework:exemption-add", args=[amina.pk])).status_code == 403


def test_one_that_ends_on_a_day_to_come_holds_until_then(decided):
    change(decided, ended_on=date(2026, 3, 17))()
    assert list(DutyExemption.objects.in_force()) == [decided]


def test_who_has_left_or_is_no_manager_is_none_who_decided(client, worker, manager, amina):
    PractitionerFactory(name="Gone Manager", user__roles=[Role.TEAM_MANAGER], user__is_active=False)
    client.force_login(worker)

    shown = client.get(reverse("casework:exemption-add", args=[amina.pk])).text
    assert f'value="{manager.practitioner.pk}"' in shown
    assert "Gone Manager" not in shown
    assert f'value="{worker.practitioner.pk}"' not in shown


def test_who_only_reads_writes_none(client, worker, ngozi, offered, amina):
    client.force_login(ngozi.user)

    assert client.get(reverse("casework:before-court", args=[amina.pk])).status_code == 200
    assert client.post(reverse("casework:exemption-add", args=[amina.pk])).status_code == 403


def exempt(child, practitioner, **facts):
    made = {"stage": "offer", "reason": "Not safe.", "decided_on": LETTER, "decided_by": practitioner} | facts
    return lambda: DutyExemption.objects.create(organisation=child.organisation, child=child, **made)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"reason": " \n"}, "exemption_says_why"),
        ({"ended_on": date(2026, 3, 1)}, "exemption_ends_after_it_was_decided"),
        ({"decided_on": date(2999, 1, 1)}, "exemption_was_decided"),
    ],
)
def test_the_database_holds_what_an_exemption_says(amina, manager, wrong, rule):
    assert refused_by(exempt(amina, manager.practitioner, **wrong)) == rule


@pytest.mark.parametrize("roles", [["social_worker"], []])
def test_nobody_but_a_manager_decides_it(amina, roles):
    assert refused_by(exempt(amina, PractitionerFactory(user__roles=roles))) == "exemption_by_a_manager"


def test_it_is_of_a_child_on_the_day_it_was_decided(amina, manager):
    change(amina, date_of_birth=date(2008, 3, 2))()
    assert refused_by(exempt(amina, manager.practitioner)) == "exemption_is_of_a_child"

    change(amina, date_of_birth=date(2008, 3, 3))()
    assert exempt(amina, manager.practitioner)().pk


@pytest.mark.parametrize("facts", [{"reason": "Another"}, {"stage": "hold"}, {"decided_on": DAY}])
def test_what_was_decided_stays_as_it_was(decided, facts):
    assert refused_by(change(decided, **facts)) == "exemption_stays"


def test_neither_the_child_nor_the_manager_becomes_another(decided, dana):
    other = PractitionerFactory(user__roles=["team_manager"])

    assert refused_by(change(decided, decided_by=other)) == "exemption_stays"
    assert refused_by(change(decided, child=dana)) == "exemption_stays"


def test_it_ends_once(decided, worker):
    end_exemption(exemption=decided, ended_on=MONDAY, by=worker)

    assert refused_by(change(decided, ended_on=None)) == "exemption_stays"


def test_of_two_who_end_it_at_once_the_second_is_told(decided, worker):
    mine = DutyExemption.objects.get(pk=decided.pk)
    end_exemption(exemption=decided, ended_on=MONDAY, by=worker)

    with pytest.raises(ExemptionOver, match="ended already"):
        end_exemption(exemption=mine, ended_on=MONDAY, by=worker)


# --- The letter


def test_a_letter_s_day_needs_the_letter(client, worker, family, amina, dana):
    client.force_login(worker)
    sent = {
        "about": [str(amina.pk)],
        "setting": "child",
        "offered_to": [str(dana.pk)],
        "offered_on": "2026-03-02",
        "channel": "letter",
        "letter_on": "2026-03-02",
    }
    offer = reverse("casework:conference-offer", args=[family.pk])
    refused = client.post(offer, sent)
    assert refused.status_code == 422
    assert "tick that the offer stands in it" in refused.text

    assert client.post(offer, sent | {"is_in_letter_before_proceedings": "on"}).status_code == 302
    assert ConferenceOffer.objects.get().letter_on == LETTER


def test_the_database_wants_the_letter_for_its_day(offered):
    assert refused_by(change(offered.offers.get(), letter_on=LETTER)) == "offer_day_is_of_the_letter"


def test_the_words_for_the_letter_follow_the_law_and_name_nobody(client, settings, worker, offered):
    client.force_login(worker)
    letter = reverse("casework:offer-letter-print")
    before = client.get(letter).text
    settings.FGDM_DUTY_IN_FORCE_FROM = {"england": DAY}
    since = client.get(letter).text

    assert "It is good practice." in before
    assert "we must offer you this" not in before
    assert "we must offer you this before we ask a court" in since
    assert "we hold the meeting before we ask the court" in since
    assert "Amina" not in since
