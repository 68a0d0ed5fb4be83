"""Handling one record: see that it is authentic, read it, and run its handler in a transaction for its practice."""

from collections.abc import Awaitable, Callable

from messaging.database import Connection, Database
from messaging.failures import Unreadable
from messaging.handlers import Handlers
from messaging.outbox import LARGEST
from messaging.record import Record, cause_of, header, type_of, value_of
from messaging.signature_demand import authenticate

type Step = Callable[[Connection], Awaitable[None]]


async def handle(database: Database, handlers: Handlers, record: Record, *, first: Step | None = None) -> bool:
    """False where nobody here handles the record's type. `first` is done in the handler's transaction, before it.

    Raises whatever keeps it from being handled: `failures` tells whose fault that is.
    """
    await authenticate(database, handlers, record)
    event_type = type_of(record)
    handled = handlers.find(event_type)
    if handled is None:
        if handlers.knows_name_of(event_type):
            raise Unreadable(f"{event_type} is a version that this service does not know.")
        return False
    cause = cause_of(record)
    value = value_of(record)
    if len(value) > LARGEST:
        raise Unreadable(f"Its value has {len(value)} bytes; no event of ours has more than {LARGEST}.")
    try:
        subject = header(record, "ce_subject") or ""
        event = handlers.read(handled.event, value, practice_id=cause.practice_id, subject=subject)
        async with database.transaction(cause.practice_id) as connection:
            if first is not None:
                await first(connection)
            await handled.handler(connection, event, cause)
    except handlers.unreadable as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    return True
