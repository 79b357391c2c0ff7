"""What was asked stands in no log, no counter and no trace."""

import pytest
from starlette.testclient import TestClient

from search_api.logs import configure

SECRET = "wolpertinger"
SEARCHES = [SECRET, f'"{SECRET} trap"', f"{SECRET}*", f"title:{SECRET} OR tea", f"(({SECRET}", f"nofield:{SECRET}",
            f"{SECRET} NEAR/3 tea", f"claims:({SECRET}", f"published>{SECRET}", f"ipc:{SECRET}"]  # fmt: skip


def _asked(client: TestClient) -> None:
    for text in SEARCHES:
        client.get("/api/v1/search", params={"q": text})
        client.post("/api/v1/search", json={"q": text})
        client.get("/api/v1/export", params={"q": text, "format": "jsonl"})
    client.post("/api/v1/search", content=f'{{"q":"{SECRET}', headers={"content-type": "application/json"})
    client.get("/api/v1/search", params={"q": "tea", f"f.{SECRET}": SECRET, SECRET: SECRET})
    client.get("/api/v1/search", params={"q": "tea", "f.applicant": SECRET, "sort": SECRET})
    client.get("/api/v1/search", params={"sort": "published", "cursor": SECRET})
    client.get("/api/v1/suggest", params={"q": SECRET})
    client.get("/api/v1/suggest", params={"q": "a", "size": SECRET})
    client.get(f"/api/v1/records/{SECRET}")
    client.get(f"/api/v1/records/{SECRET}/family")
    client.get(f"/api/v1/classifications/ipc/{SECRET}")
    client.get(f"/{SECRET}", params={"q": SECRET})


def test_no_line_of_the_log_holds_what_was_asked(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    configure()
    try:
        _asked(client)
    finally:
        configure("ERROR")
    written = capfd.readouterr()
    assert written.err.count('"event": "request"') >= 40, "the access log is written"
    assert SECRET not in (written.out + written.err).casefold()
    assert "?" not in written.err


def test_no_counter_holds_what_was_asked(client: TestClient) -> None:
    _asked(client)
    counted = client.get("/metrics").text
    assert 'ipatlas_requests_total{route="/api/v1/search",status="200"}' in counted
    assert SECRET not in counted.casefold()
