"""How the registry's fields lie in an index: which columns and term lists each kind of field has, whatever the engine.

Per kind: text → ``name`` (terms as written, with positions) and ``name__stems`` (frequencies alone); name → ``name``
(positions), ``name__exact`` (values, counted) and ``name__folded``; keyword → ``name`` (counted where it has a facet)
and ``name__folded``; class → ``name`` (own symbols, and ``<symbol`` for each symbol that it is or stands below) and
``name__facet`` (counted); identifier and key → ``name``; row → ``name`` (given back, not searched); date and number → ``name`` (integers) and ``name__year``.
A folded term is the case-folded value, NUL, the value: it serves suggestions, prefixes and exact values alike.
"""

import unicodedata
from functools import lru_cache
from hashlib import blake2b

from domain import analysis, clusters, proprietors, technology, title_terms
from domain.classification import ancestors
from domain.fields import Field, indexed_fields

VERSION = 2
"""Raised when the same registry would be laid out otherwise."""
STEMS, EXACT, FOLDED, FACET, YEAR, SORT = "__stems", "__exact", "__folded", "__facet", "__year", "__sort"
NUM, TIE, HAS, APPLICATION, FAMILY = "num", "tie", "has", "application__group", "family__group"
LIFE_STATE, LIFE_FILED, LIFE_START, LIFE_END, LIFE_SINCE, LIFE_OVER = (
    "life__state", "life__filed", "life__start", "life__end", "life__since", "life__over",
)  # fmt: skip
UNDER = "<"
SCORED = tuple(
    column
    for field in indexed_fields()
    if field.kind in ("text", "name")
    for column in ((field.name, field.name + STEMS) if field.kind == "text" else (field.name,))
)
"""The columns whose words have weights."""
ABSENT = "\u2400"
"""Stands alone in such a column without words, so that the rarity of a word and the usual length are measured over all
records on every engine, and scores are the same."""
_CACHE = 65_536
"""Values kept folded: a load meets the same applicants, places and symbols again and again."""
FACET_LEVELS = {"ipc": 4, "cpc": 4, "vienna": 5}
"""Scheme → how many characters of a symbol its facet counts; whole symbols in the others."""


def fingerprint(engine: str) -> str:
    """Return what tells one layout from another: an index of another one cannot be read and is built anew."""
    marks = [
        f"{one.name}:{one.kind}:{int(one.facet)}{int(one.sort)}:{one.scheme}:{','.join(one.rights)}"
        for one in indexed_fields()
    ]
    derived = f"{clusters.EDITION} {proprietors.EDITION} {technology.EDITION} {title_terms.EDITION}"
    rules = f"{VERSION} {analysis.SENTENCE_GAP} {analysis.PARAGRAPH_GAP} {engine} {derived}"
    return blake2b("\n".join([rules, *marks]).encode(), digest_size=8).hexdigest()


def facet_column(field: Field) -> str:
    """Return the column that a facet of the field counts."""
    if field.kind == "name":
        return field.name + EXACT
    if field.kind == "class":
        return field.name + FACET
    return field.name + YEAR if field.kind == "date" else field.name


def facet_symbol(scheme: str | None, symbol: str) -> str:
    """Return the symbol that the facet counts for one of a record.

    >>> facet_symbol("ipc", "H01M10/052"), facet_symbol("vienna", "24.07.01"), facet_symbol("nice", "9")
    ('H01M', '24.07', '9')
    """
    length = FACET_LEVELS.get(scheme or "")
    return symbol[:length] if length else symbol


@lru_cache(_CACHE)
def class_terms(scheme: str | None, symbol: str) -> tuple[str, ...]:
    """Return the terms of a record's symbol: itself, and what it is or stands below.

    >>> class_terms("locarno", "14-02")
    ('14-02', '<14-02', '<14')
    """
    return (symbol, UNDER + symbol, *(UNDER + one for one in ancestors(scheme or "", symbol)))


@lru_cache(_CACHE)
def folded_term(value: str) -> str:
    """Return the term by which a value is suggested and compared whatever its case."""
    return f"{fold_value(value)}\0{value}"


@lru_cache(_CACHE)
def fold_value(value: str) -> str:
    """Return a value as it is compared: case folded, full width made half, blanks joined.

    >>> fold_value("ＡＢＣ  Corp.")
    'abc corp.'
    """
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
