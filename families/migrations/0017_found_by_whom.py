from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever a row names in a column that is mostly empty is found without reading the whole table."""

    atomic = False

    dependencies = [("families", "0016_import_many_at_once")]

    operations = [
        AddIndexConcurrently(
            model_name='agreement',
            index=models.Index(condition=models.Q(('given_by__isnull', False)), fields=['given_by'], name='agreement_by_another'),
        ),
        AddIndexConcurrently(
            model_name='entry',
            index=models.Index(condition=models.Q(('speaker__isnull', False)), fields=['speaker'], name='entry_by_speaker'),
        ),
        AddIndexConcurrently(
            model_name='ownsay',
            index=models.Index(condition=models.Q(('holder__isnull', False)), fields=['holder'], name='own_say_from_whom'),
        ),
        AddIndexConcurrently(
            model_name='parentage',
            index=models.Index(condition=models.Q(('said_by__isnull', False)), fields=['said_by'], name='parentage_by_sayer'),
        ),
        AddIndexConcurrently(
            model_name='partnership',
            index=models.Index(condition=models.Q(('said_by__isnull', False)), fields=['said_by'], name='partnership_by_sayer'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(condition=models.Q(('author_person__isnull', False)), fields=['author_person'], name='record_by_person'),
        ),
        AddIndexConcurrently(
            model_name='siblinglink',
            index=models.Index(condition=models.Q(('said_by__isnull', False)), fields=['said_by'], name='sibling_link_by_sayer'),
        ),
    ]
