"""The addresses of looking back on how it was, and of how it felt; `casework.urls` includes them."""

from django.urls import path

from casework.views import window_checks

window_check_urls = [
    path("to-for-with/", window_checks.window_checks, name="window-checks"),
    path("to-for-with/new/", window_checks.window_check_new, name="window-check-new"),
    path("to-for-with/felt/", window_checks.how_it_felt, name="how-it-felt"),
    path("window-checks/<uuid:pk>/bring/", window_checks.window_check_bring, name="window-check-bring"),
    path("window-checks/<uuid:pk>/keep/", window_checks.window_check_keep, name="window-check-keep"),
    path("window-checks/<uuid:pk>/throw-away/", window_checks.window_check_throw_away, name="window-check-throw-away"),
    path("our-meetings/<uuid:pk>/felt/", window_checks.our_meeting_felt, name="our-meeting-felt"),
    path("our-link-ups/<uuid:pk>/felt/", window_checks.our_link_up_felt, name="our-link-up-felt"),
]
