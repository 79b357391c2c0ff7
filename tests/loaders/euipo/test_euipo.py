"""EU marks and designs: our samples, what is turned away, and the real archives."""

import doctest
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.codec import parsed_json
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Design, Origin, Parsed, Trademark, Withdrawal
from domain.legal_events import CATEGORIES
from loaders.elements import parse_xml
from loaders.euipo import designs, trademarks, transactions
from loaders.sources import Head, Skipped, Source
from tests.goldens import SAMPLES, check_golden
from tests.shared_files import shared_path

_SOURCES = {"euipo-trademarks": trademarks.SOURCE, "euipo-designs": designs.SOURCE}
_SAMPLES = [
    ("euipo-trademarks", "figurative.xml"),
    ("euipo-trademarks", "multimedia.xml"),
    ("euipo-trademarks", "deleted.xml"),
    ("euipo-designs", "lapsed.xml"),
    ("euipo-designs", "deleted.xml"),
]


def _read(source: Source, raw: bytes, file: str) -> Parsed:
    parsed = source.parse(parse_xml(raw), Origin(source=source.name, file=file))
    assert not isinstance(parsed, Skipped)
    return parsed


def _head(raw: bytes, root: str | None = "Transaction") -> Head:
    return Head(name="x.xml", start=raw, root=root, text=raw.decode())


@pytest.mark.parametrize(("source", "name"), _SAMPLES)
def test_samples(source: str, name: str) -> None:
    path = SAMPLES / source / name
    check_golden(path, [parsed_json(_read(_SOURCES[source], path.read_bytes(), name))])


@pytest.mark.parametrize(("source", "name"), _SAMPLES)
def test_each_source_recognises_its_own_alone(source: str, name: str) -> None:
    raw = (SAMPLES / source / name).read_bytes()
    assert [one for one, declared in _SOURCES.items() if declared.recognises(_head(raw))] == [source]
    assert not any(declared.recognises(_head(raw, "Trademark")) for declared in _SOURCES.values())


def test_examples() -> None:
    assert doctest.testmod(transactions).failed == 0


@pytest.mark.parametrize(
    ("words", "state", "reason"),
    [
        ("Registered", "in_force", None),
        ("Application opposed", "pending", None),
        ("Registration pending", "pending", None),
        ("Application withdrawn", "lapsed", "withdrawn"),
        ("Application refused", "lapsed", "refused"),
        ("Registration surrendered", "lapsed", "surrendered"),
        ("Registration cancelled", "lapsed", "revoked"),
        ("Cancellation pending", "in_force", None),
        ("Registration expired", "expired", "term_over"),
        ("Registered and subject to invalidity proceeding pending", "in_force", None),
        ("Design declared invalid", "lapsed", "revoked"),
        ("Registered and fully published", "in_force", None),
        ("Something new", "unknown", None),
    ],
)
def test_status(words: str, state: str, reason: str | None) -> None:
    status = transactions.status_of(words, "2020-01-01")
    assert (status.state, status.reason, status.office_text) == (state, reason, words)


def test_an_end_after_25_years_is_an_expiry() -> None:
    raw = (SAMPLES / "euipo-designs" / "lapsed.xml").read_bytes().replace(b"2018-12-29</Exp", b"2033-12-29</Exp")
    design = _read(designs.SOURCE, raw, "x.xml")
    assert isinstance(design, Design)
    assert (design.status.state, design.status.reason) == ("expired", "term_over")
    assert design.dates.ended_on == design.dates.expires == "2033-12-29"


def test_what_is_turned_away() -> None:
    raw = (SAMPLES / "euipo-trademarks" / "figurative.xml").read_bytes()
    with pytest.raises(UnknownSchemaVersion):
        _read(trademarks.SOURCE, raw.replace(b"TradeMark-V3-4", b"TradeMark-V4-0"), "x.xml")
    with pytest.raises(RecordRejected):
        _read(trademarks.SOURCE, raw.replace(b"<ApplicationNumber>018999001<", b"<ApplicationNumber><"), "x.xml")
    whole = re.search(rb"<TradeMark operationCode.*</TradeMark>\s*(?=</TradeMarkDetails>)", raw, re.DOTALL)
    assert whole
    with pytest.raises(RecordRejected):
        _read(trademarks.SOURCE, raw.replace(whole[0], whole[0] + whole[0]), "x.xml")
    with pytest.raises(RecordRejected):
        _read(trademarks.SOURCE, raw.replace(whole[0], b""), "x.xml")


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".xml"):
                file = archive.extractfile(member)
                assert file is not None
                yield member.name, file.read()


@pytest.mark.shared
def test_real_marks() -> None:
    found = [_read(trademarks.SOURCE, raw, name) for name, raw in _members(shared_path("euipo/trademarks.tar.xz"))]
    marks = [one for one in found if isinstance(one, Trademark)]
    assert len(found) == len(marks) == 486 and len({one.id for one in marks}) == 486
    assert Counter(one.status.state for one in marks) == {"in_force": 385, "pending": 97, "lapsed": 4}
    assert all(one.classes and one.goods and one.dates.filed and one.origin.source_date for one in marks)
    assert {goods.lang for one in marks for goods in one.goods} <= {one.language or "" for one in marks} | {"en"}
    assert all({goods.lang for goods in one.goods} <= {one.language, "en"} for one in marks)
    assert sum(event.category == "opposition" for one in marks for event in one.events) == 68
    assert {event.category for one in marks for event in one.events} <= set(CATEGORIES)
    kinds = Counter(one.mark.kind for one in marks if one.mark)
    assert kinds == {"word": 267, "combined": 203, "figurative": 15, "shape": 1}
    opposed = next(one for one in marks if one.id == "EM-TM-018225679")
    assert sum(event.category == "opposition" for event in opposed.events) == 3


@pytest.mark.shared
def test_real_designs() -> None:
    found = [_read(designs.SOURCE, raw, name) for name, raw in _members(shared_path("euipo/designs.tar.xz"))]
    assert [one.id for one in found if isinstance(one, Withdrawal)] == ["EM-D-001063564-0001"]
    read = [one for one in found if isinstance(one, Design)]
    assert len(read) == 301 and len({one.id for one in read}) == 301
    assert Counter(one.status.state for one in read) == {"lapsed": 225, "in_force": 76}
    assert all(one.views and one.product and one.classes and one.dates.expires for one in read)
    assert sum(len(one.views) for one in read) == 1329
    assert {event.category for one in read for event in one.events} <= set(CATEGORIES)
