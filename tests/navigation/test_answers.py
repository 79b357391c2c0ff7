"""The API of navigation: the shape of an answer, bad input told and never an error of ours, clusters as an overlay."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.engine import Engine
from indexer import workspace
from indexer.workspace import Branch
from search_api.application import create_app
from search_api.navigation.catalog import ANALYSES, DASHBOARD
from search_api.settings import ApiSettings
from tests.navigation.conftest import BUDGETS, present

KEYS = [
    "analysis", "title", "definition", "query", "scope", "counting_unit", "generation", "data_date", "total", "table",
    "figures", "notices", "chart",
]  # fmt: skip


@pytest.fixture(scope="module")
def client(embedded: Engine) -> Iterator[TestClient]:
    with TestClient(create_app(embedded, ApiSettings(budgets=BUDGETS)), raise_server_exceptions=False) as made:
        yield made


def body(client: TestClient, analysis: str, **asked: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/navigation/{analysis}", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def codes(found: dict[str, Any]) -> set[str]:
    return {one["code"] for one in found["notices"]}


@pytest.mark.parametrize("analysis", ANALYSES)
@pytest.mark.parametrize("query", ["*", "zzzznothinghasthis", "publication:US-7000000"])
def test_every_analysis_answers_with_a_whole_table(client: TestClient, analysis: str, query: str) -> None:
    found = body(client, analysis, q=query)
    assert list(found) == KEYS
    width = len(found["table"]["columns"])
    assert all(len(row) == width for row in [*found["table"]["rows"], *found["table"]["links"]])
    for at, column in enumerate(found["table"]["columns"]):
        assert column["role"] in ("key", "count", "ratio", "flag", "text") and column["label"]["zh"] and column["name"]
        for row, links in zip(found["table"]["rows"], found["table"]["links"], strict=True):
            assert column["role"] == "count" or links[at] is None
            assert column["role"] != "count" or isinstance(row[at], int)
    if query == "zzzznothinghasthis":
        assert found["total"] == 0 and "empty-scope" in codes(found)
        assert not any(value for row in found["table"]["rows"] for value in row[1:] if isinstance(value, int))


def test_the_same_question_twice_is_the_same_answer(client: TestClient) -> None:
    for analysis in (*DASHBOARD, "matrix", "emerging"):
        one, two = (client.get(f"/api/v1/navigation/{analysis}", params={"q": "*"}).content for _ in range(2))
        assert one == two
    assert client.post("/api/v1/navigation/trend", json={"q": "*"}).json() == body(client, "trend", q="*")


@pytest.mark.parametrize(
    ("analysis", "asked"),
    [
        ("trend", {"unit": "application", "date": "published"}),
        ("trend", {"unit": "family", "date": "filed"}),
        ("trend", {"unit": "claim"}),
        ("trend", {"from": "2019", "to": "2018"}),
        ("trend", {"from": "19"}),
        ("trend", {"as_of": "2019-02-30"}),
        ("trend", {"nothing": "1"}),
        ("applicants", {"size": "0"}),
        ("applicants", {"size": "100000"}),
        ("applicants", {"clusters": "some"}),
        ("classes", {"level": "leaf"}),
        ("regions", {"level": "street"}),
        ("matrix", {"rows": "abstract"}),
        ("matrix", {"columns": "number"}),
        ("industry", {"concordance": "ipc,gbt4754\nnonsense"}),
        ("trend", {"tag": "nobody"}),
        ("trend", {"q": "tag(nobody)"}),
        ("applicants", {"names": "a,b\nb,a"}),
        ("applicants", {"names": "only one"}),
    ],
)
def test_a_wrong_parameter_is_told(client: TestClient, analysis: str, asked: dict[str, str]) -> None:
    answer = client.get(f"/api/v1/navigation/{analysis}", params={"q": "*", **asked})
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["detail"]["zh"] and answer.json()["detail"]["en"]


def test_what_there_is_not_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/navigation/astrology").status_code == 404
    assert client.get("/api/v1/navigation/trend", params={"q": "((("}).status_code == 400


def test_a_territory_that_no_source_covers_is_unknown_and_never_free(client: TestClient) -> None:
    for territory in ("ZW", "QQ", "nowhere"):
        found = body(client, "free_technology", q="*", territory=territory)
        figures = {one["name"]: one["value"] for one in found["figures"]}
        assert codes(found) == {"territory-not-covered"} and found["table"]["rows"] == []
        assert figures["unknown"] > 0 and not figures["never_extended"]


def test_a_family_with_a_live_member_is_never_free(client: TestClient) -> None:
    found = body(client, "free_technology", q="right:patent", territory="US", size="1000")
    for id, _, reason, _ in found["table"]["rows"]:
        members = client.get("/api/v1/search", params={"q": f"family({id}) AND office:US", "size": "50"}).json()["hits"]
        states = {one["filing"]["status"]["state"] for one in members}
        assert reason in ("never_extended", "dead", "expiring")
        assert reason != "never_extended" or not states
        assert reason != "dead" or states <= {"lapsed", "expired"}


def test_a_span_of_years_is_part_of_the_scope(client: TestClient) -> None:
    found = body(client, "trend", q="*", right="patent", date="filed", **{"from": "2008", "to": "2010"})
    years = [row[0] for row in found["table"]["rows"]]
    assert years == ["2008", "2009", "2010", "unknown"] and found["table"]["rows"][-1][1] == 0
    assert found["total"] == sum(row[1] for row in found["table"]["rows"])


def test_a_day_gives_the_states_of_that_day(client: TestClient) -> None:
    found = body(client, "status", q="*", right="patent", as_of="2009-06-30")
    for row, links in zip(found["table"]["rows"], found["table"]["links"], strict=True):
        assert client.get(str(links[1])).json()["total"] == row[1]
    assert sum(row[1] for row in found["table"]["rows"]) == found["total"]


def test_two_queries_stand_side_by_side(client: TestClient) -> None:
    found = body(client, "compare", q="office:US", q2="office:CN", rows="office")
    assert [row[:3] for row in found["table"]["rows"]][:2] == [
        ["US", found["total"], 0], ["CN", 0, found["table"]["rows"][1][2]],
    ]  # fmt: skip
    for row, links in zip(found["table"]["rows"], found["table"]["links"], strict=True):
        for at in (1, 2):
            assert client.get(str(links[at])).json()["total"] == row[at]


def test_an_industry_counts_what_its_patterns_find(client: TestClient) -> None:
    table = "ipc,gbt4754\nH01M,C38\nG06F%,I65\nH,C39\n"
    found = client.post("/api/v1/navigation/industry", json={"q": "*", "concordance": table}).json()
    for row, links in zip(found["table"]["rows"], found["table"]["links"], strict=True):
        if links[1]:
            assert client.get(links[1]).json()["total"] == row[1], row


@pytest.mark.shared
def test_merged_names_are_an_overlay(client: TestClient) -> None:
    present("us-patents-jsonl")
    raw, merged = (
        body(client, "applicants", **{"q": "*", "f.source": "us-patents-jsonl", "clusters": clusters})
        for clusters in ("raw", "merged")
    )
    assert raw["total"] == merged["total"] and merged["scope"]["clusters"] == "merged"
    first = merged["table"]["rows"][0]
    assert first[0] == "IBM" and first[1] >= raw["table"]["rows"][0][1]
    assert client.get(merged["table"]["links"][0][1]).json()["total"] == first[1]


@pytest.mark.shared
def test_a_table_of_names_joins_and_is_undone_by_leaving_it_out(client: TestClient) -> None:
    present("us-patents-jsonl")
    asked = {"q": "*", "f.source": "us-patents-jsonl", "clusters": "merged"}
    before = body(client, "applicants", **asked)["table"]["rows"]
    one, two = before[0][0], before[1][0]
    found = body(client, "applicants", **asked, names=f"name,cluster\n{two},Our Group\n{one},Our Group\n")
    first, links = found["table"]["rows"][0], found["table"]["links"][0]
    assert first[0] == "our group"
    assert max(before[0][1], before[1][1]) <= first[1] <= before[0][1] + before[1][1]
    assert client.get(links[1]).json()["total"] == first[1]
    assert found["scope"]["names"] == {one: first[0], two: first[0]}
    assert body(client, "applicants", **asked)["table"]["rows"] == before
    listed = body(client, "applicant_names", **asked, names=f"{two},{one}")
    whole = {
        tuple(row[:3]): (row[3], link[3])
        for row, link in zip(listed["table"]["rows"], listed["table"]["links"], strict=True)
    }
    assert {row[0] for row in whole} >= {one} and {row[2] for row in whole} >= {"table"}
    for count, link in list(whole.values())[:8]:
        assert client.get(link).json()["total"] == count


def test_a_topic_opens_its_records_and_the_map_is_drawn_once(client: TestClient) -> None:
    one, two = (body(client, "landscape", q="right:patent", unit=unit) for unit in ("publication", "family"))
    assert len(one["table"]["rows"]) == 20 and one["figures"] == two["figures"]
    for found, key in ((one, "total"), (two, "groups")):
        for row, links in list(zip(found["table"]["rows"], found["table"]["links"], strict=True))[::5]:
            answer = client.get(links[1]).json()[key]
            assert (answer["total"] if key == "groups" else answer) == row[1]
    scoped = body(
        client,
        "trend",
        q=f"topic({one['table']['links'][0][1].split('topic%28')[1].split('%29')[0].replace('%2F', '/')})",
    )
    assert scoped["total"] == one["table"]["rows"][0][1]


@pytest.mark.shared
def test_a_torn_term_is_called_by_its_word_and_keeps_its_count(client: TestClient) -> None:
    present("cn-gazette-jsonl")
    found = body(client, "emerging", **{"q": "*", "f.source": "cn-gazette-jsonl", "date": "filed", "size": "60"})[
        "table"
    ]
    keys = {row[0]: (row[1], links[1]) for row, links in zip(found["rows"], found["links"], strict=True)}
    assert found["labels"] and set(found["labels"]) <= set(keys)
    for key, label in found["labels"].items():
        assert key in label and len(label) > len(key) == 2
        assert client.get(keys[key][1]).json()["total"] == keys[key][0]


def test_branches_and_tags_are_counted_by(embedded: Engine, client: TestClient) -> None:
    ids = [one["id"] for one in client.get("/api/v1/search", params={"q": "right:patent", "size": "60"}).json()["hits"]]
    tree = (
        Branch("power", None, "title:(battery OR 电池)"),
        Branch("rest", None, "title:(method OR 方法)"),
        Branch("bad", None, "ti:(a"),
    )
    with workspace.opened(embedded) as connection:
        workspace.keep_branches(connection, tree)
        workspace.tag(connection, "first", ids[:40], "me", "why")
        workspace.tag(connection, "second", ids[30:], "me", "why")
    found = body(client, "matrix", q="right:patent", rows="branch", columns="tag", unit="family")
    assert {"branch-left-out"} <= codes(found) and {row[0] for row in found["table"]["rows"]} >= {
        "power",
        "rest",
        "other",
    }
    assert [one["name"] for one in found["table"]["columns"]][-2:] == ["other", "unknown"]
    for row, links in zip(found["table"]["rows"], found["table"]["links"], strict=True):
        for value, link in zip(row, links, strict=True):
            assert link is None or client.get(link).json()["groups"]["total"] == value
    listed = body(client, "matrix", q="right:patent", rows="tag", columns="year")["table"]["rows"]
    assert {row[0]: sum(row[1:]) for row in listed if row[0] in ("first", "second")} == {"first": 40, "second": 30}
