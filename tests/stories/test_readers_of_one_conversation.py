"""One conversation with two children and both their parents, a father who is kept from it, a teacher's report and a child's secret:
which sentences each reader reads of it, on the page, on paper, in the file and over the API (domain.md §8.5)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from casework.actions.conversations import log_conversation
from families.actions.keeping import set_block
from families.actions.records import EntryText, Sharing
from tests.factories import InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_access import StorySampleFactory
from tests.factories_api import Caller, credentials
from tests.factories_families import ResponsibilityFactory, sign_in_of

LATER = date(2026, 9, 14)
HEADLINE = "Mornings before school"
DANAS, SIDS = "I shout less since May", "I do the bread box now"
AMINAS, THEOS = "I hide my shoes", "I like the bus"
REPORTED, TEACHER = "She was in time all week", "Mrs Hall"
SEEN, VIEW = "Theo put on his coat himself", "They could rest on Saturdays"
SECRET = "Not at Dad’s tonight"  # noqa: S105  (what a child told)
SENTENCES = (HEADLINE, DANAS, SIDS, AMINAS, THEOS, REPORTED, TEACHER, SEEN, VIEW, SECRET)
WHOLE = {HEADLINE, DANAS, SIDS, AMINAS, THEOS, REPORTED, TEACHER, SEEN, VIEW}


class Rowan:
    """The family, those who work with it, and what was said on that day."""

    def __init__(self, family, worker, manager):
        self.dana = self.member(family, "Dana", date(1990, 4, 2))
        self.sid = self.member(family, "Sid", date(1988, 1, 9))
        self.rob = self.member(family, "Rob", date(1989, 11, 12))
        self.amina = self.member(family, "Amina", date(2015, 5, 1))
        self.theo = self.member(family, "Theo", date(2019, 2, 11))
        for holder, child in (
            (self.dana, self.amina),
            (self.dana, self.theo),
            (self.sid, self.theo),
            (self.rob, self.amina),
        ):
            ResponsibilityFactory(holder=holder, child=child, status="confirmed")
        for kept in (self.dana, self.amina):
            set_block(viewer=self.rob, protected=kept, ground="domestic_abuse", review_on=LATER, by=worker)
        self.talk, self.secret = self.talked(family, worker), self.told(family, worker)
        self.readers = {
            **{one.known_as: sign_in_of(one) for one in (self.dana, self.rob, self.amina, self.sid)},
            "Priya": worker,
            "Hana": InvolvementFactory(family=family, role="co_worker").practitioner.user,
            "Sarah": manager,
            "Ngozi": InvolvementFactory(
                family=family, role="fgc_coordinator", practitioner__user__roles=["conference_coordinator"]
            ).practitioner.user,
            "Tom": PractitionerFactory().user,
            "Joyce": PractitionerFactory(user__roles=["quality_lead"]).user,
        }
        StorySampleFactory(family=family, reader=self.readers["Joyce"], drawn_by=worker)

    @staticmethod
    def member(family, name, born):
        return MembershipFactory(family=family, person__known_as=name, person__date_of_birth=born).person

    def talked(self, family, worker):
        said = [
            EntryText("said", DANAS, {"speaker": self.dana}),
            EntryText("said", SIDS, {"speaker": self.sid}),
            EntryText("child_view", AMINAS, {"speaker": self.amina, "how_told": "words"}),
            EntryText("child_view", THEOS, {"speaker": self.theo, "how_told": "play"}),
            EntryText("reported", REPORTED, {"source_name": TEACHER, "received_on": date(2026, 3, 13)}, (self.amina,)),
            EntryText("seen", SEEN, {}, (self.theo,)),
            EntryText(
                "professional_view", VIEW, {"because": "Dana named it twice", "author": worker}, (self.dana, self.sid)
            ),
        ]
        people = [self.dana, self.sid, self.amina, self.theo]
        return log_conversation(family=family, people=people, headline=HEADLINE, entries=said, by=worker)

    def told(self, family, worker):
        """What Amina told Priya on the way out: hers, and Priya’s to read."""
        said = [EntryText("said", SECRET, {"speaker": self.amina})]
        only_hers = Sharing("child_only", chosen=(worker,))
        return log_conversation(
            family=family, people=[self.amina], headline="On the way out", entries=said, sharing=only_hers, by=worker
        )


READ = {
    "Dana": {HEADLINE, DANAS, AMINAS, THEOS, REPORTED, SEEN, VIEW},
    "Rob": set(),
    "Amina": {HEADLINE, AMINAS, REPORTED, SECRET},
    "Sid": {HEADLINE, SIDS, THEOS, SEEN, VIEW},
    "Priya": WHOLE | {SECRET},
    "Hana": WHOLE,
    "Sarah": WHOLE,
    "Ngozi": set(),
    "Tom": set(),
    "Joyce": WHOLE - {TEACHER},
}
"""Of the two records, what each reads on the page, on paper and in the file."""
WORK_HERE = {"Priya", "Hana", "Sarah", "Joyce"}
OVER_THE_API = {name: said if name in WORK_HERE else set() for name, said in READ.items()}
"""Those who work here ask it with a browser; a family reads its pages."""


@pytest.fixture
def rowan(family, worker, manager):
    return Rowan(family, worker, manager)


def page(client, talk):
    return client.get(f"/conversations/{talk.pk}/", follow=True).text


def paper(client, talk):
    answer = client.get(f"/conversations/{talk.pk}/print/")
    return answer.text if answer.status_code == 200 else ""


def file(client, talk):
    answer = client.get(f"/conversations/{talk.pk}/pdf/")
    if answer.status_code != 200:
        return ""
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(one.extract_text().split()) for one in pages)


def api(client, talk):
    answer = client.get(f"/api/v1/conversations/{talk.pk}/")
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("way", [page, paper, file, api])
def test_each_reads_these_sentences_and_no_others(client, rowan, name, way):
    client.force_login(rowan.readers[name])

    said = " ".join(way(client, talk) for talk in (rowan.talk, rowan.secret))

    expected = OVER_THE_API if way is api else READ
    assert {one for one in SENTENCES if one in said} == expected[name]


def test_another_system_reads_what_is_shared_and_not_who_told_it(rowan):
    system = Caller(credentials("conversations.read"))

    said = " ".join(api(system, talk) for talk in (rowan.talk, rowan.secret))

    assert {one for one in SENTENCES if one in said} == WHOLE - {TEACHER}
