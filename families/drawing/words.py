"""Ages, years and ties in words, said the same way in the picture and in its text."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from families.ages import told_age
from families.drawing.facts import PartialDate, TreeBirth, TreeParentage, TreePartnership, TreePerson

DASH = "\N{EN DASH}"


def age_on(born: PartialDate, on: PartialDate) -> int | None:
    """Whole years between two dates, counting a birthday only when both dates are known to the day."""
    if born.year is None or on.year is None:
        return None
    years = on.year - born.year
    if born.is_whole and on.is_whole and (on.month or 0, on.day or 0) < (born.month or 0, born.day or 0):
        years -= 1
    return max(years, 0)


def day(on: date) -> PartialDate:
    return PartialDate(on.year, on.month, on.day)


def age_mark(person: TreePerson, as_at: date) -> str:
    """The age written inside the sign: "14", "~47" when the birthday is not known, "<1" for a baby, or nothing."""
    if person.born is None or person.died is not None or person.expected is not None:
        return ""
    age = told_age(age_on(person.born, day(as_at)))
    if age is None:
        return ""
    if not person.born.is_whole:
        return f"~{age}"
    return str(age) if age else "<1"


def years_mark(person: TreePerson) -> str:
    """The years written under the name: "b. 2012", "1954 to 2019" with a dash, "due March"."""
    if person.expected is not None:
        return _("due %(when)s") % {"when": person.expected} if person.expected else _("expected")
    born = person.born.year if person.born else None
    if person.died is not None:
        if born is None and person.died.year is None:
            return _("has died")
        if born is None:
            return _("died %(year)s") % {"year": person.died.year}
        return f"{born}{DASH}{person.died.year or '?'}"
    return _("b. %(year)s") % {"year": born} if born else ""


def life(person: TreePerson, as_at: date) -> str:
    """Someone's age and dates in words: "14 years old, born 1 May 2012"."""
    if person.expected is not None:
        return _("not born yet, due %(when)s") % {"when": person.expected} if person.expected else _("not born yet")
    parts = [_death(person) if person.died is not None else _age(person, as_at)]
    if person.born is not None and str(person.born):
        parts.append(_("born %(when)s") % {"when": person.born})
    return ", ".join(part for part in parts if part)


def _age(person: TreePerson, as_at: date) -> str:
    age = told_age(age_on(person.born, day(as_at))) if person.born else None
    if person.born is None or age is None:
        return ""
    if not person.born.is_whole:
        return ngettext("about %(age)d year old", "about %(age)d years old", age) % {"age": age}
    if not age:
        return _("under 1 year old")
    return ngettext("%(age)d year old", "%(age)d years old", age) % {"age": age}


def _death(person: TreePerson) -> str:
    died = person.died or PartialDate()
    age = age_on(person.born, died) if person.born else None
    said = _("died %(when)s") % {"when": died} if str(died) else _("has died")
    if person.born is None or age is None:
        return said
    sure = person.born.is_whole and died.is_whole
    aged = _("%(said)s aged %(age)d") if sure else _("%(said)s aged about %(age)d")
    return aged % {"said": said, "age": age}


def placeholder(person: TreePerson) -> str:
    """What stands in the picture where no person is written down, in words."""
    if person.stands_for == "siblings":
        return _("brothers or sisters, not known who")
    return loss(person.stands_for, person.name)


def loss(kind: str, when: str) -> str:
    """A pregnancy that was lost or ended: "a pregnancy lost by miscarriage, 2019"."""
    said = {
        "miscarriage": _("a pregnancy lost by miscarriage"),
        "termination": _("a pregnancy ended by termination"),
    }.get(kind, _("a baby who was stillborn"))
    return _("%(said)s, %(when)s") % {"said": said, "when": when} if when else said


def gender(person: TreePerson) -> str:
    """What the shape of a sign says."""
    if person.expected is not None:
        return _("not born yet")
    return {
        "woman_girl": _("woman or girl"),
        "man_boy": _("man or boy"),
        "non_binary": _("non-binary"),
        "self_described": _("gender in their own words"),
    }.get(person.gender, _("gender not recorded"))


def partnership_notes(tie: TreePartnership) -> list[str]:
    """What stands over a couple's line, top line first: ["m. 2010", "d. 2016"]."""
    began = {
        "married": _("m. %(year)s"),
        "civil": _("c.p. %(year)s"),
        "cohabiting": _("together %(year)s"),
    }.get(tie.kind, _("since %(year)s"))
    over = {"separated": _("sep. %(year)s"), "divorced": _("d. %(year)s"), "ended": _("until %(year)s")}
    notes = [began % {"year": tie.started}] if tie.started else []
    if tie.ended and tie.end_kind in over:
        notes.append(over[tie.end_kind] % {"year": tie.ended})
    return notes


def partnership(tie: TreePartnership, name: str) -> str:
    """One partnership in a sentence about the other partner: "divorced from Rob, 2010 to 2016"."""
    if not tie.end_kind:
        said = {
            "married": _("married to %(name)s"),
            "civil": _("civil partner of %(name)s"),
            "cohabiting": _("lives as a couple with %(name)s"),
        }.get(tie.kind, _("in a relationship with %(name)s"))
    else:
        said = {
            ("married", "divorced"): _("divorced from %(name)s"),
            ("married", "separated"): _("married to %(name)s, now separated"),
            ("married", "death"): _("married to %(name)s until death"),
            ("civil", "divorced"): _("civil partnership with %(name)s dissolved"),
            ("civil", "separated"): _("civil partner of %(name)s, now separated"),
            ("civil", "death"): _("civil partner of %(name)s until death"),
            ("cohabiting", "death"): _("lived as a couple with %(name)s until death"),
        }.get((tie.kind, tie.end_kind), _no_longer_together(tie))
    return _with_years(said % {"name": name}, tie.started, tie.ended)


def _no_longer_together(tie: TreePartnership) -> str:
    return {
        "married": _("was married to %(name)s"),
        "civil": _("was civil partner of %(name)s"),
        "cohabiting": _("lived as a couple with %(name)s"),
    }.get(tie.kind, _("was in a relationship with %(name)s"))


def parentage_note(tie: TreeParentage) -> str:
    """What stands beside a child's line: "A 2016", "SGO", "kin 2019", "2018"; nothing for a birth."""
    years = _span(tie.started, tie.ended)
    sign = {"adoptive": _("A"), "guardian": _("SGO"), "kinship_carer": _("kin")}.get(tie.basis, "")
    return "" if tie.basis == "birth" else f"{sign} {years}".strip()


def parentage(tie: TreeParentage, name: str) -> str:
    """One parent or carer in words: "adopted by Leroy, since 2016"."""
    said = {
        "birth": _("child of %(name)s"),
        "adoptive": _("adopted by %(name)s"),
        "foster": _("fostered by %(name)s"),
        "guardian": _("in the special guardianship of %(name)s"),
    }.get(tie.basis, _("in the kinship care of %(name)s"))
    started, ended = (None, None) if tie.basis == "birth" else (tie.started, tie.ended)
    return _with_years(said % {"name": name}, started, ended)


def born_together(tie: TreeBirth, name: str, *, is_of_more: bool) -> str:
    """One other of a birth in words: "twin of Theo, identical"; of three or more, "born together with Theo"."""
    said = _("born together with %(name)s") if is_of_more else _("twin of %(name)s")
    how = {"yes": _("%(said)s, identical"), "no": _("%(said)s, not identical")}.get(tie.identical, "%(said)s")
    return how % {"said": said % {"name": name}}


def _span(started: int | None, ended: int | None) -> str:
    if ended:
        return f"{started or ''}{DASH}{ended}"
    return str(started) if started else ""


def _with_years(said: str, started: int | None, ended: int | None) -> str:
    if started and ended:
        return _("%(said)s, %(started)s to %(ended)s") % {"said": said, "started": started, "ended": ended}
    if started:
        return _("%(said)s, since %(started)s") % {"said": said, "started": started}
    if ended:
        return _("%(said)s, until %(ended)s") % {"said": said, "ended": ended}
    return said
