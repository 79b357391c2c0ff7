"""Filings to and from JSON: the public shape of a record, keys in one order, absent values without a key.

Invariants: ``decode(encode(x)) == x``; equal filings give equal bytes. ``halves`` and ``joined`` are the same for
records as engines keep them: JSON with our own names of attributes, several times as fast, for no other reader.
"""

import json
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from domain.derived import derived_of
from domain.filings import (
    Amendment,
    Claim,
    Design,
    Filing,
    GeographicalIndication,
    LayoutDesign,
    Patent,
    Right,
    Section,
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
_ANY = Annotated[Filing, Field(discriminator="right")]
_HEAVY = ("claims", "description")
_HEAVY_SET = set(_HEAVY)


@dataclass(frozen=True, slots=True)
class _Heavy:
    """The half of a filing that ``halves`` keeps apart."""

    claims: tuple[Claim, ...] = ()
    description: tuple[Section, ...] = ()


class _Adapters(dict[Any, TypeAdapter[Any]]):
    """A kind → what reads and writes it; made when it is first met, because each takes some twenty milliseconds."""

    def __missing__(self, kind: Any) -> TypeAdapter[Any]:
        found = self[kind] = TypeAdapter(kind)
        return found


_ADAPTERS = _Adapters()


def as_json(filing: Filing) -> dict[str, Any]:
    """Return the filing as it is shown: ``plain`` and, last, what is derived from it."""
    shown = plain(filing)
    if derived := derived_of(filing):
        shown["derived"] = derived
    return shown


def plain(filing: Filing) -> dict[str, Any]:
    """Return the filing as plain JSON values with the public key names, absent values left out."""
    raw = _ADAPTERS[_KINDS[filing.right]].dump_python(filing, mode="json", exclude_defaults=True)
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
    """Return the filing as one line of UTF-8 JSON, without what is derived from it."""
    return json.dumps(plain(filing), ensure_ascii=False, separators=(",", ":")).encode()


def shown(filing: Filing) -> bytes:
    """Return the filing as it is shown, as one line of UTF-8 JSON."""
    return json.dumps(as_json(filing), ensure_ascii=False, separators=(",", ":")).encode()


def decode(raw: bytes | str) -> Filing:
    """Read what ``encode`` wrote; raises ``pydantic.ValidationError`` for anything else."""
    return from_json(json.loads(raw))


def from_json(value: dict[str, Any]) -> Filing:
    """Read what ``plain`` or ``as_json`` returned."""
    value = _without(value, "derived")
    if "goods" in value:
        value = {**value, "goods": [{"class_": one["class"], **_without(one, "class")} for one in value["goods"]]}
    filing: Filing = _ADAPTERS[_KINDS[value["right"]]].validate_python(value)
    return filing


def halves(filing: Filing) -> tuple[bytes, bytes | None]:
    """Return a filing as JSON to keep: without claims and description, and these, ``None`` where there are none."""
    adapter = _ADAPTERS[_KINDS[filing.right]]
    light: bytes = adapter.dump_json(filing, exclude=_HEAVY_SET, exclude_defaults=True)
    head = b'{"right":"%b",' % filing.right.encode()
    if not filing.claims and not filing.description:
        return head + light[1:], None
    return head + light[1:], adapter.dump_json(filing, include=_HEAVY_SET, exclude_defaults=True)


def joined(light: bytes, heavy: bytes | None) -> Filing:
    """Read what ``halves`` returned; without ``heavy``, the filing has no claims and no description."""
    whole = light if heavy is None else b"%b,%b" % (light[:-1], heavy[1:])
    filing: Filing = _ADAPTERS[_ANY].validate_json(whole)
    return filing


def with_heavy(filing: Filing, heavy: bytes | dict[str, Any]) -> Filing:
    """Return a filing that was read without its claims and description with them: the second half alone is read."""
    adapter = _ADAPTERS[_Heavy]
    read: _Heavy = adapter.validate_json(heavy) if isinstance(heavy, bytes) else adapter.validate_python(heavy)
    return replace(filing, claims=read.claims, description=read.description)


def encode_amendment(amendment: Amendment) -> bytes:
    """Return an amendment as one line of UTF-8 JSON."""
    raw: bytes = _ADAPTERS[Amendment].dump_json(amendment, exclude_defaults=True)
    return raw


def decode_amendment(raw: bytes) -> Amendment:
    """Read what ``encode_amendment`` wrote."""
    amendment: Amendment = _ADAPTERS[Amendment].validate_json(raw)
    return amendment


def parsed_json(parsed: Filing | Amendment | Withdrawal) -> dict[str, Any]:
    """Return anything that a source reads as plain JSON values."""
    if isinstance(parsed, Amendment):
        return {"amendment": _ADAPTERS[Amendment].dump_python(parsed, mode="json", exclude_defaults=True)}
    if isinstance(parsed, Withdrawal):
        return {"withdrawal": _ADAPTERS[Withdrawal].dump_python(parsed, mode="json", exclude_defaults=True)}
    return plain(parsed)


def _without(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if name != key}
