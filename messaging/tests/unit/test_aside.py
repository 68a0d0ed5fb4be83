import asyncio
import threading

import pytest

from messaging.http.aside import Aside, TooBusy


async def test_the_loop_goes_on_while_something_is_worked_on() -> None:
    loop_went_on = threading.Event()
    asyncio.get_running_loop().call_soon(loop_went_on.set)
    assert await Aside().do(lambda: loop_went_on.wait(5))


async def test_what_has_waited_too_long_for_its_turn_is_not_done() -> None:
    aside, release, done = Aside(patience=0.1), threading.Event(), list[str]()
    first = asyncio.create_task(aside.do(release.wait))
    await asyncio.sleep(0)
    with pytest.raises(TooBusy):
        await aside.do(lambda: done.append("late"))
    with pytest.raises(TooBusy):
        await first
    release.set()
    await aside.do(lambda: done.append("in its turn"))
    assert done == ["in its turn"]


async def test_no_more_wait_than_there_are_places() -> None:
    aside, release = Aside(waiting=2), threading.Event()
    waiting = [asyncio.create_task(aside.do(release.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooBusy):
        await aside.do(release.wait)
    release.set()
    await asyncio.gather(*waiting)
    assert await aside.do(lambda: "done") == "done"
