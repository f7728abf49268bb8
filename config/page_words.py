"""What each page and endpoint is called in “who has looked”: a noun that a family and a worker both understand.

By the beginning of its name; the longest that fits counts. It stands up here because no lower room may name a higher one.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_FAMILY_MEETINGS = _("family meetings and plans")
_ADMINISTRATION = _("how the organisation is set up")
_TALKED_ABOUT = _("what was talked about")
_FOUND = _("what a search for words found")
_FORM = _("a form to write something down")
_SOMETHING = _("something that is written down")
_NEARBY = _("what is nearby, and who was introduced to it")
_SUPPORT_MAP = _("the support map")
_SUPPORT_MAPS = _("the page of support maps")
"""True of one without a map, too: a child may keep theirs to themselves."""
_STORY = _("the story")
_SAMPLES = _("the stories they read, to learn how we work")
_SCALES = _("where people are, from 0 to 10")
_SAFETY_MAP = _("the safety map")
_FOR_THE_DEPARTMENT = _("facts about children and families, for national data")
_MY_PLAN = _("someone’s own plan")
_MY_PLAN_PAGE = _("the page of someone’s own plan")
"""True of one who has none, and of one who shares nothing of it."""
_THOUGHT_ABOUT = _("what workers thought about together")
_LEARNING = _("what we learn here")
_CURVES = _("figures of the whole council, and of nobody")
_WHO_WE_TOLD = _("who we told, and why")
_LINK_UPS = _("link-ups with another family")
_LIST_OF_THE_DAY = _("their list of the day")
"""The inbox too: that something of a family waits there is not told by who looked."""

PAGE_WORDS: Mapping[str, str | Promise] = {
    "administration:": _ADMINISTRATION,
    "accounts:": _ADMINISTRATION,
    "families:colleague": _ADMINISTRATION,
    "families:proposal": _ADMINISTRATION,
    "families:team": _ADMINISTRATION,
    "families:locality": _ADMINISTRATION,
    "families:locality-changed": _("what families of a place changed"),
    "families:advocate": _ADMINISTRATION,
    "families:agency": _ADMINISTRATION,
    "families:person-photo": _("a photo"),
    "families:attachment": _("a photo, a drawing or a voice note"),
    "families:": _FORM,
    "families:asset": _NEARBY,
    "families:gift": _NEARBY,
    "families:introduction": _NEARBY,
    "families:session": _NEARBY,
    "families:access-log": _("the list of who looked at what"),
    "families:family-looked": _("who has looked"),
    "families:family-list": _("a list of families"),
    "families:family-people": _("who is in the family"),
    "families:family-tree": _("the family tree"),
    "families:goal": _("the family’s goals"),
    "families:intake-list": _("a list of people without a family"),
    "families:may-be-known": _("whether they are known here"),
    "families:merge": _("who was written down twice"),
    "families:helper": _("who helps"),
    "families:our-helper": _("who helps"),
    "families:sample": _SAMPLES,
    "families:our-facts": _("what is written about someone"),
    "families:our-agreements": _("what someone said yes to"),
    "families:our-reach": _("how to reach someone safely"),
    "families:our-looked": _("who has looked"),
    "families:person-as-it-was": _("what was written down at another time"),
    "families:person-changes": _("what was changed"),
    "families:person-facts": _("all that is written down"),
    "families:person-looked": _("who has looked"),
    "families:person-places": _("the places where someone has lived"),
    "families:person-merge": _("whether two people are one"),
    "families:same-as": _("whether two people are one"),
    "families:search": _("what a search found"),
    "linkups:": _LINK_UPS,
    "casework:": _FAMILY_MEETINGS,
    "casework:conversation": _TALKED_ABOUT,
    "casework:conversation-search": _FOUND,
    "casework:family-conversation-search": _FOUND,
    "casework:conversation-add": _FORM,
    "casework:conversation-mend": _FORM,
    "casework:conversation-matters": _FORM,
    "casework:entry-put-right": _FORM,
    "casework:attachment-describe": _("a photo, a drawing or a voice note"),
    "casework:how-i-see-it": _TALKED_ABOUT,
    "casework:look-again": _TALKED_ABOUT,
    "casework:conversation-new": _FORM,
    "casework:our-write": _FORM,
    "casework:family": _("the family’s page"),
    "casework:family-conferences": _FAMILY_MEETINGS,
    "casework:family-scales": _SCALES,
    "casework:family-story": _STORY,
    "casework:sampled-story": _("the story, to learn how we work"),
    "casework:scale": _SCALES,
    "casework:family-safety-maps": _("the list of safety maps"),
    "casework:safety-map": _SAFETY_MAP,
    "casework:safety-map-how-i-see-it": _SAFETY_MAP,
    "casework:safety-map-add": _FORM,
    "casework:safety-map-begin": _FORM,
    "casework:danger": _SAFETY_MAP,
    "casework:danger-write": _FORM,
    "casework:my-plan": _MY_PLAN,
    "casework:our-plan": _MY_PLAN,
    "casework:our-plan-begin": _FORM,
    "casework:person-plan": _MY_PLAN_PAGE,
    "casework:family-told": _WHO_WE_TOLD,
    "casework:our-told": _WHO_WE_TOLD,
    "casework:person-told": _WHO_WE_TOLD,
    "casework:told": _WHO_WE_TOLD,
    "casework:told-new": _FORM,
    "casework:our-page": _("the family’s own page"),
    "casework:person": _("a person’s page"),
    "casework:family-map": _SUPPORT_MAPS,
    "casework:family-map-draw": _FORM,
    "casework:person-map": _SUPPORT_MAPS,
    "casework:person-story": _STORY,
    "casework:person-map-draw": _FORM,
    "casework:support-map": _SUPPORT_MAP,
    # None of them is a family's to learn of by who has looked (docs/worries.md, docs/who-has-looked.md).
    "casework:alert": _SOMETHING,
    "casework:only-mine": _SOMETHING,
    "casework:talk-wanted": _SOMETHING,
    "families:emergency": _SOMETHING,
    "families:person-open": _SOMETHING,
    "families:record-open": _SOMETHING,
    "casework:worry": _SOMETHING,
    "outcomes:": _CURVES,
    "casework:learning": _LEARNING,
    "casework:our-learning": _LEARNING,
    "casework:supervision": _("someone’s own supervision"),
    "casework:supervision-note": _THOUGHT_ABOUT,
    "casework:supervision-note-new": _FORM,
    "casework:supervision-note-put-right": _FORM,
    "casework:family-supervision": _THOUGHT_ABOUT,
    "casework:window-check": _("someone’s look back for themselves"),
    "casework:our-meeting-felt": _FORM,
    "casework:how-it-felt": _("how family meetings felt"),
    "casework:tip": _ADMINISTRATION,
    "casework:question": _ADMINISTRATION,
    "casework:basis": _ADMINISTRATION,
    "casework:meeting-duty": _ADMINISTRATION,
    "casework:meeting-figures": _("figures of family meetings"),
    "casework:today": _LIST_OF_THE_DAY,
    "casework:inbox": _LIST_OF_THE_DAY,
    "casework:families-to-speak-with": _LIST_OF_THE_DAY,
    "api:attachment": _("a photo, a drawing or a voice note"),
    "api:change": _("that something changed"),
    "api:conference": _FAMILY_MEETINGS,
    "api:conversation": _TALKED_ABOUT,
    "api:plan": _FAMILY_MEETINGS,
    "api:ssd": _FOR_THE_DEPARTMENT,
    "api:dfe-child": _FOR_THE_DEPARTMENT,
    "api:statutory-person": _("by which number a person is known there"),
    "api:scale": _SCALES,
    "api:safety-map": _SAFETY_MAP,
    "api:sharing-decision": _WHO_WE_TOLD,
    "api:family": _("who is in the family"),
    "api:link-up": _LINK_UPS,
    "api:person": _("facts about people"),
    "api:person-alike": _("what a search found"),
    "api:person-network": _("who is related to whom"),
    "api:person-relation": _("who is related to whom"),
    "api:webhook": _("that something changed"),
    "api:person-search": _("what a search found"),
}

PAGES_OF_MEETINGS = (
    "casework:before-court",
    "casework:conference-",
    "casework:exemption-",
    "casework:family-conferences",
)
"""Pages that tell of family meetings without being of one: that they were looked at would tell someone from whom one is kept."""

PAGES_OF_ONES_OWN = ("linkups:call",)
"""Pages of what someone said past those around them: that they were looked at is told to them, and to no parent who reads for them."""
