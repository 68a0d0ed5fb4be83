import os

from cryptography.fernet import Fernet

from contracts.sealed import TRANSIT_KEYS

pytest_plugins = [
    "tests.support.servers",
    "tests.support.issuer",
    "tests.support.chassis",
    "tests.support.video_links",
    "tests.support.mailbox",
    "tests.support.notifications",
]

os.environ.setdefault(TRANSIT_KEYS, Fernet.generate_key().decode())
