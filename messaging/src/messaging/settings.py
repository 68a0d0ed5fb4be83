from typing import Annotated

from cryptography.fernet import Fernet, MultiFernet
from pydantic import BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def separated(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class ServiceSettings(BaseSettings):
    """What every service is told by its environment, as STANDING_…; a service adds its own."""

    model_config = SettingsConfigDict(env_prefix="STANDING_", extra="ignore", hide_input_in_errors=True)

    database_url: SecretStr
    database_relay_url: SecretStr
    kafka_bootstrap: str = "127.0.0.1:9092"

    host: str = "127.0.0.1"
    port: int

    issuer: str
    audience: str
    jwks_url: str
    practice_claim: str = "practice_id"
    roles_claim: str = "roles"

    storage_keys: Annotated[list[SecretStr], NoDecode, BeforeValidator(separated)]

    def storage(self) -> MultiFernet:
        """The service's own keys for what it keeps sealed at rest: the first seals, all open. Raises ValueError."""
        try:
            return MultiFernet([Fernet(key.get_secret_value()) for key in self.storage_keys])
        except ValueError as error:
            raise ValueError(f"STANDING_STORAGE_KEYS has no usable key: {str(error).rstrip('.')}.") from error


class OperationSettings(BaseSettings):
    """What the commands for operations are told, as the application. A replay needs all of the service's settings."""

    model_config = SettingsConfigDict(env_prefix="STANDING_", extra="ignore", hide_input_in_errors=True)

    database_url: SecretStr
    kafka_bootstrap: str = "127.0.0.1:9092"


class MigrationSettings(BaseSettings):
    """What `migrate` is told: the owner of the database, whom no running service knows."""

    model_config = SettingsConfigDict(env_prefix="STANDING_", extra="ignore", hide_input_in_errors=True)

    database_owner_url: SecretStr


def settings_in_words(error: ValidationError) -> str:
    """Which settings are wrong, and no value of theirs."""
    names = ", ".join(f"STANDING_{'_'.join(map(str, item['loc']))}".upper() for item in error.errors())
    return f"these settings are missing or not valid: {names}."
