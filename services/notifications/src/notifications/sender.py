"""Hands mails to the mail server, over connections that are kept. Source: RFC 5321."""

import asyncio
import random
import re
import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

import structlog
from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from messaging.mail_address import NoMailAddress, mail_address_in_ascii
from notifications.domain.mail import Mail
from notifications.domain.outcome import Delivered, KeptBack, Outcome, Postponed, Refused, Unanswered
from notifications.mail import mime
from notifications.metrics import NOT_REACHED

log = structlog.get_logger(__name__)

IDLE: Final = 30.0  # seconds after which a kept connection is not used again
QUIET: Final = 1.0  # seconds after which a kept connection is asked whether it still answers
MAILS: Final = 100  # on one connection: servers limit them
WORDS: Final = 500  # characters of a server's answer that are kept
AWAY: Final = (1, 2, 5, 10, 20, 30)  # seconds of rest after the first failure to reach it, the second …; at most

_START_INPUT = 354
_COMPLETED = 250

type Compose = Callable[[], Awaitable[Mail | None]]
type HandOver = Callable[[], Awaitable[float | None]]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails go, over `connections` at once. `timeout`, in seconds, is that of each step: to connect, to name
    sender and recipient, to hand the mail over."""

    host: str
    port: int
    security: Literal["none", "starttls", "tls"]
    username: str | None
    password: str | None
    timeout: float
    connections: int
    mail_from: str

    @property
    def domain(self) -> str:
        return self.mail_from.rpartition("@")[2]


class Sender:
    def __init__(self, server: MailServer, *, now: Callable[[], datetime]) -> None:
        self._server = server
        self._now = now
        self._idle: list[_Connection] = []
        self._free = asyncio.Semaphore(server.connections)
        self._failures = 0
        self._away_until: datetime | None = None

    @property
    def domain(self) -> str:
        """That of the sender's address."""
        return self._server.domain

    @property
    def connections(self) -> int:
        """How many mails can be on their way at once."""
        return self._server.connections

    @property
    def timeout(self) -> float:
        """How long it may take to hand a mail over, in seconds."""
        return self._server.timeout

    async def is_there(self) -> bool:
        """Whether the mail server can be reached, as far as is known; after a failure it is left in peace for a while,
        and then tried without any message."""
        if self._away_until is None:
            return True
        if self._now() < self._away_until or self._free.locked():
            return False
        async with self._free:
            try:
                self._idle.append(await self._connect())
            except _NotReached:
                return False
        return True

    async def deliver(self, compose: Compose, hand_over: HandOver) -> Outcome | None:
        """Offer one mail. None where `compose` or `hand_over` kept it back.

        `compose` is asked once there is a connection, so that the mail says what is so when it goes, and `hand_over`
        just before the mail itself does: it answers until when, by the monotonic clock, that can begin.
        """
        async with self._free:
            while True:
                try:
                    connection = self._idle_connection() or await self._connect()
                except _NotReached as error:
                    return error.outcome
                try:
                    return await self._deliver_over(connection, compose, hand_over)
                except _Gone:  # the server had closed it meanwhile: no message has anything to do with it
                    continue

    async def _deliver_over(self, connection: "_Connection", compose: Compose, hand_over: HandOver) -> Outcome | None:
        mail: Mail | None = None
        outcome: Outcome | None = None
        keep = False
        try:
            await self._make_sure(connection)
            mail = await compose()
            outcome = await self._offer(connection, mail, hand_over) if mail else None
            keep = connection.smtp.is_connected
        finally:
            connection.mails += 1
            connection.used_at = time.monotonic()
            connection.in_order = connection.in_order and (mail is None or isinstance(outcome, Delivered))
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

    def _idle_connection(self) -> "_Connection | None":
        while self._idle:
            connection = self._idle.pop()
            if time.monotonic() - connection.used_at < IDLE:
                return connection
            connection.smtp.close()
        return None

    async def _make_sure(self, connection: "_Connection") -> None:
        """That it still answers, and that nothing is left of the mail before. Raises _Gone."""
        if connection.in_order and time.monotonic() - connection.used_at < QUIET:
            return
        try:
            async with asyncio.timeout(self._server.timeout):
                await connection.smtp.rset()
        except (SMTPException, OSError, TimeoutError) as error:
            connection.smtp.close()
            raise _Gone from error
        connection.in_order = True

    async def _connect(self) -> "_Connection":
        """Raises _NotReached."""
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
            self._rest()
            raise _NotReached(_not_reached(error)) from error
        self._failures, self._away_until = 0, None
        return _Connection(smtp)

    def _rest(self) -> None:
        """Leave the mail server in peace. Connections that fail at the same time are one failure."""
        if self._away_until is not None and self._now() < self._away_until:
            return
        pause = AWAY[min(self._failures, len(AWAY) - 1)] * random.uniform(0.75, 1)  # noqa: S311 no secret
        self._failures += 1
        self._away_until = self._now() + timedelta(seconds=pause)
        log.warning("the mail server cannot be reached; no message is tried meanwhile", seconds=round(pause, 1))

    async def _offer(self, connection: "_Connection", mail: Mail, hand_over: HandOver) -> Outcome | None:
        smtp = connection.smtp
        try:
            recipient = mail_address_in_ascii(mail.recipient_address)
            content = self._content(mail, recipient)
        except NoMailAddress as error:
            return Refused("address_not_valid", str(error)[:WORDS])
        try:
            async with asyncio.timeout(self._server.timeout):
                await _begin(connection, self._server.mail_from)
                await smtp.rcpt(recipient)
        except SMTPResponseException as error:
            return _answered(error)
        except (SMTPException, OSError, TimeoutError) as error:
            smtp.close()
            return _no_answer(error)
        begin_by = await hand_over()
        if begin_by is None:
            return None
        return await self._hand_over(smtp, content, begin_by)

    def _content(self, mail: Mail, recipient: str) -> bytes:
        """As it goes over the wire. Source: RFC 5321, 4.5.2."""
        reply_to = None
        with suppress(NoMailAddress):  # a clinic's bad address keeps no mail back
            reply_to = mail_address_in_ascii(mail.reply_to) if mail.reply_to else None
        content = mime.message(
            mail, sender=self._server.mail_from, recipient=recipient, reply_to=reply_to, now=self._now()
        )
        return re.sub(rb"^\.", b"..", content, flags=re.MULTILINE)

    async def _hand_over(self, smtp: SMTP, content: bytes, begin_by: float) -> Outcome:
        assert smtp.protocol is not None
        last_dot = False
        try:
            async with asyncio.timeout(self._server.timeout):
                answer = await smtp.execute_command(b"DATA")
                if answer.code != _START_INPUT:
                    raise SMTPDataError(answer.code, answer.message)
                # Whoever was stopped for longer than the lease lasts finds here that another may have the message.
                if time.monotonic() > begin_by:
                    smtp.close()
                    return KeptBack(noted=True)
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


class _Connection:
    def __init__(self, smtp: SMTP) -> None:
        self.smtp = smtp
        self.mails = 0
        self.in_order = True
        self.used_at = time.monotonic()


class _Gone(Exception):
    """A kept connection was closed by the other side."""


class _NotReached(Exception):
    def __init__(self, outcome: Postponed) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


async def _begin(connection: "_Connection", sender: str) -> None:
    """Raises _Gone where a kept connection turns out to be closed."""
    try:
        await connection.smtp.mail(sender)
    except (SMTPServerDisconnected, ConnectionError) as error:
        if connection.mails == 0:
            raise
        connection.smtp.close()
        raise _Gone from error


def _not_reached(error: Exception) -> Postponed:
    why = _why_not_reached(error)
    NOT_REACHED.labels(why.reason).inc()
    return why


def _why_not_reached(error: Exception) -> Postponed:
    """A 5xx before MAIL FROM says nothing of the message: it is the installation that the server does not want."""
    if isinstance(error, SMTPResponseException) and error.code >= 500:
        words = f"{error.code} {error.message}"[:WORDS]
    elif _is_of_settings(error):
        words = f"{type(error).__name__}: {error}"[:WORDS]
    else:
        return _no_answer(error)
    log.critical("the mail server turns this installation away", words=words, alert=True)
    return Postponed("mail_server_turns_away", words)


def _is_of_settings(error: BaseException | None) -> bool:
    """Nor is a certificate that does not fit any message's fault, or a server that has no TLS or wants no login."""
    if type(error) in (SMTPException, SMTPNotSupported):
        return True
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _answered(error: SMTPResponseException, *, after_data: bool = False) -> Outcome:
    words = f"{error.code} {error.message}"[:WORDS]
    if 500 <= error.code < 600:
        return Refused("mail_server_refused", words)
    return Postponed("mail_server_busy", words, after_data)


def _no_answer(error: Exception, *, after_data: bool = False) -> Postponed:
    return Postponed("mail_server_not_reached", f"{type(error).__name__}: {error}"[:WORDS], after_data)
