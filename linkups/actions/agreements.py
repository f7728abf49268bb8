"""Writing down what two families agree on, and each person's yes to it (domain.md §1.3, step 10)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile
from accounts.history import action
from accounts.models import User
from families.actions.records import refuse_hidden_words
from families.models import FamilyMembership, Person
from linkups.actions.steps import StepRefused, held
from linkups.models import AgreementSignature, LinkUp, LinkUpAgreement
from linkups.queries.agreements import newest, to_say_yes


@action
def write_agreement(*, link_up: LinkUp, body: str, child_body: str, row_version: int, by: User) -> LinkUpAgreement:
    """Another version of it, or the one there is where nothing changed: then nobody is asked anew.

    `row_version` is the version that its writer had read, 0 where there was none.
    """
    found = held(link_up)
    last = newest(found)
    if row_version != (last.version if last else 0):
        raise ChangedMeanwhile(
            _(
                "Someone else wrote a new version while you were writing. Yours is still here: look at theirs, then save."
            )
        )
    if last and (last.body, last.child_body) == (body, child_body):
        return last
    _refuse_what_finds_one(found, {"body": body, "child_body": child_body}, by)
    agreement = LinkUpAgreement(
        organisation=by.organisation,
        link_up=found,
        version=row_version + 1,
        body=body,
        child_body=child_body,
        created_by=by,
    )
    agreement.full_clean()
    agreement.save()
    return agreement


def _refuse_what_finds_one(link_up: LinkUp, texts: dict[str, str], by: User) -> None:
    """Both families read it: neither learns from it where someone of the other lives in hiding."""
    both = [link_up.seeking_family, link_up.sharing_family]
    members = FamilyMembership.objects.current().filter(family__in=both).select_related("person")
    readers = [one.person for one in members]
    labels = {"body": _("In words for adults"), "child_body": _("In words for children")}
    for field, said in texts.items():
        for family in both:
            refuse_hidden_words({labels[field]: said}, shared_with=readers, family=family, field=field, by=by)


@action
def say_yes(*, link_up: LinkUp, person: Person, by: User) -> AgreementSignature:
    """One person says yes to the words as they are now."""
    agreement = newest(held(link_up))
    member = next((one for one in to_say_yes(link_up) if one.person_id == person.pk), None)
    if agreement is None or member is None:
        raise StepRefused(_("They have said yes, or are not asked."))
    signature = AgreementSignature(
        organisation=by.organisation, agreement=agreement, family=member.family, person=person, created_by=by
    )
    signature.full_clean()
    signature.save()
    return signature
