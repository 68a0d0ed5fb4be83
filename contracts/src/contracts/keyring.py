"""Sealing what only holders of a key may read, for one place alone: moved to another, it does not open."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from secrets import token_bytes
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

_KIND: Final = "standing1"
_SEALED: Final = re.compile(rf"{_KIND}\.([0-9a-z]+)\.([A-Za-z0-9_-]+={{0,2}})")
_NONCE: Final = 12  # bytes


class CannotRead(ValueError):
    """What has come cannot be what it says."""


class CannotOpen(CannotRead):
    """Sealed under a key that is not among these, for another place, or not what it should hold."""


class Keyring:
    """256 random bits each, by their ids: the first seals, all open, so that keys rotate.

    What is sealed is text: `standing1`, the key's id, and nonce and AES-256-GCM-SIV in URL-safe base64 (RFC 8452: a
    nonce that came twice would show that two values are alike, and no more). The key is derived, so that the same bits
    may be another cipher's key too.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {
            key_id: AESGCMSIV(hmac.digest(key, b"standing seal", "sha256")) for key_id, key in keys.items()
        }
        self._first = next(iter(keys))

    @property
    def seals_as(self) -> str:
        """With what all begins that the first key seals."""
        return f"{_KIND}.{self._first}."

    def seal(self, content: bytes, place: Sequence[str]) -> str:
        nonce = token_bytes(_NONCE)
        sealed = self._ciphers[self._first].encrypt(nonce, content, _bytes_of(self._first, place))
        return self.seals_as + urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, place: Sequence[str]) -> bytes:
        """Raises CannotOpen."""
        found = _SEALED.fullmatch(sealed)
        if found is None:
            raise CannotOpen("This is nothing sealed.")
        if found[1] not in self._ciphers:
            raise CannotOpen("Sealed under an unknown key.")
        try:
            content = urlsafe_b64decode(found[2])
            return self._ciphers[found[1]].decrypt(content[:_NONCE], content[_NONCE:], _bytes_of(found[1], place))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen("Sealed for another place, or damaged.") from error


def is_bound(sealed: str) -> bool:
    """Whether it is sealed for one place, as former releases did not."""
    return sealed.startswith(f"{_KIND}.")


def _bytes_of(key_id: str, place: Sequence[str]) -> bytes:
    """Each word after its length: no two places give the same."""
    words = (word.encode() for word in (_KIND, key_id, *place))
    return b"".join(b"%d:%b" % (len(word), word) for word in words)
