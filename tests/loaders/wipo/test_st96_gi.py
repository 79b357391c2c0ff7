"""ST.96 applications for geographical indications: our sample, and WIPO's official example."""

import pytest

from domain.codec import parsed_json
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import GeographicalIndication, Origin
from domain.text import Text
from loaders.elements import parse_xml
from loaders.sources import Head
from loaders.wipo.st96_gi import SOURCE, parse
from tests.goldens import SAMPLES, check_golden
from tests.shared_files import shared_path

_SAMPLE = SAMPLES / "wipo-st96-gi" / "application.xml"


def _read(raw: bytes, file: str = "application.xml") -> GeographicalIndication:
    return parse(parse_xml(raw), Origin(source=SOURCE.name, file=file))


def test_sample() -> None:
    check_golden(_SAMPLE, [parsed_json(_read(_SAMPLE.read_bytes()))])


def test_recognises() -> None:
    raw = _SAMPLE.read_bytes()
    assert SOURCE.recognises(Head(name="x.xml", start=raw, root="GIApplication", text=raw.decode()))
    assert not SOURCE.recognises(Head(name="x.xml", start=raw, root="TrademarkApplication", text=raw.decode()))


def test_what_is_turned_away() -> None:
    raw = _SAMPLE.read_bytes()
    with pytest.raises(UnknownSchemaVersion):
        _read(raw.replace(b'st96Version="V6_0"', b'st96Version="V8_0"'))
    with pytest.raises(RecordRejected):
        _read(raw.replace(b"IG 21/007", b" "))
    with pytest.raises(RecordRejected):
        _read(raw.replace(b"gin:GIData", b"gin:GIMetadata"))


@pytest.mark.shared
def test_official_example() -> None:
    found = _read((shared_path("wipo/st96") / "GIApplication_Example.xml").read_bytes(), "GIApplication_Example.xml")
    assert found.office == "FR" and found.id.startswith("FR-GI-IG")
    assert found.title == (Text("fr", "Tapisserie d'Aubusson"), Text("en", "Aubusson tapestry"))
    assert found.area == "Département de la Creuse"
    assert [one.symbol for one in found.classes] == ["24", "27"]
    assert [one.name for one in found.parties if one.role == "applicant"] == ["Association LAINAMAC"]
    assert sum(one.role == "licensee" for one in found.parties) == 10
    assert (found.dates.filed, found.dates.published) == ("2018-03-19", "2018-06-04")
