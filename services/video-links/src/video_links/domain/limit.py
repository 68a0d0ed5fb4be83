"""How often one address may try."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network


class Limit:
    """At most `tries` in any `period`, counted for each key. Of more than `keys` keys the longest unused are forgotten,
    so that a flood from everywhere takes no memory."""

    def __init__(self, tries: int, period: timedelta, *, keys: int = 50_000) -> None:
        self.period = period
        self._tries = tries
        self._keys = keys
        self._tried: OrderedDict[str, deque[datetime]] = OrderedDict()

    def reached(self, key: str, now: datetime) -> bool:
        tried = self._tried.get(key)
        if tried is None:
            return False
        while tried and tried[0] <= now - self.period:
            tried.popleft()
        return len(tried) >= self._tries

    def take(self, key: str, now: datetime) -> bool:
        """Count a try; False where it is one too many. Such a one does not count."""
        if self.reached(key, now):
            return False
        self._tried.setdefault(key, deque()).append(now)
        self._tried.move_to_end(key)
        if len(self._tried) > self._keys:
            self._tried.popitem(last=False)
        return True


def client_address(peer: str, forwarded_for: str, trusted: tuple[Network, ...]) -> str:
    """Whose try it is: the address that is nearest to us and none of our own proxies'. IPv6 by its /64, which one
    household has whole. What anybody else says in X-Forwarded-For counts for nothing."""
    chain = [*(part.strip() for part in forwarded_for.split(",") if part.strip()), peer]
    address = _parsed(chain.pop())
    while chain and address is not None and any(address in network for network in trusted):
        further = _parsed(chain.pop())
        if further is None:
            break
        address = further
    if address is None:
        return peer
    return str(IPv6Network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)


def _parsed(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
