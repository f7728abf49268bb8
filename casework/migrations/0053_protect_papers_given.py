from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    """A paper that was given is held as all records are; a quality standard is shown by two facts more."""

    dependencies = [("casework", "0052_papers_given")]

    operations = [
        Protect("PaperCopy"),
        Protect("PaperCopyEvent", by_triggers=True),
        Protect("QualityStandard"),
    ]
