"""What is committed beside the code for those who read events without it: a JSON Schema and an example of each."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import Fernet
from pydantic import BaseModel, ValidationError

from contracts.event import Message, State
from contracts.registry import topics_of
from contracts.sealed import CannotOpen, Sealed, TransitKeys

_CONTRACTS = Path(__file__).parents[2]
SCHEMAS: Final = _CONTRACTS / "schemas"
EXAMPLES: Final = _CONTRACTS / "examples"

# Sealed values in the examples are sealed with this key and no installation's, so that anybody can open them.
EXAMPLE_KEY: Final = EXAMPLES / "transit.key"

# An object with this one member, written in an example by hand, stands for its value, yet to be sealed.
TO_BE_SEALED: Final = "seal"


def schema_file(message: type[Message]) -> Path:
    return SCHEMAS / f"{message.type}.json"


def example_file(message: type[Message]) -> Path:
    return EXAMPLES / f"{message.type}.json"


def schema(message: type[Message]) -> str:
    """The text of the schema's file: the same at every run."""
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": message.type,
        "x-topics": list(topics_of(message)),
    }
    return as_text(about | message.model_json_schema())


def example_keys() -> TransitKeys:
    return TransitKeys(Fernet(EXAMPLE_KEY.read_text().strip()))


def as_text(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def sealed(content: Any, keys: TransitKeys) -> Any:
    """The example with all that is to be sealed sealed."""
    match content:
        case dict() if content.keys() == {TO_BE_SEALED}:
            return keys.seal(json.dumps(content[TO_BE_SEALED], ensure_ascii=False).encode())
        case dict():
            return {name: sealed(value, keys) for name, value in content.items()}
        case list():
            return [sealed(value, keys) for value in content]
        case _:
            return content


def opened(content: Any, keys: TransitKeys) -> Any:
    """The example as it was before it was sealed."""
    match content:
        case str():
            try:
                return {TO_BE_SEALED: json.loads(keys.open(content))}
            except CannotOpen:
                return content
        case dict():
            return {name: opened(value, keys) for name, value in content.items()}
        case list():
            return [opened(value, keys) for value in content]
        case _:
            return content


def faults(message: type[Message], example: str) -> list[str]:
    """What is wrong with an example, in words."""
    keys = example_keys()
    try:
        parsed = message.model_validate_json(example)
    except ValidationError as error:
        return [f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors(include_url=False)]
    parts = list(_parts(parsed, keys))
    wrong = [
        f"{type(state).__name__}.{name} does not stand in it"
        for state in parts
        if isinstance(state, State)
        for name in type(state).model_fields
        if name not in state.model_fields_set or getattr(state, name) in ([], ())
    ]
    if not wrong and json.loads(parsed.model_dump_json()) != json.loads(example):
        wrong.append("it does not come out as it went in")
    wrong += [
        f"the sealed value {value.root[:12]}… cannot be opened with {EXAMPLE_KEY.name}"
        for value in parts
        if isinstance(value, Sealed) and not _opens(value, keys)
    ]
    return list(dict.fromkeys(wrong))


def _parts(value: Any, keys: TransitKeys) -> Iterator[Any]:
    """`value`'s own and those within, sealed ones too."""
    yield value
    match value:
        case Sealed() if _opens(value, keys):
            yield from _parts(value.open(keys), keys)
        case BaseModel():
            for name in type(value).model_fields:
                yield from _parts(getattr(value, name), keys)
        case list() | tuple():
            for item in value:
                yield from _parts(item, keys)


def _opens(value: Sealed[Any], keys: TransitKeys) -> bool:
    try:
        value.open(keys)
    except CannotOpen:
        return False
    return True
