"""What of a run coverage measures: it is paused where others measure the same, for it takes half as long again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_PLUGINS: list[Any] = []
"""The one that measures, where there is one."""


def begin(config: pytest.Config) -> None:
    """From now on it can be paused."""
    plugin: Any = config.pluginmanager.getplugin("_cov")
    _PLUGINS[:] = [plugin] if plugin else []


def pause() -> bool:
    """Measure nothing from now on. Whether anything was."""
    found = [plugin.cov_controller for plugin in _PLUGINS if plugin.cov_controller and plugin.cov_controller.started]
    for controller in found:
        controller.pause()
    return bool(found)


def resume() -> None:
    """Measure from now on."""
    for plugin in _PLUGINS:
        if plugin.cov_controller and not plugin.cov_controller.started:
            plugin.cov_controller.resume()


@contextmanager
def paused() -> Iterator[None]:
    """Leave out what happens inside."""
    was_measured = pause()
    try:
        yield
    finally:
        if was_measured:
            resume()
