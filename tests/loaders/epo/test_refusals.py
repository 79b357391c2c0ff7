"""What cannot be read is refused with a reason and the place, and an unknown version stops the loader."""

import time
from collections.abc import Callable

import pytest

from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Origin, Patent
from loaders.cnipa.claims import depends_on as chinese
from loaders.cnipa.patents import SOURCE as CHINESE
from loaders.cnipa.patents_2006 import SOURCE as CHINESE_2006
from loaders.elements import parse_xml
from loaders.epo.claims import depends_on as european
from loaders.epo.docdb import SOURCE as DOCDB
from loaders.epo.fulltext import SOURCE as FULL_TEXT
from loaders.sources import Source
from tests.goldens import SAMPLES


def _raw(source: Source, name: str) -> bytes:
    return (SAMPLES / source.name / name).read_bytes()


def _parse(source: Source, raw: bytes) -> object:
    return source.parse(parse_xml(raw), Origin(source=source.name, file="x.xml"))


@pytest.mark.parametrize("written", [b"Fluss & Partner", b"Fluss <3 Partner"])
def test_raw_markup_is_refused_with_its_place(written: bytes) -> None:
    raw = _raw(FULL_TEXT, "a1-v1-5-1.xml").replace(b"Fluss &amp; Partner", written)
    with pytest.raises(RecordRejected) as caught:
        _parse(FULL_TEXT, raw)
    place = raw.index(written) + written.index(b" ")
    assert caught.value.stage == "xml"
    assert caught.value.offset is not None and abs(caught.value.offset - place) <= 4
    assert caught.value.detail.zh and caught.value.detail.en


@pytest.mark.parametrize(
    ("source", "name", "old", "new"),
    [
        (
            FULL_TEXT,
            "a1-v1-5-1.xml",
            b'dtd-version="ep-patent-document-v1-5-1"',
            b'dtd-version="ep-patent-document-v9"',
        ),
        (CHINESE, "invention-a.xml", b'xsdVersion="V2.2.1"', b'xsdVersion="V9.0"'),
        (DOCDB, "one-document.xml", b' status="A"', b' status="A" dtd-version="9.1"'),
    ],
)
def test_an_unknown_version_is_not_guessed_at(source: Source, name: str, old: bytes, new: bytes) -> None:
    raw = _raw(source, name)
    assert old in raw
    with pytest.raises(UnknownSchemaVersion):
        _parse(source, raw.replace(old, new))


@pytest.mark.parametrize(
    ("source", "raw"),
    [
        (FULL_TEXT, b'<ep-patent-document dtd-version="ep-patent-document-v1-5"/>'),
        (CHINESE, b"<PatentDocumentAndRelated/>"),
        (CHINESE, b"<PatentDocumentAndRelated><BibliographicData/></PatentDocumentAndRelated>"),
        (CHINESE_2006, b"<cn-patent-document/>"),
        (CHINESE_2006, b"<cn-patent-document><cn-bibliographic-data/></cn-patent-document>"),
        (DOCDB, b"<exchange-document/>"),
        (DOCDB, b'<exchange-document country="EP" doc-number="1" kind="A1"/>'),
    ],
)
def test_a_record_without_its_number_is_refused(source: Source, raw: bytes) -> None:
    with pytest.raises(RecordRejected) as caught:
        _parse(source, raw)
    assert caught.value.stage == "format"


def test_a_claim_with_an_absurd_number_lists_no_claims_before_it() -> None:
    raw = _raw(CHINESE, "invention-b.xml").replace(b'num="0004"', b'num="99999999999"')
    read = _parse(CHINESE, raw)
    assert isinstance(read, Patent) and read.claims[-1].number == 4 and read.claims[-1].depends_on == (1, 2, 3)


@pytest.mark.parametrize("references", [chinese, european], ids=["chinese", "european"])
def test_hostile_claims_take_no_time(references: Callable[[str, int], tuple[int, ...]]) -> None:
    texts = ("权利要求" * 50_000, "权利要求1、" + "1、" * 100_000, "claim 1 and " + "of the " * 50_000, "claim " * 50_000,
             "claim " + "1, " * 100_000, "根据权利要求1" + " " * 200_000, "claims 1" + " - " * 50_000)  # fmt: skip
    start = time.process_time()
    for text in texts:
        references(text, 3)
    assert time.process_time() - start < 5
