from django.db import migrations

from database.operations import Protect

TRACKED = ["CoachSession", "BoundaryMoment", "FollowUp", "LinkUpAgreement", "AgreementSignature", "ExcludedCard"]


class Migration(migrations.Migration):
    """The new tables; and that a card may be left out for another reason."""

    dependencies = [("linkups", "0007_coaching_and_who_is_apart")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
