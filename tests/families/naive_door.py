"""domain.md §8.5, read one record at a time by someone with all the time in the world. The door must say the same.

It reads every row as Kith itself and asks nothing of the door: plain loops over plain lists, in the order of the list.
"""

import re
from datetime import timedelta

from django.utils import timezone

from database import clock
from families import models

WHOLE_RECORD = {
    "lead_worker",
    "co_worker",
    "family_help_lead",
    "lead_child_protection",
    "team_manager",
    "decision_maker",
}
PART_OF_IT = {"family_coach": {"goal", "coach_session"}, "fgc_coordinator": {"conference", "family_plan"}}
GIVEN = {"talks": {"conversation"}, "meetings": {"conference", "family_plan"}, "goals": {"goal"}}


NAMES = [
    "AccessBlock",
    "ChosenReader",
    "ContactPoint",
    "DeclaredInterest",
    "EmergencyAccess",
    "Entry",
    "EntryPerson",
    "Family",
    "FamilyMembership",
    "Goal",
    "GoalShare",
    "HelperAccess",
    "Involvement",
    "LifePlace",
    "MultipleBirth",
    "OwnSay",
    "Parentage",
    "ParentalResponsibility",
    "Partnership",
    "Person",
    "PersonAccount",
    "PersonBackground",
    "Practitioner",
    "PregnancyLoss",
    "Record",
    "RecordSubject",
    "Residence",
    "Restriction",
    "RestrictionReader",
    "ShareState",
    "SiblingLink",
    "StorySample",
    "UnknownSiblings",
]


def all_that_is_written():
    """Every row, read once for all who ask."""
    return {name: list(getattr(models, name)._base_manager.all()) for name in NAMES}


class NaiveDoor:
    """Everything that is written down, and what one user may see of it."""

    def __init__(self, user, written):
        self.user = user
        self.today = clock.today()
        for name, rows in written.items():
            setattr(self, name, rows)
        self.me = {one.person_id for one in self.PersonAccount if one.user_id == user.pk}
        self.people = {one.pk: one for one in self.Person}
        self.families = {one.pk: one for one in self.Family}
        self.records = {one.pk: one for one in self.Record}

    def may_see(self, thing):
        """Line 1, and then what kind of thing it is."""
        if not self.user.is_active or self.user.kind == "system" or self.reads_no_record:
            return False
        return getattr(self, f"may_see_{type(thing).__name__.lower()}")(thing)

    @property
    def is_staff(self):
        return self.user.kind == "staff"

    @property
    def reads_no_record(self):
        """The table: of an administrator, an analyst and a locality lead each cell is closed, and of who has no role here."""
        return self.is_staff and not set(self.user.roles) - {"administrator", "analyst", "locality_lead"}

    @property
    def is_family(self):
        return self.user.kind == "family"

    @property
    def is_client(self):
        return self.user.kind == "client"

    def holds(self, fact):
        """Whether a dated fact holds today."""
        return self.today in fact.period

    # Lines 2 and 3: what does not exist.

    def does_not_exist(self, person):
        if self.is_client:
            return False
        for block in self.AccessBlock:
            if block.ended_on is None and block.viewer_person_id in self.me and block.protected_person_id == person:
                return True
        return self.is_staff and any(
            interest.person_id == person or (interest.family_id and self.was_ever_in(person, interest.family_id))
            for interest in self.my_interests()
        )

    def my_interests(self):
        mine = {one.pk for one in self.Practitioner if one.user_id == self.user.pk}
        return [one for one in self.DeclaredInterest if one.practitioner_id in mine and self.holds(one)]

    def was_ever_in(self, person, family):
        return any(one.person_id == person and one.family_id == family for one in self.FamilyMembership)

    def knows_family_from_own_life(self, family):
        return self.is_staff and family is not None and any(one.family_id == family for one in self.my_interests())

    # Line 5: restricted, and who is named.

    def restrictions_on(self, **target):
        ((column, pk),) = target.items()
        return [one for one in self.Restriction if one.ended_on is None and getattr(one, f"{column}_id") == pk]

    def is_named_in(self, restriction):
        return not self.is_client and any(
            one.restriction_id == restriction.pk and one.user_id == self.user.pk and one.removed_on is None
            for one in self.RestrictionReader
        )

    def has_broken_glass(self, **target):
        ((column, pk),) = target.items()
        return not self.is_client and any(
            one.user_id == self.user.pk
            and getattr(one, f"{column}_id") == pk
            and one.ended_at is None
            and one.expires_at > timezone.now()
            for one in self.EmergencyAccess
        )

    def is_restricted_to_others(self, person):
        if self.has_broken_glass(person=person):
            return False
        return any(not self.is_named_in(one) for one in self.restrictions_on(person=person))

    def is_kept(self, person):
        return person is not None and (self.does_not_exist(person) or self.is_restricted_to_others(person))

    # Line 7: who works with a family.

    def involvements_with(self, family):
        """The user's own, and those of whom they manage: now, or ended in the last 30 days."""
        mine = {
            one.pk
            for one in self.Practitioner
            if one.user_id == self.user.pk or (one.team and one.team.manager_id == self.user.pk)
        }
        return [
            one
            for one in self.Involvement
            if one.family_id == family
            and one.practitioner_id in mine
            and (one.period.lower is None or one.period.lower <= self.today)
            and (one.period.upper is None or one.period.upper > self.today - timedelta(days=30))
        ]

    # The table: a quality lead reads a sample.

    def reads_as_a_sample(self, family):
        if not self.is_staff or "quality_lead" not in self.user.roles or self.knows_family_from_own_life(family):
            return False
        members = {one.person_id for one in self.FamilyMembership if one.family_id == family}
        return not any(self.restrictions_on(person=person) for person in members) and any(
            one.family_id == family and one.reader_id == self.user.pk and one.ended_at is None and self.holds(one)
            for one in self.StorySample
        )

    def may_be_named(self, person):
        """By name alone, where something that is read as a sample speaks of them."""
        families = {one.family_id for one in self.FamilyMembership if one.person_id == person.pk}
        sampled = any(self.reads_as_a_sample(family) for family in families) and not self.is_kept(person.pk)
        return sampled or self.may_see_person(person)

    def sample_shows(self, record):
        shares = self.shares_of(record)
        return (
            self.reads_as_a_sample(record.family_id)
            and record.kind not in {"my_plan", "supervision_note", "conference"}
            and bool(shares)
            and all(self.is_shared_now(one) for one in shares)
        )

    def may_see_recordsubject(self, subject):
        return self.may_see_record(self.records[subject.record_id]) and self.may_be_named(
            self.people[subject.person_id]
        )

    def may_see_entryperson(self, whose):
        entry = next(one for one in self.Entry if one.pk == whose.entry_id)
        return self.may_see_entry(entry) and self.may_be_named(self.people[whose.person_id])

    def may_see_storysample(self, sample):
        if self.is_family:
            return bool(self.me & self.members_now(sample.family_id))
        mine = sample.reader_id == self.user.pk or bool(self.involvements_with(sample.family_id))
        return self.is_staff and mine and not self.knows_family_from_own_life(sample.family_id)

    def reads_the_whole_of(self, family):
        if self.has_broken_glass(family=family):
            return True
        return any(one.role in WHOLE_RECORD for one in self.involvements_with(family))

    # People and families.

    def members_now(self, family):
        return {one.person_id for one in self.FamilyMembership if one.family_id == family and self.holds(one)}

    def may_see_family(self, family):
        if self.knows_family_from_own_life(family.pk):
            return False
        if self.is_staff:
            return bool(self.involvements_with(family.pk)) or self.has_broken_glass(family=family.pk)
        if self.is_family:
            return bool(self.me & self.members_now(family.pk))
        return not any(self.restrictions_on(person=person) for person in self.members_now(family.pk))

    def may_see_person(self, person):
        if self.is_kept(person.pk):
            return False
        if not self.is_client and any(self.is_named_in(one) for one in self.restrictions_on(person=person.pk)):
            return True
        families = {one.family_id for one in self.FamilyMembership if one.person_id == person.pk}
        if self.is_family:
            families = {family for family in families if person.pk in self.members_now(family)}
            if person.pk in self.those_i_help():
                return True
        if person.merged_into_id:
            return False
        if self.is_staff and (
            self.has_broken_glass(person=person.pk) or (not families and "intake" in self.user.roles)
        ):
            return True
        return any(self.may_see_family(self.families[family]) for family in families)

    def may_see_personbackground(self, told):
        if not self.may_see_person(self.people[told.person_id]) or self.is_client:
            return False
        if self.is_family:
            return told.person_id in self.me
        families = {one.family_id for one in self.FamilyMembership if one.person_id == told.person_id}
        if not families:
            return "intake" in self.user.roles
        return any(self.reads_the_whole_of(family) for family in families)

    def may_see_familymembership(self, membership):
        if self.is_family and not self.holds(membership):
            return False
        return self.may_see_family(self.families[membership.family_id]) and not self.is_kept(membership.person_id)

    def may_see_involvement(self, involvement):
        if not self.may_see_family(self.families[involvement.family_id]) or self.is_kept(involvement.person_id):
            return False
        if involvement.role != "school":
            return True
        if involvement.person_id is None:
            fellows = {one.person_id for one in self.FamilyMembership if one.family_id == involvement.family_id}
            return not any(self.is_kept(person) for person in fellows)
        hidden = any(
            home.person_id == involvement.person_id and home.is_confidential and self.holds(home)
            for home in self.Residence
        )
        return self.may_reach(involvement.person_id, hidden=hidden)

    # Edges.

    def may_see_edge(self, edge, kind, one, other):
        if not (self.may_see_person(self.people[one]) and self.may_see_person(self.people[other])):
            return False
        if edge.visibility == "normal":
            return True
        if self.is_client:
            return False
        named = self.restrictions_on(**{kind: edge.pk}) if kind else []
        return any(self.is_named_in(one) for one in named) or any(
            involvement.role == "lead_worker" and self.holds(involvement) and self.is_mine(involvement)
            for involvement in self.Involvement
            if {one, other} & self.members_now(involvement.family_id)
        )

    def is_mine(self, involvement):
        return any(one.pk == involvement.practitioner_id and one.user_id == self.user.pk for one in self.Practitioner)

    def may_see_parentage(self, edge):
        return self.may_see_edge(edge, "parentage", edge.parent_id, edge.child_id)

    def may_see_partnership(self, edge):
        return self.may_see_edge(edge, "partnership", edge.a_id, edge.b_id)

    def may_see_siblinglink(self, edge):
        return self.may_see_edge(edge, "sibling_link", edge.a_id, edge.b_id)

    def may_see_multiplebirth(self, birth):
        return self.may_see_edge(birth, "", birth.a_id, birth.b_id)

    def may_see_unknownsiblings(self, fact):
        return self.may_see_edge(fact, "", fact.person_id, fact.person_id)

    def may_see_parentalresponsibility(self, held):
        if not self.may_see_person(self.people[held.child_id]):
            return False
        if held.holder_id is not None:
            return self.may_see_person(self.people[held.holder_id])
        return not self.is_family or held.child_id in self.me or self.holds_it_for(held.child_id)

    def holds_it_for(self, child):
        """Whether the user holds parental responsibility for a child themselves today, for certain."""
        return any(
            one.child_id == child and one.holder_id in self.me and one.status == "confirmed" and self.holds(one)
            for one in self.ParentalResponsibility
        )

    def may_see_pregnancyloss(self, loss):
        if self.is_client or not self.may_see_person(self.people[loss.person_id]):
            return False
        if loss.wants_drawn == "yes" and loss.mistaken_on is None:
            return True
        if not self.is_staff:
            return loss.person_id in self.me
        theirs = [family for family in self.families if loss.person_id in self.members_now(family)]
        return any(self.reads_the_whole_of(family) for family in theirs)

    def may_see_lifeplace(self, place):
        if self.is_client or not self.may_see_person(self.people[place.person_id]):
            return False
        if not self.is_staff:
            return place.person_id in self.me
        theirs = [family for family in self.families if place.person_id in self.members_now(family)]
        return any(self.reads_the_whole_of(family) for family in theirs)

    # Line 9: for whom a family member reads.

    def those_i_read_for(self):
        children = {
            held.child_id
            for held in self.ParentalResponsibility
            if held.holder_id in self.me
            and held.status == "confirmed"
            and self.holds(held)
            and self.is_under_18(self.people[held.child_id])
            and not self.has_said_no(held.child_id, held.holder_id)
        }
        return {person for person in self.me | children if not self.is_kept(person)}

    def is_under_18(self, person):
        born = person.date_of_birth
        if born is None:
            return False
        age = self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))
        return age < 18

    def has_said_no(self, child, holder):
        return any(one.child_id == child and self.holds(one) and one.holder_id in {None, holder} for one in self.OwnSay)

    def those_i_help(self, kind=None):
        return {
            one.owner_id
            for one in self.HelperAccess
            if one.helper_id == self.user.pk and self.holds(one) and one.revoked_at is None
            if kind is None or one.scope == "everything" or kind in GIVEN[one.scope]
        }

    # §8.6: homes and numbers.

    def may_reach(self, person, *, hidden):
        if self.is_staff:
            ours = any(
                self.reads_the_whole_of(one.family_id) for one in self.FamilyMembership if one.person_id == person
            )
            return self.may_see_person(self.people[person]) and (not hidden or ours)
        return self.is_family and person in self.those_i_read_for()

    def may_see_residence(self, home):
        return self.may_see_reach(home, [one for one in self.Residence if one.address_id == home.address_id])

    @staticmethod
    def way(value):
        digits = re.sub(r"\D", "", value)
        return (
            value.strip().lower() if "@" in value or len(digits) < 6 else re.sub(r"^(?:0044|44|0)", "", digits, count=1)
        )

    def may_see_contactpoint(self, point):
        if self.is_family and point.is_only_theirs and point.person_id not in self.me:
            return False
        same = [one for one in self.ContactPoint if self.way(one.value) == self.way(point.value)]
        return self.may_see_reach(point, same, is_own=point.theirs_by_id == self.user.pk)

    def may_see_reach(self, fact, same, *, is_own=False):
        hidden = any(one.is_confidential and self.holds(one) for one in same)
        if not is_own and fact.person_id not in self.me and any(self.is_kept(one.person_id) for one in same):
            return False
        return self.may_reach(fact.person_id, hidden=hidden)

    # Records.

    def subjects_of(self, record):
        return {one.person_id for one in self.RecordSubject if one.record_id == record.pk}

    def shares_of(self, record):
        return [one for one in self.ShareState if one.record_id == record.pk]

    def may_see_record(self, record):  # noqa: PLR0911  (a line of the list each)
        about = self.subjects_of(record) | ({record.author_person_id} - {None})
        if self.is_blocked_itself(record) or any(self.does_not_exist(person) for person in about):  # 2 and 3
            return False
        if self.knows_family_from_own_life(record.family_id):  # 3
            return False
        if self.is_opened_whole(record):  # 4, and broken glass
            return True
        if any(one.state == "child_only" for one in self.shares_of(record)):  # 4
            return False
        if any(not self.is_named_in(one) for one in self.restrictions_on(record=record.pk)):  # 5
            return False
        if any(self.is_restricted_to_others(person) for person in about):  # 5
            return False
        if self.is_named_for(record):  # 5
            return True
        return {"staff": self.staff_may_read, "family": self.family_may_read, "client": self.client_may_read}[
            self.user.kind
        ](record)

    def is_blocked_itself(self, record):
        return not self.is_client and any(
            one.record_id == record.pk and one.ended_on is None and one.viewer_person_id in self.me
            for one in self.AccessBlock
        )

    def is_opened_whole(self, record):
        if self.is_client:
            return False
        if self.has_broken_glass(record=record.pk):
            return True
        only = [one for one in self.shares_of(record) if one.state == "child_only"]
        chosen = [
            one
            for one in self.ChosenReader
            if one.share_state_id in {share.pk for share in only}
            and one.removed_on is None
            and (
                one.person_id in self.me
                or (one.user_id == self.user.pk and (self.is_staff or self.helps_whose(one.share_state_id, only)))
            )
        ]
        return bool(chosen) or any(share.person_id in self.me for share in only)

    def helps_whose(self, share_state, only):
        """Line 10, table: an advocate reads what a child chose them for while the child lets them help."""
        return any(share.pk == share_state and share.person_id in self.those_i_help() for share in only)

    def is_named_for(self, record):
        return any(self.is_named_in(one) for one in self.restrictions_on(record=record.pk))

    def staff_may_read(self, record):
        if self.sample_shows(record):
            return True
        if record.family_id is None or not self.may_see_family(self.families[record.family_id]):
            return False
        roles = {one.role for one in self.involvements_with(record.family_id)}
        return (
            self.reads_the_whole_of(record.family_id)
            or any(record.kind in PART_OF_IT.get(role, ()) for role in roles)
            or record.author_id == self.user.pk
        )

    def is_shared_now(self, share):
        return share.state == "shared" or (share.state == "shared_later" and share.share_on <= self.today)

    def family_may_read(self, record):
        if record.author_person_id in self.me:
            return True
        shared = {one.person_id for one in self.shares_of(record) if self.is_shared_now(one)}
        return bool(shared & self.those_i_read_for()) or self.is_helper_for(record)

    def is_helper_for(self, record):
        shared = {one.person_id for one in self.shares_of(record) if self.is_shared_now(one)}
        return any(not self.is_kept_from_owner(owner, record) for owner in shared & self.those_i_help(record.kind))

    def is_kept_from_owner(self, owner, record):
        return any(
            block.ended_on is None
            and block.viewer_person_id == owner
            and (
                block.record_id == record.pk
                or block.protected_person_id in {*self.subjects_of(record), record.author_person_id} - {None}
            )
            for block in self.AccessBlock
        )

    def client_may_read(self, record):
        return (
            record.family_id is not None
            and self.may_see_family(self.families[record.family_id])
            and not any(one.state == "withheld" for one in self.shares_of(record))
        )

    def may_see_entry(self, entry):
        record = self.records[entry.record_id]
        whose = {one.person_id for one in self.EntryPerson if one.entry_id == entry.pk}
        if not self.may_see_record(record):
            return False
        if any(self.is_kept(person) for person in whose | ({entry.speaker_id} - {None})):
            return False
        if entry.taken_back_at and not self.reads_what_was_hidden(entry, record):
            return False
        if not self.is_family or self.is_opened_whole(record) or self.is_named_for(record):
            return True
        if self.are_own_words(entry, whose, self.those_i_read_for()):
            return True
        return self.is_helper_for(record) and self.are_own_words(entry, whose, self.those_i_help(record.kind))

    def reads_what_was_hidden(self, entry, record):
        """Those who work with the family, for safety’s sake, once it was not taken back at once; no one who reads a sample."""
        is_hidden = entry.taken_back_at - entry.created_at > timedelta(hours=24)
        is_sample = self.reads_as_a_sample(record.family_id) and not self.may_see_family(
            self.families[record.family_id]
        )
        return self.is_staff and is_hidden and not is_sample

    def are_own_words(self, entry, whose, people):
        return (entry.speaker_id is None or entry.speaker_id in people) and (not whose or bool(whose & people))

    def may_see_goal(self, goal):
        record = self.records[goal.record_id]
        if self.may_see_record(record):
            return True
        if not self.is_family:
            return False
        about = self.subjects_of(record) | ({record.author_person_id} - {None})
        kept = (
            self.is_blocked_itself(record)
            or any(self.is_kept(person) for person in about)
            or any(one.state == "child_only" for one in self.shares_of(record))
            or any(not self.is_named_in(one) for one in self.restrictions_on(record=record.pk))
        )
        return not kept and any(  # 8
            share.goal_id == goal.pk and self.holds(share) and self.may_see_family(self.families[share.family_id])
            for share in self.GoalShare
        )
