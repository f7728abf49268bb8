"""Bringing a file of people into a family, some hundred rows at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.bringing_write import NO_MORE, bring_in, leave_out, leave_out_closed, leave_out_rest
from families.imports.again import note_again
from families.imports.into import NEW_FAMILY, chosen_of, families_told
from families.imports.keeping import part_of, sheet_as_json, sheet_of, told_as_json, told_of
from families.imports.plan import AGAIN, LEAVE_OUT, SOMEONE_NEW, choice_for, ties_of
from families.imports.sheets import Sheet
from families.imports.table import told_by
from families.imports.told import Told
from families.models import Family, PeopleImport
from families.queries.bringing import ids_of_known
from families.queries.bringing_families import families_named, families_to_bring_into
from families.rules.people import can_begin_family

AT_ONCE = 400
LOOKED_AT_ONCE = 100
"""Of people who are looked for among all whom one sees: where many have names alike, more of them would take a statement too long."""
FORGOTTEN_AFTER = timedelta(days=7)
HOW = ("source", "confidence", "role")
State = PeopleImport.State


class StepNotNow(DomainError):
    """Another window went on with it, or it is not at that step."""

    code = "import_step_not_now"


@action
def keep_file(*, family: Family, name: str, said: Sheet | Told, by: User) -> PeopleImport:
    """Take up what a file says. One that was chosen before and not brought in is thrown away."""
    for former in PeopleImport.objects.visible_to(by).filter(family=family, state__in=[State.DRAFT, State.READY]):
        drop_import(people_import=former, by=by)
    one = PeopleImport(organisation=by.organisation, family=family, file_name=name[:200], created_by=by)
    if isinstance(said, Told):
        _take_up(one, said, by)
    else:
        one.headers, one.sheet = said.headers, sheet_as_json(said)
    one.full_clean()
    one.save()
    return one


@action
def match_columns(
    *, people_import: PeopleImport, places: Mapping[str, int], parents_are: str = "", by: User
) -> PeopleImport:
    """Say which column holds what. Whoever corrects it later begins to look through the rows anew."""
    one = _locked(people_import, State.DRAFT, State.READY)
    _take_up(one, told_by(sheet_of(one.sheet), places, parents_are=parents_are), by)
    one.full_clean()
    one.save()
    return one


def _take_up(one: PeopleImport, told: Told, by: User) -> None:
    note_again(told)
    one.told, one.found, one.choices, one.position = told_as_json(told), {}, {}, 0
    one.families = _families(told, one.family, by)
    one.state, one.total = State.READY, len(told.people) + len(ties_of(told))
    one.left_out = []
    for lost in told.lost:
        leave_out(one, lost.line, lost.sentence)


def _families(told: Told, given: Family, by: User) -> dict[str, Any]:
    """The families that the file names, with those that may be meant. Which it is, or that it is a new one, is said before it begins;
    of the name of the one that the file was chosen for, that one is meant until someone says otherwise.
    """
    names = families_told(told.people)
    found = families_named(list(names.values()), by)
    return {
        key: {
            "name": name,
            "found": [str(pk) for pk in found[name]],
            "chosen": str(given.pk) if given.pk in found[name] else "",
        }
        for key, name in names.items()
    }


@action
def look_for_known(*, people_import: PeopleImport, position: int, by: User) -> PeopleImport:
    """Look for the next few people among those who are written down and whom the user may see."""
    one = _locked(people_import, State.READY)
    people = told_of(one.told).people
    if one.position != position or position >= len(people):
        raise StepNotNow(_("This has gone on meanwhile: look at how far it is."))
    some = people[position : position + LOOKED_AT_ONCE]
    for person, known in zip(some, ids_of_known(some, by), strict=True):
        if known:
            one.found[person.key] = [str(pk) for pk in known]
    one.position = min(position + LOOKED_AT_ONCE, len(people))
    one.save(update_fields=["found", "position"])
    return one


@action
def choose_who(
    *,
    people_import: PeopleImport,
    choices: Mapping[str, str],
    families: Mapping[str, str] | None = None,
    how: Mapping[str, str] | None = None,
    by: User,
) -> PeopleImport:
    """Say of some people of the file who they are: someone found, someone new, who stands in it before, or left out; and of its families
    which they are.

    `how`: what is chosen so far of how we know it.
    """
    one = _locked(people_import, State.READY)
    for person in told_of(one.told).people:
        chosen = choices.get(person.key)
        if chosen in {SOMEONE_NEW, LEAVE_OUT, *one.found.get(person.key, ()), *([AGAIN] if person.again else ())}:
            one.choices[person.key] = chosen
    for key, entry in one.families.items():
        if (family := (families or {}).get(key)) in {NEW_FAMILY, *entry["found"]}:
            entry["chosen"] = family
    for name, value in (how or {}).items():
        setattr(one, name, value)
    one.save(update_fields=["choices", "families", *HOW])
    return one


@action
def start_import(  # noqa: PLR0913  (one beginning: of what, how we know it, and what was chosen last)
    *,
    people_import: PeopleImport,
    source: str,
    confidence: str,
    role: str,
    choices: Mapping[str, str] | None = None,
    families: Mapping[str, str] | None = None,
    by: User,
) -> PeopleImport:
    """Begin to write. `source` and `confidence` are those of every tie; `role`: of whom the file does not say what they are. `choices`
    and `families`: what was chosen last.
    """
    one = choose_who(people_import=people_import, choices=choices or {}, families=families, by=by)
    people = told_of(one.told).people
    if one.position < len(people):
        raise StepNotNow(_("Not everyone has been looked for yet."))
    if any(not choice_for(person, one.found, one.choices) for person in people):
        raise ValidationError(
            _("Some look like people who are here, or in this file, already: say of each who they are.")
        )
    _refuse_families(one, by)
    one.state, one.position = State.RUNNING, 0
    one.source, one.confidence, one.role = source, confidence, role
    one.full_clean()
    one.save()
    return one


def _refuse_families(one: PeopleImport, by: User) -> None:
    chosen = {chosen_of(entry) for entry in one.families.values()}
    if "" in chosen:
        raise ValidationError(
            _("Some families have the name of one that you work with already: say of each which it is.")
        )
    if NEW_FAMILY in chosen:
        can_begin_family(by).require()
    known = chosen - {NEW_FAMILY}
    if families_to_bring_into(by).filter(pk__in=known).count() < len(known):
        raise ValidationError(NO_MORE)


@action
def bring_in_next(*, people_import: PeopleImport, position: int, by: User) -> PeopleImport:
    """Write the next few people or ties; what is refused is left out, with why; and so is what goes where the user works no more."""
    one = _locked(people_import, State.RUNNING)
    if one.position != position:
        raise StepNotNow(_("This has gone on meanwhile: look at how far it is."))
    items = part_of(one.told, position, AT_ONCE)
    bring_in(one, leave_out_closed(one, items, by), by)
    one.position = min(position + AT_ONCE, one.total)
    if one.position == one.total:
        one.state = State.DONE
        _empty(one)
        one.save()
    else:
        one.save(update_fields=["position", "written", "families", "left_out"])  # and not the whole file again
    return one


@action
def drop_import(*, people_import: PeopleImport, by: User) -> PeopleImport:
    """Throw a file away that was not brought in."""
    one = _locked(people_import, State.DRAFT, State.READY)
    one.state, one.left_out, one.headers = State.DROPPED, [], []
    _empty(one)
    one.save()
    return one


@action
def drop_forgotten(*, by: User) -> int:
    """Throw away what every file says that nobody has touched for a week; how many. Kith itself does it, at night.

    One that was being brought in ends there: whoever chose it may have left the family, and could never go on with it. What it wrote
    stays, and can be undone.
    """
    waiting = PeopleImport.objects.filter(
        state__in=[State.DRAFT, State.READY, State.RUNNING], updated_at__lt=clock.now() - FORGOTTEN_AFTER
    )
    found = list(waiting.select_for_update(skip_locked=True))
    for one in found:
        if one.state == State.RUNNING:
            _end(one)
        else:
            drop_import(people_import=one, by=by)
    return len(found)


def _end(one: PeopleImport) -> None:
    """What it has not come to is left out; the rows themselves are kept only for who may still take them away."""
    writer = one.created_by
    if writer is None or not PeopleImport.objects.visible_to(writer).filter(pk=one.pk).exists():
        one.sheet = {}
        for left in one.left_out:
            left["cells"] = []
    leave_out_rest(one, part_of(one.told, one.position, one.total))
    one.state, one.position = State.DONE, one.total
    _empty(one)
    one.save()


def _empty(one: PeopleImport) -> None:
    one.sheet, one.told, one.found, one.choices, one.families, one.written = {}, {}, {}, {}, {}, {}


def _locked(people_import: PeopleImport, *states: str) -> PeopleImport:
    one = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if one.state not in states:
        raise StepNotNow(_("That step can’t be taken now: look at how far it is."))
    return one
