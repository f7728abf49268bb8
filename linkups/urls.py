"""Addresses of the link-ups, under /link-ups/."""

from django.urls import include, path

from linkups.models import FamilyCard, LinkUp, SharingProfile
from linkups.views import (
    agreements,
    calls,
    check_ins,
    coaching,
    covering,
    enquiries,
    families,
    handing,
    meetups,
    offers,
    pages,
    photos,
    results,
    steps,
)

app_name = "linkups"

family_urls = [
    path("", pages.family_linkups, name="family-linkups"),
    path("sharing/new/", families.profile_begin, name="profile-begin"),
    path("cards/sharing/", families.card_edit, {"kind": FamilyCard.Kind.SHARING}, name="card-edit-sharing"),
    path("cards/seeking/", families.card_edit, {"kind": FamilyCard.Kind.SEEKING}, name="card-edit-seeking"),
    path("offers/new/", offers.build, name="offer-build"),
    path("enquiry/", enquiries.enquiry_take_up, name="enquiry-take-up"),
]

profile_urls = [
    path("", pages.profile, name="profile"),
    path("checks/new/", families.check_add, name="check-add"),
    path("training/new/", families.training_add, name="training-add"),
    *(
        path(
            f"{status.replace('_', '-')}/",
            families.profile_step,
            {"to": status},
            name=f"profile-{status.replace('_', '-')}",
        )
        for status in SharingProfile.Status
    ),
]

offer_urls = [
    path("", offers.offer, name="offer"),
    path("none/", offers.none_of_these, name="offer-none"),
    path("hand-over/", handing.hand_over, name="offer-hand-over"),
    path("cards/<uuid:card>/photo/", photos.offered_photo, name="offer-photo"),
    path("cards/<uuid:card>/choose/", offers.choose, name="offer-choose"),
    path("cards/<uuid:card>/aside/", offers.put_aside, name="offer-put-aside"),
]

linkup_urls = [
    path("", pages.linkup, name="linkup"),
    path("goals/", pages.goal_board, name="goal-board"),
    path("goals/choose/", steps.choose_goals, name="goal-choose"),
    path("ask/", steps.ask, name="linkup-ask"),
    path("yes/seeking/", steps.agree, {"side": LinkUp.Side.SEEKING}, name="linkup-agree-seeking"),
    path("yes/sharing/", steps.agree, {"side": LinkUp.Side.SHARING}, name="linkup-agree-sharing"),
    path("talked-over/", steps.talk_over, name="linkup-talk-over"),
    path("not-this-time/", steps.say_not_this_time, name="linkup-not-this-time"),
    path("start/", steps.start, name="linkup-start"),
    path("pause/", steps.pause, name="linkup-pause"),
    path("break/", calls.have_a_break, name="linkup-break"),
    path("go-on/", steps.resume, name="linkup-resume"),
    path("length/", steps.change_length, name="linkup-length"),
    path("end/", steps.end, name="linkup-end"),
    path("celebration/", pages.celebration, name="celebration"),
    path("agreement/", agreements.agreement_yes, name="agreement-yes"),
    path("agreement/write/", agreements.agreement_write, name="agreement-write"),
    path("sessions/new/", coaching.session_record, name="session-record"),
    path("boundaries/new/", coaching.boundary_record, name="boundary-record"),
    path("meet-ups/new/", meetups.record, name="meetup-record"),
    path("meet-ups/plan/", meetups.plan, name="meetup-plan"),
    path("check-ins/ask/", check_ins.ask, name="check-in-ask"),
]

urlpatterns = [
    path("", pages.linkup_list, name="linkup-list"),
    path("handed-back/", handing.handed_back, name="handed-back"),
    path("week/", coaching.week, name="week"),
    path("week/cover/", covering.cover_arrange, name="cover-arrange"),
    path("covers/<uuid:pk>/back/", covering.cover_end, name="cover-end"),
    path("enquiries/", enquiries.enquiry_list, name="enquiry-list"),
    path("enquiries/new/", enquiries.enquiry_write, name="enquiry-write"),
    path("enquiries/<uuid:pk>/let-go/", enquiries.enquiry_let_go, name="enquiry-let-go"),
    path("results/", results.results, name="results"),
    path("results/csv/", results.results_csv, name="results-csv"),
    path("families/<uuid:pk>/", include(family_urls)),
    path("sharing/<uuid:pk>/", include(profile_urls)),
    path("cards/<uuid:pk>/yes/", families.card_approve, name="card-approve"),
    path("cards/<uuid:pk>/photo/", photos.card_photo, name="card-photo"),
    path("cards/<uuid:pk>/photo/new/", photos.card_photo_add, name="card-photo-add"),
    path("cards/<uuid:pk>/photo/away/", photos.card_photo_away, name="card-photo-away"),
    path("offers/<uuid:pk>/", include(offer_urls)),
    path("meet-ups/<uuid:pk>/not/", meetups.did_not_meet, name="meetup-did-not"),
    path("meet-ups/<uuid:pk>/how/", meetups.say_how_it_was, name="meetup-how"),
    path("check-ins/<uuid:pk>/", check_ins.answer, name="check-in-answer"),
    path("check-ins/<uuid:pk>/rather-not/", check_ins.decline, name="check-in-decline"),
    path("check-ins/<uuid:pk>/again/", check_ins.send_again, name="check-in-again"),
    path("calls/<uuid:pk>/", calls.call, name="call"),
    path("calls/<uuid:pk>/mine/", calls.take_on, name="call-take-on"),
    path("calls/<uuid:pk>/done/", calls.write_down, name="call-write"),
    path("follow-ups/<uuid:pk>/", coaching.follow_up_record, name="follow-up-record"),
    path("<uuid:pk>/", include(linkup_urls)),
]
