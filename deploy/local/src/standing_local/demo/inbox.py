import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Mail:
    """As it was sent, taken apart: the text, the HTML, and whatever else of it can be read (a calendar, say)."""

    message_id: str
    subject: str
    text: str
    html: str
    attachments: Sequence[str]

    @property
    def parts(self) -> Sequence[str]:
        return (self.text, self.html, *self.attachments)

    @classmethod
    def parsed(cls, source: bytes) -> "Mail":
        message = email.message_from_bytes(source, policy=email.policy.default)
        text, html = message.get_body(("plain",)), message.get_body(("html",))
        return cls(
            message_id=str(message["Message-ID"]),
            subject=str(message["Subject"]),
            text=text.get_content() if text else "",
            html=html.get_content() if html else "",
            attachments=[
                part.get_content() for part in message.iter_attachments() if part.get_content_maintype() == "text"
            ],
        )


class Inbox:
    """A client's, in the mail catcher."""

    def __init__(self, catcher: httpx.AsyncClient, address: str) -> None:
        self._catcher = catcher
        self._address = address

    async def mails(self) -> list[Mail]:
        found = (await self._catcher.get("/api/email", params={"to.address": self._address})).raise_for_status()
        sources = [await self._catcher.get(f"/api/email/{mail['id']}/source") for mail in found.json()]
        return [Mail.parsed(source.raise_for_status().content) for source in sources]


def links_in(text: str) -> set[str]:
    return set(re.findall(r"https?://[^\s\"<>]+/v/[\w-]+", text))
