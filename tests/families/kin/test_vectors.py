"""Every stated vector (domain.md §5.4)."""

import pytest

from tests.families.kin.village import kits, rowans

VECTORS = """
Amina | Dana | mother
Amina | Rob | father
Amina | Joan | maternal grandmother
Amina | Gwen | paternal grandmother
Amina | Uma | maternal aunt
Amina | Ivy | maternal cousin
Amina | Nell | maternal first cousin once removed
Nell | Amina | maternal first cousin once removed
Amina | Theo | half-brother
Amina | Mia | sister (full or half not known)
Amina | Sid | stepfather
Amina | Carol | step-grandmother
Amina | Zoe | stepsister
Amina | Rae | father’s partner
Amina | Otto | uncle by marriage
Dana | Rob | ex-husband
Dana | Carol | partner’s mother
Joan | Amina | granddaughter
Uma | Amina | niece
Sid | Amina | stepdaughter
Kai | Fay | foster carer
Kai | Fin | foster brother
Fin | Kai | foster brother
Sam | Gus | grandfather (on Quinn’s side)
Max | Vic | sibling (full or half not known)
Theo | Zoe | half-sister
Amina | Kai | connected person
Bill | Otto | son-in-law
Otto | Bill | father-in-law
Otto | Dana | sister-in-law
Rae | Amina | partner’s daughter
"""


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("ego", "alter", "term"), rows(VECTORS))
def test_vector(ego, alter, term):
    assert rowans().term(ego, alter) == term


@pytest.mark.parametrize(("alter", "term"), [("Bea", "birth mother"), ("Al", "adoptive father")])
def test_vector_of_an_adopted_child(alter, term):
    assert kits().term("Kit", alter) == term


@pytest.mark.parametrize(
    ("ego", "alter", "seen_by_all", "seen"),
    [
        ("Amina", "Theo", "half-brother", "brother (full or half not known)"),
        ("Theo", "Sid", "father", "stepfather"),
        ("Theo", "Zoe", "half-sister", "stepsister"),
        ("Sid", "Theo", "son", "stepson"),
        ("Zoe", "Theo", "half-brother", "stepbrother"),
        ("Theo", "Carol", "paternal grandmother", "step-grandmother"),
    ],
)
def test_hidden_parentage_cannot_be_told_from_the_terms(ego, alter, seen_by_all, seen):
    terms = rowans().term(ego, alter), rowans().without("Sid→Theo").term(ego, alter)

    assert terms == (seen_by_all, seen)


def test_a_person_is_themselves():
    assert rowans().term("Amina", "Amina") == "self"
