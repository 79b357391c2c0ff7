"""What the embedded engine's vector file alone promises: any number scored, any way to a scope, a file cut off or lost."""

import json
from pathlib import Path

import numpy as np
import pytest

from domain.query import All, Filter, SearchRequest
from indexer.engines.embedded import meaning, vectors
from indexer.engines.embedded.engine import EmbeddedEngine
from tests.indexer.engines.contract_vectors import SCOPE, Dice, exact, fill, near, office, said


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    monkeypatch.setattr("indexer.engines.embedded.engine.open_embedder", lambda setting: Dice())
    made = EmbeddedEngine(tmp_path / "index", "dice")
    fill(made, [said(number, f"thing {number}") for number in range(600)])
    return made


def test_few_scored_are_enough(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_FEWEST_SCORED", 150)
    monkeypatch.setattr(vectors, "_SCORED_PER_HIT", 1)
    shares = []
    for number in range(0, 600, 20):
        vector = Dice().one(f"like {number}")
        found = near(engine, vector, SCOPE, 10)
        shares.append(len(set(found) & exact(vector, range(600), 10)) / 10)
    assert float(np.mean(shares)) >= 0.97


def test_a_scope_probed_is_exact(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_WORTH_PROBING", 1)
    inside = [number for number in range(600) if office(number) == "CC"]
    scope = SearchRequest(query=All(), filters=(Filter("office", ("CC",)),))
    for number in (3, 250, 599):
        vector = Dice().one(f"like {number}")
        found = near(engine, vector, scope, 10)
        assert len(found) == 10 and len(set(found) & exact(vector, inside, 10)) >= 9
        assert len(near(engine, vector, scope, 100)) == len(inside)


def test_a_file_cut_off_or_lost_is_made_good(engine: EmbeddedEngine) -> None:
    folder = engine.folder / "vectors"
    whole = (folder / "rows.bin").read_bytes()
    state = vectors.held(engine.folder)
    assert state is not None and state.rows == 600 and state.revision == "1"
    (folder / "rows.bin").write_bytes(whole + b"half a row")
    fill(engine, [said(9_000, "thing 9000")])
    assert (folder / "rows.bin").stat().st_size == 601 * vectors.row_type(64).itemsize
    assert near(engine, Dice().one("thing 9000"), SCOPE, 1) == ["XX-9000-A"]
    for path in folder.iterdir():
        path.unlink()
    fill(engine, [])
    assert (folder / "rows.bin").read_bytes()[: len(whole)] == whole


def test_another_model_begins_anew(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(Dice):
        revision = "2"

    monkeypatch.setattr("indexer.engines.embedded.engine.open_embedder", lambda setting: Other())
    fill(engine, [])
    note = json.loads((engine.folder / "vectors" / "held.json").read_text())
    assert (note["revision"], note["rows"]) == ("2", 600)
