"""Whoever follows a link in a document finds something there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, named


def documents() -> list[Path]:
    """The project's own; what was fetched into this folder stands in `node_modules` or in a hidden one."""
    return [
        file
        for file in sorted(ROOT.rglob("*.md"))
        if not any(part.startswith(".") or part == "node_modules" for part in file.relative_to(ROOT).parts)
    ]


def broken(document: Path) -> Iterator[str]:
    """Its links to files that are not there, and to headings that are not there."""
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if re.match(r"[a-z]+:", target) or "{" in target:
            continue
        path, _, heading = target.partition("#")
        file = document.parent / path if path else document
        if not file.exists() or (heading and heading not in headings(file.read_text())):
            yield target


def headings(markdown: str) -> set[str]:
    """As a hosting platform makes addresses of them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", markdown, re.MULTILINE)
    }


def test_links_between_documents_lead_somewhere() -> None:
    found = [f"{named(document)} links to {target}" for document in documents() for target in broken(document)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[one](there.md), ![two](there.md), [three](#what-it-says)", []),
        ("[one](https://example.org/nowhere), [two](mailto:somebody)", []),
        ("[one](there.md#how-its-made)", []),
        ("[one](gone.md)", ["gone.md"]),
        ("[one](there.md#gone), [two](#gone)", ["there.md#gone", "#gone"]),
    ],
)
def test_a_broken_link_is_seen(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "there.md").write_text("# How it's made\n")
    document = tmp_path / "here.md"
    document.write_text(f"## What it says\n{text}\n")
    assert list(broken(document)) == found
