"""What is done from a shell: `notifications resync` and `restored`; and what `doctor` looks at beside what all services
have: the mail server."""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from aiokafka.errors import KafkaError
from aiosmtplib import SMTP, SMTPException
from pydantic import ValidationError

from contracts.communications import CommunicationsChanged
from contracts.event import read
from contracts.keyring import CannotRead
from contracts.topics import NOTIFICATIONS_EVENTS
from messaging.authenticity import NotAuthentic, SigningKeys
from messaging.database import UNAVAILABLE, Connection
from messaging.doctor import Finding
from messaging.errors import CommandFailed
from messaging.record import header, practice_of
from messaging.telling_again import TellingAgain, Wanted, begin_anew, moment
from messaging.topic_reader import TopicReader, reading
from notifications.commands.take_over_told import take_over_told
from notifications.commands.tell_again import tell_messages_again
from notifications.domain.communication import Communication
from notifications.events import told_from
from notifications.installation import Installation
from notifications.lookups import find_known_series
from notifications.settings import Settings

log = structlog.get_logger(__name__)


def add_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    create_installation: Callable[[Settings], Installation],
) -> None:
    telling = TellingAgain(find_known_series, partial(_tell, create_installation))
    telling.add_commands(commands)
    restored = commands.add_parser(
        "restored", help="this database came back from a backup: take over what went since, and tell all as new"
    )
    restored.add_argument(
        "--from", dest="since", type=moment, required=True, metavar="TIME", help="when the backup was taken, or before"
    )
    restored.add_argument(
        "--may-repeat",
        action="store_true",
        help="where the topic does not reach back so far: what went and is not known may be sent once more",
    )
    restored.set_defaults(run=partial(_run_restored, create_installation, telling))


async def _run_restored(
    create_installation: Callable[[Settings], Installation], telling: TellingAgain, arguments: argparse.Namespace
) -> None:
    """Until it has ended, nothing is sent. Raises CommandFailed."""
    settings = Settings()
    installation = create_installation(settings)
    try:
        async with (
            settings.database(connections=1) as database,
            reading(
                NOTIFICATIONS_EVENTS, bootstrap=settings.kafka_bootstrap, security=settings.kafka_security()
            ) as topic,
        ):
            if not arguments.may_repeat and not await topic.holds_all_since(arguments.since):
                raise CommandFailed(
                    f"{NOTIFICATIONS_EVENTS} does not hold all that was told since {arguments.since.isoformat()}: some "
                    "of what went is not known. Nothing was done; with --may-repeat that may be sent once more."
                )
            told = await _told_since(
                topic, arguments.since, SigningKeys(settings.notifications_signing_keys), installation
            )
            taken_over = 0
            for practice_id, messages in told.items():
                async with database.transaction(practice_id) as connection:
                    taken_over += await take_over_told(connection, practice_id, messages, installation=installation)
            await begin_anew(database, whole=True)
            series = await telling.told(database, Wanted())
            print(f"Taken over: {taken_over} messages. Told again: series {series}.")
    except UNAVAILABLE as error:
        raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error
    except KafkaError as error:
        raise CommandFailed(f"Kafka: {error}") from error


async def _told_since(
    topic: TopicReader, since: datetime, signing: SigningKeys, installation: Installation
) -> dict[UUID, list[Communication]]:
    """By practice. What cannot be read, or is wrongly signed, was told by nobody here."""
    told = defaultdict[UUID, list[Communication]](list)
    async for record in topic.since(since):
        practice_id = practice_of(record)
        if practice_id is None or header(record, "ce_type") != CommunicationsChanged.type or record.value is None:
            continue
        try:
            signing.verify(record)
            subject = header(record, "ce_subject") or ""
            changed = read(CommunicationsChanged, record.value, practice_id=practice_id, subject=subject)
            told[practice_id] += told_from(changed, keys=installation.transit_keys)
        except (NotAuthentic, ValidationError, CannotRead) as error:
            log.warning("a record was passed over", offset=record.offset, error=type(error).__name__)
    return told


def _tell(
    create_installation: Callable[[Settings], Installation],
) -> Callable[[Connection, UUID, Sequence[UUID]], Coroutine[Any, Any, None]]:
    installation = create_installation(Settings())

    async def of_practice(connection: Connection, practice_id: UUID, series_ids: Sequence[UUID]) -> None:
        now = installation.now()
        await tell_messages_again(connection, practice_id, series_ids, now=now, installation=installation)

    return of_practice


async def checks(settings: Settings) -> AsyncIterator[Finding]:
    yield await _mail_server(settings)


async def _mail_server(settings: Settings) -> Finding:
    """As the sender greets it, with TLS and a user where these are set. No mail is sent."""
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    smtp = SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        local_hostname=settings.mail_from.rpartition("@")[2],
        timeout=settings.smtp_timeout,
    )
    try:
        async with asyncio.timeout(settings.smtp_timeout):
            await smtp.connect()
            answer = await smtp.ehlo()
            await smtp.quit()
    except (SMTPException, OSError, TimeoutError) as error:
        said = f"{server}: {type(error).__name__}"
        return Finding("mail server", "bad", said, "Are STANDING_SMTP_HOST, _PORT, _SECURITY and the user right?")
    finally:
        smtp.close()
    return Finding("mail server", "ok", f"{server} greets with {answer.code}")
