"""Names and sentences that a record could hold. None is of a real person; all are free of tabs, for COPY."""

from __future__ import annotations

from random import Random

WOMEN = [
    "Amina",
    "Aoife",
    "Beatriz",
    "Bethan",
    "Bronwen",
    "Chloë",
    "Danuta",
    "Efua",
    "Eilidh",
    "Fatima",
    "Grace",
    "Halina",
    "Imogen",
    "Inés",
    "Joan",
    "Kateřina",
    "Leila",
    "Małgorzata",
    "Maeve",
    "Mary",
    "Nadia",
    "Noémie",
    "Olwen",
    "Parveen",
    "Renée",
    "Rosa",
    "Ruth",
    "Siân",
    "Sorcha",
    "Susan",
    "Şule",
    "Tanisha",
    "Thérèse",
    "Uzma",
    "Violet",
    "Wanjiru",
    "Yasmin",
    "Zofia",
    "Zoë",
    "Zuleikha",
]
MEN = [
    "Adebayo",
    "Alan",
    "Alasdair",
    "Arthur",
    "Bilal",
    "Brian",
    "Callum",
    "Darius",
    "David",
    "Dónal",
    "Emeka",
    "Emyr",
    "François",
    "George",
    "Hamza",
    "Idris",
    "Ioan",
    "Jamal",
    "James",
    "José",
    "Kwame",
    "Lewis",
    "Łukasz",
    "Mohammed",
    "Niall",
    "Óisín",
    "Owen",
    "Patrick",
    "Peter",
    "Rafał",
    "Ravi",
    "Sam",
    "Seán",
    "Tadeusz",
    "Thomas",
    "Tomás",
    "Umar",
    "Wei",
    "Yusuf",
    "Zoltán",
]
NICKNAMES = [
    "Ade",
    "Ali",
    "Bea",
    "Beth",
    "Bob",
    "Danny",
    "Ellie",
    "Gracie",
    "Jay",
    "Jimmy",
    "Kasia",
    "Lulu",
    "Mags",
    "Mo",
    "Nan",
    "Nell",
    "Ozzie",
    "Pip",
    "Sal",
    "Tam",
    "Tommo",
    "Zee",
]
COMMON = [
    "Ahmed",
    "Ali",
    "Begum",
    "Brown",
    "Davies",
    "Evans",
    "Hughes",
    "Jones",
    "Khan",
    "Kowalski",
    "Lewis",
    "Müller",
    "Ó’Brien",
    "Patel",
    "Roberts",
    "Singh",
    "Smith",
    "Taylor",
    "Wright",
]
FIRST = [
    "Alder",
    "Ash",
    "Barn",
    "Beck",
    "Birch",
    "Brad",
    "Brook",
    "Clay",
    "Cole",
    "Dal",
    "East",
    "Elm",
    "Fair",
    "Fern",
    "Green",
    "Hart",
    "Hazel",
    "Holm",
    "Kirk",
    "Lang",
    "Marsh",
    "Nor",
    "Oak",
    "Raven",
    "Rose",
    "Row",
    "Sel",
    "Stan",
    "Thorn",
    "Whit",
]
LAST = [
    "acre",
    "bank",
    "borough",
    "bury",
    "by",
    "combe",
    "croft",
    "dale",
    "den",
    "field",
    "ford",
    "gate",
    "ham",
    "ley",
    "low",
    "mere",
    "more",
    "shaw",
    "thwaite",
    "ton",
    "well",
    "wick",
    "wood",
    "worth",
]
FAMILY_NAMES = [first + last for first in FIRST for last in LAST]
"""720 of them: the middling names of a search."""

THINGS = (
    "the walk to school", "getting up on time", "bedtime", "the new flat", "swimming on Saturdays", "the letter from the bank",
    "cooking together", "football", "the visits at the weekend", "homework", "the neighbours", "her reading", "the garden",
    "the bus money", "his asthma", "the birthday", "the allotment", "singing at the temple", "the GP’s appointment", "the choir",
)  # fmt: skip
OPENINGS = (
    "We talked for a long time about", "She began by telling me about", "He wanted us to hear first about",
    "Everyone round the table agreed about", "What has gone better since we last met is", "It was still hard to speak of",
    "Gran laughed when we came to", "They showed me, with some pride,", "The children had drawn a picture of",
)  # fmt: skip
MIDDLES = (
    "and how much easier it is when the two of them do it side by side", "which used to end in shouting and now mostly does not",
    "because her sister comes round on the days that are heaviest", "and what each of them would miss if it stopped",
    "though nobody has slept much since the baby came", "and he says he can see himself doing it without being asked",
    "so we wrote down who does what, and stuck it to the fridge", "while the little one fetched every toy in the house to show us",
)  # fmt: skip
CLOSINGS = (
    "We will look at it again on Thursday.", "They chose that themselves.", "I asked what else would help, and wrote it down.",
    "Nobody wanted to change a word of that.", "That is worth saying out loud.", "She will ring her aunt about it tonight.",
)  # fmt: skip
PARAGRAPHS = 4096


def sentence(rng: Random) -> str:
    return f"{rng.choice(OPENINGS)} {rng.choice(THINGS)}, {rng.choice(MIDDLES)}. {rng.choice(CLOSINGS)}"


def paragraphs(rng: Random) -> list[str]:
    """Texts of some 270 characters: two of them and a headline make a conversation of about 600."""
    return [f"{sentence(rng)} {sentence(rng)}"[:290] for _ in range(PARAGRAPHS)]


def headlines(rng: Random) -> list[str]:
    return [f"{rng.choice(OPENINGS)} {rng.choice(THINGS)}" for _ in range(PARAGRAPHS)]


def family_name(rng: Random) -> str:
    """A common name for two in ten, two names joined for one in ten."""
    dice = rng.random()
    if dice < 0.2:
        return rng.choice(COMMON)
    if dice < 0.3:
        return f"{rng.choice(FAMILY_NAMES)}-{rng.choice(COMMON)}"
    return rng.choice(FAMILY_NAMES)
