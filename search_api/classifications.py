"""A class symbol: its title, what stands above and below it, and how many records have each."""

from dataclasses import dataclass

from domain.classification import ancestors, parse_symbol
from domain.engine import ClassTitle, Searcher
from domain.errors import BadClass, ParameterError, RecordNotFound
from domain.fields import FIELDS, Field
from domain.query import Under


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
    """Return the page of a symbol; an empty one gives the scheme's top."""
    field = field_of(scheme)
    if not text:
        top = tuple(_node(searcher, field, one.symbol, one) for one in searcher.symbol_children(scheme, ""))
        return ClassPage(ClassNode(scheme, "", None, 0), (), top)
    try:
        symbol = parse_symbol(scheme, text)
    except (BadClass, ValueError):
        raise RecordNotFound("没有这个分类号。", "There is no such symbol.") from None
    titles = searcher.symbol_titles(scheme, [symbol])
    children = tuple(_node(searcher, field, one.symbol, one) for one in searcher.symbol_children(scheme, symbol))
    return ClassPage(
        _node(searcher, field, symbol, titles.get(symbol)), _above(searcher, field, symbol, titles), children
    )


def field_of(scheme: str) -> Field:
    """Return the field of a scheme; raises ``ParameterError``."""
    found = schemes().get(scheme)
    if found is None:
        names = ", ".join(schemes())
        raise ParameterError("scheme", f"分类体系须为 {names} 之一。", f"The scheme is one of {names}.")
    return found


def _above(searcher: Searcher, field: Field, symbol: str, titles: dict[str, ClassTitle]) -> tuple[ClassNode, ...]:
    """Follow the table's parents where it is loaded, else the symbol's own syntax."""
    assert field.scheme is not None
    chain: list[str] = []
    title = titles.get(symbol)
    while title is not None and title.parent and title.parent not in chain:
        chain.append(title.parent)
        title = searcher.symbol_titles(field.scheme, [title.parent]).get(title.parent)
    names = chain[::-1] if chain else list(reversed(ancestors(field.scheme, symbol)))
    known = searcher.symbol_titles(field.scheme, names)
    return tuple(_node(searcher, field, name, known.get(name)) for name in names)


def _node(searcher: Searcher, field: Field, symbol: str, title: ClassTitle | None) -> ClassNode:
    return ClassNode(field.scheme or "", symbol, title, searcher.count(Under(field.name, symbol)))
