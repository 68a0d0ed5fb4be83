from typing import Annotated

from fastapi import Depends, Request

from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


Notifications = Annotated[Database, Depends(_database)]
Manager = Annotated[Actor, Depends(require("manager"))]
Staff = Annotated[Actor, Depends(require("clinician", "receptionist", "manager"))]
