from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from booking.errors import RecipientsInvalid

type Role = Literal["client", "guardian", "carer"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets messages about a client. `called` is the name for a greeting, where it is not `name`."""

    role: Role
    name: str
    called: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """The first recipient is the client, whom the others are told about. Raises RecipientsInvalid."""

    id: UUID
    version: int
    recipients: Sequence[Recipient]

    def __post_init__(self) -> None:
        if [recipient.role for recipient in self.recipients].count("client") != 1:
            raise RecipientsInvalid("One recipient is the client, and no more than one.")
        if self.recipients[0].role != "client":
            raise RecipientsInvalid("The first recipient is the client.")

    @property
    def name(self) -> str:
        return self.recipients[0].name
