"""The contract of vectors: near is what brute force finds, inside any scope, after changes and withdrawals.

A module that runs it defines ``vector_engine_factory``: new empty engines whose embedder is ``Dice``. Recall is held to
.97 of the ten nearest; a scope holds a tenth of a percent, one, ten or fifty percent of the records.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from domain.engine import Engine
from domain.filings import Origin, Patent
from domain.nearness import Nearness
from domain.parts import Part, part_version
from domain.query import All, Filter, SearchRequest, Terms
from domain.text import Text

SCOPE = SearchRequest(query=All())
RECORDS = 2_000
_NESTED = (("AA", 1_000), ("BB", 100), ("CC", 10), ("DD", 2))
"""Offices and how many records there are for one that has this office or one before it."""
_SHARES = {0.001: ("AA",), 0.01: ("AA", "BB"), 0.1: ("AA", "BB", "CC"), 0.5: ("AA", "BB", "CC", "DD")}
VectorFactory = Callable[[], Engine]


class Dice:
    """An embedder of our own: a text's vector follows from the number in it, and lies near those of its hundred."""

    name, revision, dimensions, titled = "dice", "1", 64, False

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([self.one(text) for text in texts], np.float32).reshape(len(texts), self.dimensions)

    def one(self, text: str) -> npt.NDArray[np.float32]:
        digits = "".join(char for char in text if char.isdigit())
        return _thrown(int(digits)) if digits else np.zeros(self.dimensions, np.float32)


@cache
def _thrown(number: int) -> npt.NDArray[np.float32]:
    group = np.random.default_rng(number // 100).standard_normal(Dice.dimensions)
    own = np.random.default_rng(10_000 + number).standard_normal(Dice.dimensions)
    found = group + 0.7 * own
    return (found / np.linalg.norm(found)).astype(np.float32)


def office(number: int) -> str:
    return next((name for name, step in _NESTED if number % step == 0), "XX")


def said(number: int, text: str | None, version: int = 1) -> Part:
    """Return a record that says ``text``; ``None`` withdraws it."""
    content = Patent(
        id=f"XX-{number}-A", office=office(number), origin=Origin(source="s", file="f"),
        title=(Text("en", text),) if text else (),
    )  # fmt: skip
    return Part(
        id=f"XX-{number}-A", source="s", rank="extract", right="patent",
        version=part_version("2020-01-01", 0, version, bytes(3)), content=content if text is not None else None,
    )  # fmt: skip


def fill(engine: Engine, parts: Sequence[Part]) -> None:
    with engine.writer() as writer:
        writer.write(parts)
        writer.finish()


def near(engine: Engine, vector: npt.NDArray[np.float32], scope: SearchRequest, size: int) -> list[str]:
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    found = searcher.nearest(vector.tolist(), scope, size)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    return [one.id for one in found]


def exact(vector: npt.NDArray[np.float32], numbers: Sequence[int], size: int) -> set[str]:
    scores = Dice().encode([f"thing {number}" for number in numbers]) @ vector
    return {f"XX-{numbers[at]}-A" for at in np.argsort(-scores)[:size]}


@pytest.fixture(scope="module")
def vector_engine(vector_engine_factory: VectorFactory) -> Iterator[Engine]:
    made = vector_engine_factory()
    fill(made, [said(number, f"thing {number}") for number in range(RECORDS)])
    yield made
    made.close()


def test_the_model_is_recorded(vector_engine: Engine) -> None:
    searcher = vector_engine.searcher()
    assert isinstance(searcher, Nearness)
    held = searcher.embedding()
    assert held is not None and (held.model, held.revision, held.dimensions) == ("dice", "1", 64)
    assert held.vectors == RECORDS


def test_nearest_is_what_brute_force_finds(vector_engine: Engine) -> None:
    shares = []
    for number in range(0, RECORDS, 50):
        vector = Dice().one(f"like {number}")
        found = near(vector_engine, vector, SCOPE, 10)
        shares.append(len(set(found) & exact(vector, range(RECORDS), 10)) / 10)
    assert float(np.mean(shares)) >= 0.97
    assert len(near(vector_engine, Dice().one("1"), SCOPE, RECORDS)) == RECORDS


@pytest.mark.parametrize("share", sorted(_SHARES))
def test_a_scope_is_exact(vector_engine: Engine, share: float) -> None:
    offices = _SHARES[share]
    inside = [number for number in range(RECORDS) if office(number) in offices]
    assert len(inside) == share * RECORDS
    scope = SearchRequest(query=All(), filters=(Filter("office", offices),))
    size, shares = min(10, len(inside)), []
    for number in range(3, RECORDS, 199):
        vector = Dice().one(f"like {number}")
        found = near(vector_engine, vector, scope, 10)
        assert len(found) == size and {office(int(one.split("-")[1])) for one in found} <= set(offices)
        shares.append(len(set(found) & exact(vector, inside, size)) / size)
    assert float(np.mean(shares)) >= 0.97
    assert len(near(vector_engine, Dice().one("1"), scope, RECORDS)) == len(inside)


def test_a_scope_may_be_a_query_or_empty(vector_engine: Engine) -> None:
    vector = Dice().one("like 77")
    assert near(vector_engine, vector, SearchRequest(query=Terms("title", "1234")), 10) == ["XX-1234-A"]
    for nothing in (
        SearchRequest(query=All(), filters=(Filter("office", ("ZZ",)),)), SearchRequest(query=All(), rights=("gi",)),
    ):  # fmt: skip
        assert near(vector_engine, vector, nothing, 10) == []


def test_cosines_of_named_records(vector_engine: Engine) -> None:
    searcher = vector_engine.searcher()
    assert isinstance(searcher, Nearness)
    asked = [f"XX-{number}-A" for number in range(0, RECORDS, 7)]
    vector = Dice().one("thing 42")
    cosines = searcher.cosines(vector.tolist(), [*asked, "XX-none-A"])
    assert set(cosines) == set(asked)
    for id, cosine in cosines.items():
        assert cosine == pytest.approx(float(Dice().one(id) @ vector), abs=0.02)
    assert cosines["XX-42-A"] == pytest.approx(1, abs=0.02) and searcher.cosines(vector.tolist(), []) == {}


def test_weighted_words(vector_engine: Engine) -> None:
    searcher = vector_engine.searcher()
    assert isinstance(searcher, Nearness)
    assert searcher.frequencies(["thing", "42", "absent"]) == {"thing": RECORDS, "42": 1, "absent": 0}
    found = searcher.ranked({"thing": 0.01, "42": 1.0, "absent": 1.0}, SCOPE, 3)
    assert found[0].id == "XX-42-A" and len(found) == 3 and found[0].score > 5 * found[1].score
    scope = SearchRequest(query=All(), filters=(Filter("office", ("CC",)),))
    ranked = searcher.ranked({"thing": 1.0}, scope, 20)
    assert len(ranked) == 20 and all(office(int(one.id.split("-")[1])) == "CC" for one in ranked)
    assert searcher.ranked({}, SCOPE, 10) == []


def test_the_words_of_named_records(vector_engine: Engine) -> None:
    searcher = vector_engine.searcher()
    assert isinstance(searcher, Nearness)
    terms = {"thing": 0.01, "42": 1.0, "absent": 1.0}
    found = {one.id: one.score for one in searcher.ranked(terms, SCOPE, 20)}
    scores = searcher.scores(terms, [*found, "XX-none-A"])
    assert set(scores) == set(found)
    for id, score in scores.items():
        assert score == pytest.approx(found[id], rel=1e-4)
    assert searcher.scores(terms, []) == {} and searcher.scores({}, ["XX-42-A"]) == {}


def test_changes_and_withdrawals_are_followed(vector_engine_factory: VectorFactory) -> None:
    engine = vector_engine_factory()
    fill(engine, [said(number, f"thing {number}") for number in range(200)])
    changed = [said(77, "thing 199", 2), said(78, None, 2), said(79, "no number", 2), said(5_000, "thing 77")]
    fill(engine, changed)
    found = near(engine, Dice().one("thing 77"), SCOPE, 300)
    assert found[0] == "XX-5000-A" and len(found) == 199
    assert "XX-78-A" not in found and "XX-79-A" not in found
    assert set(near(engine, Dice().one("thing 199"), SCOPE, 2)) == {"XX-77-A", "XX-199-A"}
    fill(engine, [said(79, "thing 79", 3), said(78, "thing 78", 3)])
    assert [near(engine, Dice().one(f"thing {one}"), SCOPE, 1) for one in (78, 79)] == [["XX-78-A"], ["XX-79-A"]]
    engine.close()


def test_a_generation_keeps_its_vectors(vector_engine_factory: VectorFactory) -> None:
    engine = vector_engine_factory()
    fill(engine, [said(number, f"thing {number}") for number in range(120)])
    asked = [Dice().one(f"like {number}") for number in (3, 64, 110)]
    before = [near(engine, one, SCOPE, 10) for one in asked]
    engine.reindex()
    assert [near(engine, one, SCOPE, 10) for one in asked] == before
    fill(engine, [said(300, "thing 64", 2), said(5, None, 2)])
    engine.rollback()
    assert near(engine, Dice().one("thing 64"), SCOPE, 2) in (["XX-300-A", "XX-64-A"], ["XX-64-A", "XX-300-A"])
    assert len(near(engine, asked[0], SCOPE, 500)) == 120 and "XX-5-A" not in near(engine, asked[0], SCOPE, 500)
    engine.close()


def test_an_index_without_an_embedder_has_no_vectors(engine_factory: Callable[[], Engine]) -> None:
    engine = engine_factory()
    fill(engine, [said(1, "thing 1")])
    searcher = engine.searcher()
    assert isinstance(searcher, Nearness)
    assert searcher.embedding() is None and searcher.nearest([0.0] * 64, SCOPE, 5) == []
    assert searcher.cosines([0.0] * 64, ["XX-1-A"]) == {}
    engine.close()
