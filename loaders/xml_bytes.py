"""Make one record's bytes fit for a parser that resolves nothing: no declarations, no named characters.

Invariants: bytes are changed in memory only; no file and no socket is opened; a DOCTYPE keeps its name and system
identifier and loses its internal subset; a name declared there is honoured only when it stands for a few plain
characters, image names (NDATA) are harmless, and every other declaration refuses the record. What a named character
becomes is a numeric reference, so that the encoding does not matter.
"""

import codecs
import re
from dataclasses import dataclass
from html.entities import html5

from domain.errors import RecordRejected

MAX_DECLARED = 64
"""Bytes that a declared name may stand for: enough for a character or a short word, too few to expand."""
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
_DOCTYPE = re.compile(
    rb"<!DOCTYPE(?P<head>(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*+)"
    rb"(?:\[(?P<subset>(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+)\]\s*)?>",
    re.DOTALL,
)
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(rb"<!ENTITY\s+(%\s*)?([^\s\"'%<>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|([^>]*))", re.DOTALL)
_CHARACTER = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_NAMED = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&([A-Za-z_:][\w.:-]*);", re.DOTALL)
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")
_AS_IT_IS = {"utf-8", "ascii", "iso8859-1"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a record inside its file: open ancestors with the header before it, and their end tags."""

    before: bytes = b""
    after: bytes = b""
    encoding: str = "utf-8"
    declared: tuple[tuple[str, str], ...] = ()
    refusal: tuple[str, str] | None = None
    """Why no record of the file can be parsed (zh, en), where its DOCTYPE says so."""


ALONE = Surroundings()


def rejected(zh: str, en: str, offset: int | None = None) -> RecordRejected:
    """Return the error of this stage."""
    return RecordRejected(zh, en, stage="xml", offset=offset)


def as_utf8(raw: bytes, encoding: str | None = None) -> bytes:
    """Return the bytes in an encoding whose markup is ASCII and that the parser takes as it is."""
    if encoding is None:
        for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
            if raw.startswith(mark):
                encoding = name
        if encoding is None:
            found = _ENCODING.match(raw[:400])
            encoding = found[1].decode("ascii") if found else "utf-8"
    try:
        name = codecs.lookup(encoding).name
        if name in _AS_IT_IS:
            return raw
        text = raw.decode(encoding)
    except LookupError:
        raise rejected("不认识的字符编码", "unknown character encoding") from None
    except (UnicodeDecodeError, ValueError) as fault:
        at = getattr(fault, "start", None)
        raise rejected("字节与所声明的编码不符", "the bytes are not in the declared encoding", at) from None
    found_text = re.match(r"\ufeff?\s*<\?xml[^>]*\?>", text)
    if found_text:
        text = '<?xml version="1.0"?>' + text[found_text.end() :]
    return text.encode("utf-8")


def without_subset(raw: bytes) -> tuple[bytes, dict[str, str]]:
    """Blank the internal subset of a DOCTYPE, keeping every byte's place, and return the harmless names it declares."""
    if raw.find(b"<!DOCTYPE", 0, 65536) < 0:
        return raw, {}
    prolog = _PROLOG.match(raw)
    start = prolog.end() if prolog else 0
    if not raw.startswith(b"<!DOCTYPE", start):
        return raw, {}
    found = _DOCTYPE.match(raw, start)
    if not found:
        raise rejected("DOCTYPE 没有结束", "the DOCTYPE does not end", start)
    subset = found["subset"]
    if subset is None:
        return raw, {}
    names = declared_names(subset)
    head = b"<!DOCTYPE" + found["head"]
    return raw[:start] + head + b" " * (found.end() - start - len(head) - 1) + b">" + raw[found.end() :], names


def declared_names(subset: bytes) -> dict[str, str]:
    """Return the names that stand for a few plain characters; refuse expansions and external parts."""
    names: dict[str, str] = {}
    if b"<!ENTITY" not in subset:
        return names
    for found in _DECLARED.finditer(_COMMENT.sub(b"", subset)):
        parameter, name, double, single, outside = found.groups()
        if outside is not None:
            if not re.search(rb"\sNDATA\s", outside):
                raise rejected("DOCTYPE 引用外部实体", "the DOCTYPE refers to an external entity")
            continue
        value = double if double is not None else single
        plain = _CHARACTER.sub(_as_character, value.decode("utf-8", "replace")) if len(value) <= MAX_DECLARED else "&"
        if parameter or "&" in plain.replace("&amp;", "") or "%" in plain or "<" in plain:
            raise rejected("DOCTYPE 声明了会展开的实体", "the DOCTYPE declares an entity that expands")
        names[name.decode("utf-8", "replace")] = plain
    return names


def _as_character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def without_names(raw: bytes, declared: dict[str, str]) -> tuple[bytes, list[tuple[int, int]]]:
    """Replace named characters outside CDATA, comments and instructions; also return (place, bytes added) of each."""
    ampersands = raw.count(b"&")
    if not ampersands:
        return raw, []
    known = raw.count(b"&#") + raw.count(b"&amp;") + raw.count(b"&lt;") + raw.count(b"&gt;")
    if ampersands == known:
        return raw, []
    pieces: list[bytes] = []
    shifts: list[tuple[int, int]] = []
    done = 0
    for found in _NAMED.finditer(raw):
        if found[1] is None:
            continue
        name = found[1].decode("ascii", "replace")
        if name in _PREDEFINED:
            continue
        text = declared.get(name) or html5.get(name + ";")
        if text is None:
            raise rejected("不认识的字符实体名", "a named character that no table knows", found.start())
        reference = b"".join(b"&#%d;" % ord(character) for character in text)
        pieces += (raw[done : found.start()], reference)
        done = found.end()
        shifts.append((found.start(), len(reference) - (found.end() - found.start())))
    return (b"".join((*pieces, raw[done:])), shifts) if shifts else (raw, shifts)


def unshifted(offset: int, shifts: list[tuple[int, int]]) -> int:
    """Return the offset in the bytes as they came for one in the bytes as they were parsed."""
    for place, added in shifts:
        if place >= offset:
            break
        offset -= added
    return offset
