import os

from cryptography.fernet import Fernet

from contracts.sealed import TRANSIT_KEYS
from messaging.migrations import CHASSIS

assert CHASSIS.is_dir()
pytest_plugins = ["tests.support.issuer"]

os.environ.setdefault(TRANSIT_KEYS, Fernet.generate_key().decode())
