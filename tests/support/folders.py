"""What a folder's tests stand on is imported for that folder alone."""

import pytest


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """A folder's conftest names in `fixtures_of` the modules that its tests' fixtures come from. pytest's own
    `pytest_plugins` is for the outermost conftest alone, and so for every run."""
    for module in getattr(plugin, "fixtures_of", ()):
        manager.import_plugin(module)
