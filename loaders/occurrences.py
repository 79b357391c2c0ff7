"""How many times each name was met in one file, in little memory: sixteen bytes or so for each name.

Invariants: a name is known by 64 bits of its BLAKE2 digest, so two names of one file are taken for one with a chance
below one in a billion even among a hundred thousand names.
"""

from array import array
from hashlib import blake2b


class Occurrences:
    """A count for each name; most names are met once, and those cost one place in a table of 64-bit digests."""

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * 1024))
        self._mask = len(self._table) - 1
        self._held = 0
        self._again: dict[int, int] = {}

    def add(self, name: str) -> int:
        """Count one more occurrence and return how many there are now."""
        key = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
        if self._put(key):
            if self._held * 2 > len(self._table):
                self._grow()
            return 1
        times = self._again.get(key, 1) + 1
        self._again[key] = times
        return times

    def _put(self, key: int) -> bool:
        """Place a digest; say whether it is new."""
        place = key & self._mask
        while held := self._table[place]:
            if held == key:
                return False
            place = (place + 1) & self._mask
        self._table[place] = key
        self._held += 1
        return True

    def _grow(self) -> None:
        known = self._table
        self._table = array("Q", bytes(16 * len(known)))
        self._mask = len(self._table) - 1
        self._held = 0
        for key in known:
            if key:
                self._put(key)
