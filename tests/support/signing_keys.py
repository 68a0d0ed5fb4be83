"""The signing keys of all services under test, as settings and as what signs and verifies."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import SecretStr

from messaging.authenticity import SigningKeys
from tests.support.environment import key_for

SIGNING_KEYS: Final[dict[str, Any]] = {
    f"{producer}_signing_keys": key_for(f"{producer} signing")
    for producer in ("booking", "video_links", "notifications")
}


def signing(producer: str) -> SigningKeys:
    return SigningKeys([SecretStr(SIGNING_KEYS[f"{producer}_signing_keys"])])


def in_environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {f"STANDING_{name.upper()}": value for name, value in settings.items()}
