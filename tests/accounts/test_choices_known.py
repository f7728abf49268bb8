"""What someone chose stands by its words in a form that was kept, as far as its form knows them."""

import pytest
from django.urls import reverse

from accounts.choices_known import labels_at
from accounts.keeping import KeptForm

SOMEONE = "0197b1c2-0000-7000-8000-000000000001"


@pytest.fixture
def told():
    return reverse("casework:told-new", args=[SOMEONE])


def test_the_forms_of_a_page_know_their_choices(told):
    labels = labels_at(f"{told}?about={SOMEONE}")

    assert labels["outcome"] == {"shared": "To tell someone", "not_shared": "Not to tell anyone"}
    assert labels["reason"]["other"] == "Another reason"
    assert "people" not in labels


def test_a_choice_stands_by_its_words_and_what_was_typed_as_it_was(told):
    fields = [
        ("outcome", "shared"),
        ("reason", "other"),
        ("with_whom", "other"),
        ("why", "She asked"),
        ("people", SOMEONE),
    ]

    kept = KeptForm(told, fields)

    assert kept.words == ["To tell someone", "Another reason", "other", "She asked"]
    assert kept.has_choices


def test_a_row_of_a_form_knows_them_too_and_what_all_is_told_needs_no_more():
    path = reverse("casework:conversation-new", args=[SOMEONE])

    of_ours = [("draft_version", "3"), ("entries-TOTAL_FORMS", "3"), ("sent_as", SOMEONE)]

    kept = KeptForm(path, [("entries-0-kind", "worry"), ("entries-0-body", "worry"), *of_ours])

    assert (kept.words, kept.has_choices) == (["Worry", "worry"], False)


@pytest.mark.parametrize("path", ["/nowhere/", "/healthz"])
def test_where_no_form_is_nothing_is_known(path):
    assert labels_at(path) == {}
    assert KeptForm(path, [("kind", "not_said"), ("words", "Hello")]).words == ["Hello"]


@pytest.mark.parametrize("path", ["/worries/new/", "/supervision/new/", "/our-page/plan/begin/"])
def test_a_module_that_knows_only_the_base_of_forms_is_no_trouble(path):
    assert isinstance(labels_at(path), dict)
