"""The one way in which a GEDCOM file is refused."""

from families.imports.told import NotReadable


class NotAGedcom(NotReadable):
    """The file is not one that can be read; says why, to whoever chose it."""
