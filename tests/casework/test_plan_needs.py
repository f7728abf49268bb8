"""What a family's plan needs of services, asked and answered as plainly as the family's own steps; and the photo of what they wrote."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from casework.actions import plan_needs as actions
from casework.models import PlanPhoto, PlanResource
from casework.queries.plan_needs import waiting_for
from families.models import digest
from families.pictures import small_jpeg
from tests.casework.refusals import change, refused_by
from tests.conftest import FROZEN
from tests.factories import InvolvementFactory, PersonFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    ContingencyFactory,
    CoordinatorFactory,
    MonitoringFactory,
    PlanFactory,
    conference_at,
)
from tests.factories_families import AddressFactory, ResidenceFactory, share

NOT_YET = date(2099, 1, 1)
ASKED = {"what": "Bus passes", "from_whom": "The council", "asked_on": MONDAY, "answer_by": MONDAY + timedelta(days=7)}
SAID = {"state": "refused", "decided_by": "Sarah", "decided_on": MONDAY, "reason": "There is no money left this year."}


def picture(**how):
    made = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "JPEG", **how)
    return made.getvalue()


@pytest.fixture
def meeting(held, dana, joan):
    for person in (dana, joan):
        share(held.record, person)
    plan = PlanFactory(conference=held)
    share(plan.record, dana)
    return held


@pytest.fixture
def coordinator(client, ngozi):
    client.force_login(ngozi.user)
    return client


@pytest.fixture
def asked(meeting, ngozi):
    return actions.ask_for_resource(conference=meeting, by=ngozi.user, **ASKED)


def at(name, *args):
    return reverse(f"casework:{name}", args=args)


def row(meeting, **facts):
    return PlanResource(organisation=meeting.organisation, conference=meeting, **ASKED | facts)


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"what": " "}, "plan_resource_says_what_of_whom"),
        ({"from_whom": ""}, "plan_resource_says_what_of_whom"),
        ({"answer_by": MONDAY - timedelta(days=1)}, "plan_resource_answered_after_it_was_asked"),
        (SAID | {"decided_on": MONDAY - timedelta(days=1)}, "plan_resource_answered_after_it_was_asked"),
        (SAID | {"reason": " "}, "plan_resource_refused_says_why"),
        (SAID | {"state": "in_part", "reason": ""}, "plan_resource_refused_says_why"),
        (SAID | {"decided_by": ""}, "plan_resource_answer_has_a_name"),
        (SAID | {"state": "agreed", "decided_on": None}, "plan_resource_answer_has_a_name"),
        (SAID | {"state": "asked"}, "plan_resource_answer_has_a_name"),
        ({"asked_on": NOT_YET, "answer_by": NOT_YET}, "plan_resource_was_asked"),
    ],
)
def test_what_each_of_them_says(meeting, facts, rule):
    assert refused_by(row(meeting, **facts).save) == rule


def test_without_a_plan_nothing_is_needed(family, ngozi):
    assert refused_by(row(conference_at("held", family=family, coordinator=ngozi)).save) == "plan_resource_is_of_a_plan"


@pytest.mark.parametrize("wrong", [{"what": "A car"}, {"from_whom": "Nobody"}, {"answer_by": NOT_YET}])
def test_what_was_asked_for_stays_as_it_was_asked(asked, wrong):
    assert refused_by(change(asked, **wrong)) == "plan_resource_stays_as_asked"


def test_something_is_asked_for_and_answered(coordinator, meeting):
    coordinator.post(at("resource-ask", meeting.pk), ASKED)
    asked = PlanResource.objects.get()

    coordinator.post(at("resource-answer", asked.pk), SAID | {"row_version": asked.row_version})

    asked.refresh_from_db()
    shown = coordinator.get(meeting.get_absolute_url()).content.decode()
    assert asked.state == "refused"
    assert all(words in shown for words in ("Bus passes", "Sarah", "no money left"))


def test_the_family_reads_it_as_plainly(client, meeting, asked, danas_sign_in, frozen_clock, monkeypatch):
    monkeypatch.setattr("database.clock.today", lambda: MONDAY + timedelta(days=8))
    client.force_login(danas_sign_in)

    shown = client.get(at("our-meeting", meeting.pk)).content.decode()

    assert "An answer was promised by Monday 23 March, and has not come." in shown
    assert "What they said" not in shown


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (SAID | {"reason": ""}, "Say why, in words that the family can use."),
        (SAID | {"decided_by": ""}, "Say who answered, and on which day."),
    ],
)
def test_an_answer_that_says_too_little_is_asked_for_again(coordinator, asked, said, sentence):
    answer = coordinator.post(at("resource-answer", asked.pk), said | {"row_version": asked.row_version})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_what_was_not_answered_in_time_waits_for_the_coordinator(asked, ngozi, worker, monkeypatch):
    assert waiting_for(ngozi.user) == []
    monkeypatch.setattr("database.clock.today", lambda: MONDAY + timedelta(days=8))

    [one] = waiting_for(ngozi.user)

    assert (one.text, one.is_overdue) == ("Ask again about “Bus passes” for the plan of Rowan", True)
    assert waiting_for(worker) == []


def test_it_waits_for_no_other_coordinator(asked, meeting, family, monkeypatch):
    monkeypatch.setattr("database.clock.today", lambda: MONDAY + timedelta(days=8))
    other = CoordinatorFactory()
    InvolvementFactory(family=family, practitioner=other, role="fgc_coordinator")
    assert PlanResource.objects.visible_to(other.user).exists()

    assert waiting_for(other.user) == []


def test_that_the_meeting_is_closed_ends_no_promise(coordinator, meeting, asked, ngozi, family, worker):
    change(meeting, review_due_on=MONDAY, state="not_going_ahead", not_going_ahead_reason="other")()

    actions.answer_resource(resource=asked, by=worker, **SAID)

    asked.refresh_from_db()
    assert asked.state == "refused"


@pytest.mark.parametrize("field", ["decided_by", "reason"])
def test_no_answer_tells_who_reads_it_what_is_hidden_from_them(coordinator, asked, joan, dana, field):
    ResidenceFactory(person=dana, address=AddressFactory(lines="12 Quiet Lane"), is_confidential=True)
    AccessBlockFactory(viewer_person=joan, protected_person=dana)

    refused = coordinator.post(at("resource-answer", asked.pk), SAID | {field: "Whoever is at 12 Quiet Lane"})

    assert (refused.status_code, "Quiet Lane" in refused.content.decode()) == (422, True)
    asked.refresh_from_db()
    assert asked.state == "asked"


# --- The photo ----------------------------------------------------------------------------------------------------------


def sent(content=None, name="wall.jpg"):
    return SimpleUploadedFile(name, content or picture(), "image/jpeg")


def test_the_photo_is_kept_with_the_plan_and_shown_to_who_reads_it(coordinator, client, meeting, danas_sign_in):
    coordinator.post(at("plan-photo-add", meeting.pk), {"file": sent(), "alt_text": "Fridays at Gran’s"})
    photo = PlanPhoto.objects.get()
    client.force_login(danas_sign_in)

    assert "Fridays at Gran’s" in client.get(at("our-meeting", meeting.pk)).content.decode()
    answer = client.get(at("plan-photo", photo.pk))
    assert (answer["Content-Type"], answer.content) == ("image/jpeg", bytes(photo.content))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_where_and_when_it_was_taken_is_left_out(coordinator, meeting):
    exif = Image.Exif()
    exif[0x010E] = "12 Mill Lane"
    coordinator.post(at("plan-photo-add", meeting.pk), {"file": sent(picture(exif=exif)), "alt_text": "Fridays"})

    assert b"Mill Lane" not in bytes(PlanPhoto.objects.get().content)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"alt_text": "Fridays"}, "Choose the photo first."),
        ({"file": sent(), "alt_text": ""}, "Choose the photo once more"),
        ({"file": sent(b"%PDF-1.7", "wall.jpg"), "alt_text": "Fridays"}, "picture"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(coordinator, meeting, said, sentence):
    answer = coordinator.post(at("plan-photo-add", meeting.pk), said)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert said["alt_text"] in answer.content.decode()
    assert not PlanPhoto.objects.exists()


@pytest.fixture
def photo(meeting, ngozi):
    content = small_jpeg(BytesIO(picture()))
    return actions.keep_plan_photo(conference=meeting, content=content, alt_text="Fridays", by=ngozi.user)


def test_who_does_not_read_the_plan_does_not_see_it(client, photo, joans_sign_in, outsider):
    for user in (joans_sign_in, outsider):
        client.force_login(user)
        assert client.get(at("plan-photo", photo.pk)).status_code == 404


@pytest.mark.parametrize("step", [ActionFactory, ContingencyFactory])
def test_who_may_not_know_of_a_step_does_not_see_the_sheet_it_stands_on(client, photo, danas_sign_in, step):
    step(plan=photo.plan, who_person=PersonFactory())
    client.force_login(danas_sign_in)

    assert client.get(at("plan-photo", photo.pk)).status_code == 404
    assert "Fridays" not in client.get(at("our-meeting", photo.plan.conference_id)).content.decode()


def test_who_keeps_an_eye_on_the_plan_stands_on_the_sheet_too(client, photo, danas_sign_in):
    MonitoringFactory(plan=photo.plan, family_monitor=PersonFactory())
    client.force_login(danas_sign_in)

    assert client.get(at("plan-photo", photo.pk)).status_code == 404


def test_a_step_of_someone_they_know_hides_no_photo(client, photo, danas_sign_in, dana):
    ActionFactory(plan=photo.plan, who_person=dana)
    client.force_login(danas_sign_in)

    assert client.get(at("plan-photo", photo.pk)).status_code == 200


def test_a_photo_says_what_it_shows_and_is_what_was_sent(photo):
    ours = {"organisation": photo.organisation, "plan": photo.plan, "content": b"x"}
    for wrong in ({"alt_text": " ", "sha256": digest(b"x")}, {"alt_text": "Fridays", "sha256": digest(b"y")}):
        assert refused_by(PlanPhoto(**ours, **wrong).save) == "plan_photo_says_what_it_shows"


def test_of_a_photo_that_is_gone_nothing_stays_by_sql(photo):
    assert refused_by(change(photo, gone_at=FROZEN)) == "plan_photo_gone_is_gone"


def test_the_original_is_not_changed(photo):
    for fields in ({"content": b"x"}, {"alt_text": "Saturdays"}):
        assert refused_by(change(photo, **fields)) == "plan_photo_is_the_original"


def test_of_one_that_was_taken_away_nothing_is_kept(coordinator, photo):
    coordinator.post(at("plan-photo-away", photo.pk))

    kept = PlanPhoto.objects.get()
    assert (bytes(kept.content), kept.alt_text, bool(kept.gone_at)) == (b"", "", True)
    assert coordinator.get(at("plan-photo", photo.pk)).status_code == 404


def test_the_family_takes_no_photo_away(client, photo, danas_sign_in):
    client.force_login(danas_sign_in)

    assert client.post(at("plan-photo-away", photo.pk)).status_code in {403, 404}
    assert PlanPhoto.objects.get().gone_at is None


def test_what_was_asked_for_is_not_typed_again_as_the_plan_is_agreed(client, meeting, asked, manager, ngozi):
    answered = actions.ask_for_resource(conference=meeting, by=ngozi.user, **ASKED | {"what": "A sofa bed"})
    actions.answer_resource(resource=answered, by=ngozi.user, **SAID)
    client.force_login(manager)

    begun = client.get(at("plan-agree", meeting.pk)).context["form"]["resources_pending"].value()

    assert begun == "Bus passes (The council), an answer by 23 March"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_however_much_is_needed(coordinator, meeting, ngozi, rows, django_assert_max_num_queries):
    for _each in range(rows):
        actions.ask_for_resource(conference=meeting, by=ngozi.user, **ASKED)
    coordinator.get(meeting.get_absolute_url())

    with django_assert_max_num_queries(26):
        coordinator.get(meeting.get_absolute_url())
