"""The port between the questions and an engine: plain values in, plain values out, never an engine's dialect."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from domain.filings import Filing, PartialDate, Right
from domain.parts import Part
from domain.query import Filter, Query, SearchRequest
from domain.text import Wording

if TYPE_CHECKING:
    from domain.hits import Codes, Hits  # its arrays are NumPy's, which whoever only reads a record does without


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text field, ready for analysis; each claim is one."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A filing as an engine indexes it: field name → values of the field's kind (see ``domain/fields``).

    ``texts`` and ``names`` are analysed; ``keywords`` and ``symbols`` are exact terms; ``numbers`` are integers
    (dates as YYYYMMDD, missing parts 00). ``application_key`` and ``family_key`` are positive 63-bit group keys.
    """

    id: str
    right: Right
    texts: Mapping[str, Sequence[Paragraph]]
    keywords: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    application_key: int
    family_key: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that speaks to the query; ``spans`` are code points of ``text``."""

    field: str
    lang: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record; ``terms`` are the (field, term) pairs of the query that it holds.

    ``lists`` are the rankings that found it by meaning (words, vector, citations), with its place in each, from 1.
    """

    id: str
    right: Right
    score: float | None
    filing: Filing
    highlights: tuple[Highlight, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    group_key: int | None = None
    lists: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value as it must be sent in a filter, and how many publications have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The most frequent values of a field; ``distinct`` is how many values there are, where all were counted."""

    field: str
    counts: tuple[FacetCount, ...]
    distinct: int | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """How many groups the hits form; ``estimated`` beyond 40,000."""

    total: int
    relation: Literal["eq", "estimated"]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A slice of the answer. ``total`` counts publications. ``next`` continues a sorted list, ``None`` at its end."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()
    groups: Groups | None = None
    next: str | None = None
    total_relation: Literal["eq", "gte"] = "eq"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What is loaded of one right from one source and office, with the dates of its publications and of its files."""

    right: Right
    source: str
    office: str
    records: int
    first: PartialDate | None
    last: PartialDate | None
    source_date: PartialDate | None


@dataclass(frozen=True, slots=True)
class EngineState:
    """What an engine says of itself."""

    engine: str
    generation: str
    schema: str
    records: int
    sequence: int
    indexed_sequence: int
    data_date: PartialDate | None
    details: Mapping[str, str] = field(default_factory=dict)


class Searcher(Protocol):
    """Reads of an engine. Each call sees one commit; errors are ``EngineError`` or ``QueryError``."""

    def search(self, request: SearchRequest) -> SearchResult: ...

    def count(self, query: Query, filters: Sequence[Filter] = (), rights: Sequence[Right] = ()) -> int: ...

    def cost(self, request: SearchRequest) -> float:
        """Estimate the milliseconds that ``request`` takes, from document frequencies, without running it."""
        ...

    def record(self, id: str) -> Filing | None: ...

    def records(self, ids: Sequence[str]) -> dict[str, Filing]: ...

    def parts(self, id: str) -> tuple[Part, ...]: ...

    def ids_of(self, keys: Sequence[str]) -> list[str]:
        """Return the ids of the records that have one of the number keys, sorted."""
        ...

    def stream(self, request: SearchRequest) -> Iterator[Filing]:
        """Yield every hit's whole filing, sorted by id, without a cap and from one commit."""
        ...

    def terms(self, field: str, prefix: str, size: int) -> list[FacetCount]:
        """Return the most frequent values of a keyword or name field that begin with ``prefix`` (case folded)."""
        ...

    def values(self, field: str) -> Iterator[str]:
        """Yield the values of a keyword or name field in code-point order, also such as only lately left the index."""
        ...

    def columns(self, request: SearchRequest) -> "Hits":
        """Return what analyses count of every hit, from one commit."""
        ...

    def kin(self, families: "Codes") -> "Hits":
        """Return what analyses count of every record of some families, given by their codes, ascending."""
        ...

    def coverage(self) -> list[CoverageRow]: ...

    def state(self) -> EngineState: ...

    def symbol_titles(self, scheme: str, symbols: Sequence[str]) -> "dict[str, ClassTitle]": ...

    def symbol_children(self, scheme: str, symbol: str) -> "list[ClassTitle]": ...

    def symbols_matching(self, scheme: str, words: str, size: int) -> "list[ClassTitle]":
        """Return symbols whose title holds every word, in either language."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ClassTitle:
    """A symbol of a loaded reference table, its place in the tree and its titles; ``end`` closes its range."""

    scheme: str
    symbol: str
    parent: str | None
    level: int
    title_zh: str | None
    title_en: str | None


PartOutcome = Literal["indexed", "stale", "withdrawn", "rejected"]
"""What became of a record; ``rejected``: the engine does not accept it, and it is in quarantine."""


class IndexWriter(Protocol):
    """Writes to an engine; at most one at a time."""

    def write(self, parts: Sequence[Part], checkpoint: "Checkpoint | None" = None) -> list[PartOutcome]:
        """Write parts, each a record of its own, and the load's checkpoint; see ``write_prepared``."""
        ...

    def write_prepared(self, records: Sequence[object], checkpoint: "Checkpoint | None" = None) -> list[PartOutcome]:
        """Write what the engine's ``preparation`` made of records, and the load's checkpoint.

        When this returns all is kept, in one transaction where there is one. The outcomes are the records', in order:
        ``stale`` where the same or a newer version of each of its parts is held.
        """
        ...

    def write_titles(self, titles: Iterable[ClassTitle]) -> int: ...

    def finish(self) -> None:
        """Make everything written findable, and restate what depends on the data date (expired terms)."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Reject:
    """A record in quarantine: its bytes, where it stood, at which stage it failed and why."""

    file: str
    member: str | None
    offset: int
    stage: str
    code: str
    reason_zh: str
    reason_en: str
    raw: bytes
    context: str = ""
    """What the loader needs beside the bytes to read the record again."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a file is read: counts since the file began, rejects of this batch, and where to go on.

    ``counts`` are those before the records written with it; the writer adds their outcomes.
    """

    file_sha256: str
    file: str
    source: str
    member: str | None
    next_record: int
    counts: Mapping[str, int]
    rejects: Sequence[Reject] = ()
    complete: bool = False
    loader_version: int = 1
    anew: bool = False
    """The file is read from its start again: its records in quarantine are forgotten first."""
    settled: Sequence[int] = ()
    """Records in quarantine that are written with it and leave the quarantine."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of an engine found; ``code`` is stable."""

    code: str
    sound: bool
    message: Wording


class Engine(Protocol):
    """An engine that is open; ``writer`` raises ``EngineBusy`` while another load writes."""

    @property
    def preparation(self) -> Callable[[Sequence[Part]], object]:
        """The costly half of writing the parts that one record of a file gave: pure, so that another process can run it.

        The function and what it returns can be pickled.
        """
        ...

    def searcher(self) -> Searcher: ...

    def reindex(self, progress: "Callable[[int, int], None] | None" = None) -> EngineState:
        """Build what is derived from the records anew, verify it and publish it; ``progress(done, all)`` is told."""
        ...

    def rollback(self) -> EngineState:
        """Publish the previous generation, caught up; raises ``EngineError`` where there is none."""
        ...

    def check(self) -> list[Finding]: ...

    def writer(self, wait: float = 60.0) -> AbstractContextManager[IndexWriter]: ...

    def close(self) -> None: ...
