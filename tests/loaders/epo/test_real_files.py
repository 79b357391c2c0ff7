"""The real files of both offices: every record read, or refused with a reason."""

from collections import Counter
from pathlib import Path

import pytest

from domain.codec import as_json, from_json
from domain.errors import RecordRejected
from domain.filings import Patent
from domain.numbers import cn, ep
from loaders.cnipa.patents import SOURCE as CHINESE
from loaders.cnipa.patents_2006 import SOURCE as CHINESE_2006
from loaders.epo.docdb import SOURCE as DOCDB
from loaders.epo.fulltext import SOURCE as FULL_TEXT
from loaders.sources import Source
from tests.loaders.epo.reading import results
from tests.shared_files import shared_path

pytestmark = pytest.mark.shared
NOT_XML = {"v1-2-A1.xml", "v1-4-A1.xml", "v1-4-A1-1.xml", "v1-5-1-A1-2.xml"}


def _read(folder: str, source: Source) -> tuple[dict[str, list[Patent]], dict[str, RecordRejected]]:
    read: dict[str, list[Patent]] = {}
    refused: dict[str, RecordRejected] = {}
    for path in sorted(shared_path(folder).iterdir()):
        if path.suffix.lower() != ".xml":
            continue
        for one in results(path, source):
            if isinstance(one, RecordRejected):
                refused[path.name] = one
                continue
            assert isinstance(one, Patent), (path.name, one)
            assert from_json(as_json(one)) == one
            read.setdefault(path.name, []).append(one)
    return read, refused


def test_european_full_text() -> None:
    read, refused = _read("epo/fulltext", FULL_TEXT)
    assert set(refused) == NOT_XML and len(read) == 23
    for name, fault in refused.items():
        raw = (Path(shared_path("epo/fulltext")) / name).read_bytes()
        assert fault.offset is not None and 0 < fault.offset < len(raw) and fault.detail.zh and fault.detail.en
    for filings in read.values():
        (filing,) = filings
        assert filing.title and filing.designated and filing.dates.filed and filing.classes and filing.parties
        (application,) = (one for one in filing.numbers if one.type == "application")
        assert ep.is_valid(application.text or "") and application.text != application.number
        if (filing.kind or "").startswith("B"):
            counts = Counter(claim.lang for claim in filing.claims)
            assert set(counts) == {"en", "de", "fr"} and len(set(counts.values())) == 1
            assert filing.status.state == "in_force" and any(one.role == "proprietor" for one in filing.parties)
            assert filing.citations and filing.description
            assert any(claim.depends_on for claim in filing.claims)
        assert not any("REFERENCES CITED IN THE DESCRIPTION" in (one.heading or "") for one in filing.description)


def test_exchange_data() -> None:
    read, refused = _read("epo/docdb", DOCDB)
    assert not refused and sum(len(filings) for filings in read.values()) == 13
    for filing in (one for filings in read.values() for one in filings):
        assert filing.family and filing.title and filing.parties and filing.classes
        names = [(one.role, one.name) for one in filing.parties]
        assert len(names) == len(set(names))
    (world,) = read["WO-2022259205-A1_544370561.xml"]
    assert world.id == "WO-2022259205-A1" and len(world.parties) == 9
    assert {one.category for one in world.citations if one.phase == "ISR"} == {"XY", "Y"}
    assert "US" in world.designated and "EP" not in world.designated


@pytest.mark.parametrize(
    ("folder", "source", "count"), [("cnipa/current", CHINESE, 4), ("cnipa/legacy", CHINESE_2006, 3)]
)
def test_chinese_publications(folder: str, source: Source, count: int) -> None:
    read, refused = _read(folder, source)
    assert not refused and len(read) == count
    for (filing,) in read.values():
        assert filing.title[0].lang == "zh" and filing.abstract and filing.classes
        assert len(filing.description) >= 4 and all(one.heading for one in filing.description)
        (application,) = (one for one in filing.numbers if one.type == "application")
        assert cn.is_valid(application.number) and application.text
        assert [claim.number for claim in filing.claims] == list(range(1, len(filing.claims) + 1))
        assert not any(claim.text.startswith(f"{claim.number}.") for claim in filing.claims)
        for claim in filing.claims:
            head = claim.text.split("，")[0]
            assert bool(claim.depends_on) == ("权利要求" in claim.text), head
        for party in filing.parties:
            assert party.role != "applicant" or party.country
            assert party.country != "CN" or party.role != "applicant" or (party.region and party.city)
        assert any(event.text and event.text.startswith("公报") for event in filing.events)
        assert not any((party.name or "0").strip("0") == "" for party in filing.parties)
