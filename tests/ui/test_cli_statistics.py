"""``statistics`` as its user meets it: every option, what is written, what is told, and the exit codes."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from bench.corpus.write import Size, write
from search_api.statistics.catalog import CHAPTERS, TABLES
from ui.cli import main

SIZE = Size(patents=60, marks=16, designs=8, gis=6, layouts=4, signs=1, short=True)


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["statistics", *(str(one) for one in arguments)])
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files, folder = tmp_path_factory.mktemp("filings"), tmp_path_factory.mktemp("state")
    write(files, 8, SIZE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPATLAS_STATE", str(folder))
        patch.setenv("IPATLAS_EMBEDDING", "off")
        patch.delenv("IPATLAS_ENGINE", raising=False)
        with pytest.raises(SystemExit) as stopped:
            main(["load", str(files)])
        assert not stopped.value.code
    return folder


@pytest.fixture(autouse=True)
def environment(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPATLAS_STATE", str(state))
    monkeypatch.setenv("IPATLAS_EMBEDDING", "off")
    monkeypatch.delenv("IPATLAS_ENGINE", raising=False)


def table(out: Path, name: str) -> list[list[str]]:
    text = (out / "tables" / f"{TABLES[name].number}-{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def written(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    out = tmp_path / "new" / lang
    assert run("--year", "2019", "--lang", lang, "--out", out) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}\n" and f"{len(TABLES) + 3} files" in said.err and "个文件" in said.err
    made = written(out)
    manifest = json.loads(made["manifest.json"])
    assert set(made) == {"whitepaper.html", "statistics.xlsx", "manifest.json", *manifest["tables"]}
    assert len(manifest["tables"]) == len(TABLES) and manifest["parameters"] == [["year", "2019"]]
    assert manifest["tables"] == {name: sha256(made[name]).hexdigest() for name in manifest["tables"]}
    assert manifest["whitepaper_sha256"] == sha256(made["whitepaper.html"]).hexdigest()
    assert manifest["workbook_sha256"] == sha256(made["statistics.xlsx"]).hexdigest()
    book = html.fromstring(made["whitepaper.html"])
    assert book.get("lang", "").startswith(lang)
    assert [one.text_content().endswith(title.in_language(lang)) for one, title in zip(
        book.xpath("//section[starts-with(@id, 'chapter-')]/h2"), CHAPTERS, strict=True)] == [True] * len(CHAPTERS)  # fmt: skip
    sheets = openpyxl.load_workbook(io.BytesIO(made["statistics.xlsx"]), read_only=True)
    assert sheets.sheetnames == [*(one.number for one in TABLES.values()), {"zh": "口径", "en": "Definitions"}[lang]]
    for name, given in TABLES.items():
        rows = list(sheets[given.number].iter_rows(values_only=True))
        assert given.title.in_language(lang) in str(rows[0][0])
        lines = table(out, name)
        width = len(lines[0])
        held = [["" if cell is None else cell for cell in row[:width]] for row in rows[4 : 3 + len(lines)]]
        assert [[_plain(str(cell)) for cell in row] for row in held] == [
            [_plain(cell) for cell in row] for row in lines[1:]
        ]
    assert run("--year", "2019", "--lang", lang, "--out", out) == 0
    assert written(out) == made, "the same figures give the same bytes"


def _plain(cell: str) -> str:
    """Return a cell as both files have it: ``true`` and ``-1.0`` of the one are ``True`` and ``-1`` of the other."""
    return cell.lower().removesuffix(".0")


def test_every_option_narrows_or_adds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "people.csv"
    people.write_bytes(
        "region,residents_10k,year,source\n浙江省,6577,2019,统计年鉴\n广东省,12656,2018,旧\n".encode("gb18030")
    )
    given = ("--year", "2019", "--region", "CN", "--address", "current", "--office", "CN", "--population", people)
    assert run(*given, "--lang", "en", "--out", tmp_path / "out") == 0
    said = capsys.readouterr()
    assert "统计年鉴" in said.err and "no usable line for" in said.err
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert dict(manifest["parameters"]) == {"year": "2019", "region": "CN", "address": "current", "office": "CN"}
    assert manifest["population"] == {"sources": ["统计年鉴"], "regions": 1}
    head, *rows = table(tmp_path / "out", "patents-region")
    assert head[0] == "proprietor_region" and head[-1] == "per_10000"
    rates = {row[0]: row[-1] for row in rows}
    live = {row[0]: int(row[head.index("in_force_invention")]) for row in rows}
    assert float(rates["浙江省"]) == round(live["浙江省"] / 6577, 6) and rates["total"] == ""
    assert all(rate == "" for region, rate in rates.items() if region != "浙江省")
    book = (tmp_path / "out" / "whitepaper.html").read_text(encoding="utf-8")
    assert "统计年鉴" in book and "address of the proprietor now" in book


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--year", "1850"), "No record of 1850"), (("--year", "2099"), "2099 is not over"),
        (("--year", "2019", "--region", "Atlantis"), "Atlantis"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], said: str
) -> None:
    assert run(*given, "--lang", "en", "--out", tmp_path) == 0
    assert said in capsys.readouterr().err and said in (tmp_path / "whitepaper.html").read_text(encoding="utf-8")
    assert all(len(table(tmp_path, name)) == 1 for name in TABLES), "no row, and no nought"


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"region,residents\nCN,1\nCN,2\n", "twice in the population table are not used: CN"), (b"region,residents\nCN,none\n", "cannot be read: 2"),
     (b"place,heads\nCN,1\n", "no region and residents"), (b"", "no region and residents"), (b"\0\xff\xfe\0", "cannot be read")],
)  # fmt: skip
def test_a_broken_population_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, said: str
) -> None:
    people = tmp_path / "people.csv"
    people.write_bytes(text)
    assert run("--year", "2019", "--population", people, "--lang", "en", "--out", tmp_path / "out") == 0
    assert said in capsys.readouterr().err
    head, *rows = table(tmp_path / "out", "patents-region")
    assert head[-1] == "per_10000" and rows and all(row[-1] == "" for row in rows)


@pytest.mark.parametrize(
    "given",
    [("--out", "x"), ("--year", "2019"), ("--year", "19", "--out", "x"), ("--year", "soon", "--out", "x"),
     ("--year", "2019", "--out", "x", "--lang", "fr"), ("--year", "2019", "--out", "x", "--address", "home"),
     ("--year", "2019", "--out", "x", "--office", "CNX"), ("--year", "2019", "--out", "x", "--region", "r" * 81),
     ("--year", "2019", "--out", "x", "--population", "nowhere.csv"), ("--year", "2019", "--out", "x", "--population", "."),
     ("--year", "2019", "--out", "letter.txt"), ("--year", "2019", "--out", "letter.txt/x")],
    ids=" ".join,
)  # fmt: skip
def test_faults_of_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text("x")
    assert run(*given) == 2
    said = capsys.readouterr()
    assert not said.out and "Traceback" not in said.err and any("一" <= one <= "鿿" for one in said.err)
    assert not (tmp_path / "x").exists()


def test_an_engine_that_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPATLAS_ENGINE", "http://127.0.0.1:9")
    assert run("--year", "2019", "--out", tmp_path / "x") == 75 and not (tmp_path / "x").exists()
