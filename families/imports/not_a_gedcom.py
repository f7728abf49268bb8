"""The one way in which a GEDCOM file is refused."""


class NotAGedcom(Exception):
    """The file is not one that can be read; says why, to whoever chose it."""
