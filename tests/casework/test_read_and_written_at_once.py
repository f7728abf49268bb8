"""Who reads a record is changed and something is written into it at one moment: the second waits, and asks what the first has left
(domain.md §8.6, `hold_record`)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from casework.actions import my_plans, safety_maps
from casework.actions.adding import add_to_conversation
from casework.actions.confidence import choose_readers
from casework.actions.conversations import log_conversation
from casework.actions.corrections import say_otherwise
from casework.actions.looking_again import look_again
from casework.actions.self_reviews import look_back_on_plan
from casework.models import ReadBy
from database.asker import acting_as
from families.actions.records import EntryText, Sharing
from families.models import Entry, ShareState
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PersonFactory, PractitionerFactory
from tests.factories_families import AddressFactory, ResidenceFactory, sign_in_of

HOME = "The Old Mill Cottage"
State = ShareState.State


class World:
    """Amina, who lives where Rob must not know, and what she and her worker wrote that Rob doesn't read as yet."""

    def __init__(self):
        with transaction.atomic():
            self.family = FamilyFactory()
            self.worker = PractitionerFactory().user
            InvolvementFactory(family=self.family, practitioner=self.worker.practitioner)
            born = PersonFactory(known_as="Amina", date_of_birth=date(2015, 5, 1))
            self.amina = MembershipFactory(family=self.family, person=born).person
            self.rob = MembershipFactory(family=self.family, person=PersonFactory(known_as="Rob")).person
            self.child = sign_in_of(self.amina)
            there = AddressFactory(lines=HOME, postcode="LF2 4QQ")
            ResidenceFactory(person=self.amina, address=there, is_confidential=True)

    def talk(self):
        said = [EntryText(Entry.Kind.NOTE, "She misses her room")]
        only_hers = Sharing(State.CHILD_ONLY)
        about = {"family": self.family, "people": [self.amina], "headline": "At school"}
        with acting_as(self.worker.asker), transaction.atomic():
            return log_conversation(entries=said, sharing=only_hers, by=self.worker, **about)

    def plan(self):
        only_me = {"owner": self.amina, "family": self.family, "read_by": ReadBy.ONLY_ME}
        with acting_as(self.child.asker), transaction.atomic():
            return my_plans.begin_my_plan(good_day="Sun", by=self.child, **only_me)

    def map(self):
        kept = Sharing(State.WITHHELD, reason="third_party", review_on=date(2026, 4, 1))
        about = {"family": self.family, "people": [self.rob], "made_with": [self.rob], "happened_on": date(2026, 3, 16)}
        with acting_as(self.worker.asker), transaction.atomic():
            return safety_maps.begin_safety_map(sharing=kept, by=self.worker, **about)

    def chosen(self, talk):
        share = ShareState.objects.filter(record=talk.record)
        return self.child, lambda: choose_readers(share_state=share.get(), readers=[self.rob], by=self.child)

    def shown(self, plan):
        chosen = {"plan": plan, "read_by": ReadBy.CHOSEN, "readers": [self.rob], "by": self.child}
        return self.child, lambda: my_plans.choose_plan_readers(**chosen)

    def shared(self, kept):
        return self.worker, lambda: look_again(record=kept.record, sharing=Sharing(), by=self.worker)

    def added(self, talk):
        entry = EntryText(Entry.Kind.NOTE, f"Now at {HOME}")
        return self.worker, lambda: add_to_conversation(conversation=talk, entry=entry, by=self.worker)

    def disputed(self, talk):
        said = {"conversation": talk, "person": self.amina, "statement": f"I am at {HOME}", "by": self.child}
        return self.child, lambda: say_otherwise(**said)

    def written(self, plan):
        said = {"plan": plan, "row_version": 1, "good_day": f"Home at {HOME}", "by": self.child}
        return self.child, lambda: my_plans.write_my_plan(**said)

    def looked_back(self, plan):
        said = {"plan": plan, "row_version": 1, "answers": {}, "keep": f"Home at {HOME}", "by": self.child}
        return self.child, lambda: look_back_on_plan(**said)

    def put_on(self, made):
        said = {"safety_map": made, "part": "strength", "text": f"Safe at {HOME}", "by": self.worker}
        return self.worker, lambda: safety_maps.add_to_safety_map(**said)

    def feared(self, made):
        words = ("who_is_worried", "worry", "effect_on_child", "if_nothing_changes")
        said = dict.fromkeys(words, f"Someone comes to {HOME}") | {"safety_map": made, "by": self.worker}
        return self.worker, lambda: safety_maps.write_danger(**said)


KINDS = (
    (World.talk, World.chosen, [World.added, World.disputed]),
    (World.plan, World.shown, [World.written, World.looked_back]),
    (World.map, World.shared, [World.put_on, World.feared]),
)


def came(second):
    """What it came to, in a transaction of its own, for which nothing is waited."""
    who, step = second
    try:
        with acting_as(who.asker), transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '1ms'")
            step()
    except ValidationError:
        return "refused"
    except OperationalError as error:
        return "waits" if isinstance(error.__cause__, LockNotAvailable) else str(error)
    finally:
        connection.close()
    return "done"


def of_two(first, second):
    """What the second comes to while the first is not over yet, and once it is."""
    who, step = first
    with ThreadPoolExecutor(1) as elsewhere:
        with acting_as(who.asker), transaction.atomic():
            step()
            meanwhile = elsewhere.submit(came, second).result()
        return meanwhile, elsewhere.submit(came, second).result()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_the_second_waits_and_is_refused(organisation):
    outcomes = {}
    for begin, read, writes in KINDS:
        for write in writes:
            world, other = World(), World()
            what, same = begin(world), begin(other)
            outcomes[write.__name__, "last"] = of_two(read(world, what), write(world, what))
            outcomes[write.__name__, "first"] = of_two(write(other, same), read(other, same))

    assert {key: found for key, found in outcomes.items() if found != ("waits", "refused")} == {}
