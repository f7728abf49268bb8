"""The settings of signing in, which are the same in every place (docs/signing-in.md)."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.callers.SignIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.CommonOnes"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.NotAmongStolenOnes"},  # last: asked only of a password that the others let through
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "confirm_login_code": "accounts.forms.sign_in.CodeForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
    "reset_password": "accounts.forms.sign_in.StaffPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.NewPasswordForm",
    "reauthenticate": "accounts.forms.sign_in.StillYouForm",
    "request_login_code": "accounts.forms.sign_in.FamilyCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to because someone typed their address
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = PASSWORD_RESET_TIMEOUT = 10 * 60  # seconds (security.md §7, 85)
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/300s/key",
    "check_in_link": "20/m/ip",
    "partner_link": "300/m/ip",
    "partner_link_dead": "20/m/ip",
}
# allauth’s own would write each address down in a table by which it lets people in too, for ever (docs/signing-in.md).
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class)
MFA_ADAPTER = "accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "accounts.forms.passkeys.PasskeyForm",
    "authenticate_webauthn": "accounts.forms.passkeys.SecondStepByPasskeyForm",
    "login_webauthn": "accounts.forms.passkeys.SignInByPasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.passkeys.AgainByPasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.StaffOfTheOrganisation"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host would be stopped by form-action
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds
KITH_OWN_DEVICE_SECONDS, KITH_SHARED_DEVICE_SECONDS = 30 * 24 * 60 * 60, 30 * 60  # a family member's sign-in
CSRF_FAILURE_VIEW = "accounts.views.sign_in.csrf_failure"
