"""Whatever problem an API answers in a test, its document tells of it."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import httpx
import jsonschema_rs
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.types import ASGIApp

from messaging.errors import Refusal, refusals
from messaging.http.refusals import MEDIA_TYPE


def refused(answer: httpx.Response, refusal: type[Refusal]) -> dict[str, Any]:
    """The problem, which is one of this type."""
    assert answer.headers["content-type"] == MEDIA_TYPE, answer.text
    problem: dict[str, Any] = answer.json()
    assert (problem["type"], problem["status"], answer.status_code) == (
        refusal.type(),
        refusal.status,
        refusal.status,
    ), problem
    return problem


class DeclaringTransport(httpx.ASGITransport):
    """Asks an API in this process, and takes no problem of it that its document does not declare for the route."""

    def __init__(
        self,
        api: FastAPI,
        *,
        behind: ASGIApp | None = None,
        raise_app_exceptions: bool = True,
        client: tuple[str, int] = ("127.0.0.1", 123),
    ) -> None:
        """`behind` stands before the API, where anything does."""
        super().__init__(behind or api, raise_app_exceptions=raise_app_exceptions, client=client)
        self._api = api

    @cached_property
    def _declared(self) -> "Declared":
        """Made with the first problem, and once for all APIs that are alike: a document takes a quarter of a second."""
        routes = tuple(
            (route.path, *sorted(route.methods or ())) for route in iter_route_contexts(self._api.routes) if route.path
        )
        if routes not in _DECLARED:
            _DECLARED[routes] = Declared(self._api.openapi())
        return _DECLARED[routes]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if answer.headers.get("content-type") == MEDIA_TYPE:
            await answer.aread()
            self._declared.require(request.method, request.url.path, answer.json())
        return answer


_DECLARED: "Final[dict[tuple[tuple[str, ...], ...], Declared]]" = {}


class Declared:
    """The problems that an OpenAPI document tells of."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._validators: dict[tuple[str, str, str], jsonschema_rs.Validator] = {}
        self._paths = {
            path: re.compile(re.sub(r"\\\{[a-z_]+\\\}", "[^/]+", re.escape(path))) for path in document["paths"]
        }

    def require(self, method: str, path: str, problem: Mapping[str, Any]) -> None:
        route = next(
            (
                template
                for template, matches in self._paths.items()
                if matches.fullmatch(path) and method.lower() in self._document["paths"][template]
            ),
            None,
        )
        if route is None:  # no document tells of it: nothing is there, or it is no business of programs
            assert problem["type"] in {refusal.type() for refusal in refusals()}, problem
            return
        validator = self._validator(method.lower(), route, str(problem["status"]))
        error = next(validator.iter_errors(problem), None)
        assert error is None, f"{method} {route} answers {problem}, which its document does not declare: {error}"

    def _validator(self, method: str, route: str, status: str) -> jsonschema_rs.Validator:
        key = (method, route, status)
        if key not in self._validators:
            responses = self._document["paths"][route][method]["responses"]
            schema = responses.get(status, {}).get("content", {}).get(MEDIA_TYPE, {"schema": False})["schema"]
            self._validators[key] = jsonschema_rs.validator_for(
                {"allOf": [schema], "components": self._document["components"]}
            )
        return self._validators[key]
