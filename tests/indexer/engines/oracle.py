"""What a query means, said in plain Python over the filings themselves: the brute force that engines are held to."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from domain import analysis, numbers
from domain.classification import contains
from domain.dates import as_number, last_day
from domain.families import family_of
from domain.fields import Field, field_named, members_of
from domain.filings import Filing
from domain.legal_events import state_on
from domain.query import (
    All,
    And,
    CitedBy,
    Cites,
    Exact,
    Exists,
    Family,
    Near,
    Not,
    Number,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Status,
    Terms,
    Under,
    Wildcard,
)

GAPS = {"sentence": analysis.SENTENCE_GAP, "paragraph": analysis.PARAGRAPH_GAP, "claim": analysis.PARAGRAPH_GAP}
Places = tuple[int, ...]


class Oracle:
    """Answers queries over filings by reading every one of them."""

    def __init__(self, filings: Sequence[Filing]) -> None:
        self.filings = {one.id: one for one in filings}
        self.languages = sorted({p.lang for one in filings for f in _texts() for p in f.read(one)})

    def ids(self, query: Query) -> set[str]:
        return {one.id for one in self.filings.values() if self.holds(query, one)}

    def holds(self, node: Query, filing: Filing) -> bool:
        match node:
            case All():
                return True
            case And(operands):
                return all(self.holds(one, filing) for one in operands)
            case Or(operands):
                return any(self.holds(one, filing) for one in operands)
            case Not(operand):
                return not self.holds(operand, filing)
            case Exists(name):
                return any(field.read(filing) for field in _members(name, filing))
            case Number(name, _, readings):
                return any(set(field.read(filing)) & set(readings) for field in _members(name, filing))
            case Exact(name, value):
                return any(value in field.read(filing) for field in _members(name, filing))
            case Under(name, symbol, alone):
                field = _named(name)
                return any(
                    one == symbol or (not alone and contains(field.scheme or "", symbol, one))
                    for one in field.read(filing)
                )
            case Range():
                return self._in_range(node, filing)
            case Status(state, date):
                if date is None:
                    return filing.status.state == state
                return state_on(filing.dates, filing.status, date) == state
            case Cites(_, readings):
                return bool(set(_named("cited").read(filing)) & self._without_kind(readings))
            case CitedBy(_, readings):
                cited = {key for one in self._answering(readings) for key in _named("cited").read(one)}
                return bool(cited & set(_named("publication").read(filing)))
            case Family(_, readings):
                return family_of(filing) in {family_of(one) for one in self._answering(readings)}
            case Terms(name) | Phrase(name) | Prefix(name) | Wildcard(name):
                return any(self._in_field(node, field, filing) for field in _members(name, filing))
            case Near(_, operands):
                name = _field_of(operands[0])
                return any(bool(matches(node, *positions(field, filing))) for field in _members(name, filing))
        raise AssertionError(node)

    def _answering(self, readings: Sequence[str]) -> list[Filing]:
        return [one for one in self.filings.values() if set(numbers.keys_of(one)) & set(readings)]

    def _without_kind(self, readings: Sequence[str]) -> set[str]:
        ids = [one.id for one in self._answering(readings)]
        return {"-".join(one.split("-")[:2]) for one in [*readings, *ids]} | set(readings)

    def _in_range(self, node: Range, filing: Filing) -> bool:
        field = _named(node.field)
        for value in field.read(filing):
            number = as_number(value) if field.kind == "date" else int(value)
            if field.kind == "date":
                low = as_number(node.low) if node.low else 0
                high = as_number(last_day(node.high).isoformat()) if node.high else 99_999_999
            else:
                low, high = int(node.low or 0), int(node.high or 10**9)
            if low <= number <= high:
                return True
        return False

    def _in_field(self, node: Query, field: Field, filing: Filing) -> bool:
        if field.kind in ("keyword", "flag"):
            assert isinstance(node, Terms | Prefix | Phrase)
            wanted = node.text.casefold()
            values = [one.casefold() for one in field.read(filing)]
            return any(one.startswith(wanted) if isinstance(node, Prefix) else one == wanted for one in values)
        if isinstance(node, Terms) and field.kind == "text" and re.fullmatch(r"[A-Za-z]+", node.text):
            stems = analysis.stems_of(node.text, self.languages)
            return bool(set(stems) & set(analysis.analyse(field.read(filing)).stems))
        return bool(matches(node, *positions(field, filing)))


def _texts() -> list[Field]:
    return [one for name in ("text", "description", "statement") for one in members_of(_named(name))]


def _named(name: str) -> Field:
    field = field_named(name)
    assert field is not None
    return field


def _members(name: str, filing: Filing) -> Iterator[Field]:
    return (one for one in members_of(_named(name)) if filing.right in one.rights)


def _field_of(node: Query) -> str:
    return _field_of(node.operands[0]) if isinstance(node, Near | Or) else node.field  # type: ignore[union-attr]


def positions(field: Field, filing: Filing) -> tuple[list[str], list[int]]:
    """Return the terms of a field and their positions."""
    values = field.read(filing)
    if field.kind == "name":
        values = [analysis.Paragraph("und", one) for one in values]
    analysed = analysis.analyse(values)
    return analysed.terms, analysed.positions


def matches(node: Query, terms: Sequence[str], places: Sequence[int]) -> set[Places]:
    """Return every set of positions at which a node stands."""
    if isinstance(node, Or):
        return {one for operand in node.operands for one in matches(operand, terms, places)}
    if isinstance(node, Near):
        found = matches(node.operands[0], terms, places)
        for operand in node.operands[1:]:
            found = {
                tuple(sorted((*one, *other)))
                for one, other in product(found, matches(operand, terms, places))
                if not set(one) & set(other) and _near(node, one, other)
            }
        return found
    wanted = _shapes(node)
    at = dict(zip(places, terms, strict=True))
    return {
        tuple(range(start, start + len(wanted)))
        for start in places
        if all(re.fullmatch(shape, at.get(start + step, "")) for step, shape in enumerate(wanted))
    }


def _near(node: Near, one: Places, other: Places) -> bool:
    if node.unit != "words":
        return max(*one, *other) - min(*one, *other) < GAPS[node.unit]
    after, before = other[0] - one[-1] - 1, one[0] - other[-1] - 1
    if after >= 0:
        return after <= node.gap
    return not node.ordered and before <= node.gap


def _shapes(node: Query) -> list[str]:
    """Return the expressions of the words that a leaf is, one after the other."""
    if isinstance(node, Wildcard):
        return [re.escape(node.pattern).replace(r"\*", ".*").replace(r"\?", ".")]
    assert isinstance(node, Terms | Phrase | Prefix)
    shapes = [re.escape(one.term) + (".*" if one.prefix else "") for one in analysis.query_terms(node.text)]
    if isinstance(node, Prefix) and not shapes[-1].endswith(".*") and node.text.isascii():
        shapes[-1] += ".*"
    return shapes
