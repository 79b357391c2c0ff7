"""A document becomes an entry: analysed, plain and small, so that one process can make it and another write it.

Invariants: an entry holds everything that the index keeps of a record but its internal number; equal documents give
equal entries.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from domain import analysis, counting
from domain.dates import as_number
from domain.engine import Document, Paragraph
from domain.fields import Field, indexed_fields
from domain.filings import Filing
from domain.legal_events import ended_on, in_force_from
from indexer.documents import document
from indexer.engines import columns

_FIELDS: dict[str, Field] = {field.name: field for field in indexed_fields()}
OWN = ("key", "row")
"""Kinds of field that nobody asks whether a record has them."""
_TIE_BITS = 37
_KNOWN_NAMES = 20_000
_ALPHABET = {char: at for at, char in enumerate("\0ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 0)}


class Entry(NamedTuple):
    """What the index keeps: positioned terms, whole texts of stems, exact terms, integers, rows given back, languages.

    ``words`` are terms joined by blanks, with marks where sentences and paragraphs end (``Analysed.marked``);
    ``counted`` is the row of what analyses count (``domain/counting.py``).
    """

    words: list[tuple[str, str]]
    stems: list[tuple[str, str]]
    terms: list[tuple[str, list[str]]]
    integers: list[tuple[str, int]]
    rows: list[tuple[str, str]]
    languages: list[str]
    counted: bytes


def entry_of(filing: Filing) -> Entry:
    """Return the entry of a filing; the status is the filing's own, before any term is over."""
    return entry(document(filing), filing)


def entry(document: Document, filing: Filing) -> Entry:
    """Analyse a document; ``filing`` gives the dates that its state on any day follows from."""
    held = [name for name in (*document.texts, *document.keywords, *document.numbers) if _FIELDS[name].kind not in OWN]
    made = Entry([], [], [(columns.HAS, held)], [], [], [], counting.row_of(document, filing))
    languages: set[str] = set()
    for name, paragraphs in document.texts.items():
        analysed = analysis.analyse(paragraphs)
        if analysed.sentences:
            made.words.append((name, analysed.marked()))
        if analysed.stems:
            made.stems.append((name + columns.STEMS, " ".join(analysed.stems)))
        languages.update(one.lang for one in paragraphs)
    tie = tie_of(document.id)
    for name, values in document.keywords.items():
        _keywords(made, _FIELDS[name], values, tie)
    for name, value in document.numbers.items():
        _number(made, _FIELDS[name], value, tie)
    _life(made, filing)
    made.integers.append((columns.TIE, tie))
    made.integers.append((columns.APPLICATION, document.application_key))
    made.integers.append((columns.FAMILY, document.family_key))
    made.languages.extend(sorted(languages))
    return made


def tie_of(id: str) -> int:
    """Return the number that orders records whose sort keys are equal: the same for an id wherever it is loaded."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) >> (64 - _TIE_BITS)


def sort_number(field: Field, value: int | str, tie: int) -> int | None:
    """Pack a sort key and the tie-break into one integer; ``None`` where the value has no place in the order."""
    if isinstance(value, str):
        letters = _letters(value)
        return None if letters is None else letters << _TIE_BITS | tie
    if field.kind == "date":
        number = value // 10000 * 512 + value // 100 % 100 * 32 + value % 100
    else:
        number = min(max(value, 0), (1 << 26) - 1)
    return number << _TIE_BITS | tie


@lru_cache(_KNOWN_NAMES)
def _letters(value: str) -> int | None:
    number = 0
    for char in value.upper()[:4].ljust(4, "\0"):
        place = _ALPHABET.get(char)
        if place is None:
            return None
        number = number * len(_ALPHABET) + place
    return number


def _keywords(made: Entry, field: Field, values: Sequence[str], tie: int) -> None:
    name = field.name
    if field.kind == "key":
        made.terms.append((name, [" ".join(values)]))
    elif field.kind == "row":
        made.rows.append((name, values[0]))
    elif field.kind == "identifier":
        made.terms.append((name, list(values)))
    else:
        made.terms.extend(_terms(name, *values))
    if field.kind == "name" and (words := _names(*values)):
        made.words.append((name, words))
    if field.sort and field.kind == "name":
        made.terms.append((name + columns.SORT, [f"{columns.fold_value(values[0])}\x1f{tie:010x}"]))
    elif field.sort and (packed := sort_number(field, values[0], tie)) is not None:
        made.integers.append((name + columns.SORT, packed))


@lru_cache(_KNOWN_NAMES)
def _terms(name: str, *values: str) -> tuple[tuple[str, list[str]], ...]:
    """Return the columns of a field and their terms: the same ones for a record of the same values."""
    field = _FIELDS[name]
    if field.kind == "class":
        terms = _distinct(term for one in values for term in columns.class_terms(field.scheme, one))
        return (name, terms), (
            name + columns.FACET,
            _distinct(columns.facet_symbol(field.scheme, one) for one in values),
        )
    plain = name + columns.EXACT if field.kind == "name" else name
    return (plain, list(values)), (name + columns.FOLDED, [columns.folded_term(value) for value in values])


@lru_cache(_KNOWN_NAMES)
def _names(*values: str) -> str:
    """Return the terms of names as an entry has them."""
    return analysis.analyse([Paragraph("und", value) for value in values]).marked()


def _number(made: Entry, field: Field, value: int, tie: int) -> None:
    made.integers.append((field.name, value))
    if field.kind == "date" and field.facet:
        made.integers.append((field.name + columns.YEAR, value // 10000))
    if field.sort and (packed := sort_number(field, value, tie)) is not None:
        made.integers.append((field.name + columns.SORT, packed))


def _life(made: Entry, filing: Filing) -> None:
    """Keep what ``domain.legal_events.state_on`` asks, so that a state on any day is a query."""
    dates, status = filing.dates, filing.status
    made.terms.append((columns.LIFE_STATE, [status.state]))
    for name, date in (
        (columns.LIFE_FILED, dates.filed),
        (columns.LIFE_START, in_force_from(dates)),
        (columns.LIFE_END, ended_on(dates, status)),
        (columns.LIFE_SINCE, status.since),
        (columns.LIFE_OVER, dates.expires),
    ):
        if date:
            made.integers.append((name, as_number(date)))


def restated(made: Entry, state: str) -> Entry:
    """Return the entry with another state shown: the term is over."""
    names = {"status": [state], "status" + columns.FOLDED: [columns.folded_term(state)]}
    terms = [(name, names.get(name, values)) for name, values in made.terms]
    return made._replace(terms=terms, counted=counting.restated(made.counted, state))


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
