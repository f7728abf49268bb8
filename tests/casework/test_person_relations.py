"""The page of a person says what each of their people is to them, and gives no secret away (stories 8 and 9)."""

import pytest

from families.models import Parentage
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.families.kin.test_vectors import VECTORS, rows
from tests.families.kin.village import rowans
from tests.families.village import key, settle


def terms_on_page(client, ego):
    page = client.get(f"/people/{key(ego)}/").context["page"]
    return {relation.person.known_as: relation.term for relation in page.relations}


def test_every_vector_stands_on_the_page(client, family, worker):
    settle(rowans(), family)
    client.force_login(worker)

    said = {ego: terms_on_page(client, ego) for ego in {ego for ego, _alter, _term in rows(VECTORS)}}

    assert [(ego, alter, said[ego][alter]) for ego, alter, _term in rows(VECTORS)] == [
        (ego, alter, term) for ego, alter, term in rows(VECTORS)
    ]


@pytest.mark.parametrize(
    ("ego", "alter", "lead_reads", "hana_reads"),
    [
        ("Amina", "Theo", "half-brother", "brother (full or half not known)"),
        ("Theo", "Sid", "father", "stepfather"),
        ("Theo", "Zoe", "half-sister", "stepsister"),
    ],
)
def test_a_co_worker_reads_no_word_of_a_tie_kept_to_the_lead(
    client, family, worker, ego, alter, lead_reads, hana_reads
):
    settle(rowans(), family)
    Parentage.objects.filter(parent=key("Sid"), child=key("Theo")).update(visibility="restricted")
    hana = InvolvementFactory(family=family, practitioner=PractitionerFactory(user__name="Hana")).practitioner.user
    said = []

    for user in (worker, hana):
        client.force_login(user)
        said.append(terms_on_page(client, ego)[alter])

    assert said == [lead_reads, hana_reads]


def test_half_brother_stands_nowhere_in_what_a_co_worker_is_sent(client, family, worker):
    settle(rowans(), family)
    Parentage.objects.filter(parent=key("Sid"), child=key("Theo")).update(visibility="restricted")
    hana = InvolvementFactory(family=family, practitioner=PractitionerFactory(user__name="Hana")).practitioner.user
    sent = []

    for user in (worker, hana):
        client.force_login(user)
        sent.append(client.get(f"/people/{key('Amina')}/").text)

    assert ["half-brother" in text for text in sent] == [True, False]
