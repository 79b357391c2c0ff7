"""What if: how the listed rights would change without one of the goods, and which shorter signs could be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.goods.reading import goods_of
from domain.goods.relation import GoodsPair, GoodsTerm, relate_each
from search_api.conflicts.answer import CheckAnswer, level_for

MOST_GOODS, MOST_WORDS = 8, 6


@dataclass(frozen=True, slots=True)
class Alternative:
    """One change of the check: without a good or without a word; ``change`` of the rights that reach a level, where known."""

    without: Literal["good", "word"]
    text: str
    good: GoodsTerm | None
    change: int | None


def alternatives(answer: CheckAnswer) -> tuple[Alternative, ...]:
    """Return the changes that can be offered; without a good nothing is searched again, the listed rights are weighed."""
    return (*_without_goods(answer), *_without_words(answer))


def _without_goods(answer: CheckAnswer) -> list[Alternative]:
    goods = answer.asked.check.goods
    claims = [pair.mine for pair in relate_each(goods, goods)]
    if not 2 <= len(claims) <= 40:
        return []
    met = [
        (one.conflict, relate_each(goods, goods_of(one.conflict.filing), answer.asked.profile.coordinated))
        for one in answer.rivals
    ]
    before = sum(1 for conflict, _ in met if conflict.level)
    found = []
    for at, good in enumerate(claims[:MOST_GOODS]):
        after = 0
        for conflict, pairs in met:
            rest = _best(answer, [pair for place, pair in enumerate(pairs) if place != at])
            after += bool(level_for(conflict, conflict.goods.score if rest is None else rest))
        found.append(Alternative("good", good.text or good.class_, good, after - before))
    return found


def _best(answer: CheckAnswer, pairs: Sequence[GoodsPair]) -> float | None:
    return max((answer.asked.profile.goods[one.relation] for one in pairs), default=None)


def _without_words(answer: CheckAnswer) -> list[Alternative]:
    words = answer.asked.check.mark.split()
    return [Alternative("word", one, None, None) for one in dict.fromkeys(words)][:MOST_WORDS] if len(words) > 1 else []
