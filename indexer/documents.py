"""A filing becomes a document, by walking the registry of fields.

Invariants: nothing but the registry says what a document holds; equal filings give equal documents; a value stands in
a field once.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

from domain import families, numbers
from domain.dates import as_number
from domain.engine import Document, Paragraph
from domain.fields import Kind, indexed_fields
from domain.filings import RIGHTS, Filing, Right

Readers = dict[Right, list[tuple[str, Callable[[Filing], Sequence[Any]]]]]


def _readers(*kinds: Kind) -> Readers:
    """Return, for each right, the fields of the kinds that it has."""
    fields = [field for field in indexed_fields() if field.kind in kinds]
    return {right: [(field.name, field.read) for field in fields if right in field.rights] for right in RIGHTS}


_TEXTS = _readers("text")
_KEYWORDS = _readers("name", "keyword", "class", "identifier", "flag", "key", "row")
_DATES = _readers("date")
_NUMBERS = _readers("number")
_LARGEST = (1 << 63) - 1


def document(filing: Filing) -> Document:
    """Return what an engine indexes of a filing."""
    right = filing.right
    texts: dict[str, list[Paragraph]] = {}
    keywords: dict[str, list[str]] = {}
    integers: dict[str, int] = {}
    for name, read in _TEXTS[right]:
        if paragraphs := read(filing):
            texts[name] = list(paragraphs)
    for name, read in _KEYWORDS[right]:
        if values := read(filing):
            keywords[name] = list(dict.fromkeys(values)) if len(values) > 1 else list(values)
    for name, read in _DATES[right]:
        if values := read(filing):
            integers[name] = as_number(values[0])
    for name, read in _NUMBERS[right]:
        if values := read(filing):
            integers[name] = int(values[0])
    return Document(
        id=filing.id,
        right=right,
        texts=texts,
        keywords=keywords,
        numbers=integers,
        application_key=group_key(numbers.application_key(filing)),
        family_key=group_key(families.family_of(filing)),
    )


def group_key(text: str) -> int:
    """Return a positive 63-bit integer that stands for a text.

    >>> 0 < group_key("US-AP-10123456") < 1 << 63
    True
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) & _LARGEST or 1
