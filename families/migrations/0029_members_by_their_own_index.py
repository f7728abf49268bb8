"""No two memberships of one person in one family at once, by an index that nothing but this rule can use (docs/performance.md)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("families", "0027_role_is_needed")]
    operations = [
        migrations.RemoveConstraint("familymembership", "membership_no_overlap"),
        migrations.AddConstraint(
            "familymembership",
            ExclusionConstraint(
                name="membership_no_overlap",
                expressions=[
                    (Coalesce("family", "family"), "="),
                    (Coalesce("person", "person"), "="),
                    ("period", "&&"),
                ],
                violation_error_message="They are in this family already for that time.",
            ),
        ),
    ]
