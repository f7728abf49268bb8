"""What the pages of the families room are sent."""

from django.urls import reverse

HOW = {"source": "told_us", "confidence": "confirmed"}


def post(client, page, row, /, **said):
    return client.post(reverse(f"families:{page}", args=[row.pk] if row else []), said)


def parts(name, day, month, year):
    return {f"{name}_0": day, f"{name}_1": month, f"{name}_2": year}
