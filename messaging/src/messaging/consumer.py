"""The consumer loop: one transaction an event, one commit of offsets a batch, nothing passed over in silence."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.kafka.message import KafkaAckableMessage
from opentelemetry.trace import SpanKind

from messaging import gaps, offsets, parking, streaks, trace, watermarks
from messaging.authenticity import NotAuthentic
from messaging.database import UNAVAILABLE, Connection, Database
from messaging.failures import Unreadable, in_words, is_the_events_own
from messaging.gaps import EventsMissing, Gap
from messaging.handlers import Handlers, WatermarkType
from messaging.handling import handle
from messaging.metrics import EVENTS, NOT_AUTHENTIC, WATERMARKS_REFUSED
from messaging.pauses import USUAL, Pauses
from messaging.record import Record, event_id_of, has_begun, header, practice_of, value_of
from messaging.signature_demand import authenticate
from messaging.streaks import Streak

log = structlog.get_logger(__name__)

type Place = tuple[int, int]  # partition and offset


@dataclass(frozen=True, slots=True)
class Lag:
    """Of a partition: how many records wait, and for how many seconds it has not got on while some did."""

    waiting: int
    stood_still: float


class _FetchedBefore(Exception):
    """What has come stood further on than reading goes on by now."""


class Consumer:
    """Handles one topic for one service, as the group `<service>.<topic>`."""

    def __init__(
        self, broker: KafkaBroker, database: Database, handlers: Handlers, *, service: str, pauses: Pauses = USUAL
    ) -> None:
        self._database = database
        self._pauses = pauses
        self._handlers = handlers
        self._service = service
        self._failures = 0
        self._superseded: set[Place] = set()
        self._refused_watermarks: set[int] = set()  # the partitions whose last one was
        self._handled_to: dict[TopicPartition, int] = {}
        self._kept: dict[TopicPartition, int] = {}
        self._sought: dict[TopicPartition, int] = {}
        self._streaks: dict[TopicPartition, Streak] = {}
        self._gaps: list[Gap] = []
        self._got_on: dict[TopicPartition, float] = {}
        self.passed_over = 0
        NOT_AUTHENTIC.labels(self.topic)  # 0, so that the first one is seen to be one more
        self._subscriber = broker.subscriber(
            handlers.topic,
            group_id=f"{service}.{handlers.topic}",
            batch=True,
            # After a look that found nothing FastStream waits as long again: more is latency, less is work for nothing.
            batch_timeout_ms=50,
            max_records=500,
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",
            parser=self._wrap,
            decoder=_as_it_is,
            listener=_Forget(self._handled_to, self._kept, self._sought, self._streaks, self._got_on),
            max_poll_interval_ms=300_000,
            session_timeout_ms=10_000,
            heartbeat_interval_ms=2_000,
        )
        self._subscriber(self._on_batch)

    @property
    def topic(self) -> str:
        return self._handlers.topic

    @property
    def troubled(self) -> bool:
        """The environment keeps events from being handled, or some are missing."""
        return self._failures > 0 or bool(self._gaps)

    @property
    def trouble(self) -> str | None:
        """What keeps it from working, in words."""
        if self._gaps:
            missing = " and ".join(map(str, self._gaps))
            return (
                f"{self.topic} has lost events that were never handled here: {missing}. "
                f"{self._handlers.after_gap}Then run `{self._service} accept-gap {self.topic}`"
            )
        if self.troubled:
            return f"the consumer of {self.topic} retries"
        if stand := [
            f"{self._streaks[partition].in_words(partition)}. "
            f"{self._streaks[partition].what_to_do(self._service, partition)}"
            for partition in sorted(self._standing)
        ]:
            return " and ".join(stand)
        return None if self.assigned else f"the consumer of {self.topic} has no partition yet"

    @property
    def assigned(self) -> bool:
        consumer = self._subscriber.consumer
        return consumer is not None and bool(consumer.assignment())

    @property
    def _standing(self) -> set[TopicPartition]:
        return {partition for partition, streak in self._streaks.items() if streak.stands}

    async def lags(self) -> dict[int, Lag]:
        """By partition, as far as the broker has said where it ends."""
        consumer = self._subscriber.consumer
        if consumer is None:
            return {}
        now = time.monotonic()
        lags: dict[int, Lag] = {}
        for partition in consumer.assignment():
            with suppress(TimeoutError, KafkaError):
                at = self._handled_to.get(partition)
                if at is None:
                    at = await asyncio.wait_for(consumer.position(partition), 0.1)
                end = consumer.highwater(partition)
                if end is not None:
                    waiting = max(end - at, 0)
                    if not waiting:
                        self._got_on[partition] = now
                    lags[partition.partition] = Lag(waiting, now - self._got_on.setdefault(partition, now))
        return lags

    async def _wrap(self, records: tuple[Record, ...]) -> KafkaAckableMessage:
        """FastStream's own parser decodes headers, and skips the whole batch in silence when one is no UTF-8."""
        return KafkaAckableMessage(raw_message=records, body=b"", consumer=self._subscriber.consumer)

    async def _on_batch(self, message: KafkaMessage) -> None:
        records: Sequence[Record] = message.raw_message
        consumer = self._subscriber.consumer
        assert consumer is not None
        first = dict(reversed([(_partition(record), record.offset) for record in records]))
        handled: dict[TopicPartition, int] = {}
        self._superseded = self._superseded_watermarks(records)
        try:
            if self._gaps:
                await self._refuse(self._gaps)
            for record in records:
                if record.offset != self._handled_to.get(_partition(record)):
                    await self._look_for_gap(consumer, _partition(record), record.offset)
                if _partition(record) in self._standing:
                    continue
                if self._sought.get(_partition(record), record.offset) < record.offset:
                    raise _FetchedBefore
                self._sought.pop(_partition(record), None)
                await self._handle(record)
                goes_on_at = _goes_on_at(record, self._streaks.get(_partition(record)))
                handled[_partition(record)] = self._handled_to[_partition(record)] = goes_on_at
                if goes_on_at <= record.offset:
                    await self._stand(consumer, _partition(record))
                self._got_on[_partition(record)] = time.monotonic()
            await self._keep_what_was_passed_over(handled)
        except _FetchedBefore:
            await _go_back(consumer, first | handled | self._sought)
            self._sought.clear()
            await _commit(consumer, handled)
        except EventsMissing:
            await _go_back(consumer, first | handled | self._sought)
            await _commit(consumer, handled)
            await asyncio.sleep(self._pauses.look)
        except Exception:
            self._failures += 1
            log.exception("the environment failed; trying again", topic=self._handlers.topic, failures=self._failures)
            await _go_back(consumer, first | handled | self._sought)
            await _commit(consumer, handled)
            shortest, longest = self._pauses.backoff
            await asyncio.sleep(min(shortest * 2 ** (self._failures - 1), longest))
        else:
            self._failures = 0
            await _commit(consumer, handled)

    async def watch(self) -> None:
        """Until it is cancelled: look whether the log of each partition that is assigned begins behind what was handled
        last, even where it holds nothing more; and, once it does, whether somebody has accepted that. And whether
        somebody has let a partition go on that stands."""
        while True:
            try:
                await self._look_for_gaps()
                await self._look_whether_to_go_on()
            except (EventsMissing, KafkaError, *UNAVAILABLE) as error:
                if not isinstance(error, EventsMissing):
                    log.warning(
                        "cannot look whether to go on; trying again", topic=self.topic, error=type(error).__name__
                    )
            await asyncio.sleep(self._pauses.look)

    async def _look_for_gaps(self) -> None:
        if self._gaps:
            await self._refuse(self._gaps)
        consumer = self._subscriber.consumer
        new = consumer.assignment() - self._handled_to.keys() if consumer is not None else set()
        if consumer is not None and new:
            await self._begin(consumer, new)

    async def _begin(self, consumer: AIOKafkaConsumer, new: set[TopicPartition]) -> None:
        """Where these partitions are read on. It cannot be said on assignment: aiokafka fetches meanwhile.

        Raises EventsMissing.
        """
        async with self._database.transaction() as connection:
            known = await offsets.kept(connection, self.topic)
            places = await offsets.places(consumer, known, new)
            self._streaks |= await streaks.take_up(connection, consumer, new)
        found = await gaps.find(consumer, places)
        # Somebody else may have begun meanwhile, and have handled something.
        for partition, place in places.items():
            self._handled_to.setdefault(partition, place)
        await self._refuse(found)
        async with self._database.transaction() as connection:
            await offsets.begin(connection, places, known)
        for partition in self._standing & new:
            await self._stand(consumer, partition)
        for partition, committed in (await gaps.committed(consumer, new)).items():
            if self._handled_to.get(partition, committed) < committed:
                log.warning(
                    "what the group has handled is not in this database; it is read again",
                    topic=self.topic,
                    partition=partition.partition,
                    offset=self._handled_to[partition],
                    committed=committed,
                )
                await self._seek(consumer, partition)

    async def _stand(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> None:
        """Nothing of it is read on."""
        log.error(
            "a partition stands: too many of its events in a row could not be handled",
            topic=partition.topic,
            partition=partition.partition,
            offset=self._streaks[partition].begins,
            release=self._streaks[partition].release,
        )
        await self._seek(consumer, partition)
        with suppress(IllegalStateError):  # it went to another worker
            consumer.pause(partition)

    async def _look_whether_to_go_on(self) -> None:
        consumer = self._subscriber.consumer
        if consumer is None or not self._standing:
            return
        async with self._database.transaction() as connection:
            known = await streaks.find(connection)
        for partition in self._standing:
            streak = known.get(partition)
            if streak is None or not streak.stands:
                self._remember(partition, streak)
                await self._seek(consumer, partition)
                with suppress(IllegalStateError):
                    consumer.resume(partition)

    def _remember(self, partition: TopicPartition, streak: Streak | None) -> None:
        if streak is None:
            self._streaks.pop(partition, None)
        else:
            self._streaks[partition] = streak

    async def _seek(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> None:
        """What has been fetched before comes once more, and is passed over."""
        self._sought[partition] = self._handled_to[partition]
        await _go_back(consumer, {partition: self._handled_to[partition]})

    async def _look_for_gap(self, consumer: AIOKafkaConsumer, partition: TopicPartition, offset: int) -> None:
        """Offsets may be left out in the log, by its transactions' markers. Behind its start nothing is left out."""
        if partition not in self._handled_to:
            await self._begin(consumer, {partition})
        elif offset > self._handled_to[partition]:
            await self._refuse(await gaps.find(consumer, {partition: self._handled_to[partition]}))

    async def _refuse(self, found: list[Gap]) -> None:
        """Raises EventsMissing, unless somebody has accepted these gaps."""
        if not found:
            return
        async with self._database.transaction() as connection:
            remaining = await gaps.not_accepted(connection, found)
            accepted = {TopicPartition(gap.topic, gap.partition): gap.begins_at for gap in set(found) - set(remaining)}
            await offsets.keep(connection, accepted)
        if remaining and remaining != self._gaps:
            log.error("events are missing; the topic is not read on", topic=self.topic, gaps=list(map(str, remaining)))
        self._gaps = remaining
        for partition, begins_at in accepted.items():
            self._handled_to[partition] = begins_at
            await self._seek(self._subscriber.consumer, partition)
        if remaining:
            raise EventsMissing

    async def _handle(self, record: Record) -> None:
        with self._span(record):
            for pause in (*self._pauses.tries, None):
                try:
                    await self._try(record)
                    return
                except Exception as error:
                    if not is_the_events_own(error):
                        raise
                    if pause is None or isinstance(error, Unreadable):
                        await self._park(record, error)
                        return
                    await asyncio.sleep(pause)

    def _span(self, record: Record) -> AbstractContextManager[object]:
        """A watermark is caused by nothing, and causes nothing."""
        if self._is_watermark(record):
            return nullcontext()
        return trace.continued(
            header(record, "traceparent"),
            f"handle {self._known_type(record)}",
            kind=SpanKind.CONSUMER,
            attributes={
                "messaging.destination.name": record.topic,
                "messaging.destination.partition.id": str(record.partition),
                "messaging.kafka.offset": record.offset,
            },
        )

    def _is_watermark(self, record: Record) -> bool:
        watermark = self._handlers.watermark
        return watermark is not None and header(record, "ce_type") == watermark.type

    async def _try(self, record: Record) -> None:
        if self._is_watermark(record):
            await self._hear(record)
            return
        streak = self._streaks.get(_partition(record))
        goes_on = streak.handled(record.offset) if streak is not None else None

        async def keep(connection: Connection) -> None:
            """In the transaction in which it is handled."""
            await self._keep_place(connection, record, record.offset + 1)
            if streak is not None:
                await streaks.save(connection, _partition(record), goes_on)
                if record.offset <= streak.ends:
                    await parking.take_out(connection, record)

        if not await handle(self._database, self._handlers, record, first=keep):
            self.passed_over += 1
            self._count(record, "passed_over")
        else:
            self._remember(_partition(record), goes_on)
            self._count(record, "handled")

    async def _keep_place(self, connection: Connection, record: Record, goes_on_at: int) -> None:
        await offsets.keep(connection, {_partition(record): goes_on_at})
        self._kept[_partition(record)] = goes_on_at

    async def _keep_what_was_passed_over(self, handled: dict[TopicPartition, int]) -> None:
        """Of which there was no transaction. What is heard twice of it does no harm, so a batch has one for all."""
        rest = {partition: offset for partition, offset in handled.items() if self._kept.get(partition) != offset}
        if rest:
            async with self._database.transaction() as connection:
                await offsets.keep(connection, rest)
            self._kept |= rest

    def _count(self, record: Record, result: str) -> None:
        EVENTS.labels(record.topic, self._known_type(record), result).inc()

    def _known_type(self, record: Record) -> str:
        """For metrics and traces, which take no word of a stranger's."""
        named = header(record, "ce_type")
        return named if named is not None and self._handlers.find(named) else "unknown"

    async def _hear(self, record: Record) -> None:
        """All that stands before it in its partition has been handled or parked by now, since records come in order."""
        if self._handlers.watermark is None or not self._handlers.keep_watermarks:
            return
        await authenticate(self._database, self._handlers, record)
        heard = self._handlers.watermark.model_validate_json(value_of(record))
        if _place(record) in self._superseded:
            return
        possible = record.partition < heard.partitions <= self._partitions and has_begun(heard.incarnation)
        if possible and await self._keep(record, heard):
            self._refused_watermarks.discard(record.partition)
        else:
            self._refuse_watermark(record, heard)

    async def _keep(self, record: Record, heard: WatermarkType) -> bool:
        async with self._database.transaction() as connection:
            believed = await watermarks.keep(
                connection,
                topic=record.topic,
                partition=record.partition,
                partitions=heard.partitions,
                committed_before=heard.committed_before,
                incarnation=heard.incarnation,
            )
            await self._keep_place(connection, record, record.offset + 1)
        return believed

    @property
    def _partitions(self) -> int:
        """Those that the topic has, as the broker says."""
        consumer = self._subscriber.consumer
        assert consumer is not None
        return len(consumer.partitions_for_topic(self.topic) or ())

    def _refuse_watermark(self, record: Record, heard: WatermarkType) -> None:
        """Messages are held then, as long as no better one comes. The first in a row is logged."""
        WATERMARKS_REFUSED.labels(record.topic).inc()
        if record.partition not in self._refused_watermarks:
            self._refused_watermarks.add(record.partition)
            log.error(
                "a watermark is not believed",
                topic=record.topic,
                partition=record.partition,
                committed_before=heard.committed_before.isoformat(),
                partitions=heard.partitions,
            )

    def _superseded_watermarks(self, records: Sequence[Record]) -> set[Place]:
        """Those directly followed by another one of their partition, a signed one: a topic that was quiet holds little
        else, and reading it again would cost a transaction each."""
        superseded: set[Place] = set()
        followed_by_one: dict[int, bool] = {}
        for record in reversed(records):
            is_one = self._is_watermark(record)
            if is_one and followed_by_one.get(record.partition):
                superseded.add(_place(record))
            followed_by_one[record.partition] = is_one and self._is_rightly_signed(record)
        return superseded

    def _is_rightly_signed(self, record: Record) -> bool:
        with suppress(NotAuthentic):
            return self._handlers.signed_by.verify(record)
        return False

    async def _park(self, record: Record, error: Exception) -> None:
        practice_id, partition = practice_of(record), _partition(record)
        where = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
        log.error("parked an event", error=type(error).__name__, **where)
        streak, event_id = self._streaks.get(partition), event_id_of(record)
        counts = event_id is not None and self._is_rightly_signed(record)
        if event_id is not None and counts:
            streak = (streak or Streak.begun(record.offset)).parked(event_id, record.offset)
        goes_on_at = _goes_on_at(record, streak)
        async with self._database.transaction(*filter(None, [practice_id])) as connection:
            await parking.park(
                connection,
                record,
                service=self._service,
                practice_id=practice_id,
                reason=in_words(error),
            )
            if counts:
                await streaks.save(connection, partition, streak)
            await self._keep_place(connection, record, goes_on_at)
        self._remember(partition, streak)
        self._count(record, "parked")
        if isinstance(error, NotAuthentic):
            NOT_AUTHENTIC.labels(record.topic).inc()


class _Forget(ConsumerRebalanceListener):  # type: ignore[misc]
    """Where a partition goes on after a rebalance, others may have moved."""

    def __init__(self, *of_partitions: dict[TopicPartition, Any]) -> None:
        self._of_partitions = of_partitions

    def on_partitions_revoked(self, _: object) -> None:
        self._forget()

    def on_partitions_assigned(self, _: object) -> None:
        self._forget()

    def _forget(self) -> None:
        for known in self._of_partitions:
            known.clear()


async def _as_it_is(message: Any) -> Any:
    return message.body


def _partition(record: Record) -> TopicPartition:
    return TopicPartition(record.topic, record.partition)


def _goes_on_at(record: Record, streak: Streak | None) -> int:
    """Behind it; and where its partition stands, at the first of those that could not be handled."""
    return streak.begins if streak is not None and streak.stands else record.offset + 1


def _place(record: Record) -> Place:
    return record.partition, record.offset


async def _go_back(consumer: AIOKafkaConsumer, offsets: dict[TopicPartition, int]) -> None:
    for partition, offset in offsets.items():
        try:
            consumer.seek(partition, offset)
        except IllegalStateError:
            log.info("a partition went to another worker", partition=partition.partition)


async def _commit(consumer: AIOKafkaConsumer, handled: dict[TopicPartition, int]) -> None:
    """Commit just these offsets: `commit()` alone would take whatever the consumer has fetched since a rebalance."""
    mine = {partition: offset for partition, offset in handled.items() if partition in consumer.assignment()}
    if not mine:
        return
    try:
        await consumer.commit(mine)
    except KafkaError as error:
        log.warning("offsets not committed: these events may come again, which changes nothing", error=str(error))
