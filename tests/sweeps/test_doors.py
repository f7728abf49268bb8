"""The three doors, tried at every address (style.md §1.10): signed in, may see, may do."""

import pytest

from casework.models import ConferenceOffer
from database import clock
from families.models import HelperAccess
from tests.addresses import addresses

PUBLIC = {
    "healthz",
    "readyz",
    "components",
    "help",
    "accessibility",
    "accounts:demo-sign-in",
    "families:invitation-accept",
    "accounts:welcome",
    "accounts:worker",
    "check-in-by-link",
    "curves-by-link",
    "curves-csv-by-link",
    "curves-json-by-link",
    "curves-picture-by-link",
    "accounts:offline",
    "openid_connect_login",
    "api:docs",
    "api:description",
    "api:problems",
    "api:nothing",
}
"""They show nothing of a family. Adding to them is a reviewed act."""
TOKENS = {"api:token", "api:revoke"}
"""They ask for a client's secret instead of a session."""
OWN_DRAFT = {"casework:conversation-draft-discard"}
ENDS_A_SAMPLE = {"families:sample-end"}
"""Whoever is alongside ends that someone reads the story."""
"""Throws away what oneself began: nothing of the family changes."""
ONE_S_OWN = {"families:interest-add", "families:sample-ask", "casework:family-conversation-search"}
"""Whoever sees someone may say that they know them from their own life, look for words, and ask that a quality lead reads the story:
nothing of the family changes."""
NAMED_ONLY = {"families:restriction-end", "families:settle", "families:statutory-question", "families:interest-end"}
"""There for those whom a row names, for the lead worker, or for a manager, and for nobody else alongside."""
COACH_ONLY = {
    "linkups:check-in-again",
    "linkups:check-in-answer",
    "linkups:check-in-decline",
    "linkups:enquiry-let-go",
    "linkups:follow-up-record",
}
"""What one person of a link-up answers is there for their own family and the coach, and for nobody else alongside;
an enquiry is there for coaches."""
WHO_RINGS_ONLY = {"linkups:call", "linkups:call-take-on", "linkups:call-write"}
"""A call is there for who is to ring, who is not the coach, and for nobody alongside."""
ADMINISTRATORS_ONLY = {address.name for address in addresses() if address.path.startswith("administration/")}
"""Colleagues, teams, lists and other systems are there for an administrator only, and show nothing of a family."""
OWN_OFFER = {"casework:our-offer"}
"""An offer is there for the one to whom it was made, and for nobody else: those who work read it with the conference."""
OWN_REPLY = {"casework:our-reply"}
"""An invitation is answered by whoever is asked; those who work write down what they are told."""
CLOSED_ONLY = {"families:record-open", "families:person-open", "families:emergency-stop", "families:emergency-review"}
"""There for those to whom something is closed that they may know of, and for those who look at what was opened."""
CHILD_S_OWN = {"casework:only-mine-readers", "casework:reader-take-back", "families:own-say-end"}
"""There for a child, and for whoever wrote down what the child told them."""
OWN_IMPORT = {address.name for address in addresses() if address.path.startswith("imports/<")}
"""A file that is brought in is there for who chose it, and for nobody else."""
OWN_LINK = {"accounts:address-confirm"}
"""What its signed link holds is there for the one who asked for it alone, and nothing of a family."""
NOT_FOR_ALL = (
    OWN_IMPORT | CLOSED_ONLY | CHILD_S_OWN | COACH_ONLY | OWN_OFFER | OWN_REPLY | NAMED_ONLY | ADMINISTRATORS_ONLY
)

TEAM_S_OWN = {address.name for address in addresses() if address.path.startswith("learning-notes/")}
"""A note that is shared with a team is there for that team, and for nobody else alongside a family: it is about none."""
TWO_S_OWN = {
    address.name for address in addresses() if address.path.startswith(("supervision-sessions/", "window-checks/"))
}
"""Supervision is there for the two who met, and a look back for whoever made it, and for nobody else."""
COVERS_ONLY = {"linkups:cover-end"}
"""Who covers for a coach is known to the two of them, and to whoever sees a link-up of that coach."""
PARTNERS_ONLY = {"families:list-agree", "families:list-send-back"}
"""What waits for a family partner's yes is answered by them, and by nobody who works here."""
NOT_FOR_ALL |= PARTNERS_ONLY | TEAM_S_OWN | TWO_S_OWN | WHO_RINGS_ONLY | COVERS_ONLY

FIGURES = (
    "outcomes/",
    "api/v1/results/",
    "api/v1/services/",
    "api/v1/measures/",
    "api/v1/figures/",
    "api/v1/forecasts/",
)
OF_NOBODY = {address.name for address in addresses() if address.path.startswith(FIGURES)}
"""Figures are of the whole council and of nobody: everyone who works here reads them, and a quality lead, who changes nothing of a
family here, writes them (tests/outcomes/test_pages.py)."""
OF_NOBODY |= {"families:locality-changed"}
"""What families of a place changed: everyone who works here reads it, and who lives there (tests/families/test_localities_pages.py)."""

THEIRS = {
    "casework:blank-plan-docx",
    "casework:blank-plan-pdf",
    "casework:blank-plan-print",
    "casework:conference-list",
    "casework:conversation",
    "casework:conversation-add",
    "casework:conversation-list",
    "casework:conversation-pdf",
    "casework:conversation-print",
    "casework:conversation-search",
    "casework:danger-differently",
    "casework:entry-not-how-it-was",
    "casework:family-conferences",
    "casework:family-conversation-search",
    "casework:family-maps",
    "casework:family-safety-maps",
    "casework:family-scales",
    "casework:family-story",
    "casework:family-story-pdf",
    "casework:family-story-print",
    "casework:family-supervision",
    "casework:how-i-see-it",
    "casework:information-docx",
    "casework:information-pdf",
    "casework:information-print",
    "casework:my-plan",
    "casework:my-plan-days",
    "casework:my-plan-hopes",
    "casework:my-plan-look-back",
    "casework:my-plan-more",
    "casework:my-plan-people",
    "casework:my-plan-print",
    "casework:my-plan-readers",
    "casework:my-plan-reviews",
    "casework:my-plan-version",
    "casework:my-plan-versions",
    "casework:not-how-it-was",
    "casework:only-mine",
    "casework:only-mine-readers",
    "casework:only-mine-write",
    "casework:person-map-draw",
    "casework:person-maps",
    "casework:person-plan",
    "casework:safety-map",
    "casework:safety-map-add",
    "casework:scale",
    "casework:supervision-note",
    "casework:support-map",
    "casework:support-map-picture",
    "casework:told",
    "casework:why-held",
    "families:asset-list",
    "families:asset-print",
    "families:attachment",
    "families:family-tree",
    "families:family-tree-around",
    "families:family-tree-picture",
    "families:family-tree-png",
    "families:family-tree-print",
    "families:helper-add",
    "families:introduction-list",
    "families:life-place-add",
    "families:locality-changed",
    "families:person-photo",
    "families:person-places",
    "families:pregnancy-loss-add",
    "linkups:card-edit-seeking",
    "linkups:card-edit-sharing",
    "linkups:family-linkups",
    "linkups:linkup-list",
}
"""Besides *Our pages*, what a family reads of the pages that those who work here read too. Adding to them is a reviewed act."""
NOT_TEXT = {"families:import-template-xlsx"}
"""A workbook that is the same for everyone."""

DANAS_PRESENT = ["Rowan", "Dana", "Theo", "Mia", "Joan", "Sid", "Priya", "Ngozi", "Sarah", "PM5"]
"""Whom and what Rob must not read of: PM5 begins every postcode of the family’s town."""

NOT_FOR_EVERYONE_ALONGSIDE = ("worries/",)
"""A worry is not there for a co-worker of the family (domain.md §9.3)."""

OURS = [address for address in addresses() if address.name not in PUBLIC | TOKENS]
OF_A_RECORD = [address for address in OURS if address.is_of_a_record and address.name not in OWN_LINK]
PAGES = [address for address in OF_A_RECORD if not address.name.startswith("api:")]


def worker_of(address):
    """Who works with the row that the address is about."""
    return "Marlon" if address.name.startswith("linkups:") and "families/" not in address.path else "Priya"


@pytest.mark.parametrize("address", OURS, ids=str)
def test_no_page_answers_a_stranger(client, rows, address):
    response = client.get(address.filled(rows))

    assert response.status_code in {302, 401, 403, 405}
    assert response.status_code != 302 or response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("address", [one for one in OF_A_RECORD if one.name not in OF_NOBODY], ids=str)
def test_no_record_exists_for_an_outsider(client, people, rows, address):
    client.force_login(people["Tom"])

    read, sent = client.get(address.filled(rows)), client.post(address.filled(rows))

    assert read.status_code in {404, 405}
    assert sent.status_code in {404, 405}


@pytest.mark.parametrize("name", ["Rob", "Petra"])
@pytest.mark.parametrize("address", OF_A_RECORD, ids=str)
def test_no_record_exists_for_another_family(client, people, rows, address, name):
    client.force_login(people[name])

    assert client.get(address.filled(rows)).status_code in {403, 404, 405}


@pytest.mark.parametrize("name", ["Dana", "Amina"])
def test_of_what_staff_read_a_family_opens_what_is_theirs_and_no_more(client, people, rows, name):
    client.force_login(people[name])
    of_staff = [one for one in OURS if "our-" not in one.path and not one.path.startswith("accounts/")]

    opened = {one.name for one in of_staff if client.get(one.filled(rows)).status_code == 200}

    assert opened <= THEIRS


def test_an_advocate_whom_nobody_lets_help_reads_no_record(client, people, rows, asking):
    HelperAccess.objects.filter(helper=people["Yusuf"]).update(revoked_at=clock.now())
    client.force_login(people["Yusuf"])

    answered = {address.name: client.get(address.filled(rows)).status_code for address in OF_A_RECORD}

    assert {name: status for name, status in answered.items() if status not in {403, 404, 405}} == {}


def test_an_advocate_changes_nothing(client, people, rows):
    client.force_login(people["Yusuf"])

    answered = {address.name: client.post(address.filled(rows)).status_code for address in PAGES}

    assert {name: status for name, status in answered.items() if status not in {403, 404, 405}} == {}


@pytest.fixture
def robs_offer(asking):
    """Rob was offered the conference of a family that he has left."""
    return ConferenceOffer.objects.get(offered_to__known_as="Rob")


@pytest.mark.parametrize("address", OF_A_RECORD, ids=str)
def test_an_offer_opens_its_own_page_and_no_other(client, people, rows, robs_offer, address):
    client.force_login(people["Rob"])
    his = rows | {
        "our-offers": robs_offer.pk,
        "conference-offers": robs_offer.pk,
        "conferences": robs_offer.conference_id,
    }
    his["our-meetings"] = robs_offer.conference_id

    response = client.get(address.filled(his))

    assert response.status_code == 200 if address.name in OWN_OFFER else response.status_code in {403, 404, 405}


def test_robs_pages_tell_him_nothing_of_the_familys_present(client, people, rows, robs_offer):
    client.force_login(people["Rob"])
    shown = client.get(f"/our-offers/{robs_offer.pk}/").text + client.get("/our-page/").text

    assert "A family meeting is offered to you" in shown
    assert "Amina" not in shown  # she is kept from him, and he may still say whether he would like the meeting
    told = [*DANAS_PRESENT, *(str(row) for word, row in rows.items() if word not in {"people", "our-offers"})]
    assert [secret for secret in told if secret in shown] == []


@pytest.mark.parametrize("address", [one for one in PAGES if one.name not in OF_NOBODY], ids=str)
def test_no_reader_changes_anything(client, reader, rows, address):
    client.force_login(reader)

    response = client.post(address.filled(rows))

    allowed = {302} if address.name in OWN_DRAFT | ENDS_A_SAMPLE else {422} if address.name in ONE_S_OWN else {403, 405}
    if address.name in NOT_FOR_ALL or address.path.startswith(NOT_FOR_EVERYONE_ALONGSIDE):
        allowed = {404, 405}
    assert response.status_code in allowed
