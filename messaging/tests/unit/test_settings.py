from pathlib import Path
from typing import Any

import pytest
from faststream.kafka.security import parse_security

from messaging.errors import SettingsInvalid
from messaging.settings import KafkaSettings


def told(**settings: Any) -> dict[str, Any]:
    """What Kafka's clients are told, but for the certificates."""
    asked = KafkaSettings(**{f"kafka_{name}": value for name, value in settings.items()})
    return {name: value for name, value in parse_security(asked.kafka_security()).items() if name != "ssl_context"}


def test_kafka_is_spoken_to_in_clear_unless_told_otherwise() -> None:
    assert told()["security_protocol"] == "PLAINTEXT"


def test_kafka_can_be_spoken_to_encrypted_and_with_a_name_and_a_password() -> None:
    assert told(security_protocol="SSL")["security_protocol"] == "SSL"
    assert told(security_protocol="SASL_SSL", username="booking", password="secret") == {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "booking",
        "sasl_plain_password": "secret",
    }


def test_what_cannot_work_is_said_at_once() -> None:
    with pytest.raises(SettingsInvalid, match="STANDING_KAFKA_USERNAME"):
        told(security_protocol="SASL_PLAINTEXT")
    with pytest.raises(SettingsInvalid, match="STANDING_KAFKA_CA_FILE"):
        told(security_protocol="SSL", ca_file=Path("/nowhere/ca.pem"))
