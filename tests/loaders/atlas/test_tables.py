"""Our tables: headers in Chinese and English, what a row says, and what rejects it."""

import doctest
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from domain.codec import parsed_json
from domain.errors import RecordRejected
from domain.filings import Amendment, Number, Origin, Parsed, Patent, Status
from domain.parts import Part, assemble
from loaders.atlas import columns, layout_designs, legal_events, mark_register, special_signs
from loaders.rows import columns as fields
from loaders.rows import delimiter_of, encoding_of
from loaders.sources import Head, Skipped, Source
from tests.goldens import SAMPLES, check_golden

_SOURCES = {
    one.name: one for one in (layout_designs.SOURCE, special_signs.SOURCE, legal_events.SOURCE, mark_register.SOURCE)
}
_SAMPLES = [
    ("layout-designs-csv", "layouts.zh.csv"),
    ("layout-designs-csv", "layouts.en.csv"),
    ("special-signs-csv", "signs.zh.csv"),
    ("special-signs-csv", "signs.en.csv"),
    ("legal-events-csv", "events.zh.csv"),
    ("legal-events-csv", "events.en.csv"),
    ("mark-register-csv", "marks.zh.csv"),
    ("mark-register-csv", "marks.en.csv"),
]


def _rows(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    lines = [line for line in raw.splitlines() if line.strip()]
    encoding, delimiter = encoding_of(raw), delimiter_of(lines[0])
    header = fields(lines[0], encoding, delimiter)
    return [dict(zip(header, fields(line, encoding, delimiter), strict=True)) for line in lines[1:]]


def _read(source: Source, row: dict[str, str]) -> Parsed:
    parsed = source.parse(row, Origin(source=source.name, file="x.csv"))
    assert not isinstance(parsed, Skipped)
    return parsed


def _event(**row: str) -> Amendment:
    parsed = _read(legal_events.SOURCE, row)
    assert isinstance(parsed, Amendment)
    return parsed


def _head(raw: bytes, root: str | None = None) -> Head:
    return Head(name="x.csv", start=raw, root=root, text=raw.decode("utf-8", "replace"))


@pytest.mark.parametrize(("source", "name"), _SAMPLES)
def test_samples(source: str, name: str) -> None:
    path = SAMPLES / source / name
    check_golden(path, [parsed_json(_read(_SOURCES[source], row)) for row in _rows(path)])


@pytest.mark.parametrize(("source", "name"), _SAMPLES)
def test_each_table_is_recognised_by_one_source(source: str, name: str) -> None:
    raw = (SAMPLES / source / name).read_bytes()
    for start in (raw, b"\xef\xbb\xbf" + raw):
        assert [one for one, declared in _SOURCES.items() if declared.recognises(_head(start))] == [source]
    recoded = raw.decode().encode("gb18030")
    assert _SOURCES[source].recognises(_head(recoded))
    assert not any(declared.recognises(_head(raw, "Transaction")) for declared in _SOURCES.values())


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b'{"number": 1}', b"id,name\n1,x\n", b"number,title\n1,x\n", b'"number\n']
)
def test_other_tables_are_not_ours(raw: bytes) -> None:
    assert not any(declared.recognises(_head(raw)) for declared in _SOURCES.values())


def test_examples() -> None:
    assert doctest.testmod(columns).failed == 0


@pytest.mark.parametrize(
    ("filed", "first_use", "created", "expires"),
    [
        ("2019-03-14", "", "2018-05-06", "2029-03-14"),
        ("2019-03-14", "2018-11-20", "2018-05-06", "2028-11-20"),
        ("2012-01-01", "", "2000-06-01", "2015-06-01"),
        ("2012-02-29", "", "", "2022-02-28"),
        ("", "", "2010-01-01", None),
    ],
)
def test_the_term_of_a_layout_design(filed: str, first_use: str, created: str, expires: str | None) -> None:
    row = {"number": "BS.1", "title": "芯片", "filed": filed, "first_use": first_use, "created": created}
    found = layout_designs.parse(row, Origin(source="x", file="x"))
    assert found.dates.expires == expires
    assert layout_designs.parse({**row, "office": "KR"}, Origin(source="x", file="x")).dates.expires is None


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ("有效", "in_force", None),
        ("In force", "in_force", None),
        ("期满", "expired", "term_over"),
        ("Expired", "expired", "term_over"),
        ("失效", "lapsed", None),
        ("期限届满", "expired", "term_over"),
        ("放弃", "lapsed", "surrendered"),
        ("fee_unpaid", "lapsed", "fee_unpaid"),
        ("Revoked or invalidated", "lapsed", "revoked"),
        ("待定", "unknown", None),
    ],
)
def test_states_in_words(said: str, state: str, reason: str | None) -> None:
    row = {"number": "1", "sign": "x", "category": "y", "status": said}
    status = special_signs.parse(row, Origin(source="x", file="x")).status
    assert (status.state, status.reason, status.office_text) == (state, reason, said)


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("layout-designs-csv", {"number": "", "title": "x"}),
        ("layout-designs-csv", {"number": "1", "title": "x", "filed": "31/31/2020"}),
        ("layout-designs-csv", {"number": "1", "title": "x", "office": "China"}),
        ("special-signs-csv", {"number": "1"}),
        ("legal-events-csv", {"number": "battery", "date": "2020-01-01", "category": "fee"}),
        ("legal-events-csv", {"number": "ZL201410408762.5", "category": "fee"}),
        ("legal-events-csv", {"number": "ZL201410408762.5", "date": "2020-01-01"}),
        ("legal-events-csv", {"number": "ZL201410408762.6", "date": "2020-01-01", "category": "fee"}),
        (
            "legal-events-csv",
            {
                "number": "201410408762.6",
                "office": "CN",
                "right": "patent",
                "number_type": "application",
                "date": "2020-01-01",
                "category": "fee",
            },
        ),
        ("legal-events-csv", {"number": "7272630", "office": "US", "date": "2020-01-01", "category": "fee"}),
    ],
)
def test_rows_that_are_rejected(source: str, row: dict[str, str]) -> None:
    with pytest.raises(RecordRejected):
        _read(_SOURCES[source], row)


@pytest.mark.parametrize(
    ("row", "target"),
    [
        ({"number": "ZL 2014 1 0408762.5"}, "CN-AP-2014104087625"),
        ({"number": "2014104087625", "office": "CN"}, "CN-AP-2014104087625"),
        ({"number": "201430408762.6", "right": "外观设计"}, "CN-AP-2014304087626"),
        ({"number": "US-7272630-B2"}, "US-7272630-B2"),
        ({"number": "EP 1 234 567"}, "EP-1234567"),
        ({"number": "EP1234567B1", "office": "EP", "right": "patent", "number_type": "publication"}, "EP-1234567-B1"),
        ({"number": "7272630", "office": "US", "right": "patent"}, "US-7272630"),
        ({"number": "3068631", "office": "US", "right": "trademark"}, "US-TM-RN-3068631"),
        ({"number": "75/932,504", "right": "trademark"}, "US-TM-75932504"),
        ({"number": "12345678", "office": "CN", "right": "商标", "number_type": "申请号"}, "CN-TM-12345678"),
        (
            {"number": "BS.195001234", "office": "CN", "right": "布图设计", "number_type": "注册号"},
            "CN-LD-BS.195001234",
        ),
    ],
)
def test_targets(row: dict[str, str], target: str) -> None:
    assert _event(date="2020-01-01", category="fee", **row).target == target


@pytest.mark.parametrize(
    ("row", "category"),
    [
        ({"code": "TR01"}, "assignment"),
        ({"code": "EM01"}, "licence"),
        ({"code": "PM01"}, "pledge"),
        ({"code": "CF01"}, "lapse"),
        ({"code": "CX01"}, "expiry"),
        ({"code": "AV01"}, "surrender"),
        ({"code": "PD01"}, "preservation"),
        ({"code": "RR01"}, "restoration"),
        ({"code": "IW01"}, "invalidation"),
        ({"code": "CP03"}, "change"),
        ({"code": "DD01"}, "other"),
        ({"category": "转让"}, "assignment"),
        ({"category": "Licence"}, "licence"),
        ({"category": "专利权的保全"}, "preservation"),
        ({"category": "fee", "code": "CF01"}, "fee"),
        ({"text": "未缴年费专利权终止"}, "lapse"),
    ],
)
def test_categories(row: dict[str, str], category: str) -> None:
    event = _event(number="ZL201410408762.5", date="2020-01-01", **row).events[0]
    assert event.category == category


def _filing() -> Patent:
    return Patent(
        id="CN-104217709-B",
        office="CN",
        origin=Origin(source="cnipa-patents", file="x.xml"),
        status=Status(state="in_force", since="2016-01-06"),
        numbers=(Number(type="application", office="CN", number="2014104087625"),),
    )


def _amended(*amendments: Amendment) -> Patent:
    parts = [
        Part(
            id="CN-104217709-B",
            source="cnipa-patents",
            rank="bibliography",
            version=1,
            right="patent",
            content=_filing(),
        )
    ]
    parts += [
        Part(
            id=one.target, source="legal-events-csv", group=one.group, rank="bibliography", right=None, content=one,
            version=int((one.origin.source_date or "0").replace("-", "")),
        )
        for one in amendments
    ]  # fmt: skip
    filing = assemble("CN-104217709-B", parts)
    assert isinstance(filing, Patent)
    return filing


def test_status_and_owner_follow_the_events() -> None:
    rows = _rows(SAMPLES / "legal-events-csv" / "events.zh.csv")
    transfer, pledge, discharge, lapse = (_event(**row) for row in rows)
    assert {one.target for one in (transfer, pledge, discharge, lapse)} == {"CN-AP-2014104087625"}
    assert pledge.group != discharge.group  # one recordal by the table's own number, but two events
    assert _event(**{**rows[1], "说明": "更正"}).group == pledge.group
    after = _amended(transfer, pledge, lapse)
    assert [one.name for one in after.parties if one.role == "proprietor"] == ["杭州澜石科技有限公司", "陈砚"]
    assert [one.name for one in after.parties if one.role == "pledgee"] == ["海风银行股份有限公司"]
    assert (after.status.state, after.status.reason, after.status.since) == ("lapsed", "fee_unpaid", "2022-11-04")
    assert [one.category for one in after.events] == ["assignment", "pledge", "lapse"]
    restored = _event(number="ZL201410408762.5", date="2023-02-01", code="RR01")
    assert _amended(transfer, lapse, restored).status.state == "in_force"
    partly = _event(number="ZL201410408762.5", date="2020-02-01", code="IP01", text="宣告部分无效")
    assert _amended(partly).status.state == "in_force"
    assert not discharge.parties and _amended(discharge).parties == ()


def test_two_events_of_a_day_are_told_apart_and_the_same_one_is_not_doubled() -> None:
    one = {"number": "ZL201410408762.5", "date": "2020-01-01", "code": "PE01"}
    first, second = _event(party="海风银行", **one), _event(party="江潮银行", **one)
    assert first.group != second.group
    assert _event(party="海风银行", **one) == first
    assert replace(first, target="x").group == first.group


@pytest.mark.parametrize("module", [layout_designs, special_signs, legal_events])
def test_every_column_is_documented(module: ModuleType) -> None:
    page = (SAMPLES.parent.parent / "docs" / "sources" / "csv.md").read_text(encoding="utf-8")
    for name, others in module.COLUMNS.items():
        assert f"| `{name}` | {', '.join(others)} |" in page
