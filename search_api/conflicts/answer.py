"""The answer of a mark check: earlier rights in order of weight, absolute grounds beside them, goods judged one by one.

Invariants: the core ranks, this module only tells: what a jurisdiction weighs differently is read from its profile and
shown with its statute. Marks filed later and marks of the same owner stay in the list, and decide nothing.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from domain.engine import Searcher
from domain.marks.check import Conflict, Found, Level
from domain.marks.levels import level
from domain.marks.register import begun
from domain.text import Wording
from search_api.conflicts.absolute import Absolute, Ground, absolute_grounds
from search_api.conflicts.asking import Asked
from search_api.conflicts.core import find_conflicts
from search_api.conflicts.judging import Judged, judged
from search_api.conflicts.profiles import Article, Profile, with_loaded
from search_api.conflicts.standing import Order, Remark, day_of, order_of, remarks
from search_api.conflicts.told import Told, told
from search_api.notices import Notice


@dataclass(frozen=True, slots=True)
class Cited:
    """A ground of law with its label and the article that held on the day of the asked mark."""

    ground: str
    label: Wording
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """An earlier right in the answer, with its reasons in words, what its dates say and the ground it falls under."""

    rank: int
    conflict: Conflict
    reasons: tuple[Told, ...]
    against: tuple[Told, ...]
    remarks: tuple[Remark, ...]
    order: Order
    cited: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """The whole answer; ``level`` is the gravest that an earlier right reaches, 0 where none reaches one."""

    asked: Asked
    level: int
    rivals: tuple[Rival, ...]
    absolute: Absolute
    judged: tuple[Judged, ...]
    found: Found
    at: str
    data_date: str | None
    notices: tuple[Notice, ...]

    @property
    def deciding(self) -> tuple[Rival, ...]:
        """The earlier rights of others: neither filed later nor of the same owner."""
        return tuple(one for one in self.rivals if not one.conflict.later and not one.conflict.same_owner)

    def cited(self, ground: str) -> Cited | None:
        return cited(self.asked.profile, ground, day_of(self.asked.check))


def check(searcher: Searcher, asked: Asked) -> CheckAnswer:
    """Answer a check."""
    asked = replace(asked, profile=with_loaded(asked.profile, searcher))
    state = searcher.state()
    goods = asked.check.goods
    absolute = begun(searcher, lambda: absolute_grounds(searcher, asked.check.mark, goods))
    found = find_conflicts(searcher, asked.check, asked.k, asked.profile, audit=asked.audit)
    spoken = [one for one in found.conflicts if one.reasons]  # what has nothing in common with the mark is no conflict
    rivals = tuple(_rival(place, one, asked) for place, one in enumerate(spoken, 1))
    each = judged(goods, spoken, level_for, asked.profile)
    answer = CheckAnswer(
        asked=asked, level=0, rivals=rivals, absolute=absolute(), judged=each,
        found=found, at=datetime.now(UTC).isoformat(timespec="seconds"), data_date=state.data_date,
        notices=(*asked.notices, *_notices(found, asked)),
    )  # fmt: skip
    return replace(answer, level=min((one.conflict.level for one in answer.deciding if one.conflict.level), default=0))


def level_for(conflict: Conflict, goods: float) -> Level:
    """Return the level that an earlier right reaches for goods of this relation."""
    return level(conflict.similarity, goods, conflict.distinctiveness, identical=conflict.identical)


def _rival(rank: int, conflict: Conflict, asked: Asked) -> Rival:
    order = order_of(conflict.filing, asked.check)
    return Rival(
        rank=rank,
        conflict=conflict,
        reasons=tuple(map(told, conflict.reasons)),
        against=tuple(map(told, conflict.against)),
        remarks=tuple(remarks(conflict.filing, asked.check, asked.profile)),
        order=order,
        cited=cited(asked.profile, _ground(conflict, order), day_of(asked.check)),
    )


def _ground(conflict: Conflict, order: Order) -> str:
    """Return the ground that an earlier right falls under."""
    if order in ("same-day", "earlier-application"):
        return "earlier-application"
    return "identical" if conflict.level == 1 else "similar"


def cited(profile: Profile, ground: str, day: str) -> Cited | None:
    """Return a ground of a profile with the article of the day, ``None`` where the profile or the day has none."""
    statute = profile.statute(ground)
    article = statute.on(day) if statute is not None else None
    return Cited(ground, statute.label, article) if statute is not None and article is not None else None


def ground_cited(answer: CheckAnswer, ground: Ground) -> Cited | None:
    """Return the statute of an absolute ground."""
    return answer.cited(ground.ground)


def _notices(found: Found, asked: Asked) -> list[Notice]:
    notices = [
        Notice(
            "evidence",
            Wording(
                "以上为按分量排列的证据，以主管局决定为准。", "This is evidence in order of weight. The office decides."
            ),
        )
    ]
    if not asked.check.goods.classes and not asked.check.goods.terms:
        notices.append(
            Notice(
                "no-goods",
                Wording(
                    "没有给出商品：检索全部类别，商品不作区分。",
                    "No goods are given: all classes are searched and goods count the same.",
                ),
            )
        )
    if asked.profile.coordinated is not None:
        notices.append(
            Notice(
                "coordinated-loaded",
                Wording("关联类别采用已载入的表。", "Coordinated classes are those of the table that is loaded."),
            )
        )
    if found.missed is not None:
        lost = len(found.missed)
        notices.append(
            Notice(
                "audit",
                Wording(
                    f"已逐件核算 {found.scanned:,} 件商标，候选之外达到第 3 级界限的有 {lost} 件。",
                    f"{found.scanned:,} marks scanned, {lost} at or above the bound of level 3 outside the candidates.",
                ),
            )
        )
    evidence = cited(asked.profile, "evidence", day_of(asked.check))
    if evidence is not None:
        notices.append(
            Notice(
                "needs-evidence",
                Wording(
                    f"{evidence.article.name.zh}：{evidence.label.zh}，未检索。",
                    f"{evidence.article.name.en}: {evidence.label.en}; not searched.",
                ),
            )
        )
    return notices  # fmt: skip
