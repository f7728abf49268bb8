"""People who work here: asked in by two, changed with a reason, ended and brought back; and no family on any page."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent, Proposal, Team, User
from accounts.roles import PERMISSION_WORDS, ROLE_ADDS, ROLE_PERMISSIONS, Permission, Role
from database.asker import acting_as
from families.models import Practitioner
from tests.conftest import FROZEN
from tests.factories import InvolvementFactory, PractitionerFactory, TeamFactory, UserFactory
from tests.signing_in import PASSWORD, set_up_app, someone_at_york

NEW = {"name": "Kit Moss", "email": "kit@leeds.test", "job": "Social worker", "roles": ["social_worker"]}
CHOSEN = "seven grey umbrellas"
PAGES = ["colleague-list", "colleague-invite", "team-list", "team-add", "locality-list", "agency-list"]


@pytest.fixture
def alex(organisation):
    return PractitionerFactory(user__name="Alex", user__roles=["administrator"]).user


@pytest.fixture
def noor(organisation):
    return PractitionerFactory(user__name="Noor", user__roles=["administrator"]).user


@pytest.fixture
def by_alex(alex):
    browser = Client()
    browser.force_login(alex)
    return browser


@pytest.fixture
def by_noor(noor):
    browser = Client()
    browser.force_login(noor)
    return browser


def send(browser, name, /, *args, **said):
    return browser.post(reverse(f"families:{name}", args=args), said)


def agree(browser):
    return send(browser, "proposal-agree", Proposal.objects.waiting().get().pk)


@pytest.fixture
def asked_in(by_alex, by_noor, django_capture_on_commit_callbacks):
    """Kit: Alex asked, Noor agreed, and the message has gone."""
    send(by_alex, "colleague-invite", **NEW)
    with django_capture_on_commit_callbacks(execute=True):
        agree(by_noor)
    return User.objects.get(name="Kit Moss")


def link_in(message):
    return re.search(r"http://[^/]+(\S+)", message.body)[1]


def come_in(path, password=CHOSEN, again=CHOSEN):
    return Client().post(path, {"password": password, "again": again})


def test_nobody_is_in_before_the_second_yes(by_alex):
    response = send(by_alex, "colleague-invite", **NEW)

    assert response.url == reverse("administration:home")
    assert (User.objects.filter(name="Kit Moss").exists(), mail.outbox) == (False, [])


def test_what_was_typed_is_kept_and_told_what_is_missing(by_alex):
    response = send(by_alex, "colleague-invite", **(NEW | {"email": "kit at leeds", "roles": []}))

    page = response.content.decode()
    assert (response.status_code, 'value="kit at leeds"' in page) == (422, True)
    assert "Choose at least one role." in page


def test_whoever_asked_gets_no_button_to_agree(by_alex):
    send(by_alex, "colleague-invite", **NEW)
    proposal = Proposal.objects.get()

    page = by_alex.get(reverse("families:proposal", args=[proposal.pk])).content.decode()

    assert "You asked for this: another administrator agrees" in page
    assert send(by_alex, "proposal-agree", proposal.pk).status_code == 403


def test_with_the_second_yes_they_are_known_and_get_a_link(asked_in):
    practitioner = Practitioner.objects.get(user=asked_in)

    assert (asked_in.is_active, asked_in.roles, practitioner.role_title) == (False, ["social_worker"], "Social worker")
    assert [message.to for message in mail.outbox] == [["kit@leeds.test"]]


def test_the_link_leads_to_a_password_of_ones_own(asked_in):
    response = come_in(link_in(mail.outbox[0]))

    asked_in.refresh_from_db()
    assert (response.url, asked_in.is_active, asked_in.check_password(CHOSEN)) == ("/", True, True)


def test_opening_the_link_uses_nothing_up(asked_in):
    path = link_in(mail.outbox[0])
    for _program_that_reads_mail in range(2):
        assert Client().get(path).status_code == 200

    assert come_in(path).status_code == 302


def test_the_link_works_once(asked_in):
    come_in(link_in(mail.outbox[0]))

    assert come_in(link_in(mail.outbox[0]), "another long password", "another long password").status_code == 404


def test_the_link_grows_too_old(asked_in, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=7, seconds=1))

    assert come_in(link_in(mail.outbox[0])).status_code == 404


@pytest.mark.parametrize(("password", "again"), [("short", "short"), (CHOSEN, "seven grey umbrella"), ("", "")])
def test_a_password_that_will_not_do_is_refused_with_a_sentence(asked_in, password, again):
    response = come_in(link_in(mail.outbox[0]), password, again)

    assert (response.status_code, "error-summary" in response.content.decode()) == (422, True)
    assert not User.objects.get(pk=asked_in.pk).is_active


@pytest.mark.parametrize("token", ["made-up", "eyJhIjoxfQ:x:y", "a:b"])
def test_a_link_that_we_never_wrote(client, organisation, token):
    assert client.get(f"/accounts/welcome/{token}/").status_code == 404


def test_a_new_link_ends_the_former(asked_in, by_alex, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        send(by_alex, "colleague-link", asked_in.pk)

    assert come_in(link_in(mail.outbox[0])).status_code == 404
    assert come_in(link_in(mail.outbox[1])).status_code == 302


def test_a_link_is_taken_back(asked_in, by_alex):
    send(by_alex, "colleague-link-take-back", asked_in.pk)

    assert come_in(link_in(mail.outbox[0])).status_code == 404


@pytest.mark.parametrize("sets", [{"used_at": FROZEN + timedelta(days=8)}, {"link_until": FROZEN + timedelta(days=99)}])
def test_the_database_lets_whoever_holds_a_link_not_stretch_it(asked_in, sets):
    proposal = Proposal.objects.filter(about=asked_in)

    with acting_as(asked_in.asker), pytest.raises(IntegrityError), transaction.atomic():
        proposal.update(**sets)


@pytest.mark.parametrize("sets", [{"used_at": None}, {"link_until": FROZEN + timedelta(days=99)}])
def test_a_link_that_was_used_is_not_made_good_again(asked_in, alex, sets):
    come_in(link_in(mail.outbox[0]))
    proposal = Proposal.objects.filter(about=asked_in)

    with acting_as(alex.asker), pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        proposal.update(**sets)


def test_an_address_that_is_known_elsewhere_is_answered_alike_and_written_to(
    by_alex, by_noor, django_capture_on_commit_callbacks
):
    someone_at_york(name="Yvonne", email="kit@leeds.test")
    asked = send(by_alex, "colleague-invite", **NEW)
    with django_capture_on_commit_callbacks(execute=True):
        agreed = agree(by_noor)

    kit = User.objects.get(name="Kit Moss")
    page = by_noor.get(reverse("families:colleague", args=[kit.pk])).content.decode()
    assert (asked.status_code, agreed.status_code, "taken" in page) == (302, 302, False)
    assert "kit@leeds.test" in page
    assert ("It signs in to Kith already" in mail.outbox[0].body, "http" in mail.outbox[0].body) == (True, False)


def test_a_colleagues_address_is_said_to_be_one(by_alex):
    UserFactory(email="Kit@leeds.test")

    response = send(by_alex, "colleague-invite", **NEW)

    assert "Someone who works here, or did, has this address." in response.content.decode()


def test_someone_who_never_came_is_asked_by_another_address(
    asked_in, by_alex, by_noor, django_capture_on_commit_callbacks
):
    with acting_as(asked_in.asker):
        set_up_app(asked_in)
        SocialAccount.objects.create(user=asked_in, provider="work", uid="kit")
    send(by_alex, "colleague-again", asked_in.pk, **(NEW | {"email": "kit.moss@leeds.test"}))
    with django_capture_on_commit_callbacks(execute=True):
        agree(by_noor)

    assert come_in(link_in(mail.outbox[1])).status_code == 302
    asked_in.refresh_from_db()
    assert not Authenticator.objects.filter(user=asked_in).exists()
    assert not SocialAccount.objects.filter(user=asked_in).exists()
    assert (asked_in.email, Practitioner.objects.filter(user=asked_in).count()) == ("kit.moss@leeds.test", 1)


def test_a_role_waits_for_another_yes(worker, by_alex, by_noor):
    send(by_alex, "colleague-roles", worker.pk, roles=["social_worker", "intake"], reason="She covers.")
    worker.refresh_from_db()
    assert worker.roles == ["social_worker"]

    agree(by_noor)

    worker.refresh_from_db()
    assert worker.roles == ["intake", "social_worker"]


def test_the_page_says_what_changed_by_whom_and_why(worker, alex, by_alex):
    send(by_alex, "colleague-roles", worker.pk, roles=["analyst"], reason="She asked for it.")
    Proposal.objects.update(ended_at=FROZEN)
    UserFactory._meta.model.objects.filter(pk=worker.pk).update(roles=["social_worker", "intake"])
    send(by_alex, "colleague-roles", worker.pk, roles=["intake"], reason="She takes people in now.")

    page = by_alex.get(reverse("families:colleague", args=[worker.pk])).content.decode()

    assert "Alex: She takes people in now." in page


@pytest.mark.parametrize(("said", "sentence"), [({"reason": " "}, "Answer this: Why?"), ({}, "Answer this: Why?")])
def test_no_account_ends_without_a_reason(worker, by_alex, said, sentence):
    response = send(by_alex, "colleague-end", worker.pk, **said)

    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_who_works_with_families_still_is_handed_over_first(worker, by_alex):
    UserFactory._meta.model.objects.filter(pk=worker.pk).update(roles=["social_worker", "analyst"])

    response = send(by_alex, "colleague-roles", worker.pk, roles=["analyst"], reason="She reads figures now.")

    assert (response.status_code, "They work with families still." in response.text) == (422, True)


def test_roles_that_stay_as_they_are_change_nothing(worker, by_alex):
    response = send(by_alex, "colleague-roles", worker.pk, roles=["social_worker"], reason="x")

    assert "These are the roles that they have." in response.content.decode()


@pytest.mark.parametrize("name", ["colleague-roles", "colleague-team", "colleague-end", "second-step-reset"])
def test_nobody_changes_what_they_are_themselves(alex, noor, by_alex, name):
    assert by_alex.get(reverse(f"families:{name}", args=[alex.pk])).status_code == 403
    assert send(by_alex, name, alex.pk, reason="x", roles=["intake"]).status_code == 403


def test_the_last_administrator_stays_even_for_kith_itself(alex, noor):
    User.objects.filter(pk=noor.pk).update(is_active=False)

    with pytest.raises(IntegrityError, match="the last one"), transaction.atomic():
        User.objects.filter(pk=alex.pk).update(is_active=False)


def test_ending_an_account_signs_out_at_once_and_says_what_is_left_behind(worker, manager, family, by_alex):
    phone = Client()
    phone.post(reverse("account_login"), {"login": worker.email, "password": PASSWORD})
    before = by_alex.get(reverse("families:colleague-end", args=[worker.pk])).content.decode()

    send(by_alex, "colleague-end", worker.pk, reason="She moved to York.")

    assert (phone.get("/families/").status_code, UserSession.objects.filter(user=worker).exists()) == (302, False)
    assert "They lead the work with one family." in before
    assert ("Their manager is Sarah." in before, "Rowan" in before) == (True, False)


def test_who_left_is_brought_back_with_a_reason(worker, by_alex):
    send(by_alex, "colleague-end", worker.pk, reason="She left.")

    send(by_alex, "colleague-back", worker.pk, reason="She is back.")

    worker.refresh_from_db()
    assert (worker.is_active, worker.changes.order_by("pk").last().reason) == (True, "She is back.")


def test_who_left_is_offered_for_no_family(worker, manager, family, by_alex, outsider):
    send(by_alex, "colleague-end", outsider.pk, reason="He left.")
    client = Client()
    client.force_login(worker)

    page = client.get(reverse("families:involvement-begin", args=[family.pk])).content.decode()

    assert outsider.name not in page


def test_an_administrator_moves_someone_to_another_team(worker, by_alex):
    team = TeamFactory(name="South")

    send(by_alex, "colleague-team", worker.pk, job="Senior social worker", team=team.pk)

    practitioner = Practitioner.objects.get(user=worker)
    assert (practitioner.team, practitioner.role_title) == (team, "Senior social worker")


def test_signing_a_colleague_out_everywhere(worker, by_alex):
    phone = Client()
    phone.post(reverse("account_login"), {"login": worker.email, "password": PASSWORD})

    send(by_alex, "sessions-end", worker.pk)

    assert phone.get("/families/").status_code == 302


def test_a_search_finds_by_a_part_and_stands_in_no_address(by_alex, worker, outsider):
    found = send(by_alex, "colleague-find", q="riy")

    names = [person.name for person in found.context["found"]]
    assert names == ["Priya"]
    assert by_alex.get(reverse("families:colleague-find")).status_code == 405


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "\x00", "x" * 5000, "<b>"])
def test_a_search_takes_what_it_is_given(by_alex, worker, words):
    assert send(by_alex, "colleague-find", q=words).status_code in {200, 302}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(by_alex, django_assert_num_queries, count):
    PractitionerFactory.create_batch(count, team=TeamFactory())
    by_alex.get(reverse("families:colleague-list"))

    with django_assert_num_queries(5):
        by_alex.get(reverse("families:colleague-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_colleague_costs_the_same(by_alex, worker, django_assert_num_queries, count):
    InvolvementFactory.create_batch(count, practitioner=worker.practitioner, role="lead_worker")
    for _change in range(count):
        User.objects.filter(pk=worker.pk).update(name=f"Priya {_change}")
    path = reverse("families:colleague", args=[worker.pk])
    by_alex.get(path)

    with django_assert_num_queries(11):
        by_alex.get(path)


def test_the_list_goes_on_where_it_stopped(by_alex, monkeypatch):
    monkeypatch.setattr("families.paging.DEFAULT_SIZE", 2)
    PractitionerFactory.create_batch(60, user__name="Same Name")

    first = by_alex.get(reverse("families:colleague-list")).context["page"]
    second = by_alex.get(reverse("families:colleague-list"), {"after": first.next}).context["page"]

    seen = {person.pk for person in (*first.rows, *second.rows)}
    assert len(seen) == len(first.rows) + len(second.rows) == 61


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_not_there_for_who_works_with_families(client, worker, name):
    client.force_login(worker)

    assert client.get(reverse(f"families:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["locality-add", "agency-add"])
def test_who_works_with_families_adds_to_no_list(client, worker, name):
    client.force_login(worker)

    assert send(client, name, name="Elsewhere", sector="health").status_code == 403


def test_who_works_with_families_looks_nobody_up_to_administer(client, worker):
    client.force_login(worker)

    assert send(client, "colleague-find", q="a").status_code == 403


@pytest.mark.parametrize("name", ["organisation", "single-sign-on", "role-list"])
def test_the_organisation_s_settings_are_not_there_for_who_works_with_families(client, worker, name):
    client.force_login(worker)

    assert client.get(reverse(f"accounts:{name}")).status_code == 403


def test_a_colleague_is_not_there_for_another_organisation(client, worker):
    with acting_as(None):
        client.force_login(someone_at_york(roles=["administrator"]))

        assert client.get(reverse("families:colleague", args=[worker.pk])).status_code == 404


def test_no_page_of_an_administrator_names_a_family(by_alex, worker, manager, family):
    pages = [reverse(f"families:{name}") for name in PAGES]
    pages += [reverse("families:colleague", args=[worker.pk]), reverse("administration:home"), "/access-log/"]

    shown = "".join(by_alex.get(page).content.decode() for page in pages)

    assert "Rowan" not in shown
    assert not AccessEvent.objects.exclude(people=[]).exists()


def test_an_administrator_sees_no_family_by_any_other_page(by_alex, family, worker):
    assert by_alex.get(f"/families/{family.pk}/").status_code == 404


def test_signing_in_leads_an_administrator_to_what_is_theirs(by_alex):
    response = by_alex.get("/", follow=True)

    assert response.redirect_chain[-1][0] == "/administration/"


def test_an_administrator_who_works_with_families_too_has_a_day(client, organisation):
    client.force_login(PractitionerFactory(user__roles=["administrator", "social_worker"]).user)

    assert client.get("/today/").status_code == 200


def test_a_manager_who_administers_manages_no_more_by_themselves(by_alex, alex, manager):
    User.objects.filter(pk=alex.pk).update(roles=["administrator", "team_manager"])
    team = Team.objects.get()

    response = send(by_alex, "team-change", team.pk, name="North", manager=alex.pk, row_version=team.row_version)
    assert response.status_code == 422
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="oneself"), transaction.atomic():
        Team.objects.filter(pk=team.pk).update(manager=alex)


def test_nobody_moves_a_colleague_into_a_team_of_their_own(alex, outsider):
    User.objects.filter(pk=alex.pk).update(roles=["administrator", "team_manager"])
    own = TeamFactory(manager=alex)

    with acting_as(alex.asker), pytest.raises(IntegrityError, match="their own team"), transaction.atomic():
        Practitioner.objects.filter(user=outsider).update(team=own)


def test_no_worker_changes_a_team(worker, manager):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not an administrator"), transaction.atomic():
        Team.objects.update(manager=worker)
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="not an administrator"), transaction.atomic():
        Practitioner.objects.filter(user=worker).update(team=TeamFactory.build())


@pytest.mark.parametrize("facts", [{"roles": ["social_worker"]}, {"roles": ["team_manager"], "is_active": False}])
def test_a_manager_has_the_role_and_works_here(alex, facts):
    team, someone = TeamFactory(), UserFactory(**facts)

    with acting_as(alex.asker), pytest.raises(IntegrityError, match="no manager"), transaction.atomic():
        Team.objects.filter(pk=team.pk).update(manager=someone)


def test_a_team_with_people_does_not_end(worker, manager, by_alex):
    team = Team.objects.get()

    page = by_alex.post(reverse("families:team-end", args=[team.pk]), follow=True).content.decode()

    assert "There are people in this team. Move them to another first." in page
    with pytest.raises(IntegrityError, match="not empty"), transaction.atomic():
        Team.objects.update(ended_on=FROZEN.date())


def test_an_empty_team_ends_and_takes_nobody_in(by_alex, worker):
    team = TeamFactory(name="South")
    send(by_alex, "team-end", team.pk)

    assert "South" not in by_alex.get(reverse("families:team-list")).content.decode().replace("South has ended", "")
    with pytest.raises(IntegrityError, match="ended"), transaction.atomic():
        Practitioner.objects.filter(user=worker).update(team=team)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["team-list", "locality-list", "agency-list"])
def test_the_other_lists_cost_the_same(by_alex, django_assert_num_queries, name, count):
    TeamFactory.create_batch(count)
    for number in range(count):
        send(by_alex, "locality-add", name=f"Place {number}")
        send(by_alex, "agency-add", name=f"School {number}", sector="school")
    by_alex.get(reverse(f"families:{name}"))

    with django_assert_num_queries(5):
        by_alex.get(reverse(f"families:{name}"))


def test_a_name_is_used_once(by_alex):
    send(by_alex, "locality-add", name="Headingley")

    assert "There is a place of this name already." in send(by_alex, "locality-add", name="Headingley").text


def test_the_operator_is_the_second_where_there_is_one_administrator(by_alex, worker, capsys, settings):
    settings.KITH_URL = "https://kith.leeds.test"
    send(by_alex, "colleague-roles", worker.pk, roles=["intake"], reason="She covers.")
    call_command("second_yes")
    asked = capsys.readouterr().out
    proposal = Proposal.objects.get()

    call_command("second_yes", str(proposal.pk))

    worker.refresh_from_db()
    assert (str(proposal.pk) in asked, worker.roles) == (True, ["intake"])
    with pytest.raises(CommandError, match="Nothing with this id"):
        call_command("second_yes", str(proposal.pk))


def test_every_permission_and_every_role_is_said_in_words(by_alex):
    page = by_alex.get(reverse("accounts:role-list")).content.decode()

    assert set(PERMISSION_WORDS) == set(Permission)
    assert all(ROLE_PERMISSIONS[role] or role in ROLE_ADDS for role in Role)
    assert all(str(role.label) in page for role in Role)


def test_the_name_above_every_page_is_changed(by_alex):
    by_alex.post(
        reverse("accounts:organisation"), {"name": "Leeds City", "nation": "wales", "time_zone": "Europe/Dublin"}
    )

    assert "Leeds City" in by_alex.get(reverse("administration:home")).content.decode()
