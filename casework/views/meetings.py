"""Who is asked to a conference, when and where it is, and the day itself."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.writing import attempt, posted, press
from casework.actions import meetings
from casework.forms import meetings as forms
from casework.models import Conference
from casework.queries import conferences as queries
from casework.queries.preparing import practical_words
from casework.reading_age import AGE, reading_age
from casework.rules import conferences as rules
from casework.views.steps import ConferenceStep, looked, seen_conference, take
from database import clock
from families.forms.named import people_offered


@require_http_methods(["GET", "POST"])
def conference_people(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_prepare(request.user, conference).require()

    people = list(queries.people_to_ask(conference, request.user))
    workers = list(queries.practitioners_to_ask(conference, request.user))
    form = forms.AskForm(posted(request), people=people, practitioners=workers)
    if attempt(form, meetings.ask_participant, conference=conference, by=request.user):
        messages.success(request, _("They are on the list. Write down their answer when you have talked with them."))
        return redirect("casework:conference-people", pk)

    asked = queries.participants(conference, request.user)
    named = {*people_offered(form), *queries.people_asked(asked)}
    looked(request, conference, "casework:conference-people", named=named)
    context = {"conference": conference, "form": form, "participants": asked, "section": "conferences"}
    return render(request, "casework/conference_people.html", context, status=422 if form.is_bound else 200)


REPLY = ConferenceStep(
    page="casework:participant-reply",
    title=gettext_lazy("Will they come?"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Written down."),
)


@require_http_methods(["GET", "POST"])
def participant_reply(request: UserRequest, pk: UUID) -> HttpResponse:
    participant = queries.participant(pk, request.user)
    rules.can_prepare(request.user, participant.conference).require()
    known = {name: getattr(participant, name) for name in ("will_come", "words", "visited_on", "row_version")}
    is_theirs = bool(participant.is_own_answer and participant.words)
    form = forms.ReplyForm(posted(request), initial=known, is_theirs=is_theirs)
    reply = partial(meetings.note_reply, participant=participant)
    named = queries.people_asked([participant])
    return take(request, participant.conference, form=form, action=reply, page=REPLY, about=participant, named=named)


INFORMATION = ConferenceStep(
    page="casework:conference-information",
    title=gettext_lazy("What the family reads before"),
    lede=gettext_lazy("Short and plain, what goes well first. Nothing new is sprung on them on the day."),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Saved. Give it to everyone who is asked, three working days before they meet."),
)


@require_http_methods(["GET", "POST"])
def conference_information(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_write_information(request.user, conference).require()
    known = {name: getattr(conference, name) for name in ("going_well", "questions", "bottom_lines", "row_version")}
    form = forms.InformationForm(posted(request), initial=known)
    write = partial(meetings.write_information, conference=conference)
    answer = take(request, conference, form=form, action=write, page=INFORMATION)
    if form.is_bound and form.is_valid():
        _say_how_hard_it_reads(request, form)
    return answer


def _say_how_hard_it_reads(request: UserRequest, form: forms.InformationForm) -> None:
    age = round(reading_age([form.cleaned_data[name] for name in ("going_well", "questions", "bottom_lines")]))
    if age > AGE:
        said = _(
            "It reads like a text for a child of %(age)s. Shorter sentences and words help: %(aim)s is what we aim for."
        )
        messages.warning(request, said % {"age": age, "aim": AGE})


ARRANGE = ConferenceStep(
    page="casework:conference-arrange",
    title=gettext_lazy("Day and place"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Arranged."),
)


@require_http_methods(["GET", "POST"])
def conference_arrange(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_prepare(request.user, conference).require()
    known = {name: getattr(conference, name) for name in ("meets_at", "venue", "practicalities", "row_version")}
    known["practicalities"] = known["practicalities"] or practical_words(conference, request.user)
    form = forms.ArrangeForm(posted(request), initial=known)
    arrange = partial(meetings.arrange_conference, conference=conference)
    answer = take(request, conference, form=form, action=arrange, page=ARRANGE)
    _say_that_it_is_past(request, form)
    return answer


def _say_that_it_is_past(request: UserRequest, form: forms.ArrangeForm | forms.PostponeForm) -> None:
    """A day that is over may be right, when the meeting has been, or a slip: it is taken, and said."""
    if not form.is_valid():
        return
    day = timezone.localdate(form.cleaned_data["meets_at"])
    if day < clock.today():
        said = _("%(day)s is past. Has the meeting been? Then say that it was held. If not, put the day right.")
        messages.warning(request, said % {"day": date_format(day, "l j F Y")})


POSTPONE = ConferenceStep(
    page="casework:conference-postpone",
    title=gettext_lazy("Move it to another day"),
    lede=gettext_lazy("That it was moved is counted. Nobody has to say why."),
    button=gettext_lazy("Move it"),
    done=gettext_lazy("Moved. Tell everyone who is coming."),
)


@require_http_methods(["GET", "POST"])
def conference_postpone(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_hold(request.user, conference).require()
    form = forms.PostponeForm(posted(request), initial={"row_version": conference.row_version})
    postpone = partial(meetings.postpone_conference, conference=conference)
    answer = take(request, conference, form=form, action=postpone, page=POSTPONE)
    _say_that_it_is_past(request, form)
    return answer


@require_safe
def conference_day(request: UserRequest, pk: UUID) -> HttpResponse:
    """The coordinator's phone on the day: Information · Just us · Our plan (domain.md §2.11)."""
    conference = seen_conference(request, pk)
    rules.can_hold(request.user, conference).require()
    with_words = [one for one in queries.participants(conference, request.user) if one.words]
    looked(request, conference, "casework:conference-day", named=queries.people_asked(with_words))
    context = {"conference": conference, "with_words": with_words, "now": clock.now(), "section": "conferences"}
    return render(request, "casework/conference_day.html", context)


def pressed_at(said: QueryDict) -> datetime | None:
    """When a button was pressed that waited for a signal; None for one that did not, or says no moment. No text can stand here (INV-21)."""
    try:
        moment = parse_datetime(said.get("pressed_at", ""))
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


@require_POST
def private_time_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_hold(request.user, conference).require()
    begin = partial(meetings.begin_private_time, conference=conference, pressed_at=pressed_at(request.POST))
    return press(request, begin, back=reverse("casework:conference-day", args=[pk]))


@require_POST
def private_time_end(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_hold(request.user, conference).require()
    end = partial(meetings.end_private_time, conference=conference, pressed_at=pressed_at(request.POST))
    return press(request, end, back=reverse("casework:conference-day", args=[pk]))


HELD = ConferenceStep(
    page="casework:conference-held",
    title=gettext_lazy("It was held"),
    button=gettext_lazy("It was held"),
    done=gettext_lazy("Written down. Next is the family’s plan."),
    template="casework/conference_held.html",
)


@require_http_methods(["GET", "POST"])
def conference_held(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_hold(request.user, conference).require()
    asked = queries.participants(conference, request.user)
    form = forms.HeldForm(posted(request), participants=asked, initial=_known_of_the_day(conference))
    hold = partial(meetings.hold_conference, conference=conference)
    return take(request, conference, form=form, action=hold, page=HELD, named=queries.people_asked(asked))


def _known_of_the_day(conference: Conference) -> dict[str, object]:
    began, ended = conference.private_time_started, conference.private_time_ended
    return {
        "held_on": timezone.localdate(conference.meets_at),
        "is_private_time_offered": conference.is_private_time_offered,
        "began": timezone.localtime(began).strftime("%H:%M") if began else "",
        "ended": timezone.localtime(ended).strftime("%H:%M") if ended else "",
    }
