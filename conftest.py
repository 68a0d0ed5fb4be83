# Before pytest makes packages of the folders with the same names, which hold these.
import pytest
from hypothesis import settings

import contracts as contracts
import messaging as messaging

pytest_plugins = ["tests.support.folders", "tests.support.parallel", "tests.support.ran_on"]
pytest.register_assert_rewrite("tests.support")

# How long an example takes says nothing on a machine that does other work too.
settings.register_profile("standing", deadline=None)
settings.load_profile("standing")
