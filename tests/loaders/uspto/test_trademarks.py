"""USPTO trade-mark daily XML: our samples, transactions in any order, and the real files."""

import doctest
import hashlib
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import pytest

from domain.codec import encode, parsed_json
from domain.errors import RecordRejected, UnknownSchemaVersion
from domain.filings import Filing, Origin, Trademark
from domain.legal_events import CATEGORIES
from domain.parts import Part, assemble, part_version, restricted
from loaders.elements import Element, every, parse_xml
from loaders.sources import Head
from loaders.uspto import trademark_codes, trademark_goods, trademarks
from loaders.uspto.trademarks import GROUPS, SOURCE, carried, parse
from tests.goldens import SAMPLES, check_golden
from tests.shared_files import shared_path

_RECORDS = "application-information/file-segments/action-keys/case-file"
_FILES = SAMPLES / "uspto-trademarks"


def _records(raw: bytes) -> list[Element]:
    return every(parse_xml(raw), _RECORDS)


def _origin(file: str) -> Origin:
    return Origin(source=SOURCE.name, file=file)


def _read(path: Path) -> list[Trademark]:
    found = [parse(record, _origin(path.name)) for record in _records(path.read_bytes())]
    return [one for one in found if isinstance(one, Trademark)]


def _parts(path: Path) -> list[Part]:
    made = []
    for record in _records(path.read_bytes()):
        filing = parse(record, _origin(path.name))
        assert isinstance(filing, Trademark) and filing.origin.source_date
        version = part_version(filing.origin.source_date, 0, 1, hashlib.sha256(encode(filing)).digest())
        made += [
            Part(
                id=filing.id, source=SOURCE.name, group=group, rank=SOURCE.rank, version=version, right="trademark",
                content=restricted(filing, GROUPS[group]), paths=GROUPS[group],
            )
            for group in sorted(carried(record))
        ]  # fmt: skip
    return made


def _latest(parts: Iterable[Part]) -> list[Part]:
    held: dict[tuple[str, str, str], Part] = {}
    for part in parts:
        if part.key not in held or held[part.key].version <= part.version:
            held[part.key] = part
    return list(held.values())


def _one(body: str, around: str = "<version><version-no>2.0</version-no></version>") -> Trademark:
    raw = f"""<trademark-applications-daily>{around}<application-information><file-segments><action-keys>
        <case-file><serial-number>90000001</serial-number>{body}</case-file>
        </action-keys></file-segments></application-information></trademark-applications-daily>"""
    filing = parse(_records(raw.encode())[0], _origin("x.xml"))
    assert isinstance(filing, Trademark)
    return filing


@pytest.mark.parametrize("name", ["daily.xml", "later.xml"])
def test_samples(name: str) -> None:
    check_golden(_FILES / name, [parsed_json(one) for one in _read(_FILES / name)])


@pytest.mark.parametrize("module", [trademark_codes, trademark_goods])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_recognises() -> None:
    text = "<trademark-applications-daily>"
    assert SOURCE.recognises(Head(name="a.xml", start=text.encode(), root="trademark-applications-daily", text=text))
    assert not SOURCE.recognises(Head(name="a.xml", start=b"<Transaction>", root="Transaction", text="<Transaction>"))


def test_a_later_transaction_replaces_the_groups_that_it_carries_in_any_order() -> None:
    first = [part for part in _parts(_FILES / "daily.xml") if part.id == "US-TM-97500011"]
    both = first + _parts(_FILES / "later.xml")
    filings: set[Filing | None] = set()
    for order in permutations(range(0, len(both), 5)):
        turned = [part for start in order for part in both[start : start + 5]]
        filings.add(assemble("US-TM-97500011", _latest(turned)))
    assert len(filings) == 1
    shown = filings.pop()
    assert isinstance(shown, Trademark) and shown.mark is not None
    assert shown.status.state == "in_force"
    assert [one.symbol for one in shown.classes] == ["30"]  # class 21 was dropped by replacement
    assert [(one.role, one.name) for one in shown.parties if one.role in ("applicant", "proprietor")] == [
        ("proprietor", "Lantern Creek Tea Holdings PTE. LTD.")
    ]
    assert shown.mark.text == "LANTERN CREEK LONGYUN"
    assert [one.type for one in shown.mark.statements] == [
        "disclaimer", "goods excluded", "pseudo mark", "translation", "transliteration",
    ]  # fmt: skip
    assert {one.class_ for one in shown.goods} == {"30", "21"}
    assert shown.dates.filed == "2022-07-12" and shown.dates.registered == "2024-05-14"
    assert shown.dates.priority == "2022-02-03"
    assert {one.type for one in shown.numbers} == {"application", "registration", "priority"}
    assert [one.name for one in shown.parties if one.role == "agent"] == ["Marguerite Oyelaran", "Odalys Brenner"]
    assert len(shown.events) == 4
    assert shown.origin.source_date == "2024-05-21"


def test_a_status_alone_leaves_the_rest() -> None:
    sample = _records((_FILES / "daily.xml").read_bytes())
    assert carried(sample[3]) == {"status"}
    assert carried(sample[0]) >= {"status", "header", "correspondent", "owners", "statements", "classes", "foreign"}


def test_dates_that_are_none() -> None:
    filing = _one(
        """<registration-number>0000000</registration-number><case-file-header><filing-date>19620400</filing-date>
        <status-code>630</status-code><status-date>2011023</status-date>
        <published-for-opposition-date>00000000</published-for-opposition-date></case-file-header>"""
    )
    assert filing.dates.filed == "1962-04"
    assert filing.dates.published is None and filing.status.since is None
    assert [one.type for one in filing.numbers] == ["application"]


@pytest.mark.parametrize(
    ("begun", "renewed", "expires"),
    [
        ("20161005", "", "2026-10-05"),
        ("19880105", "", None),  # over before the office wrote this record
        ("19880105", "<renewal-date>20180105</renewal-date>", "2028-01-05"),
    ],
)
def test_terms(begun: str, renewed: str, expires: str | None) -> None:
    filing = _one(
        f"""<transaction-date>20240304</transaction-date><case-file-header><registration-date>{begun}</registration-date>
        <status-code>700</status-code>{renewed}</case-file-header>"""
    )
    assert filing.dates.expires == expires


def test_source_date_falls_back_on_the_file() -> None:
    header = "<case-file-header><status-code>630</status-code></case-file-header>"
    around = "<creation-datetime>201802182208</creation-datetime>"
    assert _one(header, around).origin.source_date == "2018-02-18"
    assert _one(f"<transaction-date>20180101</transaction-date>{header}", around).origin.source_date == "2018-01-01"


def test_what_cannot_be_read() -> None:
    no_serial = (
        "<trademark-applications-daily><application-information><file-segments><action-keys><case-file>"
        "<serial-number> </serial-number></case-file></action-keys></file-segments></application-information>"
        "</trademark-applications-daily>"
    )
    with pytest.raises(RecordRejected):
        parse(_records(no_serial.encode())[0], _origin("x.xml"))
    with pytest.raises(UnknownSchemaVersion):
        _one("", "<version><version-no>3.0</version-no></version>")


def test_every_category_is_one_of_ours() -> None:
    assert set(trademark_codes.EVENTS) <= set(CATEGORIES)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), [("seed.xml", 11), ("sample-data.xml", 1)])
def test_real_files(name: str, count: int) -> None:
    filings = _read(shared_path("uspto/trademarks") / name)
    assert len(filings) == count
    assert len({one.id for one in filings}) == count
    if name == "seed.xml":
        assert all(one.mark is not None and one.mark.text and one.goods and one.parties for one in filings)
        assert all(event.date and event.text for one in filings for event in one.events)
        assert {one.status.state for one in filings} == {"pending", "in_force"}
        cutex = next(one for one in filings if one.id == "US-TM-71112081")
        assert [one.class_ for one in cutex.goods] == ["8"]  # printed under US class 44
        assert [one.name for one in cutex.parties if one.role == "proprietor"] == ["CUTEX, INC."]
        assert sum(len(one.events) for one in filings) == 168
    else:
        assert filings[0].status.state == "lapsed" and filings[0].mark is None


@pytest.mark.shared
def test_code_tables() -> None:
    codes = shared_path("uspto/trademarks/codes")
    rows = [line.split(",") for line in (codes / "status_codes.csv").read_text().splitlines()[1:]]
    unknown = {row[0] for row in rows if trademark_codes.state_of(row[0])[0] == "unknown"}
    assert unknown == {"000", "622", "969", "970"}
    dead = [row[0] for row in rows if row[-1].startswith("Dead")]
    assert all(trademark_codes.state_of(code)[0] in ("lapsed", "expired") for code in dead)
    events = {line.split(",")[0] for line in (codes / "event_codes.csv").read_text().splitlines()[1:]}
    listed = {code for some in trademark_codes.EVENTS.values() for code in some.split()}
    assert listed <= events


def test_source_is_declared() -> None:
    assert SOURCE.parse is parse and SOURCE.carried is trademarks.carried
    assert SOURCE.layout.names == ("case-file",)
