"""A support map as its page shows it: the picture, the same in words by circle, its numbers, and what changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from families.drawing.support_board import Named, draw_board
from families.drawing.support_map import MapDrawing, Supporter, draw_map
from families.drawing.ties import Between
from families.models import NetworkTie
from families.queries.support import SupportMap
from families.queries.support_words import HOPED, HOPED_SHORTLY, IN_TOUCH, Voice, changes_in_sentences
from families.support_measures import Measures

CIRCLES = [circle.value for circle in NetworkTie.Circle]
OUT_OF_THE_ORDINARY = {
    NetworkTie.Strength.STRONG.value: gettext_lazy("a strong tie"),
    NetworkTie.Strength.TENUOUS.value: gettext_lazy("a thin tie"),
    NetworkTie.Strength.BROKEN.value: gettext_lazy("broken off"),
    NetworkTie.Stress.SOME.value: gettext_lazy("sometimes strained"),
    NetworkTie.Stress.STRESSFUL.value: gettext_lazy("strained"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Someone on a map in words; `anchor` is where the picture leads, `href` the page of a person who has one."""

    tie: NetworkTie
    anchor: str
    href: str
    voice: Voice
    in_figures: bool
    """Whether it says by a number how close, and all that was said. A family reads the one from the circle, and of the rest what is not
    as it mostly is."""

    @property
    def also(self) -> str:
        """Who it is, where the map has the word that its drawer uses for them."""
        tie = self.tie
        return str(tie.person or tie.practitioner or tie.agency or tie.other_name) if tie.own_word else ""

    @property
    def words(self) -> list[str]:
        """What is said of the tie, as short words; nothing of what nobody was asked."""
        tie, gives = self.tie, self.voice.words(NetworkTie.Direction)[self.tie.direction]
        if not self.in_figures:
            how = OUT_OF_THE_ORDINARY.get(tie.strength), OUT_OF_THE_ORDINARY.get(tie.stress)
            return [str(words) for words in (tie.get_supporter_kind_display(), *how, gives, *self._besides) if words]
        strength = tie.strength and _("tie: %(strength)s") % {"strength": _inner(tie.get_strength_display())}
        close = _("%(number)d of 5 close") % {"number": tie.closeness} if tie.closeness else ""
        said = tie.get_supporter_kind_display(), close, strength, tie.get_stress_display(), gives, *self._besides
        return [str(words) for words in said if words]

    @property
    def _besides(self) -> tuple[object, object]:
        """How often they are in touch, and what is hoped for."""
        return IN_TOUCH.get(self.tie.how_often, ""), HOPED.get(self.tie.wants, "")

    @property
    def circle(self) -> str:
        return self.voice.words(NetworkTie.Circle)[self.tie.circle]

    @property
    def helps(self) -> str:
        """What they help with."""
        words = self.voice.words(NetworkTie.Help)
        return _sentence([words[one] for one in self.tie.helps_with])

    @property
    def gives(self) -> str:
        """What they are given."""
        words = self.voice.words(NetworkTie.Help)
        return _sentence([words[one] for one in self.tie.we_give])

    @property
    def willing(self) -> str:
        """What they would be willing to do."""
        words = self.voice.words(NetworkTie.Help)
        return _sentence([words[one] for one in self.tie.willing_to])


@dataclass(frozen=True, slots=True)
class ShownCircle:
    """One circle of a map in words: what it is called, who stands in it, and the same as one sentence."""

    words: str
    everyone: tuple[Standing, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a map, beside the same of the same drawer's map before it."""

    words: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class ShownMap:
    """One map, ready for its page."""

    map: SupportMap
    drawing: MapDrawing
    voice: Voice
    circles: tuple[ShownCircle, ...]
    numbers: tuple[Number, ...]
    """For those who work with the family. The family reads sentences."""
    changes: tuple[tuple[str, tuple[str, ...]], ...]
    """What changed since the map before, by kind of change, and who."""
    changes_in_sentences: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return f"map-{self.map.network.pk}"

    @property
    def place(self) -> int:
        """Which of the drawer's maps it is, counted from 0."""
        return [one.pk for one in self.map.in_time].index(self.map.network.pk)


def shown(one: SupportMap, user: User, *, is_linked: bool = True) -> ShownMap:
    """Draw a map for its page; not `is_linked`, the picture can be taken away from it."""
    is_staff, voice = user.kind == User.Kind.STAFF, Voice.of(one.network)
    everyone = [
        Standing(
            tie,
            f"tie-{tie.pk}",
            tie.person.get_absolute_url() if tie.person and is_staff else "",
            voice,
            in_figures=is_staff,
        )
        for tie in one.ties
    ]
    return ShownMap(
        map=one,
        drawing=_picture(one, voice, everyone, is_linked=is_linked),
        voice=voice,
        circles=tuple(_circles(everyone, voice)),
        numbers=tuple(_numbers(one)) if is_staff else (),
        changes=tuple(_changes(one)),
        changes_in_sentences=tuple(changes_in_sentences(one.since_last, one.names)) if one.since_last else (),
    )


def _circles(everyone: Sequence[Standing], voice: Voice) -> Iterable[ShownCircle]:
    """Those circles in which someone stands."""
    for circle in NetworkTie.Circle:
        if within := tuple(standing for standing in everyone if standing.tie.circle == circle):
            sentence = voice.circle(circle, [str(standing.tie) for standing in within])
            yield ShownCircle(voice.words(NetworkTie.Circle)[circle], within, sentence)


def centre_of(one: SupportMap) -> str:
    """Whom or what a map is drawn around."""
    return str(one.network.focus)


def _picture(one: SupportMap, voice: Voice, everyone: Iterable[Standing], *, is_linked: bool) -> MapDrawing:
    return draw_map(
        centre_of(one),
        [_supporter(standing, f"#{standing.anchor}" if is_linked else "") for standing in everyone],
        _circle_names(voice),
        title=_("Support map around %(name)s") % {"name": centre_of(one)},
        name=f"map-{one.network.pk}" if is_linked else "support-map",
    )


def _supporter(standing: Standing, href: str) -> Supporter:
    tie = standing.tie
    return Supporter(
        name=str(tie),
        does=standing.helps,
        hope=str(HOPED_SHORTLY.get(tie.wants, "")),
        said=", ".join(_said(standing)),
        href=href,
        circle=CIRCLES.index(tie.circle),
        closeness=tie.closeness,
        kind=tie.supporter_kind,
        kind_words=tie.get_supporter_kind_display() or _("nobody said who they are"),
        between=Between(tie.strength, tie.stress, tie.direction),
    )


def _said(standing: Standing) -> Iterable[str]:
    tie = standing.tie
    yield str(tie)
    if standing.also:
        yield standing.also
    yield standing.circle
    yield from standing.words
    if tie.helps_with:
        yield _("helps with: %(what)s") % {"what": standing.helps}
    if tie.we_give:
        gives = _("I give: %(what)s") if standing.voice.is_own else _("we give: %(what)s")
        yield gives % {"what": standing.gives}
    if tie.willing_to:
        yield _("would be willing to help with: %(what)s") % {"what": standing.willing}


def _sentence(words: Sequence[str]) -> str:
    """Several labels as one: only the first begins with a capital letter."""
    return ", ".join(_inner(word) if place else word for place, word in enumerate(words))


def _inner(word: str) -> str:
    """A label as it stands inside a sentence."""
    return word[:1].lower() + word[1:]


def _numbers(one: SupportMap) -> Iterable[Number]:
    now, was = one.measures, one.since_last.before if one.since_last else None
    for words, number in (
        (_("Family, friends and neighbours"), lambda measures: _but(str(measures.natural), measures.unsaid.who)),
        (_("People who are paid"), lambda measures: _but(str(measures.paid), measures.unsaid.who)),
        (_("Natural share: the first of both together"), _share),
        (_("In the two inner circles"), lambda measures: str(measures.inner)),
        (_("Both give"), lambda measures: _but(str(measures.two_way), measures.unsaid.gives)),
        (_("Close, and not strained"), lambda measures: _but(str(measures.steady), measures.unsaid.steady)),
    ):
        yield Number(words, number(now), number(was) if was else "")
    if now.both_sides is not None:
        yield Number(_("Both sides of the family"), _both(now), _both(was) if was else "")


def _but(number: str, unsaid: int) -> str:
    """A number, and of how many it can say nothing."""
    if not unsaid:
        return number
    return _("%(number)s; of %(count)d nothing was said yet") % {"number": number, "count": unsaid}


def _share(measures: Measures) -> str:
    share = measures.natural_share
    if share is None:
        return _but(_("no one of either"), measures.unsaid.who)
    said = _("%(natural)d of %(either)d") % {"natural": measures.natural, "either": measures.either}
    return _but(f"{said} ({share:.2f})", measures.unsaid.who)


def _both(measures: Measures) -> str:
    said = {True: _("yes"), False: _("one side only"), None: _("no side is known")}
    return said[measures.both_sides]


def _changes(one: SupportMap) -> Iterable[tuple[str, tuple[str, ...]]]:
    since = one.since_last
    if since is None:
        return
    for words, who in (
        (_("New on this map"), since.came),
        (_("No longer on it"), since.went),
        (_("Closer now"), since.nearer),
        (_("Less close now"), since.further),
        (_("That is as it was hoped"), since.as_wished),
        (_("In touch more often"), since.oftener),
        (_("In touch less often"), since.rarer),
        (_("To be closer is hoped for now"), since.wanted_closer),
        (_("To be further apart is hoped for now"), since.wanted_further),
        (_("Would be willing to help with more"), since.offering),
    ):
        if who:
            yield words, tuple(sorted(one.names[key] for key in who))


def people_of(maps: Iterable[ShownMap]) -> set[UUID]:
    """Everyone written down whom these maps name, for the access log."""
    return {person for one in maps for person in one.map.people}


def board_of(centre: str, rows: Iterable[tuple[str, str, str]], voice: Voice) -> SafeString:
    """The circles of a new map with the names in their rows: each the row's prefix, the name, and the circle chosen."""
    named = [Named(row, name, CIRCLES.index(circle) if circle in CIRCLES else None) for row, name, circle in rows]
    return draw_board(centre, named, _circle_names(voice))


def _circle_names(voice: Voice) -> list[str]:
    return [words for _circle, words in voice.choices(NetworkTie.Circle)]
