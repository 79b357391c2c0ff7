"""The nearest records of a small invented register, held to floors; nothing of a draft is kept; days cut as they should."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.engine import Engine
from domain.errors import ParameterError
from domain.query import Filter
from indexer.engines.embedded.engine import EmbeddedEngine
from search_api.similar.classes import VOTING, votes_of
from search_api.similar.neighbours import SCOPE, Asked, neighbours, ranker
from search_api.similar.passages import COVERED
from search_api.similar.prior_art import Draft, prior_art
from tests.relevance.drafts import PAIRS, engine_of, publications

FLOOR_FIRST, FLOOR_TEN = 0.85, 0.85
VECTOR_FLOOR_FIRST, VECTOR_FLOOR_TEN = 0.8, 0.85
CITED_FLOOR_TEN, CLASS_FLOOR_FIRST = 0.85, 0.75


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = engine_of(tmp_path_factory.mktemp("relevance"), publications())
    yield made
    made.close()


def _pairs() -> list[tuple[str, str, str]]:
    """Return for each pair the second wording, its own id and the id of the first."""
    every = publications()
    return [(PAIRS[at][2], every[2 * at + 1].id, every[2 * at].id) for at in range(len(PAIRS))]


def test_the_other_wording_is_found(engine: Engine) -> None:
    searcher, embedder = ranker(engine.searcher())
    places = []
    for text, own, other in _pairs():
        found = [one.id for one in neighbours(searcher, embedder, Asked(text, own=(own,))).ranking]
        assert own not in found
        places.append(found.index(other))
    assert sum(place < 1 for place in places) / len(places) >= FLOOR_FIRST, places
    assert sum(place < 10 for place in places) / len(places) >= FLOOR_TEN, places


def test_vectors_alone_find_it_too(engine: Engine) -> None:
    searcher, embedder = ranker(engine.searcher())
    places = []
    for text, own, other in _pairs():
        near = searcher.nearest(embedder.encode([text])[0].tolist(), SCOPE, 100)
        found = [one.id for one in near if one.id != own]
        places.append(found.index(other) if other in found else 999)
    assert sum(place < 1 for place in places) / len(places) >= VECTOR_FLOOR_FIRST, places
    assert sum(place < 10 for place in places) / len(places) >= VECTOR_FLOOR_TEN, places


def test_what_the_nearest_cite_is_found_by_citations_alone(tmp_path: Path) -> None:
    every = publications(cited=True)
    made = engine_of(tmp_path, every)
    searcher, embedder = ranker(made.searcher())
    for citations in (True, False):
        found = []
        for (text, own, _), cited in zip(_pairs(), every[-len(PAIRS) :], strict=True):
            ranking = neighbours(searcher, embedder, Asked(text, own=(own,), citations=citations)).ranking[:10]
            found.append(cited.id in {one.id for one in ranking})
        assert (sum(found) / len(found) >= CITED_FLOOR_TEN) == citations, found
    made.close()


def test_the_nearest_vote_for_the_class_of_a_draft(engine: Engine) -> None:
    searcher, embedder = ranker(engine.searcher())
    first = []
    for at, (text, own, _) in enumerate(_pairs()):
        ranking = neighbours(searcher, embedder, Asked(text, own=(own,))).ranking
        votes = votes_of(ranking, searcher.records([one.id for one in ranking[:VOTING]]))
        first.append(votes[0].symbol.startswith(PAIRS[at][0]))
    assert sum(first) / len(first) >= CLASS_FLOOR_FIRST, first


def test_prior_art_of_a_draft(engine: Engine) -> None:
    searcher, embedder = ranker(engine.searcher())
    text = f"{PAIRS[0][2]} {PAIRS[1][2]}"
    art = prior_art(searcher, embedder, Draft(text=text, k=5))
    assert len(art.features) == 2 and len(art.hits) == 5 and len(art.coverage) == 5
    assert art.closeness != "nothing close" and {"H01M10/00", "E02B7/00"} <= {one.symbol for one in art.classes}
    own = {publications()[1].id, publications()[3].id}
    assert own <= {one.filing.id for one in art.hits[:3]}
    assert set(art.cover) == own
    for hit in art.hits:
        for said in hit.passages:
            assert all(0 <= start < end <= len(said.text) for start, end in said.spans)
    assert max(row[0] for row in art.coverage) >= COVERED


def test_days_cut_apart(engine: Engine) -> None:
    """The first wording was filed in 2008 and published in 2010, the second filed in 2013 and published in 2015."""
    searcher, embedder = ranker(engine.searcher())
    first, second = publications()[0].id, publications()[1].id

    def asked(day: str) -> tuple[set[str], set[str]]:
        art = prior_art(searcher, embedder, Draft(text=PAIRS[0][1], before=day, k=20))
        return {one.filing.id for one in art.hits}, {one.filing.id for one in art.earlier}

    for day, is_art, is_earlier in (
        ("2010-03-01", set(), {first}), ("2010-03-02", {first}, set()), ("2008-03-01", set(), set()),
        ("2014-01-01", {first}, {second}), ("2016-01-01", {first, second}, set()),
    ):  # fmt: skip
        hits, earlier = asked(day)
        assert (hits & {first, second}, earlier & {first, second}) == (is_art, is_earlier), day


def test_a_record_is_not_its_own_art(engine: Engine) -> None:
    searcher, embedder = ranker(engine.searcher())
    record = publications()[0]
    art = prior_art(searcher, embedder, Draft(record=record, k=5))
    assert record.id not in {one.filing.id for one in art.hits}
    assert art.hits[0].filing.id == publications()[1].id


def test_filters_are_exact(engine: Engine) -> None:
    searcher, embedder = ranker(engine.searcher())
    art = prior_art(searcher, embedder, Draft(text=PAIRS[0][1], filters=(Filter("office", ("CN",)),), k=20))
    assert art.hits and {one.filing.office for one in art.hits} == {"CN"}


@pytest.mark.parametrize("text", ["", "   ", "……！！", "the of and", "\0\x01\x02"])
def test_a_draft_that_says_nothing_is_refused(engine: Engine, text: str) -> None:
    with pytest.raises(ParameterError):
        prior_art(*ranker(engine.searcher()), Draft(text=text))


def test_odd_drafts_are_answered_honestly(engine: Engine) -> None:
    able = ranker(engine.searcher())
    assert "draft-short" in {one.code for one in prior_art(*able, Draft(text="pump " * 5_000)).notices}
    assert "draft-cut" in {one.code for one in prior_art(*able, Draft(text=PAIRS[0][1] * 400)).notices}
    strange = prior_art(*able, Draft(text="Quarterly dividend accounting treaty jurisprudence sonnet opera"))
    assert strange.closeness == "nothing close" and "nothing-close" in {one.code for one in strange.notices}
    assert prior_art(*able, Draft(text=f"{PAIRS[0][1]} {PAIRS[8][1]} смешанный текст")).hits


def test_nothing_of_a_draft_is_kept(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    canary = "zyxwcanaryword"
    with caplog.at_level(logging.DEBUG):
        prior_art(*ranker(engine.searcher()), Draft(text=f"{PAIRS[0][1]} {canary}"))
    assert canary not in caplog.text
    assert isinstance(engine, EmbeddedEngine)
    files = [path for path in Path(engine.folder).rglob("*") if path.is_file()]
    assert files and not any(canary.encode() in path.read_bytes() for path in files)
