from datetime import timedelta

import pytest
from django.urls import reverse

from casework.actions.conversations import log_conversation
from casework.models import Conversation
from casework.rules.conversations import can_log_conversation
from database import clock
from families.actions.access import end_involvement
from families.actions.records import EntryText, Sharing
from families.models import Entry, Involvement, PersonAccount, ShareState
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory, UserFactory


@pytest.fixture
def dana(family):
    person = MembershipFactory(family=family, person__known_as="Dana", role="parent_carer").person
    user = UserFactory(kind="family", roles=[], name="Dana")
    PersonAccount.objects.create(organisation=family.organisation, person=person, user=user)
    return person


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def conversation(family, worker, dana):
    return log_conversation(family=family, people=[dana], headline="At the table", by=worker)


def seen_by(user):
    return list(Conversation.objects.visible_to(user))


def test_the_lead_worker_reads(conversation, worker):
    assert seen_by(worker) == [conversation]


def test_the_manager_of_the_team_reads(conversation, manager):
    assert seen_by(manager) == [conversation]


def test_someone_not_involved_reads_nothing(conversation, outsider):
    assert seen_by(outsider) == []


def test_whom_it_is_about_reads(conversation, dana):
    assert seen_by(dana.account.user) == [conversation]


def test_another_of_the_family_reads_nothing(conversation, family):
    joan = MembershipFactory(family=family).person
    user = UserFactory(kind="family", roles=[])
    PersonAccount.objects.create(organisation=family.organisation, person=joan, user=user)

    assert seen_by(user) == []


def test_what_is_withheld_is_not_read_by_whom_it_is_about(family, worker, dana):
    sharing = Sharing(
        state=ShareState.State.WITHHELD, reason="third_party", review_on=clock.today() + timedelta(days=5)
    )
    withheld = log_conversation(family=family, people=[dana], headline="Later", sharing=sharing, by=worker)

    assert seen_by(dana.account.user) == []
    assert seen_by(worker) == [withheld]


@pytest.mark.parametrize(("days_ago", "reads"), [(29, True), (30, False)])
def test_an_ended_involvement_reads_for_thirty_days(conversation, family, days_ago, reads):
    hana = PractitionerFactory()
    day = clock.today() - timedelta(days=days_ago)
    involvement = InvolvementFactory(family=family, practitioner=hana)
    end_involvement(involvement=involvement, on=day, end_reason=Involvement.EndReason.LEFTRL, by=hana.user)

    assert bool(seen_by(hana.user)) is reads


def test_a_coach_reads_no_conversation_of_the_social_worker(conversation, family):
    marlon = PractitionerFactory(user__roles=["family_coach"])
    InvolvementFactory(family=family, practitioner=marlon, role="family_coach")

    assert seen_by(marlon.user) == []


def test_a_reader_gets_no_entry_about_another(family, worker, dana, amina):
    entries = [
        EntryText(Entry.Kind.SAID, "Tell only her.", {"speaker": amina}),
        EntryText(Entry.Kind.SAID, "I rang school.", {"speaker": dana}),
        EntryText(Entry.Kind.STRENGTH, "Draws.", whose=(amina,)),
        EntryText(Entry.Kind.CONTEXT, "Rent."),
    ]
    log_conversation(family=family, people=[dana, amina], headline="Both", entries=entries, by=worker)

    read = Entry.objects.visible_to(dana.account.user).order_by("position")

    assert [entry.body for entry in read] == ["I rang school.", "Rent."]


@pytest.mark.parametrize(
    ("role", "ended", "refusal"),
    [
        ("social_worker", False, ""),
        ("social_worker", True, "Your work with this family has ended, so you can read but not change it."),
        ("intake", False, "Only people who work with families write conversations here."),
    ],
)
def test_can_log_conversation(family, role, ended, refusal):
    practitioner = PractitionerFactory(user__roles=[role])
    involvement = InvolvementFactory(family=family, practitioner=practitioner)
    if ended:
        end_involvement(
            involvement=involvement, on=clock.today(), end_reason=Involvement.EndReason.LEFTRL, by=practitioner.user
        )

    assert can_log_conversation(practitioner.user, family).refusal == refusal


def test_what_a_child_told_in_confidence_stays_on_its_own_page(client, family, worker, amina):
    told = log_conversation(
        family=family,
        people=[amina],
        headline="In the car",
        entries=[EntryText(Entry.Kind.SAID, "Tell only Priya.", {"speaker": amina})],
        sharing=Sharing(ShareState.State.CHILD_ONLY),
        by=worker,
    )
    client.force_login(worker)

    for page in (family.get_absolute_url(), reverse("casework:conversation-list", args=[family.pk])):
        shown = client.get(page).text
        assert ("Tell only Priya." in shown, "In the car" in shown) == (False, False)
    assert "In the car" in client.get(amina.get_absolute_url()).text
    own = client.get(told.get_absolute_url()).content.decode()
    assert "Tell only Priya." in own
    assert "And the people at work with the family." not in own
    assert "Last talked on" not in client.get(reverse("casework:today")).text
