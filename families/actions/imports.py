"""Writing down the children that another system knows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import RuleBroken
from accounts.history import action
from accounts.models import User
from families.actions.contact import identify
from families.actions.people import add_person, change_person, note_background
from families.imports.census import Child
from families.models import DeathPrecision, ExternalIdentifier, Person, PersonBackground, ReportedOffer

Scheme = ExternalIdentifier.Scheme
UNSAID = (None, Person.Sex.NOT_RECORDED, Person.Sex.UNKNOWN)


class Taken(StrEnum):
    """What became of a child of a file."""

    NEW = "new"
    COMPLETED = "completed"
    UNCHANGED = "unchanged"


@action
def take_child(*, child: Child, by: User) -> Taken:
    """Write a child of a census down, or add what Kith does not know of them yet.

    The key is what the council's system calls the child. What a person wrote here is never overwritten: where the file
    says otherwise, that is noted. A census holds no names, so that "Child …" stands there until someone writes one.
    """
    known = _named(child.id, Scheme.LCS_PERSON_ID, by)
    if known is None:
        person = _begin(child, by)
        identify(person=person, scheme=Scheme.LCS_PERSON_ID, value=child.id, by=by)
        _add_pupil_numbers(person, child, by)
        _add_offers(person, child, by)
        _add_ethnicity(person, child, by)
        return Taken.NEW
    missing = _missing(known.person, child)
    if missing:
        change_person(person=known.person, row_version=known.person.row_version, by=by, **missing)
    added = _add_pupil_numbers(known.person, child, by) + _add_offers(known.person, child, by)
    added += _add_ethnicity(known.person, child, by)
    return Taken.COMPLETED if missing or added else Taken.UNCHANGED


def _named(value: str, scheme: Scheme, by: User) -> ExternalIdentifier | None:
    known = ExternalIdentifier.objects.visible_to(by).current().filter(scheme=scheme, value=value)
    return known.select_related("person").first()


def _begin(child: Child, by: User) -> Person:
    return add_person(
        known_as=_("Child %(id)s") % {"id": child.id},
        sex=child.sex,
        date_of_birth=child.born_on,
        expected_date=child.expected_on,
        date_of_death=child.died_on,
        by=by,
    )


def _add_pupil_numbers(person: Person, child: Child, by: User) -> int:
    """How many were new. One that someone else has is noted, and costs the child nothing else."""
    added = 0
    for scheme, value in ((Scheme.UPN, child.upn), (Scheme.FORMER_UPN, child.former_upn)):
        known = _named(value, scheme, by) if value else None
        if not value or (known and known.person_id == person.pk):
            continue
        try:
            identify(person=person, scheme=scheme, value=value, by=by)
        except (ValidationError, RuleBroken):
            child.note(child.line, _("Another person has the pupil number %(value)s.") % {"value": value})
        else:
            added += 1
    return added


def _add_offers(person: Person, child: Child, by: User) -> int:
    """How many offers of a family group meeting were new, or said more than before."""
    known = {offer.proceedings_on: offer for offer in ReportedOffer.objects.visible_to(by).filter(person=person)}
    added = 0
    for meeting in child.meetings:
        offer = known.setdefault(
            meeting.proceedings_on,
            ReportedOffer(
                organisation=by.organisation, person=person, proceedings_on=meeting.proceedings_on, created_by=by
            ),
        )
        before = offer.is_offered, offer.is_held
        offer.is_offered = meeting.is_offered if offer.is_offered is None else offer.is_offered
        offer.is_held = meeting.is_held if offer.is_held is None else offer.is_held
        if (offer.is_offered, offer.is_held) != before:
            offer.full_clean()
            offer.save()
            added += 1
    return added


def _add_ethnicity(person: Person, child: Child, by: User) -> int:
    """1 where nothing was written yet, or the council's system said otherwise before. What they said themselves, of
    ethnicity or faith, is left as they said it."""
    known = PersonBackground.objects.filter(person=person).first()
    if child.ethnicity is None or (known and known.ethnicity_code == child.ethnicity):
        return 0
    if known and known.told_by and not _is_of_the_council_alone(known):
        child.note(child.line, _("What they say of themselves is here already, so the ethnic group was left out."))
        return 0
    note_background(
        person=person,
        row_version=known.row_version if known else 0,
        ethnicity_code=child.ethnicity,
        told_by=PersonBackground.ToldBy.LCS,
        by=by,
    )
    return 1


def _is_of_the_council_alone(known: PersonBackground) -> bool:
    return known.told_by == PersonBackground.ToldBy.LCS and not (known.ethnicity_words or known.faith)


def _missing(person: Person, child: Child) -> dict[str, Any]:
    """What the file says and Kith does not know yet."""
    missing: dict[str, Any] = {}
    for name, said in (("date_of_birth", child.born_on), ("date_of_death", child.died_on), ("sex", child.sex)):
        known = getattr(person, name)
        if said in UNSAID or said == known:
            continue
        if known in UNSAID:
            missing[name] = said
        else:
            word = Person._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            sentence = _("The %(what)s is %(known)s here and %(said)s in the file; it was left as it is.")
            child.note(child.line, sentence % {"what": word, "known": known, "said": said})
    if "date_of_death" in missing:
        missing["death_precision"] = DeathPrecision.DAY
    return missing | _expected(person, child, is_born="date_of_birth" in missing)


def _expected(person: Person, child: Child, *, is_born: bool) -> dict[str, Any]:
    """A birth takes the place of the date on which it was expected."""
    if is_born and person.expected_date:
        return {"expected_date": None}
    if child.expected_on and not (person.date_of_birth or person.expected_date):
        return {"expected_date": child.expected_on}
    return {}
