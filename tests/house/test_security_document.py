"""What docs/security.md says to be shown by a test is."""

import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT


def missing(document: str) -> Iterator[str]:
    """The tests that it names and that there are not."""
    for path, name in re.findall(r"`([\w/.-]+\.py)::(\w+)`", document):
        file = ROOT / path
        if not file.is_file() or f"def {name}(" not in file.read_text():
            yield f"{path}::{name}"


def rows(document: str) -> Iterator[tuple[str, str, str]]:
    yield from re.findall(r"^\| (V\d+\.\d+\.\d+) \| (.+?) \| (.+?) \|$", document, re.MULTILINE)


def test_each_number_is_shown_by_a_test_that_there_is_or_says_why_it_is_not_met() -> None:
    document = (ROOT / "docs" / "security.md").read_text()
    assert list(missing(document)) == []
    found = list(rows(document))
    assert len(found) > 50
    assert len({number for number, _, _ in found}) == len(found)
    assert [number for number, what, how in found if (what == "not met") == ("::" in how)] == []


@pytest.mark.parametrize(
    "named", ["tests/house/test_security_document.py::test_nobody_wrote", "tests/house/test_gone.py::test_each"]
)
def test_a_test_that_is_not_there_is_seen(named: str) -> None:
    assert list(missing(f"| V1.1.1 | what | `{named}` |")) == [named]
