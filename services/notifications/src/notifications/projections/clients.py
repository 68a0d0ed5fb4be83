import json
from dataclasses import asdict
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging.database import Connection
from notifications.domain.people import Client, Recipient


async def keep_client(connection: Connection, practice_id: UUID, client: Client, *, keys: MultiFernet) -> None:
    """Unless newer is known."""
    await connection.execute(
        """
        INSERT INTO clients (id, practice_id, incarnation, version, recipients)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE
           SET incarnation = excluded.incarnation, version = excluded.version, recipients = excluded.recipients
         WHERE (clients.incarnation, clients.version) < (excluded.incarnation, excluded.version)
        """,
        client.id,
        practice_id,
        client.version.incarnation,
        client.version.number,
        keys.encrypt(json.dumps([asdict(recipient) for recipient in client.recipients]).encode()),
    )


async def find_recipients(
    connection: Connection, client_id: UUID, *, keys: MultiFernet
) -> tuple[Recipient, ...] | None:
    """A client's people; None while nothing is known of the client."""
    sealed = await connection.fetchval("SELECT recipients FROM clients WHERE id = $1", client_id)
    return None if sealed is None else recipients_in(sealed, keys=keys)


def recipients_in(sealed: bytes, *, keys: MultiFernet) -> tuple[Recipient, ...]:
    """As a client's row has them."""
    return tuple(Recipient(**recipient) for recipient in json.loads(keys.decrypt(sealed)))
