"""A mail server that takes its time, as a process of its own: each command takes so long, some are refused for now.

It answers on its standard output: its port; then, for each line that it reads, all that it has taken over since the
line before, as JSON: address and time of each.
"""

import asyncio
import json
import random
import sys
import time

from standing_local.ports import HOST


class _Server:
    def __init__(self, pause: float, refused: float) -> None:
        self._pause = pause
        self._refused = refused
        self._chance = random.Random(4)  # noqa: S311 no secret
        self.taken: list[tuple[str, float]] = []
        self.refusals = 0
        self.most_at_once = 0
        self._at_once = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            writer.write(b"220 mail.example ESMTP\r\n")
            await self._converse(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._at_once -= 1
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = ""
        while line := await reader.readuntil(b"\r\n"):
            await asyncio.sleep(self._pause)
            command = line[:4].upper()
            if command == b"EHLO":
                writer.write(b"250 mail.example\r\n")
            elif command == b"RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
                refused = self._chance.random() < self._refused
                self.refusals += refused
                writer.write(b"451 4.3.0 try later\r\n" if refused else b"250 OK\r\n")
            elif command == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                await asyncio.sleep(self._pause)
                self.taken.append((address, time.time()))
                writer.write(b"250 taken\r\n")
            elif command == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 OK\r\n")


async def _main(pause: float, refused: float) -> None:
    mail = _Server(pause, refused)
    server = await asyncio.start_server(mail.serve, HOST, 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    questions = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(questions), sys.stdin)
    told = 0
    while await questions.readline():
        taken = mail.taken[told:]
        told += len(taken)
        state = {"taken": taken, "refusals": mail.refusals, "most_at_once": mail.most_at_once}
        print(json.dumps(state), flush=True)


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1]), float(sys.argv[2])))
