"""Four hundred people over six generations, written down twice: as GEDCOM, in either version, and as the truth.

The Rowans are made by hand, with all that makes families hard; straight lines of other families fill the village up. Nothing here
knows of our own kin terms: `village_terms.py` says them, reasoned from the sentences below.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count, cycle

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
SIZE = 400


@dataclass
class Someone:
    """`born` is as GEDCOM writes it; `is_dead` without `died` is "DEAT Y"."""

    key: str
    name: str
    family: str
    sex: str
    born: str = ""
    died: str = ""
    is_dead: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass
class Home:
    """A FAM: its partners, what is said of them, and its children each with a basis and what the child's FAMC says."""

    key: str
    partners: list[str]
    events: list[str]
    children: list[tuple[str, str]] = field(default_factory=list)


class Village:
    """Sentences that write the file and the truth at once."""

    def __init__(self) -> None:
        self.people: dict[str, Someone] = {}
        self.homes: list[Home] = []
        self.ties: set[tuple[str, str, str]] = set()
        self.couples: set[tuple[str, str, str, str]] = set()
        self._numbers = count(1)

    def person(self, name: str, sex: str, born: str = "", died: str = "", family: str = "Rowan", **more) -> str:
        key = f"@I{next(self._numbers)}@"
        self.people[name] = Someone(key, name, family, sex, born, died, **more)
        return name

    def home(self, *partners: str, events: str = "", kind: str = "", end: str = "") -> Home:
        """A couple: `events` as GEDCOM's lines, `kind` and `end` as what is true of it."""
        home = Home(f"@F{len(self.homes) + 1}@", list(partners), events.split("\n") if events else [])
        self.homes.append(home)
        if kind:
            self.couples.add((*partners, kind, end))
        return home

    def children(self, home: Home, *names: str, basis: str = "birth", said: str = "") -> None:
        """On a basis that is true, and in the word (PEDI) that the file has for it."""
        for name in names:
            home.children.append((name, said))
            self.ties |= {(parent, name, basis) for parent in home.partners}

    def key(self, name: str) -> str:
        return self.people[name].key


def rowans(village: Village) -> None:
    person, home, children = village.person, village.home, village.children
    # The first three generations; two of the cousins marry.
    person("Ada", "F", "3 MAR 1880", "1950"), person("Abel", "M", "1878", "JUN 1940")
    first = home("Abel", "Ada", events="1 MARR\n2 DATE 1900", kind="married")
    (
        person("Bess", "F", "1902", "1980"),
        person("Bram", "M", "1904", "1990"),
        person("Bert", "M", "ABT 1906", is_dead=True),
    )
    children(first, "Bess", "Bram", "Bert")
    person("Boaz", "M", "1900", "1970", "Oak"), person("Beth", "F", "1905", "1985", "Ash")
    oaks = home("Boaz", "Bess", events="1 MARR Y", kind="married")
    bram_and_beth = home("Bram", "Beth", events="1 MARR\n2 DATE 12 MAY 1924", kind="married")
    person("Cora", "F", "1926", "2000", "Oak"), person("Cyril", "M", "9 SEP 1936", family="Oak")
    children(oaks, "Cora", "Cyril")
    person("Clem", "M", "1925", "1999"), person("Celia", "F", "AUG 1934")
    children(bram_and_beth, "Clem", "Celia")
    cousins = home("Clem", "Cora", events="1 MARR\n2 DATE 1948", kind="married")
    # Four partners, and half-siblings by each; the last two are twins.
    for name, born, died in (
        ("Dot", "1937", ""),
        ("Edie", "1939", "2 FEB 1969"),
        ("Fern", "1944", ""),
        ("Gail", "1948", ""),
    ):
        person(name, "F", born, died, "Elm")
    for name, sex, born in (
        ("Eli", "M", "1958"),
        ("Ella", "F", "1964"),
        ("Esme", "F", "1971"),
        ("Ewan", "M", "5 MAY 1980"),
        ("Etta", "F", "5 MAY 1980"),
    ):
        person(name, sex, born, family="Oak")
    with_dot = home("Cyril", "Dot", events="1 MARR\n2 DATE 1957\n1 DIV\n2 DATE 1962", kind="married", end="divorced")
    with_edie = home("Cyril", "Edie", events="1 MARR\n2 DATE 1963", kind="married")
    together = "1 EVEN\n2 TYPE Cohabiting\n2 DATE FROM 1970 TO 1975"
    with_fern = home("Cyril", "Fern", events=together, kind="cohabiting", end="ended")
    with_gail = home("Cyril", "Gail", events="1 MARR\n2 DATE 1978", kind="married")
    children(with_dot, "Eli"), children(with_edie, "Ella"), children(with_fern, "Esme")
    children(with_gail, "Ewan", "Etta")
    younger_rowans(village, cousins)
    adopted_and_fostered(village)


def younger_rowans(village: Village, cousins: Home) -> None:
    person, home, children = village.person, village.home, village.children
    person("Dana", "F", "1950"), person("Drew", "M", "1953")
    children(cousins, "Dana", "Drew")
    # A father who is not known; a husband later.
    person("Iris", "F", "1969"), person("Rob", "M", "1948", family="Yew")
    children(home("Dana"), "Iris")
    yews = home("Rob", "Dana", events="1 MARR\n2 DATE 1975", kind="married")
    person("Faye", "F", "1976", family="Yew"), person("Fred", "M", "1978", family="Yew")
    children(yews, "Faye", "Fred")
    # Parents who never were a couple.
    person("Hope", "F", "1955", family="Fir"), person("Gwen", "F", "1980")
    children(home("Drew", "Hope"), "Gwen")
    person("Gene", "M", "1974", family="Lime"), person("Hal", "M", "17 JUL 2004", family="Lime")
    children(home("Gene", "Faye", events="1 MARR\n2 DATE 2003", kind="married"), "Hal")
    # A father of whom there is a line without a name.
    person("", "M"), person("Tom", "M", "1995", family="Oak")
    children(home("", "Esme"), "Tom")


def adopted_and_fostered(village: Village) -> None:
    person, home, children = village.person, village.home, village.children
    # Two women; a daughter whom they adopted, with both of her families; a boy in their care, with his.
    person("Cleo", "F", "1938", family="Box")
    two_women = home("Celia", "Cleo", events="1 MARR\n2 DATE 2015", kind="married")
    person("Mavis", "F", "1945", family="Bay"), person("Nat", "M", "1944", family="Bay")
    person("Dora", "F", "1968", lines=["1 ADOP", "2 DATE 1972", f"2 FAMC {two_women.key}"])
    children(home("Nat", "Mavis"), "Dora", said="birth")
    children(two_women, "Dora", basis="adoptive", said="adopted")
    person("Olga", "F", "1975", family="Gorse"), person("Finn", "M", "2011", family="Gorse")
    children(home("Olga"), "Finn", said="birth")
    children(two_women, "Finn", basis="foster", said="foster")
    # A mother's new husband adopts her son; GEDCOM's way to say so is ADOP HUSB, and the son stands in both families.
    person("Wren", "F", "1957", family="Reed"), person("Lena", "F", "1980", family="Oak")
    children(home("Eli", "Wren", events="1 MARR\n2 DATE 1978", kind="married"), "Lena")
    person("Karl", "M", "1979", family="Fern"), person("Marc", "M", "1977", family="Moss")
    karls = home("Karl", "Lena", events="1 MARR\n2 DATE 2001\n1 DIV\n2 DATE 2004", kind="married", end="divorced")
    marcs = home("Marc", "Lena", events="1 MARR\n2 DATE 2006", kind="married")
    person("Jude", "M", "2002", lines=["1 ADOP", "2 DATE 2008", f"2 FAMC {marcs.key}", "3 ADOP HUSB"])
    person("Kate", "F", "2009", family="Moss")
    children(karls, "Jude", said="birth")
    children(marcs, "Kate")
    marcs.children.append(("Jude", "adopted"))
    village.ties.add(("Marc", "Jude", "adoptive"))
    # Two men, one of them by a mother alone, and a daughter of whom no other parent is known.
    person("Liam", "M", "1985", family="Oak"), person("Luca", "M", "1984", family="Sorrel"), person("Nia", "F", "2014")
    children(home("Ella"), "Liam")
    two_men = home("Liam", "Luca", events="1 MARR\n2 TYPE civil partnership\n2 DATE 2012", kind="civil")
    children(two_men, "Nia", basis="adoptive", said="adopted")


LINE = 21
DATES = cycle(("%d", "ABT %d", "4 APR %d", "OCT %d"))


def straight_line(village: Village, family: str) -> None:
    """Six generations: the eldest marries and has three children, and so on; a girl first, then a boy, in turn."""
    woman = village.person(f"{family}-0w", "F", "1870", is_dead=True, family=family)
    man = village.person(f"{family}-0m", "M", "1868", "1930", family=family)
    for generation in range(1, 6):
        year = 1870 + 27 * generation
        home = village.home(man, woman, events=f"1 MARR\n2 DATE {year - 2}", kind="married")
        sexes = ("F", "M", "F") if generation % 2 else ("M", "F", "M")
        names = [
            village.person(f"{family}-{generation}{letter}", sex, next(DATES) % (year + place), family=family)
            for place, (letter, sex) in enumerate(zip("abc", sexes, strict=True))
        ]
        village.children(home, *names)
        if generation < 5:
            married_in = village.person(f"{family}-{generation}x", "MF"[generation % 2 == 0], str(year), family="Inlaw")
            man, woman = (married_in, names[0]) if generation % 2 else (names[0], married_in)


def village_of_400() -> Village:
    village = Village()
    rowans(village)
    lines = (SIZE - len(village.people)) // LINE
    for number in range(lines):
        straight_line(village, f"Line{number}")
    while len(village.people) < SIZE:
        village.person(f"Lone{len(village.people)}", "MF"[len(village.people) % 2], "1990", family="Lone")
    return village


def gedcom(village: Village, version: str) -> str:
    """The file, in 5.5.1 or 7.0."""
    head = ["0 HEAD", "1 GEDC", f"2 VERS {version}"]
    head += ["2 FORM LINEAGE-LINKED", "1 CHAR UTF-8"] if version < "7" else []
    lines = [*head, *_individuals(village, version), *_families(village), "0 TRLR"]
    return "\n".join(lines) + "\n"


def _individuals(village: Village, version: str) -> list[str]:
    lines = []
    for name, one in village.people.items():
        lines += [f"0 {one.key} INDI", f"1 NAME {name} /{one.family}/" if name else "1 NAME //", f"1 SEX {one.sex}"]
        lines += ["1 BIRT", f"2 DATE {one.born}"] if one.born else []
        lines += ["1 DEAT", f"2 DATE {one.died}"] if one.died else ["1 DEAT Y"] if one.is_dead else []
        lines += one.lines
        for home in village.homes:
            said = dict(home.children)
            if name in said:
                lines.append(f"1 FAMC {home.key}")
                lines += [f"2 PEDI {said[name].upper() if version >= '7' else said[name]}"] if said[name] else []
            lines += [f"1 FAMS {home.key}"] if name in home.partners else []
    return lines


def _families(village: Village) -> list[str]:
    lines = []
    for home in village.homes:
        lines.append(f"0 {home.key} FAM")
        roles = ["HUSB" if village.people[name].sex == "M" else "WIFE" for name in home.partners]
        lines += [f"1 {role} {village.key(name)}" for role, name in zip(roles, home.partners, strict=True)]
        lines += home.events
        lines += [f"1 CHIL {village.key(name)}" for name, _said in home.children]
    return lines


def day_of(text: str) -> tuple[date, str] | None:
    """What a date of the village is, for comparing."""
    if not text:
        return None
    *before, year = text.split()
    if before == ["ABT"]:
        return date(int(year), 1, 1), "about"
    month = MONTHS.index(before[-1]) + 1 if before else 1
    day = int(before[0]) if len(before) == 2 else 1
    return date(int(year), month, day), ("year", "month", "day")[len(before)]
