"""Filings to and from JSON: the public shape of a record, keys in one order, absent values without a key.

Invariants: ``decode(encode(x)) == x``; equal filings give equal bytes.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from domain.filings import (
    Amendment,
    Design,
    Filing,
    GeographicalIndication,
    LayoutDesign,
    Patent,
    Right,
    SpecialSign,
    Trademark,
    Withdrawal,
)

_KINDS: dict[Right, type[Filing]] = {
    "patent": Patent,
    "trademark": Trademark,
    "design": Design,
    "gi": GeographicalIndication,
    "layout": LayoutDesign,
    "sign": SpecialSign,
}
_FILINGS: dict[str, TypeAdapter[Any]] = {right: TypeAdapter(kind) for right, kind in _KINDS.items()}
_AMENDMENT = TypeAdapter(Amendment)
_WITHDRAWAL = TypeAdapter(Withdrawal)
_HEAVY = ("claims", "description")


def as_json(filing: Filing) -> dict[str, Any]:
    """Return the filing as plain JSON values with the public key names, absent values left out."""
    raw = _FILINGS[filing.right].dump_python(filing, mode="json", exclude_defaults=True)
    result: dict[str, Any] = {"id": raw.pop("id"), "right": filing.right}
    raw.pop("right", None)
    if "status" not in raw:
        raw = _with_status(raw)
    result.update(raw)
    if "goods" in result:
        result["goods"] = [{"class": one.pop("class_"), **one} for one in result["goods"]]
    return result


def _with_status(raw: dict[str, Any]) -> dict[str, Any]:
    """Put the status, which is never absent, after the origin, where the contract has it."""
    ordered: dict[str, Any] = {}
    for key, value in raw.items():
        ordered[key] = value
        if key == "origin":
            ordered["status"] = {"state": "unknown"}
    return ordered


def light(filing_json: dict[str, Any]) -> dict[str, Any]:
    """Return a filing's JSON as a hit shows it: without description and claims."""
    return {key: value for key, value in filing_json.items() if key not in _HEAVY}


def encode(filing: Filing) -> bytes:
    """Return the filing as one line of UTF-8 JSON."""
    return json.dumps(as_json(filing), ensure_ascii=False, separators=(",", ":")).encode()


def decode(raw: bytes | str) -> Filing:
    """Read what ``encode`` wrote; raises ``pydantic.ValidationError`` for anything else."""
    return from_json(json.loads(raw))


def from_json(value: dict[str, Any]) -> Filing:
    """Read what ``as_json`` returned."""
    if "goods" in value:
        value = {**value, "goods": [{"class_": one["class"], **_without(one, "class")} for one in value["goods"]]}
    filing: Filing = _FILINGS[value["right"]].validate_python(value)
    return filing


def encode_amendment(amendment: Amendment) -> bytes:
    """Return an amendment as one line of UTF-8 JSON."""
    return _AMENDMENT.dump_json(amendment, exclude_defaults=True)


def decode_amendment(raw: bytes) -> Amendment:
    """Read what ``encode_amendment`` wrote."""
    return _AMENDMENT.validate_json(raw)


def parsed_json(parsed: Filing | Amendment | Withdrawal) -> dict[str, Any]:
    """Return anything that a source reads as plain JSON values."""
    if isinstance(parsed, Amendment):
        return {"amendment": _AMENDMENT.dump_python(parsed, mode="json", exclude_defaults=True)}
    if isinstance(parsed, Withdrawal):
        return {"withdrawal": _WITHDRAWAL.dump_python(parsed, mode="json", exclude_defaults=True)}
    return as_json(parsed)


def _without(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if name != key}
