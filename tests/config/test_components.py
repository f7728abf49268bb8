"""What templates say to components."""

from pathlib import Path

from django.conf import settings
from django.template import engines
from django_cotton.templatetags import _component

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def test_what_is_said_to_a_component_is_a_template_that_can_be_read(monkeypatch):
    """A component shows the source of an attribute that it can't compile, and says nothing: of a filter that was not loaded, say."""
    compile_template, refused, read = _component._try_compile_template, [], []

    def noted(value, library):
        made = compile_template(value, library)
        if isinstance(value, str) and ("{{" in value or "{%" in value):
            (refused if made is None else read).append(value)
        return made

    monkeypatch.setattr(_component, "_try_compile_template", noted)
    for path in TEMPLATES.rglob("*.html"):
        engines["django"].engine.find_template(str(path.relative_to(TEMPLATES)))[0]

    assert read
    assert refused == []
