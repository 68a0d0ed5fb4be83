import json
from dataclasses import asdict
from typing import Final
from uuid import UUID

from messaging.at_rest import AtRest, SealedColumn
from messaging.database import Connection
from notifications.domain.people import Client, Recipient

RECIPIENTS: Final = SealedColumn("clients", "recipients")


async def keep_client(connection: Connection, practice_id: UUID, client: Client, *, keys: AtRest) -> None:
    """Unless newer is known."""
    await connection.execute(
        """
        INSERT INTO clients (id, practice_id, incarnation, version, recipients)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (practice_id, id) DO UPDATE
           SET incarnation = excluded.incarnation, version = excluded.version, recipients = excluded.recipients
         WHERE (clients.incarnation, clients.version) < (excluded.incarnation, excluded.version)
        """,
        client.id,
        practice_id,
        client.version.incarnation,
        client.version.number,
        keys.seal(json.dumps([asdict(recipient) for recipient in client.recipients]), RECIPIENTS, client.id),
    )


async def find_recipients(connection: Connection, client_id: UUID, *, keys: AtRest) -> tuple[Recipient, ...] | None:
    """A client's people; None while nothing is known of the client."""
    sealed = await connection.fetchval("SELECT recipients FROM clients WHERE id = $1", client_id)
    return None if sealed is None else recipients_in(client_id, sealed, keys=keys)


def recipients_in(client_id: UUID, sealed: bytes, *, keys: AtRest) -> tuple[Recipient, ...]:
    """As a client's row has them."""
    return tuple(Recipient(**recipient) for recipient in json.loads(keys.open(sealed, RECIPIENTS, client_id)))
