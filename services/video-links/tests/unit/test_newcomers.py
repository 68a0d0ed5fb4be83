import asyncio

from video_links.routes.newcomers import Newcomers


class Sockets:
    """Those that say nothing. Who was sent away is in `gone`, in that order."""

    def __init__(self, newcomers: Newcomers) -> None:
        self._newcomers = newcomers
        self.gone: list[str] = []
        self._waiting: list[asyncio.Task[None]] = []

    async def wait(self, name: str, address: str) -> None:
        self._waiting.append(asyncio.create_task(self._wait(name, address)))
        for _ in range(5):
            await asyncio.sleep(0)

    async def _wait(self, name: str, address: str) -> None:
        try:
            async with asyncio.timeout(60) as patience:
                with self._newcomers.one(address, patience):
                    await asyncio.Event().wait()
        except TimeoutError:
            self.gone.append(name)

    async def end(self) -> None:
        for waiting in self._waiting:
            waiting.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)


async def test_of_too_many_from_one_address_those_go_that_have_waited_longest() -> None:
    sockets = Sockets(Newcomers(of_one=2, of_all=100))
    for name, address in (("a1", "a"), ("b1", "b"), ("a2", "a"), ("a3", "a"), ("a4", "a")):
        await sockets.wait(name, address)
    assert sockets.gone == ["a1", "a2"]
    await sockets.end()


async def test_of_too_many_from_everywhere_those_go_that_have_waited_longest() -> None:
    sockets = Sockets(Newcomers(of_one=2, of_all=3))
    for number in range(5):
        await sockets.wait(f"{number}", f"address {number}")
    assert sockets.gone == ["0", "1"]
    await sockets.end()


async def test_whoever_has_shown_a_ticket_takes_no_place() -> None:
    newcomers = Newcomers(of_one=1, of_all=1)
    sockets = Sockets(newcomers)
    async with asyncio.timeout(60) as patience:
        with newcomers.one("a", patience):
            pass
        await sockets.wait("later", "a")
    assert sockets.gone == []
    await sockets.end()
