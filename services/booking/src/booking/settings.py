from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from messaging.settings import ServiceSettings


class Settings(ServiceSettings):
    """What the service is told by its environment."""


class CommandSettings(BaseSettings):
    """What a command that works on the database is told: as the application, whom row-level security binds."""

    model_config = SettingsConfigDict(env_prefix="STANDING_", extra="ignore", hide_input_in_errors=True)

    database_url: SecretStr
