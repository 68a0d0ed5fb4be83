from typing import Annotated

from cryptography.fernet import MultiFernet
from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict

from booking.hints import DiaryHints
from booking.installation import Installation
from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require

type Booking = Annotated[Database, Depends(_database)]
type Hints = Annotated[DiaryHints, Depends(_hints)]
type Installed = Annotated[Installation, Depends(_installation)]
type Storage = Annotated[MultiFernet, Depends(_storage)]
type Staff = Annotated[Actor, Depends(require("receptionist", "clinician", "manager"))]
type Manager = Annotated[Actor, Depends(require("manager"))]


class RequestBody(BaseModel):
    """A field that is misspelt is refused: else a series of one would be booked for a wrong `recurrence`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


async def _storage(request: Request) -> MultiFernet:
    storage: MultiFernet = request.app.state.storage
    return storage


async def _hints(request: Request) -> DiaryHints:
    hints: DiaryHints = request.app.state.hints
    return hints
