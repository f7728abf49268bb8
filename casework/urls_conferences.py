"""The addresses of conferences and plans; `casework.urls` includes them."""

from django.urls import include, path

from casework.views import (
    census,
    conferences,
    duty,
    exclusions,
    meeting_figures,
    meeting_papers,
    meetings,
    our_meetings,
    our_offers,
    plans,
    standards,
)

family_urls = [
    path("", conferences.family_conferences, name="family-conferences"),
    path("offer/", conferences.conference_offer, name="conference-offer"),
]

step_urls = [
    path("", conferences.conference, name="conference"),
    path("offers/add/", conferences.conference_offer_to, name="conference-offer-to"),
    path("refer/", conferences.conference_refer, name="conference-refer"),
    path("accept/", conferences.conference_accept, name="conference-accept"),
    path("coordinator/", conferences.conference_coordinator, name="conference-coordinator"),
    path("stop/", conferences.conference_stop, name="conference-stop"),
    path("close/", conferences.conference_close, name="conference-close"),
    path("people/", meetings.conference_people, name="conference-people"),
    path("exclusions/add/", exclusions.exclusion_add, name="exclusion-add"),
    path("arrange/", meetings.conference_arrange, name="conference-arrange"),
    path("postpone/", meetings.conference_postpone, name="conference-postpone"),
    path("day/", meetings.conference_day, name="conference-day"),
    path("day/just-us/begin/", meetings.private_time_begin, name="private-time-begin"),
    path("day/just-us/end/", meetings.private_time_end, name="private-time-end"),
    path("held/", meetings.conference_held, name="conference-held"),
    path("standards/", standards.conference_standards, name="conference-standards"),
    path("papers/", meeting_papers.conference_papers, name="conference-papers"),
    path("information/", meetings.conference_information, name="conference-information"),
    path("information/given/", meetings.information_given, name="information-given"),
    path("information/print/", meeting_papers.information_print, name="information-print"),
    path("information/pdf/", meeting_papers.information_pdf, name="information-pdf"),
    path("information/docx/", meeting_papers.information_docx, name="information-docx"),
    path("blank-plan/print/", meeting_papers.blank_plan_print, name="blank-plan-print"),
    path("blank-plan/pdf/", meeting_papers.blank_plan_pdf, name="blank-plan-pdf"),
    path("blank-plan/docx/", meeting_papers.blank_plan_docx, name="blank-plan-docx"),
    path("calendar/", meeting_papers.conference_calendar, name="conference-calendar"),
    path("plan/write/", plans.plan_write, name="plan-write"),
    path("plan/agree/", plans.plan_agree, name="plan-agree"),
    path("plan/not-agreed/", plans.plan_refuse, name="plan-refuse"),
    path("plan/resources/", plans.plan_resources, name="plan-resources"),
    path("review/", plans.review_set, name="review-set"),
    path("review/begin/", plans.review_begin, name="review-begin"),
]

participant_urls = [
    path("reply/", meetings.participant_reply, name="participant-reply"),
    path("invitation/print/", meeting_papers.invitation_print, name="invitation-print"),
    path("invitation/pdf/", meeting_papers.invitation_pdf, name="invitation-pdf"),
    path("invitation/docx/", meeting_papers.invitation_docx, name="invitation-docx"),
    path("plan/print/", meeting_papers.plan_copy_print, name="plan-copy-print"),
    path("plan/pdf/", meeting_papers.plan_copy_pdf, name="plan-copy-pdf"),
    path("plan/docx/", meeting_papers.plan_copy_docx, name="plan-copy-docx"),
]

exclusion_urls = [
    path("agree/", exclusions.exclusion_agree, name="exclusion-agree"),
    path("told/", exclusions.exclusion_told, name="exclusion-told"),
    path("review/", exclusions.exclusion_review, name="exclusion-review"),
    path("end/", exclusions.exclusion_end, name="exclusion-end"),
]

conference_urls = [
    path("families/<uuid:pk>/conferences/", include(family_urls)),
    path("conferences/", conferences.conference_list, name="conference-list"),
    path("conferences/figures/", meeting_figures.meeting_figures, name="meeting-figures"),
    path("conferences/figures/csv/", meeting_figures.meeting_figures_csv, name="meeting-figures-csv"),
    path("conferences/standards/", standards.standard_list, name="standard-list"),
    path("conferences/<uuid:pk>/", include(step_urls)),
    path("before-court/", duty.before_court_list, name="before-court-list"),
    path("before-court/census/", census.census, name="before-court-census"),
    path("before-court/letter/print/", duty.offer_letter_print, name="offer-letter-print"),
    path("before-court/letter/pdf/", duty.offer_letter_pdf, name="offer-letter-pdf"),
    path("exemptions/<uuid:pk>/end/", duty.exemption_end, name="exemption-end"),
    path("conference-offers/<uuid:pk>/answer/", conferences.offer_answer, name="offer-answer"),
    path("conference-participants/<uuid:pk>/", include(participant_urls)),
    path("exclusions/<uuid:pk>/", include(exclusion_urls)),
    path("plans/<uuid:pk>/print/", meeting_papers.plan_print, name="plan-print"),
    path("plans/<uuid:pk>/pdf/", meeting_papers.plan_pdf, name="plan-pdf"),
    path("plans/<uuid:pk>/docx/", meeting_papers.plan_docx, name="plan-docx"),
    path("plan-actions/<uuid:pk>/progress/", plans.action_progress, name="action-progress"),
    path("plan-actions/<uuid:pk>/change/", plans.action_change, name="action-change"),
    path("our-offers/<uuid:pk>/", our_offers.our_offer, name="our-offer"),
    path("our-meetings/<uuid:pk>/", our_meetings.our_meeting, name="our-meeting"),
    path("our-meetings/<uuid:pk>/answer/", our_meetings.our_reply, name="our-reply"),
    path("our-meetings/<uuid:pk>/plan/change/", our_meetings.our_plan_change, name="our-plan-change"),
]
