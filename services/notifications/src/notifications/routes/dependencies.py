from typing import Annotated

from fastapi import Depends, Request

from messaging.actor import Actor
from messaging.database import Database
from messaging.http.aside import Aside
from messaging.http.identity import require
from messaging.http.state import database_of
from notifications.installation import Installation

Notifications = Annotated[Database, Depends(database_of)]


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


async def _aside(request: Request) -> Aside:
    aside: Aside = request.app.state.aside
    return aside


Here = Annotated[Installation, Depends(_installation)]
TakingTime = Annotated[Aside, Depends(_aside)]
Manager = Annotated[Actor, Depends(require("manager"))]
Staff = Annotated[Actor, Depends(require("clinician", "receptionist", "manager"))]
