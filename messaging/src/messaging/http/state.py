"""What an app keeps in its state, for its routes."""

from starlette.requests import HTTPConnection

from messaging.database import Database


async def database_of(request: HTTPConnection) -> Database:
    """A dependency. The app keeps its database as `state.database`."""
    database: Database = request.app.state.database
    return database
