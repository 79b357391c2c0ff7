"""A filing becomes a document, by walking the registry of fields.

Invariants: nothing but the registry says what a document holds; equal filings give equal documents; a value stands in
a field once.
"""

from hashlib import blake2b

from domain import families, numbers
from domain.dates import as_number
from domain.engine import Document, Paragraph
from domain.fields import Field, indexed_fields
from domain.filings import Filing

_TEXTS: list[Field] = [field for field in indexed_fields() if field.kind == "text"]
_NUMBERS: list[Field] = [field for field in indexed_fields() if field.kind in ("number", "date")]
_KEYWORDS: list[Field] = [field for field in indexed_fields() if field.kind not in ("text", "number", "date")]
_LARGEST = (1 << 63) - 1


def document(filing: Filing, version: int) -> Document:
    """Return what an engine indexes of a filing."""
    right = filing.right
    texts: dict[str, list[Paragraph]] = {}
    keywords: dict[str, list[str]] = {}
    integers: dict[str, int] = {}
    for field in _TEXTS:
        if right in field.rights and (paragraphs := list(field.read(filing))):
            texts[field.name] = paragraphs
    for field in _KEYWORDS:
        if right in field.rights and (values := field.read(filing)):
            keywords[field.name] = list(dict.fromkeys(values))
    for field in _NUMBERS:
        if right in field.rights and (values := field.read(filing)):
            integers[field.name] = as_number(values[0]) if field.kind == "date" else int(values[0])
    return Document(
        id=filing.id,
        right=right,
        version=version,
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
