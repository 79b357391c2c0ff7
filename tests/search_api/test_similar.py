"""``/prior-art`` and ``/records/{id}/similar``: the public shape, what is refused, and an index without vectors."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from domain.engine import Engine
from indexer.embeddings import DEFAULT
from indexer.engines.embedded.engine import EmbeddedEngine
from search_api.application import create_app
from search_api.settings import ApiSettings
from tests.indexer.engines import elastic_server
from tests.relevance.drafts import PAIRS, engine_of, filled, publications


@pytest.fixture(scope="module", params=["embedded", pytest.param("cluster", marks=pytest.mark.elasticsearch)])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("similar")
    engine: Engine
    if request.param == "embedded":
        engine = engine_of(folder, publications())
    else:
        engine = elastic_server.engines(folder, elastic_server.shared_settings(), DEFAULT)()
        filled(engine, publications())
    with TestClient(create_app(engine, ApiSettings())) as made:
        yield made
    engine.close()


def test_prior_art_has_the_public_shape(client: TestClient) -> None:
    body = client.post("/api/v1/prior-art", json={"text": PAIRS[0][2], "k": 3, "filters": {"office": "US"}}).json()
    assert list(body) == [
        "query", "hits", "earlier", "coverage", "cover", "classes", "closeness", "notices",
    ]  # fmt: skip
    assert len(body["hits"]) == 3 and len(body["coverage"]) == 3
    hit = body["hits"][1]
    assert set(hit) == {"id", "score", "because", "passages", "filing"} and "claims" not in hit["filing"]
    assert set(hit["because"]) == {"terms", "lists", "citations", "cosine", "found_as"}
    assert all(set(one) == {"field", "term"} for one in hit["because"]["terms"]) and hit["because"]["terms"]
    assert {one["list"] for one in hit["because"]["lists"]} <= {"words", "vector", "citations"}
    assert all(one["rank"] >= 1 for one in hit["because"]["lists"])
    assert set(hit["passages"][0]) == {"feature", "id", "field", "at", "lang", "text", "spans", "score"}
    assert body["query"]["features"][0]["n"] == 0 and body["query"]["terms"]
    assert {one["filing"]["office"] for one in body["hits"]} == {"US"}


def test_features_may_be_edited(client: TestClient) -> None:
    asked = {"text": PAIRS[0][2], "features": ["a separator coated with ceramic", "a charging station"], "k": 4}
    body = client.post("/api/v1/prior-art", json=asked).json()
    assert [one["text"] for one in body["query"]["features"]] == asked["features"]
    assert all(len(row) == 2 for row in body["coverage"])


def test_a_record_and_its_nearest(client: TestClient) -> None:
    first, second = publications()[0].id, publications()[1].id
    by_number = client.post("/api/v1/prior-art", json={"number": first, "k": 5}).json()
    body = client.get(f"/api/v1/records/{first}/similar", params={"k": 5}).json()
    assert [one["id"] for one in body["hits"]] == [one["id"] for one in by_number["hits"]]
    assert body["hits"][0]["id"] == second and first not in {one["id"] for one in body["hits"]}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422), ({"text": "  "}, 422), ({"text": "x", "number": "US-1-A"}, 422), ({"text": "......"}, 422),
        ({"number": "US-1-A"}, 404), ({"text": "a pump", "before": "soon"}, 422), ({"text": "a pump", "k": 0}, 422),
        ({"text": "a pump", "filters": {"colour": "red"}}, 422), ({"text": "a pump", "other": 1}, 422),
        ({"text": 5}, 422),
    ],
)  # fmt: skip
def test_what_is_refused(client: TestClient, asked: dict[str, object], status: int) -> None:
    answer = client.post("/api/v1/prior-art", json=asked)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json" and answer.json()["detail"]


def test_an_index_without_vectors_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("bare") / "index")
    with TestClient(create_app(engine, ApiSettings())) as bare:
        answer = bare.post("/api/v1/prior-art", json={"text": "a pump"})
    assert answer.status_code == 422 and "embeddings" in answer.json()["detail"]["en"]


@pytest.mark.parametrize("mode", ["semantic", "hybrid"])
def test_a_search_by_meaning(client: TestClient, mode: str) -> None:
    first, second = publications()[0].id, publications()[1].id
    asked = {"q": "overheating of lithium cells with porous membrane", "mode": mode, "size": 5, "facets": "office"}
    body = client.get("/api/v1/search", params=asked).json()
    assert {first, second} <= {one["id"] for one in body["hits"]} and body["total"] >= 5
    assert [one["score"] for one in body["hits"]] == sorted((one["score"] for one in body["hits"]), reverse=True)
    assert f"mode={mode}" in body["query"]["url"] and body["facets"]["office"]
    within = client.get("/api/v1/search", params={**asked, "f.office": "CN"}).json()
    assert {one["filing"]["office"] for one in within["hits"]} == {"CN"}
    conditions = client.get("/api/v1/search", params={**asked, "q": "lithium membrane AND office:CN"}).json()
    assert {one["filing"]["office"] for one in conditions["hits"]} == {"CN"}
    pages = [client.get("/api/v1/search", params={**asked, "page": page}).json()["hits"] for page in (1, 2)]
    assert not {one["id"] for one in pages[0]} & {one["id"] for one in pages[1]}


@pytest.mark.parametrize(
    "more", [{"q": "*"}, {"q": "office:CN"}, {"sort": "-filed"}, {"group": "family"}, {"size": "100", "page": "11"}]
)
def test_what_a_search_by_meaning_refuses(client: TestClient, more: dict[str, str]) -> None:
    answer = client.get("/api/v1/search", params={"q": "lithium", "mode": "semantic", **more})
    assert answer.status_code == 422, answer.text
    assert client.get("/api/v1/export", params={"q": "lithium", "mode": "semantic"}).status_code == 422


def test_a_draft_as_a_file(client: TestClient) -> None:
    pasted = client.post("/api/v1/prior-art", json={"text": PAIRS[0][2], "k": 3}).json()
    sent = {"file": ("draft.txt", PAIRS[0][2].encode(), "text/plain")}
    uploaded = client.post("/api/v1/prior-art", files=sent, data={"k": "3", "before": ""}).json()
    assert [one["id"] for one in uploaded["hits"]] == [one["id"] for one in pasted["hits"]]
    for raw, code in ((b"", "empty-draft"), (b"\0\1\2" * 50, "draft-unreadable"), (b"%PDF-1.4 x", "draft-unreadable")):
        answer = client.post("/api/v1/prior-art", files={"file": ("x", raw, "text/plain")})
        assert answer.status_code == 422 and answer.json()["code"] == code, answer.text
    assert client.post("/api/v1/prior-art", content=b"{").status_code == 422
    assert client.post("/api/v1/search", json={"q": "x" * 1_200_000}).status_code == 413
    assert client.post("/api/v1/prior-art", files={"file": ("x", b"x" * 20_000_001)}).status_code == 413


def _ids(client: TestClient, q: str, **more: str) -> list[str]:
    body = client.get("/api/v1/search", params={"q": q, "size": "100", **more}).json()
    assert body["total"] == len(body["hits"]), body
    return [one["id"] for one in body["hits"]]


def test_sim_is_a_set_within_the_language(client: TestClient) -> None:
    first, second = publications()[0].id, publications()[1].id
    near = _ids(client, f'sim("{PAIRS[0][2]}", 20)')
    assert len(near) == 20 and near[0] == second and first in near[:3]
    american = [one for one in near if one.startswith("US")]
    assert _ids(client, f'sim("{PAIRS[0][2]}", 20) AND office:US') == american
    assert _ids(client, f'sim("{PAIRS[0][2]}", 20)', **{"f.office": "US"}) == american
    without = _ids(client, f'sim("{PAIRS[0][2]}", 20) AND NOT sim("{PAIRS[0][2]}", 5)')
    assert without == near[5:]
    either = _ids(client, f'sim("{PAIRS[0][2]}", 3) OR sim("{PAIRS[8][2]}", 3)')
    assert set(either) == set(near[:3]) | set(_ids(client, f'sim("{PAIRS[8][2]}", 3)')) and len(either) == 6
    lines = client.get("/api/v1/export", params={"q": f'sim("{PAIRS[0][2]}", 20)', "format": "jsonl"}).text
    assert len(lines.splitlines()) == 20


def test_the_facets_of_sim_add_up(client: TestClient) -> None:
    asked = {"q": f'sim("{PAIRS[0][2]} {PAIRS[8][2]}", 40)', "facets": "office", "f.office": "CN"}
    body = client.get("/api/v1/search", params=asked).json()
    counts = {one["value"]: one["count"] for one in body["facets"]["office"]}
    assert sum(counts.values()) == 40 and counts["CN"] == body["total"] > 0


def test_sim_of_words_that_no_model_knows_finds_nothing(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": 'sim("\u0d4d\u0d30\u0d4d\u0d3e1")'}).json()
    assert body["total"] <= 100 and "query" in body
