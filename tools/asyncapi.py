"""What stands on the topics, as an AsyncAPI document, from the registry of messages and `contracts/topics/*.yaml`."""

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic.json_schema import models_json_schema

from contracts import documents
from contracts.event import Event, Message
from contracts.registry import MESSAGES, topics_of

TOPICS = Path(__file__).parents[1] / "contracts" / "topics"
HOUR = 60 * 60 * 1000  # milliseconds
DAY = 24 * HOUR
BINDING = "0.5.0"
ABOUT_ALL = {
    "ce_specversion": {"const": "1.0"},
    "ce_id": {"type": "string", "format": "uuid"},
    "ce_source": {"type": "string", "description": "the service, such as /booking"},
    "ce_time": {"type": "string", "format": "date-time"},
    "content-type": {"const": "application/json"},
}
ABOUT_EVENTS = {
    "ce_subject": {"type": "string", "format": "uuid", "description": "the aggregate, which is the key too"},
    "ce_practiceid": {"type": "string", "format": "uuid"},
    "ce_actor": {"type": "string", "description": "who set it off"},
}
SIGNATURE = {
    "standing-mac": {
        "type": "string",
        "pattern": "^[0-9a-f]{12}:[0-9a-f]{64}$",
        "description": "The id of the key with which its producer signed it, and an HMAC-SHA-256 of topic, key, value, "
        "content type and all ce_ headers: see docs/security.md. Who has no key passes it over.",
    }
}
TRACEPARENT = {"traceparent": {"type": "string", "description": "W3C Trace Context"}}


def describe() -> str:
    """Source: AsyncAPI 3.0.0, Kafka binding 0.5.0."""
    descriptions = [yaml.safe_load(path.read_text()) for path in sorted(TOPICS.glob("*.yaml"))]
    references, definitions = models_json_schema(
        [(message, "validation") for message in MESSAGES], ref_template="#/components/schemas/{model}"
    )
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Standing: events",
            "version": "1",
            "description": "What the services tell one another over Kafka: CloudEvents 1.0 in binary content mode. "
            "What the schemas call sealed is encrypted under the installation's keys, for its one place.",
        },
        "defaultContentType": "application/json",
        "channels": {topic["name"]: _channel(topic) for topic in descriptions},
        "operations": {name: operation for topic in descriptions for name, operation in _operations(topic).items()},
        "components": {
            "messages": {message.type: _message(message, references[message, "validation"]) for message in MESSAGES},
            "schemas": definitions["$defs"],
        },
    }
    return documents.as_text(document)


def _channel(topic: dict[str, Any]) -> dict[str, Any]:
    return {
        "address": topic["name"],
        "description": f"Owned by {topic['owner']}. Key: {topic['key']}.",
        "messages": {message.type: {"$ref": f"#/components/messages/{message.type}"} for message in _on(topic)},
        "bindings": {
            "kafka": {
                "topic": topic["name"],
                "partitions": topic["partitions"],
                "topicConfiguration": _configuration(topic),
                "bindingVersion": BINDING,
            }
        },
    }


def _configuration(topic: dict[str, Any]) -> dict[str, Any]:
    if "retention_days" in topic:
        return {"cleanup.policy": ["delete"], "retention.ms": topic["retention_days"] * DAY}
    return {"cleanup.policy": ["compact"], "max.compaction.lag.ms": topic["newest_only_after_hours"] * HOUR}


def _operations(topic: dict[str, Any]) -> dict[str, Any]:
    """Who tells and who hears. Of events a consumer's group is named for it and for the topic; watermarks are heard
    without a group."""
    channel = {"channel": {"$ref": f"#/channels/{topic['name']}"}}
    of_events = "retention_days" in topic
    told_on = topic["owner"] if of_events else topic["name"].removesuffix(".v1")
    does = "tells" if of_events else "tells.watermarks"
    told = {f"{producer}.{does}": channel | {"action": "send"} for producer in topic["producers"]}
    heard = {
        f"{consumer}.hears.{told_on}": channel | {"action": "receive"} | _in_a_group(consumer, topic)
        for consumer in topic["consumers"]
    }
    return {name: {"action": found.pop("action"), **found} for name, found in (told | heard).items()}


def _in_a_group(consumer: str, topic: dict[str, Any]) -> dict[str, Any]:
    if "retention_days" not in topic:
        return {}
    group = {"type": "string", "const": f"{consumer}.{topic['name']}"}
    return {"bindings": {"kafka": {"groupId": group, "bindingVersion": BINDING}}}


def _message(message: type[Message], payload: dict[str, Any]) -> dict[str, Any]:
    of_event = issubclass(message, Event)
    required = {"ce_type": {"const": message.type}} | ABOUT_ALL | (ABOUT_EVENTS if of_event else {})
    key: dict[str, Any] = {"type": "string", "format": "uuid"} if of_event else {"const": "watermark"}
    return {
        "name": message.type,
        "summary": (message.__doc__ or "").strip().partition("\n\n")[0].replace("\n    ", " "),
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "properties": required | SIGNATURE | (TRACEPARENT if of_event else {}),
            "required": list(required),
        },
        "payload": payload,
        "bindings": {"kafka": {"key": key, "bindingVersion": BINDING}},
        "examples": [{"name": "example", "payload": json.loads(documents.example_file(message).read_text())}],
    }


def _on(topic: dict[str, Any]) -> list[type[Message]]:
    return [message for message in MESSAGES if topic["name"] in topics_of(message)]
