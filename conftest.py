import os

from cryptography.fernet import Fernet

from contracts.sealed import TRANSIT_KEYS

pytest_plugins = ["tests.support.servers", "tests.support.issuer", "tests.support.chassis"]

os.environ.setdefault(TRANSIT_KEYS, Fernet.generate_key().decode())
