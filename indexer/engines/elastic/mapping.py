"""The registry of fields as Elasticsearch's mapping and settings; the columns are those of ``columns.py``.

Terms come analysed by ``domain/analysis.py`` and joined by blanks, so the server only cuts at blanks. A text is one
value for each paragraph; ``SENTENCE`` stands between sentences and ``PARAGRAPH`` between paragraphs, so that a
proximity tells what lies in one from what does not. Beside the common columns: ``name__fold``
(a keyword's folded value), ``name__own`` and ``name__place`` (a class field's own symbols, and their places in the
scheme's order). ``light``, ``heavy`` and ``parts`` are the record itself; nothing else is in ``_source``.
``VECTOR`` and ``VECTOR_BYTES`` (see ``bytewise.py``) are there in a generation with a model, which stands in each
index's ``_meta``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from domain.fields import Field, indexed_fields
from indexer.engines import columns

FORMAT = 6
"""Raised when records would lie otherwise in an index."""
SENTENCE, PARAGRAPH = "\u241e", "\u241d"
FOLD, OWN, PLACE = "__fold", "__own", "__place"
ID, LIVE, SEQUENCE, EXPIRED, FLIPS = "id", "live", "sequence", "expired", "flips"
COUNTED = "counted"
KEPT = (ID, LIVE, SEQUENCE, EXPIRED, FLIPS, "version", "light", "heavy", "parts", "languages")
VECTOR, VECTOR_BYTES = "vector", "vector_bytes"
_CODECS = {"trademark": "default"}
"""A mark check reads a hundred records: from small blocks it takes half the time, for half as much again on disk."""
_LONGEST = 8_191
_KEYWORD = {"type": "keyword", "ignore_above": _LONGEST}
_SEARCHED = {**_KEYWORD, "doc_values": False}
_COUNTED = {**_KEYWORD, "index": False}
_WORDS = {"type": "text", "analyzer": "terms", "position_increment_gap": 100}
_FREQUENCIES = {"type": "text", "analyzer": "terms", "index_options": "freqs"}
_KEYS = {"type": "text", "analyzer": "terms", "index_options": "docs", "norms": False}
_SORTED = {"type": "long", "index": False}
_KEY = {"type": "long"}
_DAY = {"type": "integer", "doc_values": False}
_BYTES = {"type": "binary", "doc_values": True}
"""Read as it lies: a value in a dictionary of keywords is unpacked from among others, which took half of a mark check's search."""


@dataclass(frozen=True, slots=True)
class Model:
    """What makes the vectors of a generation."""

    name: str
    revision: str
    dimensions: int


def fingerprint() -> str:
    """Return what tells one layout from another."""
    return columns.fingerprint(f"elasticsearch {FORMAT}")


def settings(shards: int, right: str) -> dict[str, Any]:
    """Return the settings of an index of records of a right."""
    return {
        "index": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            "codec": _CODECS.get(right, "best_compression"),
            "max_terms_count": 100_000,
            "max_result_window": 10_101,
        },
        "analysis": {
            "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": _LONGEST}},
            "analyzer": {"terms": {"type": "custom", "tokenizer": "blanks"}},
        },
    }


def mapping(model: Model | None = None) -> dict[str, Any]:
    """Return the mapping that the registry makes, with the vectors of a model."""
    properties: dict[str, Any] = {}
    for field in indexed_fields():
        properties |= _of_field(field)
    for name in (columns.APPLICATION, columns.FAMILY):
        properties[name] = _KEY
    for name in (columns.LIFE_FILED, columns.LIFE_START, columns.LIFE_END, columns.LIFE_SINCE, columns.LIFE_OVER):
        properties[name] = _DAY
    properties |= {
        columns.TIE: _SORTED,
        columns.HAS: _SEARCHED,
        columns.LIFE_STATE: _SEARCHED,
        ID: _KEYWORD,
        LIVE: {"type": "boolean"},
        SEQUENCE: _KEY,
        EXPIRED: {"type": "boolean"},
        FLIPS: {"type": "integer"},
        COUNTED: _BYTES,
        "version": _SORTED,
        "languages": _SEARCHED,
        "light": {"type": "object", "enabled": False},
        "heavy": {"type": "object", "enabled": False},
        "parts": {"type": "object", "enabled": False},
        **_of_vectors(model),
    }
    source = {"includes": list(KEPT)}
    return {
        "dynamic": "strict",
        "_meta": {"embedding": asdict(model) if model else None},
        "_source": source,
        "properties": properties,
    }


def _of_field(field: Field) -> Mapping[str, Any]:
    name = field.name
    found: dict[str, Any]
    if field.kind == "text":
        found = {name: _WORDS, name + columns.STEMS: _FREQUENCIES}
    elif field.kind == "name":
        found = {name: _WORDS, name + columns.EXACT: _KEYWORD, name + columns.FOLDED: _COUNTED}
    elif field.kind in ("keyword", "flag"):
        own = _KEYWORD if field.facet else _SEARCHED
        found = {name: own, name + columns.FOLDED: _COUNTED, name + FOLD: _SEARCHED}
    elif field.kind == "class":
        found = {name: _SEARCHED, name + columns.FACET: _COUNTED, name + OWN: _COUNTED, name + PLACE: _SEARCHED}
    elif field.kind == "identifier":
        found = {name: _SEARCHED}
    elif field.kind == "key":
        found = {name: _KEYS}
    elif field.kind == "row":
        found = {name: _BYTES}
    else:
        found = {name: {"type": "integer"}}
        if field.kind == "date" and field.facet:
            found[name + columns.YEAR] = {"type": "integer", "index": False}
    if field.sort:
        found[name + columns.SORT] = _COUNTED if field.kind == "name" else _SORTED
    return found


def _of_vectors(model: Model | None) -> Mapping[str, Any]:
    """Return the column of vectors, and that of their bytes, which alone can be read back.

    The kind of the vectors' index is named, for the server's own choice changes with its version.
    """
    if model is None:
        return {}
    kind = {"type": "int8_hnsw", "m": 16, "ef_construction": 100}
    return {
        VECTOR: {
            "type": "dense_vector", "element_type": "float", "dims": model.dimensions, "index": True,
            "similarity": "dot_product", "index_options": kind,
        },
        VECTOR_BYTES: _BYTES,
    }  # fmt: skip
