"""What the JSON lines of every collection share: how a file is recognised, and how a value is read.

Invariants: a value that is absent, empty or of another type is ``None``; blanks within a paragraph are joined.
"""

from collections.abc import Mapping

from domain.filings import Party, PartyRole
from loaders.sources import Head

Line = Mapping[str, object]


def has_keys(head: Head, *keys: str) -> bool:
    """Tell whether the first object of the content has all of the keys."""
    if head.root is not None:
        return False
    start = head.text.lstrip("\ufeff \t\r\n[")
    first = start.partition("\n")[0]
    return first.startswith("{") and all(f'"{key}"' in first for key in keys)


def said(line: Line, key: str) -> str | None:
    """Return a text on one line.

    >>> said({"title": " A  pump\\n"}, "title"), said({"title": ""}, "title"), said({"title": 3}, "title")
    ('A pump', None, None)
    """
    value = line.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def paragraphs(line: Line, key: str) -> str | None:
    """Return a text with one line for each paragraph.

    >>> paragraphs({"desc": "One.\\r\\n\\r\\nTwo  words."}, "desc")
    'One.\\nTwo words.'
    """
    value = line.get(key)
    if not isinstance(value, str):
        return None
    return "\n".join(text for one in value.splitlines() if (text := " ".join(one.split()))) or None


def several(line: Line, key: str) -> list[str]:
    """Return the texts of a list, each once."""
    value = line.get(key)
    found = (" ".join(one.split()) for one in value if isinstance(one, str)) if isinstance(value, list) else ()
    return [one for one in dict.fromkeys(found) if one]


def parties(role: PartyRole, names: list[str], **place: str | None) -> list[Party]:
    """Return a party for each name; the place is the first one's."""
    return [Party(role=role, name=name, **(place if not at else {})) for at, name in enumerate(names)]
