"""Hands mails to the mail server, over connections that are kept. Source: RFC 5321."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Final, Literal

import structlog
from aiosmtplib import SMTP, SMTPDataError, SMTPException, SMTPResponseException

from notifications.domain.mail import Mail
from notifications.domain.outcome import Delivered, Outcome, Postponed, Refused, Unanswered

log = structlog.get_logger(__name__)

IDLE: Final = 30.0  # seconds after which a kept connection is not used again
MAILS: Final = 100  # on one connection: servers limit them
WORDS: Final = 500  # characters of a server's answer that are kept
STEPS: Final = 3  # connect, name sender and recipient, hand over: each has the time-out for itself

_START_INPUT = 354
_COMPLETED = 250

type Compose = Callable[[], Awaitable[Mail | None]]
type HandOver = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails go. `timeout`, in seconds, is that of each of the STEPS."""

    host: str
    port: int
    security: Literal["none", "starttls", "tls"]
    username: str | None
    password: str | None
    timeout: float
    mail_from: str

    @property
    def domain(self) -> str:
        return self.mail_from.rpartition("@")[2]


class Sender:
    def __init__(self, server: MailServer, *, now: Callable[[], datetime]) -> None:
        self._server = server
        self._now = now
        self._idle: list[_Connection] = []

    @property
    def domain(self) -> str:
        """That of the sender's address."""
        return self._server.domain

    @property
    def timeout(self) -> timedelta:
        """How long a message can take to be handed over."""
        return timedelta(seconds=self._server.timeout)

    async def deliver(self, compose: Compose, hand_over: HandOver) -> Outcome | None:
        """Offer one mail. None where `compose` or `hand_over` kept it back.

        `compose` is asked once there is a connection, so that the mail says what is so when it goes, and `hand_over`
        just before the mail itself does.
        """
        try:
            connection = await self._connect()
        except _NotReached as error:
            return error.outcome
        keep = False
        try:
            mail = await compose()
            outcome = await self._offer(connection.smtp, mail, hand_over) if mail else None
            keep = connection.smtp.is_connected
        finally:
            connection.mails += 1
            connection.used_at = time.monotonic()
            if keep and connection.mails < MAILS:
                self._idle.append(connection)
            else:
                connection.smtp.close()
        return outcome

    async def close(self) -> None:
        """Take leave of the mail server."""
        while self._idle:
            connection = self._idle.pop()
            with suppress(SMTPException, OSError, TimeoutError):
                await connection.smtp.quit(timeout=1)
            connection.smtp.close()

    async def _connect(self) -> "_Connection":
        """A kept connection that still answers, or a new one. Raises _NotReached."""
        while self._idle:
            connection = self._idle.pop()
            if time.monotonic() - connection.used_at < IDLE and await _still_answers(connection.smtp, self._server):
                return connection
            connection.smtp.close()
        server = self._server
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            local_hostname=server.domain,
            timeout=server.timeout,
        )
        try:
            async with asyncio.timeout(server.timeout):
                await smtp.connect()
                await smtp.ehlo()
        except (SMTPException, OSError, TimeoutError) as error:
            smtp.close()
            raise _NotReached(_why_not_reached(error)) from error
        return _Connection(smtp)

    async def _offer(self, smtp: SMTP, mail: Mail, hand_over: HandOver) -> Outcome | None:
        try:
            recipient = _in_ascii(mail.recipient_address)
            content = self._written(mail, recipient)
        except (ValueError, IndexError, MessageError) as error:
            return Refused("address_not_valid", f"{type(error).__name__}: {error}"[:WORDS])
        try:
            async with asyncio.timeout(self._server.timeout):
                await smtp.mail(self._server.mail_from)
                await smtp.rcpt(recipient)
        except SMTPResponseException as error:
            return _answered(error)
        except (SMTPException, OSError, TimeoutError) as error:
            smtp.close()
            return _no_answer(error)
        if not await hand_over():
            return None
        return await self._hand_over(smtp, content)

    async def _hand_over(self, smtp: SMTP, content: bytes) -> Outcome:
        assert smtp.protocol is not None
        last_dot = False
        try:
            async with asyncio.timeout(self._server.timeout):
                answer = await smtp.execute_command(b"DATA")
                if answer.code != _START_INPUT:
                    raise SMTPDataError(answer.code, answer.message)
                last_dot = True
                smtp.protocol.write(content + b".\r\n")
                answer = await smtp.protocol.read_response()
                if answer.code != _COMPLETED:
                    raise SMTPDataError(answer.code, answer.message)
        except SMTPResponseException as error:
            return _answered(error, after_data=True)
        except (SMTPException, OSError, TimeoutError) as error:
            smtp.close()
            return Unanswered() if last_dot else _no_answer(error, after_data=True)
        return Delivered()

    def _written(self, mail: Mail, recipient: str) -> bytes:
        """As it goes over the wire. Raises ValueError, IndexError or MessageError for an address that is none."""
        message = EmailMessage(policy=SMTP_POLICY)
        message["Message-ID"] = mail.message_id
        message["Date"] = self._now()
        message["From"] = Address(mail.sender_name, addr_spec=self._server.mail_from)
        message["To"] = Address(mail.recipient_name, addr_spec=recipient)
        with suppress(ValueError, IndexError, MessageError):  # a clinic's bad address keeps no mail back
            if mail.reply_to:
                message["Reply-To"] = Address(mail.sender_name, addr_spec=_in_ascii(mail.reply_to))
        message["Subject"] = mail.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text, cte="quoted-printable")
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
        return re.sub(rb"^\.", b"..", message.as_bytes(), flags=re.MULTILINE)


class _Connection:
    def __init__(self, smtp: SMTP) -> None:
        self.smtp = smtp
        self.mails = 0
        self.used_at = time.monotonic()


class _NotReached(Exception):
    def __init__(self, outcome: Postponed) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def _in_ascii(address: str) -> str:
    """Any domain has an ASCII form; what stands before the @ has none (without SMTPUTF8). Raises ValueError."""
    name, at, domain = address.strip().rpartition("@")
    if not name or not at or not domain:
        raise ValueError("An address has an @ with something on both sides.")
    return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"


async def _still_answers(smtp: SMTP, server: MailServer) -> bool:
    try:
        async with asyncio.timeout(server.timeout):
            await smtp.rset()
    except (SMTPException, OSError, TimeoutError):
        return False
    return True


def _why_not_reached(error: Exception) -> Postponed:
    """A 5xx before MAIL FROM says nothing of the message: it is the installation that the server does not want."""
    if isinstance(error, SMTPResponseException) and error.code >= 500:
        words = f"{error.code} {error.message}"[:WORDS]
        log.critical("the mail server turns this installation away", words=words, alert=True)
        return Postponed("mail_server_turns_away", words)
    return _no_answer(error)


def _answered(error: SMTPResponseException, *, after_data: bool = False) -> Outcome:
    words = f"{error.code} {error.message}"[:WORDS]
    if 500 <= error.code < 600:
        return Refused("mail_server_refused", words)
    return Postponed("mail_server_busy", words, after_data)


def _no_answer(error: Exception, *, after_data: bool = False) -> Postponed:
    return Postponed("mail_server_not_reached", f"{type(error).__name__}: {error}"[:WORDS], after_data)
