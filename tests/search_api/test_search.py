"""``/search``: what is found, in which order, page by page, and how the answer repeats the question."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain import families
from domain.codec import as_json, light
from domain.dates import partial_date
from domain.fields import FIELDS, field_named
from domain.filings import RIGHTS, Filing
from tests.search_api.asking import found, problem, refused

Filings = dict[str, Filing]


def test_the_answer_has_the_keys_of_the_contract(client: TestClient, filings: Filings) -> None:
    body = found(client, q="battery", facets="office", size="3")
    assert list(body) == [
        "query", "notices", "total", "total_relation", "took_ms", "hits", "facets", "next", "data_date",
    ]  # fmt: skip
    assert list(body["query"]) == ["text", "canonical", "sentence", "url"]
    assert body["query"]["text"] == "battery" and set(body["query"]["sentence"]) == {"zh", "en"}
    assert body["total_relation"] == "eq" and body["total"] >= len(body["hits"]) == 3
    hit = body["hits"][0]
    assert list(hit) == ["id", "right", "score", "highlights", "because", "filing"]
    assert list(hit["because"]) == ["terms", "lists", "citations"]
    assert hit["filing"] == light(as_json(filings[hit["id"]]))
    assert not {"claims", "description"} & set(hit["filing"])


def test_the_url_of_an_answer_asks_the_same_again(client: TestClient) -> None:
    pairs = [("q", "battery 电池"), ("right", "patent"), ("f.office", "US"), ("f.office", "CN"), ("f.-kind", "B2"),
             ("f.published", "2010..2026"), ("sort", "-published"), ("size", "7"), ("facets", "kind,country:3")]  # fmt: skip
    first = found(client, *pairs)
    again = client.get(first["query"]["url"]).json()
    assert {**first, "took_ms": 0} == {**again, "took_ms": 0}


def test_the_canonical_query_finds_the_same(client: TestClient) -> None:
    for text in ("battery OR 电池", "title:tea -office:US", "published>=2015", "claims:(battery NEAR/5 cell)"):
        first = found(client, q=text)
        again = found(client, q=first["query"]["canonical"])
        assert first["total"] == again["total"] and first["query"]["canonical"] == again["query"]["canonical"]


def test_a_posted_object_asks_the_same(client: TestClient) -> None:
    asked = {"q": "battery", "right": ["patent"], "f.office": ["US", "CN"], "size": 5, "facets": ["kind"]}
    posted = client.post("/api/v1/search", json=asked)
    got = found(client, ("f.office", "US"), ("f.office", "CN"), q="battery", right="patent", size="5", facets="kind")
    assert posted.status_code == 200 and {**posted.json(), "took_ms": 0} == {**got, "took_ms": 0}


@pytest.mark.parametrize(
    "body", ["[]", "3", '"q"', "nope", '{"q":{"a":1}}', '{"q":[["a"]]}', '{"q":true}', '{"size":1.5}', '{"x":"y"}', ""]
)
def test_a_posted_body_that_asks_nothing_is_refused(client: TestClient, body: str) -> None:
    answer = client.post("/api/v1/search", content=body, headers={"content-type": "application/json"})
    told = problem(answer.status_code, answer.headers["content-type"], answer.json())
    assert told["status"] in (400, 422)


def test_without_a_query_everything_is_found(client: TestClient, filings: Filings) -> None:
    assert found(client)["total"] == len(filings) == found(client, q="*")["total"]
    assert refused(client, q="")["code"] == "empty-query"


@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_is_found_alone(client: TestClient, filings: Filings, right: str) -> None:
    body = found(client, right=right, size="100")
    assert body["total"] == sum(one.right == right for one in filings.values()) > 0
    assert {hit["right"] for hit in body["hits"]} == {right}


def test_rights_are_a_list(client: TestClient) -> None:
    apart = found(client, right="gi")["total"] + found(client, right="layout")["total"]
    assert found(client, right="gi,layout")["total"] == apart
    assert found(client, ("right", "gi"), ("right", "layout"))["total"] == apart
    assert refused(client, right="patents")["parameter"] == "right"


def _dated(filing: Filing, name: str) -> str:
    return getattr(filing.dates, name) or ""


def test_filters_of_one_field_are_or_those_of_two_are_and(client: TestClient, filings: Filings) -> None:
    def count(*offices: str, kind: str = "") -> int:
        return sum(one.office in offices and (not kind or one.kind == kind) for one in filings.values())

    assert found(client, ("f.office", "US"))["total"] == count("US") > 0
    assert found(client, ("f.office", "US"), ("f.office", "CN"))["total"] == count("US", "CN")
    assert (
        found(client, ("f.office", "US"), ("f.office", "CN"), ("f.kind", "A"))["total"]
        == count("US", "CN", kind="A")
        > 0
    )
    assert found(client, ("f.-office", "US"))["total"] == len(filings) - count("US")
    assert found(client, ("f.-office", "US"), ("f.-office", "CN"))["total"] == len(filings) - count("US", "CN")


def test_a_filter_may_be_a_range(client: TestClient, filings: Filings) -> None:
    def count(low: str, high: str) -> int:
        return sum(low <= _dated(one, "filed")[:4] <= high for one in filings.values() if one.dates.filed)

    assert found(client, ("f.filed", "2015..2018"))["total"] == count("2015", "2018") > 0
    assert found(client, ("f.filed", "2015.."))["total"] == count("2015", "9999")
    assert found(client, ("f.filed", "..2015"))["total"] == count("0000", "2015")
    assert found(client, ("f.filed", "2016"))["total"] == count("2016", "2016") > 0
    either = found(client, ("f.filed", "2014..2014"), ("f.filed", "2016..2016"))["total"]
    assert either == count("2014", "2014") + count("2016", "2016")


def test_a_class_filter_holds_all_below(client: TestClient, filings: Filings) -> None:
    def count(start: str) -> int:
        return sum(
            any(c.scheme == "ipc" and c.symbol.startswith(start) for c in one.classes) for one in filings.values()
        )

    symbol = next(c.symbol for one in filings.values() for c in one.classes if c.scheme == "ipc")
    for start in (symbol[:1], symbol[:3], symbol[:4]):
        assert found(client, ("f.ipc", start))["total"] == count(start) > 0


@pytest.mark.parametrize(
    "pair",
    [("f.nothing", "x"), ("f.title", "x"), ("f.published", "soon"), ("f.published", ".."), ("f.ipc", "§§"), ("sort", "title"),
     ("sort", "nothing"), ("size", "101"), ("size", "-1"), ("size", "x"), ("size", "9" * 5_000), ("page", "0"), ("group", "all"),
     ("mode", "magic"), ("mode", "semantic"), ("facets", "title"), ("facets", "nothing"), ("facets", "office:0"), ("whatever", "1"),
     ("f.published", "2015..soon"), ("page", "²"), ("size", "1_0")],
)  # fmt: skip
def test_a_wrong_parameter_is_named(client: TestClient, pair: tuple[str, str]) -> None:
    told = refused(client, pair)
    assert (
        told["status"] == 422 and told["code"] == "parameter" and told["parameter"] == pair[0] and told["span"] is None
    )


def test_a_parameter_given_twice_is_refused(client: TestClient) -> None:
    assert refused(client, ("q", "a"), ("q", "b"))["parameter"] == "q"


SORTS = [field.name for field in FIELDS if field.sort]


def _key(filing: Filing, name: str) -> Any:
    field = field_named(name)
    assert field is not None
    values = field.read(filing) if filing.right in field.rights else ()
    return values[0] if values else None


@pytest.mark.parametrize("sort", SORTS + [f"-{name}" for name in SORTS])
def test_a_sorted_list_is_in_order_and_reaches_every_record_once(
    client: TestClient, filings: Filings, sort: str
) -> None:
    ids: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(50):
        body = found(client, sort=sort, size="37", **cursor)
        ids += [hit["id"] for hit in body["hits"]]
        assert all(hit["score"] is None for hit in body["hits"])
        if body["next"] is None:
            break
        cursor = {"cursor": body["next"]}
    assert len(ids) == len(set(ids)) and set(ids) == set(filings)
    keys = [_key(filings[id], sort.removeprefix("-")) for id in ids]
    present = [key for key in keys if key is not None]
    assert keys[: len(present)] == present, "records without a value come last"
    field = field_named(sort.removeprefix("-"))
    assert field is not None
    if field.kind == "date":
        present = [key.replace("-", "").ljust(8, "0") for key in present]
        assert present == sorted(present, reverse=sort.startswith("-"))
    elif field.kind in ("number", "keyword"):
        assert present == sorted(present, reverse=sort.startswith("-"))


def test_pages_and_cursors_give_the_same_list(client: TestClient) -> None:
    paged = [
        hit["id"] for page in range(1, 6) for hit in found(client, sort="-published", size="20", page=str(page))["hits"]
    ]
    first = found(client, sort="-published", size="50")
    second = found(client, sort="-published", size="50", cursor=first["next"])
    assert paged == [hit["id"] for hit in first["hits"] + second["hits"]]


def test_relevance_pages_hold_each_hit_once(client: TestClient) -> None:
    total = found(client, q="battery OR tea OR drone OR 电池")["total"]
    ids = [
        hit["id"]
        for page in range(1, total // 40 + 2)
        for hit in found(client, q="battery OR tea OR drone OR 电池", size="40", page=str(page))["hits"]
    ]
    assert len(ids) == len(set(ids)) == total > 40
    assert found(client, q="battery OR tea OR drone OR 电池")["next"] is None


def test_scores_fall(client: TestClient) -> None:
    scores = [hit["score"] for hit in found(client, q="battery electrolyte", size="50")["hits"]]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0


@pytest.mark.parametrize("cursor", ["x", "", "e30", "{}", "=" * 50, "A" * 5_000, "é"])
def test_a_cursor_that_is_none_is_refused(client: TestClient, cursor: str) -> None:
    if cursor:
        told = refused(client, sort="published", cursor=cursor)
        assert (told["status"], told["code"]) == (422, "bad-cursor")
    told = refused(client, q="tea", cursor=cursor or "x")
    assert (told["status"], told["code"]) == (422, "bad-cursor")


def test_a_cursor_of_another_sort_is_refused(client: TestClient) -> None:
    cursor = found(client, sort="published", size="5")["next"]
    assert refused(client, sort="-published", cursor=cursor)["code"] == "bad-cursor"
    assert refused(client, sort="filed", cursor=cursor)["code"] == "bad-cursor"


def test_pages_end_at_the_window(client: TestClient) -> None:
    assert found(client, page="100", size="100")["hits"] == []
    told = refused(client, page="101", size="100")
    assert (told["status"], told["code"], told["parameter"]) == (422, "window-exceeded", "page")
    assert refused(client, page="10001", size="1")["code"] == "window-exceeded"


def test_no_hits_may_be_asked_for(client: TestClient, filings: Filings) -> None:
    body = found(client, size="0", facets="right")
    assert body["hits"] == [] and body["total"] == len(filings)
    assert sum(one["count"] for one in body["facets"]["right"]) == len(filings)


@pytest.mark.parametrize("group", ["application", "family"])
def test_groups_are_counted_and_each_is_listed_once(client: TestClient, filings: Filings, group: str) -> None:
    body = found(client, right="patent", group=group, size="100")
    patents = [one for one in filings.values() if one.right == "patent"]
    assert body["total"] == len(patents)
    assert body["groups"]["relation"] == "eq"
    listed: list[str] = []
    for page in range(1, 10):
        listed += [hit["id"] for hit in found(client, right="patent", group=group, size="100", page=str(page))["hits"]]
    assert len(listed) == len(set(listed)) == body["groups"]["total"] < len(patents)
    if group == "family":
        assert body["groups"]["total"] == len({families.family_of(one) for one in patents})
        assert len({families.family_of(filings[id]) for id in listed}) == len(listed)


def test_highlights_mark_the_words_of_the_query(client: TestClient, filings: Filings) -> None:
    for text, start in (
        ("battery", "batter"),
        ("电池", "电池"),
        ('"the method"', "the"),
        ("claims:electrolyte", "electrolyt"),
    ):
        marked = 0
        for hit in found(client, q=text, size="30")["hits"]:
            for light_ in hit["highlights"]:
                assert light_["spans"], light_
                shown = json.dumps(light_["text"].strip("…"), ensure_ascii=False)[1:-1]
                assert shown in json.dumps(as_json(filings[hit["id"]]), ensure_ascii=False).replace("\\n", " ")
                last = 0
                for begin, end in light_["spans"]:
                    assert last <= begin < end <= len(light_["text"])
                    last = end
                    marked += light_["text"][begin:end].casefold().startswith(start)
            assert hit["because"]["terms"], hit["id"]
        assert marked


def test_the_language_of_notices_follows_the_reader(client: TestClient) -> None:
    body = client.get(
        "/api/v1/search", params={"q": "tea"}, headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.2"}
    ).json()
    assert body["query"]["sentence"]["zh"] != body["query"]["sentence"]["en"]


def test_a_query_error_shows_where(client: TestClient) -> None:
    told = refused(client, q="茶 AND (battery")
    assert told["status"] == 400 and told["code"] == "unbalanced-parentheses"
    start, end = told["span"]
    assert 0 <= start < end <= len("茶 AND (battery")
    assert refused(client, q="nofield:x")["code"] == "unknown-field"
    assert refused(client, q="x" * 16_001)["code"] == "query-too-long"
    assert refused(client, q="(" * 30 + "a" + ")" * 30)["code"] == "query-too-deep"
    assert refused(client, q=" ".join(f"w{at}" for at in range(1_200)))["code"] == "too-many-terms"


def test_dates_of_the_answer_are_dates(client: TestClient) -> None:
    assert partial_date(found(client)["data_date"]) is not None
