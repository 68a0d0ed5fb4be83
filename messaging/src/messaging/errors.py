from http import HTTPStatus
from typing import ClassVar


class Refusal(Exception):
    """What cannot be met. Each subclass is one problem type of RFC 9457; `str()` of it is the detail."""

    status: ClassVar[HTTPStatus]
    title: ClassVar[str]

    @property
    def extensions(self) -> dict[str, object]:
        """Further members of the problem, as JSON."""
        return {}

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside the problem."""
        return {}


class IdempotencyKeyReused(Refusal):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This Idempotency-Key was used for another request"


class VersionStale(Refusal):
    """Somebody has changed it since the caller read it."""

    status = HTTPStatus.PRECONDITION_FAILED
    title = "It is not any more what you saw"


class SettingsInvalid(Exception):
    """The process cannot start with these settings."""


class CommandFailed(Exception):
    """What a command was asked to do is not done; `str()` of it is the one line that says why."""
