"""What one entry of the registry of fields says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from domain.filings import RIGHTS, Filing, Right
from domain.text import Wording

Kind = Literal["text", "name", "keyword", "class", "identifier", "number", "date", "flag", "key", "row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: how it is called, what it holds, how it is read off a filing.

    ``read`` gives, by ``kind``: text → paragraphs (``domain.engine.Paragraph``); name, keyword, class, identifier →
    strings; key → terms that only the product asks; row → one text that is kept, not searched; number → integers; date → ISO texts of any precision; flag → at most one "true". Several values are
    allowed everywhere; a sortable field sorts by its first.
    """

    name: str
    label: Wording
    kind: Kind
    sentence: Wording
    read: Callable[[Filing], Sequence[Any]]
    aliases: tuple[str, ...] = ()
    inid: str | None = None
    rights: tuple[Right, ...] = RIGHTS
    facet: bool = False
    sort: bool = False
    members: tuple[str, ...] = ()
    """A field that is a union of others at query time: their names; it is not indexed itself."""
    weight: float = 1.0
    """Of a text field in the relevance of a bare word; see the reason beside each that is not 1."""
    scheme: str | None = None
    """Of a class field: the scheme of its symbols."""
    default: bool = True
    """Whether ``/fields`` and the help list it for people; False for what only the product itself asks."""


def nothing(filing: Filing) -> tuple[()]:
    """Read nothing: of a field that is only a union of others."""
    return ()
