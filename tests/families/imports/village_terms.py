"""What people of the village are to one another, reasoned by hand from how they were made (`village_file.py`).

The words are those of domain.md §5.4. Each line reads: to whom, who, as what.
"""

from tests.families.imports.village_file import Village

ROWANS = """
Hal > Faye: mother
Hal > Gene: father
Hal > Dana: maternal grandmother
Hal > Rob: maternal grandfather
Hal > Ada: maternal great-great-great-grandmother
Hal > Fred: maternal uncle
Hal > Iris: maternal aunt
Hal > Drew: maternal great-uncle
Hal > Gwen: maternal first cousin once removed
Hal > Jude: maternal third cousin
Hal > Lena: maternal second cousin once removed
Faye > Gwen: maternal cousin
Gwen > Faye: paternal cousin
Gwen > Hope: mother
Hope > Drew: daughter’s father
Faye > Fred: brother
Faye > Iris: sister (full or half not known)
Iris > Fred: brother (full or half not known)
Iris > Rob: stepfather
Dana > Bess: maternal grandmother
Dana > Bram: paternal grandfather
Dana > Ada: great-grandmother
Dana > Cyril: maternal uncle
Dana > Celia: paternal aunt
Dana > Cleo: aunt by marriage
Dana > Dora: paternal cousin
Cora > Clem: maternal cousin
Clem > Cora: paternal cousin
Rob > Cora: mother-in-law
Gene > Dana: mother-in-law
Fred > Gene: brother-in-law
Eli > Ella: half-sister
Ella > Esme: half-sister
Etta > Eli: half-brother
Ewan > Etta: sister
Eli > Cora: paternal aunt
Eli > Gail: stepmother
Gail > Eli: stepson
Cyril > Dot: ex-wife
Cyril > Edie: late wife
Cyril > Fern: ex-partner
Cyril > Gail: wife
Tom > Esme: mother
Tom > Cyril: maternal grandfather
Tom > : father
Dora > Celia: adoptive mother
Dora > Cleo: adoptive mother
Dora > Mavis: birth mother
Dora > Nat: birth father
Dora > Bram: maternal grandfather
Dora > Finn: foster brother
Finn > Celia: foster carer
Finn > Olga: mother
Cleo > Finn: foster child
Jude > Lena: birth mother
Jude > Karl: birth father
Jude > Marc: adoptive father
Jude > Kate: sister
Kate > Jude: brother
Kate > Marc: father
Lena > Karl: ex-husband
Lena > Marc: husband
Lena > Cyril: paternal grandfather
Nia > Liam: father
Nia > Luca: father
Nia > Ella: paternal grandmother
Nia > Cyril: paternal great-grandfather
Liam > Luca: civil partner
Luca > Ella: mother-in-law
"""

LINES = """
-5a > -0w: paternal great-great-great-grandmother
-5a > -5b: brother
-5a > -5c: sister
-5a > -4b: paternal aunt
-5a > -3x: paternal grandfather
-4b > -5c: niece
-4b > -5b: nephew
-1c > -3b: great-nephew
-2a > -2x: wife
"""
"""The same in each straight line. The eldest are a girl, a boy, a girl, a boy, a girl: the fifth's parent is the fourth, a man."""


def terms(village: Village) -> list[tuple[str, str, str]]:
    """(to whom, who, as what), by the names of the village."""
    core = [_read(line) for line in ROWANS.strip().splitlines()]
    lines = [_read(line) for line in LINES.strip().splitlines()]
    families = [name.removesuffix("-0w") for name in village.people if name.endswith("-0w")]
    return core + [(f"{family}{ego}", f"{family}{alter}", term) for family in families for ego, alter, term in lines]


def _read(line: str) -> tuple[str, str, str]:
    pair, _colon, term = line.partition(":")
    ego, _arrow, alter = pair.partition(" >")
    return ego.strip(), alter.strip(), term.strip()
