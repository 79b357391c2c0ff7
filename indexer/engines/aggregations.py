"""Aggregations as both engines take them (tantivy speaks Elasticsearch's JSON): one place writes and reads them.

Invariants: a ``terms`` request counts every value, because the size per segment or shard is never below their number;
values come back by count, then by value.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.dates import from_number
from domain.engine import CoverageRow, Facet, FacetCount
from domain.filings import PartialDate

EVERY = (1 << 31) - 1
MOST_GROUPS = 40_000
_SPARE = 50
"""Values asked for beyond those wanted, so that equal counts at the end come in the order of values."""


def facet_aggregation(column: str, size: int, *, per_part: str = "segment_size", every: int = EVERY) -> dict[str, Any]:
    """Return the request that counts a column's values; ``per_part`` is the engine's name for the inner size."""
    return {"terms": {"field": column, "size": size + _SPARE, per_part: every}}


def read_facet(field: str, size: int, answer: Mapping[str, Any]) -> Facet:
    """Read the counts of a facet."""
    buckets = answer["buckets"]
    counts = sorted((FacetCount(value_of(one["key"]), int(one["doc_count"])) for one in buckets), key=_by_count)
    whole = len(buckets) < size + _SPARE
    return Facet(field, tuple(counts[:size]), len(buckets) if whole else None)


def groups_aggregation(column: str, *, per_part: str = "segment_size") -> dict[str, Any]:
    """Return the request that counts groups exactly, as far as they are counted exactly."""
    return {"terms": {"field": column, "size": MOST_GROUPS + 1, per_part: MOST_GROUPS + 1}}


def read_groups(answer: Mapping[str, Any]) -> int | None:
    """Read how many groups there are; ``None`` when they are too many to count."""
    found = len(answer["buckets"])
    return found if found <= MOST_GROUPS else None


def value_of(key: object) -> str:
    """Return a bucket's key as it is sent in a filter.

    >>> value_of(2010.0), value_of("H01M")
    ('2010', 'H01M')
    """
    return str(int(key)) if isinstance(key, float) else str(key)


def tree(names: Sequence[str], inner: Mapping[str, Any], *, per_part: str = "segment_size") -> dict[str, Any]:
    """Return nested ``terms`` over columns, outermost first, with the ``inner`` aggregations at the leaves."""
    if not names:
        return dict(inner)
    terms = {"field": names[0], "size": 1_000, per_part: EVERY}
    return {"by": {"terms": terms, "aggs": tree(names[1:], inner, per_part=per_part)}}


def coverage_request(*, per_part: str = "segment_size") -> dict[str, Any]:
    """Return the request that counts records by right, source and office, with first and last publication."""
    inner = {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}
    return tree(["right", "source", "office"], inner, per_part=per_part)


def read_coverage(answer: Mapping[str, Any], newest: Mapping[tuple[str, str], PartialDate | None]) -> list[CoverageRow]:
    """Read what is loaded; ``newest`` is the newest source date of each right and source."""
    found = []
    for right in answer["by"]["buckets"]:
        for source in right["by"]["buckets"]:
            for office in source["by"]["buckets"]:
                first, last = _date(office["first"]), _date(office["last"])
                key = (right["key"], source["key"])
                found.append(CoverageRow(*key, office["key"], office["doc_count"], first, last, newest.get(key)))
    return sorted(found, key=lambda one: (one.right, one.source, one.office))


def day_text(newest: int) -> PartialDate | None:
    """Return the date of a day as versions pack it.

    >>> day_text(2010 * 512 + 1 * 32 + 5), day_text(0)
    ('2010-01-05', None)
    """
    return from_number((newest >> 9) * 10_000 + (newest >> 5 & 15) * 100 + (newest & 31))


def _date(answer: Mapping[str, Any]) -> PartialDate | None:
    value = answer.get("value")
    return from_number(int(value)) if value else None


def _by_count(one: FacetCount) -> tuple[int, str]:
    return (-one.count, one.value)
