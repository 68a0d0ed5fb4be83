"""Values that nobody reads on the broker: people operate Kafka with tools that print messages."""

from functools import cache
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import GetJsonSchemaHandler, RootModel, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class CannotOpen(ValueError):
    """Sealed under a key that is not among these transit keys, or not what it should hold."""


class TransitKeys:
    """The keys that services share: the first seals, all open, so that keys rotate."""

    def __init__(self, keys: Fernet | MultiFernet) -> None:
        self._keys = keys

    def seal(self, content: bytes) -> str:
        return self._keys.encrypt(content).decode()

    def open(self, sealed: str) -> bytes:
        """Raises CannotOpen."""
        try:
            return self._keys.decrypt(sealed.encode())
        except (InvalidToken, ValueError) as error:
            raise CannotOpen("Sealed under an unknown key, or damaged.") from error


class Sealed[T](RootModel[str]):
    """A `T` that only Standing's services can read. On the wire it is a Fernet token (encrypted and signed)."""

    @classmethod
    def seal(cls, value: T, keys: TransitKeys) -> Self:
        return cls(keys.seal(cls._content().dump_json(value)))

    def open(self, keys: TransitKeys) -> T:
        """Raises CannotOpen."""
        content = keys.open(self.root)
        try:
            opened: T = self._content().validate_json(content)
        except ValueError as error:
            raise CannotOpen("What is sealed is not what it should be.") from error
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


def sealed_if_any(text: str | None, keys: TransitKeys) -> SealedText | None:
    return None if text is None else SealedText.seal(text, keys)


def opened_if_any(sealed: SealedText | None, keys: TransitKeys) -> str | None:
    """Raises CannotOpen."""
    return None if sealed is None else sealed.open(keys)
