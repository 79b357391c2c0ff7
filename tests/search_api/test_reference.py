"""What can be asked and what is loaded: fields, sources, coverage, classifications, suggestions; and the service's health."""

from collections import Counter
from importlib.metadata import version

import pytest
from starlette.testclient import TestClient

from domain.fields import FIELDS
from domain.filings import Filing
from loaders.catalog import SOURCES
from tests.search_api.asking import found, problem, refused

Filings = dict[str, Filing]


def test_every_field_is_listed(client: TestClient) -> None:
    listed = found(client, path="/api/v1/fields")["fields"]
    assert [one["name"] for one in listed] == [field.name for field in FIELDS if field.default]
    for one in listed:
        assert one["label"]["zh"] and one["label"]["en"] and one["sentence"]["zh"] and one["sentence"]["en"]


def test_every_source_is_listed_with_what_is_loaded(client: TestClient, filings: Filings) -> None:
    listed = found(client, path="/api/v1/sources")["sources"]
    assert [one["name"] for one in listed] == [source.name for source in SOURCES]
    by_hand = Counter(one.origin.source for one in filings.values())
    assert {one["name"]: one["records"] for one in listed if one["records"]} == by_hand


def test_coverage_adds_up(client: TestClient, filings: Filings) -> None:
    body = found(client, path="/api/v1/coverage")
    assert body["records"] == len(filings) == sum(row["records"] for row in body["rows"])
    assert body["rights"] == dict(Counter(one.right for one in filings.values()))
    assert body["missing"] == [] and body["data_date"] == found(client)["data_date"]
    for row in body["rows"]:
        mine = [
            one
            for one in filings.values()
            if (one.right, one.origin.source, one.office) == (row["right"], row["source"], row["office"])
        ]
        assert len(mine) == row["records"]
        days = [one.dates.published for one in mine if one.dates.published]
        if days:
            assert (row["first"], row["last"]) == (min(days), max(days))


def test_a_classification_is_walked_from_its_top(client: TestClient, filings: Filings) -> None:
    top = found(client, path="/api/v1/classifications/ipc")
    assert top["symbol"] == "" and top["ancestors"] == []
    assert {one["symbol"] for one in top["children"]} >= set("ABCDEFGH")
    for one in top["children"]:
        assert one["title"]["zh"] and one["count"] == found(client, ("f.ipc", one["symbol"]), size="0")["total"]
    page = found(client, path="/api/v1/classifications/ipc/H01M")
    assert page["title"] == {"zh": "电池", "en": "Batteries"}
    assert [one["symbol"] for one in page["ancestors"]] == ["H", "H01"]
    assert [one["symbol"] for one in page["children"]] == ["H01M10"]
    assert page["count"] == found(client, q="ipc:H01M", size="0")["total"] > 0


def test_a_symbol_without_a_table_is_shown_untitled(client: TestClient, filings: Filings) -> None:
    symbol = next(c.symbol for one in filings.values() for c in one.classes if c.scheme == "cpc" and "/" in c.symbol)
    page = found(client, path=f"/api/v1/classifications/cpc/{symbol}")
    assert page["symbol"] == symbol and page["count"] > 0 and page["ancestors"]


def test_what_is_no_class(client: TestClient) -> None:
    assert refused(client, path="/api/v1/classifications/dewey/500")["parameter"] == "scheme"
    assert refused(client, path="/api/v1/classifications/ipc/$$")["code"] == "record-not-found"


def test_names_are_suggested_by_their_beginning(client: TestClient, filings: Filings) -> None:
    name = next(party.name for one in filings.values() for party in one.parties if party.role == "applicant")
    listed = found(client, path="/api/v1/suggest", q=name[:4].upper(), field="applicant", size="50")["suggestions"]
    assert name in [one["value"] for one in listed]
    counts = [one["count"] for one in listed]
    assert counts == sorted(counts, reverse=True)
    for one in listed[:3]:
        assert found(client, q=f'applicant=="{one["value"]}"', size="0")["total"] == one["count"]
        assert found(client, ("f.applicant", one["value"]), size="0")["total"] == one["count"]


def test_classes_are_suggested_by_symbol_and_by_title(client: TestClient) -> None:
    by_symbol = found(client, path="/api/v1/suggest", q="H01M", field="ipc")["suggestions"]
    assert by_symbol and all(one["value"].startswith("H01M") for one in by_symbol)
    assert "H01M" in [
        one["value"] for one in found(client, path="/api/v1/suggest", q="batter", field="ipc")["suggestions"]
    ]
    assert "H01M" in [one["value"] for one in found(client, path="/api/v1/suggest", q="电池")["suggestions"]]


@pytest.mark.parametrize("field", ["title", "nothing", "published"])
def test_fields_without_values_suggest_nothing(client: TestClient, field: str) -> None:
    assert refused(client, path="/api/v1/suggest", q="a", field=field)["parameter"] == "field"


def test_suggestions_of_nothing(client: TestClient) -> None:
    assert found(client, path="/api/v1/suggest")["suggestions"] == []
    assert found(client, path="/api/v1/suggest", q="zzzzzz")["suggestions"] == []
    assert refused(client, path="/api/v1/suggest", q="a", size="x")["status"] == 422


def test_health(client: TestClient, filings: Filings) -> None:
    assert found(client, path="/healthz") == {"status": "ok"}
    ready = found(client, path="/readyz")
    assert ready["status"] == "ready" and ready["records"] == len(filings)
    told = found(client, path="/version")
    assert (
        told["version"] == version("ip-atlas")
        and told["engine"] == "embedded"
        and told["data_date"] == ready["data_date"]
    )


def test_the_description_of_the_api(client: TestClient) -> None:
    paths = found(client, path="/api/v1/openapi.json")["paths"]
    assert {"/api/v1/search", "/api/v1/records/{id}", "/api/v1/export", "/api/v1/suggest", "/healthz"} <= set(paths)
    named = {one["name"] for one in paths["/api/v1/search"]["get"]["parameters"]}
    assert {"q", "right", "facets", "sort", "size", "page", "cursor", "group", "mode", "lang"} <= named


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1", "/api/", "/api/v2/search", "/nothing"])
def test_an_address_that_is_not_there(client: TestClient, path: str) -> None:
    assert refused(client, path=path)["code"] == "no-such-address"


def test_an_address_asked_by_another_method(client: TestClient) -> None:
    for method, path in (
        ("DELETE", "/api/v1/search"),
        ("POST", "/api/v1/records/x"),
        ("PUT", "/api/v1/fields"),
        ("POST", "/healthz"),
    ):
        answer = client.request(method, path)
        told = problem(answer.status_code, answer.headers["content-type"], answer.json())
        assert (told["status"], told["code"]) == (405, "method-not-allowed") and "GET" in answer.headers["allow"]
