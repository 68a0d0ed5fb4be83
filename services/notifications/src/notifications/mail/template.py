"""A practice's template, filled in: Jinja2 fields in a Markdown body. What a field holds is never taken for either."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notifications.errors import TemplateDoesNotRender
from notifications.mail.cleaned import cleaned, unsteered
from notifications.mail.fields import Block, Button, CancelledDates, ChangedDates, Dates, Fields, Note

LARGEST_SOURCE = 20_000  # characters
LARGEST_RESULT = 40_000  # characters

# A block's place in the Markdown, in characters of private use: neither a template nor a value can hold them.
PLACE = re.compile("\ue000([a-z]+)\ue001")
_PLACES: dict[type[Block], str] = {
    Button: "link",
    Dates: "dates",
    Note: "note",
    CancelledDates: "cancelled",
    ChangedDates: "changed",
}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def fill_subject(source: str, fields: Fields) -> str:
    """One line of plain text. Raises TemplateDoesNotRender."""
    return cleaned(_fill(source, fields, _plain))


def fill_body(source: str, fields: Fields) -> str:
    """Markdown in which each block stands as its PLACE. Raises TemplateDoesNotRender."""
    return _fill(source, fields, _as_markdown)


def _fill(source: str, fields: Fields, write: Callable[[object], object]) -> str:
    if len(source) > LARGEST_SOURCE:
        raise TemplateDoesNotRender(f"It is longer than {LARGEST_SOURCE} characters.")
    written: list[str] = []
    size = 0
    try:
        for piece in _compiled(source, write).generate(**_shallow(fields)):
            size += len(piece)
            if size > LARGEST_RESULT:
                raise TemplateDoesNotRender(f"Filled in, it is longer than {LARGEST_RESULT} characters.")
            written.append(piece)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise TemplateDoesNotRender(f"{type(error).__name__}: {error}") from error
    return "".join(written)


@lru_cache(maxsize=256)  # to compile one takes ten times as long as to fill it in
def _compiled(source: str, write: Callable[[object], object]) -> Template:
    # The result is no HTML: it is escaped as Markdown, and once more where the Markdown becomes HTML.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=write, keep_trailing_newline=True)
    return environment.from_string(unsteered(source))


def _shallow(fields: Fields) -> dict[str, Any]:
    return {name: getattr(fields, name) for name in Fields.__dataclass_fields__}


def _as_markdown(value: object) -> object:
    if isinstance(value, Button | Dates | Note | CancelledDates | ChangedDates):
        return f"\ue000{_PLACES[type(value)]}\ue001"
    if isinstance(value, str):
        return _PUNCTUATION.sub(r"\\\1", cleaned(value))
    return "" if value is None else value


def _plain(value: object) -> object:
    if isinstance(value, Button | Dates | Note | CancelledDates | ChangedDates):
        raise TemplateDoesNotRender("The subject is one line of text: it takes no link, list of dates or note.")
    return "" if value is None else value
