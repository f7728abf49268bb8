"""Asking from 0 to 10 in the form of a conversation, and the pages that show it: one dot for each, and no number of several."""

import re

import pytest
from django.urls import reverse

from casework.models import Conversation, ScalingAnswer, ScalingQuestion
from families.models import Draft
from tests.casework.pages import at
from tests.casework.scales import WORDS, asked, gives, in_confidence
from tests.factories_families import sign_in_of

ROWS = {"entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0"}
QUERIES = {"list": 10, "scale": 9, "conversation": 22, "form": 25}
MEANS = re.compile(r"average|\bmean\b|\bmedian\b|5\.3|5\.5|out of all", re.IGNORECASE)


@pytest.fixture
def page(client, family, worker):
    client.force_login(worker)
    return reverse("casework:conversation-new", args=[family.pk])


@pytest.fixture
def talk(worker, family, dana, amina):
    answers = [gives(dana, 7, why_not_lower="Sid makes breakfast"), gives(amina, 4), gives(worker.practitioner, 5)]
    return asked(worker, family, answers, people=[dana, amina])


@pytest.fixture
def question(talk):
    return ScalingQuestion.objects.get()


def said(*people, scale="new", **more):
    new = {f"scale-new-{name}": words for name, words in WORDS.items()} if scale == "new" else {}
    return {"people": [one.pk for one in people], "headline": "At the table", **ROWS, **new, **more}


def answer(person, scale="new", **fields):
    who = "me" if person == "me" else person.pk
    return {f"scale-{scale}-{who}-{name}": value for name, value in fields.items()}


def values():
    return {str(one.who): one.value for one in ScalingAnswer.objects.all()}


def test_a_scale_is_asked_in_the_form_of_a_conversation(client, page, worker, dana, amina):
    answers = {
        **answer(dana, value="7", why_not_lower="Sid makes breakfast", what_plus_one="No shouting"),
        **answer(amina, value="face-2"),
        **answer("me", value="5", and_a_half="on"),
    }
    response = client.post(page, said(dana, amina, **answers))

    assert response.url == Conversation.objects.get().get_absolute_url()
    assert values() == {"Dana": 7, "Amina": 2.5, worker.name: 5.5}
    assert ScalingAnswer.objects.get(person=amina).shown_as == "faces"
    reason = ScalingAnswer.objects.get(person=dana).reasons.get()
    assert (reason.why_not_lower, reason.what_plus_one) == ("Sid makes breakfast", "No shouting")


def test_who_would_rather_not_say_is_shown_so(client, page, dana):
    written = client.post(page, said(dana, **answer(dana, value="not"))).url

    assert values() == {"Dana": None}
    assert "would rather not say" in client.get(written).text


def test_nothing_is_asked_unless_someone_does(client, page, dana):
    client.post(page, said(dana, scale=""))

    assert (Conversation.objects.count(), ScalingQuestion.objects.count()) == (1, 0)


def test_a_scale_that_they_have_is_asked_again(client, page, question, dana):
    assert "Last time:" in client.get(page).text

    client.post(page, said(dana, scale=question.pk, **answer(dana, question.pk, value="8")))

    assert list(ScalingAnswer.objects.filter(person=dana).order_by("pk").values_list("value", flat=True)) == [7, 8]
    assert ScalingQuestion.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"value": "10", "and_a_half": "on"}, "A half goes with a number from 0 to 9."),
        ({"why_not_lower": "Toast"}, "Choose a number or a face, or that they would rather not say."),
        ({"value": "11"}, "Choose one of the answers that are there."),
    ],
)
def test_what_is_wrong_is_said_and_all_is_kept(client, page, dana, wrong, sentence):
    response = client.post(page, said(dana, **answer(dana, **wrong)))

    assert (response.status_code, sentence in response.text) == (422, True)
    assert all(words in response.text for words in (*WORDS.values(), "At the table"))
    assert Conversation.objects.count() == 0


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        ("about", "Say what the scale is about"),
        ("zero_means", "Say what 0 means to them"),
        ("ten_means", "Say what 10 means to them"),
    ],
)
def test_a_new_scale_says_what_it_is_about_and_both_ends(client, page, dana, gone, sentence):
    response = client.post(page, said(dana, **answer(dana, value="3")) | {f"scale-new-{gone}": " "})

    assert (response.status_code, sentence in response.text) == (422, True)


def test_an_answer_without_any_scale_is_not_lost(client, page, dana):
    response = client.post(page, said(dana, scale="", **answer(dana, value="3")))

    assert (response.status_code, "Say what the scale is about" in response.text) == (422, True)


def test_both_ends_for_a_child_or_neither(client, page, dana):
    response = client.post(page, said(dana, **{"scale-new-child_zero": "It rains"}))

    assert (response.status_code, "Say both ends as a child says them, or neither." in response.text) == (422, True)


def test_who_answers_is_ticked(client, page, dana, amina):
    response = client.post(page, said(dana, **answer(amina, value="3")))

    assert (response.status_code, "Tick that Amina was there, or empty this." in response.text) == (422, True)


def test_a_child_is_asked_by_faces_and_in_a_childs_words(client, page, talk, family, worker, amina, dana):
    words = {"scale-new-child_zero": "It rains", "scale-new-child_ten": "Sun"}
    client.post(page, said(dana, **words, **answer(dana, value="3")))
    draft = {"people": [amina.pk], "headline": "Half", "keep": "more", "draft_version": "0", **ROWS}
    client.post(page, draft)

    shown = client.get(page).text

    assert "0: It rains" in shown
    assert "k-place--faces" in shown.partition("data-scale-rows")[2].partition("<template")[0]


def test_without_javascript_the_form_is_kept_and_has_a_row_for_each_who_is_ticked(client, page, dana, amina):
    kept = said(dana, amina, keep="more", draft_version="0", **answer(dana, value="7", why_not_lower="Toast"))
    response = client.post(page, kept)
    shown = client.get(response.url).text

    assert (Conversation.objects.count(), Draft.objects.get().body["scale-new-about"]) == (0, "Mornings")
    assert f'name="scale-new-{amina.pk}-value"' in shown
    assert shown.count("Toast") == 1


def test_what_was_begun_of_a_scale_made_in_confidence_is_not_lost(client, page, family, worker, amina):
    asked(worker, family, [gives(amina, 3)], sharing=in_confidence())
    question = ScalingQuestion.objects.get()
    kept = said(amina, scale=question.pk, keep="later", draft_version="0", **answer(amina, question.pk, value="4"))

    assert question.about not in client.get(page).text
    assert question.about in client.get(f"{page}?scale={question.pk}").text
    client.post(f"{page}?scale={question.pk}", kept)
    assert question.about in client.get(page).text


@pytest.mark.parametrize("bad", ["new", "x", "00000000-0000-0000-0000-000000000000", "\u202e"])
def test_whatever_stands_in_the_address_the_form_opens(client, page, bad):
    assert client.get(page, {"scale": bad}).status_code == 200


def pages_of(talk, question, family):
    return [talk.get_absolute_url(), question.get_absolute_url(), at("family-scales", family)]


def test_one_dot_for_each_and_no_number_of_several(client, talk, question, family, worker, danas_sign_in):
    for reader in (worker, danas_sign_in):
        client.force_login(reader)
        for address in pages_of(talk, question, family):
            main = client.get(address).text.partition("<main")[2]
            assert main.count('class="k-dots__dot"') == 3
            assert not MEANS.search(re.sub(r"<[^>]*>", " ", main))


def test_the_family_reads_it_from_their_page(client, talk, question, family, danas_sign_in):
    client.force_login(danas_sign_in)

    assert at("family-scales", family) in client.get(reverse("casework:our-page")).text
    assert "Sid makes breakfast" in client.get(question.get_absolute_url()).text


def test_an_outsider_finds_no_scale(client, question, outsider):
    client.force_login(outsider)

    assert client.get(question.get_absolute_url()).status_code == 404


def test_a_scale_made_in_confidence_stands_in_its_conversation_alone(client, family, worker, amina):
    told = asked(worker, family, [gives(amina, 3)], sharing=in_confidence())
    question = ScalingQuestion.objects.get()
    for reader in (worker, sign_in_of(amina)):
        client.force_login(reader)
        assert client.get(question.get_absolute_url()).status_code == 404
        assert question.about not in client.get(at("family-scales", family)).text
        assert question.about in client.get(told.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["list", "scale", "conversation", "form"])
def test_query_count(client, family, worker, dana, amina, count, name, django_assert_num_queries):
    for _number in range(count):
        told = asked(worker, family, [gives(dana, 7, why_not_lower="Toast"), gives(amina, 4)])
    question = ScalingQuestion.objects.order_by("pk").first()
    for _number in range(count - 1):
        asked(worker, family, [gives(dana, 7, why_not_lower="Toast"), gives(amina, 4)], question=question)
    address = {
        "list": at("family-scales", family),
        "scale": question.get_absolute_url(),
        "conversation": told.get_absolute_url(),
        "form": at("conversation-new", family),
    }[name]
    client.force_login(worker)

    with django_assert_num_queries(QUERIES[name]):
        assert client.get(address).status_code == 200
