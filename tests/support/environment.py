"""What services are told by their environment, and what they say of it."""

import hashlib
import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Final

import pytest

from messaging.errors import SettingsInvalid
from messaging.settings import EnvironmentSettings

KEY: Final = urlsafe_b64encode(bytes(32)).decode()  # the same in all processes of a run, which name tests by it
POSTGRES: Final = "postgresql://somebody:a-password@127.0.0.1/nothing"

# What each of the services would start with.
COMPLETE: Final[Mapping[str, str]] = {
    "STANDING_DATABASE_URL": POSTGRES,
    "STANDING_DATABASE_RELAY_URL": POSTGRES,
    "STANDING_PORT": "8001",
    "STANDING_ISSUER": "https://identity.example",
    "STANDING_AUDIENCE": "https://standing.example",
    "STANDING_JWKS_URL": "https://identity.example/jwks",
    "STANDING_CLIENTS_KEYS": KEY,
    "STANDING_WORDS_KEYS": KEY,
    "STANDING_CLINIC_KEYS": KEY,
    "STANDING_LINKS_KEYS": KEY,
    "STANDING_OUTCOMES_KEYS": KEY,
    "STANDING_BOOKING_SIGNING_KEYS": KEY,
    "STANDING_VIDEO_LINKS_SIGNING_KEYS": KEY,
    "STANDING_NOTIFICATIONS_SIGNING_KEYS": KEY,
    "STANDING_STORAGE_KEYS": KEY,
    "STANDING_PUBLIC_URL": "https://standing.example",
    "STANDING_MAIL_FROM": "desk@harbour.example",
}


def key_for(what: str) -> str:
    """Of the tests alone: the same in all processes of a run, which share a broker."""
    return urlsafe_b64encode(hashlib.sha256(what.encode()).digest()).decode()


def changed(change: Mapping[str, str | None]) -> dict[str, str]:
    """The complete environment with these instead; one that is None is not there."""
    return {name: value for name, value in {**COMPLETE, **change}.items() if value is not None}


def read[S: EnvironmentSettings](settings: type[S], change: Mapping[str, str | None]) -> S:
    """From the complete environment with that change, and nothing else of ours. Raises SettingsInvalid."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("STANDING_", "OTEL_"))]:
            patch.delenv(name)
        for name, value in changed(change).items():
            patch.setenv(name, value)
        return settings()


def fault(settings: type[EnvironmentSettings], change: Mapping[str, str | None]) -> str:
    """What the settings say is wrong then; nothing if they take it."""
    try:
        read(settings, change)
    except SettingsInvalid as error:
        return str(error)
    return ""
