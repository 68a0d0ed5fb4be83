from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, ClassVar, Final

type Members = Mapping[str, Any]  # types that pydantic can describe, by the member's name


class Refusal(Exception):
    """What an API cannot meet. Each class with a `code` is a problem type of RFC 9457; `str()` of it is the detail.

    `meaning` and `remedy` are what its page says: what is so, and what whoever gets it can do. `members` are the types
    of the problem's further members, by name. A program goes by the type; the title is for people, and may change.
    """

    status: ClassVar[HTTPStatus]
    code: ClassVar[str]
    title: ClassVar[str]
    meaning: ClassVar[str]
    remedy: ClassVar[str]
    members: ClassVar[Members] = {}

    @classmethod
    def type(cls) -> str:
        """Resolved against the request, it is the page that the installation's gateway has. Source: RFC 9457, 3.1.1."""
        return f"{PROBLEMS}{cls.code}"

    @property
    def extensions(self) -> dict[str, object]:
        """Further members of the problem, as JSON."""
        return {}

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside the problem."""
        return {}


PROBLEMS: Final = "/problems/"


def refusals(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Each problem type that is imported, once."""
    for each in root.__subclasses__():
        if "code" in vars(each):
            yield each
        yield from refusals(each)


class IdempotencyKeyReused(Refusal):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "idempotency-key-reused"
    title = "This Idempotency-Key was used for another request"
    meaning = "A request with this key was done, and it asked for something else. This one was not done."
    remedy = "Use a new key for a new request. What the first one did stands in the diary."


class VersionStale(Refusal):
    status = HTTPStatus.PRECONDITION_FAILED
    code = "version-stale"
    title = "It is not any more what you saw"
    meaning = "Somebody has changed it since it was read. The detail says who and when. Nothing was changed by this."
    remedy = "Read it again, look at what is so now, and send the new ETag if it is still wanted."


class EventAtFault(Exception):
    """What an event asks for can never be done: it is parked."""


class NoSuchZone(EventAtFault):
    """There is no such time zone."""


class VersionOutOfBounds(EventAtFault):
    """Of which no thing of ours ever is."""


class SettingsInvalid(Exception):
    """The process cannot start with these settings."""


class CommandFailed(Exception):
    """What a command was asked to do is not done; `str()` of it is the one line that says why."""
