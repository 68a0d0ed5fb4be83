"""What is done from a shell: `notifications resync`, `restored` and `in-doubt`; and what `doctor` looks at beside what
all services have: the mail server."""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self
from uuid import UUID

import structlog
from aiokafka.errors import KafkaError
from aiosmtplib import SMTP, SMTPException
from pydantic import ValidationError

from contracts.communications import CommunicationsChanged, CommunicationsChangedV2
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
from notifications.commands.settle_doubt import settle_doubt
from notifications.commands.take_over_told import take_over_told
from notifications.commands.tell_again import tell_messages_again
from notifications.domain.communication import Communication
from notifications.events import told_from
from notifications.installation import Installation
from notifications.lookups import find_in_doubt, find_known_series
from notifications.settings import Settings
from notifications.store.communications import lock_communications
from notifications.store.doubt import keep_doubt

log = structlog.get_logger(__name__)

type _Told = CommunicationsChanged | CommunicationsChangedV2
_TOLD: dict[str, type[_Told]] = {event.type: event for event in (CommunicationsChanged, CommunicationsChangedV2)}


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
    restored.set_defaults(run=partial(_run_restored, create_installation, telling))
    in_doubt = commands.add_parser(
        "in-doubt", help="messages that may have gone before this database came back, and are held"
    ).add_subparsers(required=True, metavar="COMMAND")
    in_doubt.add_parser("list", help="one line each, the first due first").set_defaults(
        run=partial(_run_in_doubt, create_installation, goes=None)
    )
    for command, help, goes in (
        ("release", "have them go, once more perhaps", True),
        ("drop", "give them up", False),
    ):
        settle = in_doubt.add_parser(command, help=f"{help}: one, or all that are alike")
        settle.add_argument("id", type=UUID, nargs="?")
        settle.add_argument("--practice", type=UUID, metavar="ID", help="all of this practice")
        settle.add_argument("--series", type=UUID, metavar="ID", help="all of this series")
        settle.add_argument("--trigger", help="all of this trigger, as `list` shows it")
        settle.add_argument("--all", action="store_true")
        settle.set_defaults(run=partial(_run_in_doubt, create_installation, goes=goes))


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
            now = installation.now()
            known_since = await topic.holds_all_since() or now
            told = await _told_since(
                topic, arguments.since, SigningKeys(settings.notifications_signing_keys), installation
            )
            taken_over = 0
            for practice_id, messages in told.items():
                async with database.transaction(practice_id) as connection:
                    taken_over += await take_over_told(connection, practice_id, messages, installation=installation)
            if known_since > arguments.since:
                async with database.transaction() as connection:
                    await keep_doubt(connection, due_by=known_since)
            await begin_anew(database, whole=True)
            series = await telling.told(database, Wanted())
            print(f"Taken over: {taken_over} messages. Told again: series {series}.")
            if known_since > arguments.since:
                print(
                    f"{NOTIFICATIONS_EVENTS} does not hold what was told before {known_since.isoformat()}. What was "
                    "due by then and is not known to have gone is held: see `notifications in-doubt list`."
                )
    except UNAVAILABLE as error:
        raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error
    except KafkaError as error:
        raise CommandFailed(f"Kafka: {error}") from error


async def _run_in_doubt(
    create_installation: Callable[[Settings], Installation], arguments: argparse.Namespace, *, goes: bool | None
) -> None:
    """`goes`: whether they are to go or not; None: they are listed. Raises CommandFailed."""
    settings = Settings()
    installation = create_installation(settings)
    try:
        async with settings.database(connections=1) as database:
            async with database.transaction() as connection:
                practices = defaultdict[UUID, list[UUID]](list)
                for practice_id, message_id in await find_in_doubt(connection):
                    practices[practice_id].append(message_id)
            wanted = None if goes is None else _Wanted.of(arguments)
            found = 0
            for practice_id, ids in practices.items():
                async with database.transaction(practice_id) as connection:
                    locked = await lock_communications(connection, ids, keys=installation.keys)
                    messages = [each for _, each in locked if each.is_in_doubt]
                    if wanted is not None:
                        chosen = [each.id for each in messages if wanted.fits(practice_id, each)]
                        messages = await settle_doubt(
                            connection, chosen, goes=bool(goes), now=installation.now(), installation=installation
                        )
                for message in messages:
                    found += 1
                    print(_in_words(practice_id, message))
                    if goes is not None:
                        log.warning("a message in doubt was decided", communication=str(message.id), goes=goes)
            if wanted is not None and not found:
                raise CommandFailed("No message that is in doubt is like that.")
    except UNAVAILABLE as error:
        raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which messages somebody means: each as it is written in the list, or None for any."""

    id: UUID | None
    practice: UUID | None
    series: UUID | None
    trigger: str | None

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Self:
        """Raises CommandFailed."""
        wanted = cls(arguments.id, arguments.practice, arguments.series, arguments.trigger)
        if (wanted == cls(None, None, None, None)) is not arguments.all:
            raise CommandFailed(
                "Name one message, or by --practice, --series and --trigger those that you mean, or --all."
            )
        return wanted

    def fits(self, practice_id: UUID, message: Communication) -> bool:
        wanted = (self.id, self.practice, self.series, self.trigger)
        found = (message.id, practice_id, message.series_id, message.trigger.value)
        return all(each in (None, is_so) for each, is_so in zip(wanted, found, strict=True))


def _in_words(practice_id: UUID, message: Communication) -> str:
    """Nobody's name and address."""
    state = message.status if message.reason is None else f"{message.status} ({message.reason})"
    about = f"appointment {message.appointment_id}" if message.appointment_id else "the whole series"
    due = message.due_at.isoformat(timespec="seconds")
    where = f"practice {practice_id}  series {message.series_id}  {about}"
    return f"{message.id}  due {due}  {message.trigger}  {where}  {state}"


async def _told_since(
    topic: TopicReader, since: datetime, signing: SigningKeys, installation: Installation
) -> dict[UUID, list[Communication]]:
    """By practice. What cannot be read, or is wrongly signed, was told by nobody here."""
    told = defaultdict[UUID, list[Communication]](list)
    async for record in topic.since(since):
        practice_id = practice_of(record)
        told_as = _TOLD.get(header(record, "ce_type") or "")
        if practice_id is None or told_as is None or record.value is None:
            continue
        try:
            signing.verify(record)
            subject = header(record, "ce_subject") or ""
            changed = read(told_as, record.value, practice_id=practice_id, subject=subject)
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
