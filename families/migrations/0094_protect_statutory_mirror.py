"""The mirror of a statutory system, protected; and who says what stands in each field: one direction for each (domain.md §9.7)."""

from django.db import migrations

from database.operations import Protect

NEW = ("StatutoryRecord", "StatutoryFact", "StatutoryQuestion")
OWNERS = {
    "local": {
        "person": (
            "known_as given_name family_name pronouns gender gender_words sex date_of_birth dob_precision expected_date date_of_death "
            "death_precision languages interpreter_language communication_needs access_needs about_me home_locality_id record_class"
        ),
        "family": "name locality_id good_to_know story languages pets",
        "home": "address is_confidential since until",
    },
    "lcs": {
        "statutory_record": "given_name family_name date_of_birth date_of_death as_of",
        "statutory_fact": "words role since until",
    },
    "directory": {"community_asset": "name url mailbox min_age max_age cost_words cost_gbp languages"},
}
ROWS = ", ".join(
    f"('{resource}', '{field}', '{owner}')"
    for owner, resources in OWNERS.items()
    for resource, fields in resources.items()
    for field in fields.split()
)


class Migration(migrations.Migration):
    dependencies = [("families", "0093_statutory_mirror")]
    operations = [
        *(Protect(name) for name in NEW),
        *(Protect(f"{name}Event", by_triggers=True) for name in NEW),
        migrations.RunSQL(
            f"INSERT INTO families_fieldowner (resource, field, owner) VALUES {ROWS}", "DELETE FROM families_fieldowner"
        ),
    ]
