import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, User
from api.models import ApiClient
from database.asker import acting_as
from tests.factories import PractitionerFactory

SAID = ["Mosaic", "--purpose", "Mirror families", "--scope", "families.read", "--scope", "people.read"]


def test_a_client_is_let_in(organisation, capsys):
    priya = PractitionerFactory()

    call_command("api_client", *SAID, "--practitioner", str(priya.pk))

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


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--organisation", "Elsewhere"], "Name one organisation with --organisation."),
        (["--practitioner", "nonsense"], "There is no practitioner with this id."),
        (["--practitioner", "01900000-0000-7000-8000-000000000000"], "There is no practitioner with this id."),
    ],
)
def test_what_the_command_does_not_know(organisation, more, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("api_client", *SAID, *more)


def test_a_name_is_used_once(organisation):
    call_command("api_client", *SAID)

    with pytest.raises(CommandError, match=r"A system of this name is let in already\."):
        call_command("api_client", *SAID)
