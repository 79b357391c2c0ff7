"""``/records``: one record by any spelling of its number, and what hangs on it."""

from urllib.parse import quote, unquote

import pytest
from starlette.testclient import TestClient

from domain import families, numbers
from domain.codec import as_json, light
from domain.filings import Filing
from domain.legal_events import in_order
from tests.search_api.asking import found, refused

Filings = dict[str, Filing]
RECORDS = "/api/v1/records/"


def _any(filings: Filings, **wanted: str) -> Filing:
    return next(one for one in filings.values() if all(getattr(one, name) == value for name, value in wanted.items()))


@pytest.mark.parametrize("right", ["patent", "trademark", "design", "gi", "layout", "sign"])
def test_a_record_is_the_whole_filing(client: TestClient, filings: Filings, right: str) -> None:
    for one in [one for one in filings.values() if one.right == right][:20]:
        assert found(client, path=RECORDS + quote(one.id, safe="")) == as_json(one)


def test_any_other_spelling_leads_to_the_id(client: TestClient, filings: Filings) -> None:
    us = _any(filings, right="patent", office="US", kind="B2")
    digits = us.id.split("-")[1]
    grouped = f"{int(digits):,}"
    for text in (f"US {grouped} B2", f"US{digits}B2", f"us{digits}b2", f"US {digits} B2", f" {us.id} ", us.id.lower()):
        answer = client.get(RECORDS + quote(text, safe=""))
        assert answer.status_code == 308, text
        assert unquote(answer.headers["location"]) == RECORDS + us.id
        assert client.get(answer.headers["location"]).json()["id"] == us.id
    cn = _any(filings, right="patent", office="CN")
    for text in (cn.id.replace("-", ""), cn.id.replace("-", " ")):
        assert unquote(client.get(RECORDS + quote(text, safe="")).headers["location"]) == RECORDS + cn.id


def test_a_number_with_a_slash_is_one_number(client: TestClient, filings: Filings) -> None:
    mark = _any(filings, right="trademark", office="US")
    serial = mark.id.rpartition("-")[2]
    answer = client.get(f"{RECORDS}{serial[:2]}/{serial[2:5]},{serial[5:]}")
    assert answer.status_code == 308 and answer.headers["location"] == RECORDS + mark.id


def test_several_readings_are_listed(client: TestClient, filings: Filings) -> None:
    """An application number names each of its publications."""
    by_application: dict[str, set[str]] = {}
    for one in filings.values():
        for number in one.numbers:
            if number.type == "application" and one.right == "patent":
                key = numbers.number_key(number.type, number.office, number.number)
                by_application.setdefault(key, set()).add(one.id)
    key, ids = next((key, ids) for key, ids in by_application.items() if len(ids) > 1 and key.startswith("CN"))
    answer = client.get(RECORDS + quote(key.replace("-AP-", ""), safe=""))
    assert answer.status_code == 300
    body = answer.json()
    assert body["code"] == "ambiguous-number" and set(body["ids"]) == ids
    assert [one["id"] for one in body["records"]] == body["ids"] == sorted(body["ids"])
    for one in body["records"]:
        assert client.get(one["url"]).json()["id"] == one["id"]


@pytest.mark.parametrize(
    "text", ["US-1-B2", "nothing", "%F0%9F%8D%B5", "US 99,999,999 B2", "a" * 3_000, "..", "%00", "%2e%2e%2f", "'\"<>"]
)
def test_what_is_not_loaded_is_not_found(client: TestClient, text: str) -> None:
    told = refused(client, path=RECORDS + text)
    assert told["status"] == 404 and told["code"] in ("record-not-found", "no-such-address")
    assert text not in str(told) or text == ".."


def test_the_family_holds_every_member(client: TestClient, filings: Filings) -> None:
    groups: dict[str, set[str]] = {}
    for one in filings.values():
        if one.right == "patent":
            groups.setdefault(families.family_of(one), set()).add(one.id)
    large = [ids for ids in groups.values() if len(ids) > 1][:10]
    assert large
    for ids in large:
        for id in sorted(ids)[:2]:
            body = found(client, path=f"{RECORDS}{id}/family")
            assert list(body) == ["id", "family", "members"]
            assert {one["id"] for one in body["members"]} == ids
            dates = [one["dates"].get("published", "") for one in body["members"]]
            assert dates == sorted(dates)
            assert body["members"][0] == light(as_json(filings[body["members"][0]["id"]]))


def test_citations_lead_both_ways(client: TestClient, filings: Filings) -> None:
    keys: dict[str, list[str]] = {}
    for id, one in filings.items():
        for known in numbers.keys_of(one):
            keys.setdefault(known, []).append(id)
    pairs = [
        (one.id, keys[key][0])
        for one in filings.values()
        for cited in one.citations
        if (key := numbers.citation_key(cited)) and len(keys.get(key, ())) == 1
    ]
    assert pairs
    for citing, cited in pairs[:15]:
        body = found(client, path=f"{RECORDS}{citing}/citations")
        assert list(body) == ["id", "cites", "cited_by", "cited_by_total"]
        assert len(body["cites"]) == len(filings[citing].citations)
        assert cited in {one.get("id") for one in body["cites"]}
        back = found(client, path=f"{RECORDS}{cited}/citations")
        assert citing in {one["id"] for one in back["cited_by"]} and back["cited_by_total"] == len(back["cited_by"])
        assert citing in {hit["id"] for hit in found(client, q=f"cites({cited})", size="100")["hits"]}
        assert cited in {hit["id"] for hit in found(client, q=f"citedby({citing})", size="100")["hits"]}


def test_events_come_in_order(client: TestClient, filings: Filings) -> None:
    one = max(filings.values(), key=lambda filing: len(filing.events))
    body = found(client, path=f"{RECORDS}{one.id}/events")
    assert list(body) == ["id", "events", "status"]
    assert body["status"] == as_json(one)["status"]
    assert [event["date"] for event in body["events"] if "date" in event] == [
        e.date for e in in_order(one.events) if e.date
    ]
    assert len(body["events"]) == len(one.events) > 3
    assert all({"zh", "en"} == set(event["label"]) for event in body["events"])


@pytest.mark.parametrize("part", ["family", "citations", "events"])
def test_parts_of_what_is_not_loaded(client: TestClient, part: str) -> None:
    assert refused(client, path=f"{RECORDS}US-1-B2/{part}")["code"] == "record-not-found"
