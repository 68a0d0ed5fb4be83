from typing import Annotated

from cryptography.fernet import MultiFernet
from fastapi import Depends, Request

from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


Notifications = Annotated[Database, Depends(_database)]


async def _storage(request: Request) -> MultiFernet:
    storage: MultiFernet = request.app.state.storage
    return storage


Storage = Annotated[MultiFernet, Depends(_storage)]
Manager = Annotated[Actor, Depends(require("manager"))]
Staff = Annotated[Actor, Depends(require("clinician", "receptionist", "manager"))]
