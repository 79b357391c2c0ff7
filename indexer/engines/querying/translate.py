"""The query tree becomes an engine's query, node by node.

Invariants: every node of ``domain.query`` is either translated or refused with its span; filters and exact values add
nothing to the score; a query of exclusions alone starts from every record.
"""

from collections.abc import Iterator, Sequence
from typing import Generic

from domain.errors import ParameterError, QueryError, UnknownField
from domain.fields import Field, field_named, members_of
from domain.filings import Right
from domain.query import (
    All,
    And,
    CitedBy,
    Cites,
    Exact,
    Exists,
    Family,
    Filter,
    Goods,
    Listed,
    LooksLike,
    MeansLike,
    Near,
    Not,
    Number,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    SearchRequest,
    Similar,
    SoundsLike,
    Status,
    Terms,
    Under,
    Wildcard,
)  # fmt: skip
from indexer.engines import columns
from indexer.engines.querying import likeness, links, proximity, values, words
from indexer.engines.querying.lookup import B, Lookup

_ANALYSED = ("text", "name")


class Translator(Generic[B]):
    """Translates into what one index can look up; filters and the last query are translated once."""

    def __init__(self, lookup: Lookup[B]) -> None:
        self.lookup = lookup
        self._filters: dict[Filter, B] = {}
        self._last: tuple[Query, list[B], list[B]] | None = None

    def request(self, request: SearchRequest, *, without: str | None = None) -> B:
        """Translate a request's query and filters, leaving out the filters of the field ``without``."""
        return self.filtered(request.query, request.filters, request.rights, without=without)

    def filtered(
        self, query: Query, filters: Sequence[Filter], rights: Sequence[Right] = (), *, without: str | None = None
    ) -> B:
        """Translate a query and its filters."""
        kept = [one for one in filters if one.field != without]
        wanted = [self.filter(one) for one in kept if not one.exclude]
        if rights:
            wanted.append(self.lookup.any_term("right", list(rights)))
        if self._last is None or self._last[0] is not query:
            without_all: list[B] = []
            self._last = (query, self._conjunction(query, without_all), without_all)
        parts = [*self._last[1], *wanted]
        excluded = [*(self.filter(one) for one in kept if one.exclude), *self._last[2]]
        if excluded:
            return self.lookup.without(parts, excluded)
        return self.lookup.both(parts) if parts else self.lookup.everything()

    def _conjunction(self, query: Query, excluded: list[B]) -> list[B]:
        """Return the parts that a record must meet, and add to ``excluded`` those that it must not."""
        operands = query.operands if isinstance(query, And) else (query,)
        parts = []
        for one in operands:
            if isinstance(one, Not):
                excluded.append(self.query(one.operand))
            elif isinstance(one, And):
                parts += self._conjunction(one, excluded)
            elif not isinstance(one, All):
                parts.append(self.query(one))
        return parts

    def query(self, node: Query) -> B:
        """Translate one node."""
        lookup = self.lookup
        match node:
            case All():
                return lookup.everything()
            case And() | Not():
                excluded: list[B] = []
                parts = self._conjunction(node, excluded)
                if excluded or not parts:
                    return lookup.without(parts, excluded)
                return lookup.both(parts)
            case Or(operands):
                return lookup.union([self.query(one) for one in operands])
            case Cites():
                return links.cites(lookup, node)
            case CitedBy():
                return links.cited_by(lookup, node)
            case Family():
                return links.family(lookup, node)
            case Status():
                return links.status(lookup, node)
            case Similar():
                return lookup.similar(node)
            case Listed():
                return lookup.listed(node)
            case SoundsLike():
                return likeness.sounds(lookup, node)
            case LooksLike():
                return likeness.looks(lookup, node)
            case MeansLike():
                return likeness.means(lookup, node)
            case Goods():
                return lookup.union([self._of_field(one) for one in likeness.goods(lookup, node)])
            case (
                Terms() | Phrase() | Prefix() | Wildcard() | Near() | Range() | Under() | Number() | Exact() | Exists()
            ):
                return self._of_field(node)

    def _of_field(self, node: Terms | Phrase | Prefix | Wildcard | Near | Range | Under | Number | Exact | Exists) -> B:
        lookup, field = self.lookup, self.field(node)
        analysed = field.kind in _ANALYSED
        match node:
            case Terms():
                return words.terms(lookup, field, node) if analysed else values.value(lookup, field, node)
            case Phrase():
                if analysed:
                    return words.phrase(lookup, field, node)
                return values.value(lookup, field, Terms(node.field, node.text, node.span))
            case Prefix():
                return words.prefix(lookup, field, node) if analysed else values.beginning(lookup, field, node)
            case Wildcard():
                return words.wildcard(lookup, field, node) if analysed else values.beginning(lookup, field, node)
            case Near() if analysed:
                return words.in_members(lookup, field, lambda one: proximity.near(lookup, one.name, node))
            case Range():
                return values.between(lookup, field, node)
            case Under() if field.kind == "class":
                return values.under(lookup, field, node)
            case Number() if field.kind == "identifier":
                return lookup.any_term(field.name, list(dict.fromkeys(node.readings)))
            case Exact():
                return values.exact(lookup, field, node)
            case Exists():
                return lookup.any_term(columns.HAS, [one.name for one in members_of(field)])
            case _:
                raise values.misused(field, node.span)

    def field(self, node: Terms | Phrase | Prefix | Wildcard | Near | Range | Under | Number | Exact | Exists) -> Field:
        """Return the field that a node speaks of. Raises ``UnknownField``."""
        name = next(_fields_of(node), "")
        found = field_named(name)
        if found is None:
            raise UnknownField("没有这个字段。", "There is no such field.", span=node.span)
        return found

    def filter(self, chosen: Filter) -> B:
        """Translate a filter: records with one of its values. Raises ``ParameterError``."""
        if chosen not in self._filters:
            self._filters[chosen] = self._filter(chosen)
        return self._filters[chosen]

    def _filter(self, chosen: Filter) -> B:
        field = field_named(chosen.field)
        if field is None:
            raise ParameterError(f"f.{chosen.field}", "没有这个字段。", "There is no such field.")
        try:
            return self.lookup.unscored(self.lookup.union([self._filter_value(field, one) for one in chosen.values]))
        except QueryError as error:
            raise ParameterError(f"f.{chosen.field}", error.detail.zh, error.detail.en, hint=error.hint) from None

    def _filter_value(self, field: Field, value: str) -> B:
        lookup = self.lookup
        if field.kind in ("date", "number", "class") and ".." in value:
            low, _, high = value.partition("..")
            return values.between(lookup, field, Range(field.name, low or None, high or None))
        if field.kind == "class":
            symbol, alone = value.rstrip("!"), value.endswith("!")
            return values.under(lookup, field, Under(field.name, symbol, alone))
        if field.kind == "identifier":
            return values.value(lookup, field, Terms(field.name, value))
        if field.kind == "text":
            return words.phrase(lookup, field, Phrase(field.name, value))
        return values.exact(lookup, field, Exact(field.name, value))


def _fields_of(node: Query) -> Iterator[str]:
    """Yield the fields that a node names, from the left."""
    if isinstance(node, Near | Or):
        for one in node.operands:
            yield from _fields_of(one)
    elif hasattr(node, "field"):
        yield node.field
