import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import unquote

RANDOM_BYTES: Final = 16
LOOKED_AT: Final = 2_000  # characters of an address; those of mail programs that check links have about 500

# Of 132 bits the last four are none: so a token ends in one of these.
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_BREAKS: Final = re.compile(r"=?[\s\u00ad\u200b-\u200f\u2060\ufeff]+")


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


def find_token(asked: str) -> Token | None:
    """The first 22 characters that can be one, whatever stands around them, also where it was encoded once more on its
    way. Where there are none: those of a link that was broken over lines."""
    text = unquote(unquote(asked[:LOOKED_AT]))
    found = _TOKEN.search(text) or _TOKEN.search(_BREAKS.sub("", text))
    return Token(found[0]) if found else None
