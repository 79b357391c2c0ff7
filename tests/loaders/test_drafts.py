"""Drafts of every kind come out as text, and what is none is refused in words that do not quote it."""

import io
import zipfile

import pytest
from docx import Document
from pypdf import PdfWriter

from domain.errors import ParameterError
from loaders.drafts import LONGEST, read_draft
from tests.goldens import SAMPLES

_TEXT = "A tide gate with a hinge.\n潮汐闸门"


def _docx(*paragraphs: str) -> bytes:
    made = Document()
    for one in paragraphs:
        made.add_paragraph(one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _pdf(text: str = "", password: str = "") -> bytes:
    """Return a PDF of one page that prints ``text``."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]  # fmt: skip
    raw = b"%PDF-1.4\n"
    places = []
    for at, one in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (at, one)
    start = len(raw)
    raw += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    raw += b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    if not password:
        return raw
    writer = PdfWriter(clone_from=io.BytesIO(raw))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text(encoding: str) -> None:
    assert read_draft(_TEXT.encode(encoding)).text == _TEXT


def test_docx() -> None:
    assert read_draft(_docx("A tide gate.", "", "潮汐闸门")).text == "A tide gate.\n潮汐闸门"


def test_pdf() -> None:
    assert read_draft(_pdf("A tide gate with a hinge")).text == "A tide gate with a hinge"


def test_patent_xml() -> None:
    read = read_draft((SAMPLES / "cnipa-patents" / "invention-b.xml").read_bytes())
    assert len(read.text) > 100 and "<" not in read.text
    assert read.filing is not None and read.filing.office == "CN"
    assert read_draft(b"<draft><p>One.</p><p>Two.</p></draft>").text == "One.\nTwo."


def test_length_is_bounded() -> None:
    assert len(read_draft(b"word " * 200_000).text) == LONGEST
    assert len(read_draft(_docx(*["word " * 1_000] * 200)).text) <= LONGEST


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (65 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty-draft"), (b"  \n", "empty-draft"), (bytes(range(256)) * 20, "draft-unreadable"),
        (b"\0\1\2\3" * 100, "draft-unreadable"), (b"PK\x03\x04broken", "draft-unreadable"),
        (b"%PDF-1.7 SECRETWORD broken", "draft-unreadable"), (b"<a><SECRETWORD></a>", "draft-unreadable"),
        (b"\xd0\xcf\x11\xe0old", "draft-unreadable"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "draft-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_draft_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_draft(raw)
    assert caught.value.reason == code and "SECRETWORD" not in str(caught.value.detail)


@pytest.mark.parametrize(
    ("make", "code"),
    [(_bomb, "draft-too-large"), (lambda: _pdf(), "draft-scanned"), (lambda: _pdf("x", "p"), "draft-encrypted")],
)
def test_a_bomb_a_scan_and_a_password_are_refused(make: object, code: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_draft(make())  # type: ignore[operator]
    assert caught.value.reason == code
