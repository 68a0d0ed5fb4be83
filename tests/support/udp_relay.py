"""A network between two browsers that a test can cut: their candidates lead here, and from here to the other side.

The browser's own offline switch leaves WebRTC alone.
"""

import asyncio
from typing import Any, Final

from playwright.async_api import BrowserContext

type Address = tuple[str, int]

NOWHERE: Final = 9  # the port of RFC 863, where nobody listens

# Candidates for UDP on this machine only, each by the address that the relay gives for it.
_DIVERT: Final = """
(() => {
  const divert = async (line) => {
    const parts = line.split(" ");
    if (parts[2]?.toLowerCase() !== "udp" || parts[7] !== "host" || !/^[0-9.]+$/.test(parts[4])) return null;
    const port = await window.relayed(parts[4], Number(parts[5]));
    return [...parts.slice(0, 4), "127.0.0.1", port, ...parts.slice(6)].join(" ");
  };
  const take = RTCPeerConnection.prototype.addIceCandidate;
  RTCPeerConnection.prototype.addIceCandidate = async function (candidate) {
    const line = await divert(candidate.candidate);
    if (line) return take.call(this, { ...candidate, candidate: line });
  };
  const describe = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = async function ({ type, sdp }) {
    const lines = [];
    for (const line of sdp.split("\\r\\n")) {
      if (!line.startsWith("a=candidate:")) lines.push(line);
      else {
        const diverted = await divert(line.slice(2));
        if (diverted) lines.push(`a=${diverted}`);
      }
    }
    return describe.call(this, { type, sdp: lines.join("\\r\\n") });
  };
})();
"""


class UdpRelay:
    """One socket for each address of a browser: what comes to it goes to that address, from the sender's own socket."""

    def __init__(self) -> None:
        self._sockets: dict[Address, asyncio.DatagramTransport] = {}
        self._dead: set[int] = set()  # ports
        self._cut = False
        self._asked = asyncio.Lock()  # a page asks for several at once
        self._closed = False

    async def lies_between(self, *sides: BrowserContext) -> None:
        """To be called before they open a page."""
        for side in sides:
            await side.expose_function("relayed", self._port_for)
            await side.add_init_script(_DIVERT)

    def is_cut(self) -> None:
        self._cut = True

    def is_back(self) -> None:
        """As it was."""
        self._cut = False

    def is_another_network(self) -> None:
        """It is back, and no address that was told before leads anywhere."""
        self._dead |= {port for _, port in self._sockets}
        self._cut = False

    def close(self) -> None:
        """Pages that are still open get no way to each other any more."""
        self._closed = True
        for socket in self._sockets.values():
            socket.close()

    async def _port_for(self, host: str, port: int) -> int:
        address = (host, port)
        async with self._asked:
            if self._closed:
                return NOWHERE
            if address not in self._sockets:
                loop = asyncio.get_running_loop()
                self._sockets[address], _ = await loop.create_datagram_endpoint(
                    lambda: _Socket(self, address), local_addr=("127.0.0.1", 0)
                )
        given: int = self._sockets[address].get_extra_info("sockname")[1]
        return given

    def passes_on(self, data: bytes, source: Address, address: Address) -> None:
        own = next((socket for (_, port), socket in self._sockets.items() if port == source[1]), None)
        if own is not None and not self._cut and not self._dead & {source[1], address[1]}:
            own.sendto(data, address)


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, relay: UdpRelay, address: Address) -> None:
        self._relay = relay
        self._address = address

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        self._relay.passes_on(data, (addr[0], addr[1]), self._address)
