"""Saying anew what can be seen in a photo, or heard in a voice note (domain.md §11.2)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions.describing import describe_anew
from casework.forms.describing import DescribingForm
from casework.queries.corrections import conversation_of
from casework.rules.describing import can_describe_anew
from families.forms.versions import caught_up
from families.models import Attachment
from linkups.views.parts import base_of


@require_http_methods(["GET", "POST"])
def attachment_describe(request: UserRequest, pk: UUID) -> HttpResponse:
    """By who put it there; 404 for whoever may not see it."""
    seen = Attachment.objects.visible_to(request.user).select_related("entry__record__family").defer("content")
    attachment = get_object_or_404(seen, pk=pk)
    conversation = conversation_of(attachment.entry, request.user)
    can_describe_anew(request.user, attachment).require()

    begun = {"alt_text": attachment.alt_text, "row_version": attachment.row_version}
    form = DescribingForm(posted(request), initial=begun)
    if attempt(form, describe_anew, attachment=attachment, by=request.user):
        messages.success(request, _("Said anew. What it said before stands beside it."))
        return redirect(conversation)

    record = attachment.entry.record
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:attachment-describe",
        families=[record.family_id] if record.family_id else [],
        people=[attachment.entry.speaker_id] if attachment.entry.speaker_id else [],
        record=record.pk,
        by=request.user,
    )
    context = {"attachment": attachment, "conversation": conversation, "form": form, "theirs": caught_up(form)}
    context |= {"base": base_of(request.user), "section": "families"}
    return render(request, "casework/describing_form.html", context, status=422 if form.errors else 200)
