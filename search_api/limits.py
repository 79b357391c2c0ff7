"""What one client may ask: points a minute by the cost of what it asks, and two exports at once.

A client is its address (of IPv6 its /64). Nothing is kept beyond the minute, and nothing of what was asked.
"""

import ipaddress
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from domain.errors import ExportsBusy, TooManyRequests
from search_api.settings import Budgets
from search_api.slots import place

_MS_PER_POINT = 10.0


class Allowance:
    """Counts the points and the running exports of each client."""

    def __init__(self, budgets: Budgets, slots: Path | None = None) -> None:
        self._slots = slots
        self._budgets = budgets
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = RateLimitItemPerMinute(max(1, budgets.points_per_minute))
        self._exports: Counter[str] = Counter()
        self._lock = threading.Lock()

    def spend(self, client: str, cost_ms: float = 0.0) -> None:
        """Spend the points of one call; raises ``TooManyRequests`` with the seconds to wait."""
        if not self._budgets.points_per_minute:
            return
        points = min(1 + int(cost_ms / _MS_PER_POINT), self._budgets.points_per_minute)
        if not self._limiter.hit(self._rate, client, cost=points):
            seconds = 60 if points > 1 else 20
            raise TooManyRequests(
                f"请求过多，请 {seconds} 秒后再试。", f"Too many requests. Ask again in {seconds} seconds.", seconds
            )

    @contextmanager
    def export(self, client: str) -> Iterator[None]:
        """Hold one of the client's exports; raises ``ExportsBusy``."""
        most = self._budgets.exports_per_client
        busy = ExportsBusy(
            f"同时最多 {most} 个导出，请等其中一个完成。",
            f"At most {most} exports run at once; wait for one to end.",
            30,
        )
        if self._slots is not None:
            with place(self._slots, client, most) as held:
                if not held:
                    raise busy
                yield
            return
        with self._lock:
            if self._exports[client] >= most:
                raise busy
            self._exports[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._exports[client] -= 1
                if not self._exports[client]:
                    del self._exports[client]


def client_of(address: str | None, forwarded: str | None, trusted: tuple[str, ...]) -> str:
    """Return who asks: the peer, or what a trusted proxy says of it (the last address that is not a proxy's).

    >>> client_of("10.0.0.1", "192.0.2.7, 10.0.0.2", ("10.0.0.1", "10.0.0.2"))
    '192.0.2.7'
    >>> client_of("198.51.100.3", "192.0.2.7", ())
    '198.51.100.3'
    """
    peer = address or "unknown"
    if forwarded and peer in trusted:
        for one in reversed([part.strip() for part in forwarded.split(",")]):
            if one not in trusted:
                peer = one
                break
    try:
        found = ipaddress.ip_address(peer)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((peer, 64), strict=False)) if found.version == 6 else peer
