"""The project's settings: everything that differs between places comes from the environment."""

from pathlib import Path

import pghistory
from django.urls import reverse
from environs import Env

from config import act_words, page_words

env = Env()
BASE_DIR = Path(__file__).parents[1]

# --- What a place must say --------------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
KITH_ASKER_KEYS: list[str] = env.list("KITH_ASKER_KEY")  # the first signs who asks; the database believes them all
DEBUG = env.bool("KITH_DEBUG", False)  # Django’s own error pages, and nothing else
KITH_LOCAL = env.bool("KITH_LOCAL", False)  # plain http on this machine, static files as they lie
KITH_DEMO = env.bool("KITH_DEMO", False)  # one-click sign-ins and the components page
ALLOWED_HOSTS = env.list("KITH_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if KITH_LOCAL else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("KITH_ORIGINS", [])

# --- Database ---------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL")
    | {
        "ENGINE": "database.backend",
        "ATOMIC_REQUESTS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # so that PgBouncer may stand between
        "OPTIONS": {
            "pool": {"min_size": 0, "max_size": env.int("KITH_POOL", 8), "timeout": 10},
            # So seldom that only hot reads are kept, which say so (database/prepared.py); None keeps none.
            "prepare_threshold": 1_000_000 if env.bool("KITH_KEEPS_STATEMENTS", True) else None,
        },
    }
}
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mail is unique, but by its lower case
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_BASE_MODEL = "database.history.HistoryEvent"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="events", related_query_name="events", db_index=True)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(related_name="+", related_query_name="+", db_index=False)
PGHISTORY_APPEND_ONLY = False  # the grants and policies of `Protect` see to that, and for bulk and SQL too

# --- Applications -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_cotton",
    "database",
    "accounts",
    "families",
    "linkups",
    "casework",
    "outcomes",
    "api",
    "config",
]
# Order matters: static files before sessions; what a page may load before whoever answers; the asker after whoever signs in; the
# sign-in door after the asker.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.limit_contents",
    "accounts.middleware.refuse_hostile_input",
    "accounts.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.callers.Recognise",
    "accounts.middleware.enter_as_asker",
    "accounts.middleware.note_refusals",
    "accounts.keeping.SignInDoor",
    "accounts.second_step.lead_to_second_step",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.over_the_page.let_sign_in_stand_over_a_page",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.session_life.note_last_seen",
    "accounts.middleware.keep_out_of_caches",
    "accounts.middleware.say_how_a_page_opens",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# A page that shows several rooms stands in the highest of them; lower rooms redirect to the object (design.md §2).
ABSOLUTE_URL_OVERRIDES = {
    "families.family": lambda family: reverse("casework:family", args=[family.pk]),
    "families.person": lambda person: reverse("casework:person", args=[person.pk]),
    "families.record": lambda record: reverse("casework:record", args=[record.pk]),
    "families.supportnetwork": lambda network: reverse("casework:support-map", args=[network.pk]),
}
ADMINISTRATION_URL = (
    "administration:home"  # whose only work is administration begins there; no room below names one above
)
# Likewise what pages and acts are called in “who has looked” and “what changed”.
PAGE_WORDS, ACT_WORDS, SETTING_ACT_WORDS = page_words.PAGE_WORDS, act_words.ACT_WORDS, act_words.SETTING_ACT_WORDS

# --- Pages ------------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "families.context.demo_signins",
                "families.context.opened_now",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [(LANGUAGE_CODE, "English")]  # the second one needs Django’s LocaleMiddleware, after the sessions
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = KITH_LOCAL
WHITENOISE_MAX_AGE = 0 if KITH_LOCAL else 60
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if KITH_LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)

# --- Limits -----------------------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; a long note is 40,000 characters
LARGER_BODIES = {"/photo/put/": 8_000_000}  # by how the address ends: a photo as a telephone takes it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_500  # a support map of sixty has some twenty boxes and ticks for each

# --- Signing in (docs/signing-in.md) ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.callers.SignIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.CommonOnes"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.NotAmongStolenOnes"},  # last: asked only of a password that the others let through
]
KITH_PASSWORD_RANGES = env.str(
    "KITH_PASSWORD_RANGES", ""
)  # https://…/range/ of a k-anonymity service; empty: none is asked
KITH_SIGN_ON_HOSTS: list[str] = env.list("KITH_SIGN_ON_HOSTS", ["localhost", "127.0.0.1"] if KITH_LOCAL else [])
KITH_DIRECTORY_HOSTS: list[str] = env.list("KITH_DIRECTORY_HOSTS", [])
KITH_URL = env.str("KITH_URL", "" if KITH_LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if ALLOWED_HOSTS else "")
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
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key"}
# allauth’s own would write each address down in a table by which it lets people in too, for ever (docs/signing-in.md).
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("KITH_BEHIND_PROXY", False) else 0
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
# What is counted for sign-in holds for all processes; what the API counts, in each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kith_cache",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
EMAIL_BACKEND = "accounts.mail.InBackground"
KITH_EMAIL_BACKEND = env.str("KITH_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env.str("KITH_FROM_EMAIL", "kith@localhost")

# --- Transport --------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not KITH_LOCAL
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("sessionid", "csrftoken") if KITH_LOCAL else ("__Host-sessionid", "__Host-csrftoken")
)
SECURE_HSTS_SECONDS = 0 if KITH_LOCAL else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("KITH_BEHIND_PROXY", False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Other systems ----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.http.AskerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.http.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["api.http.CallerThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.KithSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.errors.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": 1 if SECURE_PROXY_SSL_HEADER else 0,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER = {
    "SCOPES_BACKEND_CLASS": "api.oauth.KithScopes",
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",  # client credentials, and no other grant
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # the table stands open: it holds checksums of tokens, and no token
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kith",
    "DESCRIPTION": "Families, their networks, conversations, conferences and link-ups, for other systems.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "MemberRole": "families.models.FamilyMembership.Role",
        "InvolvementRole": "families.models.Involvement.Role",
        "EntryKind": "families.models.Entry.Kind",
        "ConferenceState": "casework.models.Conference.State",
        "LinkUpEndKind": "linkups.models.LinkUp.EndKind",
        "LinkUpState": "linkups.models.LinkUp.State",
        "MeetupKind": "linkups.models.Meetup.Kind",
        "MeetupState": "linkups.models.Meetup.State",
        "PartnershipEndKind": "families.models.Partnership.EndKind",
        "PartnershipKind": "families.models.Partnership.Kind",
        "Precision": "families.models.Precision",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
