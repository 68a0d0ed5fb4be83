"""A reader of mails that knows nothing of the one who wrote them: `postal-mime`."""

import json
import subprocess
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from standing_local.node import node

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Read:
    """Whom each header names, as (name, address)."""

    sender: list[tuple[str, str]]
    recipient: list[tuple[str, str]]
    reply_to: list[tuple[str, str]]
    subject: str
    text: str
    html: str
    headers: list[str]


def read_by_node(mails: Sequence[bytes]) -> list[Read]:
    asked = subprocess.run(  # noqa: S603
        [node(), _HERE / "read_mail.mjs"],
        input=json.dumps([b64encode(mail).decode() for mail in mails]),
        check=True,
        capture_output=True,
        text=True,
        cwd=_HERE,
    )
    found: list[dict[str, Any]] = json.loads(asked.stdout)
    return [
        Read(
            sender=_mailboxes(each["from"]),
            recipient=_mailboxes(each["to"]),
            reply_to=_mailboxes(each["reply_to"]),
            subject=each["subject"],
            text=each["text"],
            html=each["html"],
            headers=each["headers"],
        )
        for each in found
    ]


def _mailboxes(found: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(each["name"], each["address"]) for each in found]
