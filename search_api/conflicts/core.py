"""A conflict check from the asked mark to the ranked earlier rights, each with its evidence.

Invariants: at most 2,000 candidates are found and all of them scored; the best are explained; in audit mode every mark of
the register is scored, and what the candidates missed at level 3 and above is named.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.engine import EngineState, Searcher
from domain.errors import EngineError
from domain.filings import Filing
from domain.goods.reading import goods_of
from domain.goods.relation import SCORES, GoodsRelation, relate
from domain.marks import guards, levels
from domain.marks.asked import asked_mark
from domain.marks.check import Check, Conflict, Finding, Found, WordWeight
from domain.marks.keys import Row, read_row
from domain.marks.normal import normal_form
from domain.marks.pair import Claim
from domain.marks.register import MarkRegister, begun
from domain.text import Wording
from search_api.conflicts import audit as audited
from search_api.conflicts import candidates
from search_api.conflicts.profiles import NEUTRAL, Profile
from search_api.conflicts.rank import FULL, REPEATED, Judged, all_judged, counted, judged, near_goods, ranking
from search_api.conflicts.weighing import Weighing, counts_of

_MORE = 20
"""Ranked rows beyond those shown whose goods are read term by term, so that the exact relation can move them."""


def find_conflicts(
    searcher: Searcher, check: Check, k: int = 100, profile: Profile = NEUTRAL, *, audit: bool = False
) -> Found:
    """Return the earlier marks that may stand in the way, the strongest first.

    Raises ``EngineError`` where the engine holds no keys of marks (an index of an older version).
    """
    if not isinstance(searcher, MarkRegister):
        raise EngineError("该引擎没有商标近似索引。", "This engine holds no keys of marks.",
                          hint=Wording("请运行 ipatlas reindex。", "Run ipatlas reindex."))  # fmt: skip
    state = searcher.state()
    counts = counts_of(state)
    goods = check.goods
    weighing = Weighing(searcher, goods.classes, [one.text for one in goods.terms], counts)
    weighing.asked_ahead(normal_form(check.mark).words, candidates.likely_keys(check.mark))
    asked = asked_mark(check.mark, weighing.of, weighing.parts, weighing.rarity)
    lines = searcher.candidates(candidates.channels(searcher, check.mark, asked, goods.classes, counts))
    if check.vienna:
        lines = list(dict.fromkeys([*lines, *searcher.coded(check.vienna, candidates.MOST // 4)]))
    rows = [row for row in map(read_row, lines[: candidates.MOST]) if row.words]
    claim = Claim(goods.classes, tuple(one.text for one in goods.terms), weighing.share)
    missed: tuple[str, ...] | None = None
    scanned = counts.of(searcher, ["l"])["l"]
    if audit:
        missed, scanned = audited.missed(searcher, check, asked, {row.id for row in rows}, claim, profile, state)
    found: tuple[Conflict, ...] = ()
    if rows and asked.words:
        weighing.in_all_ahead(word for row in rows for word in row.words)
        made = ranking(asked, goods, rows, weighing, profile)
        first = made.best[: max(k + _MORE, FULL if audit else 0)]
        ids = [one.row.id for one in first]
        filings = begun(searcher, lambda: searcher.records(ids))
        best = all_judged(check, made, first, claim, weighing, profile.rules)
        found = _conflicts(check, best, filings(), profile)[:k]
    words = [WordWeight(word, round(weighing.share(word), 6), round(weight, 3), at == asked.dominant)
             for at, (word, weight) in enumerate(zip(asked.words, asked.weights, strict=True))]  # fmt: skip
    return Found(
        conflicts=found, words=tuple(words), candidates=len(rows), scanned=scanned, generation=state.generation,
        missed=missed,
    )  # fmt: skip


def explain_pair(
    register: MarkRegister, state: EngineState, check: Check, row: Row, profile: Profile = NEUTRAL
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the reasons and guards of one earlier mark against the asked one, whatever its rank; goods by class."""
    weighing = Weighing(register, check.goods.classes, [one.text for one in check.goods.terms], counts_of(state))
    asked = asked_mark(check.mark, weighing.of, weighing.parts, weighing.rarity)
    if not asked.words or not row.words:
        return (), ()
    claim = Claim(check.goods.classes, tuple(one.text for one in check.goods.terms), weighing.share)
    made = ranking(asked, check.goods, [row], weighing, profile)
    one = judged(check, made, made.best[0], claim, profile.rules)
    codes = frozenset(finding.code for finding in one.reasons)
    goods = near_goods(check.goods, row, profile.goods, profile.coordinated)
    return one.reasons, guards.against(one.pair, codes, goods, profile.guards)


def _conflicts(
    check: Check, best: Sequence[Judged], filings: Mapping[str, Filing], profile: Profile
) -> tuple[Conflict, ...]:
    made = [_conflict(check, one, filings[one.ranked.row.id], profile) for one in best if one.ranked.row.id in filings]
    made.sort(key=lambda one: -one.score)
    return tuple(sorted(_signs_first(made), key=lambda one: -one.score))


def _signs_first(made: Sequence[Conflict]) -> Iterator[Conflict]:
    """Yield conflicts in which a sign met before stands lower, unless its goods are of the same group or nearer.

    Fifty registrations of one common word, for any goods, would hide every other sign; each stays in the list.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for one in made:
        mark = getattr(one.filing, "mark", None)
        words = tuple(sorted(normal_form(mark.text or "").words)) if mark is not None else ()
        if one.goods.score < SCORES["group"] or not one.goods.pairs:
            one = replace(one, score=round(one.score * REPEATED ** seen[words], 4))
        seen[words] += 1
        yield one


def _conflict(check: Check, one: Judged, filing: Filing, profile: Profile) -> Conflict:
    claimed = goods_of(filing)
    relation = relate(check.goods, claimed, profile.coordinated)
    goods = GoodsRelation(
        min(profile.goods[relation.relation], relation.score) if relation.pairs else 1.0, relation.pairs
    )
    codes = frozenset(finding.code for finding in one.reasons)
    against = guards.against(one.pair, codes, goods.score, profile.guards)
    similarity = guards.softened(one.ranked.similarity, against)
    look, sound, meaning = one.axes
    identical = one.pair.mine.compact == one.pair.theirs.compact
    return Conflict(
        id=filing.id,
        level=levels.level(similarity, goods.score, one.distinctiveness, identical=identical),
        score=round(similarity * counted(goods.score), 4),
        similarity=round(similarity, 4),
        sound=sound, look=look, meaning=meaning, goods=goods, claimed=claimed, reasons=one.reasons, against=against,
        later=_later(check, filing), same_owner=_same_owner(check, filing), filing=filing,
        distinctiveness=one.distinctiveness, identical=identical,
    )  # fmt: skip


def _later(check: Check, filing: Filing) -> bool:
    """Tell whether a mark was filed (or has its priority) after the asked one."""
    mine = check.priority or check.filed
    theirs = filing.dates.priority or filing.dates.filed
    return bool(mine and theirs and theirs > mine)


def _same_owner(check: Check, filing: Filing) -> bool:
    if not check.owner:
        return False
    own = normal_form(check.owner).words
    names = [name for party in filing.parties if party.role in ("proprietor", "applicant")
             for name in (party.name, party.original) if name]  # fmt: skip
    return any(normal_form(name).words == own for name in names)
