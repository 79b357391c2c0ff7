"""Cut the stream of one member into records in constant memory: bytes, byte offset, and what surrounds them.

Invariants: records come in the order of the stream, each with the offset of its first byte and its ordinal; a broken
record takes none of its neighbours along; raw bytes are those of the file, without the white space after them (of a
UTF-16 file they and the offsets are those of its UTF-8 form). ``record_counts`` counts the same records with other code.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from loaders.cutting import Window, pieces
from loaders.frames import Frames
from loaders.rows import cut_json, cut_rows
from loaders.sources import Layout
from loaders.streams import CHUNK, Ahead, Readable
from loaders.xml_bytes import ALONE, Surroundings

_DECLARATION = rb"<\?xml[ \t\r\n]"
_ROOT = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*+>)*+<([^\s<>/!?]+)", re.DOTALL)
_SPACE = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"
TOO_LONG = ("记录过长", "the record is too long")


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it lies in the member; ``fault`` (zh, en) says why it cannot be read, where that is known."""

    raw: bytes
    offset: int
    index: int
    around: Surroundings = ALONE
    header: tuple[str, ...] = ()
    """The column names of a CSV."""
    fault: tuple[str, str] | None = None


def context_of(record: RawRecord, source: str) -> str:
    """Return what is needed beside a record's bytes to read it again, the name of its source first, as JSON."""
    around = asdict(record.around)
    for name in ("before", "after"):
        around[name] = around[name].decode("latin-1")
    kept = {"source": source, "index": record.index, "header": record.header, "fault": record.fault}
    return json.dumps({**kept, "around": around} if record.around != ALONE else kept, ensure_ascii=False)


def record_again(raw: bytes, offset: int, context: str) -> tuple[str, RawRecord]:
    """Return the record whose bytes and context were kept, after the name of its source."""
    kept = json.loads(context)
    around = ALONE
    if found := kept.get("around"):
        declared = tuple((name, value) for name, value in found.pop("declared"))
        refusal = tuple(found.pop("refusal") or ()) or None
        before, after = (found.pop(name).encode("latin-1") for name in ("before", "after"))
        around = Surroundings(before, after, declared=declared, refusal=refusal, **found)
    fault = tuple(kept["fault"]) if kept["fault"] else None
    return kept["source"], RawRecord(raw, offset, kept["index"], around, tuple(kept["header"]), fault)


def cut(stream: Ahead, layout: Layout) -> Iterator[RawRecord]:
    """Yield the records of a member."""
    if layout.kind == "json":
        for index, (offset, raw, fault) in enumerate(cut_json(Window(stream), layout.names)):
            yield RawRecord(raw, offset, index, fault=fault)
    elif layout.kind == "csv":
        for index, (offset, raw, header, fault) in enumerate(cut_rows(Window(stream))):
            yield RawRecord(raw, offset, index, header=header, fault=fault)
    elif layout.kind == "children":
        yield from _children(Window(as_utf8_stream(stream)), layout.names)
    else:
        utf8 = as_utf8_stream(stream)
        yield from _documents(Window(utf8), ALONE if utf8 is stream else Surroundings(encoding="utf-8"))


def as_utf8_stream(stream: Ahead) -> Readable:
    """Return the stream with a UTF-16 one turned into UTF-8, so that markup is ASCII for all that follows."""
    start = stream.peek(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _Recoded(stream)
    return stream


class _Recoded:
    def __init__(self, stream: Readable) -> None:
        self._stream, self._decode = stream, codecs.getincrementaldecoder("utf-16")("replace")

    def read(self, size: int = CHUNK, /) -> bytes:
        while chunk := self._stream.read(size):
            text = self._decode.decode(chunk)
            if text:
                return text.encode("utf-8", "replace")
        return self._decode.decode(b"", True).encode("utf-8", "replace")


def beginnings(start: bytes) -> re.Pattern[bytes]:
    """Return what begins a document: a declaration; where the first has none, also its root after its own end."""
    lead = start.removeprefix(_BOM).lstrip()
    found = _ROOT.match(lead)
    if re.match(_DECLARATION, lead) or not found:
        return re.compile(_DECLARATION)
    name = re.escape(found[1])
    again = rb"(?P<after></" + name + rb"\s*>\s*)(?=<" + name + rb"[\s/>]|<!DOCTYPE\s)"
    return re.compile(_DECLARATION + rb"|" + again)


def _documents(window: Window, around: Surroundings) -> Iterator[RawRecord]:
    window.fill(64 * 1024)
    first = window.held.find(b"<")
    while first < 0 and window.grow():
        first = window.held.find(b"<")
    if window.held[: max(first, 0)].removeprefix(_BOM).strip():
        first = 0
    if first < 0:
        return
    pattern = beginnings(bytes(window.held[:65536]))
    index = 0
    for offset, raw, long in pieces(window, pattern, first):
        kept = raw.rstrip(_SPACE).removesuffix(_BOM).rstrip(_SPACE)
        if kept:
            yield RawRecord(kept, offset, index, around, fault=TOO_LONG if long else None)
            index += 1


def child_beginnings(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """Return what begins a record of layout ``children``: start tags of these names, with any prefix where none is given."""
    written = (rb"" if ":" in name else rb"(?:[\w.-]+:)?" for name in names)
    tags = (prefix + re.escape(name.encode()) for prefix, name in zip(written, names, strict=True))
    return re.compile(rb"<(?:" + b"|".join(tags) + rb")(?=[\s/>])")


def _children(window: Window, names: tuple[str, ...]) -> Iterator[RawRecord]:
    pattern = child_beginnings(names)
    frames = Frames()
    first = frames.skip(window, pattern)
    if first is None:
        return
    for index, (offset, piece, long) in enumerate(pieces(window, pattern, first)):
        end = 0 if long else _end_of(piece)
        raw = piece[:end] if end else piece.rstrip(_SPACE)
        around = frames.surroundings()
        yield RawRecord(raw, offset, index, around, fault=TOO_LONG if long else None)
        if end:
            frames.feed(piece[end:])


def _end_of(piece: bytes) -> int:
    """Return where the first element of these bytes ends, 0 where it does not."""
    tag_end = _tag_end(piece)
    if not tag_end:
        return 0
    if piece[tag_end - 2 : tag_end] == b"/>":
        return tag_end
    name = re.escape(re.split(rb"[\s/>]", piece[1:tag_end], maxsplit=1)[0])
    if b"<!" not in piece:
        closing = re.compile(rb"</" + name + rb"\s*>").search(piece, tag_end)
        return closing.end() if closing else 0
    token = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|(</" + name + rb"\s*>)", re.DOTALL)
    for found in token.finditer(piece, tag_end):
        if found[1]:
            return found.end()
    return 0


_TAG = re.compile(rb"<[^>\"']*+(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*+)*+>")


def _tag_end(piece: bytes) -> int:
    found = _TAG.match(piece)
    return found.end() if found else 0
