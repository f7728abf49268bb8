"""Drawing a support map; none is ever changed, the next is drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action, bad_input
from accounts.models import User
from database import clock
from database.prepared import insert
from families.actions.records import Sharing, begin_record, refuse_hidden_words
from families.models import Family, NetworkTie, Person, Record, ShareState, SupportNetwork
from families.queries.hidden_words import written_like_one


@action
def draw_support_network(  # noqa: PLR0913  (one map: around whom, of which family, whose view, when, who stands on it, for whom)
    *,
    focus: Person | Family,
    family: Family,
    rated_by: Person | None,
    drawn_on: date,
    ties: Iterable[Mapping[str, Any]],
    shared_with: Iterable[Person] = (),
    sharing: Sharing | None = None,
    by: User,
) -> SupportNetwork:
    """Keep a map as somebody sees things on a day. `rated_by`: whose view it is; no one, when it is the worker's own.

    It is about whoever it is drawn around and whoever drew it. A child's own may be only theirs.
    """
    if drawn_on > clock.today():
        raise ValidationError({"drawn_on": _("That day is still to come.")})
    centre = focus if isinstance(focus, Person) else None
    about = list(dict.fromkeys(one for one in (centre, rated_by, *shared_with) if one))
    _refuse_anothers_secret(about, centre, rated_by, sharing)
    standing = list(ties)
    _refuse_addresses(standing)
    refuse_hidden_words(_typed(standing), shared_with=about, family=family, sharing=sharing, by=by)
    record = begin_record(
        kind=Record.Kind.SUPPORT_NETWORK,
        family=family,
        happened_on=drawn_on,
        subjects=about,
        sharing=sharing,
        author_person=rated_by,
        by=by,
    )
    network = SupportNetwork(
        organisation=by.organisation,
        record=record,
        focus_person=centre,
        family=None if centre else family,
        rated_by=rated_by,
        drawn_on=drawn_on,
        size=len(standing),
        created_by=by,
    )
    _write(network, standing, by)
    return network


def _refuse_anothers_secret(
    about: list[Person], centre: Person | None, rated_by: Person | None, sharing: Sharing | None
) -> None:
    """Only a map that is drawn around its drawer, and shared with nobody else, can be only theirs."""
    is_secret = sharing is not None and sharing.state == ShareState.State.CHILD_ONLY
    if is_secret and (centre is None or about != [centre] or centre != rated_by):
        raise ValidationError(_("Only a map that a child drew around themselves can be only theirs."))


def _refuse_addresses(standing: Iterable[Mapping[str, Any]]) -> None:
    """A name is no place for an address: it may be hidden from whoever reads the map, and of a family that is not asked here."""
    if found := written_like_one(_typed(standing)):
        sentence = _("“%(field)s” holds something written like an address or a number. Write what they are called.")
        raise ValidationError(sentence % {"field": found})


def _typed(standing: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What was written in words, by what stands above it."""
    asked = {
        "other_name": _("Name"),
        "own_word": _("What do you call them?"),
        "drawn_before_as": _("Drawn before by another name?"),
    }
    return {label: "\n".join(tie.get(name, "") for tie in standing) for name, label in asked.items()}


def _write(network: SupportNetwork, standing: Iterable[Mapping[str, Any]], by: User) -> None:
    drawn = [
        NetworkTie(organisation=by.organisation, network=network, position=position, created_by=by, **tie)
        for position, tie in enumerate(standing, start=1)
    ]
    network.clean_fields()
    for tie in drawn:
        tie.clean_fields()
    with bad_input():  # that each is one person, worker, organisation or name is asked once, by the table itself
        insert([network, *drawn])
