"""The door against a plain reading of domain.md §8.5: in any small world, for every user, both see the same rows."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from accounts import prepared
from accounts.errors import DomainError
from accounts.models import Organisation, Team, User
from database.asker import acting_as
from families import models
from families.actions.merging import merge_people
from families.periods import Period, always, since
from tests.conftest import FROZEN
from tests.families.naive_door import NaiveDoor, all_that_is_written

TODAY = FROZEN.date()
WATCHED = (
    models.Person,
    models.Family,
    models.FamilyMembership,
    models.Involvement,
    models.Parentage,
    models.Partnership,
    models.SiblingLink,
    models.MultipleBirth,
    models.UnknownSiblings,
    models.ParentalResponsibility,
    models.PregnancyLoss,
    models.LifePlace,
    models.ContactPoint,
    models.Residence,
    models.PersonBackground,
    models.Record,
    models.RecordSubject,
    models.Entry,
    models.EntryPerson,
    models.Goal,
    models.StorySample,
)
EDGES = st.sampled_from([-31, -30, -29, -1, 0, 1])
"""About today, and about the thirty days for which an ended involvement reads on."""
DAYS = st.one_of(st.integers(-60, 60), EDGES).map(lambda days: TODAY + timedelta(days=days))
BIRTHS = st.sampled_from(
    [None, date(2008, 3, 15), date(2008, 3, 16), date(2008, 3, 17), date(2015, 5, 1), date(1990, 4, 2)]
)
LATER = TODAY + timedelta(days=200)


@st.composite
def periods(draw):
    """Some hold, some have ended a few days or weeks ago, some are yet to come."""
    first, second = sorted((draw(DAYS), draw(DAYS)))
    return draw(
        st.sampled_from(
            [always(), always(), since(first), Period(None, second), Period(first, second + timedelta(days=1))]
        )
    )


@dataclass
class World:
    """A few of everything, written past the forms; `draw` decides who and whether."""

    draw: object
    organisation: object
    kith: object
    users: list = field(default_factory=list)

    def make(self, model, **fields):
        return model.objects.create(organisation=self.organisation, **fields)

    def one_of(self, things):
        return self.draw(st.sampled_from(things))

    def some(self, least, most):
        return range(self.draw(st.integers(least, most)))

    def user(self, kind, *roles, is_active=True):
        name = f"{kind} {len(self.users)}"
        user = self.make(
            User,
            kind=kind,
            name=name,
            email=f"{name.replace(' ', '')}@leeds.test",
            roles=roles,
            is_active=is_active,
            password="!",  # noqa: S106  (how Django marks none)
        )
        self.users.append(user)
        return user

    def try_to_make(self, model, **fields):
        """What the database refuses was no world."""
        row = model(organisation=self.organisation, **fields)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return None
        return row

    def people_and_families(self):
        self.families = [self.make(models.Family, name=f"Family {n}") for n in range(self.draw(st.integers(1, 3)))]
        self.people = [
            self.make(models.Person, known_as=f"Person {n}", date_of_birth=self.draw(BIRTHS))
            for n in range(self.draw(st.integers(2, 5)))
        ]
        for _ in self.some(3, 7):
            self.try_to_make(
                models.FamilyMembership,
                family=self.one_of(self.families),
                person=self.one_of(self.people),
                role="child",
                period=self.draw(periods()),
            )

    def everyone_who_signs_in(self):
        manager = self.user("staff", "team_manager")
        team = self.make(Team, name="North", manager=manager)
        workers = [
            manager,
            self.user("staff", "social_worker"),
            self.user("staff", self.one_of(["intake", "family_coach"])),
            self.user("staff", "social_worker", is_active=self.one_of([True, True, False])),
            self.user("staff", "quality_lead"),
        ]
        self.lead = workers[-1]
        self.workers = [
            self.make(
                models.Practitioner,
                user=worker,
                name=worker.name,
                role_title="Worker",
                team=team if worker.name == "staff 1" else None,
            )
            for worker in workers
        ]
        self.relatives = [self.user("family", is_active=self.one_of([True, True, True, False])) for _ in range(2)]
        people = self.draw(st.permutations(self.people))
        self.who_sign_in = people[:2]
        for user, person in zip([*self.relatives, self.one_of(workers)], people, strict=False):
            self.make(models.PersonAccount, user=user, person=person)
        self.advocate = self.user("family")
        body = self.make(models.Agency, name="Voices", sector="voluntary")
        self.make(models.Advocate, user=self.advocate, works_for=body)
        self.user("client")
        self.user(
            "staff", self.one_of(["administrator", "analyst", "locality_lead"])
        )  # may be named, and chosen, and reads nothing
        for _ in self.some(3, 6):
            self.try_to_make(
                models.Involvement,
                family=self.one_of(self.families),
                practitioner=self.one_of(self.workers),
                person=self.one_of([None, *self.people]),
                role=self.one_of(["lead_worker", "co_worker", "family_coach", "fgc_coordinator", "school", "other"]),
                period=self.draw(periods()),
            )

    def ties(self):
        for _ in self.some(2, 5):
            one, other = sorted((self.one_of(self.people), self.one_of(self.people)), key=lambda person: person.pk)
            visibility = self.one_of(["normal", "restricted"])
            wants_drawn = self.one_of(["not_asked", "no", "yes"])
            mistaken_on = self.one_of([None, None, TODAY])
            self.try_to_make(
                models.PregnancyLoss,
                person=self.one_of(self.people),
                kind="miscarriage",
                wants_drawn=wants_drawn,
                mistaken_on=mistaken_on,
            )
            self.try_to_make(models.LifePlace, person=self.one_of(self.people), place_label="Nan’s")
            self.try_to_make(models.UnknownSiblings, person=self.one_of(self.people), visibility=visibility)
            kind = self.one_of([models.Parentage, models.Partnership, models.SiblingLink, models.MultipleBirth])
            if kind is models.Parentage:
                fields = {"parent": one, "child": other, "basis": "birth"}
            elif kind is models.MultipleBirth:
                fields = {"a": one, "b": other}
            else:
                fields = {"a": one, "b": other, "kind": "married" if kind is models.Partnership else "half"}
            self.try_to_make(kind, visibility=visibility, **fields)
        for _ in self.some(2, 4):
            self.try_to_make(
                models.ParentalResponsibility,
                holder=self.one_of([*self.who_sign_in, *self.people]),
                child=self.one_of(self.people),
                basis="other",
                status=self.one_of(["confirmed", "confirmed", "believed"]),
                period=self.draw(periods()),
            )

        council = self.make(models.Agency, name="Leeds City Council", sector="council")
        for _ in self.some(1, 2):
            self.try_to_make(
                models.ParentalResponsibility,
                agency=council,
                child=self.one_of(self.people),
                basis="care_order",
                status=self.one_of(["confirmed", "believed"]),
                period=self.draw(periods()),
            )

    def what_they_say_of_themselves(self):
        for person in self.people:
            self.make(models.PersonBackground, person=person, faith="Quaker", told_by="themselves")

    def homes_and_numbers(self):
        addresses = [self.make(models.Address, lines=f"{n} Ash Road") for n in range(2)]
        for _ in self.some(2, 5):
            self.try_to_make(
                models.Residence,
                person=self.one_of(self.people),
                address=self.one_of(addresses),
                is_main=False,
                is_confidential=self.one_of([True, False]),
                period=self.draw(periods()),
            )
            self.try_to_make(
                models.ContactPoint,
                person=self.one_of(self.people),
                kind="mobile",
                value=self.one_of(["1", "2"]),
                is_confidential=self.one_of([True, False]),
                is_only_theirs=self.one_of([True, False]),
                period=self.draw(periods()),
            )

    def records_and_goals(self):
        self.records, self.shares = [], []
        for number in self.some(2, 5):
            record = self.make(
                models.Record,
                kind=self.one_of(["conversation", "goal", "conference"]),
                family=self.one_of([None, *self.families, *self.families]),
                happened_on=TODAY,
                author=self.one_of([None, *(worker.user for worker in self.workers)]),
                author_person=self.one_of([None, None, *self.people]),
            )
            self.records.append(record)
            self.subjects_of(record)
            self.entries_of(record)
            if record.family and record.kind == "goal":
                goal = self.make(models.Goal, record=record, family=record.family, words=f"Goal {number}")
                for _ in self.some(0, 2):
                    self.try_to_make(
                        models.GoalShare, goal=goal, family=self.one_of(self.families), period=self.draw(periods())
                    )

    def subjects_of(self, record):
        for person in self.draw(st.lists(st.sampled_from(self.people), max_size=2, unique_by=lambda one: one.pk)):
            self.make(models.RecordSubject, record=record, person=person)
            state = self.one_of(["shared", "shared", "shared_later", "withheld", "child_only"])
            why = {}
            if state == "withheld":
                decided = {"decided_by": self.workers[0].user, "decided_on": TODAY}
                why = {"reason": "other", "review_on": TODAY + timedelta(days=9), **decided}
            if state == "shared_later":
                why = {"share_on": self.draw(DAYS)}
            share = self.try_to_make(models.ShareState, record=record, person=person, state=state, **why)
            self.shares += [share] if share else []

    def entries_of(self, record):
        for position in self.some(0, 2):
            entry = self.make(
                models.Entry,
                record=record,
                position=position,
                kind="seen",
                body="Toast",
                speaker=self.one_of([None, None, *self.people]),
            )
            for person in self.draw(st.lists(st.sampled_from(self.people), max_size=2, unique_by=lambda one: one.pk)):
                self.make(models.EntryPerson, entry=entry, person=person)

    def what_is_sampled(self):
        """Some stories that a quality lead reads, has read or will; someone of the family may be restricted afterwards."""
        for _ in self.some(0, 3):
            first = self.draw(DAYS)
            self.try_to_make(
                models.StorySample,
                reader=self.lead,
                family=self.one_of(self.families),
                period=Period(first, first + timedelta(days=self.draw(st.integers(1, 30)))),
                why="How do we say goodbye?",
                drawn_how="team",
                drawn_by=self.workers[0].user,
                ended_at=self.one_of([None, None, FROZEN]),
            )

    def what_keeps(self):
        looked_at = {"set_by": self.workers[0].user, "set_on": TODAY, "review_on": LATER}
        for _ in self.some(1, 3):
            target = self.one_of(
                [{"protected_person": one} for one in self.people] + [{"record": one} for one in self.records]
            )
            self.try_to_make(
                models.AccessBlock,
                viewer_person=self.one_of(self.people),
                ground="other",
                ended_on=self.one_of([None, None, TODAY]),
                ended_because="Over.",
                **target,
                **looked_at,
            )
        for _ in self.some(0, 2):
            target = self.one_of([{"person": one} for one in self.people] + [{"family": one} for one in self.families])
            self.try_to_make(
                models.DeclaredInterest,
                practitioner=self.one_of(self.workers),
                kind="friend",
                period=self.draw(periods()),
                **target,
            )
        ties = [
            *({"parentage": one} for one in models.Parentage.objects.all()),
            *({"partnership": one} for one in models.Partnership.objects.all()),
            *({"sibling_link": one} for one in models.SiblingLink.objects.all()),
        ]
        for _ in self.some(1, 3):
            targets = [{"person": one} for one in self.people] + [{"record": one} for one in self.records] + ties
            restriction = self.try_to_make(
                models.Restriction,
                ground="other",
                ended_on=self.one_of([None, None, TODAY]),
                ended_because="Over.",
                **self.one_of(targets),
                **looked_at,
            )
            for _ in self.some(0, 2) if restriction else ():
                self.try_to_make(
                    models.RestrictionReader,
                    restriction=restriction,
                    user=self.one_of(self.users),
                    removed_on=self.one_of([None, None, TODAY]),
                )

    def what_opens(self):
        for _ in self.some(1, 3):
            self.try_to_make(
                models.HelperAccess,
                owner=self.one_of(self.people),
                helper=self.one_of([*self.relatives, self.advocate, self.advocate]),
                scope=self.one_of(models.HelperAccess.Scope.values),
                period=Period(TODAY - timedelta(days=5), self.one_of([TODAY, LATER])),
                revoked_at=self.one_of([None, None, FROZEN]),
            )
        for _ in self.some(0, 2):
            who = self.one_of([{"person": one} for one in self.people] + [{"user": one} for one in self.users])
            only_theirs = [share for share in self.shares if share.state == "child_only"]
            if self.shares:
                self.try_to_make(
                    models.ChosenReader,
                    share_state=self.one_of([*only_theirs, *only_theirs, *self.shares]),
                    removed_on=self.one_of([None, None, TODAY]),
                    **who,
                )
        for _ in self.some(0, 2):
            self.try_to_make(
                models.OwnSay,
                child=self.one_of(self.people),
                holder=self.one_of([None, *self.who_sign_in, *self.people]),
                why_competent="She told us so herself",
                period=self.draw(periods()),
            )
        for _ in self.some(0, 2):
            targets = [{"person": one} for one in self.people] + [{"family": one} for one in self.families]
            targets += [{"record": one} for one in self.records]
            user = self.one_of([worker.user for worker in self.workers] + [*self.relatives, self.advocate])
            with acting_as(user.asker):
                self.try_to_make(
                    models.EmergencyAccess,
                    user=user,
                    reason_code="other",
                    reason_text="Nobody else is there tonight",
                    ended_at=self.one_of([None, None, FROZEN]),
                    **self.one_of(targets),
                )

    def someone_was_there_twice(self):
        """Two of them are found to be one, where that can be."""
        signs_in = set(models.PersonAccount.objects.values_list("person", flat=True))
        merged, kept = sorted(self.people, key=lambda person: person.pk in signs_in)[:2]
        with suppress(DomainError):
            merge_people(kept=kept, merged=merged, why="The same birthday", by=self.kith)


@contextmanager
def leeds():
    with transaction.atomic():
        organisation = Organisation.objects.create(name="Leeds")
        kith = User.objects.create_user(
            "kith@leeds.test", name="Kith", kind=User.Kind.SYSTEM, organisation=organisation
        )
        with acting_as(kith.asker):
            yield organisation, kith
        transaction.set_rollback(True)


def visible(user, model):
    """As a hot read is composed: once for all users who are alike, with a stand-in for the one who asks."""
    return model.objects.visible_to(user).values_list("pk").query.sql_with_params()


def compare(data):
    with leeds() as (organisation, kith):
        world = World(data.draw, organisation, kith)
        world.people_and_families()
        world.everyone_who_signs_in()
        world.ties()
        world.homes_and_numbers()
        world.what_they_say_of_themselves()
        world.records_and_goals()
        world.what_is_sampled()
        world.what_keeps()
        world.what_opens()
        if world.one_of([True, False, False]):
            world.someone_was_there_twice()
        turn, written = world.one_of([0, 1]), all_that_is_written()
        for number, user in enumerate([*world.users, kith], start=turn):
            naive = NaiveDoor(user, written)
            for place, model in enumerate(WATCHED, start=number):
                agree(user, model, naive, is_counted=place % 2)


def agree(user, model, naive, *, is_counted):
    """Both see the same, however it is asked; in one world it is counted, and in another it is left out of all that there is."""
    all_there_is = getattr(naive, model.__name__)
    meant = {row.pk for row in all_there_is if naive.may_see(row)}
    seen = {pk for (pk,) in prepared.rows(visible, user, model=model)}
    if seen != meant:
        note(f"{user.name} ({user.roles}) {model.__name__}: door only {seen - meant}, reading only {meant - seen}")
    assert seen == meant
    own = model.objects.visible_to(user)  # as pages ask, with the sets that are written once a day
    assert set(own.values_list("pk", flat=True)) == meant
    if is_counted:
        assert own.count() == len(meant)
    else:
        unseen = {row.pk for row in all_there_is} - meant
        assert set(model.objects.exclude(pk__in=own.values("pk")).values_list("pk", flat=True)) == unseen


PLAIN = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@settings(max_examples=16, derandomize=True, **PLAIN)
@given(st.data())
def test_the_door_says_what_the_list_says(data):
    compare(data)


@pytest.mark.fuzz
@pytest.mark.django_db(transaction=True)
@settings(max_examples=2_000, **PLAIN)
@given(st.data())
def test_the_door_says_what_the_list_says_in_every_world(data):
    compare(data)
