"""The addresses of worries and alerts; `casework.urls` includes them."""

from django.urls import include, path

from casework.views import alerts, worries

step_urls = [
    path("", worries.worry, name="worry"),
    path("add/", worries.worry_add, name="worry-add"),
    path("pass-on/", worries.worry_pass_on, name="worry-pass-on"),
    path("acknowledge/", worries.worry_acknowledge, name="worry-acknowledge"),
    path("outcome/", worries.worry_outcome, name="worry-outcome"),
    path("family-told/", worries.worry_family_told, name="worry-family-told"),
    path("sharing/", worries.worry_sharing, name="worry-sharing"),
    path("link-ups-go-on/", worries.worry_go_on, name="worry-go-on"),
]

alert_urls = [
    path("agree/", alerts.alert_agree, name="alert-agree"),
    path("review/", alerts.alert_review, name="alert-review"),
    path("end/", alerts.alert_end, name="alert-end"),
]

worry_urls = [
    path("worries/", worries.worry_list, name="worry-list"),
    path("worries/new/", worries.worry_new, name="worry-new"),
    path("worries/new/draft/", worries.worry_draft, name="worry-draft"),
    path("worries/new/draft/discard/", worries.worry_draft_discard, name="worry-draft-discard"),
    path("worries/<uuid:pk>/", include(step_urls)),
    path("people/<uuid:pk>/alerts/add/", alerts.alert_add, name="alert-add"),
    path("alerts/<uuid:pk>/", include(alert_urls)),
]
