"""24. Rob is kept from Dana and Amina: nothing that he can reach tells where they are, or that anything is hidden."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from tests.addresses import addresses
from tests.sweeps.conftest import (  # noqa: F401  (the demo’s people for this module)
    asking,
    demo,
    people,
    rows,
    single_sign_on_elsewhere,
)
from tests.sweeps.test_doors import OF_A_RECORD

WHERE_THEY_ARE = ("14 Ash Road", "LF2 4QT", "LF24QT", "07700 900123", "Ash Road Primary")
OF_DANA_OR_AMINA = {
    "people",
    "relations",
    "memberships",
    "parentages",
    "partnerships",
    "names",
    "responsibilities",
    "homes",
    "contact-points",
}
CHANGES_EACH_TIME = {"X-Request-Id", "Set-Cookie"}


@pytest.fixture
def hidden(rows, people):  # noqa: F811
    """Rob is of the family again, and Amina goes to a school: whatever the block does not hide he would see now."""
    from families import models  # noqa: PLC0415

    rob = models.Person.objects.get(known_as="Rob")
    family = models.Family.objects.get(name="Rowan")
    amina, dana = (models.Person.objects.get(known_as=name) for name in ("Amina", "Dana"))
    models.FamilyMembership.objects.create(
        organisation=family.organisation, family=family, person=rob, role="other_adult", period=(date(2026, 1, 1), None)
    )
    school = models.Practitioner.objects.create(
        organisation=family.organisation, name="Ash Road Primary", role_title="School"
    )
    models.Involvement.objects.create(
        organisation=family.organisation, family=family, person=amina, practitioner=school, role="school"
    )
    models.ParentalResponsibility.objects.filter(holder=rob).update(status="confirmed")
    return rows | {
        "people": amina.pk,
        "relations": dana.pk,
        "memberships": amina.memberships.get().pk,
        "parentages": models.Parentage.objects.get(parent=dana, child=amina).pk,
        "partnerships": models.Partnership.objects.get(kind="married", a__in=[rob, dana], b__in=[rob, dana]).pk,
        "names": dana.names.first().pk,
        "homes": amina.residences.get().pk,
        "contact-points": dana.contact_points.get().pk,
    }


@pytest.fixture(params=["Rob", "Hana"])
def blocked(request, client, people, hidden):  # noqa: F811
    """Rob; and Hana, who works with the family and stands under the same block: as staff she reaches every page and endpoint."""
    from families import models  # noqa: PLC0415

    user = people[request.param]
    if request.param == "Hana":
        organisation = user.organisation
        herself = models.Person.objects.create(organisation=organisation, known_as="Hana")
        models.PersonAccount.objects.create(organisation=organisation, user=user, person=herself)
        for block in models.AccessBlock.objects.filter(viewer_person__known_as="Rob"):
            models.AccessBlock.objects.create(
                organisation=organisation,
                viewer_person=herself,
                protected_person=block.protected_person,
                ground=block.ground,
                set_by=block.set_by,
                set_on=block.set_on,
                review_on=block.review_on,
            )
    client.force_login(user)
    return client


def asked(client, path):
    with CaptureQueriesContext(connection) as statements:
        response = client.get(path)
    told = {name: value for name, value in response.headers.items() if name not in CHANGES_EACH_TIME}
    return response.status_code, told, len(response.content), len(statements)


def test_no_page_tells_where_they_are_or_names_them_by_their_ids(blocked, hidden):
    lists = [one for one in addresses() if not one.is_of_a_record and not one.name.startswith("api:doc")]
    ids = (str(hidden["people"]), str(hidden["relations"]))
    of_them = {one.name for one in OF_A_RECORD if OF_DANA_OR_AMINA & set(one.path.split("/"))}

    told = {
        one.name: blocked.get(one.filled(hidden)).content.decode(errors="replace") for one in [*OF_A_RECORD, *lists]
    }

    told.pop("api:practitioner-list")  # the directory: every school that any child goes to
    assert {name for name, text in told.items() if any(words in text for words in WHERE_THEY_ARE)} == set()
    # What was asked for by an id says that id back, and nothing else does.
    assert {name for name, text in told.items() if name not in of_them and any(pk in text for pk in ids)} == set()


@pytest.mark.parametrize(
    "address", [one for one in OF_A_RECORD if one.path.split("/<")[0].split("/")[-1] in OF_DANA_OR_AMINA], ids=str
)
def test_their_ids_are_ids_that_never_were(blocked, hidden, address):
    word = address.path.split("/<")[0].split("/")[-1]
    blocked.get(address.filled(hidden | {word: uuid7()}))  # what is read once for a connection is read

    there, nowhere = asked(blocked, address.filled(hidden)), asked(blocked, address.filled(hidden | {word: uuid7()}))

    assert there == nowhere
    assert there[0] in {403, 404, 405}


def test_a_search_finds_no_one(blocked):
    answer = blocked.post("/search/", {"q": "Amina"}, follow=True)
    other = blocked.post("/search/", {"q": "Zzyzx"}, follow=True)

    assert answer.status_code == other.status_code
    assert b"/people/" not in answer.content
