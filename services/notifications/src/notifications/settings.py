from datetime import timedelta
from typing import Literal

from pydantic import Field, SecretStr

from messaging.settings import ServiceSettings


class Settings(ServiceSettings):
    """`smtp_timeout`, `announcement_delay` and `longest_hold` are seconds."""

    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout: float = Field(default=15.0, gt=0, le=600)
    smtp_connections: int = Field(default=8, ge=1, le=100)
    mail_from: str = Field(pattern=r"^[!-?A-~]+@[A-Za-z0-9.-]+$")
    announcement_delay: float = Field(default=20.0, ge=0, le=86_400)

    longest_hold: float = Field(default=3600.0, ge=0, le=86_400)

    @property
    def delay(self) -> timedelta:
        """Between a booking and its confirmation: the time to undo it."""
        return timedelta(seconds=self.announcement_delay)
