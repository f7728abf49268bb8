"""What two families agree on: two wordings, versions, and each person's own yes (domain.md §1.3, step 10)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.errors import ChangedMeanwhile
from linkups.actions import agreements as actions
from linkups.actions.linkups import end
from linkups.actions.steps import StepRefused
from linkups.models import AgreementSignature, LinkUp, LinkUpAgreement
from linkups.queries.agreements import agreed, to_say_yes
from linkups.queries.lists import waiting_for
from tests.factories import PersonFactory
from tests.factories_families import ResidenceFactory
from tests.factories_linkups import member_of
from tests.linkups.pages import MONDAY, address, words
from tests.linkups.refusals import broken

CHILD = "child"


def write(link_up, coach, *, body="We meet on Sundays", child_body="We play", row_version=0):
    return actions.write_agreement(link_up=link_up, body=body, child_body=child_body, row_version=row_version, by=coach)


@pytest.fixture
def agreement(link_up, coach):
    return write(link_up, coach)


@pytest.fixture
def lena(brandt):
    return brandt.person_account.person


@pytest.fixture
def femi(okafor):
    return okafor.person_account.person


def names(link_up):
    return {one.person.known_as for one in to_say_yes(link_up)}


def test_everyone_of_five_or_more_of_both_families_is_asked(link_up, agreement, seeking):
    member_of(seeking, known_as="Mila", role=CHILD, born=date(2019, 5, 1))
    member_of(seeking, known_as="Baby", role=CHILD, born=date(2024, 5, 1))
    assert names(link_up) == {"Lena", "Femi", "Mila"}


def test_a_yes_is_one_persons(link_up, agreement, lena, coach):
    actions.say_yes(link_up=link_up, person=lena, by=coach)
    assert names(link_up) == {"Femi"}
    with pytest.raises(StepRefused, match="have said yes"):
        actions.say_yes(link_up=link_up, person=lena, by=coach)


def asks(user):
    return [one.href for one in waiting_for(user) if one.href.endswith("/agreement/")]


def test_it_waits_on_the_page_of_each_grown_up_until_they_say_yes(link_up, coach, lena, brandt, okafor, outsider):
    before = asks(brandt)
    write(link_up, coach)
    waits = [asks(user) for user in (brandt, okafor, outsider)]
    actions.say_yes(link_up=link_up, person=lena, by=coach)
    said = [asks(user) for user in (brandt, okafor)]
    write(link_up, coach, body="We meet on Saturdays", row_version=1)

    page = [address("agreement-yes", link_up)]
    assert (before, waits, said, asks(brandt)) == ([], [page, page, []], [[], page], page)


def test_what_is_over_asks_for_no_yes(link_up, agreement, brandt):
    LinkUp.objects.update(state="not_this_time")

    assert asks(brandt) == []


def test_a_new_version_asks_everyone_anew(link_up, agreement, lena, coach):
    actions.say_yes(link_up=link_up, person=lena, by=coach)
    second = write(link_up, coach, body="We meet on Saturdays", row_version=1)
    assert second.version == 2
    assert names(link_up) == {"Lena", "Femi"}


def test_whoever_read_an_older_version_is_told(link_up, agreement, coach):
    with pytest.raises(ChangedMeanwhile, match="wrote a new version"):
        write(link_up, coach, body="Another", row_version=0)


def test_the_same_words_ask_nobody_again(link_up, agreement, coach):
    assert write(link_up, coach, row_version=1) == agreement


def test_an_agreement_tells_no_hidden_address(link_up, coach, lena):
    ResidenceFactory(person=lena, address__lines="Larch Cottage", is_confidential=True)
    with pytest.raises(ValidationError):
        write(link_up, coach, body="We meet at Larch Cottage")
    assert not LinkUpAgreement.objects.exists()


# --- Past the form too


def refused(name, act):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    assert broken(caught) == name


def row(link_up, **fields):
    said = {"version": 9, "body": "Words", "child_body": "Words"} | fields
    return lambda: LinkUpAgreement.objects.create(organisation=link_up.organisation, link_up=link_up, **said)


def test_what_people_said_yes_to_stays_as_it_was(agreement):
    refused("agreement_stays_as_it_was", lambda: LinkUpAgreement.objects.filter(pk=agreement.pk).update(body="Other"))


def test_there_are_words_for_children(link_up):
    refused("agreement_in_both_words", row(link_up, child_body=" "))


def test_a_version_is_written_once(link_up, agreement):
    refused("agreement_version_once", row(link_up, version=1))


def test_none_is_written_after_the_end(under_way, coach):
    over = end(link_up=under_way, kind=LinkUp.EndKind.WEEKS_FINISHED, end_date=MONDAY, by=coach)
    refused("agreement_while_they_agree", row(over))


def yes(agreement, person, family):
    return lambda: AgreementSignature.objects.create(
        organisation=agreement.organisation, agreement=agreement, family=family, person=person
    )


def test_nobody_else_says_yes(agreement, seeking):
    refused("agreement_yes_of_the_two_families", yes(agreement, PersonFactory(), seeking))


def test_nobody_says_yes_to_an_older_version(link_up, agreement, coach, lena, seeking):
    write(link_up, coach, body="Newer", row_version=1)
    refused("agreement_yes_to_the_newest", yes(agreement, lena, seeking))


def test_nobody_says_yes_twice(agreement, lena, seeking):
    yes(agreement, lena, seeking)()
    refused("agreement_yes_once", yes(agreement, lena, seeking))


# --- Who reads what


def test_a_family_reads_its_own_yes_and_of_the_other_whether_all_have(link_up, agreement, coach, brandt, lena, femi):
    actions.say_yes(link_up=link_up, person=femi, by=coach)
    found = agreed(brandt, link_up)
    assert (found.signatures, [one.person for one in found.waiting], found.is_everyone) == ([], [lena], False)

    actions.say_yes(link_up=link_up, person=lena, by=coach)
    found = agreed(brandt, link_up)
    assert ([one.person for one in found.signatures], found.is_everyone) == ([lena], True)


def test_the_coach_writes_it_and_a_person_says_yes(marlon, client, link_up, brandt, lena):
    saved = marlon.post(
        address("agreement-write", link_up), {"body": "On Sundays", "child_body": "We play", "row_version": "0"}
    )
    assert saved.status_code == 302

    client.force_login(brandt)
    assert "We play" in words(client.get(address("agreement-yes", link_up)))
    client.post(address("agreement-yes", link_up), {"person": str(lena.pk)})

    assert [one.person for one in AgreementSignature.objects.all()] == [lena]


def test_nobody_says_yes_for_another_grown_up(client, link_up, agreement, brandt, femi, seeking):
    other = member_of(seeking, known_as="Jo").person
    client.force_login(brandt)
    for person in (femi, other):
        assert client.post(address("agreement-yes", link_up), {"person": str(person.pk)}).status_code == 422
    assert not AgreementSignature.objects.exists()


def test_there_is_something_to_begin_with(marlon, link_up):
    assert "If somebody may be hurt, we tell our coach" in words(marlon.get(address("agreement-write", link_up)))


def test_a_family_does_not_write_it_alone(client, link_up, brandt):
    client.force_login(brandt)
    assert client.get(address("agreement-write", link_up)).status_code == 403


def test_before_it_is_written_the_page_says_so(marlon, link_up):
    refused_page = marlon.get(address("agreement-yes", link_up))
    assert refused_page.status_code == 403
    assert "Nothing is agreed in writing yet" in words(refused_page)


@pytest.mark.parametrize("who", ["coach", "brandt"])
def test_no_link_leads_to_it_before_it_is_written(request, client, link_up, coach, who):
    client.force_login(request.getfixturevalue(who))
    before = words(client.get(address("linkup", link_up)))
    write(link_up, coach)

    shown = [
        address("agreement-yes", link_up) + '"' in page
        for page in (before, words(client.get(address("linkup", link_up))))
    ]
    assert shown == [False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(marlon, link_up, agreement, coach, seeking, django_assert_num_queries, count):
    for _each in range(count):
        actions.say_yes(link_up=link_up, person=member_of(seeking).person, by=coach)
        member_of(seeking)
    with django_assert_num_queries(17):
        marlon.get(address("agreement-yes", link_up))
