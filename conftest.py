# Before pytest makes packages of the folders with the same names, which hold these.
import pytest

import contracts as contracts
import messaging as messaging

pytest_plugins = ["tests.support.ran_on", "tests.support.parallel"]
pytest.register_assert_rewrite("tests.support")


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """A folder's conftest names in `fixtures_of` the modules that its tests' fixtures come from. A run of other folders
    does not import them; pytest's own `pytest_plugins` is for this file alone, and so for every run."""
    for module in getattr(plugin, "fixtures_of", ()):
        manager.import_plugin(module)
