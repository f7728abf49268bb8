"""Whatever a list can show, the demo shows (design.md §5)."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("name", "page", "shows"),
    [
        ("Alex", "families:locality-list", "Harbour"),
        ("Alex", "casework:tip-list", "It came with Kith"),
        ("Priya", "casework:question-list", "If you had a wand"),
        ("Priya", "casework:basis-list", "Knowing who has looked"),
        ("Priya", "casework:standard-list", "Time on their own"),
        ("Dana", "casework:our-told", "Ms Hall from school"),
        ("Alex", "families:agency-list", "Larkfield Primary School"),
        ("Alex", "administration:client-list", "Larkfield social care record"),
        ("Noor", "administration:home", "Larkfield figures"),
        ("Ines", "families:intake-list", "Sonny"),
        ("Priya", "families:asset-list", "Sewing with Nanny Jo"),
        ("Dana", "families:asset-list", "Bumps and Babies"),
    ],
)
def test_the_demo_leaves_no_list_empty(client, people, name, page, shows):
    client.force_login(people[name])

    main = client.get(reverse(page)).text.split("<main")[1].split("</main>")[0]

    assert (shows in main, "k-empty" in main) == (True, False)


def test_an_advocate_of_the_demo_is_called_one(client, people, settings):
    settings.KITH_DEMO = True

    said = {one["name"]: one["role"] for one in client.get(reverse("account_login")).context["demo_signins"]}

    assert (said["Yusuf"], said["Dana"], said["Priya"]) == ("advocate", "family member", "Social worker")
