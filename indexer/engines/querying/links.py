"""Queries that follow a link from one record to others: citations, families, and the state on a day.

Invariant: links are looked up by number keys, so they hold for what is loaded and for what is not.
"""

from collections.abc import Sequence
from typing import Generic

from domain import families, numbers
from domain.dates import as_number, last_day, partial_date
from domain.errors import BadDate
from domain.query import CitedBy, Cites, Family, Status
from indexer.documents import group_key
from indexer.engines import columns
from indexer.engines.querying.lookup import B, Lookup

_ENDED = ("lapsed", "expired")


def cites(lookup: Lookup[B], node: Cites) -> B:
    """Records that cite the publication, in any of its spellings."""
    keys = dict.fromkeys(node.readings)
    for id in [*node.readings, *lookup.ids_of(node.readings)]:
        keys.setdefault(without_kind(id))
    return lookup.any_term("cited", list(keys))


def cited_by(lookup: Lookup[B], node: CitedBy) -> B:
    """Records that the publication cites."""
    found = lookup.filings(lookup.ids_of(node.readings)).values()
    keys = [numbers.citation_key(one) for filing in found for one in filing.citations]
    return lookup.any_term("publication", list(dict.fromkeys(key for key in keys if key)))


def family(lookup: Lookup[B], node: Family) -> B:
    """Members of the families of the records that have the number."""
    found = lookup.filings(lookup.ids_of(node.readings)).values()
    keys = sorted({group_key(families.family_of(one)) for one in found})
    return lookup.any_number(columns.FAMILY, keys) if keys else lookup.nothing()


def without_kind(id: str) -> str:
    """Return the key of a publication's id, without its kind.

    >>> without_kind("US-7272630-B2"), without_kind("US-7272630"), without_kind("US-AP-10123456")
    ('US-7272630', 'US-7272630', 'US-AP-10123456')
    """
    head, _, kind = id.rpartition("-")
    return head if head.count("-") == 1 and kind[:1].isalpha() and len(kind) <= 3 and not head.endswith("-TM") else id


def status(lookup: Lookup[B], node: Status) -> B:
    """Records in a state on a day, by the rules of ``legal_events.state_on``; without a day, the state shown."""
    if node.date is None:
        return lookup.term("status", node.state)
    date = partial_date(node.date)
    if date is None:
        raise BadDate("没有这一天。", "There is no such date.", span=node.span)
    day = as_number(last_day(date).isoformat())
    rules = _Rules(lookup, day)
    return rules.state(node.state)


class _Rules(Generic[B]):
    """The steps of ``state_on`` as queries; each is what is left by those before it."""

    def __init__(self, lookup: Lookup[B], day: int) -> None:
        self.lookup = lookup
        self.filed_later = lookup.between(columns.LIFE_FILED, day + 1, None)
        self.filed = lookup.between(columns.LIFE_FILED, None, None)
        self.ended = lookup.between(columns.LIFE_END, None, day)
        self.any_end = lookup.between(columns.LIFE_END, None, None)
        self.over = lookup.between(columns.LIFE_OVER, None, day - 1)
        self.started = lookup.between(columns.LIFE_START, None, day)
        self.any_start = lookup.between(columns.LIFE_START, None, None)
        self.since_later = lookup.between(columns.LIFE_SINCE, day + 1, None)
        self.gone = lookup.any_term(columns.LIFE_STATE, list(_ENDED))

    def own(self, *states: str) -> B:
        """Records whose own status is one of ``states``."""
        return self.lookup.any_term(columns.LIFE_STATE, list(states))

    def those(self, parts: Sequence[B], but: Sequence[B] = ()) -> B:
        return self.lookup.without(parts, [*but, self.filed_later])

    def state(self, state: str) -> B:
        if state == "lapsed":
            return self.those([self.ended], [self.own("expired")])
        if state == "expired":
            return self.lookup.union(
                [self.those([self.ended, self.own("expired")]), self.those([self.over], [self.ended])]
            )
        undated_end = self.lookup.without([self.gone], [self.any_end])
        if state == "unknown":
            unsaid = [self.ended, self.over, undated_end, self.any_start, self.filed, self._says()]
            return self.lookup.union([self.those([undated_end], [self.over]), self.those([], unsaid)])
        live = [self.ended, self.over, undated_end]
        if state == "in_force":
            return self.lookup.union(
                [self.those([self.started], live), self.those([self._says("in_force")], [*live, self.any_start])]
            )
        not_started = self.those([self.any_start], [*live, self.started])
        silent = self.those([self.filed], [*live, self.any_start, self._says("in_force")])
        return self.lookup.union([not_started, silent, self.those([self._says("pending")], [*live, self.any_start])])

    def _says(self, *states: str) -> B:
        """Records that say by their own status that they are pending or in force on the day."""
        return self.lookup.without([self.own(*(states or ("pending", "in_force")))], [self.since_later])
