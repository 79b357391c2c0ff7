"""Industries of GB/T 4754, through a concordance that the user gives as CSV: ``ipc,gbt4754``."""

import csv
import io

import numpy as np

from domain.classification import symbol_or_none
from domain.counting import LEVELS, level_of, symbol_code
from domain.errors import ParameterError
from domain.hits import Places
from domain.query import Not, Or, Query, Under
from search_api.navigation.frame import Frame
from search_api.navigation.tables import OTHER, UNKNOWN, Found, column, notice, overlapping, ratio, row

_MOST_LINES = 20_000
_MOST_IN_LINK = 400


def industry(frame: Frame) -> Found:
    """Count units by industry: each pattern of the concordance with everything below it counts."""
    columns = (
        column("gbt4754", "key", "行业（GB/T 4754）", "Industry (GB/T 4754)"),
        column("count", "count", "件数", "Count"),
        column("share", "ratio", "占比", "Share"),
    )
    if not frame.scope.concordance:
        told = notice(
            "no-concordance", "请用 concordance 给出 CSV 对照表，列为 ipc,gbt4754。",
            "Give the concordance as CSV in concordance, with the columns ipc,gbt4754.",
        )  # fmt: skip
        return Found(columns, (), (told,))
    table = _read(frame.scope.concordance)
    ipc = frame.hits.column("ipc")
    found: dict[str, Places] = {}
    for key, patterns in table.items():
        inside = np.zeros(len(ipc.codes), np.bool_)
        for pattern in patterns:
            bits = np.uint64(LEVELS[level_of(pattern)])
            inside |= ipc.codes >> bits == np.uint64(symbol_code(pattern)) >> bits
        found[key] = np.unique(ipc.hits[inside])
    counts = {key: frame.counted(hits) for key, hits in found.items()}
    shown = sorted((key for key in counts if counts[key]), key=lambda key: (-counts[key], key))[: frame.scope.size]
    rows = [row(key, (counts[key], _link(frame, table[key])), ratio(counts[key], frame.total)) for key in shown]
    named = np.zeros(len(frame.hits), np.bool_)
    any_of = np.zeros(len(frame.hits), np.bool_)
    for key, hits in found.items():
        any_of[hits] = True
        if key in shown:
            named[hits] = True
    rest = sorted({pattern for key in table if key not in shown for pattern in table[key]})
    mine = sorted({pattern for key in shown for pattern in table[key]})
    others, unknown = frame.counted(np.flatnonzero(any_of & ~named)), frame.counted(np.flatnonzero(~any_of))
    rows.append(row(OTHER, (others, _link(frame, rest, mine)), ratio(others, frame.total)))
    rows.append(row(UNKNOWN, (unknown, _link(frame, None, sorted({*rest, *mine}))), ratio(unknown, frame.total)))
    return Found(columns, tuple(rows), overlapping([int(one.values[1] or 0) for one in rows], frame.total))


def _read(text: str) -> dict[str, list[str]]:
    """Return the patterns of each industry; raises ``ParameterError`` with the line that cannot be read."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), 1):
        if number > _MOST_LINES:
            raise ParameterError("concordance", f"对照表超过 {_MOST_LINES} 行。", f"More than {_MOST_LINES} lines.")
        if not any(line) or (number == 1 and line[0].strip().casefold() == "ipc"):
            continue
        symbol = symbol_or_none("ipc", line[0].replace("%", "").strip().rstrip("/")) if len(line) > 1 else None
        if symbol is None or not line[1].strip():
            raise ParameterError(
                "concordance", f"第 {number} 行须为 IPC 分类号和行业代码。",
                f"Line {number} is not an IPC symbol and an industry.",
            )  # fmt: skip
        found.setdefault(line[1].strip(), []).append(symbol)
    return found


def _link(frame: Frame, patterns: list[str] | None, without: list[str] | None = None) -> str | None:
    """Return the address of the records below patterns and below none of others; none where there are too many."""
    if len(patterns or ()) + len(without or ()) > _MOST_IN_LINK or patterns == []:
        return None
    nodes = [_any(patterns)] if patterns else []
    if without:
        nodes.append(Not(_any(without)))
    return frame.link(*nodes)


def _any(patterns: list[str]) -> Query:
    nodes = tuple(Under("ipc", one, alone=level_of(one) == "subgroup") for one in patterns)
    return nodes[0] if len(nodes) == 1 else Or(nodes)
