"""Find the source of a member from its first bytes, never from its name.

Invariants: at most 64 KiB are looked at; nothing is parsed; a format that is known but not read is named, so that the
message says what the file is.
"""

import codecs
import re
from collections.abc import Iterable

from domain.errors import Unrecognised
from loaders.catalog import SOURCES
from loaders.rows import encoding_of as table_encoding
from loaders.sources import Head, Source
from loaders.streams import Ahead
from loaders.xml_bytes import encoding_of

LOOK = 64 * 1024
_ROOT = re.compile(
    r"\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*+(?:\[(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'"
    r"|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+\]\s*)?>)*+<([^\s<>/!?]+)",
    re.DOTALL,
)
_KNOWN_ROOTS = {
    "patent-application-publication": ("PAP 1.5/1.6", "USPTO applications of 2001-2004 (PAP)"),
    "PATDOC": ("PATDOC 2.x", "USPTO grants of 2001-2004 (PATDOC, ST.32)"),
    "jp-official-gazette": ("JPO gazette", "the Japanese official gazette"),
    "patent-document": ("MAREC", "MAREC patent documents"),
    "lexisnexis-patent-document": ("LexisNexis", "LexisNexis patent documents"),
    "cn-application-body": ("CNIPA e-filing dossier", "the body of an application from an e-filing dossier (CNIPA)"),
    "world-patent-data": ("OPS", "answers of Open Patent Services (EPO)"),
    "ttab-proceedings": ("TTAB", "proceedings of the Trademark Trial and Appeal Board (USPTO)"),
    "patent-assignments": ("USPTO patent assignments", "patent assignments (USPTO)"),
    "us-patent-assignments": ("USPTO patent assignments", "patent assignments (USPTO)"),
    "trademark-assignments": ("USPTO trademark assignments", "trade-mark assignments (USPTO)"),
    "PatentPublication": ("WIPO ST.96 patent", "WIPO ST.96 patent publications"),
    "TrademarkApplication": ("WIPO ST.96 trade mark", "WIPO ST.96 trade-mark applications"),
    "DesignApplication": ("WIPO ST.96 design", "WIPO ST.96 design applications"),
    "Transaction": ("ST.66", "WIPO ST.66 transactions of another office"),
    "TrademarkTransaction": ("TSDR ST.96", "TSDR status of a mark (ST.96)"),
    "trademarkTransaction": ("TSDR ST.66", "TSDR status of a mark (ST.66)"),
    "CPCMasterClassificationFile": ("CPC master file", "the CPC master classification file"),
    "class-scheme": ("CPC scheme", "the CPC scheme (a reference table)"),
    "IPCScheme": ("IPC scheme", "the IPC scheme (a reference table)"),
    "ClaimsDocument": ("XML4IP", "USPTO XML4IP file-wrapper documents"),
    "SpecificationDocument": ("XML4IP", "USPTO XML4IP file-wrapper documents"),
}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"%PDF-", "PDF"),
    (b"SQLite format 3\0", "SQLite"),
)
_GREEN_BOOK = re.compile(r"(?:^|\n)PATN\s*\r?\n\s*WKU {2}")


def head_of(name: str, stream: Ahead) -> Head:
    """Return what is quickly read off the first bytes of a member."""
    start = stream.peek(LOOK)
    text = _decoded(start)
    found = _ROOT.match(text) if text[:64].lstrip("\ufeff \t\r\n").startswith("<") else None
    return Head(name, start, found[1].rpartition(":")[2] if found else None, text)


def _decoded(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    if not start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return start.decode(table_encoding(start), "replace")
    try:
        return start.decode(encoding_of(start), "replace")
    except LookupError:
        return start.decode("utf-8", "replace")


def source_of(head: Head, sources: Iterable[Source] = SOURCES) -> Source:
    """Return the source that reads this content; raise ``Unrecognised``, naming the format where it is a known one."""
    for source in sources:
        if source.recognises(head):
            return source
    raise unrecognised(head)


def unrecognised(head: Head) -> Unrecognised:
    """Return the error for content that no source reads."""
    short, long = _known(head)
    if not short:
        return Unrecognised("不认识这种内容", "no source reads this content")
    return Unrecognised(f"暂不读取这种格式：{short}", f"this format is not read: {long}", format_name=short)


def _known(head: Head) -> tuple[str, str]:
    if head.root is not None:
        known = _KNOWN_ROOTS.get(head.root)
        if known:
            return _finer(head, known)
        return ("", "") if head.root.lower() != "html" else ("HTML", "a web page (HTML)")
    for signature, name in _SIGNATURES:
        if head.start.startswith(signature):
            return name, f"{name} content"
    if _GREEN_BOOK.search(head.text[:4096]):
        return "APS", "USPTO grants before 2001 (APS, Green Book)"
    return "", ""


def _finer(head: Head, known: tuple[str, str]) -> tuple[str, str]:
    if known[0] == "ST.66" and "/ST96/" in head.text:
        return "TSDR ST.96", "TSDR status of a mark (ST.96)"
    return known


def table_columns(head: Head) -> frozenset[str]:
    """Return the column names in the first line of a table, lower case, for sources of CSV."""
    line = head.text.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    delimiter = max((",", ";", "\t"), key=line.count)
    return frozenset(one.strip().strip('"').strip().lower() for one in line.split(delimiter))
