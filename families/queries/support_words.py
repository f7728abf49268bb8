"""What stands on a map as its drawer would say it: of one's own in the first person (“closest to me”), of a family as “us”."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from families.models import NetworkTie, Person, SupportNetwork
from families.support_measures import Difference

Circle, Direction, Help = NetworkTie.Circle, NetworkTie.Direction, NetworkTie.Help
HowOften, Wants = NetworkTie.HowOften, NetworkTie.Wants
OF_ONE = {
    Circle.INTIMACY.value: gettext_lazy("Closest to me"),
    Circle.PARTICIPATION.value: gettext_lazy("People I do things with"),
    Direction.TO_US.value: gettext_lazy("They give to me"),
    Direction.FROM_US.value: gettext_lazy("I give to them"),
    Help.RESPITE_STAY.value: gettext_lazy("Having me to stay"),
}
"""The answers that say “us”, as someone says them of themselves."""
IN_TOUCH = {
    HowOften.MOST_DAYS.value: gettext_lazy("in touch most days"),
    HowOften.WEEKLY.value: gettext_lazy("in touch about every week"),
    HowOften.MONTHLY.value: gettext_lazy("in touch about every month"),
    HowOften.FEW_TIMES_A_YEAR.value: gettext_lazy("in touch a few times a year"),
    HowOften.HARDLY_EVER.value: gettext_lazy("hardly ever in touch"),
}
HOPED = {
    Wants.CLOSER.value: gettext_lazy("would like to be closer"),
    Wants.SAME.value: gettext_lazy("would like it to stay as now"),
    Wants.FURTHER.value: gettext_lazy("would like to be further apart"),
    Wants.UNSURE.value: gettext_lazy("not sure how near to be"),
}
HOPED_SHORTLY = {
    Wants.CLOSER.value: gettext_lazy("hope: closer"),
    Wants.FURTHER.value: gettext_lazy("hope: further apart"),
}
"""As it stands at someone's place on the drawing: only what is to become otherwise."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks on a map: someone of themselves, a family of all of it, or anyone of someone else, who is then named."""

    is_own: bool
    name: str = ""

    @classmethod
    def of(cls, network: SupportNetwork) -> Voice:
        focus = network.focus_person
        return cls(focus is not None and network.rated_by_id == focus.pk, focus.known_as if focus else "")

    @classmethod
    def between(cls, focus: object, drawer: Person | None) -> Voice:
        """On a map that is about to be drawn."""
        return cls(isinstance(focus, Person) and focus == drawer, str(focus) if isinstance(focus, Person) else "")

    def words(self, answers: type[TextChoices]) -> dict[str, str]:
        """All answers to a question, and nothing for one that was not given."""
        own = OF_ONE if self.is_own else {}
        return {"": ""} | {one.value: str(own.get(one.value, one.label)) for one in answers}

    def choices(self, answers: type[TextChoices], *, empty: Any = None) -> list[tuple[str, Any]]:
        """The same as a form offers them; `empty` for no answer."""
        offered = list(self.words(answers).items())[1:]
        return offered if empty is None else [("", empty), *offered]

    def circle(self, circle: NetworkTie.Circle, names: Sequence[str]) -> str:
        """Who stands in a circle, as a sentence."""
        sentences = OF_ONESELF if self.is_own else OF_SOMEONE if self.name else OF_US
        said = {"names": listed(names), "name": self.name, "count": len(names)}
        return str(sentences.get(circle, PAID) % said)


PAID = ngettext_lazy("%(names)s is paid to be there.", "%(names)s are paid to be there.", "count")
OF_ONESELF = {
    Circle.INTIMACY: ngettext_lazy("%(names)s is closest to me.", "%(names)s are closest to me.", "count"),
    Circle.FRIENDSHIP: ngettext_lazy("%(names)s is among my friends.", "%(names)s are among my friends.", "count"),
    Circle.PARTICIPATION: gettext_lazy("I do things with %(names)s."),
}
OF_US = {
    Circle.INTIMACY: ngettext_lazy("%(names)s is closest to us.", "%(names)s are closest to us.", "count"),
    Circle.FRIENDSHIP: ngettext_lazy("%(names)s is among our friends.", "%(names)s are among our friends.", "count"),
    Circle.PARTICIPATION: gettext_lazy("We do things with %(names)s."),
}
OF_SOMEONE = {
    Circle.INTIMACY: ngettext_lazy("%(names)s is closest to %(name)s.", "%(names)s are closest to %(name)s.", "count"),
    Circle.FRIENDSHIP: ngettext_lazy(
        "%(names)s is among %(name)s’s friends.", "%(names)s are among %(name)s’s friends.", "count"
    ),
    Circle.PARTICIPATION: gettext_lazy("%(name)s does things with %(names)s."),
}
CAME = ngettext_lazy("%(names)s is new.", "%(names)s are new.", "count")
WENT = ngettext_lazy("%(names)s is no longer there.", "%(names)s are no longer there.", "count")
NEARER = ngettext_lazy("%(names)s has come closer.", "%(names)s have come closer.", "count")
FURTHER = ngettext_lazy("%(names)s is further away.", "%(names)s are further away.", "count")
AS_WISHED = gettext_lazy("With %(names)s that is as it was hoped.")
OFTENER = ngettext_lazy("%(names)s is in touch more often.", "%(names)s are in touch more often.", "count")
RARER = ngettext_lazy("%(names)s is in touch less often.", "%(names)s are in touch less often.", "count")
WANTED_CLOSER = gettext_lazy("New is the wish to be closer to %(names)s.")
WANTED_FURTHER = gettext_lazy("New is the wish to be further apart from %(names)s.")
OFFERING = gettext_lazy("%(names)s would be willing to help with more.")


def changes_in_sentences(since: Difference, names: Mapping[tuple[str, str], str]) -> Iterable[str]:
    """What has changed since the same drawer's map before, without a number."""
    for sentence, who in (
        (CAME, since.came),
        (WENT, since.went),
        (NEARER, since.nearer),
        (FURTHER, since.further),
        (AS_WISHED, since.as_wished),
        (OFTENER, since.oftener),
        (RARER, since.rarer),
        (WANTED_CLOSER, since.wanted_closer),
        (WANTED_FURTHER, since.wanted_further),
        (OFFERING, since.offering),
    ):
        if who:
            called = sorted(names[key] for key in who)
            yield str(sentence % {"names": listed(called), "count": len(called)})


def listed(names: Sequence[str]) -> str:
    """Names as a sentence says them: “Biscuit, Mum and Grandad”."""
    return str(get_text_list(list(names), _("and")))
