"""What whoever runs Kith types, where no transaction is open before: the other tests of commands run within one of their own."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = "01900000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def leeds(db):
    return Organisation.objects.create(name="Leeds")


def test_what_waits_for_a_second_yes_is_shown(capsys):
    call_command("second_yes")

    assert capsys.readouterr().out == ""
    with pytest.raises(CommandError, match="Nothing with this id waits"):
        call_command("second_yes", NOBODY)


def test_another_system_is_let_in_and_stopped(capsys):
    said = ["Mosaic", "--purpose", "Mirror families", "--scope", "families.read"]
    with pytest.raises(CommandError, match="not one practitioner with this id"):
        call_command("api_client", *said, "--practitioner", NOBODY)

    call_command("api_client", *said)
    call_command("stop_client", "Mosaic")

    assert "Mosaic is stopped." in capsys.readouterr().out
