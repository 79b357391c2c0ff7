"""What an analysis found, in one sentence: computed from the rows of its table, never more than they carry.

Each function returns a ``Wording``; where a table has no rows that say anything, the sentence says that.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.text import Wording
from search_api.navigation.tables import OTHER, UNKNOWN, Found, Row, Value

Names = Mapping[str, Wording]
_EMPTY_COUNTS = ("white_space", "key_patents")
"""Analyses whose rows tell something although they count nothing."""
_NOTHING = Wording("没有可说明的数据。", "The table holds nothing to tell.")
_STAGES = {
    "emergence": Wording("萌芽期", "emergence"), "growth": Wording("成长期", "growth"),
    "maturity": Wording("成熟期", "maturity"), "decline": Wording("衰退期", "decline"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is made from: the table, and what keys are called."""

    found: Found
    names: Names

    def rows(self) -> list[Row]:
        """Return the rows of values: without other, unknown and those that count nothing."""
        return [one for one in self.found.rows if one.values[0] not in (OTHER, UNKNOWN) and self.number(one, "count")]

    def value(self, row: Row, column: str) -> Value:
        return next(value for value, one in zip(row.values, self.found.columns, strict=True) if one.name == column)

    def number(self, row: Row, column: str) -> float:
        if column not in {one.name for one in self.found.columns}:
            return 1.0
        value = self.value(row, column)
        return float(value) if isinstance(value, int | float) else 0.0

    def name(self, key: Value) -> Wording:
        return self.names.get(str(key), Wording(str(key), str(key)))

    def figure(self, name: str) -> Value:
        return next((one.value for one in self.found.figures if one.name == name), None)

    def label(self, name: str) -> Wording:
        return next(one.label for one in self.found.figures if one.name == name)


def finding(analysis: str, found: Found, names: Names) -> Wording:
    """Return the sentence of an analysis."""
    told = Told(found, names)
    say = _SENTENCES.get(analysis)
    some = bool(found.rows) if analysis in _EMPTY_COUNTS else bool(told.rows())
    if say is None or not (some or (analysis == "free_technology" and not found.notices)):
        return found.notices[0].wording if found.notices else _NOTHING
    return say(told)


def percent(value: float) -> str:
    """Return a share as pages print it.

    >>> percent(0.2605), percent(-0.5), percent(1)
    ('26.1\\xa0%', '−50.0\\xa0%', '100.0\\xa0%')
    """
    return f"{value * 100:.1f}\u00a0%".replace("-", "−")


def _trend(told: Told) -> Wording:
    rows = [row for row in told.rows() if not told.value(row, "incomplete")]
    rate = told.figure("cagr")
    if not rows or not isinstance(rate, int | float):
        last = told.rows()[-1]
        return Wording(f"{last.values[0]} 年 {last.values[1]:,} 件。", f"{last.values[1]:,} in {last.values[0]}.")
    first, last = rows[0], rows[-1]
    grew = told.value(last, "growth")
    zh = f"{first.values[0]} 至 {last.values[0]} 年年均增长 {percent(rate)}；{last.values[0]} 年 {last.values[1]:,} 件"
    en = f"{_moved(rate)} {percent(abs(rate))} a year from {first.values[0]} to {last.values[0]}; {last.values[1]:,} in {last.values[0]}"
    if isinstance(grew, int | float):
        zh += f"，比上年 {'+' if grew >= 0 else ''}{percent(grew)}"
        en += f", {'+' if grew >= 0 else ''}{percent(grew)} on the year before"
    return Wording(zh + "。", en + ".")


def _moved(rate: float) -> str:
    return "Grew" if rate >= 0 else "Fell"


def _leaders(told: Told) -> Wording:
    rows = told.rows()
    first = told.name(rows[0].values[0])
    share = told.number(rows[0], "share")
    zh, en = f"{first.zh}居首（{rows[0].values[1]:,} 件，{percent(share)}）", (
        f"{first.en} leads ({rows[0].values[1]:,}, {percent(share)})"
    )  # fmt: skip
    if len(rows) > 1:
        others = [told.name(row.values[0]) for row in rows[1:3]]
        zh += "，其后为" + "、".join(one.zh for one in others)
        en += ", then " + " and ".join(one.en for one in others)
    cr4, hhi = told.figure("cr4"), told.figure("hhi")
    if isinstance(cr4, int | float) and isinstance(hhi, int | float):
        rule = ("不集中", "not concentrated") if hhi < 1500 else ("中度集中", "moderately concentrated") if hhi < 2500 else ("高度集中", "highly concentrated")  # fmt: skip
        zh += f"；前四位占 {percent(cr4)}，HHI {hhi:,.0f}，{rule[0]}"
        en += f"; the first four hold {percent(cr4)}, HHI {hhi:,.0f}, {rule[1]}"
    return Wording(zh + "。", en + ".")


def _matrix(told: Told) -> Wording:
    best: tuple[int, str, str] | None = None
    for row in told.rows():
        for value, column in zip(row.values, told.found.columns, strict=True):
            if column.role != "count" or column.name in (OTHER, UNKNOWN) or not isinstance(value, int):
                continue
            if best is None or value > best[0]:
                best = (value, str(row.values[0]), column.name)
    if best is None or not best[0]:
        return _NOTHING
    row_name, column_name = told.name(best[1]), told.name(best[2])
    return Wording(
        f"最多的一格：{row_name.zh} × {column_name.zh}，{best[0]:,} 件。",
        f"The largest cell is {row_name.en} × {column_name.en}, {best[0]:,}.",
    )


def _origin(told: Told) -> Wording:
    best: tuple[int, str, str] | None = None
    for row in told.rows():
        for value, column in zip(row.values, told.found.columns, strict=True):
            if column.role != "count" or column.name in (OTHER, UNKNOWN, row.values[0]) or not isinstance(value, int):
                continue
            if value and (best is None or value > best[0]):
                best = (value, str(row.values[0]), column.name)
    if best is None:
        return Wording("没有在别处寻求保护的同族。", "No family seeks protection away from home.")
    return Wording(
        f"走出去最多：自 {best[1]} 到 {best[2]}，{best[0]:,} 件。",
        f"Abroad most often from {best[1]} to {best[2]} ({best[0]:,}).",
    )


def _status(told: Told) -> Wording:
    rows = [row for row in told.found.rows if told.number(row, "count")]
    zh = "、".join(f"{told.name(row.values[0]).zh} {percent(told.number(row, 'share'))}" for row in rows)
    en = ", ".join(f"{percent(told.number(row, 'share'))} {told.name(row.values[0]).en.lower()}" for row in rows)
    return Wording(zh + "。", en[:1].upper() + en[1:] + ".")


def _age(told: Told) -> Wording:
    rows = told.rows()
    whole = sum(told.number(row, "count") for row in rows)
    weighted = sum(told.number(row, "count") * float(str(row.values[0])) for row in rows)
    old = sum(told.number(row, "count") for row in rows if float(str(row.values[0])) >= 10)
    return Wording(
        f"有效件平均 {weighted / whole:.1f} 年，{percent(old / whole)} 已满 10 年。",
        f"What is in force is {weighted / whole:.1f} years old on average; {percent(old / whole)} is 10 years or older.",
    )


def _lifecycle(told: Told) -> Wording:
    stage = told.figure("stage")
    if not isinstance(stage, str):
        return Wording("完整年份不足，不判断阶段。", "Too few complete years to name a stage.")
    complete = [row for row in told.rows() if not told.value(row, "incomplete")]
    last, named = complete[-1], _STAGES[stage]
    return Wording(
        f"{last.values[0]} 年处于{named.zh}：{last.values[1]:,} 件，{told.number(last, 'applicants'):,.0f} 位申请人。",
        f"In {last.values[0]} the stage is {named.en}: {last.values[1]:,} from {told.number(last, 'applicants'):,.0f} applicants.",
    )


def _emerging(told: Told) -> Wording:
    rows = told.rows()[:3]
    zh = "、".join(
        f"{told.name(row.values[0]).zh}（{told.number(row, 'before'):,.0f} → {row.values[1]:,}）" for row in rows
    )
    en = ", ".join(
        f"{told.name(row.values[0]).en} ({told.number(row, 'before'):,.0f} → {row.values[1]:,})" for row in rows
    )
    return Wording(f"上升最明显：{zh}。", f"Rising most: {en}.")


def _rta(told: Told) -> Wording:
    firm = [row for row in told.rows() if not told.value(row, "few")]
    if not firm:
        return Wording("各格期望件数都不足 5。", "No cell has 5 expected.")
    best = max(firm, key=lambda row: told.number(row, "rta"))
    left, right = told.name(best.values[0]), told.name(best.values[1])
    return Wording(
        f"优势最明显：{left.zh} 的 {right.zh}（{told.number(best, 'rta'):.2f}，大于 1 即高于规模所应有）。",
        f"Strongest: {left.en} in {right.en} ({told.number(best, 'rta'):.2f}; above 1 is more than its size suggests).",
    )


def _citations(told: Told) -> Wording:
    best, cited, whole = told.rows()[0], told.figure("cited"), told.figure("citations")
    return Wording(
        f"{best.values[0]} 被引最多（{best.values[1]:,} 次）；{cited:,} 件共被引 {whole:,} 次。",
        f"{best.values[0]} is cited most ({best.values[1]:,}); {cited:,} publications are cited {whole:,} times in all.",
    )


def _pairs(told: Told) -> Wording:
    best = told.rows()[0]
    left, right = told.name(best.values[0]), told.name(best.values[1])
    count = told.number(best, "count")
    return Wording(
        f"最常一起：{left.zh}与{right.zh}（{count:,.0f} 件）。",
        f"Most often together: {left.en} and {right.en} ({count:,.0f}).",
    )


def _landscape(told: Told) -> Wording:
    rows, stability = told.rows(), told.figure("stability")
    best = str(told.value(rows[0], "terms") or rows[0].values[0])
    zh, en = f"{len(rows)} 个主题，最大的是 {best}", f"{len(rows)} topics, the largest {best}"
    if isinstance(stability, int | float):
        zh, en = f"{zh}；五次起点的一致度 {stability:.2f}", f"{en}; agreement over five seeds {stability:.2f}"
    return Wording(zh + "。", en + ".")


def _white_space(told: Told) -> Wording:
    rows = told.found.rows
    left, right = told.name(rows[0].values[0]), told.name(rows[0].values[1])
    return Wording(
        f"{len(rows)} 格两边都活跃却几乎空白，如 {left.zh} × {right.zh}。",
        f"{len(rows)} cells are all but empty although both sides are busy, such as {left.en} × {right.en}.",
    )


def _free(told: Told) -> Wording:
    zh = "、".join(f"{one.label.zh} {one.value:,}" for one in told.found.figures)
    en = "; ".join(f"{one.label.en}: {one.value:,}" for one in told.found.figures)
    return Wording(zh + "。", en + ".")


def _key_patents(told: Told) -> Wording:
    first = told.found.rows[0]
    reasons = [told.name(one) for one in str(told.value(first, "reasons")).split(", ")]
    return Wording(
        f"理由最多的是 {first.values[0]}：{'、'.join(one.zh for one in reasons)}。",
        f"Most reasons has {first.values[0]}: {', '.join(one.en for one in reasons)}.",
    )


def _names(told: Told) -> Wording:
    behind = Counter(str(row.values[0]) for row in told.rows())
    key, count = max(behind.items(), key=lambda one: (one[1], one[0]))
    most = told.name(key)
    return Wording(
        f"{len(behind)} 位申请人各由多个名称归并而成，名称最多的是 {most.zh}（{count} 个）。",
        f"{len(behind)} applicants stand for several names, {most.en} for most of them ({count}).",
    )


_SENTENCES: Mapping[str, Callable[[Told], Wording]] = {
    "trend": _trend,
    "applicants": _leaders, "inventors": _leaders, "agents": _leaders, "classes": _leaders, "wipo35": _leaders,
    "regions": _leaders, "industry": _leaders,
    "applicant_year": _matrix, "class_year": _matrix, "matrix": _matrix,
    "origin_target": _origin,
    "rta": _rta,
    "lifecycle": _lifecycle,
    "status": _status, "age": _age,
    "citations": _citations,
    "co_applicants": _pairs, "convergence": _pairs,
    "emerging": _emerging,
    "landscape": _landscape,
    "white_space": _white_space,
    "free_technology": _free,
    "key_patents": _key_patents,
    "applicant_names": _names,
}  # fmt: skip
