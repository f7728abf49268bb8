from django.urls import include, path

from accounts.views import demo, organisation, sessions, sign_in

app_name = "accounts"

sign_in_urls = [
    path("", organisation.sign_in, name="sign-in"),
    path("sessions/end/", organisation.sessions_end, name="sessions-end"),
    path("close/", organisation.sign_in_close, name="sign-in-close"),
    path("open/", organisation.sign_in_open, name="sign-in-open"),
]

urlpatterns = [
    path("demo/<uuid:pk>/", demo.demo_sign_in, name="demo-sign-in"),
    path("own-device/", sign_in.own_device, name="own-device"),
    path("passkey-made/", sign_in.passkey_made, name="passkey-made"),
    path("kept/", sign_in.kept, name="kept-form"),
    path("back/", sign_in.back, name="back"),
    path("devices/", sessions.session_list, name="session-list"),
    path("devices/end/", sessions.session_end, name="session-end"),
    path("signing-in/", organisation.signing_in, name="signing-in"),
    path("signing-in/work-account/", organisation.single_sign_on_change, name="single-sign-on"),
    path("sign-ins/", organisation.sign_in_list, name="sign-in-list"),
    path("sign-ins/<uuid:pk>/", include(sign_in_urls)),
]
