"""What can be counted by: a field of the registry, at a level where it is a class, by year where it is a date.

A dimension gives the pairs of a hit and a value, the text of a value, and the query that finds the records of a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.counting import COLUMNS, LEVELS, code_of, level_of, symbol_code, symbol_of
from domain.errors import ParameterError
from domain.fields import Field, field_named
from domain.filings import STATES, State
from domain.hits import Codes, Column, Places
from domain.query import And, Exact, Exists, Not, Or, Query, Range, Status, Under
from domain.text import Wording
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.kept import KEPT, Sets, column_of, sets_of
from search_api.navigation.scope import in_years
from search_api.navigation.standing import states_on
from search_api.navigation.tables import OTHER, UNKNOWN

_HASHED = np.uint64(1 << 62)
_SAID_UNKNOWN = np.uint64(code_of("unknown"))
_KNOWN_STATES: tuple[State, ...] = tuple(one for one in STATES if one != "unknown")
_MOST_READ = 2_000
"""Records read for the texts of values that stand equal; above it the field's dictionary is walked."""
_MERGED = {"applicant": "applicant_cluster"}


@dataclass(frozen=True, slots=True)
class Values:
    """The distinct values of a dimension over the hits: codes in order, and pairs of a hit and a value's place."""

    hits: Places
    places: Places
    codes: Codes


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension: its field, the bits of a code below its level, whether it counts years, the day of a status."""

    name: str
    field: Field
    bits: int = 0
    level: str | None = None
    year: bool = False
    day: str | None = None
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values that count as one, by what that is called."""
    sets: Sets = ()
    """Of branches and tags: each with its query."""

    @property
    def label(self) -> Wording:
        return self.field.label

    def pairs(self, frame: Frame) -> Column:
        """Return the pairs of a hit and a value."""
        hits = frame.hits
        if self.sets:
            return column_of(frame, self.sets)
        if self.field.name == "status":
            codes = states_on(hits, self.day) if self.day is not None else hits.first("status")
            held = np.flatnonzero((codes != 0) & (codes != _SAID_UNKNOWN))
            return Column(held, codes[held])
        column = hits.column(self.field.name)
        if self.year:
            if self.field.name == "priority_date":
                column = _else_filed(frame, column)
            return Column(column.hits, column.codes // np.uint64(10_000))
        if self.bits:
            cut = column.codes >> np.uint64(self.bits) << np.uint64(self.bits)
            return Column(column.hits, np.where(column.codes < _HASHED, cut, column.codes))
        return _as_one(column, self.joined) if self.joined else column

    def values(self, frame: Frame) -> Values:
        """Return the distinct values; they are the same for a frame however often they are asked for."""
        known = frame.cache.get(self)
        if known is None:
            pairs = self.pairs(frame)
            codes, places = np.unique(pairs.codes, return_inverse=True)
            known = frame.cache[self] = Values(pairs.hits, np.asarray(places, np.int64), codes)
        found: Values = known
        return found

    def having(self, frame: Frame) -> Flags:
        """Tell of each hit whether it has a value."""
        found = np.zeros(len(frame.hits), np.bool_)
        found[self.values(frame).hits] = True
        return found

    def node(self, key: str) -> Query:
        """Return the query of the records of a value."""
        name = self.field.name
        if key == UNKNOWN:
            return self.unknown()
        if self.sets:
            return dict(self.sets)[key]
        if self.year:
            return in_years(name, int(key), int(key))  # type: ignore[arg-type]
        if self.field.name == "status":
            return Status(key, self.day)  # type: ignore[arg-type]
        if self.bits or self.level:
            return Under(name, key, alone=level_of(key) != self.level or self.level == "subgroup")
        if self.field.kind == "class":
            return Under(name, key, alone=True)
        if self.field.kind in ("date", "number"):
            return Range(name, key, key)
        return any_of([Exact(name, one) for one in dict(self.joined).get(key, (key,))])

    def unknown(self) -> Query:
        """Return the query of the records without a value."""
        if self.sets:
            return Not(any_of([query for _, query in self.sets]))
        if self.field.name == "status":
            return Not(Or(tuple(Status(one, self.day) for one in _KNOWN_STATES)))
        if self.year and self.field.name == "priority_date":
            return And((Not(Exists("priority_date")), Not(Exists("filed"))))
        return Not(Exists(self.field.name))

    def others(self, keys: Sequence[str]) -> Query:
        """Return the query of the records that have a value, but none of these."""
        known: list[Query] = [Exists(self.field.name)]
        if self.field.name == "status":
            known = [Or(tuple(Status(one, self.day) for one in _KNOWN_STATES))]
        if self.sets:
            known = [any_of([query for _, query in self.sets])]
        if self.year and self.field.name == "priority_date":
            known = [Or((Exists("priority_date"), Exists("filed")))]
        shown = [self.node(key) for key in keys]
        return And((*known, *([Not(any_of(shown))] if shown else [])))

    def places(self, frame: Frame, texts: Sequence[str]) -> list[int]:
        """Return the places of values by their texts, -1 for what no hit has."""
        codes = self.values(frame).codes
        wanted = np.array([self._code(text) for text in texts], np.uint64)
        at = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
        if not len(codes):
            return [-1] * len(texts)
        return [int(place) if codes[place] == code else -1 for place, code in zip(at, wanted, strict=True)]

    def _code(self, text: str) -> int:
        if self.year or self.field.kind in ("date", "number"):
            return int(text)
        if not self.level:
            return code_of(text)
        code = symbol_code(text)
        return code >> self.bits << self.bits if code < 1 << 62 else code

    def texts(self, frame: Frame, places: Places) -> list[str]:
        """Return the texts of values by their places among the codes."""
        values = self.values(frame)
        codes = values.codes[places]
        if self.year or self.field.kind in ("date", "number"):
            return [str(int(one)) for one in codes]
        found: list[str] = [""] * len(codes)
        packed = codes < _HASHED
        for at in np.flatnonzero(packed):
            found[at] = symbol_of(int(codes[at]))
        rest = np.flatnonzero(~packed)
        if len(rest):
            for at, text in zip(rest, self._read(frame, values, places[rest]), strict=True):
                found[at] = text
        return found

    def _read(self, frame: Frame, values: Values, places: Places) -> list[str]:
        if self.field.name == "status":
            names = {code_of(state): str(state) for state in STATES}
            return [names[int(one)] for one in values.codes[places]]
        own = {code_of(name): name for name, _ in (*self.joined, *self.sets)}
        known: dict[int, str] = frame.cache.setdefault(("texts", self.field.name), own)
        wanted = [int(place) for place in places if int(values.codes[place]) not in known]
        if wanted:
            firsts = frame.cache.get(("firsts", self))
            if firsts is None:
                firsts = np.zeros(len(values.codes), np.int64)
                firsts[values.places[::-1]] = values.hits[::-1]
                frame.cache["firsts", self] = firsts
            codes = values.codes[wanted]
            texts = frame.hits.texts(self.field.name, codes, firsts[wanted])
            known.update(zip((int(one) for one in codes), texts, strict=True))
        return [known[int(one)] for one in values.codes[places]]

    def top(self, frame: Frame, counts: Places, size: int) -> tuple[list[int], list[str]]:
        """Return the places and texts of the ``size`` largest counts, of equal ones those first in code-point order."""
        if not len(counts) or size <= 0:
            return [], []
        have = np.flatnonzero(counts)
        if len(have) > size:
            least = int(np.partition(counts[have], len(have) - size)[len(have) - size])
            sure, tied = have[counts[have] > least], have[counts[have] == least]
            chosen = np.concatenate([sure, self._first(frame, tied, size - len(sure))])
        else:
            chosen = have
        texts = self.texts(frame, chosen)
        order = sorted(range(len(chosen)), key=lambda at: (-int(counts[chosen[at]]), texts[at]))
        return [int(chosen[at]) for at in order], [texts[at] for at in order]

    def _first(self, frame: Frame, tied: Places, wanted: int) -> Places:
        """Return the first of equal values in the order of their texts."""
        if len(tied) <= wanted:
            return tied
        codes = self.values(frame).codes
        if len(tied) > _MOST_READ and codes[tied[0]] >= _HASHED and not (self.day or self.joined or self.sets):
            among = {int(codes[place]): int(place) for place in tied}
            found: list[int] = []
            for text in frame.searcher.values(self.field.name):
                place = among.get(code_of(text))
                if place is not None:
                    found.append(place)
                    if len(found) == wanted:
                        return np.array(found, np.int64)
        texts = self.texts(frame, tied)
        order = sorted(range(len(tied)), key=texts.__getitem__)
        return tied[order[:wanted]]


def any_of(queries: Sequence[Query]) -> Query:
    """Return the query of what any finds."""
    return queries[0] if len(queries) == 1 else Or(tuple(queries))


def _as_one(column: Column, joined: Sequence[tuple[str, Sequence[str]]]) -> Column:
    """Return a column of texts with joined values as one, each value of a hit once."""
    codes = column.codes.copy()
    for name, members in joined:
        codes[np.isin(column.codes, [np.uint64(code_of(one)) for one in members])] = np.uint64(code_of(name))
    order = np.lexsort((codes, column.hits))
    hits, codes = column.hits[order], codes[order]
    first = np.r_[True, (hits[1:] != hits[:-1]) | (codes[1:] != codes[:-1])][: len(hits)]
    return Column(hits[first], codes[first])


def _else_filed(frame: Frame, column: Column) -> Column:
    """Return the priority dates, and the filing date of a hit that claims none."""
    filed = frame.hits.column("filed")
    without = ~frame.hits.has("priority_date")[filed.hits]
    hits = np.concatenate([column.hits, filed.hits[without]])
    return Column(hits, np.concatenate([column.codes, filed.codes[without]]))


def dimension(frame: Frame, text: str, parameter: str = "rows") -> Dimension:
    """Return the dimension of a name such as ``applicant``, ``year``, ``ipc:main_group`` or ``filed``.

    Raises ``ParameterError`` for what cannot be counted by.
    """
    scope = frame.scope
    name, _, level = text.strip().partition(":")
    if name == "year":
        name = scope.date
    if name in KEPT:
        return Dimension(text, KEPT[name], sets=sets_of(frame, name, parameter))
    if scope.clusters == "merged":
        name = _MERGED.get(name, name)
    field = field_named(name)
    if field is None or field.name not in COLUMNS or field.kind == "identifier":
        raise ParameterError(
            parameter, f"不能按“{text[:40]}”统计，见 /api/v1/fields 中的分面字段。",
            f"“{text[:40]}” is nothing to count by; fields with a facet are, see /api/v1/fields.",
        )  # fmt: skip
    if field.scheme in ("ipc", "cpc"):
        level = level or scope.level or "subclass"
        if level not in LEVELS:
            raise ParameterError("level", f"level 须为 {'、'.join(LEVELS)}。", f"level is one of {', '.join(LEVELS)}.")
        return Dimension(text, field, LEVELS[level], level)
    if field.kind == "date":
        return Dimension(text, field, year=True)
    if field.name == "status" and scope.as_of:
        return Dimension(text, field, day=scope.as_of)
    if field.name == _MERGED["applicant"] and scope.aliases:
        return Dimension(text, field, joined=_members(scope.aliases))
    return Dimension(text, field)


def _members(aliases: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the clusters that a table joins, with their members: a cluster is one of its own."""
    found: dict[str, set[str]] = {}
    for name, cluster in aliases.items():
        found.setdefault(cluster, {cluster}).add(name)
    return tuple((cluster, tuple(sorted(members))) for cluster, members in sorted(found.items()))


def other_hits(frame: Frame, dimension: Dimension, shown: Sequence[int]) -> Flags:
    """Tell of each hit whether it has a value, but none of those shown."""
    values = dimension.values(frame)
    inside = np.zeros(len(values.codes), np.bool_)
    inside[list(shown)] = True
    named = np.zeros(len(frame.hits), np.bool_)
    named[values.hits[inside[values.places]]] = True
    return dimension.having(frame) & ~named


__all__ = ["OTHER", "UNKNOWN", "Dimension", "Values", "dimension", "other_hits"]
