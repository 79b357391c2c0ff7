"""The query as a small tree of frozen values that no engine owns, and the request around it.

``field`` is always the registry's name. ``span`` is the place in the query's text, in code points, and takes no part
in equality, so that ``parse(render(tree)) == tree``.
"""

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal

from domain.filings import Right, State

Span = tuple[int, int]
ListKind = Literal["tag", "noise", "topic"]


def _span() -> Span:
    return attribute(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every record."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Terms:
    """One bare word, searched by its stems; a hyphenated word is its parts as a phrase, a CJK run a phrase of bigrams."""

    field: str
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as written, adjacent and in order."""

    field: str
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with ``text`` (without the star)."""

    field: str
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words that match ``pattern``: ``*`` any characters, ``?`` exactly one, inside one word."""

    field: str
    pattern: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Near:
    """Operands of one field near each other: at most ``gap`` words between, or in one sentence, paragraph or claim."""

    unit: Literal["words", "sentence", "paragraph", "claim"]
    operands: tuple["Query", ...]
    gap: int = 0
    ordered: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Range:
    """``low`` and ``high`` as typed (dates of any precision, numbers, class symbols); ``None`` is open."""

    field: str
    low: str | None
    high: str | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Under:
    """A class symbol and, unless ``alone``, everything below it."""

    field: str
    symbol: str
    alone: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Number:
    """Records with one of the number keys ``readings``; ``text`` is the number as typed."""

    field: str
    text: str
    readings: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Exact:
    """The exact value of a keyword or name."""

    field: str
    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Exists:
    """Records that have the field."""

    field: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Cites:
    """Records that cite the publication."""

    text: str
    readings: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CitedBy:
    """Records that the publication cites."""

    text: str
    readings: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Family:
    """Members of the publication's family."""

    text: str
    readings: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Status:
    """Records in ``state`` on ``date`` (the data date where none is given)."""

    state: State
    date: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class SoundsLike:
    """Marks that sound like ``text``."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class LooksLike:
    """Marks that look like ``text``."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class MeansLike:
    """Marks that mean the same as ``text``."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Goods:
    """Marks whose goods meet ``text`` at ``level``."""

    text: str
    level: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Similar:
    """The ``k`` records nearest in meaning to ``text``, of all that are loaded, whatever else the query says."""

    text: str
    k: int = 100
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Listed:
    """Records of a list that is kept: under the tag ``name``, taken out of the branch, or in a topic (``MAP/3``)."""

    kind: ListKind
    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And:
    operands: tuple["Query", ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple["Query", ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    operand: "Query"
    span: Span = _span()


Query = (
    All | Terms | Phrase | Prefix | Wildcard | Near | Range | Under | Number | Exact | Exists | Cites | CitedBy | Family
    | Status | SoundsLike | LooksLike | MeansLike | Goods | Similar | Listed | And | Or | Not
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet's other half: records whose ``field`` has one of ``values`` (each as sent: a value or ``a..b``).

    Kept apart from the query, because a facet is counted without its own filter.
    """

    field: str
    values: tuple[str, ...]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key; ``relevance`` or a field's name."""

    field: str = "relevance"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """Count the values of ``field`` over all hits, the ``size`` most frequent ones."""

    field: str
    size: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A query, its filters, and which slice of the answer is wanted; ``page`` is from 1."""

    query: Query
    rights: tuple[Right, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort()
    page: int = 1
    size: int = 20
    cursor: str | None = None
    facets: tuple[FacetRequest, ...] = ()
    group: Literal["none", "application", "family"] = "none"
    highlight: bool = True
