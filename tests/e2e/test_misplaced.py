"""What the tests of screens call misplaced is what somebody who looks would call so."""

import pytest

from tests.e2e.screens import misplaced
from tests.e2e.windows import NewWindow

_LONG = "Wilhelmina" * 20
_ONE_LINE = "width: 200px; overflow: hidden; white-space: nowrap"


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        (f"<p style='{_ONE_LINE}'>{_LONG}</p>", "cut"),
        (f"<p style='{_ONE_LINE}; text-overflow: ellipsis'>{_LONG}</p>", "cut"),
        ("<p>Grace</p><p style='margin-top: -30px'>Priya</p>", "overlap"),
        (f"<p>{_LONG}</p>", "sideways"),
        (f"<div style='width: 200px; overflow: auto'>{_LONG}</div>", "sideways"),
        ("<p style='width: 40px; overflow-wrap: anywhere'>A microphone</p>", "broken"),
    ],
)
async def test_what_is_misplaced_is_found(new_window: NewWindow, shown: str, kind: str) -> None:
    page = await new_window()
    await page.set_content(shown)
    assert kind in {found.partition(":")[0] for found in await misplaced(page)}


@pytest.mark.parametrize(
    "shown",
    [
        f"<p style='{_ONE_LINE}; text-overflow: ellipsis' title='{_LONG}'>{_LONG}</p>",
        f"<p style='width: 200px; overflow-wrap: anywhere'>{_LONG}</p>",
        "<p>Grace</p><p>Priya</p>",
        f"<div style='height: 30px; overflow: auto; overflow-wrap: anywhere'>{_LONG * 9}</div>",
        f"<p>Grace</p><p hidden>{_LONG}</p>",
        "<p>Grace</p><p style='position: fixed; inset: 0; margin: 0; background: white'>Priya</p>",
    ],
)
async def test_what_can_be_read_is_not_misplaced(new_window: NewWindow, shown: str) -> None:
    page = await new_window()
    await page.set_content(shown)
    assert await misplaced(page) == []
