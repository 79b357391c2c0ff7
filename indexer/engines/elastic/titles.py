"""Titles of class symbols from the reference tables that were loaded, and where symbols stand in their trees.

A title is found by its words anywhere in it: two-letter pieces of the folded titles find candidates, and each is
compared. Invariant: what a table does not say of a symbol stays as an earlier one said it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from domain.classification import sort_key
from domain.engine import ClassTitle
from indexer.engines.elastic.bodies import json_bytes
from indexer.engines.elastic.bulk import Operation
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import is_found

STEP = 2_000
_PAGE = 1_000
_TOP = "-"
"""The parent of the symbols at the top."""


def operations(cluster: Cluster, given: Sequence[ClassTitle]) -> list[Operation]:
    """Return what keeps titles, joined with those known."""
    known = {(one.scheme, one.symbol): one for one in _got(cluster, [(one.scheme, one.symbol) for one in given])}
    for one in given:
        old = known.get((one.scheme, one.symbol), one)
        known[one.scheme, one.symbol] = replace(
            one,
            parent=one.parent or old.parent,
            title_zh=one.title_zh or old.title_zh,
            title_en=one.title_en or old.title_en,
        )
    return [Operation(cluster.titles_index, _id(*key), None, json_bytes(_body(one))) for key, one in known.items()]


def titles_of(cluster: Cluster, scheme: str, symbols: Sequence[str]) -> dict[str, ClassTitle]:
    """Return the titles of the symbols that are known."""
    return {one.symbol: one for one in _got(cluster, [(scheme, symbol) for symbol in dict.fromkeys(symbols)])}


def titled_children(cluster: Cluster, scheme: str, symbol: str) -> list[ClassTitle]:
    """Return the symbols one level below, in order; those at the top for an empty symbol."""
    return [
        _title(one) for one in _found(cluster, [{"term": {"scheme": scheme}}, {"term": {"parent": symbol or _TOP}}])
    ]


def tree_of(cluster: Cluster, scheme: str, head: str) -> dict[str, list[str]]:
    """Return the children of every symbol of a main group, in order."""
    tree: dict[str, list[str]] = {}
    for one in _found(cluster, [{"term": {"scheme": scheme}}, {"term": {"head": head}}]):
        if one.get("parent"):
            tree.setdefault(one["parent"], []).append(one["symbol"])
    return tree


def head_of(symbol: str) -> str:
    """Return the main group that a patent symbol belongs to, without its subgroup.

    >>> head_of("H01M10/052"), head_of("9")
    ('H01M10', '9')
    """
    return symbol.partition("/")[0]


def titles_matching(cluster: Cluster, scheme: str, words: str, size: int) -> list[ClassTitle]:
    """Return symbols whose title holds every word, in either language, higher ones first."""
    wanted = words.casefold().split()
    if not wanted or size <= 0:
        return []
    pieces = sorted({piece for word in wanted for piece in (_pieces(word) or {word})})
    filters = [{"term": {"scheme": scheme}}, *({"term": {"grams": piece}} for piece in pieces)]
    found: list[ClassTitle] = []
    for source in _found(cluster, filters, by_level=True):
        title = _title(source)
        if all(word in _folded(title) for word in wanted):
            found.append(title)
            if len(found) == size:
                break
    return found


def _folded(title: ClassTitle) -> str:
    return "\0".join(text.casefold() for text in (title.title_zh, title.title_en) if text)


def _pieces(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _body(one: ClassTitle) -> dict[str, Any]:
    folded = _folded(one)
    return {
        "scheme": one.scheme, "symbol": one.symbol, "place": sort_key(one.scheme, one.symbol),
        "parent": one.parent or _TOP, "head": head_of(one.symbol), "level": one.level,
        "title_zh": one.title_zh, "title_en": one.title_en, "grams": sorted(_pieces(folded) | set(folded)),
    }  # fmt: skip


def _title(source: Mapping[str, Any]) -> ClassTitle:
    parent = source["parent"]
    return ClassTitle(
        source["scheme"], source["symbol"], None if parent == _TOP else parent, source["level"],
        source["title_zh"], source["title_en"],
    )  # fmt: skip


def _id(scheme: str, symbol: str) -> str:
    return blake2b(f"{scheme}\0{symbol}".encode(), digest_size=16).hexdigest()


def _got(cluster: Cluster, keys: Sequence[tuple[str, str]]) -> Iterator[ClassTitle]:
    for start in range(0, len(keys), STEP):
        ids = [_id(*key) for key in keys[start : start + STEP]]
        if not ids or not cluster.searching.indices.exists(index=cluster.titles_index):
            return
        for one in cluster.searching.mget(index=cluster.titles_index, ids=ids, source_excludes=["grams"])["docs"]:
            if is_found(one):
                yield _title(one["_source"])


def _found(cluster: Cluster, filters: list[dict[str, Any]], *, by_level: bool = False) -> Iterator[Mapping[str, Any]]:
    order = [{"level": {"unmapped_type": "integer"}}] if by_level else []
    after = None
    while True:
        answer = cluster.searching.search(
            index=cluster.titles_index, ignore_unavailable=True, allow_no_indices=True, size=_PAGE,
            query={"bool": {"filter": filters}}, search_after=after, source_excludes=["grams"],
            sort=[*order, {"place": {"unmapped_type": "keyword"}}, {"symbol": {"unmapped_type": "keyword"}}],
            allow_partial_search_results=False,
        )  # fmt: skip
        hits = answer["hits"]["hits"]
        yield from (hit["_source"] for hit in hits)
        if len(hits) < _PAGE:
            return
        after = hits[-1]["sort"]
