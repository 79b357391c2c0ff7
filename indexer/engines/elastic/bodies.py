"""What one record of a file gives, made ready for a cluster: analysed, encoded, all but what the writer alone knows.

Invariants: preparing is pure and needs no cluster, so that another process can do it; the body lacks its last brace,
so that the writer adds version, sequence, state and parts behind it without reading it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from domain import codec
from domain.analysis import PARAGRAPH_MARK, SENTENCE_MARK
from domain.classification import sort_key
from domain.fields import indexed_fields
from domain.filings import Filing
from domain.numbers import keys_of
from domain.parts import Part
from indexer.embeddings import stored_text
from indexer.engines import columns, kept
from indexer.engines.elastic.mapping import (
    COUNTED,
    EXPIRED,
    FLIPS,
    FOLD,
    ID,
    LIVE,
    OWN,
    PARAGRAPH,
    PLACE,
    SENTENCE,
    SEQUENCE,
)
from indexer.engines.entries import Entry, entry_of
from indexer.engines.kept import Header

_SCHEMES = {field.name: field.scheme or "" for field in indexed_fields() if field.kind == "class"}


class Stored(NamedTuple):
    """A filing as a cluster keeps it; ``state`` is the status's own, ``flips`` the day after which it is ``expired``.

    ``text`` is what its vector stands for.
    """

    body: bytes
    keys: tuple[str, ...]
    state: str
    flips: int | None
    languages: tuple[str, ...]
    text: str


class Prepared(NamedTuple):
    """The parts of one record, bodies of those that need one, and the filing that they make alone."""

    headers: tuple[Header, ...]
    bodies: tuple[bytes | None, ...]
    stored: Stored | None


def prepare(parts: Sequence[Part]) -> Prepared:
    """Make the parts of one record ready."""
    filing, headers, bodies = kept.headers_of(parts)
    return Prepared(headers, bodies, None if filing is None else stored(filing))


def stored(filing: Filing) -> Stored:
    """Analyse and encode a filing."""
    entry = entry_of(filing)
    whole = codec.plain(filing)
    light = codec.light(whole)
    body = _columns(entry)
    body[ID] = filing.id
    body[COUNTED] = b64encode(entry.counted).decode()
    body["light"] = light
    heavy = {key: value for key, value in whole.items() if key not in light}
    if heavy:
        body["heavy"] = heavy
    flips = kept.flips(filing)
    if flips is not None:
        body[FLIPS] = flips
    languages = tuple(entry.languages)
    return Stored(json_bytes(body)[:-1], keys_of(filing), filing.status.state, flips, languages, stored_text(whole))


def _columns(entry: Entry) -> dict[str, Any]:
    body: dict[str, Any] = dict(entry.integers)
    for name, words in entry.words:
        body[name] = paragraphs(words)
    body.update(entry.stems)
    body.update((name, b64encode(row.encode()).decode()) for name, row in entry.rows)
    for name in columns.SCORED:
        body.setdefault(name, columns.ABSENT)
    for name, values in entry.terms:
        if name in ("status", "status" + columns.FOLDED):
            continue
        body[name] = values
        if name.endswith(columns.FOLDED):
            plain = name.removesuffix(columns.FOLDED)
            if plain + columns.EXACT not in body:
                body[plain + FOLD] = [one.partition("\0")[0] for one in values]
        elif name in _SCHEMES:
            own = [one for one in values if not one.startswith(columns.UNDER)]
            body[name + OWN] = own
            body[name + PLACE] = [sort_key(_SCHEMES[name], one) for one in own]
    return body


def paragraphs(words: str) -> list[str]:
    """Return a field's terms by paragraph, with one mark between sentences and one between paragraphs.

    A text is so as long as it is in tantivy, which has one term more in each of these places.

    >>> paragraphs("a b\x1ec\x1dd")
    ['a b ␞ c ␝', 'd']
    """
    *first, last = words.replace(SENTENCE_MARK, f" {SENTENCE} ").split(PARAGRAPH_MARK)
    return [*(f"{one} {PARAGRAPH}" for one in first), last]


def finished(
    stored: Stored,
    version: int,
    sequence: int,
    expired: bool,
    parts: Iterable[tuple[Header, bytes | None]],
    vector: bytes | None,
) -> bytes:
    """Return the whole body of a live record; ``vector`` is its members of a JSON object."""
    state = "expired" if expired else stored.state
    folded = columns.fold_value(state)
    tail = {
        "version": version, SEQUENCE: sequence, LIVE: True, EXPIRED: expired, "status": [state],
        "status" + FOLD: [folded], "status" + columns.FOLDED: [columns.folded_term(state)], "parts": part_values(parts),
        "languages": list(stored.languages),
    }  # fmt: skip
    beside = b"" if vector is None else b"," + vector
    return stored.body + beside + b"," + json_bytes(tail)[1:]


def withdrawn(id: str, version: int, sequence: int, parts: Iterable[tuple[Header, bytes | None]]) -> bytes:
    """Return the body of a record that no source holds any more: a versioned state that no search finds."""
    return json_bytes({ID: id, "version": version, SEQUENCE: sequence, LIVE: False, "parts": part_values(parts)})


def part_values(parts: Iterable[tuple[Header, bytes | None]]) -> list[list[Any]]:
    """Return parts as JSON: the header's values and the body."""
    return [[*head, None if body is None else b64encode(body).decode()] for head, body in parts]


def parts_of(values: Sequence[Sequence[Any]]) -> list[tuple[Header, bytes | None]]:
    """Read what ``part_values`` returned."""
    found = []
    for one in values:
        head = Header._make([*one[:-2], tuple(one[-2])])
        found.append((head, None if one[-1] is None else b64decode(one[-1])))
    return found


def filing_of(source: Mapping[str, Any], *, shown: bool = True) -> Filing:
    """Return the filing in a record's ``_source``; ``shown``: as it stands when its term is over."""
    filing = codec.from_json({**source["light"], **source.get("heavy", {})})
    return kept.term_over(filing) if shown and source.get(EXPIRED) else filing


def json_bytes(value: object) -> bytes:
    """Return plain values as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
