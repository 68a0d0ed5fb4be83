"""Values that nobody reads on the broker: people operate Kafka with tools that print messages.

Each is sealed for its place: practice, event type, subject and field. Pasted into another event it does not open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal, Self, cast, get_args
from uuid import UUID

from cryptography.fernet import InvalidToken, MultiFernet
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializationInfo, TypeAdapter, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from contracts.keyring import CannotOpen, Keyring, is_bound

# Who may read it: clients' names and contacts, and words about them, are booking's and notifications'; of the clinic
# and its links video-links knows too; of what became of messages booking and notifications.
type Purpose = Literal["clients", "words", "clinic", "links", "outcomes"]

# An object with this one member stands, in an example written by hand, for its value, yet to be sealed.
TO_BE_SEALED: Final = "seal"


class TransitKeys:
    """The keys that services share, by purpose: each service has those of what it tells or reads.

    `former` are those of releases that bound nothing, and had one list for all: they open what such a release has
    sealed, and seal while one may still read it (`seals_as_former`).
    """

    def __init__(
        self,
        keys: Mapping[Purpose, Keyring],
        *,
        former: MultiFernet | None = None,
        seals_as_former: bool = False,
    ) -> None:
        self._keys = keys
        self._former = former
        self._seals_as_former = seals_as_former

    def seal(self, content: bytes, purpose: Purpose, place: Sequence[str]) -> str:
        if self._former is not None and self._seals_as_former:
            return self._former.encrypt(content).decode()
        return self._keys[purpose].seal(content, place)

    def open(self, sealed: str, purpose: Purpose, place: Sequence[str]) -> bytes:
        """Raises CannotOpen."""
        if self._former is not None and not is_bound(sealed):
            try:
                return self._former.decrypt(sealed.encode())
            except (InvalidToken, ValueError) as error:
                raise CannotOpen("Sealed under an unknown key, or damaged.") from error
        if purpose not in self._keys:
            raise CannotOpen(f"It takes the keys for {purpose}, which are not this service's.")
        return self._keys[purpose].open(sealed, place)


@dataclass(frozen=True, slots=True)
class Place:
    """What an event's envelope says of where its values stand."""

    practice_id: UUID
    type: str
    subject: str

    def of(self, field: str) -> Sequence[str]:
        return (str(self.practice_id), self.type, self.subject, field)


@dataclass(frozen=True, slots=True)
class ByHand(Place):
    """Where an example is written by hand, and shown: what is sealed by these keys stands there to be sealed."""

    keys: TransitKeys


class Sealed[T]:
    """A `T` that only those services read that have its keys. No print shows it.

    Until its event is written it is there as it is; what was read is opened where it is asked for.
    """

    __slots__ = ("_content", "_keys", "_on", "_place", "_token")

    def __init__(
        self,
        *,
        content: T | None = None,
        keys: TransitKeys | None = None,
        token: str | None = None,
        on: "On[T] | None" = None,
        place: Place | None = None,
    ) -> None:
        self._content = content
        self._keys = keys
        self._token = token
        self._on = on
        self._place = place

    @classmethod
    def seal(cls, value: T, keys: TransitKeys) -> Self:
        """To be sealed with these keys."""
        return cls(content=value, keys=keys)

    def open(self, keys: TransitKeys) -> T:
        """Raises CannotOpen."""
        if self._token is None:
            return self._plain
        if self._on is None or self._place is None:
            raise CannotOpen("It was read without its envelope.")
        return self._on.opened(self._token, keys, self._place)

    def written(self, on: "On[T]", place: Place | None) -> Any:
        """What was read stays as it came."""
        if isinstance(place, ByHand):
            content = self._plain if self._token is None else on.opened(self._token, place.keys, place)
            return {TO_BE_SEALED: on.adapter.dump_python(content, mode="json", exclude_unset=True)}
        if self._token is not None:
            return self._token
        if place is None or self._keys is None:
            raise ValueError("What is to be sealed is written without its envelope.")
        return self._keys.seal(on.adapter.dump_json(self._plain, exclude_unset=True), on.purpose, place.of(on.field))

    @property
    def _plain(self) -> T:
        return cast("T", self._content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self._token, self._content) == (other._token, other._content)

    def __hash__(self) -> int:
        return hash(self._token)

    def __repr__(self) -> str:
        return "Sealed(…)"


@dataclass(frozen=True)
class On[T]:
    """The field of an event on which something sealed stands, and for whom. Its name is sealed with it, and so never
    changes."""

    purpose: Purpose
    field: str
    content: Any = None

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self.content)

    def opened(self, token: str, keys: TransitKeys, place: Place) -> T:
        """Raises CannotOpen."""
        content = keys.open(token, self.purpose, place.of(self.field))
        try:
            return self.adapter.validate_json(content)
        except ValueError as error:
            raise CannotOpen("What is sealed is not what it should be.") from error

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (content,) = get_args(source)
        on = replace(self, content=content)
        return core_schema.with_info_plain_validator_function(
            on._read,
            json_schema_input_schema=handler.generate_schema(content),
            serialization=core_schema.plain_serializer_function_ser_schema(on._write, info_arg=True),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        content: Any = schema
        return {"type": "string", "format": "sealed", "x-holds": handler(content["json_schema_input_schema"])}

    def _read(self, given: Any, info: ValidationInfo) -> Sealed[T]:
        place = info.context if isinstance(info.context, Place) else None
        match given:
            case Sealed():
                return given
            case str():
                return Sealed(token=given, on=self, place=place)
            case dict() if isinstance(place, ByHand) and given.keys() == {TO_BE_SEALED}:
                return Sealed(content=self.adapter.validate_python(given[TO_BE_SEALED]), keys=place.keys)
            case _:
                raise PydanticCustomError("sealed", "Input should be a sealed value, which is text")

    def _write(self, value: Sealed[T], info: SerializationInfo) -> Any:
        return value.written(self, info.context if isinstance(info.context, Place) else None)


def sealed_if_any(text: str | None, keys: TransitKeys) -> Sealed[str] | None:
    return None if text is None else Sealed[str].seal(text, keys)


def opened_if_any(sealed: Sealed[str] | None, keys: TransitKeys) -> str | None:
    """Raises CannotOpen."""
    return None if sealed is None else sealed.open(keys)
