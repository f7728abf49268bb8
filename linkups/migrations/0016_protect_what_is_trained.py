from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("linkups", "0015_trained_photographed_and_known")]
    operations = [
        Protect("TrainingEvent"),
        Protect("TrainingEventEvent", by_triggers=True),
        Protect("TrainingAttendance"),
        Protect("TrainingAttendanceEvent", by_triggers=True),
        Protect("CardPhoto"),
        Protect("CardPhotoEvent", by_triggers=True),
        Protect("LinkUp"),
    ]
