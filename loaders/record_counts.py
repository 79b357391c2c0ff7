"""Count the records of a member a second time, byte by byte and apart from the cutter, as the check on what was read.

Invariants: shares no code with ``records``, ``cutting`` and ``rows``; takes the stream in pieces of any size (``feed``),
so that it runs beside the reading; the definitions are those that the cutter states: a beginning inside a
comment or CDATA section that closes before the next beginning or section is none; a JSON object begins at depth nought
or on a line of the first one's indentation; a CSV row ends at a line end outside quotation marks.
"""

import re
from typing import Protocol

from loaders.sources import Layout

_TAIL = 512
_MOST = 32 * 1024 * 1024


class Count(Protocol):
    """A count in progress."""

    def feed(self, piece: bytes) -> None: ...

    def total(self) -> int: ...


def count_of(layout: Layout, start: bytes) -> Count:
    """Return the count for a layout; ``start`` are the first bytes of the member (64 KiB)."""
    if layout.kind == "json":
        return _Objects(start, layout.names)
    if layout.kind == "csv":
        return _Lines()
    if layout.kind == "children":
        tags = [
            re.escape(name.encode()) if ":" in name else rb"(?:[^\s<>:/]{1,40}:)?%b" % re.escape(name.encode())
            for name in layout.names
        ]
        written = [b"<" + name.encode() for name in layout.names]
        prefixed = [b":" + name.encode() for name in layout.names if ":" not in name]
        return _Marks(rb"<(?:%b)[\s/>]" % b"|".join(tags), (*written, *prefixed))
    return _Documents(start)


def count_records(pieces: "list[bytes]", layout: Layout) -> int:
    """Count the records in the pieces of one member."""
    count = count_of(layout, b"".join(pieces)[:65536])
    for piece in pieces:
        count.feed(piece)
    return count.total()


class _Marks:
    """Counts marks that are not inside a section: fixed words lead to the places where a token is looked for."""

    def __init__(self, mark: bytes, words: tuple[bytes, ...]) -> None:
        self._token = re.compile(rb"(?P<mark>" + mark + rb")|<!--|-->|<!\[CDATA\[|\]\]>")
        self._words = (*words, b"<!--", b"-->", b"<![CDATA[", b"]]>")
        self._rest = b""
        self._inside: bytes | None = None
        self._doubtful = 0
        self.count = 0
        self._wide: bool | None = None

    def feed(self, piece: bytes) -> None:
        if self._wide is None:
            self._wide = piece[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = self._rest + (piece.replace(b"\0", b"") if self._wide else piece)
        keep = max(0, len(text) - _TAIL)
        self._rest = text[max(keep, self._follow(text, keep)) :]

    def _follow(self, text: bytes, end: int) -> int:
        """Take the tokens that begin before ``end``; return where the last of them ends."""
        places: set[int] = set()
        for word in self._words:
            place = text.find(word)
            while 0 <= place < end + _TAIL:
                places.add(text.rfind(b"<", max(0, place - 48), place) if word[:1] == b":" else place)
                place = text.find(word, place + 1)
        done = 0
        for place in sorted(places):
            found = self._token.match(text, place) if done <= place < end else None
            if found:
                self._take(found)
                done = found.end()
        return done

    def _take(self, found: re.Match[bytes]) -> None:
        token = found[0]
        if found["mark"]:
            if self._inside is None:
                self.count += 1
            elif self._doubtful:
                self.count += 2
                self._inside, self._doubtful = None, 0
            else:
                self._doubtful = 1
        elif token in (b"<!--", b"<![CDATA["):
            if self._inside is None:
                self._inside = token
            elif self._doubtful:
                self.count += 1
                self._inside, self._doubtful = token, 0
        elif self._inside == {b"-->": b"<!--", b"]]>": b"<![CDATA["}[token]:
            self._inside, self._doubtful = None, 0

    def total(self) -> int:
        self._follow(self._rest, len(self._rest))
        self._rest = b""
        return self.count + self._doubtful


class _Documents(_Marks):
    """Counts declarations; where the first document has none, it and the roots that follow their own end too."""

    def __init__(self, start: bytes) -> None:
        wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
        lead = (start[2:].replace(b"\0", b"") if wide else start).removeprefix(b"\xef\xbb\xbf").lstrip()
        self._markup = False
        self._undeclared = bool(lead) and not re.match(rb"<\?xml\s", lead)
        root = _root(lead) if self._undeclared else None
        if root:
            again = rb"</%b\s*>\s*<(?:%b[\s/>]|!DOCTYPE\s)" % (re.escape(root), re.escape(root))
            super().__init__(rb"<\?xml[ \t\r\n]|" + again, (b"<?xml", b"</" + root))
        else:
            super().__init__(rb"<\?xml[ \t\r\n]", (b"<?xml",))

    def feed(self, piece: bytes) -> None:
        self._markup = self._markup or b"<" in piece
        super().feed(piece)

    def total(self) -> int:
        return super().total() + (self._undeclared and self._markup)


def _root(text: bytes) -> bytes | None:
    """Return the name of the first element, found by passing over what may stand before it."""
    at = 0
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        end = b"-->" if text.startswith(b"<!--", at) else b"?>" if text.startswith(b"<?", at) else b">"
        if end == b">" and not text.startswith(b"<!", at):
            found = re.compile(rb"<([^\s<>/!?]+)").match(text, at)
            return found[1] if found else None
        bracket = text.find(b"[", at, text.find(b">", at)) if end == b">" else -1
        close = text.find(b"]", bracket) if bracket >= 0 else at
        place = text.find(end, close) if close >= 0 else -1
        if place < 0:
            return None
        at = place + len(end)


class _Objects:
    """Counts the objects of an array by their depth."""

    def __init__(self, start: bytes, names: tuple[str, ...]) -> None:
        key = names[0].encode() if names else b""
        begun = _array(start, key)
        found = re.search(rb"(^|\n)([ \t]*)\{", start[begun:])
        on_its_line = found is not None and begun + found.end() - 1 == start.find(b"{", begun)
        self._line = b"\n" + found[2] + b"{" if found and on_its_line and (found[1] or not begun) else b""
        self._skip = begun
        self._depth = 0
        self._ended = False
        self._rest = b""
        self.count = 0

    def feed(self, piece: bytes) -> None:
        skipped = min(self._skip, len(piece))
        self._skip -= skipped
        self._rest = b"" if self._ended else self._scan(self._rest + piece[skipped:])

    def _scan(self, text: bytes) -> bytes:
        """Follow strings, brackets and braces; return what must be read again with the next piece."""
        at = 0
        while not self._ended:
            found = _SIGN.search(text, at)
            if found is None:
                return text[max(at, len(text) - _TAIL) :]
            place = found.start()
            if found[0] == b'"':
                string = _STRING.match(text, place + 1)
                if string is None:
                    return text[place:] if len(text) - place < _MOST else b""
                at = string.end() - (string[1] == b"\n")
                continue
            self._turn(found[0], bool(self._line) and text[: place + 1].endswith(self._line))
            at = place + 1
        return b""

    def _turn(self, sign: bytes, starts_line: bool) -> None:
        if sign == b"{" and starts_line:
            self._depth = 0
        if sign == b"[" and not self._depth:
            return
        if sign in b"{[":
            self.count += sign == b"{" and not self._depth
            self._depth += 1
        elif self._depth:
            self._depth -= 1
        else:
            self._ended = sign == b"]"

    def total(self) -> int:
        return self.count


_SIGN = re.compile(rb"[\"{}\[\]]")
_STRING = re.compile(rb"[^\"\\\n]*+(?:\\[^\n][^\"\\\n]*+)*+\\?(\"|\n)")


def _array(start: bytes, key: bytes) -> int:
    named = re.search(rb"\"" + re.escape(key) + rb"\"\s*:\s*\[", start) if key else None
    if named:
        return named.end()
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return len(start) - len(text) + 1 if text[:1] == b"[" else 0


class _Lines:
    """Counts rows of a CSV below its header by following the quotation marks of each line."""

    def __init__(self) -> None:
        self._rest = b""
        self._waiting: list[bytes] = []
        self._length = 0
        self._quoted = False
        self._rows = 0
        self._mark = b""

    def feed(self, piece: bytes) -> None:
        lines = (self._rest + piece).splitlines(keepends=True)
        self._rest = lines.pop() if lines else b""
        for line in lines:
            self._line(line)

    def _line(self, line: bytes) -> None:
        if not self._mark:
            line = line.removeprefix(b"\xef\xbb\xbf")
            self._mark = max((b",", b";", b"\t"), key=line.count)
        if b'"' in line:
            self._follow(line)
        self._waiting.append(line)
        self._length += len(line)
        if not self._quoted:
            self._rows += any(one.strip() for one in self._waiting)
            self._waiting, self._length = [], 0
        elif self._length > 1024 * 1024:
            self._give_up()

    def _follow(self, line: bytes) -> None:
        """Turn at each quotation mark that opens a field, closes it or is doubled."""
        place, closed = -1, -2
        while (place := line.find(b'"', place + 1)) >= 0:
            if self._quoted:
                self._quoted, closed = False, place
            elif place == 0 or closed == place - 1 or line[place - 1 : place] == self._mark:
                self._quoted = True

    def _give_up(self) -> None:
        """A quotation that does not end is one row, its first line; the lines after it are read again."""
        waiting, self._waiting, self._length, self._quoted = self._waiting, [], 0, False
        self._rows += 1
        for line in waiting[1:]:
            self._line(line)

    def total(self) -> int:
        if self._rest:
            rest, self._rest = self._rest, b""
            self._line(rest)
        while self._waiting:
            self._give_up()
        return max(0, self._rows - 1)
