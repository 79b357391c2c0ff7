"""Facets: every count is what the filter on its value finds, and a facet is counted without its own filter."""

from collections import Counter

import pytest
from starlette.testclient import TestClient

from domain.fields import FIELDS, field_named
from domain.filings import Filing
from tests.search_api.asking import found, refused

Filings = dict[str, Filing]
FACETS = [field.name for field in FIELDS if field.facet]


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("query", ["*", "battery OR 电池 OR tea", "published>=2018"])
def test_the_filter_on_a_value_finds_its_count(client: TestClient, name: str, query: str) -> None:
    values = found(client, q=query, facets=f"{name}:100", size="0")["facets"][name]
    for one in values[:8] + values[-3:]:
        assert found(client, (f"f.{name}", one["value"]), q=query, size="0")["total"] == one["count"] > 0
        assert set(one["label"]) == {"zh", "en"} and all(one["label"].values())


@pytest.mark.parametrize("name", ["office", "kind", "right", "status", "country", "applicant", "inventor", "event"])
def test_counts_are_those_of_counting_by_hand(client: TestClient, filings: Filings, name: str) -> None:
    field = field_named(name)
    assert field is not None
    by_hand: Counter[str] = Counter()
    for one in filings.values():
        if one.right in field.rights:
            by_hand.update(set(field.read(one)))
    values = found(client, facets=f"{name}:100", size="0")["facets"][name]
    assert {one["value"]: one["count"] for one in values}.items() <= by_hand.items()
    counts = [one["count"] for one in values]
    assert counts == sorted(by_hand.values(), reverse=True)[: len(counts)]
    assert len(values) == min(100, len(by_hand))


def test_years_are_counted(client: TestClient, filings: Filings) -> None:
    by_hand = Counter(one.dates.published[:4] for one in filings.values() if one.dates.published)
    values = found(client, facets="published:100", size="0")["facets"]["published"]
    assert {one["value"]: one["count"] for one in values} == by_hand


def test_a_facet_is_counted_without_its_own_filter(client: TestClient) -> None:
    free = found(client, facets="office,kind", size="0")["facets"]
    chosen = found(client, ("f.office", "US"), facets="office,kind", size="0")
    assert chosen["facets"]["office"] == free["office"]
    assert chosen["facets"]["kind"] != free["kind"]
    assert sum(one["count"] for one in chosen["facets"]["kind"]) <= chosen["total"]


def test_two_filters_each_leave_their_own_facet_free(client: TestClient) -> None:
    both = found(client, ("f.office", "US"), ("f.kind", "B2"), facets="office,kind,right", size="0")["facets"]
    assert both["office"] == found(client, ("f.kind", "B2"), facets="office", size="0")["facets"]["office"]
    assert both["kind"] == found(client, ("f.office", "US"), facets="kind", size="0")["facets"]["kind"]


def test_an_excluding_filter_counts_everywhere(client: TestClient) -> None:
    values = found(client, ("f.-office", "US"), facets="kind", size="0")
    assert sum(one["count"] for one in values["facets"]["kind"]) <= values["total"]


def test_class_values_have_titles_where_a_table_is_loaded(client: TestClient) -> None:
    values = found(client, facets="ipc:100", size="0")["facets"]["ipc"]
    assert values and all(one["label"]["en"].startswith(one["value"]) for one in values)
    titled = found(client, facets="nice:45", right="trademark", size="0")["facets"]["nice"]
    assert all(len(one["label"]["zh"]) > len(one["value"]) for one in titled)


def test_the_size_of_a_facet(client: TestClient) -> None:
    three = found(client, facets="applicant:3", size="0")["facets"]["applicant"]
    many = found(client, facets="applicant:100", size="0")["facets"]["applicant"]
    assert three == many[:3] and len(many) > 10
    assert len(found(client, facets="applicant", size="0")["facets"]["applicant"]) == 10
    assert refused(client, facets="applicant:101")["code"] == "parameter"


def test_at_most_twelve_facets(client: TestClient) -> None:
    assert len(FACETS) > 12
    assert set(found(client, facets=",".join(FACETS[:12]), size="0")["facets"]) == set(FACETS[:12])
    assert refused(client, facets=",".join(FACETS[:13]))["code"] == "too-many-facets"


def test_facets_of_a_query_with_no_hits_are_empty(client: TestClient) -> None:
    body = found(client, q="xyzzyx", facets="office,published,applicant")
    assert body["total"] == 0 and body["hits"] == [] and body["next"] is None
    assert body["facets"] == {"office": [], "published": [], "applicant": []}


def test_facets_of_one_field_in_two_spellings_are_one(client: TestClient) -> None:
    assert list(found(client, facets="cc,office,国别", size="0")["facets"]) == ["office"]
