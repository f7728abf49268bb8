"""What someone has at hand who signs in: a password, an app, and what it shows."""

from allauth.mfa.totp.internal import auth as totp

from accounts.models import Organisation, User
from database.asker import acting_as
from tests.conftest import make

PASSWORD = "correct horse battery"  # noqa: S105  (what the factories set)


def set_up_app(user: User) -> str:
    """Give someone an authenticator app; its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def numbers_of(secret: str) -> str:
    """What the app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def someone_at_york(**facts: object) -> User:
    """A person of another organisation."""
    york = Organisation.objects.create(name="York")
    itself = User.objects.create_user("kith@york.test", name="Kith", kind=User.Kind.SYSTEM, organisation=york)
    with acting_as(itself.asker):
        return make.UserFactory(organisation=york, **facts)
