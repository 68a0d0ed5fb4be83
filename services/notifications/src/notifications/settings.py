from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, field_validator

from messaging.mail_address import NoMailAddress, mail_address_in_ascii
from messaging.setting_types import Host, Port, SharedKeys, wrong
from messaging.settings import ServiceSettings


def _mail_from(address: str) -> str:
    try:
        return mail_address_in_ascii(address)
    except NoMailAddress:
        raise wrong("is no mail address (name@domain)") from None


type MailFrom = Annotated[str, AfterValidator(_mail_from)]


class Settings(ServiceSettings):
    """`smtp_timeout`, `announcement_delay` and `longest_hold` are seconds; `mail_from` is in ASCII.

    `clients_keys` to `outcomes_keys` seal and open what their names say on the topics. By a `…_signing_keys` one
    service signs its events, and those that hear them know that they are its own.
    """

    clients_keys: SharedKeys
    words_keys: SharedKeys
    clinic_keys: SharedKeys
    links_keys: SharedKeys
    outcomes_keys: SharedKeys

    booking_signing_keys: SharedKeys
    video_links_signing_keys: SharedKeys
    notifications_signing_keys: SharedKeys

    smtp_host: Host = "127.0.0.1"
    smtp_port: Port = 25
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_timeout: float = Field(default=15.0, gt=0, le=600)
    smtp_connections: int = Field(default=8, ge=1, le=100)
    mail_from: MailFrom
    announcement_delay: float = Field(default=20.0, ge=0, le=86_400)

    longest_hold: float = Field(default=3600.0, ge=0, le=86_400)

    @field_validator("smtp_password")
    @classmethod
    def _goes_with_a_user(cls, password: SecretStr, others: ValidationInfo) -> SecretStr:
        if bool(password) != bool(others.data.get("smtp_username")):
            raise wrong("and STANDING_SMTP_USERNAME: one is given without the other")
        return password

    @property
    def delay(self) -> timedelta:
        """Between a booking and its confirmation: the time to undo it."""
        return timedelta(seconds=self.announcement_delay)
