"""What somebody in operations does from a shell: `<service> parked …`, `park-on`, `accept-gap` and
`demand-signatures`."""

import argparse
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka.security import parse_security

from messaging import gaps, offsets, parking, signature_demand, streaks, trace
from messaging.authenticity import NotAuthentic
from messaging.database import UNAVAILABLE, Connection, Database
from messaging.errors import CommandFailed
from messaging.failures import in_words, printable
from messaging.handlers import Handlers
from messaging.handling import handle
from messaging.left_out import bears_out
from messaging.parking import Parked
from messaging.record import Record, header
from messaging.settings import KafkaSettings, OperationSettings
from messaging.topic_reader import partitions_of, reading

log = structlog.get_logger(__name__)

type Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True, slots=True)
class Operations:
    """The commands of one service. `handlers` are made where a command needs them, with all of the settings."""

    service: str
    handlers: Callable[[], Sequence[Handlers]]

    def add_commands(self, commands: Commands) -> None:
        parked = commands.add_parser("parked", help="events that could not be handled").add_subparsers(
            required=True, metavar="COMMAND"
        )
        parked.add_parser("list", help="one line each, the oldest first").set_defaults(run=self._run(self._list))
        show = parked.add_parser("show", help="headers and value as they came; what is sealed stays sealed")
        show.add_argument("id", type=UUID)
        show.set_defaults(run=self._run(self._show))
        replay = parked.add_parser("replay", help="handle them now; one that fails again stays parked")
        which = replay.add_mutually_exclusive_group(required=True)
        which.add_argument("id", type=UUID, nargs="?")
        which.add_argument("--all", action="store_true", help="the oldest first")
        replay.set_defaults(run=self._run(self._replay))
        discard = parked.add_parser("discard", help="give one up, or all that are alike; the reason goes into the log")
        discard.add_argument("id", type=UUID, nargs="?")
        discard.add_argument("--topic", help="all of this topic")
        discard.add_argument("--type", help="all whose ce_type is this, as `list` shows it")
        discard.add_argument("--why", help="all that were parked for this, as `list` shows it")
        discard.add_argument("--reason", required=True, help="nobody's name: the log keeps it")
        discard.set_defaults(run=self._run(self._discard))
        park_on = commands.add_parser(
            "park-on", help="let a partition go on that stands: what cannot be handled of it is parked, up to an offset"
        )
        park_on.add_argument("topic")
        park_on.add_argument("partition", type=int)
        park_on.add_argument(
            "--to", type=int, required=True, metavar="OFFSET", help="the last for which there is no limit"
        )
        park_on.set_defaults(run=self._run(self._park_on))
        accept = commands.add_parser(
            "accept-gap", help="read a topic on behind events that were lost; have them told again as well"
        )
        accept.add_argument("topic")
        accept.set_defaults(run=self._run(self._accept_gap))
        commands.add_parser(
            "demand-signatures", help="from now on, read nothing from a topic that its producer has not signed"
        ).set_defaults(run=self._run(self._demand_signatures))

    def _run(
        self, command: Callable[[Database, argparse.Namespace], Coroutine[None, None, None]]
    ) -> Callable[[argparse.Namespace], Coroutine[None, None, None]]:
        async def run(arguments: argparse.Namespace) -> None:
            try:
                async with OperationSettings().database(connections=1) as database:
                    await command(database, arguments)
            except UNAVAILABLE as error:
                raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error
            except KafkaError as error:
                raise CommandFailed(f"Kafka: {error}") from error

        return run

    async def _list(self, database: Database, _: argparse.Namespace) -> None:
        for parked_id, practice_id in (await parking.find_parked(database)).items():
            if parked := await parking.load(database, parked_id, practice_id):
                print(_line(parked))

    async def _show(self, database: Database, arguments: argparse.Namespace) -> None:
        parked = await _the(database, arguments.id)
        print(_line(parked))
        for name, value in parked.headers:
            print(f"{_shown(name)}: {_shown(value)}")
        print()
        if parked.left_out:
            print(f"({_left_out(parked)}.)")
        if "value" not in parked.left_out:
            print("(no value)" if parked.value is None else _shown(parked.value))

    async def _replay(self, database: Database, arguments: argparse.Namespace) -> None:
        tables = {table.topic: table for table in self.handlers()}
        if not arguments.all:
            parked = await _the(database, arguments.id)
            if fault := await _replayed(database, tables, parked):
                raise CommandFailed(f"{parked.id} stays parked: {fault}")
            print(f"{parked.id} was handled")
            return
        failed = 0
        for parked_id, practice_id in (await parking.find_parked(database)).items():
            next_one = await parking.load(database, parked_id, practice_id)
            if next_one is None:
                continue
            fault = await _replayed(database, tables, next_one)
            failed += fault is not None
            print(f"{parked_id} {f'stays parked: {fault}' if fault else 'was handled'}")
        if failed:
            raise CommandFailed(f"{failed} stay parked.")

    async def _discard(self, database: Database, arguments: argparse.Namespace) -> None:
        alike = _Alike(arguments.topic, arguments.type, arguments.why)
        if (arguments.id is None) is (alike == _Alike()):
            raise CommandFailed("Name one event, or by --topic, --type and --why those to discard.")
        if arguments.id is not None:
            await _discard_one(database, await _the(database, arguments.id), arguments.reason)
            return
        discarded = 0
        for parked_id, practice_id in (await parking.find_parked(database)).items():
            parked = await parking.load(database, parked_id, practice_id)
            if parked is not None and alike.fits(parked):
                await _discard_one(database, parked, arguments.reason)
                discarded += 1
        if not discarded:
            raise CommandFailed("No event that is parked is like that.")

    async def _park_on(self, database: Database, arguments: argparse.Namespace) -> None:
        place = TopicPartition(arguments.topic, arguments.partition)
        async with database.transaction() as connection:
            streak = (await streaks.find(connection)).get(place)
        if streak is None or not streak.stands:
            raise CommandFailed(f"Partition {place.partition} of {place.topic} does not stand.")
        kafka = OperationSettings()
        async with _group(kafka, None) as reader:
            last = (await reader.end_offsets([place]))[place] - 1
        if not streak.begins <= arguments.to <= last:
            raise CommandFailed(f"It stands at offset {streak.begins}, and ends with {last}: name one of these.")
        async with database.transaction() as connection:
            await streaks.save(connection, place, streak.parked_on(arguments.to))
        log.warning("a partition was let go on", topic=place.topic, partition=place.partition, park_to=arguments.to)
        print(f"{place.topic}/{place.partition} goes on: what cannot be handled up to offset {arguments.to} is parked.")

    async def _accept_gap(self, database: Database, arguments: argparse.Namespace) -> None:
        topic = arguments.topic
        read = [table.topic for table in self.handlers()]
        if topic not in read:
            raise CommandFailed(f"{topic} is not read here, but {' and '.join(read)}.")
        kafka = OperationSettings()
        partitions = await partitions_of(topic, bootstrap=kafka.kafka_bootstrap, security=kafka.kafka_security())
        async with _group(kafka, f"{self.service}.{topic}") as group:
            async with database.transaction() as connection:
                places = await offsets.places(group, await offsets.kept(connection, topic), partitions)
            found = await gaps.find(group, places)
        async with database.transaction() as connection:
            found = await gaps.not_accepted(connection, found)
            await gaps.accept(connection, found)
        for gap in found:
            log.warning("a gap was accepted", topic=topic, gap=str(gap))
            print(f"accepted: {gap}")
        if not found:
            print(f"{topic} has no gap.")

    async def _demand_signatures(self, database: Database, _: argparse.Namespace) -> None:
        """All topics or none: whoever does not sign yet would have all that it tells parked."""
        kafka = OperationSettings()
        ends: dict[TopicPartition, int] = {}
        for table in self.handlers():
            told = []
            for topic in filter(None, (table.topic, table.watermarks_topic)):
                async with reading(topic, bootstrap=kafka.kafka_bootstrap, security=kafka.kafka_security()) as reader:
                    told.append(await reader.newest())
                if topic == table.topic:
                    ends |= reader.ends
            newest = max(filter(None, told), key=lambda record: record.timestamp, default=None)
            if newest is not None and not _is_signed(table, newest):
                raise CommandFailed(
                    f"What was told last on {newest.topic} is not signed with a key of its producer that is known "
                    "here, and so nothing was changed: see `standing doctor`."
                )
        async with database.transaction() as connection:
            await signature_demand.demand(connection, ends)
            for place in sorted(ends):
                demanded_from = await signature_demand.find_demanded(connection, place.topic, place.partition)
                print(f"{place.topic}/{place.partition}: signed from {demanded_from} on")


def _group(kafka: KafkaSettings, group: str | None) -> AbstractAsyncContextManager[AIOKafkaConsumer]:
    """To look at, without joining it; of no group to read alone."""
    return AIOKafkaConsumer(  # type: ignore[no-any-return]
        bootstrap_servers=kafka.kafka_bootstrap,
        group_id=group,
        enable_auto_commit=False,
        **parse_security(kafka.kafka_security()),
    )


def _is_signed(table: Handlers, record: Record) -> bool:
    try:
        return table.signed_by.verify(record)
    except NotAuthentic:
        return False


async def _the(database: Database, parked_id: UUID) -> Parked:
    """Raises CommandFailed."""
    found = await parking.find_parked(database)
    parked = await parking.load(database, parked_id, found[parked_id]) if parked_id in found else None
    if parked is None:
        raise CommandFailed(f"No event {parked_id} is parked.")
    return parked


async def _remove(connection: Connection, parked: Parked) -> None:
    """Raises CommandFailed."""
    if not await parking.remove(connection, parked.id):
        raise CommandFailed(f"No event {parked.id} is parked any more.")


@dataclass(frozen=True, slots=True)
class _Alike:
    """Which parked events somebody means: each as it is written in the list, or None for any."""

    topic: str | None = None
    type: str | None = None
    why: str | None = None

    def fits(self, parked: Parked) -> bool:
        wanted = (self.topic, self.type, self.why)
        found = (parked.topic, _type(parked), _shown(parked.reason.encode()))
        return all(word in (None, is_so) for word, is_so in zip(wanted, found, strict=True))


async def _discard_one(database: Database, parked: Parked, reason: str) -> None:
    """Raises CommandFailed."""
    async with database.transaction(*filter(None, [parked.practice_id])) as connection:
        await _remove(connection, parked)
    log.warning(
        "a parked event was discarded",
        reason=reason,
        parked_id=str(parked.id),
        type=header(parked.record, "ce_type"),
        topic=parked.topic,
        partition=parked.partition,
        offset=parked.offset,
    )
    print(f"{parked.id} is discarded")


async def _replayed(database: Database, tables: dict[str, Handlers], parked: Parked) -> str | None:
    """Why it stays parked; None where it was handled, and is parked no more."""
    table = tables.get(parked.topic)
    if table is None:
        return f"{parked.topic} is not read here."
    try:
        record = await _whole(parked)
        with trace.continued(header(record, "traceparent"), "replay a parked event"):
            if await handle(database, table, record, first=lambda connection: _remove(connection, parked)):
                return None
    except CommandFailed as error:
        return str(error)
    except Exception as error:  # whatever a handler raises; the transaction is rolled back
        return in_words(error)
    return "nobody here handles its type; discard it."


async def _whole(parked: Parked) -> Record:
    """With what was left out, from the topic. Raises CommandFailed."""
    if not parked.left_out:
        return parked.record
    place = TopicPartition(parked.topic, parked.partition)
    async with _group(OperationSettings(), None) as reader:
        reader.assign([place])
        if (await reader.beginning_offsets([place]))[place] > parked.offset:
            raise CommandFailed(f"{_left_out(parked)}, and the topic does not hold it any more.")
        reader.seek(place, parked.offset)
        record: Record = await reader.getone(place)
    if record.offset != parked.offset or not bears_out(record, parked.left_out):
        raise CommandFailed(f"{_left_out(parked)}, and another record stands in its place on the topic.")
    return record


def _left_out(parked: Parked) -> str:
    """Its value of 1000008 bytes was not kept"""
    parts = (f"{part} of {left.size} bytes" for part, left in parked.left_out.items())
    return f"Its {' and '.join(parts)} was not kept"


def _type(parked: Parked) -> str:
    types = [value for name, value in parked.headers if name == b"ce_type"]
    return _shown((types or [b"?"])[-1] or b"?")


def _line(parked: Parked) -> str:
    where = f"{parked.topic}/{parked.partition}/{parked.offset}"
    when = parked.parked_at.isoformat(timespec="seconds")
    key = _shown(parked.key or b"") or "-"
    return f"{parked.id}  {when}  {where}  {_type(parked)}  {key}  {_shown(parked.reason.encode())}"


def _shown(raw: bytes) -> str:
    """What is no text is shown escaped, too."""
    return printable(raw.decode(errors="backslashreplace"))
