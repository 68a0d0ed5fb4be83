"""Whether a record is what its topic's owner published: the relay signs each, and whoever hears it looks.

Signed are topic, key, value, content type and all attributes of CloudEvents. The keys are shared: a producer's
consumers could sign for it, and nobody else. That a record comes again changes nothing, and is not looked for.
"""

import hmac
import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from pydantic import SecretStr

from messaging.failures import Unreadable
from messaging.keys import by_id
from messaging.pieces import joined
from messaging.record import Record

HEADER: Final = "standing-mac"  # the key's id, a colon, and the HMAC in hexadecimal digits

_KIND: Final = b"standing-mac 1"
_MAC: Final = re.compile(rb"([0-9a-f]{12}):([0-9a-f]{64})")

type Headers = Iterable[tuple[str, bytes | None]]


class NotAuthentic(Unreadable):
    """Nothing says that it comes from the topic's owner, or something says that it does not."""


class SigningKeys:
    """Those of one producer: the first signs, all are believed, so that keys rotate."""

    def __init__(self, keys: Sequence[SecretStr]) -> None:
        self._by_id = {name.encode(): key for name, key in by_id(keys).items()}
        self._first = next(iter(self._by_id))

    def sign(
        self, topic: str, key: bytes | None, headers: Sequence[tuple[str, bytes | None]], value: bytes | None
    ) -> list[tuple[str, bytes | None]]:
        """The headers, and one that signs them with the rest."""
        signature = self._mac(self._first, topic, key, headers, value)
        return [*headers, (HEADER, self._first + b":" + signature)]

    def verify(self, record: Record) -> bool:
        """False where it is not signed at all. Raises NotAuthentic."""
        names = [name for name, _ in record.headers if _is_signed(name) or name == HEADER]
        if len(names) > len(set(names)):
            raise NotAuthentic("A header that is signed, or the signature, stands in it twice.")
        if HEADER not in names:
            return False
        found = _MAC.fullmatch(next(value for name, value in record.headers if name == HEADER) or b"")
        if found is None:
            raise NotAuthentic("Its signature is none that this service knows how to read.")
        if found[1] not in self._by_id:
            raise NotAuthentic("It is signed with a key that is not among those of its producer here.")
        right = self._mac(found[1], record.topic, record.key, record.headers, record.value)
        if not hmac.compare_digest(found[2], right):
            raise NotAuthentic("Its signature is of something else.")
        return True

    def _mac(self, by: bytes, topic: str, key: bytes | None, headers: Headers, value: bytes | None) -> bytes:
        signed = signed_bytes(by, topic, key, headers, value)
        return hmac.digest(self._by_id[by], signed, "sha256").hex().encode()


def signed_bytes(by: bytes, topic: str, key: bytes | None, headers: Headers, value: bytes | None) -> bytes:
    """What is signed: what this is, key id, topic, key, value, and name and value of each header, by their names."""
    pieces: list[bytes | None] = [_KIND, by, topic.encode(), key, value]
    for name, content in sorted([header for header in headers if _is_signed(header[0])], key=itemgetter(0)):
        pieces += (name.encode(errors="surrogateescape"), content)
    return joined(pieces)


def _is_signed(name: str) -> bool:
    return name[:3] == "ce_" or name == "content-type"
