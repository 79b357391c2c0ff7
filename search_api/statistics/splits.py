"""How the rows of a yearly table divide the records: by the values of a field, by kind of right, by home and abroad.

Invariants: whatever a split divides, ``unknown`` is its last part; each part has the query that finds it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.counting import code_of
from domain.hits import Places
from domain.proprietors import LABELS
from domain.query import And, Exact, Exists, Not, Or, Query, Under
from domain.text import Wording
from search_api.navigation.dimensions import OTHER, UNKNOWN, dimension, other_hits
from search_api.navigation.frame import Flags, Frame
from search_api.statistics.asked import Asked
from search_api.statistics.yearbook import Measure

REGIONAL = ("AP", "BX", "EA", "EM", "EP", "GC", "IB", "OA", "QZ", "WO", "XN", "XV")
"""Offices of several states or of none (WIPO ST.3), before which no applicant is domestic."""
MOST_ROWS = 200
_UTILITY = ("U", "Y", "Z")
_PLANT = ("P",)


@dataclass(frozen=True, slots=True)
class Split:
    """Parts of the hits: keys with their queries, and pairs of a hit and a part; ``fixed`` parts stand in their order."""

    name: str
    label: Wording
    keys: tuple[str, ...]
    node: Callable[[int], Query]
    hits: Places
    places: Places
    fixed: bool = False

    def part(self, frame: Frame, at: int) -> Measure:
        """Return one part as a measure."""
        flags = np.zeros(len(frame.hits), np.bool_)
        flags[self.hits[self.places == at]] = True
        return Measure(flags, self.node(at))

    def parts(self, frame: Frame) -> list[tuple[str, Measure]]:
        return [(key, self.part(frame, at)) for at, key in enumerate(self.keys)]


def of_field(
    frame: Frame, name: str, label: Wording | None = None, among: Flags | None = None, size: int = MOST_ROWS
) -> Split:
    """Divide by the values of a field: the ``size`` most frequent among some hits, ``other``, ``unknown``."""
    by = dimension(frame, name)
    values = by.values(frame)
    kept = np.ones(len(values.hits), np.bool_) if among is None else among[values.hits]
    counts = frame.cells(values.places[kept], values.hits[kept], len(values.codes))
    shown, texts = by.top(frame, counts, size)
    at = np.full(len(values.codes), -1, np.int64)
    at[shown] = np.arange(len(shown))
    pairs = at[values.places] >= 0
    others = np.flatnonzero(other_hits(frame, by, shown))
    without = np.flatnonzero(~by.having(frame))
    keys = (*texts, OTHER, UNKNOWN)
    return Split(
        by.field.name, label or by.label, keys,
        lambda place: by.others(texts) if place == len(texts) else by.node(keys[place]),
        np.concatenate([values.hits[pairs], others, without]),
        np.concatenate([at[values.places[pairs]], np.full(len(others), len(texts)), np.full(len(without), len(texts) + 1)]),
    )  # fmt: skip


def of_flags(name: str, label: Wording, parts: Sequence[tuple[str, Flags, Query]], size: int) -> Split:
    """Divide by parts that are given; what is in none of them is unknown."""
    kept = np.zeros(size, np.bool_)
    hits, places = [], []
    for at, (_, flags, _) in enumerate(parts):
        kept |= flags
        found = np.flatnonzero(flags)
        hits.append(found)
        places.append(np.full(len(found), at, np.int64))
    rest = np.flatnonzero(~kept)
    nodes = [node for _, _, node in parts]
    none: Query = Not(Or(tuple(nodes)) if len(nodes) > 1 else nodes[0])
    every = [*nodes, none]
    return Split(
        name, label, (*(key for key, _, _ in parts), UNKNOWN), lambda place: every[place],
        np.concatenate([*hits, rest]), np.concatenate([*places, np.full(len(rest), len(parts), np.int64)]), fixed=True,
    )  # fmt: skip


def of_kinds(frame: Frame) -> Split:
    """Divide patents and designs by kind: WIPO ST.16's first letter tells a utility model and a plant patent."""
    if "kinds" not in frame.cache:
        frame.cache["kinds"] = _kinds(frame)
    found: Split = frame.cache["kinds"]
    return found


def _kinds(frame: Frame) -> Split:
    by = dimension(frame, "kind")
    values = by.values(frame)
    texts = by.texts(frame, np.arange(len(values.codes)))
    patent = frame.hits.first("right") == np.uint64(code_of("patent"))
    design = frame.hits.first("right") == np.uint64(code_of("design"))
    parts: list[tuple[str, Flags, Query]] = []
    special: list[Query] = []
    taken = np.zeros(len(frame.hits), np.bool_)
    for key, letters in (("utility_model", _UTILITY), ("plant", _PLANT)):
        chosen = [at for at, text in enumerate(texts) if text[:1] in letters]
        flags = np.zeros(len(frame.hits), np.bool_)
        flags[values.hits[np.isin(values.places, chosen)]] = True
        flags &= patent
        if flags.any():
            nodes = tuple(Exact("kind", texts[at]) for at in chosen)
            node: Query = nodes[0] if len(nodes) == 1 else Or(nodes)
            special.append(node)
            taken |= flags
            parts.append((key, flags, And((Exact("right", "patent"), node))))
    rest = [Not(one) for one in special]
    invention = patent & by.having(frame) & ~taken
    parts.insert(0, ("invention", invention, And((Exact("right", "patent"), Exists("kind"), *rest))))
    before = len(parts) - 1 if parts[-1][0] == "plant" else len(parts)
    parts.insert(before, ("design", design, Exact("right", "design")))
    return of_flags("kind_of_right", Wording("类型", "Kind"), parts, len(frame.hits))


def of_origin(frame: Frame, asked: Asked) -> Split:
    """Divide by home and abroad: the applicant's country against the office's, offices of several states apart."""
    field = asked.field("country")
    offices = dimension(frame, "office")
    values = offices.values(frame)
    texts = offices.texts(frame, np.arange(len(values.codes)))
    codes, country = frame.hits.first("office"), frame.hits.first(field)
    among = [text for text in texts if text in REGIONAL]
    regional = np.isin(codes, np.array([code_of(text) for text in among], np.uint64))
    home = (codes == country) & ~regional
    abroad = frame.hits.has(field) & ~home & ~regional
    at_home: tuple[Query, ...] = tuple(
        And((Exact("office", text), Exact(field, text))) for text in texts if text not in REGIONAL
    )
    never: Query = And((Exact("office", "ZZ"), Exact(field, "ZZ")))
    domestic = at_home[0] if len(at_home) == 1 else Or(at_home) if at_home else never
    several = tuple(Exact("office", text) for text in among)
    parts: list[tuple[str, Flags, Query]] = [("domestic", home, domestic)]
    if several:
        joint: Query = several[0] if len(several) == 1 else Or(several)
        parts += [("foreign", abroad, And((Exists(field), Not(domestic), Not(joint)))), ("regional", regional, joint)]
    else:
        parts.append(("foreign", abroad, And((Exists(field), Not(domestic)))))
    return of_flags("origin_of_applicant", Wording("国内外", "Domestic or foreign"), parts, len(frame.hits))


def of_types(frame: Frame) -> Split:
    """Divide by type of proprietor."""
    column = frame.hits.first("proprietor_type")
    parts: list[tuple[str, Flags, Query]] = [
        (kind, column == np.uint64(code_of(kind)), Exact("proprietor_type", kind)) for kind in LABELS
    ]
    return of_flags("proprietor_type", Wording("申请人类型", "Type of proprietor"), parts, len(frame.hits))


def of_locarno(frame: Frame, among: Flags) -> Split:
    """Divide designs by class of the Locarno Classification, its first two digits."""
    fine = of_field(frame, "locarno", Wording("洛迦诺大类", "Locarno class"), among, len(frame.hits) or 1)
    cut = [key.partition("-")[0] for key in fine.keys]
    keys = (*sorted(set(cut) - {OTHER, UNKNOWN}), OTHER, UNKNOWN)
    to = np.array([keys.index(one) for one in cut], np.int64)
    return Split("locarno", fine.label, keys, lambda at: _locarno(keys, at), fine.hits, to[fine.places])


def _locarno(keys: Sequence[str], at: int) -> Query:
    if keys[at] == UNKNOWN:
        return Not(Exists("locarno"))
    if keys[at] != OTHER:
        return Under("locarno", keys[at])
    named = tuple(Under("locarno", one) for one in keys[:at])
    return And((Exists("locarno"), *([Not(Or(named) if len(named) > 1 else named[0])] if named else [])))
