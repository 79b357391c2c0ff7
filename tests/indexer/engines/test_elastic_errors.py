"""Every exception of the client becomes an error of ours that says what to do, and none of the server's words go with it."""

from collections.abc import Iterator

import elastic_transport
import elasticsearch
import elasticsearch.helpers
import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig

from domain.errors import (
    AtlasError,
    EngineAway,
    EngineBusy,
    EngineDamaged,
    EngineError,
    EngineIncompatible,
    EngineTimeout,
    QueryTooCostly,
    SettingsError,
    WildcardNotAvailable,
)
from indexer.engines.elastic.guarding import guarded, is_found, translated

SECRET = "zircon spindle"
BY_STATUS = "by status"
PLACES: dict[type[Exception], type[AtlasError] | str] = {
    elastic_transport.TransportError: EngineAway,
    elastic_transport.ConnectionError: EngineAway,
    elastic_transport.SniffingError: EngineAway,
    elastic_transport.ConnectionTimeout: EngineTimeout,
    elastic_transport.TlsError: SettingsError,
    elastic_transport.SerializationError: EngineDamaged,
    elastic_transport.ApiError: BY_STATUS,
    elasticsearch.ApiError: BY_STATUS,
    elasticsearch.AuthenticationException: SettingsError,
    elasticsearch.AuthorizationException: SettingsError,
    elasticsearch.BadRequestError: EngineError,
    elasticsearch.ConflictError: EngineError,
    elasticsearch.NotFoundError: EngineDamaged,
    elasticsearch.UnsupportedProductError: EngineIncompatible,
}
NEVER_RAISED_HERE = {"BulkIndexError", "ScanError"}
"""Those of the client's helpers, which we do not use."""
STATUS = {
    elasticsearch.AuthenticationException: 401, elasticsearch.AuthorizationException: 403,
    elasticsearch.BadRequestError: 400, elasticsearch.ConflictError: 409, elasticsearch.NotFoundError: 404,
}  # fmt: skip


def below(one: type[Exception]) -> Iterator[type[Exception]]:
    yield one
    for inner in one.__subclasses__():
        yield from below(inner)


def classes() -> set[type[Exception]]:
    """Return the exceptions of the client's packages, those that only a warning filter would raise left out."""
    every = {*below(elastic_transport.TransportError), *below(elastic_transport.ApiError)}
    return {one for one in every if one.__module__.split(".")[0] in ("elasticsearch", "elastic_transport")}


def answered(
    status: int, *kinds: str, made: type[Exception] = elasticsearch.ApiError, reason: str = SECRET
) -> Exception:
    meta = ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, NodeConfig("http", "es", 9200))
    body = {
        "error": {"type": kinds[0] if kinds else "x", "reason": reason, "root_cause": [{"type": one} for one in kinds]}
    }
    return made(SECRET, meta, body)  # type: ignore[call-arg]


def test_every_class_of_the_client_has_its_place() -> None:
    assert {one for one in classes() if one.__name__ not in NEVER_RAISED_HERE} == set(PLACES)


@pytest.mark.parametrize("kind", PLACES, ids=lambda one: f"{one.__module__.split('.')[0]}.{one.__name__}")
def test_a_class_of_the_client_becomes_an_error_of_ours(kind: type[Exception]) -> None:
    wanted = PLACES[kind]
    api = issubclass(kind, elastic_transport.ApiError)
    given = answered(STATUS.get(kind, 500), made=kind) if api else kind(SECRET)

    @guarded
    def asked() -> None:
        raise given

    with pytest.raises(AtlasError) as caught:
        asked()
    error = caught.value
    assert type(error) is (EngineError if wanted == BY_STATUS else wanted)
    assert error.__cause__ is None and error.__suppress_context__
    texts = (str(error), error.detail.zh, error.detail.en, error.hint.en if error.hint else "")
    assert all(texts[:3]) and not any(SECRET in one for one in texts)


@pytest.mark.parametrize(
    ("status", "kinds", "wanted"),
    [
        (429, ("es_rejected_execution_exception",), EngineBusy),
        (429, ("circuit_breaking_exception",), EngineBusy),
        (503, (), EngineAway),
        (503, ("no_shard_available_action_exception",), EngineBusy),
        (502, (), EngineAway),
        (504, (), EngineAway),
        (413, (), EngineError),
        (400, ("too_many_clauses",), QueryTooCostly),
        (400, ("too_many_nested_clauses",), QueryTooCostly),
        (400, ("media_type_header_exception",), EngineIncompatible),
        (406, (), EngineIncompatible),
        (404, ("search_context_missing_exception",), EngineTimeout),
        (500, (), EngineError),
    ],
    ids=str,
)
def test_a_status_becomes_an_error_of_ours(status: int, kinds: tuple[str, ...], wanted: type[AtlasError]) -> None:
    assert type(translated(answered(status, *kinds))) is wanted


def test_a_cluster_that_allows_no_wildcards_says_so() -> None:
    reason = "[prefix] queries cannot be executed when 'search.allow_expensive_queries' is set to false."
    assert isinstance(translated(answered(400, "exception", reason=reason)), WildcardNotAvailable)


def test_a_record_that_cannot_be_reached_is_not_a_missing_one() -> None:
    assert is_found({"_id": "a", "found": True}) and not is_found({"_id": "a", "found": False})
    assert not is_found({"_id": "a", "error": {"type": "index_not_found_exception"}})
    with pytest.raises(EngineAway):
        is_found({"_id": "a", "error": {"type": "no_shard_available_action_exception"}})
    with pytest.raises(EngineDamaged):
        is_found({"_id": "a", "error": {"type": "illegal_argument_exception"}})
