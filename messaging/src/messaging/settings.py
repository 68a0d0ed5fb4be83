import ssl
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from cryptography.fernet import Fernet, MultiFernet
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from messaging.errors import SettingsInvalid

_SASL: Final = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


def separated(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class KafkaSettings(BaseSettings):
    """Where the brokers are, and how they are spoken to, in Kafka's own words.

    `kafka_ca_file` has certificates that are believed beside the system's.
    """

    model_config = SettingsConfigDict(env_prefix="STANDING_", extra="ignore", hide_input_in_errors=True)

    kafka_bootstrap: str = "127.0.0.1:9092"
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_username: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_ca_file: Path | None = None

    def kafka_security(self) -> BaseSecurity:
        """Raises SettingsInvalid."""
        encrypted = self.kafka_security_protocol in ("SSL", "SASL_SSL")
        context = self._tls() if encrypted else None
        if self.kafka_security_protocol in ("PLAINTEXT", "SSL"):
            return BaseSecurity(ssl_context=context, use_ssl=encrypted)
        if not self.kafka_username:
            raise SettingsInvalid("STANDING_KAFKA_USERNAME is missing, which SASL asks for.")
        made = _SASL[self.kafka_sasl_mechanism]
        return made(self.kafka_username, self.kafka_password.get_secret_value(), context, encrypted)

    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.kafka_ca_file is not None:
            try:
                context.load_verify_locations(self.kafka_ca_file)
            except OSError as error:
                raise SettingsInvalid(f"STANDING_KAFKA_CA_FILE cannot be read: {error.strerror or error}.") from error
        return context


class ServiceSettings(KafkaSettings):
    """What every service is told by its environment, as STANDING_…; a service adds its own."""

    database_url: SecretStr
    database_relay_url: SecretStr

    host: str = "127.0.0.1"
    port: int

    issuer: str
    audience: str
    jwks_url: str
    practice_claim: str = "practice_id"
    roles_claim: str = "roles"

    audit_days: int = Field(2192, ge=365, le=36525)

    storage_keys: Annotated[list[SecretStr], NoDecode, BeforeValidator(separated)]

    @property
    def audit_kept(self) -> timedelta:
        """Six years by default. Source: 45 CFR 164.316(b)(2)(i)."""
        return timedelta(days=self.audit_days)

    def storage(self) -> MultiFernet:
        """The service's own keys for what it keeps sealed at rest: the first seals, all open. Raises ValueError."""
        try:
            return MultiFernet([Fernet(key.get_secret_value()) for key in self.storage_keys])
        except ValueError as error:
            raise ValueError(f"STANDING_STORAGE_KEYS has no usable key: {str(error).rstrip('.')}.") from error


class OperationSettings(KafkaSettings):
    """What the commands for operations are told, as the application. A replay needs all of the service's settings."""

    database_url: SecretStr


class MigrationSettings(BaseSettings):
    """What `migrate` is told: the owner of the database, whom no running service knows."""

    model_config = SettingsConfigDict(env_prefix="STANDING_", extra="ignore", hide_input_in_errors=True)

    database_owner_url: SecretStr


def settings_in_words(error: ValidationError) -> str:
    """Which settings are wrong, and no value of theirs."""
    names = ", ".join(f"STANDING_{'_'.join(map(str, item['loc']))}".upper() for item in error.errors())
    return f"these settings are missing or not valid: {names}."
