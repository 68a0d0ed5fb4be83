"""Every error that leaves an API is an RFC 9457 problem, and tells nothing that the caller did not say."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import asyncpg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from messaging.errors import Refusal
from messaging.http.documents import describe_problems
from messaging.http.refusals import (
    MEDIA_TYPE,
    BodyNotJson,
    InvalidField,
    MethodNotAllowed,
    NothingHere,
    RequestInvalid,
    Unavailable,
    Unforeseen,
)
from messaging.http.refused import NotedRefusals

log = structlog.get_logger(__name__)

# By the status that FastAPI gives what it refuses itself.
_OF_THE_FRAMEWORK: Final[Mapping[int, type[Refusal]]] = {
    each.status: each for each in (BodyNotJson, NothingHere, MethodNotAllowed)
}

MOST_ERRORS: Final = 20  # that an answer names
LONGEST_POINTER: Final = 200  # characters

# Narrower than all trouble: a statement that is wrong is a fault of ours, and answered 500.
UNREACHABLE = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
)


def problem(refusal: Refusal, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Source: RFC 9457."""
    content: dict[str, object] = {"type": refusal.type(), "title": refusal.title, "status": refusal.status.value}
    if detail := str(refusal):
        content["detail"] = detail
    return JSONResponse(
        content | refusal.extensions,
        refusal.status,
        refusal.headers | dict(headers or {}),
        media_type=MEDIA_TYPE,
    )


def _problem_to_all(_: Request, refusal: Refusal) -> Response:
    return problem(refusal)


def answer_problems(app: FastAPI, *, trouble: Callable[[Request, Refusal], Response] = _problem_to_all) -> None:
    """Have `app` answer its errors as problems, and its document tell of them.

    `trouble` answers what nobody who asks can help, for an app that has pages: those who read them are no programs.
    """
    describe_problems(app)
    noted = NotedRefusals()

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> JSONResponse:
        await noted.note(request, error)
        return problem(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        found = error.errors()
        if any(item["type"] == "json_invalid" for item in found):
            return problem(BodyNotJson())
        return problem(RequestInvalid(errors=[_where(item) for item in found[:MOST_ERRORS]]))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(_OF_THE_FRAMEWORK[error.status_code](), headers=error.headers)

    @app.exception_handler(asyncpg.UntranslatableCharacterError)
    @app.exception_handler(asyncpg.CharacterNotInRepertoireError)
    async def unstorable(_: Request, __: Exception) -> JSONResponse:
        return problem(RequestInvalid("Text holds a NUL character."))

    for unreachable in UNREACHABLE:

        @app.exception_handler(unreachable)
        async def unavailable(request: Request, error: Exception) -> Response:
            log.warning("the database does not answer", error=type(error).__name__)
            return trouble(request, Unavailable())

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, _: Exception) -> Response:
        return trouble(request, Unforeseen())


def _where(item: Mapping[str, Any]) -> InvalidField:
    """The place and what is wrong there, without the value that was sent."""
    place = ".".join(str(part) for part in item["loc"])[:LONGEST_POINTER]
    return {"pointer": place, "detail": str(item["msg"]).removeprefix("Value error, ")}
