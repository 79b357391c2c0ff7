"""Where records begin inside XML bytes: one definition, on which the cutter of every XML layout rests.

A beginning (a declaration ``<?xml``, or the start tag of a record) is hidden when it lies in a comment or CDATA section
that is closed before the next beginning and before another section opens. A section that is never closed belongs to a
record cut short and hides nothing, so that its neighbours are still found.
"""

import re
from collections.abc import Iterator

from loaders.streams import CHUNK, Readable

MAX_RECORD = 32 * 1024 * 1024
"""Bytes of the longest record that is read; a longer one is rejected and its neighbours are loaded."""
_REWIND = 4096
"""A beginning that straddles two readings lies within these last bytes."""
_CLOSERS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}


class Window:
    """The bytes of a stream from ``base`` on; grows at the end, is cut at the start."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.held = bytearray()
        self.base = 0
        self.ended = False

    def grow(self) -> bool:
        """Take more bytes; say whether there were any."""
        more = b"" if self.ended else self._stream.read(CHUNK)
        if not more:
            self.ended = True
            return False
        self.held += more
        return True

    def grow_well(self) -> bool:
        """Grow by half of what is held at least, so that reading it again stays in proportion."""
        wanted = len(self.held) + len(self.held) // 2
        grown = self.grow()
        while len(self.held) < wanted and self.grow():
            pass
        return grown

    def fill(self, size: int) -> None:
        """Hold so many bytes, if the stream has them."""
        while len(self.held) < size and self.grow():
            pass

    def drop(self, count: int) -> None:
        """Forget the first bytes."""
        del self.held[:count]
        self.base += count


def next_beginning(window: Window, pattern: re.Pattern[bytes], start: int, at: int) -> int:
    """Return where the next beginning after ``at`` lies, given a record that began at ``start``; -1 at the end.

    The window grows until one is found, the stream ends, or the record is longer than ``MAX_RECORD``.
    """
    sure = start
    while True:
        found = pattern.search(window.held, at)
        while found and (end := _hidden_until(window, pattern, sure, place_of(found))):
            sure = at = end
            found = pattern.search(window.held, at)
        if found:
            return place_of(found)
        at = max(at, len(window.held) - _REWIND)
        if len(window.held) - start > MAX_RECORD:
            return -1
        if not window.grow():
            return -1


def place_of(found: re.Match[bytes]) -> int:
    """Return where the beginning lies: after the group ``after``, where the pattern has one and it matched."""
    return found.end("after") if "after" in found.re.groupindex and found["after"] is not None else found.start()


def _hidden_until(window: Window, pattern: re.Pattern[bytes], sure: int, at: int) -> int:
    """Return where the closed comment or CDATA section ends in which a beginning lies, 0 when it lies in none.

    ``sure`` is a place before it that lies in none.
    """
    opener = open_section(window.held, sure, at)
    if opener is None:
        return 0
    closer = _CLOSERS[opener]
    while True:
        end = window.held.find(closer, at)
        limit = end if end >= 0 else len(window.held)
        if pattern.search(window.held, at + 5, limit) or any(window.held.find(one, at, limit) >= 0 for one in _CLOSERS):
            return 0
        if end >= 0:
            return end + len(closer)
        if len(window.held) - sure > MAX_RECORD or not window.grow():
            return 0


def open_section(held: bytearray, start: int, at: int) -> bytes | None:
    """Return the opener of the comment or CDATA section that is open at ``at``, reading from ``start``."""
    if held.rfind(b"<!", start, at) < 0:
        return None
    place = start
    while True:
        openers = [(found, one) for one in _CLOSERS if (found := held.find(one, place, at)) >= 0]
        if not openers:
            return None
        place, opener = min(openers)
        place = held.find(_CLOSERS[opener], place + len(opener), at)
        if place < 0:
            return opener
        place += len(_CLOSERS[opener])


def pieces(window: Window, pattern: re.Pattern[bytes], first: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield (offset, bytes, too long) from each beginning to the next, the first at ``first`` in the window."""
    start = first
    while True:
        end = next_beginning(window, pattern, start, start + 1)
        long = end < 0 and not window.ended
        stop = len(window.held) if end < 0 else end
        yield window.base + start, bytes(window.held[start:stop]), long
        if end < 0:
            if not long or not _skip_long(window, pattern):
                return
            start = 0
            continue
        window.drop(end)
        start = 0


def _skip_long(window: Window, pattern: re.Pattern[bytes]) -> bool:
    """Pass over the rest of a record that is too long; say whether another begins."""
    while True:
        window.drop(max(0, len(window.held) - 64 * 1024))
        if not window.grow():
            return False
        found = pattern.search(window.held)
        if found:
            window.drop(place_of(found))
            return True
