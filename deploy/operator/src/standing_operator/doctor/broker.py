"""Kafka as the services need it: its settings, its topics, and how far each consumer group is."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import GroupCoordinatorNotAvailableError, KafkaError
from aiokafka.structs import OffsetAndMetadata

from standing_operator import topics
from standing_operator.doctor.finding import Finding, State
from standing_operator.errors import StandingError

LARGEST_MESSAGE: Final = 1_048_588  # bytes; the broker's own default, which the outbox stays below
LAG_SLOW: Final = 1_000  # events
LAG_STUCK: Final = 50_000
CLOCKS_DIFFER: Final = 2.0  # seconds
STANDS: Final = 3.0  # seconds in which a group that works has handled something, where something waits

_LOOK: Final = 0.2  # seconds between two looks at that

_KAFKA: Final = "kafka"
_ANSWERS_WITHIN: Final = 12.0  # seconds


async def examine(bootstrap: str, directory: Path, **security: Any) -> AsyncIterator[Finding]:
    """`directory` holds the topics' descriptions; `security` is aiokafka's."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=3000, **security)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, request_timeout_ms=3000, **security
    )
    try:
        async with asyncio.timeout(_ANSWERS_WITHIN):
            await admin.start()
            await consumer.start()
            brokers = (await admin.describe_cluster())["brokers"]
            yield Finding(_KAFKA, "brokers", "ok", f"{len(brokers)} at {bootstrap}")
            described = topics.described(directory)
            async for finding in _settings(admin, brokers[0]["node_id"], described):
                yield finding
            async for finding in _topics(bootstrap, described, security):
                yield finding
            there = await _partitions(admin, described)
            heard = {name: services for name, services in consumers_of(directory).items() if there.get(name)}
            for name in [topic.name for topic in described if topic.newest_stays and there.get(topic.name)]:
                yield await _newest(consumer, name, there[name])
            groups = [(f"{service}.{name}", service, there[name]) for name in heard for service in heard[name]]
            for finding in await asyncio.gather(*(_group(admin, consumer, *group) for group in groups)):
                yield finding
    except (KafkaError, StandingError, OSError) as error:
        do = "Does Kafka answer there? What a service's doctor says of it names the cause."
        yield Finding(_KAFKA, "brokers", "bad", f"{bootstrap}: {type(error).__name__}", do)
    finally:
        await consumer.stop()
        await admin.close()


def consumers_of(directory: Path) -> dict[str, list[str]]:
    """The services that hear each topic of events, in a group."""
    read = (yaml.safe_load(path.read_text()) for path in sorted(directory.glob("*.yaml")))
    return {each["name"]: each["consumers"] for each in read if "retention_days" in each}


async def _settings(
    admin: AIOKafkaAdminClient, broker: int, described: Iterable[topics.Topic]
) -> AsyncIterator[Finding]:
    found = await _configuration(admin, ConfigResource(ConfigResourceType.BROKER, str(broker)))
    if not found:
        yield Finding(_KAFKA, "settings", "look", "the broker does not show them", "Ask whoever runs it.")
        return
    kept = int(found["offsets.retention.minutes"])
    longest = max(topic.retention.total_seconds() / 60 for topic in described)
    for name, well, do in (
        ("auto.create.topics.enable", found["auto.create.topics.enable"] == "false", "Set it to false."),
        (
            "message.max.bytes",
            int(found["message.max.bytes"]) >= LARGEST_MESSAGE,
            f"Set it to {LARGEST_MESSAGE} or more: an event that the broker refuses stops all behind it.",
        ),
        (
            "offsets.retention.minutes",
            kept > longest,
            f"Set it above {longest:.0f}: groups must know where they stood for longer than topics keep events.",
        ),
    ):
        yield Finding(_KAFKA, name, "ok" if well else "bad", found[name], "" if well else do)


async def _configuration(admin: AIOKafkaAdminClient, resource: ConfigResource) -> Mapping[str, str]:
    """Empty where we may not see it."""
    (answer,) = await admin.describe_configs([resource])
    (code, _, _, _, entries) = answer.resources[0]
    return {entry[0]: entry[1] for entry in entries} if code == 0 else {}


async def _partitions(
    admin: AIOKafkaAdminClient, described: Iterable[topics.Topic]
) -> Mapping[str, Sequence[TopicPartition]]:
    """Of each topic that is there."""
    return {
        found["topic"]: [TopicPartition(found["topic"], each["partition"]) for each in found["partitions"]]
        for found in await admin.describe_topics([topic.name for topic in described])
        if found["error_code"] == 0
    }


async def _topics(bootstrap: str, described: list[topics.Topic], security: Mapping[str, Any]) -> AsyncIterator[Finding]:
    differences = await topics.differences(bootstrap, described, **security)
    for difference in differences:
        do = "Make it as contracts/topics says; but partitions never change: keys would lose their order."
        yield Finding(_KAFKA, "topics", "bad", difference, do)
    if not differences:
        yield Finding(_KAFKA, "topics", "ok", f"all {len(described)} as described")


async def _newest(consumer: AIOKafkaConsumer, topic: str, partitions: Sequence[TopicPartition]) -> Finding:
    """By the clock of the relay that wrote it: the broker has none that one could read."""
    check = f"newest of {topic}"
    ends = await consumer.end_offsets(partitions)
    begins = await consumer.beginning_offsets(partitions)
    filled = [partition for partition in partitions if ends[partition] > begins[partition]]
    if not filled:
        do = "Does its owner's worker run? What a former release reads stands beside the events."
        return Finding(_KAFKA, check, "look", "empty", do)
    consumer.assign(filled)
    for partition in filled:
        consumer.seek(partition, ends[partition] - 1)
    records = [record for some in (await consumer.getmany(timeout_ms=2000)).values() for record in some]
    if not records:
        return Finding(_KAFKA, check, "look", "was not read in time", "Try again.")
    age = time.time() - max(record.timestamp for record in records) / 1000
    if age < -CLOCKS_DIFFER:
        return Finding(_KAFKA, check, "bad", f"{-age:.1f} s ahead of this clock", "Set all clocks by NTP.")
    return Finding(_KAFKA, check, "ok", f"{max(age, 0):.0f} s old")


async def _group(
    admin: AIOKafkaAdminClient,
    consumer: AIOKafkaConsumer,
    group: str,
    service: str,
    partitions: Sequence[TopicPartition],
) -> Finding:
    check = f"group {group}"
    try:
        committed = await admin.list_consumer_group_offsets(group)
    except GroupCoordinatorNotAvailableError:  # on a broker where no group has ever been
        return Finding(_KAFKA, check, "bad", "nobody has ever read", f"Does `{service} worker` run?")
    ends, begins = await consumer.end_offsets(partitions), await consumer.beginning_offsets(partitions)
    if gone := [each for each in partitions if _handled_to(committed, each) < begins[each]]:
        words = f"events of partition {gone[0].partition} left the topic before they were handled"
        return Finding(_KAFKA, check, "bad", words, f"The log of `{service} worker` says what to run.")
    waiting = {each: ends[each] - _handled_to(committed, each) for each in partitions}
    lag = sum(waiting.values())
    if not await _members(admin, group):
        return Finding(_KAFKA, check, "bad", f"nobody reads; {lag} waiting", f"Does `{service} worker` run?")
    do = f"What does `{service} doctor` say, and the log of `{service} worker`?"
    standing = await _standing(
        admin, group, {each: _handled_to(committed, each) for each in partitions if waiting[each]}
    )
    if standing:
        where = ", ".join(str(each.partition) for each in standing)
        words = f"{lag} waiting; nothing of partition {where} was handled for {STANDS:g} s"
        return Finding(_KAFKA, check, "bad", words, do)
    state: State = "bad" if lag > LAG_STUCK else "look" if lag > LAG_SLOW else "ok"
    return Finding(_KAFKA, check, state, f"{lag} waiting", "" if state == "ok" else do)


async def _standing(
    admin: AIOKafkaAdminClient, group: str, handled: Mapping[TopicPartition, int]
) -> Sequence[TopicPartition]:
    """Those where the group does not get on from what it has `handled`, however long one waits."""
    deadline, standing = time.monotonic() + STANDS, list(handled)
    while standing and time.monotonic() < deadline:
        await asyncio.sleep(_LOOK)
        committed = await admin.list_consumer_group_offsets(group)
        standing = [each for each in standing if _handled_to(committed, each) == handled[each]]
    return standing


def _handled_to(committed: Mapping[TopicPartition, OffsetAndMetadata], partition: TopicPartition) -> int:
    """Nothing, where nothing was committed."""
    return max(committed[partition].offset, 0) if partition in committed else 0


async def _members(admin: AIOKafkaAdminClient, group: str) -> int:
    (answer,) = await admin.describe_consumer_groups([group])
    found: Any = answer.groups[0]
    return len(found[5])
