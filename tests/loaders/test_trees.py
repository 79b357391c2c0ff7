"""A technology tree comes from CSV or XLSX, in Chinese or English; what cannot be read says its line."""

import io

import pytest
from openpyxl import Workbook

from domain.errors import ParameterError
from loaders.trees import MOST_ROWS, read_table

TREE = ("branch", "query")


def _workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        '技术分支,上级分支,检索式\n电解质,,\n固态,电解质,"title:(固态 OR 全固态)"\n'.encode("utf-8-sig"),
        "技术分支\t上级分支\t检索式\n电解质\t\t\n固态\t电解质\ttitle:(固态 OR 全固态)\n".encode("gb18030"),
        "Branch;Parent;Query\n电解质;;\n\n固态;电解质;title:(固态 OR 全固态)\n".encode(),
        _workbook(
            [["branch", "parent", "query"], ["电解质", None, None], ["固态", "电解质", "title:(固态 OR 全固态)"]]
        ),
    ],
)
def test_a_tree_reads_the_same_from_every_table(raw: bytes) -> None:
    rows = read_table(raw, TREE)
    assert [dict(one.values) for one in rows] == [
        {"branch": "电解质"},
        {"branch": "固态", "parent": "电解质", "query": "title:(固态 OR 全固态)"},
    ]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"a,b\n1,2\n", 1),
        (b"branch,parent\nx,y\n", 1),
        (b'branch,query\nx,"tea\n', 2),
        (b"branch,query\n" + b"x,y\n" * (MOST_ROWS + 1), MOST_ROWS + 2),
        (b"branch,query\nx," + b"y" * 30_000, 2),
        (b"PK\x03\x04nothing", 1),
        (_workbook([["branch", "query"], ["x", "y"]])[:-200], 1),
        (b"branch\0query", 1),
        (b"\xff\xff\xff\x81", 1),
    ],
    ids=["empty", "other header", "no query", "unclosed", "too many", "too long", "no zip", "cut", "binary", "no text"],
)
def test_what_cannot_be_read_says_where(raw: bytes, line: int) -> None:
    with pytest.raises(ParameterError) as caught:
        read_table(raw, TREE)
    assert caught.value.reason == "tree-unreadable"
    assert caught.value.detail.en.startswith(f"Line {line}:") and caught.value.detail.zh.startswith(f"第 {line} 行")


def test_a_cell_that_was_kept_from_running_reads_as_it_was() -> None:
    rows = read_table(b"branch,query\nx,'-tea leaf\ny,'plain'\n", TREE)
    assert [one.values["query"] for one in rows] == ["-tea leaf", "'plain'"]
