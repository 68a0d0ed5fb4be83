from typing import Annotated

from fastapi import Depends, Request

from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require
from messaging.http.state import database_of
from notifications.installation import Installation

Notifications = Annotated[Database, Depends(database_of)]


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


Here = Annotated[Installation, Depends(_installation)]
Manager = Annotated[Actor, Depends(require("manager"))]
Staff = Annotated[Actor, Depends(require("clinician", "receptionist", "manager"))]
