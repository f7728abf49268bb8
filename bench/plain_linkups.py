"""The cards that can be shown to a seeking family as most people would find them: with prefetch, and who is left out by Python."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from api.scopes import Scope
from families.models import Family, FamilyMembership
from linkups.models import FamilyCard, LinkUp, SharingProfile, families_apart
from linkups.queries.deck import CARDS_SHOWN, HOLDS_A_PLACE
from linkups.rules.people import can_offer_cards


class CardSerializer(serializers.ModelSerializer[FamilyCard]):
    class Meta:
        model = FamilyCard
        fields = (
            "id", "headline", "our_story", "good_at", "tough_times", "fun_facts", "availability", "languages", "area_label",
            "version", "approved_at",
        )  # fmt: skip


class LinkUpViewSet(viewsets.GenericViewSet[LinkUp]):
    scopes = {"available_cards": frozenset({Scope.LINKUPS_READ})}

    @action(detail=False, url_path="available-cards")
    def available_cards(self, request: Request) -> Response:
        user: Any = request.user
        family = get_object_or_404(Family.objects.visible_to(user), pk=request.query_params["family"])
        can_offer_cards(user, family).require()
        ours = set(FamilyMembership.objects.current().filter(family=family).values_list("person", flat=True))
        apart = {*families_apart(family.pk).values_list("family", flat=True), family.pk}
        cards = (
            FamilyCard.objects.visible_to(user)
            .filter(kind=FamilyCard.Kind.SHARING, approved_at__isnull=False)
            .select_related("family__sharing_profile")
            .prefetch_related(
                Prefetch("family__link_ups_sharing", LinkUp.objects.filter(state__in=HOLDS_A_PLACE), to_attr="held"),
                Prefetch("family__memberships", FamilyMembership.objects.current(), to_attr="members_now"),
            )
        )
        can_be_shown = [card for card in cards if _has_room(card.family) and not _is_apart(card.family, apart, ours)]
        shown = sorted(can_be_shown, key=lambda card: (card.headline.lower(), card.pk))[:CARDS_SHOWN]
        data: Any = CardSerializer(shown, many=True).data
        families = {card.family_id for card in shown}
        looked_at(kind=AccessEvent.Kind.API, what="plain", families=families, people=(), by=user)
        return Response({"results": data, "next_cursor": None})


def _has_room(family: Any) -> bool:
    profile = family.sharing_profile
    return bool(profile.status == SharingProfile.Status.READY and len(family.held) < profile.max_linkups)


def _is_apart(family: Any, apart: set[UUID], ours: set[UUID]) -> bool:
    return family.pk in apart or any(member.person_id in ours for member in family.members_now)
