"""Values that nobody reads on the broker: people operate Kafka with tools that print messages."""

import os
from functools import cache
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import GetJsonSchemaHandler, RootModel, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

TRANSIT_KEYS = "STANDING_TRANSIT_KEYS"


class TransitKeysMissing(Exception):
    """The environment has no usable transit keys."""


class CannotOpen(ValueError):
    """Sealed under a key that is not among this process's transit keys, or not what it should hold."""


@cache
def transit_keys() -> MultiFernet:
    """The keys that services share: the first seals, all open, so that keys rotate. Raises TransitKeysMissing."""
    keys = [key.strip() for key in os.environ.get(TRANSIT_KEYS, "").split(",") if key.strip()]
    if not keys:
        raise TransitKeysMissing(f"{TRANSIT_KEYS} is not set. It takes Fernet keys, separated by commas.")
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise TransitKeysMissing(f"{TRANSIT_KEYS} holds what is no Fernet key: {error}.") from error


class Sealed[T](RootModel[str]):
    """A `T` that only Standing's services can read. On the wire it is a Fernet token (encrypted and signed)."""

    @classmethod
    def seal(cls, value: T) -> Self:
        return cls(transit_keys().encrypt(cls._content().dump_json(value)).decode())

    def open(self) -> T:
        """Raises CannotOpen."""
        try:
            opened: T = self._content().validate_json(transit_keys().decrypt(self.root.encode()))
        except (InvalidToken, ValueError) as error:
            raise CannotOpen("Sealed under an unknown key, or damaged.") from error
        return opened

    @classmethod
    def _content(cls) -> TypeAdapter[Any]:
        return _adapter(cls.__pydantic_generic_metadata__["args"][0])

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "sealed", "x-holds": handler(cls._content().core_schema)}


@cache
def _adapter(content: type) -> TypeAdapter[Any]:
    return TypeAdapter(content)


SealedText = Sealed[str]
