"""How the registry's fields lie in tantivy's index; the columns are those of ``columns.py``."""

from functools import cache
from importlib.metadata import version

import tantivy

from domain.fields import Field, indexed_fields
from indexer.engines import columns
from indexer.engines.columns import (
    APPLICATION,
    EXACT,
    FACET,
    FAMILY,
    FOLDED,
    HAS,
    LIFE_END,
    LIFE_FILED,
    LIFE_OVER,
    LIFE_SINCE,
    LIFE_START,
    LIFE_STATE,
    NUM,
    SORT,
    STEMS,
    TIE,
    YEAR,
)

VERSION = version("tantivy")
_LAYOUT = 2
"""Raised when the same columns would lie otherwise in tantivy."""


def build() -> tantivy.Schema:
    """Return the schema that the registry makes."""
    builder = tantivy.SchemaBuilder()
    for field in indexed_fields():
        _add(builder, field)
    builder.add_unsigned_field(NUM, indexed=True, fast=True)
    builder.add_unsigned_field(TIE, fast=True)
    builder.add_unsigned_field(APPLICATION, indexed=True, fast=True)
    builder.add_unsigned_field(FAMILY, indexed=True, fast=True)
    for name in (HAS, LIFE_STATE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (LIFE_FILED, LIFE_START, LIFE_END, LIFE_SINCE, LIFE_OVER):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def _add(builder: tantivy.SchemaBuilder, field: Field) -> None:
    name = field.name
    if field.kind in ("text", "name"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    if field.kind == "text":
        builder.add_text_field(name + STEMS, tokenizer_name="whitespace", index_option="freq")
    elif field.kind == "name":
        builder.add_text_field(name + EXACT, tokenizer_name="raw", index_option="basic", fast=True)
        builder.add_text_field(name + FOLDED, tokenizer_name="raw", index_option="basic")
    elif field.kind in ("keyword", "flag"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=field.facet)
        builder.add_text_field(name + FOLDED, tokenizer_name="raw", index_option="basic")
    elif field.kind == "class":
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
        builder.add_text_field(name + FACET, tokenizer_name="raw", index_option="basic", fast=True)
    elif field.kind == "key":
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    elif field.kind == "identifier":
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    elif field.kind != "row":  # rows lie in a file of their own, see rows.py
        builder.add_integer_field(name, fast=True)
        if field.kind == "date" and field.facet:
            builder.add_integer_field(name + YEAR, fast=True)
    if field.sort and field.kind == "name":
        builder.add_text_field(name + SORT, tokenizer_name="raw", index_option="basic", fast=True)
    elif field.sort:
        builder.add_unsigned_field(name + SORT, fast=True)


def register(index: tantivy.Index) -> None:
    """Register the one tokenizer; tantivy forgets it whenever an index is opened."""
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", analyser)


@cache
def fingerprint() -> str:
    """Return what tells one layout from another; the index format belongs to tantivy's version."""
    return columns.fingerprint(f"{VERSION} {_LAYOUT}")
