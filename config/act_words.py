"""What each act is called in “what changed”, by the name of its action: those that write facts about people, and settings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ADDED_PERSON = _("someone was added")
_PARENT = _("a parent or carer was written down")
_PARTNER = _("a partner was written down")
_SIBLING = _("a brother or sister was written down")
_BORN_TOGETHER = _("that they were born together was written down")
_LOSS = _("a pregnancy that was lost or ended was written down")
_RESPONSIBILITY = _("parental responsibility was written down")
_TOGETHER = _("people were brought together in a family")

ACT_WORDS: Mapping[str, str | Promise] = {
    "accept_settled": _("something that waited to be settled was taken in"),
    "put_right": _("what was written was put right"),
    "take_out": _("it was taken out: it never was so"),
    "say_how_to_reach": _("someone of the family said how to reach them"),
    "change_how_to_reach": _("someone of the family said what is safe now"),
    "stop_reaching_by": _("someone of the family ended a way to reach them"),
    "restrict": _("it was kept to named people"),
    "add_born_together": _BORN_TOGETHER,
    "add_child": _("a child was written down"),
    "add_member": _ADDED_PERSON,
    "add_name": _("a name was added"),
    "add_new_member": _ADDED_PERSON,
    "add_parent": _PARENT,
    "add_partner": _PARTNER,
    "add_person": _ADDED_PERSON,
    "add_person_to_family": _ADDED_PERSON,
    "add_responsibility": _RESPONSIBILITY,
    "add_sibling": _SIBLING,
    "add_to_family": _TOGETHER,
    "begin_family": _("a family was begun"),
    "begin_family_with": _("a family was begun"),
    "begin_led_family": _("a family was begun"),
    "bring_in_next": _("it was brought in from a file"),
    "take_back_next": _("what a file had brought in was taken back"),
    "note_background": _("ethnicity or faith was written down"),
    "change_life_place": _("what they told of a place where they lived was put right"),
    "change_pregnancy_loss": _LOSS,
    "change_person": _("what is written about them was changed"),
    "correct_born_together": _("what is known of those born together was put right"),
    "end_contact": _("a way to reach them ended"),
    "end_fact": _("something ended"),
    "end_membership": _("someone left the family"),
    "end_name": _("a name was given up"),
    "give_account": _("someone was given a sign-in"),
    "identify": _("a number of another system was added"),
    "merge_people": _("they were found to be one person with someone else"),
    "move_in_tree": _("they were moved in the family tree"),
    "put_back_in_tree": _("they were put back in the family tree"),
    "move_in": _("a home was written down"),
    "place_person": _TOGETHER,
    "record_contact_point": _("a way to reach them was written down"),
    "record_born_together": _BORN_TOGETHER,
    "record_parent": _PARENT,
    "record_partnership": _PARTNER,
    "record_life_place": _("a place where they lived was written down, as they tell it"),
    "record_pregnancy_loss": _LOSS,
    "record_residence": _("a home was written down"),
    "record_responsibility": _RESPONSIBILITY,
    "record_siblings": _SIBLING,
    "record_unknown_siblings": _("that they have brothers or sisters, not known who, was written down"),
    "take_child": _("a child was taken over from another system"),
    "unmerge_people": _("what was written of two people was parted again"),
}

ADDING_ACTS = frozenset(act for act, words in ACT_WORDS.items() if words is _ADDED_PERSON)
"""Those by which someone is added, with a name and a family: of these it is said otherwise that they were written down."""

SETTING_ACT_WORDS: Mapping[str, str | Promise] = {
    "kept_from_here_on": _("it stood like this when Kith began to write down what changes"),
    "change_organisation": _("its name, nation or time zone was changed"),
    "ask_second_step": _("how people sign in was changed"),
    "keep_on_devices": _("what devices keep of what is written without a signal was changed"),
    "agree_to_single_sign_on": _("another administrator agreed to the account at work"),
    "switch_off_single_sign_on": _("the account at work was switched off"),
    "add_locality": _("a place was written down"),
    "rename_locality": _("a place was given another name"),
    "write_scoping_note": _("what families of a place said was written down"),
    "write_list": _("what is to be different in a place was written"),
    "propose_lists": _("a family partner was asked for their yes"),
    "agree_to_list": _("a family partner said yes"),
    "sign_off_lists": _("a family partner’s yes was written down"),
    "send_list_back": _("a family partner said: not like this"),
    "take_list_back": _("what was to be different in a place was taken back"),
    "name_partner": _("a family partner was named"),
    "end_partner": _("a family partner is asked no more"),
    "add_team": _("a team was begun"),
    "change_team": _("a team was changed"),
    "end_team": _("a team was ended"),
    "add_agency": _("a body was written down"),
    "change_agency": _("what is written about a body was changed"),
    "add_responsibility": _("a council was named by someone who works with families"),
    "create_client": _("it was asked that a system gets in"),
    "agree_to_client": _("another administrator agreed: it gets in"),
    "change_secret": _("a system was given another secret"),
    "make_next_secret": _("the next secret of a system was made"),
    "agree_to_next_secret": _("another administrator agreed: the next secret counts"),
    "say_where_it_asks_from": _("from where a system asks was changed"),
    "stop_client": _("a system was stopped"),
    "subscribe": _("a system is told of changes at an address"),
    "note_what_came": _("the address answered: it is told there from now on, or it is gone"),
    "change_webhook_secret": _("messages to a system were given another secret"),
    "end_subscription": _("a system is told no more at an address"),
    "add_tip": _("a line was written"),
    "change_tip": _("a line was changed"),
    "begin_tips": _("the words that come with Kith were taken up"),
    "add_question": _("a question was written"),
    "change_question": _("a question was changed"),
    "begin_processing_bases": _("why we may hold things was taken up as it comes with Kith"),
    "add_processing_basis": _("something we do was added, and why we may hold what we hold for it"),
    "change_processing_basis": _("why we may hold something was said anew"),
    "begin_standards": _("the quality standards that come with Kith were taken up"),
    "add_standard": _("a quality standard was written"),
    "change_standard": _("a quality standard was changed"),
    "say_meeting_duty": _("from when the law asks for a family meeting was said"),
    "begin_questions": _("the questions that come with Kith were taken up"),
}
