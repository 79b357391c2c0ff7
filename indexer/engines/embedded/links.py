"""Queries that follow a link from one record to others: citations, families, and the state on a day.

Invariants: links are looked up in the record store, so they hold for what is loaded and for what is not.
"""

from collections.abc import Sequence

from domain import families, numbers
from domain.dates import as_number, last_day, partial_date
from domain.errors import BadDate
from domain.query import CitedBy, Cites, Family, Status
from indexer.documents import group_key
from indexer.engines.embedded import built, schema
from indexer.engines.embedded.built import Built
from indexer.engines.embedded.reading import filings_by_id, ids_of_keys
from indexer.engines.embedded.values import whole_numbers
from indexer.engines.embedded.view import View

_ENDED = ("lapsed", "expired")


def cites(view: View, node: Cites) -> Built:
    """Records that cite the publication, in any of its spellings."""
    keys = dict.fromkeys(node.readings)
    for id in [*node.readings, *ids_of_keys(view.connection, node.readings)]:
        keys.setdefault(without_kind(id))
    return built.any_term(view, "cited", list(keys))


def cited_by(view: View, node: CitedBy) -> Built:
    """Records that the publication cites."""
    found = filings_by_id(view.connection, ids_of_keys(view.connection, node.readings)).values()
    keys = [numbers.citation_key(one) for filing in found for one in filing.citations]
    return built.any_term(view, "publication", list(dict.fromkeys(key for key in keys if key)))


def family(view: View, node: Family) -> Built:
    """Members of the families of the records that have the number."""
    found = filings_by_id(view.connection, ids_of_keys(view.connection, node.readings)).values()
    keys = sorted({group_key(families.family_of(one)) for one in found})
    if not keys:
        return built.NOTHING
    query = built.Q.const_score_query(built.Q.term_set_query(view.schema, schema.FAMILY, keys), 0.0)
    hits = sum(view.searcher.doc_freq(schema.FAMILY, key) for key in keys)
    return Built(query, hits, 0.1)


def without_kind(id: str) -> str:
    """Return the key of a publication's id, without its kind.

    >>> without_kind("US-7272630-B2"), without_kind("US-7272630"), without_kind("US-AP-10123456")
    ('US-7272630', 'US-7272630', 'US-AP-10123456')
    """
    head, _, kind = id.rpartition("-")
    return head if head.count("-") == 1 and kind[:1].isalpha() and len(kind) <= 3 and not head.endswith("-TM") else id


def status(view: View, node: Status) -> Built:
    """Records in a state on a day, by the rules of ``legal_events.state_on``; without a day, the state shown."""
    if node.date is None:
        return built.term(view, "status", node.state)
    date = partial_date(node.date)
    if date is None:
        raise BadDate("没有这一天。", "There is no such date.", span=node.span)
    day = as_number(last_day(date).isoformat())
    rules = _Rules(view, day)
    return rules.state(node.state)


class _Rules:
    """The steps of ``state_on`` as queries; each is what is left by those before it."""

    def __init__(self, view: View, day: int) -> None:
        self.view = view
        self.filed_later = whole_numbers(view, schema.LIFE_FILED, day + 1, None)
        self.filed = whole_numbers(view, schema.LIFE_FILED, None, None)
        self.ended = whole_numbers(view, schema.LIFE_END, None, day)
        self.any_end = whole_numbers(view, schema.LIFE_END, None, None)
        self.over = whole_numbers(view, schema.LIFE_OVER, None, day - 1)
        self.started = whole_numbers(view, schema.LIFE_START, None, day)
        self.any_start = whole_numbers(view, schema.LIFE_START, None, None)
        self.since_later = whole_numbers(view, schema.LIFE_SINCE, day + 1, None)
        self.gone = built.any_term(view, schema.LIFE_STATE, list(_ENDED))

    def own(self, *states: str) -> Built:
        """Records whose own status is one of ``states``."""
        return built.any_term(self.view, schema.LIFE_STATE, list(states))

    def those(self, parts: Sequence[Built], but: Sequence[Built] = ()) -> Built:
        return built.without(self.view, parts, [*but, self.filed_later])

    def state(self, state: str) -> Built:
        if state == "lapsed":
            return self.those([self.ended], [self.own("expired")])
        if state == "expired":
            return built.union([self.those([self.ended, self.own("expired")]), self.those([self.over], [self.ended])])
        undated_end = built.without(self.view, [self.gone], [self.any_end])
        if state == "unknown":
            unsaid = [self.ended, self.over, undated_end, self.any_start, self.filed, self._says()]
            return built.union([self.those([undated_end], [self.over]), self.those([], unsaid)])
        live = [self.ended, self.over, undated_end]
        if state == "in_force":
            return built.union(
                [self.those([self.started], live), self.those([self._says("in_force")], [*live, self.any_start])]
            )
        not_started = self.those([self.any_start], [*live, self.started])
        silent = self.those([self.filed], [*live, self.any_start, self._says("in_force")])
        return built.union([not_started, silent, self.those([self._says("pending")], [*live, self.any_start])])

    def _says(self, *states: str) -> Built:
        """Records that say by their own status that they are pending or in force on the day."""
        return built.without(self.view, [self.own(*(states or ("pending", "in_force")))], [self.since_later])
