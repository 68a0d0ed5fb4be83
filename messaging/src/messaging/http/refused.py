"""That somebody who is known was refused what they asked for stands in the audit log: who, what, when."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final, Protocol
from uuid import UUID

import structlog
from fastapi import Request

from messaging import audit
from messaging.actor import Actor
from messaging.database import UNAVAILABLE, Database
from messaging.errors import Refusal

log = structlog.get_logger(__name__)

EACH: Final = timedelta(minutes=1)  # the same refusal of the same person is noted once in it, by each replica
_REMEMBERED: Final = 10_000

type _What = tuple[UUID, str, str, str]


class _Installed(Protocol):
    """Of every service's `Installation`."""

    @property
    def now(self) -> Callable[[], datetime]: ...
    @property
    def new_id(self) -> Callable[[], UUID]: ...


class NotedRefusals:
    """What was noted a moment ago is not noted again: who is refused is nobody who may fill the log."""

    def __init__(self) -> None:
        self._noted_at: OrderedDict[_What, datetime] = OrderedDict()

    async def note(self, request: Request, refusal: Refusal) -> None:
        """Where it was for want of a right, and who asks is known; whoever has no token is not."""
        actor: Actor | None = getattr(request.state, "actor", None)
        if actor is None or refusal.status is not HTTPStatus.FORBIDDEN:
            return
        installation: _Installed = request.app.state.installation
        operation = getattr(request.scope.get("route"), "name", "")
        now = installation.now()
        if not self._is_news((actor.practice_id, actor.subject, operation, refusal.code), now):
            return
        database: Database = request.app.state.database
        try:
            async with database.transaction(actor.practice_id) as connection:
                await audit.add_refusal(
                    connection,
                    operation,
                    refusal.code,
                    entry_id=installation.new_id(),
                    by=actor,
                    at=now,
                    appointment_id=_uuid(request.path_params.get("appointment_id")),
                )
        except UNAVAILABLE as error:
            log.warning("a refusal is not noted: Postgres does not answer", error=type(error).__name__)

    def _is_news(self, what: _What, now: datetime) -> bool:
        at = self._noted_at.get(what)
        if at is not None and now - at < EACH:
            return False
        self._noted_at[what] = now
        self._noted_at.move_to_end(what)
        if len(self._noted_at) > _REMEMBERED:
            self._noted_at.popitem(last=False)
        return True


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
