"""Who can be signed in as, in a demo."""

from django.db.models import QuerySet

from accounts.models import User

DEMO_DOMAIN = "demo.example"


def demo_users() -> QuerySet[User]:
    """The people of the synthetic council, as they were made."""
    kinds = (User.Kind.STAFF, User.Kind.FAMILY)
    return User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", kind__in=kinds, is_active=True).order_by("kind", "pk")
