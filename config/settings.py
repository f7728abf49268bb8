"""The project's settings: everything that differs between places comes from the environment, and is read here."""

from datetime import date
from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from config import act_words, other_systems, page_words
from config.addresses import *  # noqa: F403  (Django reads each of them here)
from config.other_systems import *  # noqa: F403
from config.signing_in import *  # noqa: F403

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
    "procrastinate.contrib.django",
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
    "api.packing.PackForSystems",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.limit_contents",
    "accounts.middleware.refuse_hostile_input",
    "accounts.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.callers.Recognise",
    "accounts.middleware.enter_as_asker",
    "accounts.middleware.note_refusals",
    "api.refusals.note_refused_calls",
    "accounts.keeping.SignInDoor",
    "accounts.second_step.lead_to_second_step",
    "accounts.handed_over.show_only_what_is_handed_over",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.over_the_page.let_sign_in_stand_over_a_page",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.session_life.note_last_seen",
    "accounts.middleware.keep_out_of_caches",
    "accounts.middleware.say_how_a_page_opens",
    "accounts.sending.save_once",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# What pages and acts are called in “who has looked” and “what changed”.
PAGE_WORDS, ACT_WORDS, SETTING_ACT_WORDS = page_words.PAGE_WORDS, act_words.ACT_WORDS, act_words.SETTING_ACT_WORDS
PAGES_OF_MEETINGS, PAGES_OF_ONES_OWN = page_words.PAGES_OF_MEETINGS, page_words.PAGES_OF_ONES_OWN
ADDING_ACTS = act_words.ADDING_ACTS

# --- Pages ------------------------------------------------------------------------------------------------------------
LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
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
                "accounts.offline.on_this_device",
                "families.context.demo_signins",
                "families.context.opened_now",
                "families.context.stories_read",
            ],
            "loaders": [("django.template.loaders.cached.Loader", LOADERS)],
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
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)

# --- Jobs -------------------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# A file that takes the heads of the sealed access log: with it, the worker seals and verifies.
KITH_ACCESS_HEADS = env.str("KITH_ACCESS_HEADS", "")

# --- Limits -----------------------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; a long note is 40,000 characters
# By the address: a photo as a telephone takes it, a voice note. It stays in memory, so that nothing of a family lies in a temporary file.
LARGER_BODIES = {
    r"/photo/put/$": 8_000_000,
    r"^/conversations/[^/]+/add/$": 8_000_000,
    r"^/families/[^/]+/conversations/new/$": 8_000_000,
    r"^/our-page/(only-mine/)?write/$": 8_000_000,
    r"^/api/v1/conversations/$": 8_000_000,
}
FILE_UPLOAD_MAX_MEMORY_SIZE = max(LARGER_BODIES.values())
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_500  # a support map of sixty has some twenty boxes and ticks for each

# --- The law ----------------------------------------------------------------------------------------------------------
# From which day a family meeting must be offered before a court is asked, by nation (domain.md §2.1). No day: it is good practice.
FGDM_DUTY_IN_FORCE_FROM: dict[str, date] = env.dict("FGDM_DUTY_IN_FORCE_FROM", {}, subcast_values=date.fromisoformat)
if unknown := FGDM_DUTY_IN_FORCE_FROM.keys() - {"england", "wales", "scotland", "northern_ireland"}:
    raise ImproperlyConfigured(f"FGDM_DUTY_IN_FORCE_FROM names no nation: {', '.join(sorted(unknown))}")

# --- Other hosts ------------------------------------------------------------------------------------------------------
# https://…/range/ of a k-anonymity service; empty: none is asked.
KITH_PASSWORD_RANGES = env.str("KITH_PASSWORD_RANGES", "")
KITH_SIGN_ON_HOSTS: list[str] = env.list("KITH_SIGN_ON_HOSTS", ["localhost", "127.0.0.1"] if KITH_LOCAL else [])
KITH_DIRECTORY_HOSTS: list[str] = env.list("KITH_DIRECTORY_HOSTS", [])
# Receivers of webhooks that run beside Kith, as host:port, for tests and development alone: they may be inside, and without TLS.
KITH_WEBHOOK_HOSTS: list[str] = env.list("KITH_WEBHOOK_HOSTS", [])
KITH_URL = env.str("KITH_URL", "" if KITH_LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if ALLOWED_HOSTS else "")
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
KITH_TEXT_SENDER = env.str("KITH_TEXT_SENDER", "")  # a function `send(to, text)`; none: nothing is sent by text
KITH_TEXT_GATEWAY = env.str("KITH_TEXT_GATEWAY", "")  # for `accounts.texts.by_mail`
DEFAULT_FROM_EMAIL = env.str("KITH_FROM_EMAIL", "kith@localhost")

# --- Transport --------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not KITH_LOCAL
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("sessionid", "csrftoken") if KITH_LOCAL else ("__Host-sessionid", "__Host-csrftoken")
)
SECURE_HSTS_SECONDS = 0 if KITH_LOCAL else 31_536_000
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("KITH_BEHIND_PROXY", False) else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
REST_FRAMEWORK = other_systems.REST_FRAMEWORK | {"NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT}
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
