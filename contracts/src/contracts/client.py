from typing import Annotated, ClassVar, Literal
from uuid import UUID

from contracts.event import Event, State
from contracts.sealed import On, Sealed
from contracts.topics import BOOKING_EVENTS

type RecipientRole = Literal["client", "guardian", "carer"]


class Recipient(State):
    """Somebody who gets messages about a client. `called` is the name for a greeting, where it is not `name`."""

    role: RecipientRole
    name: str
    called: str | None = None
    email: str | None = None
    phone: str | None = None


class Client(State):
    """The first recipient is the client."""

    id: UUID
    version: int
    recipients: Annotated[Sealed[list[Recipient]], On("clients", "client.recipients")]


class ClientChanged(Event):
    """The client as they are since `version`."""

    type: ClassVar = "client.changed.v1"
    topic: ClassVar = BOOKING_EVENTS

    client: Client

    @property
    def subject(self) -> UUID:
        return self.client.id
