"""Turn one raw record into what its source reads from it; everything here pickles, so any process may do it.

Invariants: whatever a record holds, the result is a filing, a skip or a fault, never an exception; a fault's words
never quote the record.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from domain.errors import AtlasError, RecordRejected
from domain.filings import Amendment, Origin, Parsed, Withdrawal
from loaders.catalog import BY_NAME
from loaders.elements import parse_xml, unread, watched
from loaders.records import RawRecord
from loaders.rows import columns
from loaders.sources import Record, Skipped, Source


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record was rejected."""

    stage: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: ``parsed`` and the groups that it carries, or a skip, or a fault."""

    parsed: Parsed | Skipped | Fault
    groups: frozenset[str] | None = None
    unread: Mapping[str, int] = field(default_factory=dict)
    """Elements with text that the source never looked at; counted for sampled records only."""


def parse_record(source_name: str, record: RawRecord, origin: Origin, sample: bool = False) -> Outcome:
    """Parse one record with the source of that name."""
    return parsed_by(BY_NAME[source_name], record, origin, sample)


def parsed_by(source: Source, record: RawRecord, origin: Origin, sample: bool = False) -> Outcome:
    """Parse one record; every failure becomes a fault."""
    try:
        if record.fault:
            raise RecordRejected(*record.fault, stage="record")
        read = _READERS[source.layout.kind](record)
        if not sample or isinstance(read, dict):
            return _outcome(source, read, origin)
        with watched() as (asked, taken):
            outcome = _outcome(source, read, origin)
        return replace(outcome, unread=unread(read, asked, taken))
    except RecordRejected as fault:
        return Outcome(Fault(fault.stage, fault.reason, fault.detail.zh, fault.detail.en))
    except AtlasError as fault:
        return Outcome(Fault("format", fault.reason, fault.detail.zh, fault.detail.en))
    except Exception as fault:
        kind = type(fault).__name__
        return Outcome(
            Fault(
                "format", RecordRejected.code, f"读取程序在此记录上出错（{kind}）", f"the source failed on it ({kind})"
            )
        )


def _outcome(source: Source, record: Record, origin: Origin) -> Outcome:
    parsed = source.parse(record, origin)
    if isinstance(parsed, Skipped | Amendment | Withdrawal) or source.carried is None:
        return Outcome(parsed)
    return Outcome(parsed, source.carried(record))


def _from_xml(record: RawRecord) -> Record:
    return parse_xml(record.raw, record.around)


def _from_json(record: RawRecord) -> dict[str, Any]:
    try:
        value = json.loads(record.raw.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise RecordRejected("不是有效的 JSON 对象", "not a valid JSON object", stage="record") from None
    if not isinstance(value, dict):
        raise RecordRejected("不是 JSON 对象", "not a JSON object", stage="record")
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _from_row(record: RawRecord) -> dict[str, str]:
    encoding, delimiter, *names = record.header
    try:
        values = columns(record.raw, encoding, delimiter)
    except ValueError:
        raise RecordRejected(
            "字节与文件的编码不符", "the bytes are not in the file's encoding", stage="record"
        ) from None
    except Exception:
        raise RecordRejected("不是有效的 CSV 行", "not a valid CSV row", stage="record") from None
    if len(values) > len(names):
        raise RecordRejected("列数多于表头", "more columns than the header has", stage="record")
    values += [""] * (len(names) - len(values))
    return {name.strip(): value.strip() for name, value in zip(names, values, strict=True)}


_READERS: dict[str, Callable[[RawRecord], Record]] = {
    "documents": _from_xml,
    "children": _from_xml,
    "json": _from_json,
    "csv": _from_row,
}
