"""A kept check: run again it says what changed, a right is set aside with a reason, and the office may keep no query."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from domain.engine import Engine
from indexer import workspace
from search_api.application import create_app
from search_api.settings import ApiSettings, Budgets

UNLIMITED = Budgets(points_per_minute=0)


@pytest.fixture
def office(engine: Engine) -> Iterator[TestClient]:
    with TestClient(create_app(engine, ApiSettings(budgets=UNLIMITED))) as client:
        yield client


def saved(client: TestClient, **more: object) -> dict[str, object]:
    body: dict[str, object] = client.post(
        "/api/v1/conflicts", json={"mark": "CLOUD", "save": True, "k": 5, **more}
    ).json()
    return body


def test_a_check_is_kept_only_when_it_is_asked_for(office: TestClient) -> None:
    assert office.post("/api/v1/conflicts", json={"mark": "CLOUD"}).json()["record"]["id"] is None
    kept = saved(office)
    record = office.get(f"/api/v1/conflicts/records/{kept['record']['id']}").json()  # type: ignore[index]
    assert record["query"]["mark"] == "CLOUD"
    assert [one["id"] for one in record["answer"]["hits"]] == [one["id"] for one in kept["hits"]]  # type: ignore[attr-defined]


def test_run_again_says_what_changed(office: TestClient, engine: Engine) -> None:
    kept = saved(office, goods="tea; computers", filed="2026-01-01")
    id = kept["record"]["id"]  # type: ignore[index]
    again = office.post(f"/api/v1/conflicts/records/{id}/runs").json()
    assert again["runs"][0]["changed"]["new"] == again["runs"][0]["changed"]["gone"] == []
    with workspace.opened(engine) as connection:
        record = workspace.recorded(connection, id)
        assert record is not None
        hits = record.answer["hits"]
        other = workspace.keep(
            connection, "conflicts", record.query,
            {**record.answer, "hits": [{**hits[0], "level": 9}, {**hits[1], "id": "XX-TM-1"}, *hits[2:]]},
        )  # fmt: skip
    changed = office.post(f"/api/v1/conflicts/records/{other.id}/runs").json()["runs"][0]["changed"]
    assert changed["new"] == [hits[1]["id"]] and changed["gone"] == ["XX-TM-1"]
    assert changed["levels"] == [{"id": hits[0]["id"], "from": 9, "to": hits[0]["level"]}]


def test_a_right_is_set_aside_with_a_reason(office: TestClient) -> None:
    kept = saved(office)
    path = f"/api/v1/conflicts/records/{kept['record']['id']}/dismissals"  # type: ignore[index]
    hit = kept["hits"][0]["id"]  # type: ignore[index]
    assert office.post(path, json={"hit": hit, "reason": "  "}).status_code == 422
    assert office.post(path, json={"hit": "XX-TM-9", "reason": "no"}).status_code == 422
    found = office.post(path, json={"hit": hit, "reason": "含义不同 <b>"}).json()
    assert found["dismissals"][0]["reason"] == "含义不同 <b>"
    page = office.get(path.removesuffix("/dismissals"), params={"format": "html"})
    assert (
        page.headers["content-type"].startswith("text/html")
        and "含义不同 &lt;b&gt;" in page.text
        and "CLOUD" in page.text
    )


def test_no_such_record(office: TestClient) -> None:
    assert office.get("/api/v1/conflicts/records/none").status_code == 404
    assert office.post("/api/v1/conflicts/records/none/runs").status_code == 404


def test_without_the_query_no_word_of_it_is_kept(engine: Engine) -> None:
    settings = ApiSettings(budgets=UNLIMITED, records="bare")
    with TestClient(create_app(engine, settings)) as client:
        kept = client.post(
            "/api/v1/conflicts", json={"mark": "ZYXWVUT", "goods": "qwertyuiop; tea", "owner": "Asdfgh", "save": True}
        ).json()
        path = f"/api/v1/conflicts/records/{kept['record']['id']}"
        text = client.get(path).text
        assert '"query":null' in text
        assert not any(word in text.casefold() for word in ("zyxwvut", "qwertyuiop", "asdfgh", "tea"))
        assert client.post(f"{path}/runs").json()["code"] == "record-without-query"
    with TestClient(create_app(engine, replace(settings, records="off"))) as client:
        assert client.post("/api/v1/conflicts", json={"mark": "tea", "save": True}).status_code == 422
