"""A real mail server for tests, which can also fail as mail servers do."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal, cast

import pytest
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

type Command = Literal["EHLO", "MAIL", "RCPT", "DATA", "DOT"]

HANG_UP = "hang up"
SAY_NOTHING = "say nothing"


@dataclass(frozen=True, slots=True)
class Received:
    """A mail as a mail program reads it."""

    sender: str
    recipients: list[str]
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, subtype: Literal["plain", "html"]) -> str:
        part = self.message.get_body((subtype,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class Mailbox:
    """`mails` is what was taken over. `answers` are given once each, in order, before it behaves again.

    With `certificate` it offers STARTTLS. `breaks_off` cuts so many connections in the middle of a mail.
    """

    mails: list[Received] = field(default_factory=list)
    connections: int = 0
    greeting: str | None = None
    certificate: ssl.SSLContext | None = None
    breaks_off: int = 0
    port: int = 0
    _answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _before: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    _server: asyncio.Server | None = None
    _sessions: "list[_Session]" = field(default_factory=list)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def to(self, address: str) -> list[Received]:
        return [mail for mail in self.mails if mail.recipients == [address]]

    def answers(self, command: Command, *answers: str) -> None:
        """DOT is the end of a message: it has been taken over by then, and whoever hears no answer cannot know."""
        self._answers[command] += answers

    def before(self, command: Command, happens: Callable[[], Awaitable[None]]) -> None:
        """Once, before this command is answered."""
        self._before[command] = happens

    async def open(self) -> None:
        self._server = await asyncio.get_running_loop().create_server(self._protocol, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Nobody answers on its port any more."""
        assert self._server is not None
        self._released.set()
        self._server.close()
        for session in self._sessions:
            session.hang_up()
        await self._server.wait_closed()

    def _protocol(self) -> "_Session":
        self.connections += 1
        self._sessions.append(_Session(self))
        return self._sessions[-1]

    async def answer(self, command: Command, session: "_Session") -> str | None:
        """The fault that comes next; None where there is none."""
        if happens := self._before.pop(command, None):
            await happens()
        coming = self._answers[command]
        fault = coming.pop(0) if coming else None
        if fault == SAY_NOTHING:
            await self._released.wait()
        if fault == HANG_UP:
            session.hang_up()
        return fault

    # aiosmtpd asks these of a handler.

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, _: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        if fault := await self.answer("EHLO", server):
            return [fault]
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, _: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if fault := await self.answer("MAIL", server):
            return fault
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, _: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if fault := await self.answer("RCPT", server):
            return fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _: Any, envelope: Any) -> str:  # noqa: N802
        fault = await self._fault_at_the_end(server, envelope)
        return fault or "250 taken"

    async def _fault_at_the_end(self, server: "_Session", envelope: Any) -> str | None:
        coming = self._answers["DOT"][:1]
        if not coming or coming[0] in (HANG_UP, SAY_NOTHING):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append(Received(envelope.mail_from, list(envelope.rcpt_tos), message))
        return await self.answer("DOT", server)


class _Session(SMTP):
    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(
            mailbox, hostname="mail.test", loop=asyncio.get_running_loop(), tls_context=mailbox.certificate
        )
        self._mailbox = mailbox
        self._receives_mail = False

    def connection_made(self, transport: Any) -> None:
        if self._mailbox.greeting == SAY_NOTHING:
            self.transport = transport  # to hang up by
            return
        if self._mailbox.greeting is not None:
            transport.write(f"{self._mailbox.greeting}\r\n".encode())
            transport.close()
            return
        super().connection_made(transport)

    def hang_up(self) -> None:
        if self.transport is not None:
            cast("asyncio.Transport", self.transport).abort()

    def connection_lost(self, error: Exception | None) -> None:
        if self._mailbox.greeting != SAY_NOTHING:
            super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        if self._receives_mail and self._mailbox.breaks_off:
            self._mailbox.breaks_off -= 1
            self.hang_up()
            return
        super().data_received(data)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if fault := await self._mailbox.answer("DATA", self):
            await self.push(fault)
            return
        self._receives_mail = True
        try:
            await super().smtp_DATA(arg)
        finally:
            self._receives_mail = False


def certificate_of(name: str, directory: Path) -> ssl.SSLContext:
    """Signed by nobody whom anyone trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = directory / "certificate.pem"
    file.write_bytes(
        certificate.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    await mailbox.open()
    yield mailbox
    await mailbox.close()
