"""Every error that leaves an API is an RFC 9457 problem, and tells nothing that the caller did not say."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import asyncpg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from messaging.errors import Refusal

log = structlog.get_logger(__name__)

# For an API's OpenAPI document.
PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {
        "description": "A problem (RFC 9457): what was not done, and why",
        "content": {
            "application/problem+json": {
                "schema": {
                    "type": "object",
                    "required": ["type", "title", "status"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                    },
                }
            }
        },
    }
}

# Narrower than all trouble: a statement that is wrong is a fault of ours, and answered 500.
_UNREACHABLE = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
)


def problem(
    status: HTTPStatus,
    title: str | None = None,
    detail: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    extensions: Mapping[str, object] | None = None,
) -> JSONResponse:
    """Source: RFC 9457. `type` is about:blank, so the title tells one kind from another."""
    content: dict[str, object] = {"type": "about:blank", "title": title or status.phrase, "status": status.value}
    if detail:
        content["detail"] = detail
    return JSONResponse(content | dict(extensions or {}), status, headers, media_type="application/problem+json")


def answer_problems(app: FastAPI) -> None:
    """Have `app` answer its errors as problems."""

    @app.exception_handler(Refusal)
    async def refused(_: Request, error: Refusal) -> JSONResponse:
        return problem(
            error.status, error.title, str(error) or None, headers=error.headers, extensions=error.extensions
        )

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        found = error.errors()
        if any(item["type"] == "json_invalid" for item in found):
            return problem(HTTPStatus.BAD_REQUEST, "The body is not JSON")
        return problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "The request is not valid",
            extensions={"errors": [_where(item) for item in found]},
        )

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(HTTPStatus(error.status_code), headers=error.headers)

    @app.exception_handler(asyncpg.UntranslatableCharacterError)
    @app.exception_handler(asyncpg.CharacterNotInRepertoireError)
    async def unstorable(_: Request, __: Exception) -> JSONResponse:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The request is not valid", "Text holds a NUL character.")

    for unreachable in _UNREACHABLE:

        @app.exception_handler(unreachable)
        async def unavailable(_: Request, error: Exception) -> JSONResponse:
            log.warning("the database does not answer", error=type(error).__name__)
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "2"})

    @app.exception_handler(Exception)
    async def unforeseen(_: Request, __: Exception) -> JSONResponse:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR)


def _where(item: Mapping[str, Any]) -> dict[str, object]:
    """The place and what is wrong there, without the value that was sent."""
    place = ".".join(str(part) for part in item["loc"])
    return {"pointer": place, "detail": str(item["msg"]).removeprefix("Value error, ")}
