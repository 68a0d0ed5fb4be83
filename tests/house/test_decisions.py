"""Decisions have one form, and their list has them all."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.house.sources import ROOT

DECISIONS: Final = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
HEADINGS: Final = ["Context", "Decision", "Consequences", "What else was weighed", "What would make us revisit it"]
OPTIONAL: Final = {"What else was weighed"}


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_has_its_form(file: Path) -> None:
    text = file.read_text()
    assert re.match(
        rf"# {int(file.name[:4])}\. .+\n\n(Accepted|Replaced by decision \d+), \d{{4}}-\d\d-\d\d\.\n\n## ", text
    )
    found = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert found == [heading for heading in HEADINGS if heading in found or heading not in OPTIONAL]


def test_the_list_of_decisions_has_them_all() -> None:
    listed = re.findall(
        r"^\| (\d+) \| \[(.+)\]\((.+)\) \|", (DECISIONS[0].parent / "README.md").read_text(), re.MULTILINE
    )
    titles = [re.findall(r"^# (\d+)\. (.*)$", file.read_text(), re.MULTILINE)[0] for file in DECISIONS]
    assert listed == [(*title, file.name) for title, file in zip(titles, DECISIONS, strict=True)]
    assert len({number for number, _ in titles}) == len(titles)
