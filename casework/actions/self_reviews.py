"""Looking back on one's own plan (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile
from accounts.history import action, bad_input
from accounts.models import User
from casework.actions.my_plans import end_invitations, in_words, refuse_hidden_where_shared, sharing_of
from casework.models import MyHope, MyPlan, MyPlanVersion, SelfReview, SelfReviewAnswer, TalkWanted
from database import clock
from database.prepared import insert
from families.actions.records import hold_record


@action
def look_back_on_plan(  # noqa: PLR0913  (one review: of which plan as it was seen, in its parts)
    *,
    plan: MyPlan,
    row_version: int,
    answers: Mapping[MyHope, int],
    keep: str = "",
    stop: str = "",
    start: str = "",
    talk_to: Iterable[User] = (),
    by: User,
) -> SelfReview:
    """Write how one sees it today: each hope from 0 to 10, what to keep, stop and start, and with whom one would like to talk.

    Whoever is named there is told so, and nothing of what the plan says.
    """
    workers = list(dict.fromkeys(talk_to))
    texts = {"keep": keep, "stop": stop, "start": start}
    if not answers and not workers and not any(text.strip() for text in texts.values()):
        raise ValidationError(_("Write something first, or choose a number: whatever you like."))
    hold_record(plan.record_id)
    version = MyPlanVersion.objects.filter(plan=plan).order_by("-number")[0]
    if version.number != row_version:
        raise ChangedMeanwhile(_("Someone else has changed the plan meanwhile, or you have in another window."))
    refuse_hidden_where_shared(in_words(SelfReview, texts), plan=plan, sharing=sharing_of(plan), by=by)
    of_today = {"organisation": by.organisation, "created_by": by}
    review = SelfReview(plan=plan, version=version, on=clock.today(), **texts, **of_today)
    said = [SelfReviewAnswer(review=review, hope=hope, value=value, **of_today) for hope, value in answers.items()]
    talks = [TalkWanted(review=review, worker=worker, **of_today) for worker in workers]
    for row in (review, *said):
        row.clean_fields(exclude={"review"})
    with bad_input():
        insert([review])
        insert([*said, *talks])
    end_invitations(person=plan.owner, by=by)
    return review
