"""Small GEDCOM files for tests, and what was read from them in short."""

from io import BytesIO

from families.imports.gedcom import read

HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"


def told_of(body: str):
    return read(BytesIO(f"{HEAD}{body.strip()}\n0 TRLR\n".encode()))


def person(*lines: str):
    """The one person of a file, with these lines below."""
    return told_of("\n".join(["0 @I1@ INDI", *lines])).people[0]


def people(keys: str) -> str:
    return "\n".join(f"0 @{key}@ INDI\n1 NAME {key} /Rowan/" for key in keys.split()) + "\n"


def ties(told):
    return {(tie.parent.strip("@"), tie.child.strip("@"), tie.basis) for tie in told.parentages}


def sentences(told):
    return [lost.sentence for lost in told.lost]
