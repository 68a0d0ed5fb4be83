from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

from messaging.database import Database


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def now() -> datetime:
    return datetime.now(UTC)


Links = Annotated[Database, Depends(_database)]
Now = Annotated[datetime, Depends(now)]
