"""The ``document-id`` of the Red Book: office, number, kind and date, read the same way wherever it stands.

Invariants: a country or kind that the office left out (``omitted``, ``unknown``, ``00``, blanks) is absent; a date keeps
the precision that it has.
"""

from dataclasses import dataclass
from functools import lru_cache

from domain.dates import partial_date
from domain.filings import Number, NumberType, PartialDate
from domain.numbers import normal
from domain.numbers.spelling import kind_of
from loaders.elements import Element, first, leaves

_ABSENT = {"OMITTED", "UNKNOWN", "", "00", "XX"}

date_of = lru_cache(maxsize=8192)(partial_date)
kind_code = lru_cache(maxsize=1024)(kind_of)


@dataclass(frozen=True, slots=True)
class Reference:
    """A ``document-id`` as it stands, blanks dropped."""

    office: str | None
    number: str
    kind: str | None
    date: PartialDate | None


def reference(el: Element | None) -> Reference | None:
    """Read a ``document-id``, or an element that has the same children; ``None`` where there is no number."""
    if el is None:
        return None
    said = leaves(el)
    number = said.get("doc-number", "").strip()
    if not number:
        return None
    return Reference(country(said.get("country")), number, kind_code(said.get("kind")), date_of(said.get("date")))


def below(el: Element, path: str) -> Reference | None:
    """Read the ``document-id`` at the end of the path."""
    return reference(first(el, f"{path}/document-id"))


@lru_cache(maxsize=1024)
def country(text: str | None) -> str | None:
    """Return a country or office code, ``None`` for what stands for none.

    >>> country("US"), country("omitted"), country(" jp "), country("unknown"), country(None)
    ('US', None, 'JP', None, None)
    """
    code = (text or "").strip().upper()
    return None if code in _ABSENT else code


def number_from(
    found: Reference, number_type: NumberType, *, text: str | None = None, office: str = "US", kind: str | None = None
) -> Number:
    """Return the number in our normal form; ``text`` is the relation, or else the number as printed where it differs."""
    holder = found.office or office
    value = normal(holder, number_type, found.number, kind or found.kind, date=found.date)
    if value.startswith("PCT"):
        holder = "WO"
    return Number(
        type=number_type,
        office=holder,
        number=value,
        kind=found.kind,
        date=found.date,
        text=text or (found.number if found.number != value else None),
    )
