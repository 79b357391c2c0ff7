"""Totals against counting by hand: each query beside a plain test of a filing that shares no code with the engine."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from domain.filings import Filing
from tests.search_api.asking import found

Filings = dict[str, Filing]
Test = Callable[[Filing], bool]


def _paragraphs(one: Filing, *fields: str) -> list[str]:
    texts: list[str] = []
    for field in fields:
        if field in ("title", "abstract"):
            texts += [line for text in getattr(one, field) for line in text.text.split("\n")]
        elif field == "claims":
            texts += [claim.text.replace("\n", " ") for claim in one.claims]
        elif field == "goods":
            texts += [goods.text for goods in getattr(one, "goods", ())]
        elif field == "mark":
            texts.append(getattr(getattr(one, "mark", None), "text", None) or "")
        else:
            texts.append(getattr(one, field, None) or "")
    return [text.casefold() for text in texts]


_TEXT = ("title", "abstract", "claims", "mark", "goods", "product", "area")


def _has(pattern: str, *fields: str) -> Test:
    """Whole words of Latin text, any place in Chinese."""
    whole = pattern if re.search("[一-鿿]", pattern) else rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
    return lambda one: any(re.search(whole, text) for text in _paragraphs(one, *(fields or _TEXT)))


def _class(scheme: str, start: str) -> Test:
    return lambda one: any(c.scheme == scheme and c.symbol.startswith(start) for c in one.classes)


def _date(name: str, low: str, high: str = "9999") -> Test:
    return lambda one: (value := getattr(one.dates, name)) is not None and low <= value <= high + "~"


def _party(roles: tuple[str, ...], *words: str) -> Test:
    return lambda one: any(
        party.role in roles and all(word in f"{party.name} {party.original or ''}".casefold() for word in words)
        for party in one.parties
    )


def _all(*tests: Test) -> Test:
    return lambda one: all(test(one) for test in tests)


def _any(*tests: Test) -> Test:
    return lambda one: any(test(one) for test in tests)


def _not(test: Test) -> Test:
    return lambda one: not test(one)


_APPLICANTS = ("applicant", "assignee")


def _applicant(text: str) -> Test:
    """Of a record that names no applicant, the proprietors are asked."""

    def test(one: Filing) -> bool:
        named = any(party.role in _APPLICANTS for party in one.parties)
        return _party(_APPLICANTS if named else ("proprietor",), text)(one)

    return test


CASES: list[tuple[str, Test]] = [
    ("*", lambda one: True),
    ("电池", _has("电池")),
    ("title:电池", _has("电池", "title")),
    ("标题:无人机", _has("无人机", "title")),
    ('"the method"', _has("the method")),
    ('claims:"according to claim 1"', _has("according to claim 1", "claims")),
    ('"battery" "drone"', _all(_has("battery"), _has("drone"))),
    ('"battery" OR 无人机', _any(_has("battery"), _has("无人机"))),
    ('"battery" NOT claims:"battery"', _all(_has("battery"), _not(_has("battery", "claims")))),
    ("title:batter*", _has("batter[a-z0-9]*", "title")),
    ("title:b?ttery", _has("b[a-z0-9]ttery", "title")),
    ("office:CN", lambda one: one.office == "CN"),
    ("office:cn -kind:A", lambda one: one.office == "CN" and one.kind != "A"),
    ("NOT office:(US OR CN)", lambda one: one.office not in ("US", "CN")),
    ("kind:B2", lambda one: one.kind == "B2"),
    ("right:trademark", lambda one: one.right == "trademark"),
    ("status:lapsed", lambda one: one.status.state == "lapsed"),
    ("status(in_force)", lambda one: one.status.state == "in_force"),
    ("published>=2018", _date("published", "2018")),
    ("filed:2015..2017", _date("filed", "2015", "2017")),
    ("published<2016-07", lambda one: (one.dates.published or "9999") < "2016-07"),
    ("公开日:2019", _date("published", "2019", "2019")),
    ("ipc:H01M", _class("ipc", "H01M")),
    ("ipc:H", _class("ipc", "H")),
    ("nice:9", lambda one: "9" in {goods.class_ for goods in getattr(one, "goods", ())}),
    ("applicant:大学", _applicant("大学")),
    ('applicant:"university"', _applicant("university")),
    ("country:US", lambda one: _place(one, "country") == "US"),
    ("event:assignment", lambda one: any(event.category == "assignment" for event in one.events)),
    ("event:(licence OR pledge)", lambda one: any(event.category in ("licence", "pledge") for event in one.events)),
    ("claims:* office:US", lambda one: bool(one.claims) and one.office == "US"),
    ("-granted:* right:patent", lambda one: one.right == "patent" and one.dates.granted is None),
    ("ipc:H01M published>=2015 office:(CN OR US)",
     _all(_class("ipc", "H01M"), _date("published", "2015"), lambda one: one.office in ("CN", "US"))),
]  # fmt: skip


def _place(one: Filing, name: str) -> str | None:
    for role in ("applicant", "assignee", "proprietor"):
        for party in one.parties:
            if party.role == role:
                value: str | None = getattr(party, name)
                return value
    return None


@pytest.mark.parametrize(("query", "test"), CASES, ids=[query for query, _ in CASES])
def test_the_total_is_that_of_counting_by_hand(client: TestClient, filings: Filings, query: str, test: Test) -> None:
    mine = {id for id, one in filings.items() if test(one)}
    body = found(client, q=query, size="100", sort="published")
    listed = [hit["id"] for hit in body["hits"]]
    while body["next"]:
        body = found(client, q=query, size="100", sort="published", cursor=body["next"])
        listed += [hit["id"] for hit in body["hits"]]
    assert set(listed) == mine and len(listed) == len(mine) == body["total"]
    assert mine, "a case that finds nothing tests little"
