from django.urls import path

from accounts.views import address, demo, offline, organisation, sessions, sign_in, welcome

app_name = "accounts"

urlpatterns = [
    path("demo/<uuid:pk>/", demo.demo_sign_in, name="demo-sign-in"),
    path("own-device/", sign_in.own_device, name="own-device"),
    path("passkey-made/", sign_in.passkey_made, name="passkey-made"),
    path("kept/", sign_in.kept, name="kept-form"),
    path("back/", sign_in.back, name="back"),
    path("devices/", sessions.session_list, name="session-list"),
    path("devices/end/", sessions.session_end, name="session-end"),
    path("address/", address.address, name="address"),
    path("address/take-back/", address.address_take_back, name="address-take-back"),
    path("address/confirm/<str:token>/", address.address_confirm, name="address-confirm"),
    path("worker.js", offline.worker, name="worker"),
    path("offline/", offline.offline, name="offline"),
    path("kept-here/", offline.kept_here, name="kept-here"),
    path("on-devices/", organisation.on_devices, name="on-devices"),
    path("signing-in/", organisation.signing_in, name="signing-in"),
    path("signing-in/work-account/", organisation.single_sign_on_change, name="single-sign-on"),
    path("signing-in/work-account/off/", organisation.single_sign_on_off, name="single-sign-on-off"),
    path("organisation/", organisation.organisation_change, name="organisation"),
    path("roles/", organisation.role_list, name="role-list"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
]
