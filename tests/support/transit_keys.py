"""The transit keys of all services under test, and of the processes that tests start."""

import os

from cryptography.fernet import Fernet

from contracts.documents import EXAMPLE_KEY
from contracts.sealed import TRANSIT_KEYS

# The second key opens the committed examples.
os.environ.setdefault(TRANSIT_KEYS, f"{Fernet.generate_key().decode()},{EXAMPLE_KEY.read_text().strip()}")
