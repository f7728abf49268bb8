from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever a plan or a referral names is found without reading the whole table: a merge and an undoing ask for each person."""

    atomic = False

    dependencies = [("casework", "0005_what_for_unsaid")]

    operations = [
        AddIndexConcurrently(
            model_name='conferencereferral',
            index=models.Index(fields=['consent_from'], name='referral_by_who_agreed'),
        ),
        AddIndexConcurrently(
            model_name='contingencystep',
            index=models.Index(condition=models.Q(('who_person__isnull', False)), fields=['who_person'], name='contingency_step_by_doer'),
        ),
        AddIndexConcurrently(
            model_name='monitoring',
            index=models.Index(condition=models.Q(('family_monitor__isnull', False)), fields=['family_monitor'], name='monitoring_by_family_monitor'),
        ),
        AddIndexConcurrently(
            model_name='planaction',
            index=models.Index(condition=models.Q(('who_person__isnull', False)), fields=['who_person'], name='plan_action_by_doer'),
        ),
    ]
