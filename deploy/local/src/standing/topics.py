"""Topics are made by the deployment, as `contracts/topics/*.yaml` describe them: no broker makes one by itself."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from standing.errors import StandingError


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    partitions: int
    retention: timedelta


def described(directory: Path) -> list[Topic]:
    """Each topic of `directory`, and for each of its consumers the dead-letter topic."""
    topics = []
    for path in sorted(directory.glob("*.yaml")):
        description: dict[str, Any] = yaml.safe_load(path.read_text())
        topic = Topic(description["name"], description["partitions"], timedelta(days=description["retention_days"]))
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


def _new(topic: Topic, replicas: int) -> NewTopic:
    milliseconds = topic.retention // timedelta(milliseconds=1)
    return NewTopic(topic.name, topic.partitions, replicas, topic_configs={"retention.ms": str(milliseconds)})
