"""Topics are made by the deployment, as `contracts/topics/*.yaml` describe them: no broker makes one by itself.

Those files are linked here, so that an installed package has them.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from standing_operator.errors import StandingError

DESCRIBED: Final = Path(__file__).parent / "described_topics"


@dataclass(frozen=True, slots=True)
class Topic:
    """Kafka is transport and no record: nothing is kept beyond the retention, but for the newest where it is
    `newest_stays`, as of watermarks: by its last one a service knows whether its database went back."""

    name: str
    partitions: int
    retention: timedelta
    newest_stays: bool = False

    @property
    def configuration(self) -> dict[str, str]:
        milliseconds = str(self.retention // timedelta(milliseconds=1))
        if self.newest_stays:
            return {"cleanup.policy": "compact", "max.compaction.lag.ms": milliseconds}
        return {"cleanup.policy": "delete", "retention.ms": milliseconds}


def described(directory: Path = DESCRIBED) -> list[Topic]:
    """Each topic of `directory`, and for each consumer of events the dead-letter topic."""
    topics = []
    for path in sorted(directory.glob("*.yaml")):
        description: dict[str, Any] = yaml.safe_load(path.read_text())
        name, partitions = description["name"], description["partitions"]
        if hours := description.get("newest_only_after_hours"):
            topics.append(Topic(name, partitions, timedelta(hours=hours), newest_stays=True))
            continue
        topic = Topic(name, partitions, timedelta(days=description["retention_days"]))
        topics.append(topic)
        topics += [Topic(f"{topic.name}.dlq.{consumer}", 1, topic.retention) for consumer in description["consumers"]]
    return topics


async def ensure(bootstrap: str, topics: list[Topic], *, replicas: int = 1) -> None:
    """Make the topics that are not there. Raises StandingError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        answer = await admin.create_topics([_new(topic, replicas) for topic in topics])
    except KafkaError as error:
        raise StandingError(f"Kafka at {bootstrap} made no topics: {error}.") from error
    finally:
        await admin.close()
    # A refusal is part of the answer, and no exception.
    for name, code, message in answer.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            raise StandingError(f"Kafka did not make the topic {name}: {message or for_code(code).__name__}.")


async def differences(bootstrap: str, topics: list[Topic], **security: Any) -> list[str]:
    """What of the broker's topics is not as described, one line each. `security`: aiokafka's. Raises StandingError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    try:
        await admin.start()
        partitions = {found["topic"]: len(found["partitions"]) for found in await admin.describe_topics()}
        there = [topic for topic in topics if topic.name in partitions]
        configurations = await _configurations(admin, there) if there else {}
    except KafkaError as error:
        raise StandingError(f"Kafka at {bootstrap} does not tell its topics: {error}.") from error
    finally:
        await admin.close()
    missing = [f"{topic.name} is missing" for topic in topics if topic not in there]
    return missing + [
        f"{topic.name}: {difference}"
        for topic in there
        for difference in _differences(topic, partitions[topic.name], configurations[topic.name])
    ]


async def _configurations(admin: AIOKafkaAdminClient, topics: list[Topic]) -> dict[str, dict[str, str]]:
    asked = [
        ConfigResource(ConfigResourceType.TOPIC, topic.name, dict.fromkeys(topic.configuration)) for topic in topics
    ]
    return {
        resource[3]: {entry[0]: entry[1] for entry in resource[4]}
        for answer in await admin.describe_configs(asked)
        for resource in answer.resources
    }


def _differences(topic: Topic, partitions: int, configuration: dict[str, str]) -> list[str]:
    found = {"partitions": str(partitions)} | {name: configuration.get(name, "?") for name in topic.configuration}
    wanted = {"partitions": str(topic.partitions)} | topic.configuration
    return [
        f"{name} is {found[name]}, and {value} is described" for name, value in wanted.items() if found[name] != value
    ]


def _new(topic: Topic, replicas: int) -> NewTopic:
    return NewTopic(topic.name, topic.partitions, replicas, topic_configs=topic.configuration)
