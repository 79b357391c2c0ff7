"""What emerges: title terms or classes over-represented in the last complete years against as many before."""

import numpy as np
import numpy.typing as npt

from search_api.navigation.dimensions import dimension
from search_api.navigation.frame import Flags, Frame
from search_api.navigation.scope import in_years
from search_api.navigation.tables import Found, column, notice, rounded, row
from search_api.navigation.widening import called
from search_api.navigation.years import by_year, complete_years

FEWEST = 5


def emerging(frame: Frame) -> Found:
    """Values by G² of the 2 × 2 table (with and without it, now and before), at least 5 now, and rising."""
    by, years = dimension(frame, frame.scope.rows or "title_terms"), dimension(frame, "year")
    window = frame.scope.window
    complete = complete_years(frame, by_year(frame, years))[-2 * window :]
    columns = (
        column(by.field.name, "key", by.label.zh, by.label.en),
        column("count", "count", "近期件数", "Count now"),
        column("before", "count", "此前件数", "Count before"),
        column("g2", "ratio", "G²", "G²"),
    )
    if len(complete) < 2 * window:
        told = notice(
            "too-few-years", f"完整年份不足 {2 * window} 年，无法比较。",
            f"Under {2 * window} complete years there is nothing to compare.",
        )  # fmt: skip
        return Found(columns, (), (told,))
    spans = complete[window:], complete[:window]
    pairs = years.pairs(frame)
    flags = [_within(frame, pairs.hits, pairs.codes, span[0], span[-1]) for span in spans]
    values = by.values(frame)
    counts = [
        frame.cells(values.places[inside[values.hits]], values.hits[inside[values.hits]], len(values.codes))
        for inside in flags
    ]
    totals = [frame.counted(np.flatnonzero(inside)) for inside in flags]
    scores = g_squared(counts[0], counts[1], totals[0], totals[1])
    rising = counts[0] * totals[1] > counts[1] * totals[0]
    held = np.flatnonzero((counts[0] >= FEWEST) & rising)
    nodes = [in_years(frame.scope.date, span[0], span[-1]) for span in spans]
    rounded_scores = np.round(scores[held], 6)
    least = np.sort(rounded_scores)[::-1][: frame.scope.size]
    held = held[rounded_scores >= (least[-1] if len(least) else 0)]
    texts = by.texts(frame, held)
    order = sorted(range(len(held)), key=lambda at: (-round(float(scores[held[at]]), 6), texts[at]))
    order = order[: frame.scope.size]
    labels = called(frame, by, [int(held[at]) for at in order], [texts[at] for at in order], flags[0])
    rows = []
    for at in order:
        place, node = int(held[at]), by.node(texts[at])
        rows.append(
            row(
                texts[at], (int(counts[0][place]), frame.link(node, nodes[0])),
                (int(counts[1][place]), frame.link(node, nodes[1])), rounded(scores[place]),
            )
        )  # fmt: skip
    return Found(columns, tuple(rows), labels=labels)


def _within(frame: Frame, hits: npt.NDArray[np.int64], codes: npt.NDArray[np.uint64], first: int, last: int) -> Flags:
    found = np.zeros(len(frame.hits), np.bool_)
    found[hits[(codes >= np.uint64(first)) & (codes <= np.uint64(last))]] = True
    return found


def g_squared(
    now: npt.NDArray[np.int64], before: npt.NDArray[np.int64], total_now: int, total_before: int
) -> npt.NDArray[np.float64]:
    """Return G² = 2 Σ O ln(O/E) for each value; an empty cell adds nothing (Dunning 1993)."""
    whole = total_now + total_before
    with_it = now + before
    found = np.zeros(len(now), np.float64)
    for observed, total, having in (
        (now, total_now, with_it),
        (before, total_before, with_it),
        (total_now - now, total_now, whole - with_it),
        (total_before - before, total_before, whole - with_it),
    ):
        expected = having * total / max(whole, 1)
        some = (observed > 0) & (expected > 0)
        found[some] += 2 * observed[some] * np.log(observed[some] / expected[some])
    return found
