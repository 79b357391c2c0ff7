"""Every error of the product is answered as a problem: one table, both languages, nothing of what was asked."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from domain import errors
from domain.errors import AtlasError
from domain.text import Wording
from search_api import problems
from search_api.middleware import Guard
from tests.search_api.asking import problem, refused

SECRET = "teapot-secret-4711"
_MAKING: dict[type[AtlasError], dict[str, object]] = {
    errors.QueryError: {"span": (1, 2)},
    errors.ParameterError: {},
    errors.AmbiguousNumber: {"ids": ("US-1-A", "US-1-B2")},
    errors.TooManyRequests: {"retry_after": 7},
    errors.RecordRejected: {"stage": "format"},
}


def _tree(kind: type[AtlasError]) -> Iterator[type[AtlasError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _tree(one)


TREE = list(_tree(AtlasError))


def _made(kind: type[AtlasError]) -> AtlasError:
    more = next((_MAKING[one] for one in kind.__mro__ if one in _MAKING), {})
    name = ("size",) if issubclass(kind, errors.ParameterError) else ()
    return kind(*name, "说明", "what to do", **more)  # type: ignore[arg-type,call-arg]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_each_error_has_a_status_and_the_form_of_a_problem(kind: type[AtlasError]) -> None:
    error = _made(kind)
    answer = problems.answer(error)
    body = problem(answer.status_code, answer.media_type or "", problems.problem_of(error))
    assert body["code"] == kind.code and body["detail"] == {"zh": "说明", "en": "what to do"}
    assert ("Retry-After" in answer.headers) == (answer.status_code in (429, 503))
    assert body["span"] == ([1, 2] if issubclass(kind, errors.QueryError) else None)


def test_the_statuses_are_those_of_the_contract() -> None:
    def status(kind: type[AtlasError]) -> int:
        return problems.status_of(_made(kind))

    assert {status(kind) for kind in TREE if issubclass(kind, errors.QueryError)} == {400}
    assert status(errors.RecordNotFound) == 404 and status(errors.AmbiguousNumber) == 300
    assert status(errors.ParameterError) == 422
    assert status(errors.TooManyRequests) == status(errors.ExportsBusy) == 429
    assert {status(kind) for kind in TREE if issubclass(kind, errors.EngineError)} == {503}


def test_codes_are_distinct() -> None:
    leaves = [kind.code for kind in TREE if not kind.__subclasses__()]
    assert len(leaves) == len(set(leaves))


def test_a_hint_is_told_in_both_languages() -> None:
    body = problems.problem_of(errors.SettingsError("甲", "a", hint=Wording("乙", "b")))
    assert body["hint"] == {"zh": "乙", "en": "b"}


def test_what_was_not_foreseen_is_answered_without_a_word_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    app = FastAPI()
    problems.install(app)
    app.add_middleware(Guard, body_bytes=100, draft_bytes=100)

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError(SECRET)

    answer = TestClient(app).get("/fails", params={"q": SECRET})
    body = problem(answer.status_code, answer.headers["content-type"], answer.json())
    assert (body["status"], body["code"]) == (500, "internal")
    written = "".join(capfd.readouterr())
    assert "RuntimeError" in written and "fails" in written and SECRET not in written + answer.text


def test_each_answer_has_safe_headers(client: TestClient) -> None:
    for path in ("/api/v1/search?q=tea", "/api/v1/search?q=((", "/healthz", "/nowhere", "/api/v1/records/x"):
        headers = client.get(path).headers
        assert headers["referrer-policy"] == "no-referrer" and headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "server" not in headers


def test_a_body_that_is_too_large_is_refused(limited: TestClient) -> None:
    def told(**given: object) -> dict[str, object]:
        answer = limited.post("/api/v1/search", headers={"content-type": "application/json"}, **given)  # type: ignore[arg-type]
        return problem(answer.status_code, answer.headers["content-type"], answer.json())

    body = told(content=b'{"q":"' + b"x" * 3_000 + b'"}')
    assert (body["status"], body["code"]) == (413, "too-large")

    def pieces() -> Iterator[bytes]:
        yield b'{"q":"'
        for _ in range(30):
            yield b"x" * 100
        yield b'"}'

    body = told(content=pieces())
    assert (body["status"], body["code"]) == (413, "too-large")


def test_a_small_body_in_pieces_is_read(limited: TestClient) -> None:
    answer = limited.post(
        "/api/v1/search", content=iter([b'{"q":', b'"tea"}']), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 200


def test_too_many_requests_are_told_when_to_come_back(limited: TestClient) -> None:
    statuses = [limited.get("/api/v1/suggest", params={"q": "a"}).status_code for _ in range(35)]
    assert statuses[:30] == [200] * 30 and set(statuses[30:]) == {429}
    answer = limited.get("/api/v1/search", params={"q": "tea"})
    body = problem(answer.status_code, answer.headers["content-type"], answer.json())
    assert (body["status"], body["code"]) == (429, "too-many-requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert limited.get("/healthz").status_code == 200, "health is not limited"


def test_a_query_that_would_take_too_long_is_refused(engine_budget: TestClient) -> None:
    body = refused(engine_budget, q="battery OR tea OR drone", facets="applicant,inventor,kind")
    assert (body["status"], body["code"]) == (400, "query-too-costly") and body["span"] == [0, 23]
