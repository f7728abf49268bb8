"""Working days, where an organisation is: neither weekends nor the bank holidays of its nation (docs/adr/0026)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.actions.organisation import change_organisation
from accounts.models import Organisation
from accounts.working_days import is_worked, working_days_after
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("begun", "over"),
    [
        (date(2026, 3, 16), date(2026, 3, 23)),
        (date(2026, 3, 20), date(2026, 3, 27)),
        (date(2026, 3, 21), date(2026, 3, 27)),
        (date(2026, 4, 1), date(2026, 4, 10)),  # over Good Friday and Easter Monday
        (
            date(2026, 12, 23),
            date(2027, 1, 4),
        ),  # Boxing Day was a Saturday: the Monday is free; and so is New Year's Day
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(begun, over):
    assert working_days_after(begun, 5, Organisation(nation="england")) == over


@pytest.mark.parametrize(
    ("day", "worked_in"),
    [
        (date(2026, 1, 2), {"england", "wales", "northern_ireland"}),
        (date(2026, 3, 17), {"england", "wales", "scotland"}),  # St Patrick's Day
        (date(2026, 4, 6), {"scotland"}),  # Easter Monday
        (date(2026, 7, 13), {"england", "wales", "scotland"}),  # the Battle of the Boyne, on the Monday after
        (date(2026, 8, 3), {"england", "wales", "northern_ireland"}),
        (date(2026, 8, 31), {"scotland"}),
        (date(2026, 11, 30), {"england", "wales", "northern_ireland"}),  # St Andrew's Day
        (date(2026, 12, 25), set()),
    ],
)
def test_each_nation_has_bank_holidays_of_its_own(day, worked_in):
    assert {nation for nation in Organisation.Nation.values if is_worked(day, nation)} == worked_in


def test_an_administrator_says_in_which_nation_it_is(organisation):
    alex = UserFactory(roles=["administrator"])

    change_organisation(name="Stirling", nation="scotland", time_zone="Europe/London", by=alex)

    assert Organisation.objects.get(pk=organisation.pk).nation == "scotland"


def test_the_database_knows_the_nations(organisation):
    with pytest.raises(IntegrityError, match="organisation_in_a_nation"), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(nation="ireland")
