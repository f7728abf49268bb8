"""The page of a family's people: what can be changed stands folded away, as something to do and never as a fact."""

import re

from django.urls import reverse

from tests.factories import InvolvementFactory, MembershipFactory


def folded(client, family):
    """What is folded away on the page, in words: its line, and what opens."""
    page = client.get(reverse("families:family-people", args=[family.pk])).text
    return [
        re.sub(r"\s*<[^>]+>\s*", " ", one).strip()
        for one in re.findall(r'<details class="govuk-.*?</details>', page, re.S)
    ]


def test_what_can_be_changed_is_folded_away_person_by_person_and_says_whose_it_is(signed_in, family, amina):
    MembershipFactory(family=family, person__known_as="Bill", role="relative")

    amina_s, bill_s = folded(signed_in, family)

    assert " ".join(amina_s.split()) == "Change : Amina Add someone Amina mentioned Amina has left the family"
    assert "Add someone Bill mentioned" in bill_s


def test_who_may_not_change_the_family_is_offered_no_change(client, family, amina):
    left = InvolvementFactory(family=family, period=("2026-01-01", "2026-03-10")).practitioner.user
    client.force_login(left)

    assert folded(client, family) == []
