import os

from cryptography.fernet import Fernet

from contracts.documents import EXAMPLE_KEY
from contracts.sealed import TRANSIT_KEYS

pytest_plugins = [
    "tests.support.servers",
    "tests.support.browser",
    "tests.support.issuer",
    "tests.support.chassis",
    "tests.support.video_links",
    "tests.support.mailbox",
    "tests.support.notifications",
    "tests.support.turn",
]

# The second key opens the committed examples.
os.environ.setdefault(TRANSIT_KEYS, f"{Fernet.generate_key().decode()},{EXAMPLE_KEY.read_text().strip()}")
