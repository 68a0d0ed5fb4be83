"""The header Idempotency-Key. Source: draft-ietf-httpapi-idempotency-key-header-07."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from messaging import idempotency
from messaging.actor import Actor
from messaging.database import Connection
from messaging.http.refusals import IdempotencyKeyInvalid, IdempotencyKeyMissing
from messaging.idempotency import Answer, Claim

_VISIBLE_ASCII = re.compile(r"[\x21-\x7e]{1,200}")


# Described here, since FastAPI would answer 422 where it is missing.
IDEMPOTENCY_KEY: Final[dict[str, Any]] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "What makes a repeated request the same request. Kept for 48 hours.",
    "schema": {"type": "string", "pattern": f"^{_VISIBLE_ASCII.pattern}$"},
}


async def _idempotency_key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        raise IdempotencyKeyMissing("Send a new random one with every request, and the same one with its repetition.")
    if not _VISIBLE_ASCII.fullmatch(key):
        raise IdempotencyKeyInvalid("It takes 1 to 200 visible ASCII characters.")
    return key


type IdempotencyKey = Annotated[str, Depends(_idempotency_key)]


async def idempotent(
    connection: Connection,
    key: str,
    body: BaseModel,
    request: Request,
    do: Callable[[], Awaitable[Answer]],
    *,
    by: Actor,
    now: datetime,
) -> Response:
    """What `do` answers, or what it answered when this was asked for the first time. Raises IdempotencyKeyReused."""
    asked = Claim(
        practice_id=by.practice_id,
        subject=by.subject,
        route=f"{request.method} {request.url.path}",
        key=key,
        request=hashlib.sha256(body.model_dump_json().encode()).digest(),
    )
    answer = await idempotency.claim(connection, asked, now=now)
    if answer is None:
        answer = await do()
        await idempotency.keep(connection, asked, answer, now=now)
    return Response(answer.body, answer.status, answer.headers, media_type="application/json")
