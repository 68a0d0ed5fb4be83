"""The signing keys of all services under test, as settings and as what signs and verifies."""

from collections.abc import Mapping
from typing import Any, Final

from cryptography.fernet import Fernet
from pydantic import SecretStr

from messaging.authenticity import SigningKeys

SIGNING_KEYS: Final[dict[str, Any]] = {
    f"{producer}_signing_keys": Fernet.generate_key().decode()
    for producer in ("booking", "video_links", "notifications")
}


def signing(producer: str) -> SigningKeys:
    return SigningKeys([SecretStr(SIGNING_KEYS[f"{producer}_signing_keys"])])


def in_environment(settings: Mapping[str, str] = SIGNING_KEYS) -> dict[str, str]:
    return {f"STANDING_{name.upper()}": value for name, value in settings.items()}
