"""``/prior-art`` and ``/records/{id}/similar``: the public shape, what is refused, and an index without vectors."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from domain.parts import Part, part_version
from indexer.embeddings import DEFAULT
from indexer.engines.embedded.engine import EmbeddedEngine
from search_api.application import create_app
from search_api.settings import ApiSettings
from tests.relevance.drafts import PAIRS, publications


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("similar") / "index", DEFAULT)
    with engine.writer() as writer:
        version = part_version("2020-01-01", 0, 1, b"\0\0\0")
        writer.write(
            [
                Part(id=one.id, source="bench", rank="extract", version=version, right="patent", content=one)
                for one in publications()
            ]
        )
        writer.finish()
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
    assert set(hit["because"]) == {"lists", "cosine", "citations"}
    assert set(hit["passages"][0]) == {"feature", "field", "lang", "text", "spans", "score"}
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
    assert client.post("/api/v1/prior-art", files={"file": ("x", b"x" * 1_200_000)}).status_code == 413
