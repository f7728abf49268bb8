from django.db import migrations

from database.operations import Protect

TRACKED = ["Conversation", "ConversationPresence"]


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_conversations"), ("families", "0002_protect")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
