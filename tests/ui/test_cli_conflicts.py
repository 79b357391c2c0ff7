"""``conflicts`` as its user meets it: one mark, JSON, a list of names with broken rows."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.goldens import SAMPLES
from ui.cli import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPATLAS_STATE", str(folder))
        patch.setenv("IPATLAS_EMBEDDING", "off")
        patch.delenv("IPATLAS_ENGINE", raising=False)
        assert run("load", str(SAMPLES / "euipo-trademarks"), str(SAMPLES / "uspto-trademarks")) == 0
    return folder


@pytest.fixture(autouse=True)
def environment(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPATLAS_STATE", str(state))
    monkeypatch.setenv("IPATLAS_EMBEDDING", "off")
    monkeypatch.delenv("IPATLAS_ENGINE", raising=False)


def test_one_mark_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "right:trademark", "--json") == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    mark = next(one["filing"]["mark"]["text"] for one in hits if one["filing"].get("mark", {}).get("text"))
    assert run("conflicts", mark, "--profile", "CN") == 0
    said = capsys.readouterr()
    assert mark in said.out and "office decides" in said.err.lower()
    assert run("conflicts", mark, "--classes", "9,42", "--goods", "computers", "--audit", "--json") == 0
    body = json.loads(capsys.readouterr().out)
    assert body["hits"][0]["reasons"] and body["record"]["missed"] == []


def test_what_cannot_be_asked_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("conflicts", "") == 2
    assert run("conflicts", "tea", "--classes", "46", "--json") == 2
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["code"] == "no-such-class"
    assert run("conflicts", "--batch", "nowhere.csv") == 2


def test_a_list_of_names_with_broken_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names, out = tmp_path / "names.csv", tmp_path / "result.xlsx"
    names.write_text("mark,classes,goods\nCLOUD,30,tea\n,9,\nTEA,46,\n云岚,30,茶\n", encoding="utf-8")
    assert run("conflicts", "--batch", str(names), "--out", str(out)) == 0
    assert capsys.readouterr().out.strip() == "answered=2 errors=2"
    book = openpyxl.load_workbook(out)
    assert [bool(row[-1]) for row in book["names"].iter_rows(min_row=2, values_only=True)] == [False, True, True, False]
    book.close()
    assert not list(tmp_path.glob("*.part"))
    assert run("conflicts", "--batch", str(tmp_path / "none.csv"), "--out", str(out)) == 2
