"""A list of names: broken rows are named, the others answered, in order; the workbook holds no formula."""

import io
from pathlib import Path

import openpyxl
import pytest

from domain.engine import Engine
from domain.errors import ParameterError
from search_api.conflicts import batch
from search_api.conflicts.rows import LONGEST, rows_of


def rows(text: str | bytes) -> list[tuple[int, dict[str, str] | ParameterError]]:
    return list(rows_of(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


def test_headings_in_both_languages_and_any_order() -> None:
    assert rows("goods,mark\ntea,云岚\n") == [(2, {"goods": "tea", "mark": "云岚"})]
    assert rows("商标,类别\n云岚,30\n".encode("gb18030")) == [(2, {"mark": "云岚", "classes": "30"})]
    with pytest.raises(ParameterError):
        rows("a,b\n1,2\n")
    with pytest.raises(ParameterError):
        rows("")


def test_a_row_that_cannot_be_read_spoils_no_other() -> None:
    read = rows('mark,goods\n"CLOUD\nTEA,tea\n' + "X" * 3 * LONGEST + '\n"LONG\ngoods","a ""b"""\nEND,tea\n')
    assert [at for at, _ in read] == [2, 3, 4, 5, 6]
    assert [getattr(row, "reason", row) for _, row in read] == [
        "row-unreadable", {"mark": "TEA", "goods": "tea"}, "row-unreadable", {"mark": "LONG\ngoods", "goods": 'a "b"'},
        {"mark": "END", "goods": "tea"},
    ]  # fmt: skip


class _Counted(io.BytesIO):
    """A list that notes how much of it has been read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None and size > 0
        self.taken += size
        return super().read(size)

    read1 = read


class _Pipe(_Counted):
    def seekable(self) -> bool:
        return False


def test_a_list_is_read_as_it_is_answered() -> None:
    text = b"mark,classes\n" + b"CLOUD,30\n" * 400_000
    stream = _Counted(text)
    first = next(rows_of(stream))
    assert first == (2, {"mark": "CLOUD", "classes": "30"})
    assert stream.taken < 1.3 * len(text)  # once whole for its encoding, then as far as the first row
    assert sum(1 for _ in rows_of(_Pipe(text[:9_013]))) == 1_000


def test_broken_rows_are_named_and_the_others_answered(engine: Engine, tmp_path: Path) -> None:
    listed = "mark,classes,goods\nCLOUD,30,tea\n,30,tea\nTEA,46,\n!!!,,\n=1+1 TEA,30,tea\n云海,30,茶\n"
    searcher = engine.searcher()
    path = tmp_path / "out.xlsx"
    assert batch.write_workbook(path, batch.answered(searcher, rows(listed))) == (3, 3)
    searcher.close()
    book = openpyxl.load_workbook(path)
    cells = [[cell.value for cell in row] for row in book["names"].iter_rows(min_row=2)]
    assert [row[0] for row in cells] == [2, 3, 4, 5, 6, 7]
    assert [bool(row[-1]) for row in cells] == [False, True, True, True, False, False]
    assert "46" in str(cells[2][-1])
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book["conflicts"].max_row > 1
    book.close()


def test_a_long_list_with_broken_rows_among_them() -> None:
    """Each row is read by itself: what is asked of the register is left out here, and every row has its line."""
    text = "mark,classes\n" + "".join(
        f"{'' if at % 10 == 0 else f'NAME {at}'},{46 if at % 7 == 0 else 9}\n" for at in range(20_000)
    )

    def refuse(searcher: object, wanted: batch.Wanted) -> batch.CheckAnswer:
        batch.understood(wanted)
        raise ParameterError("mark", "未检索", "not searched", code="read")

    lines = list(batch.answered(None, rows(text), ask=refuse))  # type: ignore[arg-type]
    assert len(lines) == 20_000 and lines[-1].at == 20_001
    codes = [one.fault.reason for one in lines if one.fault is not None]
    assert codes.count("mark-empty") == 2_000 and codes.count("read") > 14_000 and codes.count("no-such-class") > 2_000
