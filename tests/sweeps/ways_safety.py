"""How worries, alerts, interests and invitations come as far as each of their steps."""

from __future__ import annotations

from unittest.mock import patch

from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from casework.actions import alerts, safety_maps, worries
from casework.actions.conversations import log_conversation
from casework.actions.corrections import say_otherwise
from casework.models import Alert, Conversation, DangerStatement, SafeguardingConcern, SafetyMap
from database.asker import acting_as
from families.actions.access import end_involvement
from families.actions.contact import record_contact_point
from families.actions.emergency import break_glass
from families.actions.keeping import declare_interest, restrict
from families.actions.records import Sharing
from families.models import (
    ContactPoint,
    DeclaredInterest,
    Entry,
    Family,
    Involvement,
    Person,
    Record,
    Restriction,
    ShareState,
)
from tests.sweeps.ways import MONDAY, People, Rows

REASON = {"reason_code": "out_of_hours", "reason_text": "A neighbour rang: the children are alone."}


def raised(people: People) -> Rows:
    """Priya worries about Kwame, and has told nobody yet."""
    kwame = Person.objects.get(known_as="Kwame")
    return {"worries": worries.raise_worry(words="Nobody was there.", about=[kwame], by=people["Priya"]).pk}


def gone_without_goodbye(people: People) -> Rows:
    """Hana’s work with the Rowans ends today; the goodbye is still to come."""
    held = Involvement.objects.get(family__name="Rowan", practitioner__name="Hana")
    said = {"end_reason": Involvement.EndReason.MANAGE, "goodbye_kind": Involvement.Goodbye.NONE_YET}
    end_involvement(involvement=held, on=MONDAY, **said, by=people["Priya"])
    return {"alongside": held.pk}


def acknowledged(people: People) -> Rows:
    """Lena has the worry that was passed on to her."""
    concern = SafeguardingConcern.objects.get(people__person__known_as="Kwame")
    return {"worries": worries.acknowledge(concern=concern, by=people["Lena"]).pk}


def asked_for(people: People) -> Rows:
    """Priya asks for an alert about Joan’s home."""
    alert = alerts.ask_for_alert(
        person=Person.objects.get(known_as="Joan"),
        kind=Alert.Kind.RISK_TO_STAFF,
        text="The stairs are loose.",
        evidence="Seen today.",
        discussed=Alert.Discussed.YES,
        discussed_on=MONDAY,
        review_on=MONDAY.replace(month=9),
        by=people["Priya"],
    )
    return {"alerts": alert.pk}


def said_otherwise(people: People) -> Rows:
    """Dana says that it was not how Priya wrote it."""
    talk = Conversation.objects.get(headline="After school, at the kitchen table")
    dana = Person.objects.get(known_as="Dana", account__isnull=False)
    with acting_as(people["Dana"].asker):
        said = say_otherwise(conversation=talk, person=dana, statement="We were at Joan’s.", by=people["Dana"])
    return {"corrections": said.pk}


def opened_by_hana(people: People) -> Rows:
    """Hana has opened what Priya wrote, by the clock by which the database says when it was written."""
    talk = Conversation.objects.get(headline="After school, at the kitchen table")
    with acting_as(people["Hana"].asker), patch("database.clock.now", timezone.now):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:conversation", record=talk.record_id, by=people["Hana"])
    return {"conversations": talk.pk}


def own_words_read(people: People) -> Rows:
    """Hana has opened how Priya wrote down that it stands."""
    talk = opened_by_hana(people)["conversations"]
    return {"entries": Entry.objects.get(kind="context", record__conversation=talk).pk}


def kept_back(people: People) -> Rows:
    """Priya keeps back from Dana what she was told about someone else."""
    for_now = Sharing(
        ShareState.State.WITHHELD, reason=ShareState.Reason.THIRD_PARTY, review_on=MONDAY.replace(month=4)
    )
    dana, priya = Person.objects.get(known_as="Dana", account__isnull=False), people["Priya"]
    family = Family.objects.get(name="Rowan")
    with acting_as(priya.asker):
        talk = log_conversation(family=family, people=[dana], headline="About her sister", sharing=for_now, by=priya)
    return {"records": talk.record_id}


def safe_to_write_to(people: People) -> Rows:
    """Bill, who has no sign-in yet, may be written to."""
    bill = Person.objects.get(known_as="Bill")
    safe = [ContactPoint.SafeWay.EMAIL]
    record_contact_point(
        person=bill, kind=ContactPoint.Kind.EMAIL, value="bill@home.test", safe_to=safe, by=people["Priya"]
    )
    return {"people": bill.pk}


def declared(people: People) -> Rows:
    """Hana knows Joan from her own life; Sarah manages her."""
    joan = Person.objects.get(known_as="Joan")
    hana, friend = people["Hana"], DeclaredInterest.Kind.FRIEND
    return {"interests": declare_interest(practitioner=hana.practitioner, known=joan, kind=friend, by=hana).pk}


def restricted(people: People) -> Rows:
    """Only Priya sees Amina."""
    held = restrict(
        what=Person.objects.get(known_as="Amina"),
        ground=Restriction.Ground.values[0],
        allowed=[],
        review_on=MONDAY.replace(month=9),
        by=people["Priya"],
    )
    return {"restrictions": held.pk}


def _told(people: People) -> Record:
    """What Amina told only Priya."""
    return Record.objects.get(share_states__state="child_only", share_states__person__known_as="Amina")


def told_in_confidence(people: People) -> Rows:
    return {"records": _told(people).pk}


def opened_by_sarah(people: People) -> Rows:
    """Sarah has opened it, and Lena is to look at that."""
    sarah = people["Sarah"]
    with acting_as(sarah.asker):
        return {"emergencies": break_glass(target=_told(people), by=sarah, **REASON).pk}


def restricted_openly(people: People) -> Rows:
    """Only Priya sees Joan, which is no secret; Lena has the family open."""
    lena, joan = people["Lena"], Person.objects.get(known_as="Joan")
    review_on = MONDAY.replace(month=9)
    restrict(
        what=joan,
        ground=Restriction.Ground.OTHER,
        allowed=[],
        review_on=review_on,
        is_secret=False,
        by=people["Priya"],
    )
    with acting_as(lena.asker):
        break_glass(target=Family.objects.get(name="Rowan"), by=lena, **REASON)
    return {"people": joan.pk}


def map_complete(people: People) -> Rows:
    """The map of the Rowans has its goals, and its scales."""
    made = SafetyMap.objects.get(record__family__name="Rowan")
    priya = people["Priya"]
    for danger in DangerStatement.objects.filter(map=made, goal__isnull=True, taken_off_on__isnull=True):
        safety_maps.take_off_danger(danger=danger, by=priya)
    return {"safety-maps": safety_maps.complete_safety_map(safety_map=made, by=priya).pk}
