"""Who changed how the organisation is set up: kept by the database, read by an administrator, without any secret."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.actions.organisation import (
    agree_to_single_sign_on,
    ask_second_step,
    change_organisation,
    propose_single_sign_on,
    rename_locality,
    switch_off_single_sign_on,
)
from accounts.models import Locality, Organisation, OrganisationChange, SingleSignOnChange
from api.actions import agree_to_client, create_client
from api.queries.set_up import KINDS, what_changed
from casework.actions.tips import begin_tips
from database.asker import acting_as
from tests.conftest import make

PAGE = reverse("administration:set-up")
PROVIDER = {"issuer": "https://login.example.org", "client_id": "kith", "asks_second_step": False}
NAMED = {"name": "Leeds", "nation": "england", "time_zone": "Europe/London"}


@pytest.fixture
def alex(organisation):
    return make.UserFactory(name="Alex", roles=["administrator"])


@pytest.fixture
def noor(organisation):
    return make.UserFactory(name="Noor", roles=["administrator"])


def acts(user, **filters):
    """Each change as one line, the newest first."""
    return [
        (one.kind, one.who, one.act, [(f.label, f.old, f.new) for f in one.fields])
        for one in what_changed(user, **filters).rows
    ]


def set_provider(secret, alex, noor, **facts):
    with acting_as(alex.asker):
        asked = propose_single_sign_on(**(PROVIDER | facts), client_secret=secret, by=alex)
    with acting_as(noor.asker):
        agree_to_single_sign_on(proposal=asked, by=noor)


def test_the_organisation_has_a_history(alex):
    with acting_as(alex.asker):
        change_organisation(**(NAMED | {"name": "Leeds City", "nation": "wales"}), by=alex)
        ask_second_step(requires_second_step=True, by=alex)

        assert acts(alex, of="organisation") == [
            (
                "The organisation",
                "Alex",
                "how people sign in was changed",
                [("Everyone who works here signs in in two steps", "no", "yes")],
            ),
            (
                "The organisation",
                "Alex",
                "its name, nation or time zone was changed",
                [("Name", "Leeds", "Leeds City"), ("Nation", "England", "Wales")],
            ),
            (
                "The organisation",
                "Kith itself",
                "",
                [
                    ("Name", None, "Leeds"),
                    ("Nation", None, "England"),
                    ("Time zone", None, "Europe/London"),
                    ("Everyone who works here signs in in two steps", None, "no"),
                    ("What is written without a signal is kept on the device", None, "yes"),
                ],
            ),
        ]


def test_what_is_saved_as_it_was_is_no_change(alex):
    with acting_as(alex.asker):
        change_organisation(**NAMED, by=alex)

    assert OrganisationChange.objects.count() == 1


def test_the_account_at_work_has_a_history_without_its_secret(settings, alex, noor):
    settings.KITH_SIGN_ON_HOSTS = ["login.example.org"]
    set_provider("hush-hush-one", alex, noor)
    set_provider("hush-hush-two", alex, noor)
    set_provider("", alex, noor, client_id="kith-2")
    with acting_as(alex.asker):
        switch_off_single_sign_on(by=alex)
        said = acts(alex, of="work-account")

    assert [(who, fields) for _kind, who, _act, fields in said[:3]] == [
        ("Alex", [("People sign in with it", "yes", "no")]),
        ("Noor", [("Client id", "kith", "kith-2"), ("The secret became another", "yes", "no")]),
        ("Noor", []),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM accounts_singlesignonchange c")
        kept = " ".join(row for (row,) in cursor.fetchall())
    assert "hush" not in kept + str(said)
    assert "sealed" not in kept


def test_the_page_says_who_from_what_to_what(client, alex):
    with acting_as(alex.asker):
        change_organisation(**(NAMED | {"name": "Leeds City"}), by=alex)
    client.force_login(alex)

    page = client.get(PAGE).content.decode()

    assert all(words in page for words in ("Alex", "Leeds City", "its name, nation or time zone was changed"))


def test_other_settings_stand_there_too(alex, noor):
    with acting_as(alex.asker):
        place = Locality.objects.create(organisation=alex.organisation, name="Otley", created_by=alex)
        rename_locality(locality=place, name="Otley and Ilkley", by=alex)
        made = create_client(name="Mosaic", scopes=["families.read"], purpose="Mirror", by=alex)
    with acting_as(noor.asker):
        agree_to_client(client=made.client, by=noor)
        said = acts(alex, of="systems"), acts(alex, of="places")
        every = {kind for kind, _who, _act, _fields in acts(alex)}

    assert [[(who, act) for _kind, who, act, _fields in lines] for lines in said] == [
        [("Noor", "another administrator agreed: it gets in"), ("Alex", "it was asked that a system gets in")],
        [("Alex", "a place was given another name"), ("Alex", "")],
    ]
    assert said[1][0][3] == [("Name", None, "Otley and Ilkley"), ("Name", "Otley", "Otley and Ilkley")]
    assert every == {"The organisation", "Places", "Other systems"}
    assert made.client_secret not in str(said)


def test_what_one_act_wrote_goes_on_over_pages(alex):
    with acting_as(alex.asker):
        many = begin_tips(by=alex)
        seen, page = [], what_changed(alex, "words")
        while True:
            seen += [change.fields[0].new for change in page.rows]
            if not page.next:
                break
            page = what_changed(alex, "words", page.next)

    assert (len(seen), len(set(seen))) == (many, many)
    assert "Words" not in {change.kind for change in what_changed(alex).rows}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(client, alex, count, django_assert_num_queries):
    for number in range(count):
        with acting_as(alex.asker):
            change_organisation(**(NAMED | {"name": f"Leeds {number}"}), by=alex)
            make.TeamFactory(name=f"Team {number}")
    client.force_login(alex)
    client.get(PAGE)

    with django_assert_num_queries(17):
        client.get(PAGE)


def test_only_an_administrator_reads_it(client, worker):
    client.force_login(worker)

    assert client.get(PAGE).status_code == 403
    assert what_changed(worker).rows == []


def test_a_place_in_the_list_that_we_never_gave_is_refused(client, alex):
    client.force_login(alex)

    assert client.get(PAGE, {"after": "x"}).status_code == 400
    assert client.get(PAGE, {"of": "no such thing"}).status_code == 200


def test_another_council_reads_none_of_it(alex):
    Organisation.objects.create(name="York")

    with acting_as(alex.asker):
        assert [one.name for one in OrganisationChange.objects.all()] == ["Leeds"]


@pytest.mark.parametrize("model", [OrganisationChange, SingleSignOnChange])
def test_by_sql_nobody_writes_or_rewrites_it(alex, model):
    for write in (
        lambda: model.objects.update(action="mine"),
        lambda: model.objects.all()._raw_delete("default"),
        lambda: model.objects.bulk_create(
            [model(organisation=alex.organisation, at="2026-01-01T00:00Z", **FACTS[model])]
        ),
    ):
        with acting_as(alex.asker), pytest.raises(DatabaseError), transaction.atomic():
            write()


FACTS = {
    OrganisationChange: {
        "operation": "update",
        "name": "X",
        "nation": "wales",
        "time_zone": "UTC",
        "requires_second_step": False,
        "keeps_on_devices": True,
    },
    SingleSignOnChange: {
        "operation": "update",
        "issuer": "https://x.test",
        "client_id": "x",
        "has_new_secret": True,
        "asks_second_step": False,
        "is_on": True,
    },
}


def test_every_setting_that_has_a_history_is_of_a_kind():
    assert len({model for model, _words in KINDS.values()}) == len(KINDS)
    assert all(words for words in settings.SETTING_ACT_WORDS.values())
