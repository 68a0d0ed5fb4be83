"""Whether those who know a message's committed schema can still read what the code makes of it.

A field that is added and optional is the one change that they can. All else is a new type beside the old one.
"""

from collections.abc import Iterator
from typing import Any, Final

type Schema = dict[str, Any]

# What is said about a value, and not what it may be.
_WORDS: Final = {"$schema", "$id", "$defs", "title", "description", "examples"}
_OF_OBJECTS: Final = {"properties", "required"}
_OF_PARTS: Final = {"items", "prefixItems", "anyOf", "additionalProperties", "enum", "const", "x-topics"}


def breaking(old: Schema, new: Schema) -> list[str]:
    """In words, each with the place of it; none where the old readers can go on."""
    return [
        f"{place or 'the message'}: {fault}" for place, fault in _Comparison(old, new).faults(old, new, "", frozenset())
    ]


class _Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old
        self._new = new

    def faults(
        self, old: Schema, new: Schema, place: str, within: frozenset[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """`within` are the definitions that this is a part of: one may hold itself."""
        named = (old.get("$ref", ""), new.get("$ref", ""))
        if any(named) and named in within:
            return
        within |= {named}
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        for keyword in sorted((old.keys() | new.keys()) - _WORDS - _OF_OBJECTS - _OF_PARTS):
            if old.get(keyword) != new.get(keyword):
                yield place, f"its {keyword} was {_said(old, keyword)} and is {_said(new, keyword)}"
        yield from ((place, fault) for fault in _values(old, new))
        yield from self._fields(old, new, place, within)
        yield from self._parts(old, new, place, within)

    def _fields(
        self, old: Schema, new: Schema, place: str, within: frozenset[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_after = set(old.get("required", ())), set(new.get("required", ()))
        for name in [*before, *(name for name in after if name not in before)]:
            field = f"{place}.{name}" if place else name
            if name not in after:
                yield field, "was removed"
            elif name not in before:
                if name in needed_after:
                    yield field, "was added and is required"
            else:
                if (name in needed_before) != (name in needed_after):
                    yield field, f"was made {'required' if name in needed_after else 'optional'}"
                yield from self.faults(before[name], after[name], field, within)

    def _parts(
        self, old: Schema, new: Schema, place: str, within: frozenset[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        for keyword, sign in (("items", "[]"), ("additionalProperties", "{}")):
            before, after = old.get(keyword), new.get(keyword)
            if isinstance(before, dict) and isinstance(after, dict):
                yield from self.faults(before, after, place + sign, within)
            elif before != after:
                yield place, f"its {keyword} changed"
        for keyword in ("anyOf", "prefixItems"):
            before, after = old.get(keyword, []), new.get(keyword, [])
            if len(before) != len(after):
                yield place, "its type changed"
            else:
                for one, other in zip(before, after, strict=True):
                    yield from self.faults(one, other, place, within)


def _values(old: Schema, new: Schema) -> Iterator[str]:
    before, after = _allowed(old), _allowed(new)
    if before is not None and after is not None:
        yield from (f"the value {value!r} was removed" for value in before if value not in after)
        yield from (f"the value {value!r} was added" for value in after if value not in before)
    elif before != after:
        yield "its values were made some, or any"
    yield from (f"does not stand on {topic} any more" for topic in _topics(old) if topic not in _topics(new))


def _allowed(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _topics(schema: Schema) -> list[str]:
    topics: list[str] = schema.get("x-topics", [])
    return topics


def _resolved(schema: Schema, root: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    definition: Schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return _resolved(definition | {keyword: value for keyword, value in schema.items() if keyword != "$ref"}, root)


def _said(schema: Schema, keyword: str) -> str:
    return repr(schema[keyword]) if keyword in schema else "not given"
