"""The register of geographical indications: our sample, names in several scripts, and the real register."""

import doctest
import json
from collections import Counter

import pytest

from domain.codec import parsed_json
from domain.errors import RecordRejected
from domain.filings import GeographicalIndication, Origin
from loaders.gi import naming
from loaders.gi.register import SOURCE, parse
from loaders.sources import Head
from tests.goldens import SAMPLES, check_golden
from tests.shared_files import shared_path

_SAMPLE = SAMPLES / "gi-register" / "register.json"
_ORIGIN = Origin(source=SOURCE.name, file="register.json")


def test_sample() -> None:
    rows = json.loads(_SAMPLE.read_text(encoding="utf-8"))
    check_golden(_SAMPLE, [parsed_json(parse(row, _ORIGIN)) for row in rows])


def test_examples() -> None:
    assert doctest.testmod(naming).failed == 0


def test_recognises() -> None:
    text = _SAMPLE.read_text(encoding="utf-8")
    assert SOURCE.recognises(Head(name="x.json", start=text.encode(), root=None, text=text))
    other = '[{"id": "1", "name": "Darjeeling Tea"}]'
    assert not SOURCE.recognises(Head(name="x.json", start=other.encode(), root=None, text=other))
    assert not SOURCE.recognises(Head(name="x.xml", start=text.encode(), root="Transaction", text=text))


@pytest.mark.parametrize("row", [{}, {"EA_Name": "x"}, {"EA_FileNumber": "PDO-IT-1", "EA_Name": None}])
def test_rows_without_number_or_name(row: dict[str, object]) -> None:
    with pytest.raises(RecordRejected):
        parse(row, _ORIGIN)


@pytest.mark.shared
def test_real_register() -> None:
    rows = json.loads((shared_path("gi") / "defra_register.json").read_text(encoding="utf-8"))
    found = {one.id: one for one in (parse(row, _ORIGIN) for row in rows)}
    assert len(found) == len(rows) == 3715
    assert Counter(one.status.state for one in found.values()) == {"in_force": 3341, "pending": 373, "lapsed": 1}
    assert Counter(one.kind for one in found.values()) == {"PDO": 1984, "PGI": 1376, "GI": 277, "TSG": 78}
    chinese = [one for one in found.values() if any(name.lang == "zh" for name in one.title)]
    assert len(chinese) == 10 and all(one.area == "China" and len(one.title) == 2 for one in chinese)
    tea = found["GB-GI-PDO-CN-0621"]
    assert isinstance(tea, GeographicalIndication)
    assert [(name.lang, name.text) for name in tea.title] == [("zh", "龙井茶"), ("und", "Longjing cha")]
    assert tea.dates.registered == "2011-05-11" and tea.dates.filed == "2007-07-16"
    assert all(one.product and one.area and one.title and one.origin.source_date for one in found.values())
