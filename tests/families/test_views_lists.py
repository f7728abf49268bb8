"""My families and intake’s list: page by page, and in the same number of queries."""

import pytest
from django.urls import reverse

from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, UserFactory


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_families_takes_the_same_queries_however_many(signed_in, worker, rows, django_assert_num_queries):
    for _ in range(rows):
        family = InvolvementFactory(practitioner=worker.practitioner).family
        MembershipFactory(family=family)

    with django_assert_num_queries(8):
        response = signed_in.get(reverse("families:family-list"))

    assert response.text.count("<li>") >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_intakes_list_takes_the_same_queries_however_many(client, organisation, rows, django_assert_num_queries):
    PersonFactory.create_batch(rows)
    client.force_login(UserFactory(roles=["intake"]))

    with django_assert_num_queries(7):
        response = client.get(reverse("families:intake-list"))

    assert response.text.count("Find a family for") == rows


def test_intakes_list_is_refused_to_others(signed_in):
    assert signed_in.get(reverse("families:intake-list")).status_code == 403


def test_a_cursor_of_no_list_is_a_bad_request(signed_in):
    assert signed_in.get(reverse("families:family-list"), {"after": "forged"}).status_code == 400


def test_the_list_goes_on_over_its_pages(signed_in, worker, family, monkeypatch):
    monkeypatch.setattr("families.paging.MAX_SIZE", 1)
    InvolvementFactory(practitioner=worker.practitioner, family__name="Silva")
    first = signed_in.get(reverse("families:family-list"))

    second = signed_in.get(reverse("families:family-list"), {"after": first.context["page"].next})

    assert ("Silva" in first.text, "Silva" in second.text, "Rowan" in second.text) == (False, True, False)
