"""What is committed beside the code for those who read events without it: a JSON Schema and an example of each."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args
from uuid import UUID

from pydantic import BaseModel, ValidationError

from contracts.event import Event, Message, State
from contracts.keyring import CannotOpen, Keyring
from contracts.registry import topics_of
from contracts.sealed import ByHand, Place, Purpose, Sealed, TransitKeys

_CONTRACTS = Path(__file__).parents[2]
SCHEMAS: Final = _CONTRACTS / "schemas"
EXAMPLES: Final = _CONTRACTS / "examples"

# Sealed values in the examples are sealed with this key and no installation's, so that anybody can open them.
EXAMPLE_KEY: Final = EXAMPLES / "transit.key"

# Of which all examples tell.
EXAMPLE_PRACTICE: Final = UUID("01975f0c-2f00-7000-8000-0000000000a1")


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
    keyring = Keyring({"example": urlsafe_b64decode(EXAMPLE_KEY.read_text().strip())})
    return TransitKeys(dict.fromkeys(get_args(Purpose.__value__), keyring))


def as_text(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read_by_hand(message: type[Message], example: Any) -> Message:
    """An example, as JSON: what is sealed in it, and what is yet to be. Raises ValidationError."""
    return message.model_validate(example, context=_by_hand(message, example))


def sealed(message: type[Message], example: Any) -> Any:
    """The example with all that is to be sealed sealed; what is sealed stays as it is. Raises ValidationError."""
    by_hand = _by_hand(message, example)
    place = Place(by_hand.practice_id, by_hand.type, by_hand.subject)
    return json.loads(read_by_hand(message, example).model_dump_json(context=place, exclude_unset=True))


def opened(message: type[Message], example: Any) -> Any:
    """The example as it was before it was sealed. Raises ValidationError, CannotOpen."""
    by_hand = _by_hand(message, example)
    return json.loads(read_by_hand(message, example).model_dump_json(context=by_hand, exclude_unset=True))


def example[M: Message](message: type[M], keys: TransitKeys) -> M:
    """Its example, with nothing sealed yet: to be told in any practice, and sealed with these keys."""
    plain = opened(message, json.loads(example_file(message).read_text()))
    return message.model_validate(plain, context=ByHand(EXAMPLE_PRACTICE, message.type, "", keys))


def faults(message: type[Message], text: str) -> list[str]:
    """What is wrong with an example, in words."""
    try:
        example = json.loads(text)
        parsed = read_by_hand(message, example)
    except ValidationError as error:
        return [f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors(include_url=False)]
    except ValueError as error:
        return [f"Invalid JSON: {error}"]
    keys = example_keys()
    parts = list(_parts(parsed, keys))
    wrong = [
        f"{type(state).__name__}.{name} does not stand in it"
        for state in parts
        if isinstance(state, State)
        for name in type(state).model_fields
        if name not in state.model_fields_set or getattr(state, name) in ([], ())
    ]
    if not wrong and sealed(message, example) != example:
        wrong.append("it does not come out as it went in, or something in it is yet to be sealed")
    wrong += [
        f"{value} cannot be opened with {EXAMPLE_KEY.name}"
        for value in parts
        if isinstance(value, Sealed) and not _opens(value, keys)
    ]
    return list(dict.fromkeys(wrong))


def _by_hand(message: type[Message], example: Any) -> ByHand:
    """The subject is read before the rest, since it says where that stands."""
    plain = message.model_validate(example, context=ByHand(EXAMPLE_PRACTICE, message.type, "", example_keys()))
    subject = str(plain.subject) if isinstance(plain, Event) else ""
    return ByHand(EXAMPLE_PRACTICE, message.type, subject, example_keys())


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
