"""What an engine can look up, and how it puts together what it found: the words in which queries are translated.

``B`` is an engine's own kind of query. Columns are those of ``indexer/engines/columns.py``. Invariant: nothing here
adds to a score but ``term`` where it says ``scored``, ``phrase``, ``beginning``, ``similar`` and the proximities.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from domain.engine import ClassTitle
from domain.filings import Filing
from domain.query import Listed, Similar, Span
from indexer.engines.querying.patterns import Pattern, Place

B = TypeVar("B")


class Lookup(Protocol[B]):
    """An engine's index at one commit."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the texts that are loaded."""
        ...

    # putting together

    def nothing(self) -> B: ...

    def everything(self) -> B: ...

    def union(self, parts: Iterable[B]) -> B: ...

    def both(self, parts: Sequence[B]) -> B: ...

    def without(self, parts: Sequence[B], excluded: Sequence[B]) -> B: ...

    def boosted(self, part: B, weight: float) -> B: ...

    def unscored(self, part: B) -> B: ...

    # exact values

    def term(self, column: str, value: str, *, scored: bool = False) -> B: ...

    def any_term(self, column: str, values: Sequence[str]) -> B: ...

    def any_number(self, column: str, values: Sequence[int]) -> B: ...

    def between(self, column: str, low: int | None, high: int | None) -> B: ...

    def folded(self, field: str, value: str, span: Span) -> B:
        """Records whose value of a keyword is ``value``, whatever its case."""
        ...

    def folded_like(self, field: str, start: str, rest: str, span: Span) -> B:
        """Records whose value of a keyword, whatever its case, begins with ``start`` and goes on as ``rest`` says."""
        ...

    def value_like(self, column: str, start: str, rest: str, span: Span) -> B:
        """Records with a symbol or a number key that begins with ``start`` and goes on as ``rest`` says."""
        ...

    def symbols(self, field: str, scheme: str, ends: tuple[str | None, str | None], inclusive: tuple[bool, bool]) -> B:
        """Records with an own class symbol between the ends, in the scheme's order."""
        ...

    # words

    def phrase(self, column: str, terms: Sequence[str]) -> B: ...

    def beginning(self, column: str, before: Sequence[str], start: str, rest: str, span: Span) -> B:
        """Records where a word of one shape follows the words ``before``. Raises ``WildcardTooWide``."""
        ...

    def words_like(self, column: str, start: str, rest: str, limit: int, span: Span) -> list[str]:
        """Return the words of one shape, sorted. Raises ``WildcardTooWide`` above ``limit``."""
        ...

    def in_one(self, column: str, places: Sequence[Place], unit: str, gap: int) -> B:
        """Records where the places, all different, stand in any order within ``gap`` words or within a unit."""
        ...

    def pattern(self, column: str, pattern: Pattern) -> B:
        """Records where the places stand at their offsets of one another."""
        ...

    def verified(self, candidates: B, holds: Callable[[Filing], bool], most: int) -> B | None:
        """Return the candidates that hold; ``None`` when there are more than ``most``."""
        ...

    # meaning

    def similar(self, node: Similar) -> B:
        """The records nearest in meaning, each with its nearness as its score. Raises ``FunctionMisused``."""
        ...

    # records

    def listed(self, node: Listed) -> B:
        """The records of a list that is kept beside the ledger. Raises ``FunctionMisused``."""
        ...

    def ids_of(self, keys: Sequence[str]) -> list[str]: ...

    def filings(self, ids: Sequence[str]) -> dict[str, Filing]: ...

    def children(self, scheme: str, symbol: str) -> list[str]:
        """Return the symbols one level below by the scheme's table, where one is loaded."""
        ...

    def titled(self, scheme: str) -> list[ClassTitle]:
        """Return what stands at the top of the scheme's table, where one is loaded."""
        ...
