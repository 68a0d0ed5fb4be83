"""What a service keeps sealed in its own database, each value for its row: moved to another, it does not open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cryptography.fernet import InvalidToken, MultiFernet

# Of what a release before sealed, which bound nothing: Fernet's version, in base64.
_FORMER = b"gAAAA"


class Keyring(Protocol):
    """What seals for one place: the first key, and all open."""

    @property
    def seals_as(self) -> str: ...

    def seal(self, content: bytes, place: Sequence[str], /) -> str: ...

    def open(self, sealed: str, place: Sequence[str], /) -> bytes: ...


class KeyLacks(Exception):
    """A row cannot be opened: no event is at fault, but the storage keys, or whoever changed the row."""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """Where something is kept sealed. `row` is the column by which its rows are known within a practice."""

    table: str
    column: str
    row: str = "id"

    def place(self, row_id: UUID) -> Sequence[str]:
        return (self.table, self.column, str(row_id))


class AtRest:
    """`former` opens what a release before has sealed, and seals while one may still read it (`seals_as_former`)."""

    def __init__(self, keyring: Keyring, *, former: MultiFernet, seals_as_former: bool) -> None:
        self._keyring = keyring
        self._former = former
        self._seals_as_former = seals_as_former

    @property
    def seals_as(self) -> bytes:
        """With what all begins that is sealed as it is sealed now."""
        return self._keyring.seals_as.encode()

    def seal(self, text: str, column: SealedColumn, row_id: UUID) -> bytes:
        if self._seals_as_former:
            return self._former.encrypt(text.encode())
        return self._keyring.seal(text.encode(), column.place(row_id)).encode()

    def open(self, sealed: bytes, column: SealedColumn, row_id: UUID) -> str:
        """Raises KeyLacks."""
        try:
            if sealed.startswith(_FORMER):
                return self._former.decrypt(sealed).decode()
            return self._keyring.open(sealed.decode(), column.place(row_id)).decode()
        except (InvalidToken, ValueError) as error:
            place = f"{column.table}.{column.column} of {row_id}"
            raise KeyLacks(f"{place} does not open with STANDING_STORAGE_KEYS.") from error

    def seal_if_any(self, text: str | None, column: SealedColumn, row_id: UUID) -> bytes | None:
        return None if text is None else self.seal(text, column, row_id)

    def open_if_any(self, sealed: bytes | None, column: SealedColumn, row_id: UUID) -> str | None:
        """Raises KeyLacks."""
        return None if sealed is None else self.open(sealed, column, row_id)
