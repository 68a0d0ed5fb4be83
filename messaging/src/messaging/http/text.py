"""Text as people type it: stripped, not empty, limited, and without what Postgres or a mail's header cannot hold."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from messaging.unlinked import becomes_a_link, unlinked

LINE = 200  # characters
PARAGRAPHS = 4000  # characters


def _one_line(text: str) -> str:
    return _without_controls(text, allowed="")


def _several_lines(text: str) -> str:
    return _without_controls(text, allowed="\n\r\t")


def _without_controls(text: str, *, allowed: str) -> str:
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in text):
        raise ValueError("Text holds a control character.")
    return text


def _no_link(name: str) -> str:
    if becomes_a_link(name):
        raise ValueError(f"Mail programs would make a link of this name. Write it as “{unlinked(name)}”.")
    return name


type Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE), AfterValidator(_one_line)
]
type Paragraphs = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PARAGRAPHS), AfterValidator(_several_lines)
]
type Name = Annotated[Text, AfterValidator(_no_link)]  # of somebody or a clinic, which stands in mails
