"""What the environment says, as STANDING_…: judged when it is read, and what is wrong is named all at once."""

import os
import ssl
from collections.abc import Callable, Mapping
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, TypeAliasType, get_args

from cryptography.fernet import MultiFernet
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from messaging.at_rest import AtRest, Keyring
from messaging.database import Database
from messaging.errors import SettingsInvalid
from messaging.keys import by_id
from messaging.setting_types import (
    Brokers,
    Certificates,
    Collector,
    FormerKeys,
    Host,
    HttpUrl,
    NotEmpty,
    OwnKeys,
    Port,
    PostgresUrl,
    SharedKeys,
    TokenTypes,
    fernet,
    wrong,
)

_PREFIX: Final = "STANDING_"
_FILE: Final = "secret_file"  # the type of an error in what a …_FILE names

_SASL: Final = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


class SecretFiles(EnvSettingsSource):
    """Of what is secret: STANDING_…_FILE names the file that holds it, such as a secret of Docker's or Kubernetes's."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        given, _, _ = super().get_field_value(field, field_name)
        file, _, _ = super().get_field_value(field, f"{field_name}_file")
        if file is None or not is_secret(field.annotation):
            return None, field_name, False
        if given is not None:
            return wrong(f"is given, and {_PREFIX}{field_name.upper()} too", _FILE), field_name, False
        return _content(Path(file)), field_name, False


def is_secret(annotation: Any) -> bool:
    """Whether a field of this type is, or holds, what nobody should read."""
    if isinstance(annotation, TypeAliasType):
        return is_secret(annotation.__value__)
    return annotation is SecretStr or any(map(is_secret, get_args(annotation)))


def _content(file: Path) -> str | PydanticCustomError:
    try:
        content = file.read_text().rstrip("\r\n")
    except OSError as error:
        return wrong(f"names a file that cannot be read ({error.strerror})", _FILE)
    except ValueError:
        return wrong("names a file that holds no text", _FILE)
    return content or wrong("names a file that is empty", _FILE)


class EnvironmentSettings(BaseSettings):
    """Read from the environment, and what is secret also from files."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="ignore", hide_input_in_errors=True)

    def __init__(self, **given: Any) -> None:
        """Raises SettingsInvalid."""
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise SettingsInvalid(_in_words(error)) from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, SecretFiles(settings_cls), env_settings

    @field_validator("*", mode="before")
    @classmethod
    def _was_found(cls, value: object) -> object:
        if isinstance(value, PydanticCustomError):
            raise value
        return value


def _in_words(error: ValidationError) -> str:
    """Which settings are wrong and how, and no value of theirs."""
    faults = [_fault(str(found["loc"][0]), found["type"], found["msg"]) for found in error.errors()]
    return f"{'; '.join(dict.fromkeys(faults))}."


def _fault(name: str, kind: str, words: str) -> str:
    """`name` is a field's, or as the environment has it where the name is not ours."""
    setting = name if name.isupper() else setting_of(name)
    if kind == "missing":
        return f"{setting} is missing"
    if kind == _FILE:
        return f"{setting}_FILE {words}"
    return f"{setting} {words.removeprefix('Input ').partition(', unable')[0]}"


def setting_of(field: str) -> str:
    """As the environment has it."""
    return f"{_PREFIX}{field.upper()}"


def find_shared_keys(settings: type[EnvironmentSettings]) -> list[str]:
    """The fields that hold keys on which services have to agree."""
    kinds: Any = (SharedKeys, FormerKeys)
    return [name for name, field in settings.model_fields.items() if field.annotation in kinds]


def misspelt(settings: type[EnvironmentSettings]) -> dict[str, str]:
    """What the environment names and is almost, but not quite, one of these settings; and which. Other services' may
    stand there too."""
    known = [name.upper() for name in settings.model_fields]
    names = [name.removeprefix(_PREFIX) for name in sorted(os.environ) if name.startswith(_PREFIX)]
    strange = [name for name in names if name.removesuffix("_FILE") not in known]
    return {
        f"{_PREFIX}{name}": f"{_PREFIX}{meant}"
        for name in strange
        for meant in get_close_matches(name.removesuffix("_FILE"), known, n=1, cutoff=0.85)
    }


class DatabaseSettings(EnvironmentSettings):
    """What is told to who asks the database: as the application, whom row-level security binds."""

    database_url: PostgresUrl
    database_pooler: Literal["none", "transaction"] = "none"

    def database(self, *, connections: int = 10) -> Database:
        return Database(
            self.database_url.get_secret_value(),
            connections=connections,
            keeps_statements=self.database_pooler == "none",
        )


class TransitSettings(EnvironmentSettings):
    """What is told to who seals or opens what crosses the broker. A service adds its keys by their purposes.

    `transit_keys` are those of former releases, which had one list for all and bound nothing to its place. Where there
    are some, a former release may still read what is sealed, until `seal_bound` says that none does.
    """

    transit_keys: FormerKeys = Field(default=[])
    seal_bound: bool = False

    @property
    def seals_as_former(self) -> bool:
        return bool(self.transit_keys) and not self.seal_bound

    def former_transit(self) -> MultiFernet | None:
        return fernet(self.transit_keys) if self.transit_keys else None


class StorageSettings(TransitSettings):
    """What is told to who seals or opens what a service keeps in its own database."""

    storage_keys: OwnKeys

    def at_rest(self, keyring: Callable[[Mapping[str, bytes]], Keyring]) -> AtRest:
        """`keyring` makes one of keys by their ids."""
        return AtRest(
            keyring(by_id(self.storage_keys)), former=fernet(self.storage_keys), seals_as_former=self.seals_as_former
        )


class MigrationSettings(EnvironmentSettings):
    """What `migrate` is told: the owner of the database, whom no running service knows."""

    database_owner_url: PostgresUrl


class KafkaSettings(EnvironmentSettings):
    """Where the brokers are, and how they are spoken to, in Kafka's own words.

    `kafka_ca_file` has certificates that are believed beside the system's.
    """

    kafka_bootstrap: Brokers = "127.0.0.1:9092"
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_username: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_ca_file: Certificates | None = None

    @field_validator("kafka_username", "kafka_password")
    @classmethod
    def _is_there_for_sasl[T: str | SecretStr](cls, value: T, others: ValidationInfo) -> T:
        if not value and others.data.get("kafka_security_protocol") in ("SASL_PLAINTEXT", "SASL_SSL"):
            raise wrong("is missing, which SASL asks for")
        return value

    def kafka_security(self) -> BaseSecurity:
        encrypted = self.kafka_security_protocol in ("SSL", "SASL_SSL")
        context = self._tls() if encrypted else None
        if self.kafka_security_protocol in ("PLAINTEXT", "SSL"):
            return BaseSecurity(ssl_context=context, use_ssl=encrypted)
        made = _SASL[self.kafka_sasl_mechanism]
        return made(self.kafka_username, self.kafka_password.get_secret_value(), context, encrypted)

    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.kafka_ca_file is not None:
            context.load_verify_locations(self.kafka_ca_file)
        return context


class ResealSettings(StorageSettings, MigrationSettings):
    """What `reseal` is told."""


class OperationSettings(KafkaSettings, DatabaseSettings):
    """What the commands for operations are told. A replay needs all of the service's settings."""


class ServiceSettings(StorageSettings, OperationSettings):
    """What every service is told; a service adds its own."""

    database_relay_url: PostgresUrl

    host: Host = "127.0.0.1"
    port: Port

    issuer: HttpUrl
    audience: NotEmpty
    jwks_url: HttpUrl
    practice_claim: NotEmpty = "practice_id"
    roles_claim: NotEmpty = "roles"
    token_types: TokenTypes = Field(default=["at+jwt"])

    audit_days: int = Field(2192, ge=365, le=36525)

    # OpenTelemetry reads these by itself; here they are judged with the others.
    traces_to: Collector = Field(default=None, validation_alias="OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    telemetry_to: Collector = Field(default=None, validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT")

    @property
    def audit_kept(self) -> timedelta:
        """Six years by default. Source: 45 CFR 164.316(b)(2)(i)."""
        return timedelta(days=self.audit_days)
