"""What the environment says is judged when it is read, and each wrong setting is named with what it takes."""

import traceback
from pathlib import Path
from typing import Any

import pytest
from faststream.kafka.security import parse_security
from pydantic import SecretStr

from messaging.errors import SettingsInvalid
from messaging.settings import (
    EnvironmentSettings,
    KafkaSettings,
    MigrationSettings,
    OperationSettings,
    ServiceSettings,
)
from tests.support.environment import KEY, POSTGRES, fault, read

NO_DATABASE = "is no address of a Postgres database (postgresql://user:password@host/name)"
NO_URL = "is no http or https address (https://host/path, without a user)"
NO_BROKER = "holds what is no broker (host:port, commas between them)"
NO_HOST = "is no host (a name or an IP address, without a port)"
NO_KEY = "holds what is no key (32 bytes in URL-safe base64; commas between keys)"
SECRET = "v3ry-s3cret"


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


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", None, "is missing"),
        *(
            (name, value, NO_DATABASE)
            for name in ("DATABASE_URL", "DATABASE_RELAY_URL")
            for value in (
                "",
                "foo",
                f"https://a:{SECRET}@host/name",
                f"postgresql://a:{SECRET}@host:99999/name",
                f"postgresql://a:{SECRET}@host",
                f"postgresql://a:{SECRET}@/name",
                f"postgresql://a:{SECRET}/1@host/name",
                f"postgresql://a:{SECRET}@one,two:0/name",
                f"postgresql://[a:{SECRET}/name",
            )
        ),
        ("PORT", None, "is missing"),
        ("PORT", "http", "should be a valid integer"),
        ("PORT", "0", "should be greater than or equal to 1"),
        ("PORT", "99999", "should be less than or equal to 65535"),
        *(("HOST", value, NO_HOST) for value in ("", "no host", "127.0.0.1:80", "http://host", "[::1]")),
        *(
            (name, value, NO_URL)
            for name in ("ISSUER", "JWKS_URL")
            for value in (
                "",
                "identity.example",
                "ftp://identity.example",
                "https:///jwks",
                "https://identity.example:99999",
                f"https://a:{SECRET}@identity.example/",
                "https://identity example",
                "https://identity.example/#there",
                "https://identity.example\n",
                "https://[identity.example",
            )
        ),
        *((name, value, "is empty") for name in ("AUDIENCE", "PRACTICE_CLAIM", "ROLES_CLAIM") for value in ("", " ")),
        *(("STORAGE_KEYS", value, "holds no key") for value in ("", " , ")),
        *((name, f"{KEY},{SECRET}", NO_KEY) for name in ("TRANSIT_KEYS", "STORAGE_KEYS")),
        *(
            ("KAFKA_BOOTSTRAP", value, NO_BROKER)
            for value in ("", "one:9092,", "host:99999", "kafka://host:9092", "a host")
        ),
        ("KAFKA_SECURITY_PROTOCOL", "TLS", "should be 'PLAINTEXT', 'SSL', 'SASL_PLAINTEXT' or 'SASL_SSL'"),
        ("KAFKA_SASL_MECHANISM", "MD5", "should be 'PLAIN', 'SCRAM-SHA-256' or 'SCRAM-SHA-512'"),
        ("KAFKA_CA_FILE", "/nowhere/ca.pem", "names a file that cannot be read (No such file or directory)"),
        ("KAFKA_CA_FILE", __file__, "names a file that holds no certificates (PEM)"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(name: str, value: str | None, words: str) -> None:
    said = fault(ServiceSettings, {f"STANDING_{name}": value})
    assert said == f"STANDING_{name} {words}."
    assert SECRET not in said


@pytest.mark.parametrize("name", ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
def test_where_traces_go_is_judged_too_under_its_own_name(name: str) -> None:
    assert fault(ServiceSettings, {name: "collector"}) == f"{name} {NO_URL}."
    assert fault(ServiceSettings, {name: ""}) == ""  # not set. Source: OpenTelemetry's specification of variables


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://a@one:5432,two:5433/name?target_session_attrs=read-write"),
        ("DATABASE_URL", "postgresql://a@/name?host=/var/run/postgresql"),
        ("DATABASE_URL", "postgresql://a:b%2Fc%23@[::1]:5432/name"),
        ("HOST", "::"),
        ("HOST", "booking_1.internal"),
        ("ISSUER", "http://127.0.0.1:8480/realms/clinic"),
        ("JWKS_URL", "https://identity.example/keys?policy=clinic"),
        ("STORAGE_KEYS", f" {KEY} , {KEY},"),
        ("KAFKA_BOOTSTRAP", "one:9092, two, [::1]:9092"),
    ],
)
def test_what_works_is_taken(name: str, value: str) -> None:
    assert fault(ServiceSettings, {f"STANDING_{name}": value}) == ""


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = {"STANDING_DATABASE_URL": "foo", "STANDING_PORT": "99999", "STANDING_ISSUER": None}
    assert fault(ServiceSettings, wrong) == (
        f"STANDING_DATABASE_URL {NO_DATABASE}; STANDING_PORT should be less than or equal to 65535; "
        "STANDING_ISSUER is missing."
    )


@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_sasl_asks_for_a_user_and_a_password(protocol: str) -> None:
    asked = {"STANDING_KAFKA_SECURITY_PROTOCOL": protocol}
    missing = "is missing, which SASL asks for"
    assert fault(ServiceSettings, asked) == f"STANDING_KAFKA_USERNAME {missing}; STANDING_KAFKA_PASSWORD {missing}."
    asked |= {"STANDING_KAFKA_USERNAME": "booking"}
    assert fault(ServiceSettings, asked) == f"STANDING_KAFKA_PASSWORD {missing}."
    assert fault(ServiceSettings, asked | {"STANDING_KAFKA_PASSWORD": SECRET}) == ""


@pytest.mark.parametrize(
    ("settings", "name"), [(OperationSettings, "DATABASE_URL"), (MigrationSettings, "DATABASE_OWNER_URL")]
)
def test_commands_judge_what_they_need_by_the_same_words(settings: type[EnvironmentSettings], name: str) -> None:
    only = {f"STANDING_{name}": POSTGRES, "STANDING_PORT": "none of theirs"}
    assert fault(settings, only) == ""
    assert fault(settings, only | {f"STANDING_{name}": "foo"}) == f"STANDING_{name} {NO_DATABASE}."
    assert fault(settings, only | {f"STANDING_{name}": None}) == f"STANDING_{name} is missing."


class Later(EnvironmentSettings):
    """Whatever a service may once be told."""

    secret: SecretStr
    secrets: list[SecretStr] | None = None
    open: str = ""


@pytest.mark.parametrize("content", [SECRET, f"{SECRET}\n", f"{SECRET}\r\n"])
def test_whatever_is_secret_can_come_from_a_file(tmp_path: Path, content: str) -> None:
    (file := tmp_path / "secret").write_bytes(content.encode())
    settings = read(Later, {"STANDING_SECRET_FILE": str(file), "STANDING_OPEN_FILE": str(file)})
    assert (settings.secret.get_secret_value(), settings.open) == (SECRET, "")


def test_keys_and_addresses_from_files_are_judged_as_all_are(tmp_path: Path) -> None:
    (keys := tmp_path / "keys").write_text(f"{KEY},{KEY}\n")
    (url := tmp_path / "url").write_text(f"{POSTGRES}\n")
    files = {
        "STANDING_TRANSIT_KEYS_FILE": str(keys),
        "STANDING_DATABASE_URL": None,
        "STANDING_DATABASE_URL_FILE": str(url),
    }
    assert len(read(ServiceSettings, files).transit_keys) == 2
    keys.write_text(SECRET)
    url.write_text(f"https://{SECRET}")
    said = fault(ServiceSettings, files)
    assert said == f"STANDING_DATABASE_URL {NO_DATABASE}; STANDING_TRANSIT_KEYS {NO_KEY}."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "names a file that cannot be read (No such file or directory)"),
        (b"", "names a file that is empty"),
        (b"\n", "names a file that is empty"),
        (b"\xff\xfe", "names a file that holds no text"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_the_other_faults(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / SECRET
    if content is not None:
        file.write_bytes(content)
    said = fault(ServiceSettings, {"STANDING_KAFKA_PASSWORD_FILE": str(file), "STANDING_PORT": None})
    assert said == f"STANDING_KAFKA_PASSWORD_FILE {words}; STANDING_PORT is missing."


def test_what_comes_both_ways_is_refused(tmp_path: Path) -> None:
    (file := tmp_path / "url").write_text(POSTGRES)
    said = fault(ServiceSettings, {"STANDING_DATABASE_URL_FILE": str(file)})
    assert said == "STANDING_DATABASE_URL_FILE is given, and STANDING_DATABASE_URL too."


def test_no_traceback_quotes_a_value() -> None:
    with pytest.raises(SettingsInvalid) as raised:
        read(ServiceSettings, {"STANDING_STORAGE_KEYS": SECRET})
    said = "".join(traceback.format_exception(raised.value))
    assert SECRET not in said
    assert "ValidationError" not in said
