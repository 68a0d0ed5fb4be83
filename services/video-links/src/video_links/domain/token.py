import base64
import hashlib
from dataclasses import dataclass, field
from typing import Final, Self

RANDOM_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Token:
    """What opens a link: whoever holds it is let through, so that it is shown nowhere by accident."""

    text: str = field(repr=False)

    @classmethod
    def of(cls, random: bytes) -> Self:
        """From 128 random bits: base64url (RFC 4648, section 5) without padding, 22 characters."""
        assert len(random) == RANDOM_BYTES
        return cls(base64.urlsafe_b64encode(random).rstrip(b"=").decode())

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.text.encode(errors="surrogatepass")).digest()
