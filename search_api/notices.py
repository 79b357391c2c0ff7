"""A notice: what an answer says beside its hits, such as how an ambiguous word was read."""

from dataclasses import dataclass

from domain.text import Wording


@dataclass(frozen=True, slots=True)
class Link:
    """Another query that the reader may have meant, as canonical text with its label."""

    query: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice with a stable code; ``links`` lead to other readings of the query."""

    code: str
    wording: Wording
    links: tuple[Link, ...] = ()
