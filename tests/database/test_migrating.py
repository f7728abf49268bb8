"""Migrating an empty database quickly."""

from django.apps import apps
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from database import migrating


def test_a_new_model_joins_those_that_are_rendered():
    state = ProjectState.from_apps(apps)
    person = state.apps.get_model("families", "Person")
    key = models.AutoField(primary_key=True)
    pet = ModelState("families", "Pet", [("id", key), ("keeper", models.ForeignKey("families.Person", models.CASCADE))])

    with migrating.only_what_changes():
        state.add_model(pet)

    assert state.apps.get_model("families", "Person") is person
    assert state.apps.get_model("families", "Pet")._meta.get_field("keeper").related_model is person
    assert "pet" in {relation.name for relation in person._meta.related_objects}
    assert ("families", "pet") in state.relations["families", "person"]
