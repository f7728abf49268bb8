"""The papers of a family meeting: whose they are, what stands in them, and what they never tell (domain.md §2.3, §2.6, §8.5, §8.6)."""

import pytest

from accounts.models import AccessEvent
from casework.models import Conference
from families.models import ShareState
from families.queries.on_paper import known_on_paper, reads_on_paper
from tests.casework.pages import at, read
from tests.factories import MembershipFactory, PersonFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory, RestrictionFactory
from tests.factories_conferences import (
    ActionFactory,
    FocusFactory,
    ParticipantFactory,
    conference_at,
)
from tests.factories_families import AddressFactory, ContactPointFactory, ResidenceFactory, share, sign_in_of

PAPERS_QUERIES, INVITATION_QUERIES, COPY_QUERIES, OUR_QUERIES = 11, 20, 22, 14
HIDDEN, NOT_READY = "hidden from them. Put that right first.", "This paper is not ready. Ask Ngozi."
APART = "Hear their view apart from the meeting."


def test_an_invitation_says_what_when_where_and_that_one_may_say_no(client, ngozi, of, joan):
    shown = read(client, ngozi.user, "invitation-print", of(joan)).text

    for words in ("Joan, you are invited", "Friday 27 March 2026, 17:00", "St Mary’s hall", "Amina", "Ngozi"):
        assert words in shown
    for words in ("A taxi can be ordered.", "You may say no.", "be there by phone", "send your words"):
        assert words in shown


def test_a_child_has_an_invitation_of_its_own(client, ngozi, of, amina):
    shown = read(client, ngozi.user, "invitation-print", of(amina)).text

    assert "Hello Amina. Would you like to come?" in shown
    assert "It is about you" in shown
    assert "You can send a drawing or a letter" in shown
    assert "you are invited to a family meeting" not in shown


def test_who_asked_for_it_is_named(client, ngozi, of, joan, arranged):
    assert "asked for the meeting" not in read(client, ngozi.user, "invitation-print", of(joan)).text
    priya = PractitionerFactory(name="Priya")
    ParticipantFactory(conference=arranged, person=None, practitioner=priya, kind="referrer")

    assert "Priya asked for the meeting." in read(client, ngozi.user, "invitation-print", of(joan)).text


@pytest.mark.parametrize("named", [True, False])
def test_whoever_needs_an_interpreter_reads_who_it_is(client, ngozi, arranged, of, joan, dana, named):
    joan.interpreter_language = "Somali"
    joan.save()
    if named:
        ParticipantFactory(conference=arranged, person=None, other_name="Hodan", kind="interpreter")

    joans, danas = (read(client, ngozi.user, "invitation-print", of(one)).text for one in (joan, dana))

    said = "Hodan: an interpreter for Somali" if named else "You need an interpreter for Somali."
    assert (said in joans, "interpreter for" in danas) == (True, False)


def test_a_letter_names_the_interpreter_of_ones_own_language_only(client, ngozi, arranged, of, joan, dana):
    for person, language, name in ((joan, "Somali", "Hodan"), (dana, "Polish", "Marta")):
        person.interpreter_language = language
        person.save()
        ParticipantFactory(
            conference=arranged, person=None, other_name=name, kind="interpreter", interprets=language.lower()
        )

    joans, danas = (read(client, ngozi.user, "invitation-print", of(one)).text for one in (joan, dana))

    assert ("Hodan: an interpreter for Somali" in joans, "Marta" in joans) == (True, False)
    assert ("Marta: an interpreter for Polish" in danas, "Hodan" in danas) == (True, False)


def test_whoever_is_asked_by_name_alone_is_told_of_nobody(client, ngozi, arranged):
    friend = ParticipantFactory(conference=arranged, person=None, other_name="Rita from next door")

    shown = read(client, ngozi.user, "invitation-print", friend).text

    assert "Rita from next door, you are invited" in shown
    assert [name for name in ("Amina", "Dana", "Joan", "Rowan") if name in shown] == []


def test_whoever_is_no_longer_of_the_family_reads_the_name_of_nobody_in_it(client, ngozi, arranged):
    gone = PersonFactory(known_as="Sid")
    share(arranged.record, gone)

    shown = read(client, ngozi.user, "invitation-print", ParticipantFactory(conference=arranged, person=gone)).text

    assert ("Sid, you are invited" in shown, "Amina" in shown) == (True, False)


def test_a_family_member_reads_their_own_and_their_childs_and_no_other(client, of, amina, dana, joan, danas_sign_in):
    client.force_login(danas_sign_in)

    opened = {one.known_as: client.get(at("invitation-print", of(one))).status_code for one in (dana, amina, joan)}

    assert opened == {"Dana": 200, "Amina": 200, "Joan": 403}


def test_whoever_works_elsewhere_reads_none(client, of, joan, arranged, outsider):
    client.force_login(outsider)
    pages = [("invitation-print", of(joan)), ("invitation-pdf", of(joan)), ("plan-copy-print", of(joan))]
    pages += [
        (name, arranged) for name in ("conference-papers", "information-print", "blank-plan-pdf", "conference-calendar")
    ]

    assert {client.get(at(*page)).status_code for page in pages} == {404}


def test_an_address_that_was_hidden_after_it_was_written_is_not_printed(client, of, ngozi, dana, joan, joans_sign_in):
    ResidenceFactory(person=dana, is_confidential=True, address=AddressFactory(lines="St Mary’s Hall"))

    told = [read(client, user, "invitation-print", of(joan)) for user in (ngozi.user, joans_sign_in)]

    assert [answer.status_code for answer in told] == [403, 403]
    assert HIDDEN in told[0].text
    assert NOT_READY in told[1].text
    assert read(client, ngozi.user, "invitation-print", of(dana)).status_code == 200


def test_not_for_whoever_is_asked_by_name_alone_either(client, arranged, ngozi, dana):
    ResidenceFactory(person=dana, is_confidential=True, address=AddressFactory(lines="St Mary’s Hall"))
    friend = ParticipantFactory(conference=arranged, person=None, other_name="Rita")

    answer = read(client, ngozi.user, "invitation-print", friend)

    assert (answer.status_code, HIDDEN in answer.text) == (403, True)


@pytest.mark.parametrize("kind", ["family_network", "advocate"])
@pytest.mark.parametrize("signs_in", [True, False])
def test_there_is_none_for_whom_someone_is_kept_from(client, of, arranged, ngozi, amina, joan, kind, signs_in):
    user = sign_in_of(joan) if signs_in else None
    arranged.participants.filter(person=joan).update(kind=kind)
    AccessBlockFactory(viewer_person=joan, protected_person=amina)

    answer = read(client, ngozi.user, "invitation-print", of(joan))

    assert (answer.status_code, APART in answer.text) == (403, True)
    if user:
        assert read(client, user, "invitation-print", of(joan)).status_code == 404


def test_who_works_with_the_family_has_a_day_and_no_letter(client, arranged, ngozi):
    worker = ParticipantFactory(conference=arranged, person=None, practitioner=PractitionerFactory(), kind="referrer")

    answer = read(client, ngozi.user, "invitation-print", worker)

    assert (answer.status_code, "the day is there to take" in answer.text) == (403, True)


def test_there_is_no_invitation_before_there_is_a_day(client, family, ngozi, joan):
    conference = conference_at("preparing", family=family, coordinator=ngozi)

    answer = read(client, ngozi.user, "invitation-print", ParticipantFactory(conference=conference, person=joan))

    assert (answer.status_code, "once the day and the place are set" in answer.text) == (403, True)


@pytest.mark.parametrize("name", ["invitation-print", "information-print", "blank-plan-print"])
def test_each_paper_is_noted_as_printed(client, of, arranged, joan, joans_sign_in, name):
    thing = of(joan) if name == "invitation-print" else arranged

    assert read(client, joans_sign_in, name, thing).status_code == 200

    noted = AccessEvent.objects.latest("at", "pk")
    assert (noted.kind, noted.what, noted.record) == ("print", f"casework:{name}", arranged.record_id)


def test_the_sheet_says_conditions_and_leaves_how_to_the_family(client, arranged, joans_sign_in):
    shown = read(client, joans_sign_in, "information-print", arranged).text

    for words in ("Who takes Amina to school?", "A grown-up is with Amina each night.", "is yours to decide"):
        assert words in shown


def test_there_is_no_sheet_before_something_is_written(client, arranged, ngozi):
    Conference.objects.filter(pk=arranged.pk).update(questions="", bottom_lines="")

    assert read(client, ngozi.user, "information-print", arranged).status_code == 403


def test_a_sheet_tells_nobody_where_another_lives_in_hiding(
    client, arranged, ngozi, dana, danas_sign_in, joans_sign_in
):
    ResidenceFactory(person=dana, is_confidential=True, address=AddressFactory(lines="4 Elm Court"))
    Conference.objects.filter(pk=arranged.pk).update(questions="Who comes to 4 Elm Court?")

    answered = [
        read(client, one, "information-print", arranged).status_code
        for one in (ngozi.user, danas_sign_in, joans_sign_in)
    ]

    assert answered == [403, 200, 403]


def test_the_plan_to_fill_in_names_nobody(client, arranged, ngozi):
    shown = read(client, ngozi.user, "blank-plan-print", arranged).text

    assert [word for word in ("Rowan", "Amina", "Joan", "St Mary") if word in shown] == []
    assert shown.count("<tr><td></td>") == 6


@pytest.mark.parametrize("signs_in", [True, False])
def test_the_copy_for_someone_holds_what_they_may_read(client, ngozi, planned, of, joan, signs_in):
    if signs_in:
        sign_in_of(joan)

    shown = read(client, ngozi.user, "plan-copy-print", of(joan)).text

    assert "For Joan. Version 2, not agreed yet." in shown
    assert [words in shown for words in ("Gran’s on Fridays", "Gran comes over")] == [True, True]
    assert [words for words in ("Cook on Sundays", "Bread and cheese", "Uncle Ede") if words in shown] == []
    assert "One of us keeps an eye on our plan" in shown
    noted = AccessEvent.objects.latest("at", "pk")
    assert (noted.kind, noted.what) == ("print", "casework:plan-copy-print")


def test_somebody_elses_copy_is_for_those_who_work(client, planned, of, joan, joans_sign_in):
    assert read(client, joans_sign_in, "plan-copy-print", of(joan)).status_code == 403
    assert "For Joan. Version 2" in read(client, joans_sign_in, "plan-print", planned).text


def test_there_is_no_copy_for_whom_it_is_not_shared_with(client, ngozi, planned, of, dana, arranged):
    friend = ParticipantFactory(conference=arranged, person=None, other_name="Rita")

    answered = [read(client, ngozi.user, "plan-copy-print", one) for one in (of(dana), friend)]

    assert [answer.status_code for answer in answered] == [403, 403]
    assert APART in answered[0].text
    assert "Nothing says what they may read" in answered[1].text


def test_there_is_no_copy_before_there_is_a_plan(client, ngozi, of, joan):
    answer = read(client, ngozi.user, "plan-copy-print", of(joan))

    assert (answer.status_code, "not written down yet" in answer.text) == (403, True)


def test_a_copy_tells_nobody_where_another_lives_in_hiding(client, ngozi, planned, of, joan, dana):
    ResidenceFactory(person=dana, is_confidential=True, address=AddressFactory(lines="4 Elm Court"))
    ActionFactory(plan=planned, position=3, who_person=joan, what="Bring soup to 4 Elm Court")

    answer = read(client, ngozi.user, "plan-copy-print", of(joan))

    assert (answer.status_code, HIDDEN in answer.text) == (403, True)


def test_on_paper_is_read_what_is_read_by_a_sign_in(arranged, amina, dana, joan):
    """Whoever signs in asks the door itself: for those who don't it comes out the same."""
    hidden = MembershipFactory(family=arranged.family, person=PersonFactory(known_as="Hidden")).person
    RestrictionFactory(person=hidden)
    AccessBlockFactory(viewer_person=joan, protected_person=dana)
    everyone = [one.pk for one in (amina, dana, joan, hidden, PersonFactory())]

    def told():
        return [(reads_on_paper(one, arranged.record), known_on_paper(one, everyone)) for one in (amina, dana, joan)]

    without = told()
    for one in (amina, dana, joan):
        sign_in_of(one)

    assert told() == without
    assert [read for read, _known in without] == [True, True, False]
    assert without[2][1] == {amina.pk, joan.pk}


def test_on_paper_nobody_reads_what_is_only_a_childs(arranged, amina, joan):
    ShareState.objects.filter(record=arranged.record, person=amina).update(state=ShareState.State.CHILD_ONLY)

    told = [reads_on_paper(one, arranged.record) for one in (amina, joan)]

    assert told == [False, False]


def test_whoever_works_on_it_finds_all_papers_and_how_to_hand_them_over(client, ngozi, arranged, dana, joan, planned):
    ContactPointFactory(person=joan, kind="other", value="Joan’s door", safe_to=["post"])

    shown = read(client, ngozi.user, "conference-papers", arranged).text

    assert shown.count("Post is safe for them") == 1
    assert shown.count("By hand: nothing says that post is safe") == 2
    assert "E-mail is safe for them" not in shown
    assert "theirs by Tuesday 24 March" in shown
    assert shown.count("Invitation<span") == shown.count("Their copy of the plan<span") == 3


def test_it_says_for_whom_an_email_is_safe_and_leads_somewhere(client, ngozi, arranged, dana, joan, joans_sign_in):
    for one in (dana, joan):
        ContactPointFactory(person=one, kind="email", value=f"{one.pk}@home.test", safe_to=["email"])

    assert read(client, ngozi.user, "conference-papers", arranged).text.count("E-mail is safe for them") == 1


def test_the_family_finds_its_own(client, arranged, of, dana, amina, joan, danas_sign_in):
    shown = read(client, danas_sign_in, "our-meeting", arranged).text

    assert [at("invitation-print", of(one)) in shown for one in (dana, amina, joan)] == [True, True, False]
    for name in ("information-print", "blank-plan-print", "conference-calendar"):
        assert at(name, arranged) in shown
    assert read(client, danas_sign_in, "conference-papers", arranged).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("conference-papers", PAPERS_QUERIES),
        ("invitation-print", INVITATION_QUERIES),
        ("plan-copy-print", COPY_QUERIES),
    ],
)
def test_a_paper_takes_the_same_queries(
    client, ngozi, family, arranged, planned, of, joan, name, queries, count, django_assert_num_queries
):
    for number in range(count):
        someone = MembershipFactory(family=family).person
        ParticipantFactory(conference=arranged, person=someone)
        FocusFactory(conference=arranged, person=MembershipFactory(family=family).person)
        ActionFactory(plan=planned, position=10 + number, who_person=someone)
    client.force_login(ngozi.user)
    thing = arranged if name == "conference-papers" else of(joan)

    with django_assert_num_queries(queries):
        client.get(at(name, thing))


@pytest.mark.parametrize("count", [1, 3])
def test_a_familys_page_with_its_papers_takes_the_same_queries(
    client, arranged, family, joans_sign_in, count, django_assert_num_queries
):
    for _number in range(count):
        ParticipantFactory(conference=arranged, person=MembershipFactory(family=family).person)
    client.force_login(joans_sign_in)

    with django_assert_num_queries(OUR_QUERIES):
        client.get(at("our-meeting", arranged))


def test_what_is_read_before_holds_nothing_hidden_from_whoever_is_asked_by_name(
    client, arranged, ngozi, dana, amina, joan
):
    place = AddressFactory(lines="4 Elm Court")
    for one in (dana, amina, joan):
        ResidenceFactory(person=one, is_confidential=True, address=place)
    Conference.objects.filter(pk=arranged.pk).update(questions="Who comes to 4 Elm Court?")
    before = read(client, ngozi.user, "information-print", arranged).status_code

    ParticipantFactory(conference=arranged, person=None, other_name="Rita", kind="family_network")

    assert (before, read(client, ngozi.user, "information-print", arranged).status_code) == (200, 403)
