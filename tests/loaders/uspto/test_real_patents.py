"""Every real file of the office, counted, and compared with counts that other code takes from its bytes."""

import re
from pathlib import Path

import pytest

from domain.errors import RecordRejected
from domain.filings import Design
from tests.loaders.uspto.reading import read
from tests.shared_files import shared_path

COUNTS = {
    "grants/ipg050104.small.xml": (25, 25, 0, 0),
    "grants/ipg060103.small.xml": (27, 25, 0, 2),
    "grants/ipg080101.small.xml": (25, 25, 0, 0),
    "grants/ipg100105.small.xml": (25, 25, 0, 0),
    "grants/ipg110104.small.xml": (25, 25, 0, 0),
    "samples/go-uspto/grant/v4-0-B2.xml": (1, 1, 0, 0),
    "samples/go-uspto/grant/v4-5-B1.xml": (1, 1, 0, 0),
    "samples/go-uspto/grant/v4-5-B2.xml": (1, 1, 0, 0),
    "samples/go-uspto/test.xml": (2, 2, 0, 0),
    "samples/ppd/xml2004/US06859910.xml": (1, 1, 0, 0),
    "samples/ppd/xml2004/US06970935.xml": (1, 1, 0, 0),
    "samples/ppd/xml2006/US07272630B2.xml": (1, 1, 0, 0),
    "samples/ppd/xml2014/US08926509.xml": (1, 1, 0, 0),
    "samples/ppd/xml2014/US08927118.xml": (1, 1, 0, 0),
    "samples/ppd/xml2014/US08930553.xml": (1, 1, 0, 0),
    "samples/go-uspto/application/v4-0-A1.xml": (1, 1, 0, 0),
    "samples/go-uspto/application/v4-0-A2_1.xml": (1, 1, 0, 0),
    "samples/go-uspto/application/v4-4-A1.xml": (1, 1, 0, 0),
    "samples/go-uspto/application/v4-4-A2.xml": (1, 1, 0, 0),
    "samples/go-uspto/application/v4-5-A1.xml": (1, 1, 0, 0),
    "samples/go-uspto/application/v4-5-A2.xml": (1, 1, 0, 0),
    "samples/ppd/xmlApp2004/US20050004437A1.xml": (1, 1, 0, 0),
    "samples/ppd/xmlApp2004/US20050004974A1.xml": (1, 1, 0, 0),
    "applications/2006/I20060427.zip": (1, 1, 0, 0),
    "applications/2006/US20060085881A1-20060427.XML": (1, 1, 0, 0),
    "applications/2009/US20090300810A1-20091210.XML": (1, 1, 0, 0),
    "applications/US20250204297A1-20250626.ZIP": (1, 1, 0, 0),
    "damaged/US08613112-20131224.XML": (1, 1, 0, 0),
    "damaged/US08613112-lackofnode.XML": (1, 1, 0, 0),
    "damaged/US08613112-noDTDFile.XML": (1, 1, 0, 0),
    "damaged/US08613112-notSupportedDTD.XML": (1, 0, 1, 0),
    "damaged/US08927386-20150106.XML": (1, 1, 0, 0),
}
"""Read, filings, rejected, skipped."""
pytestmark = pytest.mark.shared


@pytest.mark.parametrize("name", COUNTS)
def test_every_record_is_a_filing_or_has_a_reason(name: str) -> None:
    found = read(shared_path(f"uspto/{name}"))
    assert found.others == 0
    assert found.counts == COUNTS[name]


@pytest.mark.parametrize("name", [name for name in COUNTS if name.lower().endswith(".xml") and COUNTS[name][1]])
def test_nothing_is_lost_of_claims_citations_and_priorities(name: str) -> None:
    path = shared_path(f"uspto/{name}")
    raw = path.read_text(encoding="utf-8")
    filings = read(path).filings
    assert sum(len(one.claims) for one in filings) == len(re.findall(r"<claim\s", raw))
    assert sum(len(one.citations) for one in filings) == len(re.findall(r"<(?:us-)?citation>", raw))
    claimed = [number for one in filings for number in one.numbers if number.type == "priority" and not number.text]
    assert len(claimed) <= len(re.findall(r"<priority-claim\s", raw))
    references = {
        len(re.findall(r"<claim-ref", claim)) > 0 for claim in re.findall(r"<claim .*?</claim>", raw, re.DOTALL)
    }
    assert {bool(one.depends_on) for filing in filings for one in filing.claims} == references


def test_the_words_of_every_paragraph_are_kept() -> None:
    path = shared_path("uspto/grants/ipg080101.small.xml")
    documents = re.split(r"(?=<\?xml\s)", path.read_text(encoding="utf-8"))
    texts = {part.split("<doc-number>")[1].split("<")[0].lstrip("0"): part for part in documents if part.strip()}
    for one in read(path).filings:
        raw = next(
            part for number, part in texts.items() if re.sub(r"^([A-Z]+)0+", r"\1", number) == one.numbers[0].number
        )
        body = raw[raw.find("<description") : raw.find("</description>")]
        words = re.findall(r"[A-Za-z]{4,}", re.sub(r"&#?\w+;", " ", re.sub(r"<[^>]*>", "", body)))
        kept = " ".join(f"{section.heading or ''} {section.text}" for section in one.description)
        missing = [word for word in set(words) if word not in kept]
        assert len(missing) <= len(words) // 200, (one.id, missing[:5])


def test_dates_keep_their_precision_and_kinds_lose_their_padding() -> None:
    months = 0
    for name in COUNTS:
        for one in read(shared_path(f"uspto/{name}")).filings:
            assert one.dates.published and len(one.dates.published) == 10
            assert one.origin.source_date == one.dates.published
            assert one.kind and one.kind == one.kind.strip() and one.language == "en"
            assert all(number.kind is None or re.fullmatch(r"[A-Z]\d?", number.kind) for number in one.numbers)
            months += sum(len(cited.date or "") == 7 for cited in one.citations)
            assert not any(party.country in ("omitted", "unknown") for party in one.parties)
    assert months > 2_000


def test_damaged_files_say_why() -> None:
    (fault,) = read(shared_path("uspto/damaged/US08613112-notSupportedDTD.XML")).rejected
    assert isinstance(fault, RecordRejected) and fault.stage == "format"
    names = ("US08613112-20131224", "US08613112-lackofnode", "US08613112-noDTDFile")
    filings = [read(shared_path(f"uspto/damaged/{name}.XML")).filings[0] for name in names]
    assert {one.id for one in filings} == {"US-8613112-B2"}
    assert [bool(one.abstract) for one in filings] == [True, False, True]


def test_a_grant_reads_as_it_is_printed() -> None:
    path = shared_path("uspto/samples/ppd/xml2006/US07272630B2.xml")
    (one,) = read(path).filings
    assert (one.id, one.right, one.office, one.kind) == ("US-7272630-B2", "patent", "US", "B2")
    assert one.status.state == "in_force" and one.dates.granted == "2007-09-18"
    assert one.claims[0].depends_on == () and [claim.number for claim in one.claims] == list(
        range(1, len(one.claims) + 1)
    )


def test_designs_have_views_and_a_product() -> None:
    path = shared_path("uspto/grants/ipg100105.small.xml")
    designs = [one for one in read(path).filings if isinstance(one, Design)]
    assert designs
    for one in designs:
        assert one.id.startswith("US-D") and one.id.endswith("-S1")
        assert one.product and len(one.claims) == 1 and one.views
        assert all(Path(view).suffix.upper() == ".TIF" for view in one.views)
        assert {symbol.scheme for symbol in one.classes} == {"locarno", "usdesign"}
