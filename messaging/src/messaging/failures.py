"""Two classes of failure: an event that will fail whenever it is tried, and an environment that will mend."""

import asyncpg
from pydantic import ValidationError

from messaging.errors import EventAtFault, Refusal
from messaging.outbox import EventTooLarge

_LONGEST = 300  # characters


class Unreadable(Exception):
    """The record is not an event that this service can read."""


# The last two are SQLSTATE's classes 22 and 23.
_EVENT_FAILURES = (
    Unreadable,
    ValidationError,
    EventAtFault,
    Refusal,
    EventTooLarge,
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
)


def is_the_events_own(error: BaseException) -> bool:
    """Whether the event is at fault. All else is the environment's: tried again for ever, and nothing is parked."""
    return isinstance(error, _EVENT_FAILURES) or _touches_another_practice(error)


def in_words(error: BaseException) -> str:
    """Without what the event held: a validation error would quote it. In one line, and bounded: a type that a stranger
    has named may stand in it."""
    line = printable(str(error) if isinstance(error, Unreadable) else type(error).__name__)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def printable(text: str) -> str:
    """What would do something to a terminal, or begin another line, is escaped."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _touches_another_practice(error: BaseException) -> bool:
    """Row-level security and a missing grant share SQLSTATE 42501; only the first is the event's own fault."""
    return isinstance(error, asyncpg.InsufficientPrivilegeError) and "row-level security" in str(error)
