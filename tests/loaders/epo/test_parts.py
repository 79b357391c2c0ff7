"""Full text and exchange data of one publication are parts of one record, in whatever order they come."""

from dataclasses import replace
from itertools import permutations

import pytest

from domain.filings import Filing, Origin, Patent, Withdrawal
from domain.numbers import keys_of
from domain.parts import Part, assemble, part_version
from loaders.cnipa.patents import SOURCE as CHINESE
from loaders.elements import parse_xml
from loaders.epo.docdb import SOURCE as DOCDB
from loaders.epo.fulltext import SOURCE as FULL_TEXT
from loaders.sources import Source
from tests.goldens import SAMPLES
from tests.loaders.epo.reading import results


def _filings(name: str, source: Source) -> dict[str, Filing]:
    found = results(SAMPLES / source.name / name, source)
    return {one.id: one for one in found if isinstance(one, Patent)}


def _part(filing: Filing, source: Source) -> Part:
    version = part_version(filing.origin.source_date or "", 0, 1, bytes(32))
    return Part(id=filing.id, source=source.name, rank=source.rank, version=version, right="patent", content=filing)


def _both(name: str, source: Source, id: str) -> list[Part]:
    full, exchange = _filings(name, source), _filings("front-file.xml", DOCDB)
    assert id in full and id in exchange
    return [_part(full[id], source), _part(exchange[id], DOCDB)]


@pytest.mark.parametrize(
    ("name", "source", "id"),
    [("b1-v1-4.xml", FULL_TEXT, "EP-998765-B1"), ("invention-b.xml", CHINESE, "CN-109887765-B")],
)
def test_both_orders_give_one_record(name: str, source: Source, id: str) -> None:
    parts = _both(name, source, id)
    first, second = (assemble(id, order) for order in permutations(parts))
    assert first == second and first is not None
    full, exchange = parts[0].content, parts[1].content
    assert isinstance(full, Patent) and isinstance(exchange, Patent) and isinstance(first, Patent)
    assert (first.claims, first.description, first.parties) == (full.claims, full.description, full.parties)
    assert first.family == exchange.family and first.family
    assert first.classes == full.classes
    assert first.origin.source == source.name


def test_cpc_comes_from_exchange_data_only_where_the_full_text_has_no_classes() -> None:
    full, exchange = _both("b1-v1-4.xml", FULL_TEXT, "EP-998765-B1")
    assert isinstance(full.content, Patent)
    bare = replace(full, content=replace(full.content, classes=()))
    merged = assemble(full.id, [bare, exchange])
    assert merged is not None and "B41J3/4073" in {one.symbol for one in merged.classes}


def test_a_withdrawal_of_the_exchange_part_leaves_the_full_text() -> None:
    full, exchange = _both("b1-v1-4.xml", FULL_TEXT, "EP-998765-B1")
    merged = assemble(full.id, [full, replace(exchange, content=None)])
    assert merged is not None and merged.claims and merged.family is None


def test_applications_of_both_are_one_key() -> None:
    full, exchange = _both("b1-v1-4.xml", FULL_TEXT, "EP-998765-B1")
    assert isinstance(full.content, Patent) and isinstance(exchange.content, Patent)
    for content in (full.content, exchange.content):
        assert {"EP-AP-09876543", "EP-998765", "EP-998765-B1"} <= set(keys_of(content))


def test_exchange_ids_are_those_of_the_offices() -> None:
    ids = set(_filings("front-file.xml", DOCDB))
    assert {"US-20050099971-A1", "US-7299876-B2", "CN-109887765-B", "WO-2021099959-A1", "EP-998765-B1"} <= ids


def test_status_d_takes_the_record_back() -> None:
    gone = [one for one in results(SAMPLES / "epo-docdb" / "front-file.xml", DOCDB) if isinstance(one, Withdrawal)]
    assert [one.id for one in gone] == ["JP-2001199876-A"]


def test_an_undeclared_prefix_is_read() -> None:
    raw = (SAMPLES / "epo-docdb" / "one-document.xml").read_bytes()
    assert b"xmlns:exch" not in raw
    read = DOCDB.parse(parse_xml(raw), Origin(source=DOCDB.name, file="one-document.xml"))
    assert isinstance(read, Patent) and read.id == "YU-9901-A" and read.family == "99000001"
