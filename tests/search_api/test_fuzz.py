"""Whatever is asked, the answer is an answer or a problem: never an internal error, and never slow."""

import json
import string
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from domain.fields import FIELDS
from tests.search_api.asking import problem

_NAMES = [name for field in FIELDS for name in (field.name, *field.aliases)]
_SHORT = st.text(max_size=12)
_PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", '"', "NEAR/3", "NEAR", "WITHIN", "*", "?", "-", ":", "==", ">=", "<", "..", "2015", "tea",
     "电池", "cites(", "status(", "family(", "in_force", "US7272630B2", "ipc:H01M", "~", "^", "\\", "/", "[", "]", "{", "}", ",",
     "published", "\u200b", "\u0000", "𠮷", "e\u0301", "-battery", "title:", "b*", "?x", "claims:(", "SAME", "S/", "P/"]
)  # fmt: skip
_QUERY = st.one_of(
    st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join), st.lists(_PIECES, max_size=10).map("".join)
)
_VALUE = st.one_of(
    _SHORT,
    _QUERY,
    st.integers(-(10**30), 10**30).map(str),
    st.sampled_from(["", "..", "2015..2014", "0000..9999", "H01M", "-", "NaN"]),
)
_PARAMETERS = st.one_of(
    st.tuples(st.just("q"), _QUERY),
    st.tuples(
        st.sampled_from(["right", "facets", "sort", "size", "page", "cursor", "group", "mode", "lang", "format"]),
        _VALUE,
    ),
    st.tuples(st.sampled_from(_NAMES).map("f.{}".format), _VALUE),
    st.tuples(st.sampled_from(_NAMES).map("f.-{}".format), _VALUE),
    st.tuples(st.just("facets"), st.lists(st.sampled_from(_NAMES), max_size=6).map(",".join)),
    st.tuples(st.just("sort"), st.sampled_from(_NAMES).map("-{}".format)),
    st.tuples(_SHORT, _SHORT),
)
_ROUTES = st.sampled_from(
    ["/api/v1/search", "/api/v1/search", "/api/v1/export", "/api/v1/suggest", "/api/v1/coverage", "/api/v1/fields"]
)
_FUZZ = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _answered(client: TestClient, method: str, path: str, **given: object) -> None:
    start = time.monotonic()
    answer = client.request(method, path, **given)  # type: ignore[arg-type]
    assert time.monotonic() - start < 5
    assert answer.status_code in (200, 300, 307, 308, 400, 404, 405, 413, 422), answer.text
    if answer.status_code >= 400:
        problem(answer.status_code, answer.headers["content-type"], answer.json())


@_FUZZ
@given(_ROUTES, st.lists(_PARAMETERS, max_size=6))
def test_any_parameters(client: TestClient, path: str, pairs: list[tuple[str, str]]) -> None:
    _answered(client, "GET", path, params=[(_sent(name), _sent(value)) for name, value in pairs])


@_FUZZ
@given(_QUERY)
def test_any_query(client: TestClient, text: str) -> None:
    _answered(client, "GET", "/api/v1/search", params={"q": _sent(text), "facets": "office,ipc", "group": "family"})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.sampled_from(["q", "size", "f.ipc"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@_FUZZ
@given(_JSON)
def test_any_posted_value(client: TestClient, value: object) -> None:
    _answered(client, "POST", "/api/v1/search", content=json.dumps(value), headers={"content-type": "application/json"})


@_FUZZ
@given(st.binary(max_size=200))
def test_any_posted_bytes(client: TestClient, content: bytes) -> None:
    _answered(client, "POST", "/api/v1/search", content=content, headers={"content-type": "application/json"})


@_FUZZ
@given(
    st.sampled_from(["records", "classifications/ipc", "classifications/nice", "classifications"]), st.text(max_size=30)
)
def test_any_address(client: TestClient, below: str, text: str) -> None:
    escaped = "".join(
        f"%{byte:02x}" if chr(byte) not in string.ascii_letters else chr(byte) for byte in _sent(text).encode()
    )
    for tail in ("", "/family", "/citations", "/events"):
        _answered(client, "GET", f"/api/v1/{below}/{escaped}{tail}")


@_FUZZ
@given(
    st.text(alphabet=string.ascii_letters + string.digits + "+/=-_", max_size=120),
    st.sampled_from(["published", "-filed", "office"]),
)
def test_any_cursor(client: TestClient, cursor: str, sort: str) -> None:
    _answered(client, "GET", "/api/v1/search", params={"sort": sort, "cursor": cursor})


def _sent(text: str) -> str:
    """What a client can put into an address: no lone halves of characters."""
    return text.encode("utf-8", "ignore").decode()
