"""A page for paper, as a page, as a file or as a document to edit: the same words for the same reader."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.http import UserRequest
from casework import editable, pdf
from database import clock
from families.queries.attachments import pictures_on


def on_paper(request: UserRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """To be printed from the browser."""
    return render(request, template, context | {"can_be_drawn": pdf.can_be_drawn()}, status=status)


def as_file(
    request: UserRequest,
    template: str,
    context: dict[str, Any],
    *,
    is_one_page: bool = False,
    look: pdf.Look | None = None,
) -> HttpResponse:
    """As a PDF. Its name tells nobody's, for it lies among the downloads of a telephone that others may hold.

    The database waits while it is drawn, longer than it waits for other pages: a long story on a busy machine takes its time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '2min'")
    if not pdf.can_be_drawn():
        raise Http404
    html = render_to_string(template, context | {"sheet": "paper_base.html"}, request)
    pictures = pictures_on(html, request.user)
    made = pdf.drawn(
        html, address=request.build_absolute_uri("/"), pictures=pictures, look=pdf.ONE_PAGE if is_one_page else look
    )
    headers = {"Content-Disposition": f'attachment; filename="{_("to-read")}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def as_document(request: UserRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """As a document for whoever has to edit it. Its name tells nobody's either."""
    html = render_to_string(template, context | {"sheet": "paper_base.html"}, request)
    made = editable.written(html, made_at=clock.now())
    headers = {"Content-Disposition": f'attachment; filename="{_("to-read")}.docx"'}
    return HttpResponse(made, content_type=editable.CONTENT_TYPE, headers=headers)
