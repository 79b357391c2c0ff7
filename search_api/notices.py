"""A notice: what an answer says beside its hits, such as how an ambiguous word was read."""

from dataclasses import dataclass
from typing import NamedTuple

from domain.text import Wording


class Link(NamedTuple):
    """Another query that the reader may have meant, as canonical text with its label."""

    query: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice with a stable code; ``links`` lead to other readings of the query."""

    code: str
    wording: Wording
    links: tuple[Link, ...] = ()
