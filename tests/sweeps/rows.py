"""What each word before an id in an address stands for. A new word is a reviewed line here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from uuid_utils.compat import uuid7

from casework.actions.corrections import say_otherwise
from families.actions.records import keep_draft
from families.periods import Period
from linkups.actions.check_ins import ask_check_ins

ROWAN = {
    "colleagues": ("accounts.User", {"name": "Hana"}),
    "teams": ("accounts.Team", {"name": "North"}),
    "places": ("accounts.Locality", {}),
    "localities": ("accounts.Locality", {"name": "North Larkfield"}),
    "place-lists": ("families.LocalityList", {"valid_from": None}),
    "family-partners": ("families.FamilyPartner", {}),
    "words": ("casework.LanguageTip", {"term": "contact"}),
    "questions": ("casework.Question", {}),
    "agencies": ("families.Agency", {}),
    "advocates": ("families.Advocate", {}),
    "proposals": ("accounts.Proposal", {}),
    "systems": ("api.ApiClient", {}),
    "webhooks": ("api.WebhookSubscription", {}),
    "confirm": ("accounts.AddressChange", {}),  # what a link holds is signed: an id alone opens nothing
    "families": ("families.Family", {"name": "Rowan"}),
    "people": ("families.Person", {"known_as": "Amina"}),
    "memberships": ("families.FamilyMembership", {"person__known_as": "Amina"}),
    "parentages": ("families.Parentage", {"child__known_as": "Amina"}),
    "partnerships": ("families.Partnership", {"kind": "cohabiting"}),
    "siblings": ("families.SiblingLink", {}),
    "births": ("families.MultipleBirth", {}),
    "unknown-siblings": ("families.UnknownSiblings", {}),
    "lived": ("families.LifePlace", {"person__known_as": "Amina"}),
    "pregnancies": ("families.PregnancyLoss", {}),
    "names": ("families.PersonName", {"person__known_as": "Joan", "kind": "nickname"}),
    "responsibilities": ("families.ParentalResponsibility", {"child__known_as": "Amina"}),
    "homes": ("families.Residence", {"person__known_as": "Amina"}),
    "contact-points": ("families.ContactPoint", {"person__known_as": "Dana"}),
    "numbers": ("families.ExternalIdentifier", {"person__known_as": "Amina"}),
    "alongside": ("families.Involvement", {"practitioner__name": "Hana"}),
    "blocks": ("families.AccessBlock", {"viewer_person__known_as": "Rob", "protected_person__known_as": "Amina"}),
    "restrictions": ("families.Restriction", {}),
    "interests": ("families.DeclaredInterest", {}),
    "agreements": ("families.Agreement", {"person__known_as": "Dana"}),
    "to-settle": ("families.ToBeSettled", {}),
    "statutory-questions": ("families.StatutoryQuestion", {}),
    "records": ("families.Record", {"kind": "conversation", "family__name": "Rowan"}),
    "emergencies": ("families.EmergencyAccess", {"user__name": "Sarah"}),
    "help": ("families.HelperAccess", {"owner__known_as": "Dana"}),
    "stories": ("families.StorySample", {}),
    "own-says": ("families.OwnSay", {}),
    "only-mine": ("families.ShareState", {"state": "child_only", "person__known_as": "Amina"}),
    "chosen-readers": ("families.ChosenReader", {"share_state__person__known_as": "Amina"}),
    "nearby": ("families.CommunityAsset", {"person__known_as": "Joan"}),
    "asset-sessions": ("families.AssetSession", {"asset__person__known_as": "Joan"}),
    "introductions": ("families.Introduction", {"family__name": "Rowan"}),
    "support-maps": ("families.SupportNetwork", {"focus_person__known_as": "Amina"}),
    "goals": ("families.Goal", {"family__name": "Rowan"}),
    "entries": (
        "families.Entry",
        {"record__family__name": "Rowan", "record__conversation__headline": "After school, at the kitchen table"},
    ),
    "attachments": ("families.Attachment", {"entry__record__family__name": "Rowan"}),
    "corrections": ("casework.CorrectionRequest", {"person__known_as": "Dana"}),
    "safety-maps": ("casework.SafetyMap", {"record__family__name": "Rowan"}),
    "safety-map-items": ("casework.SafetyMapItem", {"map__record__family__name": "Rowan"}),
    "dangers": ("casework.DangerStatement", {"map__record__family__name": "Rowan", "goal__isnull": False}),
    "told": ("casework.SharingDecision", {"record__family__name": "Rowan"}),
    "sharing-decisions": ("casework.SharingDecision", {"record__family__name": "Rowan"}),
    "standards": ("casework.QualityStandard", {}),
    "bases": ("casework.ProcessingBasis", {}),
    "my-plans": ("casework.MyPlan", {"owner__known_as": "Dana"}),
    "my-plan-versions": ("casework.MyPlanVersion", {"plan__owner__known_as": "Dana", "number": 4}),
    "plan-invitations": ("casework.PlanInvitation", {}),
    "talks-wanted": ("casework.TalkWanted", {"worker__name": "Priya"}),
    "results": ("outcomes.Result", {}),
    "services": ("outcomes.Service", {}),
    "figures": ("outcomes.DataPoint", {"measure__name": "Children looked after"}),
    "measures": ("outcomes.Measure", {"name": "Children looked after"}),
    "forecasts": ("outcomes.Forecast", {"measure__name": "Children looked after"}),
    "reports": ("outcomes.TurnTheCurveReport", {"measure__name": "Children looked after", "state": "draft"}),
    "report-factors": ("outcomes.Factor", {"report__state": "draft", "place": 2, "direction": "restricting"}),
    "report-partner-roles": ("outcomes.PartnerRole", {"report__state": "draft", "place": 2}),
    "report-ideas": ("outcomes.Idea", {"report__state": "draft", "place": 2}),
    "report-proposals": ("outcomes.Proposal", {"report__state": "draft", "place": 2}),
    "report-agenda-items": ("outcomes.AgendaItem", {"report__state": "draft", "place": 2}),
    "partner-links": ("outcomes.PartnerLink", {}),
    "curves": ("outcomes.PartnerLink", {}),
    "pictures": ("outcomes.Measure", {"name": "Children looked after"}),
    "published-files": ("outcomes.PublishedFile", {}),
    "learning-notes": ("casework.LearningNote", {"title": "We came on the wrong day"}),
    "supervision-sessions": ("casework.SupervisionSession", {"supervisee__name": "Priya"}),
    "supervision-notes": ("casework.FamilySupervisionNote", {"record__family__name": "Rowan"}),
    "window-checks": ("casework.WindowCheck", {"created_by__name": "Priya"}),
    "scales": ("casework.ScalingQuestion", {"record__family__name": "Rowan"}),
    "conversations": ("casework.Conversation", {"record__family__name": "Rowan"}),
    "conferences": ("casework.Conference", {"family__name": "Rowan"}),
    "our-offers": ("casework.ConferenceOffer", {"offered_to__known_as": "Dana"}),
    "our-meetings": ("casework.Conference", {"family__name": "Rowan"}),
    "conference-offers": ("casework.ConferenceOffer", {"conference__family__name": "Rowan"}),
    "exemptions": ("casework.DutyExemption", {}),
    "conference-participants": ("casework.Participant", {"conference__family__name": "Rowan"}),
    "papers-given": ("casework.PaperCopy", {"conference__family__name": "Rowan"}),
    "exclusions": ("casework.Exclusion", {"conference__family__name": "Rowan"}),
    "sides": ("families.Person", {"known_as": "Dana"}),
    "visits": ("casework.PrepVisit", {"conference__family__name": "Rowan"}),
    "practical-things": ("casework.PracticalThing", {"conference__family__name": "Rowan"}),
    "advocate-offers": ("casework.AdvocateOffer", {"conference__family__name": "Rowan"}),
    "plans": ("casework.FamilyPlan", {"conference__family__name": "Osei"}),
    "plan-needs": ("casework.PlanResource", {"conference__family__name": "Osei"}),
    "plan-photos": ("casework.PlanPhoto", {"plan__conference__family__name": "Osei"}),
    "plan-actions": ("casework.PlanAction", {"plan__conference__family__name": "Osei"}),
    "worries": ("casework.SafeguardingConcern", {"people__person__known_as": "Kwame"}),
    "alerts": ("casework.Alert", {"person__known_as": "Kofi"}),
    "our-link-ups": ("linkups.LinkUp", {"seeking_family__name": "Novak"}),
    "link-ups": ("linkups.LinkUp", {"seeking_family__name": "Novak"}),
    "sharing": ("linkups.SharingProfile", {"family__name": "Silva"}),
    "cards": ("linkups.FamilyCard", {"family__name": "Silva"}),
    "offers": ("linkups.MatchOffer", {"family__name": "Novak"}),
    "meet-ups": ("linkups.Meetup", {"link_up__seeking_family__name": "Novak"}),
    "follow-ups": ("linkups.FollowUp", {"link_up__seeking_family__name": "Novak"}),
    "check-ins": ("linkups.LinkUpCheckIn", {"link_up__seeking_family__name": "Novak"}),
    "enquiries": ("linkups.FamilyEnquiry", {"family": None}),
    "calls": ("linkups.CallBack", {}),
    "covers": ("linkups.CoachCover", {}),
    "same-as": ("families.Person", {"known_as": "Joan"}),
    "imports": ("families.PeopleImport", {}),
    "merges": ("families.PersonMerge", {}),
    "relations": ("families.Person", {"known_as": "Joan"}),
}


def rows_by_word() -> dict[str, UUID]:
    """The id for each word; where the demo has no such row, an id that never was."""
    return {word: _first(label, where) for word, (label, where) in ROWAN.items()}


def _first(label: str, where: Mapping[str, object]) -> UUID:
    model: type[Model] = apps.get_model(label)
    return model._default_manager.filter(**where).order_by("pk").values_list("pk", flat=True).first() or uuid7()


def bring_alongside_a_link_up(worker: Any) -> None:
    """The two families of a link-up of the demo, so that a social worker reads it."""
    Involvement = apps.get_model("families.Involvement")  # noqa: N806  (a model's own name)
    families = apps.get_model("families.Family").objects.filter(name__in=["Novak", "Silva"])
    Involvement.objects.bulk_create(
        Involvement(organisation=worker.organisation, family=family, practitioner=worker.practitioner, role="co_worker")
        for family in families
    )


def begin_to_write(worker: Any) -> None:
    """A note that is not finished, about the family of the stories."""
    family = apps.get_model("families.Family").objects.get(name="Rowan")
    body = {"headline": "Half a talk", "said": "She said that"}
    keep_draft(family=family, form="conversation", body=body, people=[], row_version=0, by=worker)


def ask_how_it_goes(coach: Any) -> None:
    """One question that waits for an answer."""
    link_up = apps.get_model("linkups.LinkUp").objects.get(seeking_family__name="Novak")
    ask_check_ins(link_up=link_up, by=coach)


def say_how_it_was(dana: Any) -> None:
    """That something which Priya saw was not so."""
    entry = apps.get_model("families.Entry").objects.get(kind="seen", record__family__name="Rowan")
    person = apps.get_model("families.Person").objects.get(account__user=dana)
    said = {"conversation": entry.record.conversation, "entry": entry, "person": person}
    say_otherwise(**said, statement="Two bags.", by=dana)


def read_a_sample(people: Mapping[str, Any]) -> None:
    """Last month Joyce read the story of the Rowans, because they asked her to."""
    priya, rowan = people["Priya"], apps.get_model("families.Family").objects.get(name="Rowan")
    apps.get_model("families.StorySample").objects.create(
        organisation=priya.organisation,
        reader=people["Joyce"],
        family=rowan,
        period=Period(date(2026, 2, 2), date(2026, 2, 16)),
        why="How do we say goodbye?",
        drawn_how="family",
        drawn_by=priya,
    )
