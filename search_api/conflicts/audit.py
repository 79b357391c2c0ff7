"""Audit mode: every mark of the register is scored, so that the answer shows what the candidates lost, if anything.

The register is read once for each commit of the index into columns (words, classes and groups of each mark), and kept as
long as that commit stands. Every mark gets the batch score; those that can reach level 3 by it and are no candidates get
the explainable score.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from domain.engine import EngineState
from domain.marks import guards, levels, scores
from domain.marks.asked import AskedMark
from domain.marks.check import Check, Level
from domain.marks.keys import read_row
from domain.marks.pair import Claim
from domain.marks.register import MarkRegister
from domain.marks.vocabulary import Floats, Gathering, Places, Vocabulary
from domain.marks.weights import weight
from search_api.conflicts.profiles import Profile
from search_api.conflicts.rank import Ranked, Ranking, judged, near_goods

_STEP = 100_000
_GUARD = threading.Lock()


@dataclass(frozen=True, slots=True)
class Columns:
    """Every mark of a commit: its row as a line, the distinct words with their weights, and where those of each mark stand."""

    key: tuple[str, str, int]
    lines: tuple[str, ...]
    words: Vocabulary
    places: Places
    weighed: Floats


_KEPT: list[Columns] = []


def missed(
    register: MarkRegister, check: Check, asked: AskedMark, known: set[str], claim: Claim, profile: Profile,
    state: EngineState,
) -> tuple[tuple[str, ...], int]:  # fmt: skip
    """Return the ids at level 3 and above that are no candidates, and how many marks were scanned."""
    columns = columns_of(register, state)
    if not asked.words or not columns.lines:
        return (), len(columns.lines)
    compared = scores.compare_all(asked, columns.words, columns.places)
    least = levels.least_similarity(1.0)
    found: list[str] = []
    for start in range(0, len(columns.lines), _STEP):
        chosen = np.arange(start, min(start + _STEP, len(columns.lines)))
        scored = scores.sign_scores(compared, chosen, columns.weighed)
        for at in np.flatnonzero(scored.similarity >= least).tolist():
            line = columns.lines[start + at]
            if line.partition("\t")[0] in known:
                continue
            one = Ranked(read_row(line), start + at, at, float(scored.similarity[at]), 0.0)
            made = Ranking((one,), compared, scored, columns.weighed)
            if _level(check, made, one, claim, profile) in (1, 2, 3):
                found.append(one.row.id)
    return tuple(found), len(columns.lines)


def _level(check: Check, made: Ranking, one: Ranked, claim: Claim, profile: Profile) -> Level:
    """Return the level of a row by its classes and groups, after the guards."""
    goods = near_goods(check.goods, one.row, profile.goods, profile.coordinated)
    if one.similarity < levels.least_similarity(goods):
        return 0
    found = judged(check, made, one, claim, profile.rules)
    codes = frozenset(finding.code for finding in found.reasons)
    similarity = guards.softened(one.similarity, guards.against(found.pair, codes, goods, profile.guards))
    return levels.level(similarity, goods, found.distinctiveness)


def columns_of(register: MarkRegister, state: EngineState) -> Columns:
    """Return the columns of a commit, read when it is first audited."""
    key = (state.engine, state.generation, state.indexed_sequence)
    with _GUARD:
        if not _KEPT or _KEPT[0].key != key:
            _KEPT[:] = [_read(key, register.every_mark())]
        return _KEPT[0]


def _read(key: tuple[str, str, int], lines: Iterable[str]) -> Columns:
    gathering = Gathering()
    counts: list[int] = []
    kept = []
    live = 0
    for line in lines:
        cells = line.split("\t")
        if not cells[2]:
            continue
        own = gathering.add(cells[2].split(" "), cells[3].split(" "))
        counts += [0] * (len(gathering.phones) - len(counts))
        if cells[7]:
            live += 1
            for place in dict.fromkeys(own):
                counts[place] += 1
        kept.append(line)
    weighed = np.array([weight(one, live) for one in counts], np.float32)
    return Columns(key, tuple(kept), gathering.vocabulary(), gathering.places(), weighed)
