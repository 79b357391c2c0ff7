"""Read a person's draft: plain text, DOCX, PDF or patent XML, told apart by content; nothing of it is kept.

Invariants: at most ``LONGEST`` characters come out, whatever went in; a file that hides how large it is, that is
encrypted, scanned, binary or broken is refused in words; no message quotes the draft.
"""

import io
import logging
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from domain.errors import AtlasError, ParameterError
from domain.filings import Amendment, Filing, Origin, Withdrawal
from domain.text import Wording
from loaders.detect import head_of, source_of
from loaders.elements import parse_xml
from loaders.parse import Fault, parsed_by
from loaders.records import cut
from loaders.sources import Skipped
from loaders.streams import Ahead

LONGEST = 400_000
_MOST_PAGES = 300
_MOST_UNPACKED = 64 * 1024 * 1024
_BODY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its warnings quote what it reads
_GUARD = threading.Lock()
"""The functions that read elements remember those of one record at a time."""


@dataclass(frozen=True, slots=True)
class Read:
    """The text of a draft, and the filing that it is where it is patent XML."""

    text: str
    filing: Filing | None = None


def read_draft(raw: bytes) -> Read:
    """Read a draft. Raises ``ParameterError``."""
    if not raw.strip():
        raise _refused("empty-draft", "文件是空的。", "The file is empty.")
    if raw.startswith(b"%PDF-"):
        return Read(_pdf(raw))
    if raw.startswith(b"PK\x03\x04"):
        return Read(_docx(raw))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(
            "draft-unreadable", "这是旧版或加密的 Word 文件，请另存为不加密的 DOCX。",
            "This is an old or an encrypted Word file; save it as a DOCX without a password.",
        )  # fmt: skip
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _xml(raw)
    return Read(_plain(raw))


def _plain(raw: bytes) -> str:
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        start = text[:20_000]
        strange = sum(1 for char in start if (char < " " and char not in "\t\r\n\f") or "\ue000" <= char <= "\uf8ff")
        if strange * 100 <= len(start):
            return text[:LONGEST]
    raise _refused("draft-unreadable", "这不是文本文件。", "This is no text file.")


def _docx(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = packed.getinfo(_BODY).file_size
            if size > _MOST_UNPACKED:
                raise _refused("draft-too-large", "DOCX 展开后过大。", "The DOCX is too large when it is unpacked.")
            with packed.open(_BODY) as stream:
                body = stream.read(_MOST_UNPACKED + 1)
        with _GUARD:
            root = parse_xml(body)
            return _cut(_paragraphs(root))
    except (zipfile.BadZipFile, KeyError, RuntimeError, zlib.error, EOFError):
        raise _refused(
            "draft-unreadable", "这不是可读的 DOCX 文件。", "This is no DOCX file that can be read."
        ) from None
    except AtlasError as error:
        raise error if isinstance(error, ParameterError) else _broken() from None


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_WORD}p"):
        yield "".join(one.text or "" for one in paragraph.iter(f"{_WORD}t"))


def _pdf(raw: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted:
            raise _refused(
                "draft-encrypted",
                "PDF 已加密，请去掉密码后再上传。",
                "The PDF is encrypted; remove its password first.",
            )
        text = _cut(page.extract_text() for _, page in zip(range(_MOST_PAGES), reader.pages, strict=False))
    except ParameterError:
        raise
    except Exception:  # a broken PDF raises of many kinds, and messages quote it
        raise _refused("draft-unreadable", "这不是可读的 PDF 文件。", "This is no PDF that can be read.") from None
    if not any(char.isalnum() for char in text):
        raise _refused(
            "draft-scanned", "PDF 里没有文字，可能是扫描件。请先做文字识别。",
            "There is no text in the PDF; it may be a scan. Have its text recognised first.",
        )  # fmt: skip
    return text


def _xml(raw: bytes) -> Read:
    """Read patent XML with the source that knows it; any other XML by its text."""
    with _GUARD:
        try:
            filing = _filing(raw)
            if filing is not None:
                return Read(_cut(_told(filing)), filing)
            return Read(_cut(parse_xml(raw).itertext()))
        except AtlasError:
            raise _broken() from None


def _filing(raw: bytes) -> Filing | None:
    ahead = Ahead(io.BytesIO(raw))
    try:
        source = source_of(head_of("draft", ahead))
    except AtlasError:
        return None
    for record in cut(ahead, source.layout):
        parsed = parsed_by(source, record, Origin(source=source.name, file="draft")).parsed
        if not isinstance(parsed, Fault | Skipped | Amendment | Withdrawal):
            return parsed
    return None


def _told(filing: Filing) -> Iterator[str]:
    yield from (one.text for one in (*filing.title, *filing.abstract))
    yield from (one.text for one in filing.claims)
    yield from (one.text for one in filing.description)


def _cut(parts: Iterator[str]) -> str:
    """Return the parts as lines, up to the longest draft."""
    kept: list[str] = []
    length = 0
    for part in parts:
        if length >= LONGEST:
            break
        text = part[: LONGEST - length].strip()
        if text:
            kept.append(text)
            length += len(text) + 1
    return "\n".join(kept)


def _broken() -> ParameterError:
    return _refused("draft-unreadable", "这不是格式良好的 XML。", "This is no well-formed XML.")


def _refused(code: str, zh: str, en: str) -> ParameterError:
    return ParameterError(
        "file", zh, en, code=code, hint=Wording("可以把文字直接粘贴进来。", "You can paste the text instead.")
    )
