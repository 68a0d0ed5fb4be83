"""Writes what was found into docs/reliability.md, between its two marks."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from standing_local import checkout
from tests.faults.case import NotRun, Row

DOCUMENT: Final = checkout.ROOT / "docs" / "reliability.md"

_BEGIN: Final = "<!-- written by `make faults`: begin -->\n"
_END: Final = "<!-- written by `make faults`: end -->\n"
_COLUMNS: Final = (
    *("fault", "step", "series booked", "links expected", "found", "messages expected", "found"),
    *("lost", "doubled", "leaked", "copies with one Message-ID", "refused", "events parked"),
)


def write(rows: Sequence[Row | NotRun], document: Path = DOCUMENT) -> None:
    text = document.read_text()
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    document.write_text(before + _BEGIN + "\n" + "\n".join(_lines(rows)) + "\n\n" + _END + after)


def _lines(rows: Sequence[Row | NotRun]) -> Iterable[str]:
    yield _line(_COLUMNS)
    yield _line(["---"] * 2 + ["---:"] * (len(_COLUMNS) - 2))
    done = [row for row in rows if isinstance(row, Row)]
    for row in done:
        yield _line([row.fault, row.step, *map(str, _figures(row))])
    yield _line(
        [f"**all {len(done)}**", "", *(f"**{sum(figures)}**" for figures in zip(*map(_figures, done), strict=True))]
    )
    for left_out in rows:
        if isinstance(left_out, NotRun):
            yield f"\nNot run: {left_out.fault}, {left_out.step}, since {left_out.why}."


def _figures(row: Row) -> Sequence[int]:
    found = row.findings
    return (
        *(found.series, found.links_expected, found.links, found.messages_expected, found.messages),
        *(found.lost, found.doubled, found.leaked, found.copies, found.refused, row.parked),
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
