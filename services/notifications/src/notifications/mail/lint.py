"""What is wrong with a template, found by reading it: all of it at once, in words for whoever writes it.

It also keeps templates to fields and `{% if %}`: what loops, calls or computes could run for ever.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType
from typing import Literal, get_args, get_type_hints

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notifications.mail.fields import Button, CancelledDates, ChangedDates, Dates, Fields, Note
from notifications.mail.template import LARGEST_SOURCE

LARGEST_NUMBER = 1_000_000
_TOO_LONG_A_NUMBER = f"A number in a template is {LARGEST_NUMBER} at most."

type Part = Literal["subject", "body"]

_BLOCKS = (Button, Dates, Note, CancelledDates, ChangedDates)
_ALLOWED = (
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
)
_environment = ImmutableSandboxedEnvironment()


@dataclass(frozen=True, slots=True)
class Mistake:
    """`line` counts from 1; None where something is missing."""

    part: Part
    line: int | None
    words: str


LINK_MISSING = Mistake("body", None, "A video template needs {{ link }}.")


def mistakes(subject: str, body: str) -> list[Mistake]:
    """What keeps it from being a mail, in the order of the text."""
    return [*_mistakes_in("subject", subject), *_mistakes_in("body", body)]


def prints_link(body: str) -> bool:
    """Whether `{{ link }}` stands somewhere in it."""
    try:
        tree = _parse(body)
    except (TemplateSyntaxError, RecursionError, ValueError):
        return False
    return any(_path(child) == "link" for child in _printed(tree))


def field_names() -> list[str]:
    """All that a template can print: client.first_name, link …"""
    return [name for name, field in _fields().items() if field.printable]


def _mistakes_in(part: Part, source: str) -> Iterator[Mistake]:
    if len(source) > LARGEST_SOURCE:
        yield Mistake(part, 1, f"It is longer than {LARGEST_SOURCE} characters.")
        return
    try:
        tree = _parse(source)
        yield from (Mistake(part, line, words) for line, words in sorted({*_wrong(tree), *_blocks_in(part, tree)}))
    except TemplateSyntaxError as error:
        yield Mistake(part, error.lineno, f"This cannot be read: {error.message}")
    except RecursionError:
        yield Mistake(part, 1, "It is nested too deep.")
    except ValueError:  # of more digits than Python reads
        yield Mistake(part, 1, _TOO_LONG_A_NUMBER)


def _parse(source: str) -> nodes.Template:
    return _environment.parse(source)


def _wrong(
    node: nodes.Node, *, printed: bool = False, asked: frozenset[str] = frozenset()
) -> Iterator[tuple[int, str]]:
    """`asked` are the fields that an `{% if %}` around it asks for."""
    path = _path(node)
    if path is not None:
        words = _wrong_field(path, printed=printed, asked=asked)
        if words is not None:
            yield node.lineno, words
        return
    if not isinstance(node, (nodes.Template, *_ALLOWED)):
        yield node.lineno, "A template takes fields, {{ … }}, and {% if … %}, and nothing else."
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, int | float) and abs(node.value) > LARGEST_NUMBER:
        yield node.lineno, _TOO_LONG_A_NUMBER
    if isinstance(node, nodes.If):
        asked |= {path for each in (node.test, *node.test.find_all(nodes.Name)) if (path := _path(each))}
    for child in node.iter_child_nodes():
        yield from _wrong(child, printed=isinstance(node, nodes.Output), asked=asked)


def _blocks_in(part: Part, tree: nodes.Template) -> Iterator[tuple[int, str]]:
    if part == "subject":
        for child in _printed(tree):
            if _path(child) in ("link", "note", "series.dates", "cancelled.dates", "changed.dates"):
                yield child.lineno, f"The subject is one line of text: it takes no {{{{ {_path(child)} }}}}."


def _printed(tree: nodes.Template) -> Iterator[nodes.Node]:
    return (child for output in tree.find_all(nodes.Output) for child in output.nodes)


def _wrong_field(path: str, *, printed: bool, asked: frozenset[str]) -> str | None:
    field = _fields().get(path)
    if field is None or (printed and not field.printable):
        names = field_names()
        within = [name for name in names if name.startswith(f"{path}.")]
        close = within or difflib.get_close_matches(path, names, n=1)
        hint = f" Did you mean {{{{ {close[0]} }}}}?" if close else ""
        return f"There is no field {{{{ {path} }}}}.{hint}"
    group = path.rpartition(".")[0]
    if group and _fields()[group].may_be_missing and group not in asked:
        return f"Not every message has {{{{ {path} }}}}: write it between {{% if {group} %}} and {{% endif %}}."
    return None


def _path(node: nodes.Node) -> str | None:
    """clinic.phone, of a field; None for what is none."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _path(node.node)) is not None:
        return f"{before}.{node.attr}"
    return None


@dataclass(frozen=True, slots=True)
class _Field:
    printable: bool
    may_be_missing: bool


@cache
def _fields() -> dict[str, _Field]:
    return dict(_fields_of(Fields, ""))


def _fields_of(group: type, before: str) -> Iterator[tuple[str, _Field]]:
    for name, hint in get_type_hints(group).items():
        types = [each for each in (hint, *get_args(hint)) if isinstance(each, type)]
        inner = [each for each in types if is_dataclass(each) and each not in _BLOCKS]
        yield before + name, _Field(printable=not inner and bool not in types, may_be_missing=NoneType in types)
        for each in inner:
            yield from _fields_of(each, f"{before}{name}.")
