"""Many names at once: the rows of a list in, a workbook out; a row that cannot be read says why, the others are answered.

Invariant: each line is written as it is answered, so memory does not grow with the number of rows.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from domain.engine import Searcher
from domain.errors import AtlasError, ParameterError
from domain.text import Wording
from search_api.conflicts.answer import CheckAnswer, Rival, check
from search_api.conflicts.asking import Wanted, understood
from search_api.conflicts.rows import Row

HITS = 20
_LISTED = 10
_CELL = 32_767
_SHEET_ROWS = 1_048_576
_CUT = re.compile(r"[\s,，、;；]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: its place (the heading is 1), its mark, and the answer or what is wrong with it."""

    at: int
    mark: str
    answer: CheckAnswer | None
    fault: AtlasError | None


def wanted_of(row: dict[str, str], profile: str | None = None, k: int = HITS, *, audit: bool = False) -> Wanted:
    """Return the check that a row asks for."""

    def codes(name: str) -> tuple[str, ...]:
        return tuple(one for one in _CUT.split(row.get(name, "")) if one)

    return Wanted(
        mark=row.get("mark", ""), classes=codes("classes"), groups=codes("groups"), vienna=codes("vienna"),
        goods=(("", row["goods"]),) if row.get("goods") else (), profile=row.get("profile") or profile,
        filed=row.get("filed") or None, priority=row.get("priority") or None, owner=row.get("owner") or None, k=k,
        audit=audit,
    )  # fmt: skip


def answered(
    searcher: Searcher,
    rows: Iterable[tuple[int, Row]],
    profile: str | None = None,
    ask: Callable[[Searcher, Wanted], CheckAnswer] | None = None,
) -> Iterator[Line]:
    """Answer the rows one by one."""
    asking = ask or (lambda searcher, wanted: check(searcher, understood(wanted)))
    for at, row in rows:
        if isinstance(row, ParameterError):
            yield Line(at, "", None, row)
            continue
        try:
            yield Line(at, row.get("mark", ""), asking(searcher, wanted_of(row, profile)), None)
        except ParameterError as fault:
            yield Line(at, row.get("mark", ""), None, fault)


_NAMES = (
    "Row 行", "Mark 商标", "Level 级别", "1", "2", "3", "4", "Nearest 最近的在先权利", "Its mark 其标志", "Its owner 其权利人", "Sound 读音",
    "Look 外观", "Meaning 含义", "Goods 商品", "For 支持", "Against 不支持", "Absolute grounds 绝对理由", "Blocked 有障碍", "Free 未见障碍",
    "Error 错误",
)  # fmt: skip
_CONFLICTS = (
    "Row 行", "Mark 商标", "Rank 序", "Level 级别", "Id", "Its mark 其标志", "Its owner 其权利人", "Status 状态", "Sound 读音", "Look 外观",
    "Meaning 含义", "Goods 商品", "For 支持", "Against 不支持",
)  # fmt: skip


def write_workbook(
    path: Path, lines: Iterable[Line], told: Callable[[Line], None] = lambda line: None
) -> tuple[int, int]:
    """Write the workbook: a sheet of names and one of their conflicts; return how many were answered, and how many not."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    done = faults = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        names, conflicts = book.add_worksheet("names"), book.add_worksheet("conflicts")
        for sheet, heading in ((names, _NAMES), (conflicts, _CONFLICTS)):
            sheet.freeze_panes(1, 2)
            for at, title in enumerate(heading):
                sheet.write_string(0, at, title, bold)
        row = 1
        for number, line in enumerate(lines, 1):
            _write(names, number, _name_cells(line))
            if line.answer is None:
                faults += 1
            else:
                done += 1
                for rival in line.answer.rivals[:_LISTED]:
                    if row < _SHEET_ROWS:
                        _write(conflicts, row, _conflict_cells(line, rival))
                        row += 1
            told(line)
    return done, faults


def _write(sheet: "xlsxwriter.worksheet.Worksheet", row: int, cells: Iterable[str | int | float]) -> None:
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, at, _CONTROL.sub(" ", cell)[:_CELL])
        else:
            sheet.write_number(row, at, cell)


def _name_cells(line: Line) -> list[str | int | float]:
    answer = line.answer
    if answer is None:
        detail = line.fault.detail if line.fault else Wording("", "")
        return [line.at, line.mark, *[""] * (len(_NAMES) - 3), f"{detail.en} {detail.zh}"]
    counts = [sum(one.conflict.level == level for one in answer.deciding) for level in (1, 2, 3, 4)]
    nearest = answer.deciding[0] if answer.deciding else None
    best = _rival_cells(nearest) if nearest else [""] * 9
    grounds = "; ".join(f"{one.list.en} {one.list.zh}: {one.name}" for one in answer.absolute.findings)
    outcomes = [
        "; ".join(one.good.text or one.good.class_ for one in answer.judged if one.outcome == name)
        for name in ("blocked", "free")
    ]
    return [line.at, line.mark, answer.level, *counts, *best, grounds, *outcomes, ""]


def _rival_cells(rival: Rival) -> list[str | int | float]:
    one = rival.conflict
    scores = [round(axis, 2) for axis in (one.sound.score, one.look.score, one.meaning.score, one.goods.score)]
    return [one.id, mark_of(rival), owner_of(rival), *scores, _said(rival, "for"), _said(rival, "against")]


def _conflict_cells(line: Line, rival: Rival) -> list[str | int | float]:
    own = _rival_cells(rival)
    return [
        line.at,
        line.mark,
        rival.rank,
        rival.conflict.level,
        *own[:3],
        rival.conflict.filing.status.state,
        *own[3:],
    ]


def _said(rival: Rival, speaks: str) -> str:
    findings = rival.reasons if speaks == "for" else rival.against
    words = [f"{one.code} {one.wording.en} {one.wording.zh}" for one in findings]
    return "; ".join([*words, *(f"{one.wording.en} {one.wording.zh}" for one in rival.remarks if one.speaks == speaks)])


def mark_of(rival: Rival) -> str:
    """Return the words of an earlier mark."""
    sign = getattr(rival.conflict.filing, "mark", None)
    return (sign.text or "") if sign is not None else ""


def owner_of(rival: Rival) -> str:
    """Return who owns an earlier mark."""
    for role in ("proprietor", "applicant"):
        for party in rival.conflict.filing.parties:
            if party.role == role:
                return party.original or party.name
    return ""
