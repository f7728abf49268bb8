from django.db import migrations

from database.operations import Protect


TRACKED = [
    "Result",
    "Service",
    "Measure",
    "DataPoint",
    "Baseline",
    "Forecast",
    "ForecastPoint",
    "PublishedFile",
    "PublishedSeries",
    "Comparison",
    "ComparisonPoint",
]


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_figures")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
