"""What the client raises becomes an error of ours, without the server's words, which may quote a query or a record.

Invariant: every exception of the client has a place in ``translated``; a test walks its classes.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

import elastic_transport
import elasticsearch

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
from domain.text import Wording

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_DOCTOR = Wording("请运行 ipatlas doctor。", "Run ipatlas doctor.")
EXPENSIVE = "search.allow_expensive_queries"


def translated(error: Exception) -> AtlasError:
    """Return what an exception of the client means to a person."""
    if isinstance(error, elastic_transport.TlsError):
        return SettingsError(
            "集群的 TLS 证书未获信任。", "The cluster's TLS certificate is not trusted.",
            hint=Wording("用 IPATLAS_ELASTICSEARCH_CA 指明签发它的 CA。", "Name its CA in IPATLAS_ELASTICSEARCH_CA."),
        )  # fmt: skip
    if isinstance(error, elastic_transport.ConnectionTimeout):
        return EngineTimeout("集群没有按时回答。", "The cluster did not answer in time.")
    if isinstance(error, elasticsearch.UnsupportedProductError):
        return EngineIncompatible(
            "对方不是 Elasticsearch，或版本不被支持。", "This is no Elasticsearch, or none of a version that is supported.",
            hint=_DOCTOR,
        )  # fmt: skip
    if isinstance(error, elastic_transport.SerializationError):
        return EngineDamaged("集群的回答读不懂。", "The cluster's answer cannot be read.", hint=_DOCTOR)
    if isinstance(error, elastic_transport.ApiError):
        return _of_status(error)
    if isinstance(error, elastic_transport.TransportError):
        return away()
    return EngineError("检索失败。", "The search failed.", hint=_DOCTOR)


def away() -> EngineAway:
    """Return the error of a cluster that cannot be reached."""
    return EngineAway(
        "连不上集群。", "The cluster cannot be reached.",
        hint=Wording("请查看 IPATLAS_ENGINE 和集群的状态。", "Look at IPATLAS_ENGINE and at the cluster's state."),
    )  # fmt: skip


def shards_away() -> EngineAway:
    """Return the error of a cluster that cannot reach all of its records."""
    return EngineAway("集群的部分分片不可用。", "Some shards of the cluster are not available.", hint=_DOCTOR)


def is_found(got: Mapping[str, Any]) -> bool:
    """Tell whether one document of several asked for by id is there. Raises where the cluster could not look.

    A document that cannot be reached is never taken for one that does not exist.
    """
    kind = got["error"].get("type") if "error" in got else None
    if kind == "illegal_argument_exception":
        raise EngineDamaged("集群读不出一条记录。", "The cluster cannot read a record.", hint=_DOCTOR)
    if kind not in (None, "index_not_found_exception"):
        raise shards_away()
    return bool(got.get("found"))


def _of_status(error: elastic_transport.ApiError) -> AtlasError:
    status, kinds, reasons = error.meta.status, *_causes(error.body)
    if status == 401:
        return SettingsError(
            "集群不认这把密钥。", "The cluster does not know this key.",
            hint=Wording("请检查 IPATLAS_ELASTICSEARCH_KEY(_FILE)。", "Check IPATLAS_ELASTICSEARCH_KEY(_FILE)."),
        )  # fmt: skip
    if status == 403:
        return forbidden()
    if status in (429, 503) or "circuit_breaking_exception" in kinds:
        if status == 503 and "no_shard_available_action_exception" not in kinds:
            return EngineAway("集群暂时不能回答。", "The cluster cannot answer at the moment.")
        return EngineBusy("集群忙，请稍后再试。", "The cluster is busy. Try again later.")
    if status in (502, 504):
        return away()
    if kinds & {"media_type_header_exception"} or status == 406:
        return EngineIncompatible(
            "客户端比集群新一个大版本：9.x 客户端不能用于 8.x 集群。",
            "The client is a major version ahead: a client 9.x does not speak to a cluster 8.x.",
            hint=Wording("请安装 elasticsearch 8.19（见 requirements.lock）。", "Install elasticsearch 8.19 (requirements.lock)."),
        )  # fmt: skip
    if status == 400:
        return _of_bad_request(kinds, reasons)
    if "search_context_missing_exception" in kinds:
        return EngineTimeout("导出中断过久，请重新开始。", "The export paused for too long. Begin it again.")
    if status == 404:
        return EngineDamaged("集群里少了一个索引。", "An index is missing in the cluster.", hint=_DOCTOR)
    if status == 413:
        return EngineError("请求过大，集群不收。", "The cluster refuses a request of this size.")
    return EngineError("检索失败。", "The search failed.", hint=_DOCTOR)


def _of_bad_request(kinds: set[str], reasons: str) -> AtlasError:
    if EXPENSIVE in reasons:
        return wildcards_refused()
    if kinds & {"too_many_clauses", "too_many_nested_clauses", "too_complex_to_determinize_exception"}:
        return QueryTooCostly("检索式展开后过大。", "The query stands for too much.", span=(0, 0))
    return EngineError("集群不接受这个请求。", "The cluster does not accept this request.", hint=_DOCTOR)


def wildcards_refused() -> WildcardNotAvailable:
    """Return the error of a cluster that is set to refuse wildcards."""
    return WildcardNotAvailable(
        "这个集群不允许通配检索。", "This cluster does not allow wildcards.", span=(0, 0),
        hint=Wording("请写出完整的词。", "Write whole words."),
    )  # fmt: skip


def forbidden() -> SettingsError:
    """Return the error of a key that may not do what was asked."""
    return SettingsError(
        "这把密钥没有所需的权限。", "This key may not do that.",
        hint=Wording(
            "检索、载入和运维各用各的密钥：ipatlas doctor --create-keys。",
            "Searching, loading and operating have a key each: ipatlas doctor --create-keys.",
        ),
    )  # fmt: skip


def _causes(body: Any) -> tuple[set[str], str]:
    """Return the kinds of all causes in an error's body, and their reasons, which stay here."""
    kinds: set[str] = set()
    reasons: list[str] = []
    waiting = [body]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("type"), str):
                kinds.add(one["type"])
            if isinstance(one.get("reason"), str):
                reasons.append(one["reason"])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return kinds, " ".join(reasons)


def guarded(call: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Re-raise what the client raises as an error of ours."""

    @functools.wraps(call)
    def wrapper(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        try:
            return call(*args, **kwargs)
        except AtlasError:
            raise
        except (elastic_transport.TransportError, elastic_transport.ApiError) as error:
            raise translated(error) from None

    return wrapper
