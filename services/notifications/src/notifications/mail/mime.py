"""A mail as it goes over the wire.

Headers are built from their words and never read again: what the library makes of a whole header loses the quotes
around a long name, so that one with a comma is several mailboxes, and takes what only looks like an encoded word for
one. So a name stands in quotes where it is plain and short, and else as encoded words alone, which hold no punctuation.
And put together by hand of parts that the library has encoded: it takes several times as long for a whole message.
Source: RFC 5322, RFC 2045 to 2047.
"""

import binascii
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from typing import Final

from notifications.domain.mail import Mail
from notifications.mail.cleaned import cleaned

LINE: Final = 76  # characters of a header's line that has encoded words


@dataclass(frozen=True, slots=True)
class Part:
    """One way to say all that the mail says: a text, of a type such as `text/html`."""

    type: str
    text: str


def message(mail: Mail, *, sender: str, recipient: str, reply_to: str | None, now: datetime) -> bytes:
    """Lines end with CR LF. The addresses are bare, and in ASCII."""
    return b"".join(
        [
            _header("Message-ID", mail.message_id),
            _header("Date", format_datetime(now)),
            _mailbox("From", mail.sender_name, sender),
            _mailbox("To", mail.recipient_name, recipient),
            _mailbox("Reply-To", mail.sender_name, reply_to) if reply_to else b"",
            _header("Subject", _words("Subject", cleaned(mail.subject))),
            # Nobody answers a program's mail that they are away: by RFC 3834, and in Exchange's own words.
            _header("Auto-Submitted", "auto-generated"),
            _header("X-Auto-Response-Suppress", "All"),
            _header("MIME-Version", "1.0"),
            _alternatives([Part("text/plain", mail.text), Part("text/html", mail.html)]),
        ]
    )


def _mailbox(header: str, name: str, address: str) -> bytes:
    """One mailbox, whatever the name holds."""
    name = cleaned(name)
    if not name:
        return _header(header, address)
    quoted = f'"{name}"'
    phrase = quoted if _is_plain(header, quoted) and not set(name) & set('"\\') else _encoded(header, name)
    fold = "" if len(f"{header}: {phrase} <{address}>") <= LINE else "\r\n"
    return _header(header, f"{phrase}{fold} <{address}>")


def _words(header: str, text: str) -> str:
    """Of one line."""
    return text if _is_plain(header, text) else _encoded(header, text)


def _is_plain(header: str, text: str) -> bool:
    return text.isascii() and "=?" not in text and len(f"{header}: {text}") <= LINE


def _encoded(header: str, text: str) -> str:
    return Header(text, "utf-8", maxlinelen=LINE, header_name=header).encode(linesep="\r\n")


def _header(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode("ascii")


def _alternatives(parts: Sequence[Part]) -> bytes:
    """The simplest first: a mail program shows the last that it understands. Source: RFC 2046, 5.1.4."""
    boundary = f"=={secrets.token_hex(16)}=="
    return b"".join(
        [
            _header("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
            b"\r\n",
            *(b"--%b\r\n%b" % (boundary.encode(), _part(part)) for part in parts),
            f"--{boundary}--\r\n".encode(),
        ]
    )


def _part(part: Part) -> bytes:
    encoded = binascii.b2a_qp(f"{part.text.rstrip()}\n".encode(), istext=True)
    return b"".join(
        [
            _header("Content-Type", f'{part.type}; charset="utf-8"'),
            _header("Content-Transfer-Encoding", "quoted-printable"),
            b"\r\n",
            encoded.replace(b"\n", b"\r\n"),
            b"\r\n",
        ]
    )
