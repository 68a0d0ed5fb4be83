"""Keys as settings hold them: 32 random bytes in URL-safe base64."""

import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Sequence

from pydantic import SecretStr


def raw(key: SecretStr) -> bytes:
    return urlsafe_b64decode(key.get_secret_value())


def by_id(keys: Sequence[SecretStr]) -> dict[str, bytes]:
    """In their order."""
    return {key_id(key): raw(key) for key in keys}


def key_id(key: SecretStr) -> str:
    """By which a key is named and compared, and cannot be guessed: it is 256 random bits. 12 hexadecimal digits."""
    return hashlib.sha256(b"standing:" + key.get_secret_value().encode()).hexdigest()[:12]
