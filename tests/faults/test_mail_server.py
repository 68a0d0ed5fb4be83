"""What mail servers do."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from standing_local.ports import HOST
from tests.faults.case import Case, Faults
from tests.support.eventually import eventually
from tests.support.mailbox import HANG_UP, SAY_NOTHING, Command


async def booked_and_told(case: Case) -> None:
    await case.book()
    await case.comes_to_rest()


@pytest.mark.parametrize(
    ("command", "answer"),
    [("MAIL", "451 later"), ("RCPT", "450 busy"), ("DATA", "452 no room"), ("DOT", "451 not now")],
)
@pytest.mark.faults
async def test_the_mail_server_says_not_now(faults: Faults, command: Command, answer: str) -> None:
    async with faults.case(f"SMTP: {answer[:3]}, 4 times", f"at {command}") as case:
        await booked_and_told(case)
        case.stack.mailbox.answers(command, *[answer] * 4)
        await case.remind()


@pytest.mark.faults
async def test_the_mail_server_turns_the_installation_away(faults: Faults) -> None:
    async with faults.case("SMTP: 554", "at the greeting") as case:
        await booked_and_told(case)
        await case.stack.notifications.stop()
        case.stack.mailbox.greeting = "554 go away"
        before = case.stack.mailbox.connections
        await case.stack.notifications.start()
        await case.remind()
        await eventually(lambda: turned_away(case, before), within=60)
        case.stack.mailbox.greeting = None


async def turned_away(case: Case, before: int) -> bool:
    return case.stack.mailbox.connections > before


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.faults
async def test_the_mail_server_refuses_one_message_for_good(faults: Faults, command: Command) -> None:
    async with faults.case("SMTP: 550, once", f"at {command}", refused=1) as case:
        await booked_and_told(case)
        case.stack.mailbox.answers(command, "550 never")
        await case.remind()


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("fault", "words"), [(SAY_NOTHING, "hangs"), (HANG_UP, "hangs up")])
@pytest.mark.faults
async def test_the_mail_server_breaks_off(faults: Faults, command: Command, fault: str, words: str) -> None:
    async with faults.case(f"SMTP: the server {words}, twice", f"at {command}") as case:
        await booked_and_told(case)
        await case.stack.notifications.stop()
        case.stack.mailbox.answers(command, fault, fault)
        await case.stack.notifications.start()
        await case.remind()


@pytest.mark.faults
async def test_nobody_answers_on_the_mail_servers_port(faults: Faults) -> None:
    async with faults.case("SMTP: connections refused", "while messages are due") as case:
        await booked_and_told(case)
        way = case.stack.notifications.smtp
        way.cut()
        before = way.made
        await case.remind()
        await eventually(lambda: more_than(case, before), within=60)
        way.mend()


async def more_than(case: Case, before: int) -> bool:
    return case.stack.notifications.smtp.made > before


@pytest.mark.parametrize(("fault", "words"), [(SAY_NOTHING, "says nothing"), (HANG_UP, "hangs up")])
@pytest.mark.faults
async def test_the_answer_after_the_last_dot_is_lost(faults: Faults, fault: str, words: str) -> None:
    """Nobody can know whether the message was taken: it goes once more, with the same Message-ID."""
    async with faults.case(f"SMTP: the server {words}, once", "after the last dot", copies=1) as case:
        await booked_and_told(case)
        case.stack.mailbox.answers("DOT", fault)
        await case.remind()


@pytest.mark.faults
async def test_the_connection_is_lost_in_the_middle_of_a_mail(faults: Faults) -> None:
    async with faults.case("SMTP: connection lost, once", "in mid-DATA") as case:
        await booked_and_told(case)
        trap = case.stack.notifications.smtp.close_at(rb"Subject:")
        await case.remind()
        await trap.caught()


@pytest.mark.parametrize(("security", "words"), [("tls", "its certificate is nobody's"), ("starttls", "no STARTTLS")])
@pytest.mark.faults
async def test_nothing_goes_to_a_mail_server_that_is_not_the_one(
    faults: Faults, tmp_path: Path, security: str, words: str
) -> None:
    async with (
        faults.case(f"SMTP: wrong server ({words})", "while messages are due") as case,
        Impostor.at(tmp_path) as impostor,
    ):
        await booked_and_told(case)
        worker = case.stack.notifications
        await worker.stop()
        port = impostor.port if security == "tls" else case.stack.mailbox.port
        trusting = {**worker.program.environment, "STANDING_SMTP_SECURITY": security, "STANDING_SMTP_PORT": str(port)}
        mails = len(case.stack.mailbox.mails)
        connections = case.stack.mailbox.connections
        await worker.begin(replace(worker.program, environment=trusting))
        await worker.is_ready()
        await case.remind()

        async def came_to_it() -> bool:
            return impostor.connections + case.stack.mailbox.connections - connections > 0

        await eventually(came_to_it, within=60)
        await worker.stop()
        assert impostor.heard == b""
        assert len(case.stack.mailbox.mails) == mails


class Impostor:
    """Somebody who listens where the mail server should, with a certificate that nobody vouches for."""

    def __init__(self) -> None:
        self.heard = b""
        self.connections = 0
        self.port = 0

    @classmethod
    @asynccontextmanager
    async def at(cls, directory: Path) -> AsyncIterator["Impostor"]:
        impostor = cls()
        server = await asyncio.start_server(impostor._opened, HOST)
        impostor.port = server.sockets[0].getsockname()[1]
        impostor._context = await asyncio.to_thread(_context, directory)
        yield impostor
        server.close()

    async def _opened(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await writer.start_tls(self._context)
            writer.write(b"220 mail.test\r\n")
            while chunk := await reader.read(1000):
                self.heard += chunk
        except (OSError, ssl.SSLError):
            pass
        finally:
            writer.close()

    _context: ssl.SSLContext


def _context(directory: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    file = directory / "mail.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
