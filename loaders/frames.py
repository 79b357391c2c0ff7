"""What stands open around the records of one root: start tags with their attributes, and the short elements before.

Invariants: the bytes given to ``feed`` lie between records, so they are few; what is kept is bounded; an end tag
without its start is passed over. A prefix that no ancestor declares is left to the parser of the record.
"""

import re
from dataclasses import dataclass, field

from domain.errors import RecordRejected
from loaders.cutting import Window, next_beginning
from loaders.xml_bytes import Surroundings, as_utf8, encoding_of, with_prefix, without_subset

_MOST = 16 * 1024
_TOKEN = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*+(?:\[.*?\]\s*)?>"
    rb"|</(?P<close>[^\s<>/]+)\s*>|<(?P<open>[^\s<>/!?]+)[^>\"']*+(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*+)*+>",
    re.DOTALL,
)


@dataclass(slots=True)
class _Frame:
    name: bytes
    start: bytes
    body: bytearray = field(default_factory=bytearray)
    held_record: bool = False


class Frames:
    """The elements open at the present place of a member."""

    def __init__(self) -> None:
        self._open: list[_Frame] = []
        self._encoding = "utf-8"
        self._declared: tuple[tuple[str, str], ...] = ()
        self._refusal: tuple[str, str] | None = None
        self._now: Surroundings | None = None

    def skip(self, window: Window, pattern: re.Pattern[bytes]) -> int | None:
        """Read the header of the member; return where its first record begins in the window, if there is one."""
        place = next_beginning(window, pattern, 0, 0)
        if place < 0:
            return None
        header = bytes(window.held[:place])
        self._prolog(header)
        self.feed(header)
        return place

    def _prolog(self, header: bytes) -> None:
        self._encoding = encoding_of(header)
        try:
            self._declared = tuple(without_subset(header)[1].items())
        except RecordRejected as fault:
            self._refusal = (fault.detail.zh, fault.detail.en)

    def feed(self, between: bytes) -> None:
        """Follow the tags that stand between two records."""
        if not between.strip():
            return
        done = 0
        for found in _TOKEN.finditer(between):
            self._text(between[done : found.start()])
            done = found.end()
            if found["close"]:
                self._close(found["close"])
            elif found["open"]:
                self._start(found["open"], found[0])
        self._text(between[done:])
        self._now = None

    def _text(self, text: bytes) -> None:
        if self._open and text.strip():
            self._keep(self._open[-1], text)

    def _start(self, name: bytes, tag: bytes) -> None:
        if tag.endswith(b"/>"):
            if self._open:
                self._keep(self._open[-1], tag)
            return
        self._open.append(_Frame(name, tag if self._open else with_prefix(tag)[0]))

    def _close(self, name: bytes) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].name == name:
                closed = self._open[at]
                del self._open[at:]
                if self._open:
                    if closed.held_record:
                        self._open[-1].held_record = True
                    else:
                        self._keep(self._open[-1], closed.start + closed.body + b"</" + name + b">")
                return

    @staticmethod
    def _keep(frame: _Frame, whole: bytes) -> None:
        if len(frame.body) + len(whole) <= _MOST:
            frame.body += whole

    def surroundings(self) -> Surroundings:
        """Return what stands around the record that begins here."""
        if self._now is None:
            if self._open:
                self._open[-1].held_record = True
            before = b"".join(frame.start + bytes(frame.body) for frame in self._open)
            after = b"".join(b"</" + frame.name + b">" for frame in reversed(self._open))
            if self._encoding.lower() != "utf-8":
                before, after = as_utf8(before, self._encoding), as_utf8(after, self._encoding)
            depth = len(self._open)
            self._now = Surroundings(before, after, depth, self._encoding, self._declared, self._refusal)
        return self._now
