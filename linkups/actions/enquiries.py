"""Enquiries: written down where families are, then taken up, let go, or forgotten (domain.md §1.3, step 2)."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.models import Family, PlaceKind
from linkups.actions.steps import StepRefused
from linkups.models import FamilyEnquiry


@action
def write_enquiry(
    *,
    called: str,
    met_on: date,
    place_kind: PlaceKind,
    said_yes_to: FamilyEnquiry.SaidYesTo,
    safe_contact: str,
    by: User,
) -> FamilyEnquiry:
    """Write down that someone would like to hear more."""
    enquiry = FamilyEnquiry(
        organisation=by.organisation,
        called=called,
        met_on=met_on,
        place_kind=place_kind,
        said_yes_to=said_yes_to,
        safe_contact=safe_contact,
        created_at=clock.now(),
        created_by=by,
    )
    enquiry.full_clean()
    enquiry.save()
    return enquiry


@action
def take_up_enquiry(*, enquiry: FamilyEnquiry, family: Family, by: User) -> FamilyEnquiry:
    """Their family is here now. How they are called and reached stands in its own record from then on, and here no longer."""
    waits = FamilyEnquiry.objects.waiting().select_for_update().filter(pk=enquiry.pk, organisation=by.organisation_id)
    locked = waits.first()
    if locked is None:
        raise StepRefused(_("This enquiry was taken up or let go meanwhile."))
    locked.family, locked.called, locked.safe_contact = family, "", ""
    locked.full_clean()
    locked.save()
    return locked


@action
def let_go(*, enquiry: FamilyEnquiry, by: User) -> None:
    """Nothing comes of it: delete it for good, today. It was not taken up meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.let_go_enquiry(%s)", [enquiry.pk])
        if not cursor.fetchone()[0]:
            raise StepRefused(_("Somebody took this enquiry up or let it go before you."))


def forget_enquiries() -> int:
    """Delete for good, in every organisation, what was not taken up 180 days after they met. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.forget_enquiries()")
        return int(cursor.fetchone()[0])
