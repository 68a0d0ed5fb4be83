import re
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from booking.domain.client import Client, Recipient, Role
from booking.routes.models.request_body import RequestBody
from messaging.http.text import Name
from messaging.mail_address import MailAddress


def _phone(number: str) -> str:
    if not re.fullmatch(r"\+?[0-9 ()./-]+", number) or not 5 <= sum(map(str.isdecimal, number)) <= 15:
        raise ValueError("This is no telephone number.")
    return number


type Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_phone)]


class RecipientRequest(RequestBody):
    """Somebody who gets messages about the client. `called` is the name for a greeting, where it is not `name`."""

    role: Role
    name: Name
    called: Name | None = None
    email: MailAddress | None = None
    phone: Phone | None = None

    def recipient(self) -> Recipient:
        return Recipient(self.role, self.name, self.called, self.email, self.phone)


class ClientRequest(RequestBody):
    """The first recipient is the client."""

    recipients: Annotated[list[RecipientRequest], Field(min_length=1, max_length=10)]


class ClientResponse(BaseModel):
    id: UUID
    version: int
    name: str
    recipients: list[Recipient]

    @classmethod
    def of(cls, client: Client) -> Self:
        return cls(id=client.id, version=client.version, name=client.name, recipients=list(client.recipients))
