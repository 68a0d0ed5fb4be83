"""What services are told by their environment, and what they say of it."""

import os
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from cryptography.fernet import Fernet

from messaging.errors import SettingsInvalid
from messaging.settings import EnvironmentSettings

type Judge = Callable[[type[EnvironmentSettings], Mapping[str, str | None]], str]

KEY: Final = Fernet.generate_key().decode()
POSTGRES: Final = "postgresql://somebody:a-password@127.0.0.1/nothing"

# What each of the services would start with.
COMPLETE: Final[Mapping[str, str]] = {
    "STANDING_DATABASE_URL": POSTGRES,
    "STANDING_DATABASE_RELAY_URL": POSTGRES,
    "STANDING_PORT": "8001",
    "STANDING_ISSUER": "https://identity.example",
    "STANDING_AUDIENCE": "https://standing.example",
    "STANDING_JWKS_URL": "https://identity.example/jwks",
    "STANDING_TRANSIT_KEYS": KEY,
    "STANDING_STORAGE_KEYS": KEY,
    "STANDING_PUBLIC_URL": "https://standing.example",
    "STANDING_MAIL_FROM": "desk@harbour.example",
}


def changed(change: Mapping[str, str | None]) -> dict[str, str]:
    """The complete environment with these instead; one that is None is not there."""
    return {name: value for name, value in {**COMPLETE, **change}.items() if value is not None}


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """What the settings say is wrong in the complete environment with that change; nothing if they take it."""

    def judged(settings: type[EnvironmentSettings], change: Mapping[str, str | None]) -> str:
        for name in [name for name in os.environ if name.startswith(("STANDING_", "OTEL_"))]:
            monkeypatch.delenv(name)
        for name, value in changed(change).items():
            monkeypatch.setenv(name, value)
        try:
            settings()
        except SettingsInvalid as error:
            return str(error)
        return ""

    return judged
