"""Numbers of rights: one normal form each, ids and keys, check digits, and all readings of ambiguous text."""

from domain.numbers.keys import (
    application_key,
    bare_key,
    citation_key,
    design_id,
    gi_id,
    key_of,
    keys_of,
    layout_id,
    mark_id,
    normal,
    number_key,
    publication_id,
    sign_id,
)
from domain.numbers.readings import Reading, readings

__all__ = [
    "Reading",
    "application_key",
    "bare_key",
    "citation_key",
    "design_id",
    "gi_id",
    "key_of",
    "keys_of",
    "layout_id",
    "mark_id",
    "normal",
    "number_key",
    "publication_id",
    "readings",
    "sign_id",
]
