import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.models import Organisation, User
from api.actions import Credentials, agree_to_client
from api.models import ApiClient
from database.asker import acting_as
from database.rules import broken_rule
from tests.factories import PractitionerFactory, UserFactory
from tests.factories_api import token_of

SAID = ["Mosaic", "--purpose", "Mirror families", "--scope", "families.read", "--scope", "people.read"]


@pytest.mark.parametrize("called_by", ["pk", "name"])
def test_a_client_is_let_in(organisation, capsys, called_by):
    priya = PractitionerFactory()

    call_command("api_client", *SAID, "--practitioner", str(getattr(priya, called_by)))

    client = ApiClient.objects.get(name="Mosaic")
    printed = dict(line.split("=") for line in capsys.readouterr().out.split())
    assert (client.scopes, client.practitioner) == (["families.read", "people.read"], priya)
    assert printed["client_id"] == client.application.client_id
    assert client.user.kind == User.Kind.CLIENT


def test_an_organisation_without_a_system_user_gets_one(db):
    york = Organisation.objects.create(name="York")

    call_command("api_client", *SAID)

    kith = User.objects.get(organisation=york, kind=User.Kind.SYSTEM)
    with acting_as(kith.asker):
        assert ApiClient.objects.get().created_by == kith


def test_one_of_two_of_a_name_is_named_by_id(organisation):
    PractitionerFactory.create_batch(2, user__name="Priya")

    with pytest.raises(CommandError, match="There is not one practitioner"):
        call_command("api_client", *SAID, "--practitioner", "Priya")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--organisation", "Elsewhere"], "Name one organisation with --organisation."),
        (["--practitioner", "nonsense"], "There is not one practitioner with this id or name."),
        (
            ["--practitioner", "01900000-0000-7000-8000-000000000000"],
            "There is not one practitioner with this id or name.",
        ),
    ],
)
def test_what_the_command_does_not_know(organisation, more, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("api_client", *SAID, *more)


def test_a_name_is_used_once(organisation):
    call_command("api_client", *SAID)

    with pytest.raises(CommandError, match=r"A system of this name is let in already\."):
        call_command("api_client", *SAID)


def let_in(capsys):
    """What the command prints: the credentials, and what it says of them."""
    call_command("api_client", *SAID)
    said = capsys.readouterr()
    printed = dict(line.split("=", 1) for line in said.out.split())
    client = ApiClient.objects.select_related("user", "application").get(name="Mosaic")
    return Credentials(client, printed["client_id"], printed["client_secret"]), said.err


def test_where_someone_administers_it_gets_in_when_they_agree(organisation, capsys):
    alex = UserFactory(name="Alex", roles=["administrator"])

    made, told = let_in(capsys)

    assert "It gets in when an administrator of Leeds agrees" in told
    assert token_of(made)["error"] == "invalid_client"
    with acting_as(alex.asker):
        agree_to_client(client=made.client, by=alex)
    assert "access_token" in token_of(made)


def test_on_the_first_day_nobody_could_agree(organisation, capsys):
    UserFactory(roles=["administrator"], is_active=False)

    made, told = let_in(capsys)

    assert "nobody administers Leeds yet" in told
    assert "access_token" in token_of(made)


def test_by_sql_kith_itself_opens_no_sign_in_of_a_system_past_an_administrator(organisation, capsys):
    UserFactory(roles=["administrator"])
    made, _told = let_in(capsys)

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        User.objects.filter(pk=made.client.user_id).update(is_active=True)

    assert broken_rule(caught.value) == (
        "user_client_by_people",
        "An administrator is here to agree: they let it in under Administration.",
    )
