"""What someone began to put right is kept, for the fact that it is about and for nobody else."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from database import clock
from families.models import Draft, FamilyMembership, Parentage, PersonName, Residence
from families.periods import Period
from families.queries.righting import KINDS, begun
from tests.conftest import make
from tests.families.test_righting import facts, page, shown, taken_out  # noqa: F401  (a fixture)

KEPT = "This is what you began."


def keep(client, fact, version=0, **fields):
    said = json.dumps({"fields": as_text(fields), "people": []})
    return client.put(page(fact), said, content_type="application/json", headers={"If-Match": f'"{version}"'})


def as_text(said):
    return {name: str(value) for name, value in said.items()}


def whole(client, fact, **changes):
    """The form as a browser sends it: boxes of days that are empty too."""
    days = {f"{name}_{place}": "" for name in ("since", "until") for place in range(3)}
    return as_text(days | shown(client, fact) | changes)


@pytest.fixture
def name(facts):  # noqa: F811
    return facts[PersonName]


@pytest.mark.parametrize("kind", [Parentage, PersonName, Residence, FamilyMembership])
def test_what_was_begun_stands_in_the_form_again(signed_in, facts, kind):  # noqa: F811
    fact = facts[kind]
    said = whole(signed_in, fact, since_0="3", since_1="4", since_2="2019")

    assert keep(signed_in, fact, **said).json()["version"] == 1

    assert whole(signed_in, fact) == said
    assert KEPT in signed_in.get(page(fact)).text


def test_a_tick_that_was_taken_away_stays_away(signed_in, facts):  # noqa: F811
    home = facts[Residence]
    Residence.objects.filter(pk=home.pk).update(is_confidential=True)
    said = {name: value for name, value in whole(signed_in, home).items() if name != "is_confidential"}

    keep(signed_in, home, **said)

    assert signed_in.get(page(home)).context["form"]["is_confidential"].value() is False


def test_what_was_begun_of_one_fact_is_in_no_other(signed_in, facts, name, amina):  # noqa: F811
    other = PersonName.objects.create(organisation=amina.organisation, person=amina, text="Mimi", kind="nickname")

    keep(signed_in, name, text="Minna", kind="nickname")

    assert "Minna" not in signed_in.get(page(other)).text


def test_nobody_else_reads_it(client, signed_in, family, name):
    keep(signed_in, name, text="Minna", kind="nickname")
    colleague = make.InvolvementFactory(family=family).practitioner.user

    client.force_login(colleague)

    answer = client.get(page(name))
    assert (answer.status_code, "Minna" in answer.text) == (200, False)


def test_saved_it_is_no_draft_any_more(signed_in, name):
    said = whole(signed_in, name, text="Minna")
    keep(signed_in, name, **said)

    signed_in.post(page(name), said)

    name.refresh_from_db()
    assert (name.text, Draft.objects.unfinished().exists()) == ("Minna", False)


def test_refused_it_stays_a_draft(signed_in, name):
    keep(signed_in, name, **whole(signed_in, name))

    assert signed_in.post(page(name), whole(signed_in, name, text="")).status_code == 422

    assert Draft.objects.unfinished().exists()


def test_what_someone_else_saved_meanwhile_is_said_before_it_is_saved_over(signed_in, name):
    keep(signed_in, name, **whole(signed_in, name, text="Minna"))
    PersonName.objects.filter(pk=name.pk).update(text="Mina")

    answer = signed_in.post(page(name), whole(signed_in, name))

    assert (answer.status_code, "What the other person saved" in answer.text) == (422, True)


def test_it_is_thrown_away_on_purpose(signed_in, name):
    keep(signed_in, name, text="Minna", kind="nickname")

    signed_in.post(page(name), {"throw_away": "1"})

    name.refresh_from_db()
    assert (name.text, Draft.objects.unfinished().exists()) == ("Minnie", False)
    assert KEPT not in signed_in.get(page(name)).text


def test_without_javascript_it_is_finished_later(signed_in, name):
    signed_in.post(page(name), whole(signed_in, name, text="Minna", keep="later", draft_version="0"))

    name.refresh_from_db()
    assert (name.text, shown(signed_in, name)["text"]) == ("Minnie", "Minna")


def test_another_window_is_told(signed_in, name):
    keep(signed_in, name, text="Minna", kind="nickname")

    assert keep(signed_in, name, text="Mina", kind="nickname").status_code == 412


def test_who_may_only_read_it_keeps_nothing(client, family, name):
    over = make.InvolvementFactory(family=family, period=Period(None, clock.today() - timedelta(days=3)))
    client.force_login(over.practitioner.user)

    assert keep(client, name, text="Minna").status_code == 403
    assert not Draft.objects.exists()


def test_it_waits_on_today_without_what_it_says(signed_in, facts):  # noqa: F811
    home = facts[Residence]
    keep(signed_in, home, kind="lives")

    today = signed_in.get(reverse("casework:today")).text

    assert "A fact about Amina to put right" in today
    assert page(home) in today
    assert str(home.address) not in today


def test_what_is_there_no_more_waits_nowhere(signed_in, facts, worker):  # noqa: F811
    home = facts[Residence]
    keep(signed_in, home, kind="lives")
    taken_out(home, worker)

    assert "to put right" not in signed_in.get(reverse("casework:today")).text


@pytest.mark.parametrize("kind", [*KINDS.values()])
def test_each_kind_waits_under_the_name_on_whose_page_it_is_put_right(signed_in, facts, worker, kind):  # noqa: F811
    fact = facts[kind]
    keep(signed_in, fact, row_version="1")

    [waiting] = begun(Draft.objects.unfinished(), worker).values()

    shown_of = signed_in.get(waiting.href).context
    assert shown_of["about"] == waiting.person
