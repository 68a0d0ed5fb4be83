from typing import Annotated

from fastapi import Depends, Request

from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require
from notifications.installation import Installation


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


Notifications = Annotated[Database, Depends(_database)]


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


Here = Annotated[Installation, Depends(_installation)]
Manager = Annotated[Actor, Depends(require("manager"))]
Staff = Annotated[Actor, Depends(require("clinician", "receptionist", "manager"))]
