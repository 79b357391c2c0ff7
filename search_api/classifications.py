"""A class symbol: its title, what stands above and below it, and how many records have each.

Where no reference table of the scheme is loaded, what stands below a symbol is read off the symbols that records have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.classification import ancestors, parse_symbol, sort_key
from domain.engine import ClassTitle, Searcher
from domain.errors import BadClass, ParameterError, RecordNotFound
from domain.fields import FIELDS, Field
from domain.query import Under

_INDEXED = 5_000
_LISTED = 500


@dataclass(frozen=True, slots=True)
class ClassNode:
    """A symbol with its title (``None`` where no table is loaded) and the publications it has, all below included."""

    scheme: str
    symbol: str
    title: ClassTitle | None
    count: int


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A symbol, what is above it (nearest last) and its children."""

    node: ClassNode
    ancestors: tuple[ClassNode, ...]
    children: tuple[ClassNode, ...]


def schemes() -> dict[str, Field]:
    """Return the class fields by scheme."""
    return {field.scheme: field for field in FIELDS if field.scheme}


def class_page(searcher: Searcher, scheme: str, text: str) -> ClassPage:
    """Return the page of a symbol; an empty one gives the scheme's top. Raises ``RecordNotFound`` for what is none."""
    field = field_of(scheme)
    if not text:
        return ClassPage(ClassNode(scheme, "", None, 0), (), children(searcher, field, ""))
    try:
        symbol = parse_symbol(scheme, text)
    except (BadClass, ValueError):
        raise RecordNotFound("没有这个分类号。", "There is no such symbol.") from None
    titles = searcher.symbol_titles(scheme, [symbol])
    return ClassPage(
        _node(searcher, field, symbol, titles.get(symbol)),
        _above(searcher, field, symbol, titles),
        children(searcher, field, symbol),
    )


def field_of(scheme: str) -> Field:
    """Return the field of a scheme; raises ``ParameterError``."""
    found = schemes().get(scheme)
    if found is None:
        names = ", ".join(schemes())
        raise ParameterError("scheme", f"分类体系须为 {names} 之一。", f"The scheme is one of {names}.")
    return found


def children(searcher: Searcher, field: Field, symbol: str) -> tuple[ClassNode, ...]:
    """Return the symbols one level below with their counts, in the order of the scheme."""
    scheme = field.scheme or ""
    found = searcher.symbol_children(scheme, symbol)
    if found:
        return tuple(_node(searcher, field, one.symbol, one) for one in found[:_LISTED])
    symbols = _indexed_children(searcher, field, symbol)[:_LISTED]
    titles = searcher.symbol_titles(scheme, symbols)
    return tuple(_node(searcher, field, one, titles.get(one)) for one in symbols)


def _indexed_children(searcher: Searcher, field: Field, symbol: str) -> list[str]:
    """Return the symbols one level below by the symbols themselves, as far as records have any."""
    scheme = field.scheme or ""
    found = set()
    for term in searcher.terms(field.name, _common(scheme, symbol), _INDEXED):
        path = (*ancestors(scheme, term.value), term.value)
        if not symbol:
            found.add(path[0])
        elif symbol in path[:-1]:
            found.add(path[path.index(symbol) + 1])
    return sorted(found, key=lambda one: sort_key(scheme, one))


def _common(scheme: str, symbol: str) -> str:
    """Return what every symbol below begins with."""
    if scheme in ("ipc", "cpc"):
        return symbol.removesuffix("00")
    return symbol.zfill(2) if scheme == "group" and symbol else symbol


def _above(searcher: Searcher, field: Field, symbol: str, titles: dict[str, ClassTitle]) -> tuple[ClassNode, ...]:
    """Follow the table's parents where it is loaded, else the symbol's own syntax."""
    assert field.scheme is not None
    chain: list[str] = []
    title = titles.get(symbol)
    while title is not None and title.parent and title.parent not in chain:
        chain.append(title.parent)
        title = searcher.symbol_titles(field.scheme, [title.parent]).get(title.parent)
    names: Sequence[str] = chain[::-1] if chain else ancestors(field.scheme, symbol)
    known = searcher.symbol_titles(field.scheme, list(names))
    return tuple(_node(searcher, field, name, known.get(name)) for name in names)


def _node(searcher: Searcher, field: Field, symbol: str, title: ClassTitle | None) -> ClassNode:
    return ClassNode(field.scheme or "", symbol, title, searcher.count(Under(field.name, symbol)))
