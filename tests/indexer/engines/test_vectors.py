"""The vector file against brute force: what is near, inside any scope, after changes, withdrawals and a cut-off file."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from domain.filings import Origin, Patent
from domain.nearness import Nearness
from domain.parts import Part, part_version
from domain.query import All, Filter, SearchRequest
from domain.text import Text
from indexer.engines.embedded import meaning, vectors
from indexer.engines.embedded.engine import EmbeddedEngine

_SCOPE = SearchRequest(query=All())


class Dice:
    """An embedder of our own: a text's vector follows from the number in it, and lies near those of its hundred."""

    name, revision, dimensions = "dice", "1", 64

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([self.one(text) for text in texts], np.float32).reshape(len(texts), self.dimensions)

    def one(self, text: str) -> npt.NDArray[np.float32]:
        digits = "".join(char for char in text if char.isdigit())
        if not digits:
            return np.zeros(self.dimensions, np.float32)
        number = int(digits)
        group = np.random.default_rng(number // 100).standard_normal(self.dimensions)
        own = np.random.default_rng(10_000 + number).standard_normal(self.dimensions)
        found = group + 0.7 * own
        return (found / np.linalg.norm(found)).astype(np.float32)


def part(number: int, text: str | None, version: int = 1) -> Part:
    """Return a record that says ``text``; ``None`` withdraws it."""
    content = Patent(
        id=f"XX-{number}-A", office="XX" if number % 10 else "YY", origin=Origin(source="s", file="f"),
        title=(Text("en", text),) if text else (),
    )  # fmt: skip
    return Part(
        id=f"XX-{number}-A", source="s", rank="extract", right="patent",
        version=part_version("2020-01-01", 0, version, bytes(3)), content=content if text is not None else None,
    )  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    monkeypatch.setattr("indexer.engines.embedded.engine.open_embedder", lambda setting: Dice())
    made = EmbeddedEngine(tmp_path / "index", "dice")
    load(made, [part(number, f"thing {number}") for number in range(600)])
    return made


def load(engine: EmbeddedEngine, parts: list[Part]) -> None:
    with engine.writer() as writer:
        writer.write(parts)
        writer.finish()


def asked(engine: EmbeddedEngine, vector: npt.NDArray[np.float32], scope: SearchRequest, size: int) -> list[str]:
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    found = searcher.nearest(vector.tolist(), scope, size)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    return [one.id for one in found]


def exact(vector: npt.NDArray[np.float32], numbers: Sequence[int], size: int) -> set[str]:
    scores = Dice().encode([f"thing {number}" for number in numbers]) @ vector
    return {f"XX-{numbers[at]}-A" for at in np.argsort(-scores)[:size]}


@pytest.mark.parametrize("scored", [4_000, 150])
def test_nearest_is_what_brute_force_finds(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, scored: int
) -> None:
    monkeypatch.setattr(vectors, "_FEWEST_SCORED", scored)
    monkeypatch.setattr(vectors, "_SCORED_PER_HIT", 1)
    shares = []
    for number in range(0, 600, 20):
        vector = Dice().one(f"like {number}")
        found = asked(engine, vector, _SCOPE, 10)
        shares.append(len(set(found) & exact(vector, range(600), 10)) / 10)
    assert float(np.mean(shares)) >= 0.97


@pytest.mark.parametrize("probing", [20_000, 1])
def test_a_scope_is_exact(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch, probing: int) -> None:
    monkeypatch.setattr(meaning, "_WORTH_PROBING", probing)
    inside = [number for number in range(600) if number % 10 == 0]
    scope = SearchRequest(query=All(), filters=(Filter("office", ("YY",)),))
    for number in (3, 250, 599):
        vector = Dice().one(f"like {number}")
        found = asked(engine, vector, scope, 10)
        assert len(found) == 10 and len(set(found) & exact(vector, inside, 10)) >= 9
        assert {int(one.split("-")[1]) % 10 for one in found} == {0}
        assert len(asked(engine, vector, scope, 100)) == len(inside)
    none = SearchRequest(query=All(), filters=(Filter("office", ("ZZ",)),))
    assert asked(engine, Dice().one("1"), none, 10) == []


def test_changes_and_withdrawals_are_followed(engine: EmbeddedEngine) -> None:
    vector = Dice().one("like 77")
    assert asked(engine, vector, _SCOPE, 1) == ["XX-77-A"] or "XX-77-A" in asked(engine, vector, _SCOPE, 30)
    load(engine, [part(77, "thing 599", 2), part(78, None, 2), part(79, "no number", 2), part(5_000, "thing 77")])
    found = asked(engine, Dice().one("thing 77"), _SCOPE, 300)
    assert found[0] == "XX-5000-A" and "XX-78-A" not in found and "XX-79-A" not in found
    assert "XX-77-A" in asked(engine, Dice().one("thing 599"), _SCOPE, 2)
    load(engine, [part(79, "thing 79", 3)])
    assert "XX-79-A" in asked(engine, Dice().one("thing 79"), _SCOPE, 1)


def test_a_file_cut_off_or_lost_is_made_good(engine: EmbeddedEngine) -> None:
    folder = engine.folder / "vectors"
    whole = (folder / "rows.bin").read_bytes()
    state = vectors.held(engine.folder)
    assert state is not None and state.rows == 600 and state.revision == "1"
    (folder / "rows.bin").write_bytes(whole + b"half a row")
    load(engine, [part(9_000, "thing 9000")])
    assert (folder / "rows.bin").stat().st_size == 601 * vectors.row_type(64).itemsize
    assert asked(engine, Dice().one("thing 9000"), _SCOPE, 1) == ["XX-9000-A"]
    for path in folder.iterdir():
        path.unlink()
    load(engine, [])
    assert (folder / "rows.bin").read_bytes()[: len(whole)] == whole


def test_another_model_begins_anew(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(Dice):
        revision = "2"

    monkeypatch.setattr("indexer.engines.embedded.engine.open_embedder", lambda setting: Other())
    load(engine, [])
    note = json.loads((engine.folder / "vectors" / "held.json").read_text())
    assert (note["revision"], note["rows"]) == ("2", 600)


def test_an_index_without_an_embedder_has_no_vectors(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    load(engine, [part(1, "thing 1")])
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    assert searcher.embedding() is None and searcher.nearest([0.0] * 64, _SCOPE, 5) == []


def test_weighted_words(engine: EmbeddedEngine) -> None:
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    assert searcher.frequencies(["thing", "42", "absent"]) == {"thing": 600, "42": 1, "absent": 0}
    found = searcher.ranked({"thing": 0.01, "42": 1.0, "absent": 1.0}, _SCOPE, 3)
    assert found[0].id == "XX-42-A" and len(found) == 3 and found[0].score > 5 * found[1].score
    scope = SearchRequest(query=All(), filters=(Filter("office", ("YY",)),))
    assert all(int(one.id.split("-")[1]) % 10 == 0 for one in searcher.ranked({"thing": 1.0}, scope, 20))
    cosines = searcher.cosines(Dice().one("thing 42").tolist(), ["XX-42-A", "XX-9-A", "XX-none-A"])
    assert set(cosines) == {"XX-42-A", "XX-9-A"} and cosines["XX-42-A"] == pytest.approx(1, abs=0.01)
