# Before pytest makes packages of the folders with the same names, which hold these.
import pytest

import contracts as contracts
import messaging as messaging

pytest_plugins = ["tests.support.folders", "tests.support.parallel", "tests.support.ran_on"]
pytest.register_assert_rewrite("tests.support")
