"""Whoever's record a page shows, and whose name, finds in the access log that it was shown (domain.md §9.5, INV-51)."""

import pytest
from django.http import HttpResponse

from accounts.models import AccessEvent, User
from families.models import Family, Person, PersonAccount
from tests.noted import unnoted, words_of
from tests.sweeps.test_doors import NOT_FOR_ALL, NOT_TEXT, OF_NOBODY, OURS, OWN_LINK, worker_of

PAGES = [address for address in OURS if not address.name.startswith("api:") and address.name not in NOT_TEXT]
OF_LINK_UPS = [address for address in PAGES if address.name.startswith("linkups:")]
FAMILIES_OF_LINK_UPS = ["Jana", "Rosa"]
"""They seek, and they share, in the link-up whose pages the sweep opens."""
BY_THE_WORRY = (
    "A family reads who has looked, and must not learn that there is a worry: it is noted by the worry alone."
)
NAMES_NO_ONE_IN_THE_LOG = {
    "casework:worry": BY_THE_WORRY,
    "casework:worry-add": BY_THE_WORRY,
    "casework:supervision-session": "A family reads who has looked, and a session is of the two who met.",
    "casework:worry-list": "A family reads who has looked, and must not learn that there is a worry.",
}
"""Pages whose names are kept out of the access log on purpose, and why. Adding to them is a reviewed act."""
OF_A_RECORD = [address for address in PAGES if address.is_of_a_record and address.name not in OWN_LINK]
OF_NONE = [address for address in PAGES if not address.is_of_a_record and address.name not in NAMES_NO_ONE_IN_THE_LOG]


@pytest.mark.parametrize("address", OF_A_RECORD, ids=str)
def test_every_page_of_a_record_notes_that_someone_looked_and_stays_in_no_cache(client, people, rows, address):
    client.force_login(people[worker_of(address)])

    response = client.get(address.filled(rows))

    ids = address.path.count("<") if response.status_code in {403, 404} else 0
    is_noted = response.status_code == 200 and address.name not in OF_NOBODY
    shown, refused = (1 if is_noted else 0), AccessEvent.objects.filter(kind="denied").count()
    assert (AccessEvent.objects.count() - refused, refused) == (shown, ids)
    not_asked = {404} if address.name in NOT_FOR_ALL else set()  # whoever of the two families the row belongs to
    assert response.status_code in {200, 302, 403, 405} | not_asked
    assert "no-store" in response["Cache-Control"]
    is_to_note = response.status_code == 200 and address.name not in NAMES_NO_ONE_IN_THE_LOG
    assert (unnoted(response) if is_to_note else set()) == set()
    assert "{%" not in words_of(response), "a part of a template that was not understood is shown as it is written"


@pytest.mark.parametrize("address", OF_NONE, ids=str)
def test_whom_a_page_names_is_noted(client, people, rows, address):
    client.force_login(people[worker_of(address)])

    response = client.get(address.filled(rows))

    assert response.status_code != 200 or unnoted(response) == set()


@pytest.mark.parametrize("address", OF_LINK_UPS, ids=str)
def test_whom_a_page_names_to_a_coach_is_noted(client, people, rows, address):
    rows["families"] = Family.objects.get(name="Brandt").pk
    client.force_login(people["Marlon"])

    response = client.get(address.filled(rows))

    assert response.status_code != 200 or unnoted(response) == set()


def test_a_picture_has_no_words():
    assert words_of(HttpResponse(b"\xff{%", content_type="image/png")) == ""
    assert words_of(HttpResponse("{% if %}")) == "{% if %}"


def test_name_that_was_not_noted_is_found(asking):
    assert unnoted(HttpResponse("<header>Rob</header><h1>Dana and Priya</h1>")) == {"Dana"}


@pytest.fixture
def signed_in(client, asking, request):
    """The browser of someone of a family of the link-up, who has a sign-in for this test."""
    person = Person.objects.get(known_as=request.param)
    user = User.objects.create_user(
        f"{request.param}@larkfield.test", name=request.param, kind=User.Kind.FAMILY, organisation=person.organisation
    )
    PersonAccount.objects.create(organisation=person.organisation, person=person, user=user)
    client.force_login(user)
    return client


@pytest.mark.parametrize("signed_in", FAMILIES_OF_LINK_UPS, indirect=True)
@pytest.mark.parametrize("address", OF_LINK_UPS, ids=str)
def test_whom_a_page_names_to_a_family_is_noted(signed_in, rows, address):
    response = signed_in.get(address.filled(rows))

    assert response.status_code != 200 or unnoted(response) == set()
