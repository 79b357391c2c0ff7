"""How the tests ask: the body of an answer that succeeded, or the problem of one that did not."""

from typing import Any

from starlette.testclient import TestClient

Json = dict[str, Any]


def found(client: TestClient, *pairs: tuple[str, str], path: str = "/api/v1/search", **more: str) -> Json:
    """Return the body of an answer with status 200."""
    answer = client.get(path, params=[*pairs, *more.items()])
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


def refused(client: TestClient, *pairs: tuple[str, str], path: str = "/api/v1/search", **more: str) -> Json:
    """Return the problem that an answer tells of, after looking at its form."""
    answer = client.get(path, params=[*pairs, *more.items()])
    return problem(answer.status_code, answer.headers["content-type"], answer.json())


def problem(status: int, media_type: str, body: Json) -> Json:
    """Return a problem that has the form of RFC 9457 with our own members."""
    assert status >= 300 and media_type == "application/problem+json", body
    assert body["status"] == status and body["type"].startswith("urn:ipatlas:problem:") and body["title"]
    assert body["type"].endswith(f":{body['code']}")
    assert {"zh", "en"} == set(body["detail"]) and all(body["detail"].values())
    assert body["hint"] is None or ({"zh", "en"} == set(body["hint"]) and all(body["hint"].values()))
    assert {"span", "hint"} <= set(body)
    return body
