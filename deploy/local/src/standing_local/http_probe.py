import asyncio

from standing_local.ports import HOST


async def answers_ok(port: int, path: str) -> bool:
    """Whether `GET path` on this machine is answered with 200. No client library: it is asked 20 times a second."""
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode())
                status = (await reader.readline()).split()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return status[1:2] == [b"200"]
