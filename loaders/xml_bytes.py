"""Make one record's bytes fit for a parser that resolves nothing: no declarations, no named characters.

Invariants: bytes are changed in memory only; no file and no socket is opened; a DOCTYPE keeps its name and system
identifier and loses its internal subset; a name declared there is honoured only when it stands for a few plain
characters, image names (NDATA) are harmless, and every other declaration refuses the record. What a named character
becomes is a numeric reference, so that the encoding does not matter.
"""

import codecs
import re
from dataclasses import dataclass

from domain.errors import RecordRejected
from loaders.characters import character

MAX_DECLARED = 64
"""Bytes that a declared name may stand for: enough for a character or a short word, too few to expand."""
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
_DOCTYPE = re.compile(
    rb"<!DOCTYPE(?P<head>(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*+)"
    rb"(?:\[(?P<subset>(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+)\]\s*)?>",
    re.DOTALL,
)
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARED = re.compile(rb"<!ENTITY\s+(%\s*)?([^\s\"'%<>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|([^>]*))", re.DOTALL)
_CHARACTER = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_NAMED = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|&([A-Za-z_:][\w.:-]{0,63});", re.DOTALL
)
"""What does not end reaches to the end, so that a search takes one pass whatever the bytes are."""
_SUSPECT = re.compile(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)")
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")
_COMMON = (
    b'<?xml version="1.0" encoding="UTF-8"?>',
    b'<?xml version="1.0" encoding="utf-8"?>',
    b'<?xml version="1.0" encoding="utf-8" standalone="no"?>',
)
_AS_IT_IS = {"utf-8", "ascii"}
_PREFIXES = {
    b"exch": b"http://www.epo.org/exchange",
    b"ops": b"http://ops.epo.org",
    b"reg": b"http://www.epo.org/register",
    b"business": b"http://www.sipo.gov.cn/XMLSchema/business",
    b"base": b"http://www.sipo.gov.cn/XMLSchema/base",
}
_PREFIXED = re.compile(rb"[<\s]/?([A-Za-z_][\w.-]*):[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a record inside its file: open ancestors with the header before it, and their end tags."""

    before: bytes = b""
    after: bytes = b""
    depth: int = 0
    """How many ancestors are open."""
    encoding: str | None = None
    """The encoding of the file, where the record itself does not say it."""
    declared: tuple[tuple[str, str], ...] = ()
    refusal: tuple[str, str] | None = None
    """Why no record of the file can be parsed (zh, en), where its DOCTYPE says so."""


ALONE = Surroundings()


def rejected(zh: str, en: str, offset: int | None = None) -> RecordRejected:
    """Return the error of this stage."""
    return RecordRejected(zh, en, stage="xml", offset=offset)


def as_utf8(raw: bytes, encoding: str | None = None) -> bytes:
    """Return the bytes in an encoding whose markup is ASCII and that the parser takes as it is."""
    if raw.startswith(_COMMON) and (encoding is None or encoding == "utf-8"):
        return raw
    declared = encoding_of(raw)
    if encoding is None:
        encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else declared
    try:
        name = codecs.lookup(encoding).name
        if name in _AS_IT_IS and codecs.lookup(declared).name in _AS_IT_IS:
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


def encoding_of(raw: bytes) -> str:
    """Return the encoding that the declaration names; without one it is UTF-8."""
    found = _ENCODING.match(raw[:400])
    return found[1].decode("ascii") if found else "utf-8"


def with_prefix(raw: bytes, outer: bytes = b"") -> tuple[bytes, int, int]:
    """Declare the prefix of the first tag where neither it nor ``outer`` does; also return the place and the length."""
    start, end, name = _first_tag(raw)
    prefix, colon, _ = name.partition(b":")
    if not colon or b"xmlns:" + prefix + b"=" in raw[start:end] or b"xmlns:" + prefix + b"=" in outer:
        return raw, 0, 0
    return _declaring(raw, start + 1 + len(name), [prefix])


def with_all_prefixes(raw: bytes, outer: bytes = b"") -> tuple[bytes, int, int]:
    """Declare, on the first tag, every prefix that is used and not declared there or in ``outer``."""
    start, end, name = _first_tag(raw)
    known = raw[start:end] + outer
    used = sorted(set(_PREFIXED.findall(raw)) - {b"xml", b"xmlns"})
    return _declaring(raw, start + 1 + len(name), [one for one in used if b"xmlns:" + one + b"=" not in known])


def _first_tag(raw: bytes) -> tuple[int, int, bytes]:
    prolog = _PROLOG.match(raw)
    start = raw.find(b"<", prolog.end() if prolog else 0)
    if raw.startswith(b"<!DOCTYPE", start):
        doctype = _DOCTYPE.match(raw, start)
        start = raw.find(b"<", doctype.end()) if doctype else -1
    end = raw.find(b">", start)
    if start < 0 or end < 0:
        return 0, 0, b""
    words = raw[start + 1 : end].split(None, 1)
    return start, end, words[0].rstrip(b"/") if words else b""


def _declaring(raw: bytes, at: int, prefixes: list[bytes]) -> tuple[bytes, int, int]:
    added = b"".join(b' xmlns:%b="%b"' % (one, _PREFIXES.get(one, b"urn:undeclared:" + one)) for one in prefixes)
    return (raw[:at] + added + raw[at:], at, len(added)) if added else (raw, 0, 0)


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
        text = value.decode("utf-8", "replace")
        if parameter or len(value) > MAX_DECLARED or not set("&%<").isdisjoint(_CHARACTER.sub("", text)):
            raise rejected("DOCTYPE 声明了会展开的实体", "the DOCTYPE declares an entity that expands")
        names[name.decode("utf-8", "replace")] = _CHARACTER.sub(_as_character, text)
    return names


def _as_character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def without_names(raw: bytes, declared: dict[str, str]) -> tuple[bytes, list[tuple[int, int]]]:
    """Replace named characters outside CDATA, comments and instructions; also return (place, bytes added) of each."""
    if not _SUSPECT.search(raw):
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
        text = declared.get(name) or character(name)
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
