from typing import Annotated

from fastapi import Depends, Request

from booking.diary_changes import DiaryChanges
from booking.errors import TooManyReaders
from booking.installation import Installation
from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require
from messaging.http.state import database_of

type Booking = Annotated[Database, Depends(database_of)]
type Changes = Annotated[DiaryChanges, Depends(_changes)]
type Installed = Annotated[Installation, Depends(_installation)]
type Staff = Annotated[Actor, Depends(require("receptionist", "clinician", "manager"))]
type Manager = Annotated[Actor, Depends(require("manager"))]


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


async def _changes(request: Request) -> DiaryChanges:
    changes: DiaryChanges = request.app.state.diary_changes
    return changes


async def room_for_a_reader(caller: Staff, changes: Changes) -> None:
    """Raises TooManyReaders, before the answer has begun."""
    if not changes.has_room(caller):
        raise TooManyReaders
