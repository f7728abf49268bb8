"""The pages of allauth that we show, under its own names. The others would let people add addresses that nobody checked."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import include, path, re_path

from accounts.views import work_account
from accounts.views.sign_in import leaving_nothing, passkey_add, with_password
from database.asker import acting_as

as_nobody = acting_as(None)
"""These pages find out who it is, whoever of whichever council is signed in on this browser already."""

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", leaving_nothing(account.logout), name="account_logout"),
    path("signup/", account.signup, name="account_signup"),  # closed; allauth asks for its address
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", with_password(account.password_change), name="account_change_password"),
    path("password/set/", with_password(account.password_set), name="account_set_password"),
    path("password/reset/", as_nobody(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        as_nobody(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/webauthn/add/", passkey_add, name="mfa_add_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("work/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("work/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", work_account.begin, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", as_nobody(openid.callback), name="openid_connect_callback"),
]
