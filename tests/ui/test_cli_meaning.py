"""``similar`` and ``train-embedding`` as their user meets them."""

import json
from pathlib import Path

import pytest

from indexer.embeddings.static import StaticEmbedder
from tests.goldens import SAMPLES
from tests.relevance.drafts import PAIRS
from ui.cli import main

_LINE = {
    "number": "0990{n:04d}", "title": "Device {n}", "abstract": "", "owner": "", "city": "", "country": "",
    "date": "20100301", "desc": "", "cites": [],
}  # fmt: skip


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IPATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("IPATLAS_ENGINE", raising=False)
    monkeypatch.delenv("IPATLAS_EMBEDDING", raising=False)
    texts = [text for _, *both in PAIRS for text in both if text.isascii()]
    rows = [
        {**_LINE, "number": f"0990{at:04d}", "title": texts[at % len(texts)][:50] + f" {at}",
         "abstract": texts[at % len(texts)], "desc": f"{texts[at % len(texts)]} Variant {at}."}
        for at in range(60)
    ]  # fmt: skip
    path = tmp_path / "grants.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


def test_similar(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", str(register)) == 0
    capsys.readouterr()
    assert run("similar", "--text", PAIRS[0][2], "--limit", "3", "--json") == 0
    body = json.loads(capsys.readouterr().out)
    assert len(body["hits"]) == 3 and "membrane" in body["hits"][0]["filing"]["abstract"][0]["text"]
    draft = tmp_path / "draft.txt"
    draft.write_text(PAIRS[0][2], encoding="utf-8")
    assert run("similar", "--file", str(draft), "--limit", "3") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [one["id"] for one in body["hits"]]
    assert run("similar", "--number", "US9900003") == 0
    assert run("similar", "--number", "US1") == 1
    draft.write_bytes(b"\0\1binary\2" * 9)
    assert run("similar", "--file", str(draft)) == 2
    assert run("similar") == 2


def test_train(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "model"
    assert run("train-embedding", str(register), "--out", str(out), "--steps", "5", "--batch", "32", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["publications"] == 60 and report["held_out"] == 1
    assert StaticEmbedder(out, "model").dimensions == 256
    sample = SAMPLES / "us-patents-jsonl" / "grants.jsonl"
    assert run("train-embedding", str(sample), "--out", str(tmp_path / "other")) == 2
