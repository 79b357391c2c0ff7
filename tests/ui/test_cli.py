"""The command line as its user meets it: answers on stdout, everything else on stderr, the exit codes of the contract."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.corpus.write import Size, write
from tests.shared_files import shared_path
from ui.cli import main

LINE = re.compile(
    r"read=\d+ indexed=\d+ stale=\d+ withdrawn=\d+ rejected=\d+ skipped=\d+ already=\d+ unrecognised=\d+ files=\d+ seconds=\d+\.\d"
)
SIZE = Size(patents=40, marks=12, designs=4, gis=3, layouts=2, signs=2)
SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.rstrip("\n").rpartition("\n")[2]

    @property
    def counts(self) -> dict[str, int]:
        assert LINE.fullmatch(self.last), self.last
        return {name: int(float(value)) for name, value in (pair.split("=") for pair in self.last.split())}


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run commands over an engine of the test's own."""
    monkeypatch.delenv("IPATLAS_ENGINE", raising=False)
    monkeypatch.setenv("IPATLAS_STATE", str(tmp_path / "state"))

    def ran(*arguments: str | Path) -> Done:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(one) for one in arguments])
        out, err = capfdbinary.readouterr()
        return Done(int(stop.value.code or 0), out.decode(), err.decode())

    return ran


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(folder, 4, SIZE)
    return folder


@pytest.fixture(scope="module")
def loaded(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the corpus loaded, for commands that only read."""
    state = tmp_path_factory.mktemp("loaded")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("IPATLAS_ENGINE", raising=False)
        patch.setenv("IPATLAS_STATE", str(state))
        with pytest.raises(SystemExit) as stop:
            main(["load", str(corpus)])
        assert not stop.value.code
    return state


@pytest.fixture
def reading(run: Run, loaded: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("IPATLAS_STATE", str(loaded))
    return run


def test_a_load_ends_with_its_counts(run: Run, corpus: Path) -> None:
    done = run("load", corpus)
    counts = done.counts
    assert done.code == 0 and counts["files"] == len(list(corpus.iterdir()))
    assert counts["read"] == sum(counts[name] for name in ("indexed", "stale", "withdrawn", "rejected", "skipped"))
    assert counts["indexed"] > 60 and done.out.count("\n") == 1
    again = run("load", corpus, "--json")
    told = json.loads(again.last)
    assert list(told) == [*counts] and told["already"] == counts["files"] and told["read"] == 0
    forced = run("load", "--again", corpus).counts
    assert forced["read"] == counts["read"] == forced["stale"] + forced["skipped"] and forced["indexed"] == 0


def test_files_that_are_not_recognised(run: Run, tmp_path: Path, corpus: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "gi.json").write_bytes((corpus / "gi-register-01.json").read_bytes())
    done = run("load", folder)
    assert done.code == 0 and done.counts["unrecognised"] == 1 and "noise.bin" in done.err
    done = run("load", folder / "noise.bin")
    assert done.code == 1 and done.counts["unrecognised"] == 1 and done.counts["files"] == 1


def test_what_cannot_be_loaded_is_said(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("load", empty)
    assert done.code == 0 and done.counts["files"] == 0 and "no files" in done.err and "没有" in done.err
    cut = tmp_path / "cut.gz"
    cut.write_bytes(b"\x1f\x8b\x08\x00" + b"\x00" * 20)
    done = run("load", cut)
    assert done.code == 1 and "cut.gz" in done.err
    assert LINE.fullmatch(done.last)


def test_rejected_records(run: Run, tmp_path: Path, corpus: Path) -> None:
    grants = (corpus / "us-grants-01.xml").read_bytes()
    broken = tmp_path / "broken.xml"
    broken.write_bytes(grants.replace(b"</claims>", b"</clams>", 1))
    done = run("load", broken)
    assert done.code == 1 and done.counts["rejected"] == 1, "one of a dozen is more than 5 %"
    assert run("load", "--again", "--max-rejected", "50%", broken).code == 0
    listed = run("rejects", "list")
    number, place, offset, stage, reason = listed.out.strip().split("\t")
    assert (place, stage) == ("broken.xml", "xml") and "·" in reason
    raw = run("rejects", "show", number, "--raw").out
    start = int(offset)
    assert broken.read_bytes()[start : start + len(raw.encode())] == raw.encode() and "</clams>" in raw
    shown = json.loads(run("rejects", "show", number, "--json").out)
    assert shown["reason"]["zh"] and shown["reason"]["en"] and shown["bytes"] == len(raw.encode())
    assert run("rejects", "show", "999").code == 1
    retried = run("rejects", "retry")
    assert retried.last == "read=1 indexed=0 stale=0 withdrawn=0 rejected=1 skipped=0"


def test_a_newer_loader_takes_records_out_of_quarantine(
    run: Run, tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domain.errors import RecordRejected
    from loaders import parse

    def refusing(*given: object) -> object:
        raise RecordRejected("不读", "not read", stage="format")

    cases = {
        "us-grants-01.xml": "documents",
        "us-marks-01.xml": "children",
        "gi-register-01.json": "json",
        "layout-designs-01.csv": "csv",
    }
    for name in cases:
        with monkeypatch.context() as patch:
            patch.setattr(parse, "_outcome", refusing)
            done = run("load", corpus / name)
            assert done.counts["rejected"] == done.counts["read"] > 0, name
        count = done.counts["rejected"]
        retried = run("rejects", "retry", "--json")
        assert json.loads(retried.out) == {
            "read": count,
            "indexed": count,
            "stale": 0,
            "withdrawn": 0,
            "rejected": 0,
            "skipped": 0,
        }
        assert run("load", "--again", corpus / name).counts["stale"] == count
    assert json.loads(run("rejects", "list", "--json").out) == {"total": 0, "rejects": []}


@pytest.mark.parametrize(
    "arguments",
    [["load"], ["load", "nowhere.xml"], ["search"], ["show"], ["frobnicate"], ["search", "tea", "--limit", "101"],
     ["serve", "--port", "0"], ["load", ".", "--max-rejected", "120%"], ["load", ".", "--source", "nope"],
     ["load", ".", "--source-date", "soon"], ["search", "(("], ["search", "tea", "--right", "novel"], ["search", "tea", "--sort", "novel"],
     ["export", "tea", "--format", "doc", "--out", "x"], ["export", "((", "--out", "x"], ["rejects", "show", "x"]],
    ids=" ".join,
)  # fmt: skip
def test_faults_of_usage(run: Run, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.code == 2 and not done.out and "Traceback" not in done.err
    assert re.search("[一-鿿]", done.err) and re.search("[A-Za-z]{4}", done.err)
    if arguments[0] in ("load", "search", "show"):
        told = json.loads(run(*arguments, "--json").err)
        assert told["code"] and set(told["detail"]) == {"zh", "en"}
    assert not (tmp_path / "x").exists()


def test_help_is_in_both_languages(run: Run) -> None:
    listed = run("--help")
    names = re.findall(r"^  ([a-z]+) +\S", listed.out.partition("Commands:")[2], re.MULTILINE)
    assert {"load", "sources", "rejects", "status", "doctor", "reindex", "rollback", "backup", "restore", "search", "show",
            "export", "demo", "serve"} <= set(names)  # fmt: skip
    for name in names:
        text = run(name, "--help").out
        assert re.search("[一-鿿]", text) and re.search("[a-z]{4}", text), name


def test_search_prints_a_line_for_each_hit(reading: Run) -> None:
    done = reading("search", "right:patent", "--limit", "7", "--sort", "-published")
    lines = done.out.splitlines()
    assert done.code == 0 and len(lines) == 7 and all(line.count("\t") == 3 for line in lines)
    dates = [line.split("\t")[1] for line in lines]
    assert dates == sorted(dates, reverse=True)
    nothing = reading("search", "xyzzyx")
    assert nothing.code == 0 and nothing.out == ""


def test_search_prints_the_answer_of_the_api(reading: Run) -> None:
    done = reading("search", "right:patent", "--limit", "3", "--json")
    body = json.loads(done.out)
    assert (done.out.count("\n") == 1 and body["total"] == 40) or body["total"] > 3
    assert len(body["hits"]) == 3 and body["query"]["canonical"] and "facets" in body


def test_a_query_error_is_told(reading: Run) -> None:
    done = reading("search", "((tea", "--json")
    told = json.loads(done.err)
    assert done.code == 2 and told["code"] == "unbalanced-parentheses" and told["span"] and not done.out


def test_show(reading: Run) -> None:
    id = json.loads(reading("search", "right:patent office:US", "--limit", "1", "--json").out)["hits"][0]["id"]
    done = reading("show", id.replace("-", ""))
    assert done.code == 0 and done.out.startswith(f"{id}\n")
    whole = json.loads(reading("show", id, "--json").out)
    assert whole["id"] == id and whole["claims"] and whole["description"]
    missing = reading("show", "US 99,999,999 B2", "--json")
    assert missing.code == 1 and json.loads(missing.err)["code"] == "record-not-found" and not missing.out


def test_export(reading: Run, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert reading("export", "*", "--format", "jsonl", "--out", out).code == 0
    ids = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert ids == sorted(ids) and len(ids) == json.loads(reading("search", "*", "--json").out)["total"]
    before = out.read_bytes()
    assert reading("export", "*", "--format", "jsonl", "--out", out).code == 2, "a file that exists stays"
    assert out.read_bytes() == before


def test_sources_and_status(reading: Run) -> None:
    listed = json.loads(reading("sources", "--json").out)
    assert sum(one["records"] for one in listed["sources"]) == json.loads(reading("status", "--json").out)["records"]
    assert {one["name"] for one in listed["tables"]} >= {"ipc-scheme", "nice-classes"}
    assert "uspto-grants" in reading("sources").out
    status = json.loads(reading("status", "--json").out)
    assert status["loading"] is False and status["unfinished"] == [] and status["runs"][0]["outcome"] == "complete"


def test_keeping(run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("load", corpus)
    assert run("doctor").code == 0
    assert run("rollback").code == 1, "there is no generation before the first"
    before = run("export", "*", "--format", "jsonl", "--out", tmp_path / "before.jsonl")
    assert before.code == 0
    first = json.loads(run("status", "--json").out)["generation"]
    built = json.loads(run("reindex", "--json").out)
    assert built["generation"] != first
    assert json.loads(run("rollback", "--json").out)["generation"] == first
    backed = json.loads(run("backup", tmp_path / "copy", "--json").out)
    assert backed["records"] == built["records"]
    assert run("backup", tmp_path / "copy").code == 1, "a backup is not overwritten"
    assert run("restore", tmp_path / "copy").code == 1, "records are not overwritten"
    monkeypatch.setenv("IPATLAS_STATE", str(tmp_path / "other"))
    assert json.loads(run("restore", tmp_path / "copy", "--json").out)["records"] == built["records"]
    assert run("export", "*", "--format", "jsonl", "--out", tmp_path / "after.jsonl").code == 0
    assert (tmp_path / "after.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()
    assert run("load", corpus).counts["already"] > 0, "the ledger came along"
    assert run("doctor").code == 0
    (tmp_path / "copy" / "atlas.sqlite").write_bytes(b"damaged")
    monkeypatch.setenv("IPATLAS_STATE", str(tmp_path / "third"))
    assert run("restore", tmp_path / "copy").code == 1


def test_engines_that_are_none(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IPATLAS_ENGINE", "what")
    done = run("status")
    assert done.code == 2 and "IPATLAS_ENGINE" in done.err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x")
    monkeypatch.setenv("IPATLAS_ENGINE", f"embedded:{tmp_path / 'full'}")
    done = run("load", tmp_path)
    assert done.code == 1 and "empty folder" in done.err


def test_reference_tables_give_titles(run: Run, corpus: Path, tmp_path: Path) -> None:
    table = tmp_path / "titles.tsv"
    table.write_text("id\ttitle\nH01M\tBatteries of a kind\nA01B\tSoil working\n", encoding="utf-8")
    done = run("load", table)
    assert done.code == 0 and done.counts == {
        **dict.fromkeys(done.counts, 0),
        "files": 1,
        "seconds": done.counts["seconds"],
    }
    assert "ipc-titles" in done.err and "2 titles" in done.err
    assert run("load", table).counts["already"] == 1
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    (mixed / "table.tsv").write_text("id\ttitle\nH01L\tSemiconductors\n", encoding="utf-8")
    (mixed / "gi.json").write_bytes((corpus / "gi-register-01.json").read_bytes())
    done = run("load", mixed)
    assert (
        done.code == 0
        and done.counts["unrecognised"] == 0
        and done.counts["files"] == 2
        and done.counts["indexed"] == 3
    )


def test_tables_in_an_archive_beside_filings(run: Run, corpus: Path, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.bin", bytes(200))
        archive.writestr("b.tsv", "id\ttitle\nH01L\tSemiconductors\n")
        archive.write(corpus / "gi-register-01.json", "c.json")
    done = run("load", path)
    assert done.code == 0 and done.counts["unrecognised"] == 1 and done.counts["indexed"] == 3
    assert (
        "a.bin" in done.err and "not recognised" in done.err and "b.tsv" not in done.err.partition("not recognised")[2]
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "read", "code"),
    [
        ("uspto/grants/ipg050104.small.xml", 25, 0),
        ("cnipa/current", 4, 0),
        ("euipo", 788, 0),
        ("wipo/st96", 1, 0),
        ("epo/docdb", 0, 0),
    ],
)
def test_real_files(run: Run, name: str, read: int, code: int) -> None:
    done = run("load", shared_path(name))
    counts = done.counts
    assert done.code == code and counts["read"] >= read
    assert counts["read"] == sum(counts[one] for one in ("indexed", "stale", "withdrawn", "rejected", "skipped"))


@pytest.mark.shared
def test_real_tables(run: Run) -> None:
    done = run("load", shared_path("ref/cpc"), shared_path("ref/nice/classes.json"), shared_path("ref/wipo35"))
    assert done.code == 0 and done.counts["unrecognised"] == 0 and "cpc-scheme" in done.err
