from django.apps import AppConfig

from database import lookups


class DatabaseConfig(AppConfig):
    name = "database"
    lookups = (lookups.EqualsAny,)
    """Imported for what it registers."""
