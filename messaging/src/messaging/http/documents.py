"""What an API's document says of its problems: of each route, by their types, those that it may answer and no other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI
from pydantic import TypeAdapter

from messaging.errors import Refusal, refusals
from messaging.http.refusals import (
    MEDIA_TYPE,
    BodyNotJson,
    BodyTooLarge,
    BodyTooSlow,
    IdentityUnreachable,
    NotEntitled,
    NotSignedIn,
    RequestInvalid,
    Unavailable,
    Unforeseen,
)

_SCHEMAS: Final = "#/components/schemas/"


def problems(*declared: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`: what it refuses itself. What the chassis refuses before is added to its document."""
    responses: dict[int | str, dict[str, Any]] = {}
    _declare(responses, declared)
    return responses


def describe_problems(app: FastAPI) -> None:
    """Have the document of `app` tell of every problem."""
    document_of_routes = app.openapi
    described: dict[str, Any] | None = None

    def document() -> dict[str, Any]:
        nonlocal described
        made = document_of_routes()
        if made is not described:  # FastAPI keeps it until there is another route
            _describe(made)
            described = made
        return made

    app.openapi = document  # type: ignore[method-assign]


def _describe(document: dict[str, Any]) -> None:
    schemas = document["components"].setdefault("schemas", {})
    for operation in _operations(document):
        responses = operation["responses"]
        if MEDIA_TYPE not in responses.get("422", {}).get("content", {}):
            responses.pop("422", None)  # FastAPI's own, which nobody is answered
        _declare(responses, _before_any_route(operation))
        operation["responses"] = dict(sorted(responses.items()))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas |= _schemas(document)
    document["components"]["schemas"] = dict(sorted(schemas.items()))


def _operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _before_any_route(operation: Mapping[str, Any]) -> list[type[Refusal]]:
    """What the chassis may answer to whoever asks for it."""
    found: list[type[Refusal]] = [BodyTooLarge, BodyTooSlow, Unavailable, Unforeseen]
    if "security" in operation:
        found += [NotSignedIn, NotEntitled, IdentityUnreachable]
    if "requestBody" in operation:
        found += [BodyNotJson]
    if "requestBody" in operation or "parameters" in operation:
        found += [RequestInvalid]
    return found


def _declare(responses: dict[Any, dict[str, Any]], declared: Iterable[type[Refusal]]) -> None:
    for refusal in declared:
        response = responses.setdefault(f"{refusal.status.value}", {"description": "A problem (RFC 9457)"})
        content = response.setdefault("content", {}).setdefault(MEDIA_TYPE, {"schema": {"oneOf": []}})
        content["schema"]["oneOf"].append({"$ref": _SCHEMAS + _name(refusal)})


def _name(refusal: type[Refusal]) -> str:
    """slots-taken: SlotsTakenProblem"""
    return "".join(map(str.capitalize, refusal.code.split("-"))) + "Problem"


def _schemas(document: Mapping[str, Any]) -> dict[str, Any]:
    """Of each problem that the document names, and of what is in them."""
    named = {
        each["$ref"].removeprefix(_SCHEMAS)
        for operation in _operations(document)
        for response in operation["responses"].values()
        for each in response.get("content", {}).get(MEDIA_TYPE, {"schema": {"oneOf": []}})["schema"]["oneOf"]
    }
    declared = [refusal for refusal in refusals() if _name(refusal) in named]
    members, inside = TypeAdapter.json_schemas(
        [
            ((refusal.code, name), "serialization", TypeAdapter(member))
            for refusal in declared
            for name, member in refusal.members.items()
        ],
        ref_template=_SCHEMAS + "{model}",
    )
    found: dict[str, Any] = inside.get("$defs", {})
    for refusal in declared:
        more = {name: members[(refusal.code, name), "serialization"] for name in refusal.members}
        found[_name(refusal)] = {
            "description": refusal.meaning,
            "type": "object",
            "required": ["type", "title", "status", *more],
            "properties": {
                "type": {"type": "string", "const": refusal.type()},
                "title": {"type": "string", "examples": [refusal.title]},
                "status": {"type": "integer", "const": refusal.status.value},
                "detail": {"type": "string"},
                **more,
            },
        }
    return found
