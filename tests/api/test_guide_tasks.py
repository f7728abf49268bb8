"""docs/api-tasks.md is run as it stands there, block by block in one shell, against a live server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import User
from api.delivering import send_waiting
from database.asker import acting_as
from families.models import Family, Person
from tests.api.live import council
from tests.api.receiver import receiving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="The guide needs bash and curl."),
]
GUIDE = Path(__file__).parents[2] / "docs" / "api-tasks.md"
TASKS = re.findall(r"```sh\n(.*?)```\n```text\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
END = "-- this block has ended --"


class Shell:
    """One bash that runs block after block; what each printed, complaints too."""

    def __init__(self, **names):
        self.bash = subprocess.Popen(
            [shutil.which("bash")], env=os.environ | names, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, block):
        self.bash.stdin.write(f"{block}\necho '{END}'\n")
        self.bash.stdin.flush()
        return "".join(iter(self.bash.stdout.readline, f"{END}\n"))

    def close(self):
        self.bash.communicate(timeout=10)


def fits(shown, printed):
    """Whether this was printed, where `…` stands for anything."""
    return re.fullmatch(".*?".join(re.escape(part) for part in shown.split("…")), printed, flags=re.DOTALL)


def test_every_block_that_runs_shows_what_it_prints():
    text = GUIDE.read_text(encoding="utf-8")

    assert text.count("```sh\n") == len(TASKS) == 11
    assert re.findall(r"^## (\d+)\.", text, flags=re.MULTILINE) == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    ("shown", "printed", "is_so"), [("a…c\n", "abc\n", True), ("a…c\n", "abd\n", False), ("1\n", "1\nerror\n", False)]
)
def test_what_was_printed_is_compared_whole(shown, printed, is_so):
    assert bool(fits(shown, printed)) == is_so


def test_the_ten_tasks_run_as_they_stand(transactional_db, live_server, settings):
    leeds = council(live_server.url)
    with receiving() as receiver:
        settings.KITH_WEBHOOK_HOSTS = [receiver.host]
        shell = Shell(
            KITH=leeds.address,
            CLIENT_ID=leeds.credentials.client_id,
            CLIENT_SECRET=leeds.credentials.client_secret,
            HOOKS=receiver.url,
        )
        try:
            for block, shown in TASKS:
                printed = shell.run(block)
                assert fits(shown, printed), f"{block}\nprinted:\n{printed}\nand the guide shows:\n{shown}"
                if hook := shell.run('echo "${HOOK:-}"').strip():
                    send_waiting(leeds.credentials.client.organisation, hook)
            secret = shell.run('echo "$SECRET"').strip()
        finally:
            shell.close()

    assert receiver.came
    assert all(message.is_signed_with(secret) for message in receiver.came)
    with acting_as(User.objects.get(kind=User.Kind.SYSTEM).asker), transaction.atomic():
        assert Family.objects.filter(name="Ash").count() == 1
        assert Person.objects.filter(known_as="Kit").count() == 1
