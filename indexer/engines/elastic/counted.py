"""The rows that analyses count, read from the records' columns, and the values of a field in order."""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from domain import counting
from domain.fields import field_named
from domain.filings import Filing
from domain.hits import Codes, Hits, Places
from indexer.engines import bytewise, columns
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.mapping import COUNTED, EXPIRED, VECTOR_BYTES
from indexer.engines.elastic.pits import paged
from indexer.engines.elastic.reading import filings_by_id
from indexer.engines.elastic.summary import LIVE_ONLY, counted
from indexer.engines.elastic.view import View

_PAGE = 5_000
_VALUES = 1_000


def hits_of(cluster: Cluster, query: Mapping[str, Any]) -> Hits:
    """Return the columns of all records that a query finds, from one point in time."""
    rows: list[bytes] = []
    ids: list[str] = []
    for hit in paged(cluster, query, _PAGE, (), columns=(COUNTED, EXPIRED)):
        values = hit["fields"]
        row = b64decode(values[COUNTED][0])
        rows.append(counting.restated(row, "expired") if values.get(EXPIRED, [False])[0] else row)
        ids.append(hit["_id"])
    lengths = np.fromiter((len(row) // counting.WORD for row in rows), np.int64, len(rows))
    words = np.frombuffer(b"".join(rows), "<u8")

    def read(hits: Sequence[int]) -> list[Filing]:
        wanted = [ids[one] for one in hits]
        found = filings_by_id(cluster, list(dict.fromkeys(wanted)))
        return [found[one] for one in wanted]

    def name(hits: Places) -> list[str]:
        return [ids[int(one)] for one in hits]

    def vectors(hits: Places) -> tuple[Places, npt.NDArray[np.float32]]:
        return _vectors(cluster, query, [ids[int(one)] for one in hits])

    return Hits(words, np.cumsum(lengths) - lengths, read, name, vectors)


def _vectors(cluster: Cluster, query: Mapping[str, Any], ids: Sequence[str]) -> tuple[Places, npt.NDArray[np.float32]]:
    """Return which of some hits of a query have a vector, by their places, and these unit vectors."""
    place = {id: at for at, id in enumerate(ids)}
    found: dict[int, bytes] = {}
    for hit in paged(cluster, query, _PAGE, (), columns=(VECTOR_BYTES,)):
        packed = hit.get("fields", {}).get(VECTOR_BYTES)
        if packed and hit["_id"] in place:
            found[place[hit["_id"]]] = b64decode(packed[0])
    places = sorted(found)
    rows = np.frombuffer(b"".join(found[at] for at in places), np.int8)
    return np.array(places, np.int64), bytewise.unit(rows.reshape(len(places), -1 if places else 1))


def kin_of(cluster: Cluster, everything: Mapping[str, Any], families: Codes) -> Hits:
    """Return the columns of all records of some families: their codes stand in the rows, which are all read."""
    hits = hits_of(cluster, everything)
    return hits.among(np.flatnonzero(np.isin(hits.first(counting.UNITS["family"]), families)))


def values(view: View, field: str) -> Iterator[str]:
    """Yield the values of a field in code-point order; those of a field without facet are case folded anyway."""
    named = field_named(field)
    if named is None or named.kind not in ("name", "keyword", "flag"):
        return
    plain = named.facet and named.kind != "name"
    column = named.name + (columns.EXACT if named.kind == "name" else "" if plain else columns.FOLDED)
    after: Mapping[str, Any] | None = None
    while True:
        asked: dict[str, Any] = {"size": _VALUES, "sources": [{"value": {"terms": {"field": column}}}]}
        if after is not None:
            asked["after"] = after
        answer = counted(view.cluster, {"found": {"composite": asked}}, LIVE_ONLY).get("aggregations")
        buckets = answer["found"]["buckets"] if answer else []
        for one in buckets:
            yield str(one["key"]["value"]).rpartition("\0")[2]
        if len(buckets) < _VALUES:
            return
        after = answer["found"]["after_key"] if answer else None
